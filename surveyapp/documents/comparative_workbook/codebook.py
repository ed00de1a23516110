"""Every section, question, row, column, field and option: its code and wording, when it is asked, who reads it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openpyxl import Workbook

from surveyapp.core.questionnaire import Group, Kind, Option, Question, Section
from surveyapp.core.text import Text, said
from surveyapp.documents.comparative_workbook.listing import Listing
from surveyapp.documents.comparative_workbook.plan import Plan
from surveyapp.documents.sheets import Value, pieces
from surveyapp.wording import conditions, differences

COLUMNS = {
    "part": 14.0,
    "number": 8.0,
    "question_code": 24.0,
    "code": 24.0,
    "wording": 70.0,
    "kind": 22.0,
    "condition": 50.0,
    "constraint": 40.0,
    "disclosure": 22.0,
    "core_question": 12.0,
    "guidance": 50.0,
}


@dataclass(frozen=True)
class Entry:
    """One row: what of a questionnaire has a code."""

    part: str
    code: str
    wording: Text
    question: Question | None = None
    """To which it belongs."""
    asked: Question | None = None
    """That it is, if it is asked itself."""
    kind: Kind | None = None
    relevant: tuple[str, ...] = ()
    constraint: str = ""
    hint: Text | None = None


def write(workbook: Workbook, plan: Plan) -> None:
    note = plan.words("illustrative_short") if plan.heading.illustrative else None
    columns = [(plan.words(key), width) for key, width in COLUMNS.items()]
    if note:
        columns.append((plan.words("note"), 22.0))
    listing = Listing(workbook, plan, "codebook", columns, table="Codebook", frozen_columns=4)
    for entry in entries(plan.comparison.questionnaire.sections):
        row = _row(plan, entry)
        listing.write_plain([*row, note] if note else row)
    listing.close()


def entries(sections: Sequence[Section]) -> Iterator[Entry]:
    for section in sections:
        yield Entry("section", section.code, section.wording, relevant=_one(section.relevant), hint=section.hint)
        yield from _of_parts(section.parts)


def _of_parts(parts: Sequence[Question | Group]) -> Iterator[Entry]:
    for one in parts:
        if isinstance(one, Group):
            yield Entry("group", one.code, one.wording, relevant=_one(one.relevant), hint=one.hint)
            yield from _of_parts(one.parts)
        elif one.kind is not Kind.NOTE:
            yield from _of_question(one)


def _of_question(question: Question, part: str = "question", within: Question | None = None) -> Iterator[Entry]:
    whole = within or question
    conditions_ = _one(question.relevant)
    yield Entry(
        part,
        question.code,
        question.wording,
        whole,
        question,
        question.kind,
        conditions_,
        question.constraint,
        question.hint,
    )
    for row in question.rows:
        yield Entry("row", row.code, row.wording, whole, relevant=_one(row.relevant), hint=row.hint)
    for column in question.columns:
        yield Entry("column", column.code, column.wording, whole, kind=column.kind, constraint=column.constraint)
    for option in question.options:
        yield _of_option(option, question, whole)
    for field in (*question.companions, *question.fields):
        yield from _of_question(field, "companion" if field in question.companions else "field", whole)


def _of_option(option: Option, question: Question, whole: Question) -> Entry:
    own = "" if question is whole else f"{question.code}."
    return Entry("option", f"{own}{option.code}", option.wording, whole, hint=option.detail or option.hint)


def _one(relevant: str) -> tuple[str, ...]:
    return (relevant,) if relevant else ()


def _row(plan: Plan, entry: Entry) -> list[Value]:
    language = plan.language
    whole, asked = entry.question, entry.asked
    is_whole = asked is not None and asked is whole
    values = [
        plan.words(f"part_{entry.part}"),
        whole.number if whole and is_whole else "",
        whole.code if whole else "",
        entry.code,
        said(entry.wording, language),
        differences.kind(entry.kind, language) if entry.kind else "",
        _condition(plan, entry),
        _constraint(plan, entry),
        differences.disclosure(asked.disclosure, language) if asked else "",
        plan.words("yes_core") if is_whole and asked and asked.core else "",
        said(entry.hint, language) if entry.hint else "",
    ]
    return [pieces(value)[0] if value else None for value in values]


def _condition(plan: Plan, entry: Entry) -> str:
    """In words; what only its author can read, as it is written."""
    questionnaire, language = plan.comparison.questionnaire, plan.language
    within = entry.question if entry.asked is not entry.question else None
    found = (conditions.asked_when(one, questionnaire, language, within) or one for one in entry.relevant)
    return " ".join(found)


def _constraint(plan: Plan, entry: Entry) -> str:
    if not entry.constraint or entry.question is None:
        return ""
    questionnaire, language = plan.comparison.questionnaire, plan.language
    asked = entry.asked or replace(entry.question, code=entry.code, kind=entry.kind or Kind.INTEGER)
    within = entry.question if entry.asked is not entry.question else None
    return conditions.must_hold(entry.constraint, questionnaire, language, asked, within) or entry.constraint
