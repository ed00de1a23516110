"""surveyapp round: which rounds there are, who has replied, the comparative table, answers of earlier rounds."""

import json
import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from surveyapp.actions import comparing, earlier_answers, following, seeing
from surveyapp.actions.earlier_answers import Checked, Done
from surveyapp.actions.following import Counts, RoundStanding, Stage, StateStanding
from surveyapp.cli import finding, opening, papers
from surveyapp.cli.move_round import move
from surveyapp.core.disclosure import Audience
from surveyapp.core.states import LANGUAGES
from surveyapp.core.text import MissingWording, said
from surveyapp.documents.earlier_answers import LARGEST_FILE, Fault
from surveyapp.store.models import Round
from surveyapp.wording import dates, marks, states, subregions
from surveyapp.wording.earlier_answers import worded

LANGUAGE = "en"
"""Of what the command line says."""

_AUDIENCES = {audience.value.replace("_", "-"): audience for audience in Audience}


@click.group(name="round")
def round() -> None:  # noqa: A001 - the name of the command
    """See the rounds, who has replied, and compare the replies."""


round.add_command(move)


@round.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """List the rounds, the latest deadline first."""
    with opening.reading() as session:
        found = [_round_facts(round_) for round_ in seeing.rounds(session, seeing.SECRETARIAT)]
    if as_json:
        _echo_json({"rounds": found})
        return
    for facts in found:
        click.echo(f"{facts['code']}  {facts['title'][LANGUAGE]}  (deadline {facts['deadline'][:10]})")
    if not found:
        click.echo("There is no round yet. An officer makes one on the page of rounds.")


@round.command()
@click.argument("code", metavar="ROUND")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def status(code: str, as_json: bool) -> None:
    """Say who has replied, who has not, and how far each state is."""
    with opening.reading() as session:
        round_ = finding.round_called(session, code)
        standing = following.standings(session, round_, opening.now())
        if as_json:
            _echo_json(_status_facts(standing))
            return
        for line in _status_lines(standing):
            click.echo(line)


@round.command()
@click.argument("code", metavar="ROUND")
@click.option("--language", type=click.Choice(LANGUAGES), required=True, help="Of the table.")
@click.option(
    "--audience", type=click.Choice(list(_AUDIENCES)), default="public", show_default=True, help="Its readers."
)
@click.option("--name-missing", is_flag=True, help="Name those that have not replied in a table for the public too.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file, .xlsx.")
def compare(code: str, language: str, audience: str, name_missing: bool, out: Path) -> None:
    """Write the comparative table of the replies as an Excel workbook."""
    if not out.parent.is_dir():
        opening.wrong_use(f"There is no folder {out.parent}.")
    with opening.reading() as session:
        round_ = finding.round_called(session, code)
        try:
            workbook = comparing.comparative_workbook(
                session, round_, _AUDIENCES[audience], language, name_missing, opening.now()
            )
        except MissingWording as missing:
            opening.at_fault(f"The table cannot be made in this language: {missing}.")
    papers.write(out, workbook)
    click.echo(f"Written: {out}")


@round.command("import-answers")
@click.argument("code", metavar="ROUND")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what it would bring in, and every fault.")
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGE, show_default=True, help="Of the messages.")
def import_answers(code: str, file: Path, dry_run: bool, language: str) -> None:
    """Bring answers of an earlier round in from the workbook FILE: all of them, or none with every fault told.

    ROUND must be closed. The same workbook once more changes nothing.
    """
    with file.open("rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
    with opening.reading() as session:
        checked = earlier_answers.check(session, finding.round_called(session, code), data, file.name, opening.now())
        _say_what_comes_in(checked, language)
    if checked.has_errors:
        raise SystemExit(opening.CONTENT_AT_FAULT)
    if not dry_run:
        _bring_in(code, data, file.name, language)


def _bring_in(code: str, data: bytes, name: str, language: str) -> None:
    with opening.writing() as session:
        round_ = finding.round_called(session, code)
        salt = secrets.token_hex(16)
        outcome = earlier_answers.bring_in(session, round_, data, name, None, opening.now(), salt)
        if not isinstance(outcome, Done):  # changed since it was checked
            _say_what_comes_in(outcome, language)
            raise SystemExit(opening.CONTENT_AT_FAULT)
        session.commit()
        for made in outcome.submissions:
            click.echo(made.receipt)
        if not outcome.submissions:
            click.echo(said(_NOTHING_NEW, language))


def _say_what_comes_in(checked: Checked, language: str) -> None:
    for fault in checked.faults:
        words = worded(fault.code, fault.details, language)
        warning = said(_WARNING, language) if fault.severity == "warning" else ""
        click.echo(f"{_where(fault, language)}{warning}{words.fault} {words.cure}", err=True)
    if checked.has_errors:
        return
    for one in checked.states:
        click.echo(f"{one.state.iso3}  {one.state.name(language).short:<33}{len(one.answers):>5}")


def _where(fault: Fault, language: str) -> str:
    """ "answers, row 7, question: "."""
    if fault.row is None:
        return f"{fault.sheet}: " if fault.sheet else ""
    row = said(_ROW, language).format(number=fault.row)
    return ", ".join(part for part in (fault.sheet, row, fault.column) if part) + ": "


_ROW = {"en": "row {number}", "es": "fila {number}"}
_WARNING = {"en": "(warning) ", "es": "(aviso) "}
_NOTHING_NEW = {
    "en": "Nothing has changed: this workbook was brought in before.",
    "es": "Nada ha cambiado: este libro ya se incorporó antes.",
}


def _echo_json(facts: Any) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2))


