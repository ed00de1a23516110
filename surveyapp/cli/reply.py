"""surveyapp reply: the reply of a state as a workbook to be filled in offline, and back."""

import json
from pathlib import Path
from typing import Any, NoReturn

import click
from sqlalchemy.orm import Session

from surveyapp.actions import holding, reading_log, reply_workbooks, returning_workbooks, seeing
from surveyapp.actions.answering import Refused
from surveyapp.actions.returning_workbooks import Applied, Choice, Preview
from surveyapp.cli import finding, opening, papers, reading
from surveyapp.core.returned import TO_BE_CHOSEN, Change, ReturnedBook
from surveyapp.core.states import LANGUAGES
from surveyapp.core.text import Text, said
from surveyapp.documents.reply_workbook import LARGEST_FILE, Unreadable
from surveyapp.files.storage import Storage
from surveyapp.store.models import Reply
from surveyapp.wording import answers as answer_wording
from surveyapp.wording import returned_workbooks as wording

messages = click.option(
    "--messages", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the messages."
)


@click.group(name="reply")
def reply() -> None:
    """Take a state's reply away as a workbook, and bring one back."""


@reply.command()
@click.argument("code", metavar="ROUND")
@click.argument("state", metavar="STATE")
@click.option("--language", type=click.Choice(LANGUAGES), required=True, help="Of the workbook.")
@click.option("--section", "sections", multiple=True, metavar="CODE", help="Only this section; may be repeated.")
@papers.output("The file, .xlsx.")
def template(code: str, state: str, language: str, sections: tuple[str, ...], output: Path) -> None:
    """Write the reply of STATE (three letters) in ROUND as a workbook, with what is answered filled in."""
    with opening.reading() as session:
        found = _reply(session, code, state)
        form = holding.questionnaire(found)
        unknown = [one for one in sections if form.section(one) is None]
        if unknown:
            known = ", ".join(one.code for one in form.sections)
            opening.wrong_use(_say("no_section", language, code=", ".join(unknown), known=known))
        if language not in reply_workbooks.languages(form):
            opening.at_fault(_say("no_language", language))
        made = reply_workbooks.make(session, found, sections or None, language, "", opening.now())
        taken = reading_log.in_workbook(session, found, sections or None, opening.now())
    reading.note(taken)
    papers.write(output, made)
    click.echo(_say("written", language, file=output))


