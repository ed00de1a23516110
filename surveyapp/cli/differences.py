"""surveyapp questionnaire differences: how one edition or workbook differs from another."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from surveyapp.actions import editions_map
from surveyapp.actions.authoring import questionnaire_of
from surveyapp.cli import finding, opening
from surveyapp.core import editions as core
from surveyapp.core.editions import Change, Differences, PartDifference, QuestionDifference, Rewording, Words
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.text import Text, said, said_anyhow
from surveyapp.documents import xlsform
from surveyapp.documents.xlsform import LARGEST_FILE
from surveyapp.store.models import Edition
from surveyapp.wording import differences as worded
from surveyapp.wording.plain import plain

_SENTENCES: dict[str, Text] = {
    "none": {"en": "They do not differ.", "es": "No hay diferencias."},
    "unknown": {
        "en": "There is no workbook, questionnaire or edition “{what}”. Give a file, CODE, CODE:VERSION or an edition. "
        "Run: surveyapp questionnaire list",
        "es": "No hay ningún libro, cuestionario ni edición «{what}». Indique un archivo, CODE, CODE:VERSION "
        "o una edición. Ejecute: surveyapp questionnaire list",
    },
    "at_fault": {
        "en": "The workbook {what} has faults. Run: surveyapp questionnaire check {what}",
        "es": "El libro {what} tiene errores. Ejecute: surveyapp questionnaire check {what}",
    },
    "counts": {"en": "{change}: {number}", "es": "{change}: {number}"},
    "of_substance": {"en": "of substance: {number}", "es": "de fondo: {number}"},
    "reworded": {"en": "{fact}, {of}: {text}", "es": "{fact}, {of}: {text}"},
    "fact": {"en": "{label}: {was} → {now}", "es": "{label}: {was} → {now}"},
    "title": {"en": "Title", "es": "Título"},
}
_MARKS = {Words.SAME: "{}", Words.REMOVED: "[-{}-]", Words.ADDED: "{{+{}+}}"}


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@click.option(
    "--language", type=click.Choice(("en", "es")), default="en", show_default=True, help="Of what is printed."
)
def differences(old: str, new: str, is_json: bool, language: str) -> None:
    """Print how NEW differs from OLD.

    Each is a workbook, a questionnaire's CODE (its newest edition), CODE:VERSION, or an edition. Between two editions
    of one questionnaire their map is followed, with what officers corrected; otherwise the one that is proposed.
    """
    found = _found(old, new, language)
    if is_json:
        click.echo(json.dumps(_facts(found), ensure_ascii=False))
    else:
        for line in _lines(found, language):
            click.echo(line)


def _found(old: str, new: str, language: str) -> Differences:
    before, after = _from_file(old, language), _from_file(new, language)
    if before and after:
        return core.differences(before, after)
    with opening.reading() as session:
        older = None if before else _edition(session, old, language)
        newer = None if after else _edition(session, new, language)
        if older and newer and older in editions_map.earlier(newer):
            return editions_map.differences_of(older, newer)
        before = before or (questionnaire_of(older) if older else None)
        after = after or (questionnaire_of(newer) if newer else None)
    if before is None or after is None:
        raise LookupError("what is neither a workbook nor an edition was refused before")
    return core.differences(before, after)


def _from_file(what: str, language: str) -> Questionnaire | None:
    file = Path(what)
    if not file.is_file():
        return None
    with file.open("rb") as stream:
        read = xlsform.read(stream.read(LARGEST_FILE + 1), file.name)
    if read.questionnaire is None:
        opening.at_fault(_sentence("at_fault", language, what=what))
    return read.questionnaire


def _edition(session: Session, what: str, language: str) -> Edition:
    found = finding.edition_called(session, what)
    if found is None:
        opening.wrong_use(_sentence("unknown", language, what=what))
    return found


# As text


def _lines(found: Differences, language: str) -> Iterator[str]:
    if found.is_empty:
        yield _sentence("none", language)
        return
    for change in Change:
        if found.counts[change]:
            yield _sentence("counts", language, change=worded.change(change, language), number=found.counts[change])
    yield _sentence("of_substance", language, number=sum(one.is_of_substance for one in found.questions))
    for one in found.title:
        yield f"{_sentence('title', language)}: {_marked(one)}"
    for part in (*found.sections, *found.groups):
        yield from _lines_of_part(part, found, language, "")
    for question in found.questions:
        yield from _lines_of_question(question, found, language, "")


def _lines_of_question(one: QuestionDifference, found: Differences, language: str, indent: str) -> Iterator[str]:
    yield f"{indent}{_called(one.question, language)}{_codes(one)}: {_changes(one, language)}"
    yield from _inside(one, found, language, f"{indent}  ")
    for parts in one.parts.values():
        for part in parts:
            yield from _lines_of_part(part, found, language, f"{indent}  ")
    for asked in one.asked.values():
        for inner in asked:
            yield from _lines_of_question(inner, found, language, f"{indent}  ")


def _lines_of_part(one: PartDifference, found: Differences, language: str, indent: str) -> Iterator[str]:
    yield f"{indent}{_called(one.new or one.old, language)}{_codes(one)}: {_changes(one, language)}"
    yield from _inside(one, found, language, f"{indent}  ")


def _inside(one: QuestionDifference | PartDifference, of: Differences, language: str, indent: str) -> Iterator[str]:
    for fact in worded.facts(one.facts, of, language):
        yield indent + _sentence("fact", language, label=fact.label, was=fact.was.text, now=fact.now.text)
    for rewording in one.rewordings:
        fact_name, text = worded.wording(rewording.fact, language), _marked(rewording)
        yield indent + _sentence("reworded", language, fact=fact_name, of=rewording.language, text=text)


def _called(thing: Any, language: str) -> str:
    number = getattr(thing, "number", "")
    return " ".join(filter(None, (number, plain(said_anyhow(thing.wording, language)))))


def _codes(one: QuestionDifference | PartDifference) -> str:
    codes = dict.fromkeys(each.code for each in (one.old, one.new) if each)
    return f" ({' → '.join(codes)})"


def _changes(one: QuestionDifference | PartDifference, language: str) -> str:
    return "; ".join(worded.changes(one, language))


def _marked(rewording: Rewording) -> str:
    """Words removed as [-…-], words added as {+…+}."""
    return "".join(_MARKS[piece.became].format(piece.text) for piece in rewording.pieces)


def _sentence(name: str, language: str, **values: str | int) -> str:
    return said(_SENTENCES[name], language).format(**values)


# As JSON


def _facts(found: Differences) -> dict[str, Any]:
    return {
        "counts": {change.value: number for change, number in found.counts.items()},
        "of_substance": sum(one.is_of_substance for one in found.questions),
        "title": _rewordings(found.title),
        "languages_added": found.languages_added,
        "languages_removed": found.languages_removed,
        "sections": [_part(one) for one in found.sections],
        "groups": [_part(one) for one in found.groups],
        "questions": [_question(one) for one in found.questions],
    }


def _question(one: QuestionDifference) -> dict[str, Any]:
    inner = {part: [_part(each) for each in found] for part, found in one.parts.items()}
    asked = {part: [_question(each) for each in found] for part, found in one.asked.items()}
    reason = {"reason": one.reason.value} if one.reason else {}
    return {**_part(one), **reason, "of_substance": one.is_of_substance, **inner, **asked}


def _part(one: QuestionDifference | PartDifference) -> dict[str, Any]:
    return {
        "code": one.new.code if one.new else None,
        "earlier_code": one.old.code if one.old else None,
        "changes": [change.value for change in one.changes],
        "facts": [{"name": fact.name, "was": fact.was, "now": fact.now} for fact in one.facts],
        "wordings": _rewordings(one.rewordings),
    }


def _rewordings(rewordings: tuple[Rewording, ...]) -> list[dict[str, str]]:
    return [{"fact": one.fact, "language": one.language, "was": one.was, "now": one.now} for one in rewordings]
