"""Commands for the directory: out to a workbook, and back."""

import json
from pathlib import Path

import click

from surveyapp.actions import directory_files, rounds
from surveyapp.actions.directory_files import Change, Checked, Done, What
from surveyapp.cli import opening
from surveyapp.documents.directory_workbook import LARGEST_FILE, is_error
from surveyapp.web.languages import LANGUAGES
from surveyapp.wording.directory_files import what_words, worded


@click.group()
def directory() -> None:
    """The directory of states: authorities, people, groups."""


@directory.command()
@click.option("--language", default="en", type=click.Choice(sorted(LANGUAGES)), show_default=True)
@click.option("--out", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path))
def export(language: str, out: Path) -> None:
    """Write the directory as it stands into a workbook (.xlsx)."""
    with opening.writing() as session:
        rounds.load_member_states(session)
        made = directory_files.export(session, language, opening.now())
        session.commit()
    out.write_bytes(made)
    click.echo(f"Written: {out}")


@directory.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program to read.")
def import_file(file: Path, dry_run: bool, as_json: bool) -> None:
    """Bring in a workbook of the directory: all of it, or nothing and every fault."""
    with file.open("rb") as opened:
        data = opened.read(LARGEST_FILE + 1)
    with opening.writing() as session:
        rounds.load_member_states(session)
        if dry_run:
            outcome: Checked | Done = directory_files.check(session, data, file.name, opening.now())
        else:
            outcome = directory_files.bring_in(session, data, file.name, None, opening.now())
            session.commit()
    refused = isinstance(outcome, Checked) and outcome.has_errors
    _say_json(outcome) if as_json else _say(outcome)
    if refused:
        raise SystemExit(opening.CONTENT_AT_FAULT)


def _say(outcome: Checked | Done) -> None:
    if isinstance(outcome, Checked):
        for fault in outcome.faults:
            place = " ".join(
                part for part in (fault.sheet, f"row {fault.row}" if fault.row else "", fault.column) if part
            )
            words = worded(fault.code, fault.details, "en")
            click.echo(f"{place or 'workbook'}: {words.fault} {words.cure}", err=True)
        if outcome.has_errors:
            click.echo("Nothing is brought in.", err=True)
            return
    for change in outcome.changes:
        click.echo(_line(change))
    if not outcome.changes:
        click.echo("Nothing changes.")


def _line(change: Change) -> str:
    fields = "; ".join(f"{one.column}: {one.was or '(empty)'} -> {one.becomes or '(empty)'}" for one in change.fields)
    subject = " ".join(part for part in (change.state, change.subject) if part)
    words = what_words(change.what.value, "en")
    return f"{change.sheet.value}, row {change.row}: {subject} {words}" + (f" ({fields})" if fields else "")


def _say_json(outcome: Checked | Done) -> None:
    faults = outcome.faults if isinstance(outcome, Checked) else ()
    said = {
        "brought_in": isinstance(outcome, Done),
        "counts": {what.value: sum(one.what is what for one in outcome.changes) for what in What},
        "changes": [
            {
                "sheet": one.sheet.value,
                "row": one.row,
                "what": one.what.value,
                "state": one.state,
                "subject": one.subject,
                "fields": [{"column": each.column, "was": each.was, "becomes": each.becomes} for each in one.fields],
            }
            for one in outcome.changes
        ],
        "faults": [
            {
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "code": one.code,
                "severity": "error" if is_error(one) else "note",
                "fault": worded(one.code, one.details, "en").fault,
                "cure": worded(one.code, one.details, "en").cure,
            }
            for one in faults
        ],
    }
    click.echo(json.dumps(said, ensure_ascii=False, indent=2))