@reply.command("import")
@click.argument("code", metavar="ROUND")
@click.argument("state", metavar="STATE")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what it would change.")
@click.option("--take-conflicts", is_flag=True, help="Where somebody else wrote meanwhile, take the workbook's text.")
@click.option("--take-removals", is_flag=True, help="Take away what was emptied or marked to be removed.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@messages
def import_(
    code: str,
    state: str,
    file: Path,
    dry_run: bool,
    take_conflicts: bool,
    take_removals: bool,
    as_json: bool,
    messages: str,
) -> None:
    """Bring the workbook FILE back into the reply of STATE in ROUND. The same workbook once more changes nothing.

    Exit 1: something was left, or the file is at fault.
    """
    with file.open("rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
    with opening.reading() as session:
        found = _reply(session, code, state)
        book = returning_workbooks.check(session, found, data, file.name)
        if isinstance(book, Unreadable):
            _at_fault(book, messages)
        preview = returning_workbooks.preview(session, found, book, lambda _section: True, opening.now())
        facts = [_facts(preview, one, messages) for one in preview.compared.changes]
    choices = _choices(preview.compared.changes, conflicts=take_conflicts, removals=take_removals)
    outcome = None if dry_run else _applied(code, state, data, file.name, book, choices, messages)
    is_left = _say_outcome(preview, facts, outcome, as_json, messages)
    if is_left:
        raise SystemExit(opening.CONTENT_AT_FAULT)


def _at_fault(refused: Unreadable, messages: str) -> NoReturn:
    fault = wording.fault(refused.code, refused.details, messages)
    opening.at_fault(f"{fault.fault} {fault.cure}")


def _reply(session: Session, code: str, state: str) -> Reply:
    round_ = finding.round_called(session, code)
    found = seeing.reply_of(session, seeing.SECRETARIAT, round_, state.upper())
    if found is None:
        opening.wrong_use(f"{state} is not among the states asked in {code}: surveyapp round status {code}")
    return found


def _applied(
    code: str,
    state: str,
    data: bytes,
    name: str,
    book: ReturnedBook,
    choices: dict[str, Choice],
    messages: str,
) -> Applied | Refused:
    storage = Storage(opening.settings().data_folder / "files")
    with opening.writing() as session:
        found = _reply(session, code, state)
        row = returning_workbooks.keep(session, storage, found, book, data, name, None, opening.now())
        if isinstance(row, Unreadable):
            _at_fault(row, messages)
        outcome = returning_workbooks.apply(
            session, found, row, book, lambda _section: True, choices, None, opening.now()
        )
        session.commit()
    return outcome


def _choices(changes: tuple[Change, ...], *, conflicts: bool, removals: bool) -> dict[str, Choice]:
    """Everything, conflicts and removals where they are asked for; of a cell that came back with two texts, nothing."""
    return {
        one.key: Choice(over=one.version)
        for one in changes
        if one.can_be_taken
        and len(one.after) == 1
        and (conflicts or one.kind not in TO_BE_CHOSEN)
        and (removals or not one.takes_away)
    }


def _say_outcome(
    preview: Preview, facts: list[dict[str, Any]], outcome: Applied | Refused | None, as_json: bool, language: str
) -> bool:
    """Says what was, or would be, changed; whether anything is left that somebody should look at."""
    done = {one.key for one in outcome.done} if isinstance(outcome, Applied) else set()
    left = [one for one in preview.compared.changes if _is_left(one, outcome, done)]
    refusal = outcome.reason if isinstance(outcome, Refused) else preview.refusal
    if as_json:
        told = {
            "cells": facts,
            "same": preview.compared.same,
            "applied": len(done),
            "left": len(left),
            "refused": str(refusal) if refusal else None,
            "elsewhere": [
                {"sheet": one.where.sheet, "row": one.where.row, "text": one.text} for one in preview.book.loose
            ],
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return bool(left or refusal)
    for one in facts:
        click.echo(f"{one['word']:<16}{one['cell']}: {one['before']} → {' / '.join(one['after'])}")
    for loose in preview.book.loose:
        click.echo(_say("loose", language, sheet=loose.where.sheet, row=loose.where.row, text=loose.text), err=True)
    if refusal:
        click.echo(_say("refused", language), err=True)
    if isinstance(outcome, Applied):
        click.echo(_say("applied", language, number=len(done), left=len(left)))
    elif outcome is None:
        click.echo(_say("would", language, number=len(facts)))
    return bool(left or refusal)


def _is_left(change: Change, outcome: Applied | Refused | None, done: set[str]) -> bool:
    """Of a dry run, what would need somebody's choice or cannot be taken."""
    if outcome is None:
        return change.kind in TO_BE_CHOSEN or change.takes_away or not change.can_be_taken
    return change.key not in done


def _facts(preview: Preview, change: Change, language: str) -> dict[str, Any]:
    held = preview.held
    titles = answer_wording.entry_titles(held.questionnaire, held.answers, held.entries, language)

    def said_(content: str) -> str:
        return wording.content_words(change.leaf, change.part, content, language, titles)

    return {
        "place": str(change.place),
        "part": change.part,
        "kind": change.kind.value,
        "word": wording.kind_words(change.kind, language),
        "cell": wording.cell_called(change, language, titles),
        "given": said_(change.given),
        "before": said_(change.before),
        "after": [said_(one) for one in change.after],
        "why": wording.why(change, language, held.habits),
        "sheet": change.where.sheet,
        "row": change.where.row,
    }


def _say(name: str, language: str, **values: object) -> str:
    return said(_SENTENCES[name], language).format(**values)


_SENTENCES: dict[str, Text] = {
    "written": {"en": "Written: {file}", "es": "Se escribió: {file}"},
    "no_section": {
        "en": "There is no section {code}. There are: {known}",
        "es": "No existe la sección {code}. Hay: {known}",
    },
    "no_language": {
        "en": "No workbook can be made in this language: wordings of the questionnaire are missing.",
        "es": "No es posible elaborar el libro en este idioma: faltan textos del cuestionario.",
    },
    "loose": {
        "en": "Outside the answer cells ({sheet}, row {row}): {text}",
        "es": "Fuera de las celdas de respuesta ({sheet}, fila {row}): {text}",
    },
    "refused": {
        "en": "The reply takes no answers now: it has been sent, or the round is closed. The workbook was kept.",
        "es": "La respuesta no admite cambios ahora: se ha enviado o la ronda está cerrada. El libro se ha conservado.",
    },
    "applied": {"en": "{number} cells saved, {left} left.", "es": "Celdas guardadas: {number}; sin guardar: {left}."},
    "would": {"en": "{number} cells would change.", "es": "Celdas que cambiarían: {number}."},
}