def _round_facts(round_: Round) -> dict[str, Any]:
    return {
        "code": round_.code,
        "title": dict(round_.title),
        "questionnaire": round_.edition.questionnaire.code,
        "edition": round_.edition.number,
        "period_from": round_.period_from.isoformat(),
        "period_to": round_.period_to.isoformat(),
        "deadline": round_.deadline.isoformat(),
        "closes_at": round_.closes_at.isoformat(),
        "time_zone": round_.time_zone,
        "opened_at": _moment(round_.opened_at),
        "illustrative": round_.illustrative,
    }


def _status_facts(standing: RoundStanding) -> dict[str, Any]:
    return {
        "round": standing.round.code,
        "illustrative": standing.round.illustrative,
        **_counted(standing.counts),
        "by_subregion": {subregion.value: _counted(counts) for subregion, counts in standing.by_subregion.items()},
        "states": [_state_facts(one) for one in _in_order(standing.states)],
    }


def _counted(counts: Counts) -> dict[str, int]:
    stages = {stage.value: counts.at(stage) for stage in Stage}
    return {"asked": counts.asked, **stages, "overdue": counts.overdue, "late": counts.late}


def _state_facts(one: StateStanding) -> dict[str, Any]:
    return {
        "state": one.state.iso3,
        "name": {language: one.state.name(language).short for language in LANGUAGES},
        "subregion": one.state.subregion.value,
        "standing": one.standing.value,
        "stage": one.stage.value,
        "answered": one.reply.answered,
        "asked": one.reply.asked,
        "core_answered": one.reply.core_answered,
        "core_asked": one.reply.core_asked,
        "focal_points": [person.name for person in one.focal_points],
        "last_activity": _moment(one.reply.last_activity_at),
        "submitted_at": _moment(one.reply.submitted_at),
        "deadline": one.deadline.isoformat(),
        "own_deadline": one.has_own_deadline,
        "overdue": one.is_overdue,
        "late": one.is_late,
    }


def _status_lines(standing: RoundStanding) -> Iterable[str]:
    counts = standing.counts
    yield said(standing.round.title, LANGUAGE)
    yield f"{states.replied(counts.at(Stage.REPLIED), counts.asked, LANGUAGE)}."
    yield _counts_line("All", counts)
    for subregion, of_subregion in standing.by_subregion.items():
        yield _counts_line(subregions.subregion_name(subregion, LANGUAGE), of_subregion)
    yield ""
    for one in _in_order(standing.states):
        yield _state_line(one, standing.round.time_zone)


def _counts_line(name: str, counts: Counts) -> str:
    words = {
        Stage.REPLIED: "replied",
        Stage.COMPLETE: "complete, not sent",
        Stage.IN_PROGRESS: "in progress",
        Stage.NOT_STARTED: "not started",
    }
    stages = ", ".join(f"{counts.at(stage)} {word}" for stage, word in words.items())
    return f"  {name:<18} {counts.asked:>3} asked: {stages}"


def _state_line(one: StateStanding, zone: str) -> str:
    standing = f"{marks.standing_shape(one.standing)} {marks.standing_words(one.standing, LANGUAGE)}"
    late = " (overdue)" if one.is_overdue else " (late)" if one.is_late else ""
    last = one.reply.last_activity_at
    parts = [
        f"{one.state.iso3}  {one.state.name(LANGUAGE).short:<33}{standing + late:<34}",
        f"{one.reply.answered:>3} of {one.reply.asked:>3}",
        f"last activity {dates.moment(last, zone, LANGUAGE)}" if last else "no activity yet",
        f"due {dates.moment(one.deadline, zone, LANGUAGE)}",
        ", ".join(person.name for person in one.focal_points) or "no focal point",
    ]
    return "  ".join(parts)


def _in_order(standings: Iterable[StateStanding]) -> list[StateStanding]:
    return sorted(standings, key=lambda one: one.state.orders[LANGUAGE])


def _moment(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
