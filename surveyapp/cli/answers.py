"""surveyapp answers: what states wrote, out to a translator and back."""

import json
from pathlib import Path
from typing import Any

import click

from surveyapp.actions import answer_translation_files, reading_log, translating_answers
from surveyapp.actions.answer_translation_files import FORMATS, Returned
from surveyapp.actions.translating_answers import LANGUAGES
from surveyapp.cli import finding, opening, papers, reading
from surveyapp.core.text import Text, said
from surveyapp.core.translation import Change, ChangeKind
from surveyapp.documents.translation_files import LARGEST_FILE, Fault, ReadFile
from surveyapp.wording import answer_translations, translation_faults
from surveyapp.wording.translations import where

_SENTENCES: dict[str, Text] = {
    "written": {"en": "Texts written to {file}: {number}.", "es": "Textos escritos en {file}: {number}."},
    "nothing": {
        "en": "There is nothing of this kind to translate. No file was written.",
        "es": "No hay nada de este tipo que traducir. No se escribió ningún archivo.",
    },
    "would_change": {"en": "Translations that would change: {number}.", "es": "Traducciones que cambiarían: {number}."},
    "taken_over": {"en": "Translations taken over: {number}.", "es": "Traducciones aplicadas: {number}."},
    "older": {
        "en": "{where} The state has changed this text since the file was made: look at it in the pages.",
        "es": "{where} El Estado modificó este texto después de elaborarse el archivo: véalo en las páginas.",
    },
    "in_row": {"en": "{sheet}, row {row}: ", "es": "{sheet}, fila {row}: "},
}
_KINDS: dict[ChangeKind, Text] = {
    ChangeKind.NEW: {"en": "new", "es": "nueva"},
    ChangeKind.CHANGED: {"en": "changed", "es": "modificada"},
    ChangeKind.CONFIRMED: {"en": "right as it is", "es": "correcta como está"},
}

a_round = click.argument("code", metavar="ROUND")
into = click.option("--to", "target", type=click.Choice(LANGUAGES), required=True, help="Language translated into.")
in_language = click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the messages and headings."
)


@click.group()
def answers() -> None:
    """Give what states wrote to a translator, and take translations in."""


@answers.command()
@a_round
@into
@click.option("--format", "kind", type=click.Choice(FORMATS), default="xlsx", show_default=True)
@click.option("--only-open", is_flag=True, help="Only what is to be translated or checked.")
@click.option("--state", "states", multiple=True, metavar="ISO3", help="Of this state only; may be given again.")
@papers.output()
@in_language
def export(
    code: str, target: str, kind: str, only_open: bool, states: tuple[str, ...], output: Path, language: str
) -> None:
    """Write the texts of the submissions of a round to a file for a translator."""
    with opening.reading() as session:
        round_ = finding.round_called(session, code)
        pieces = translating_answers.of_round(session, round_, target)
        named = [state.upper() for state in states]
        wanted = answer_translation_files.wanted(pieces, only_open=only_open, states=named)
        if not wanted:
            click.echo(_sentence("nothing", language))
            return
        made = answer_translation_files.file(round_, wanted, target, kind, language)
        codes = {(one.reply.id, one.question.code) for one in wanted}
        taken = reading_log.in_translations(session, round_, codes)
    reading.note(taken)
    papers.write(output, made)
    click.echo(_sentence("written", language, file=str(output), number=len(wanted)))


@answers.command("import")
@a_round
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what it would change, and every fault.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@in_language
def import_(code: str, file: Path, dry_run: bool, as_json: bool, language: str) -> None:
    """Take in the translations of FILE, and say what was changed and what could not be.

    Ends with 1 where something of the file is not taken over; the rest is. A translation of a text that the state has
    changed since is not.
    """
    target, read = _read(file)
    with opening.writing() as session:
        round_ = finding.round_called(session, code)
        now = opening.now()
        incoming = answer_translation_files.keep(session, round_, read, file.name, target, None, now)
        came = answer_translation_files.returned(session, round_, incoming)
        taken = 0
        if not dry_run and not read.is_refused:
            taken = answer_translation_files.apply(session, round_, incoming, None, None, now)
            session.commit()
    if as_json:
        click.echo(json.dumps(_facts(came, taken, language), ensure_ascii=False, indent=2))
    else:
        _say(came, None if dry_run or read.is_refused else taken, language)
    if came.faults or came.older or came.unusable:
        raise SystemExit(opening.CONTENT_AT_FAULT)


def _read(file: Path) -> tuple[str, ReadFile]:
    with file.open("rb") as stream:
        return answer_translation_files.read_in_any(stream.read(LARGEST_FILE + 1), file.name)


def _say(came: Returned, taken: int | None, language: str) -> None:
    """What would change, or did; what could not be taken over goes to the errors."""
    if taken is None:
        click.echo(_sentence("would_change", language, number=len(came.usable)))
    else:
        click.echo(_sentence("taken_over", language, number=taken))
    for one in came.usable:
        click.echo(f"  {_where(one, language)} {said(_KINDS[one.kind], language)}")
    for sentence in _obstacles(came, language):
        click.echo(sentence, err=True)


def _obstacles(came: Returned, language: str) -> list[str]:
    return [
        *(_fault(one, language) for one in came.faults),
        *(_sentence("older", language, where=_where(one, language)) for one in came.older),
        *(f"{_where(one, language)} {answer_translations.obstacle(one, language)}" for one in came.unusable),
    ]


def _facts(came: Returned, taken: int, language: str) -> dict[str, Any]:
    return {
        "language": came.language,
        "taken_over": taken,
        "changes": [{"text": one.path, "kind": one.kind} for one in came.usable],
        "of_an_earlier_text": [one.path for one in came.older],
        "not_usable": [{"text": one.path, "kind": one.kind} for one in came.unusable],
        "faults": [_fault(one, language) for one in came.faults],
    }


def _fault(fault: Fault, language: str) -> str:
    words = translation_faults.worded(fault.code, fault.details, language)
    place = _sentence("in_row", language, sheet=fault.sheet, row=fault.row) if fault.row else ""
    return f"{place}{words.fault} {words.cure}"


def _where(change: Change, language: str) -> str:
    return where(change.context, language) if change.context.of else change.path


def _sentence(name: str, language: str, **values: str | int) -> str:
    return said(_SENTENCES[name], language).format(**values)
