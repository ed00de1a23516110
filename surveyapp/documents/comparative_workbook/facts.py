"""Every answer as facts, each of which says one thing: an option chosen, a number, a text, or why there is none.

A question of several options has a fact for each that was chosen; one of several parts a fact for each part, or a
single one where no part is answered. What stands beside an answer follows it, under a mark of its own so that nobody
counts it as one. Codes and words stand side by side.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from surveyapp.core.answers import Value as AnswerValue
from surveyapp.core.disclosure import DisclosedReply
from surveyapp.core.marks import Mark
from surveyapp.core.places import Leaf, is_compound, leaves
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.core.states import MemberState
from surveyapp.core.text import said
from surveyapp.core.whole import mark_of, marks_of_parts, number_in
from surveyapp.documents.comparative_workbook.plan import Plan
from surveyapp.wording import answers, footnotes, marks, supplements

BESIDE, CONTINUED = "beside", "continuation"
"""In place of a mark: of what stands beside an answer, and of a text that goes on from the row before."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One of them, without the state and the question to which it belongs."""

    place: str
    asked: str
    mark: str
    option_code: str | None = None
    option: str | None = None
    number: Decimal | int | None = None
    text: str | None = None
    on: date | None = None
    unchanged_since: str | None = None
    earlier_wording: str | None = None


def facts(plan: Plan, question: Question, state: MemberState) -> Iterator[Fact]:
    """What one state says at one question; of one that has not replied, that."""
    wording, reply = said(question.wording, plan.language), plan.comparison.replies.get(state.iso3)
    if reply is None:
        yield Fact(question.code, wording, Mark.NO_REPLY)
        return
    cell = reply.cells.get(question.code)
    since = cell.unchanged_since or None if cell else None
    notes = plan.comparison.footnotes.get(question.code, ())
    for fact in _facts(plan, question, wording, reply):
        earlier = _earlier_wording(plan, question, reply, fact.place) if notes else None
        yield replace(fact, unchanged_since=since, earlier_wording=earlier) if since or earlier else fact
    yield from _beside(plan, question, wording, reply)


def is_anything_unchanged(plan: Plan) -> bool:
    """Whether an answer stood already in an earlier submission."""
    replies = plan.comparison.replies.values()
    return any(cell.unchanged_since for reply in replies for cell in reply.cells.values())


def mark_words(plan: Plan, mark: str) -> str:
    return plan.words(mark) if mark in (BESIDE, CONTINUED) else marks.mark_words(mark, plan.language)


def _beside(plan: Plan, question: Question, wording: str, reply: DisclosedReply) -> Iterator[Fact]:
    """What the state put beside its answer; no answer, and never what only the secretariat is told."""
    for one in supplements.lines(question, reply.cells, plan.language):
        if not one.is_for_secretariat:
            asked = f"{wording} | {one.name}"
            yield Fact(f"{question.code}@{one.code}", asked, BESIDE, text=one.words)


def _earlier_wording(plan: Plan, question: Question, reply: DisclosedReply, address: str) -> str | None:
    """How the question read when this answer was given, where that was otherwise."""
    cell = reply.cells.get(address)
    notes = plan.comparison.footnotes.get(question.code, ())
    note = next((one for one in notes if cell and cell.given in one.given), None)
    return footnotes.wording_then(note, question, plan.language) or None if note else None


def _facts(plan: Plan, question: Question, wording: str, reply: DisclosedReply) -> Iterator[Fact]:
    mark = mark_of(question, reply.cells, reply.entries)
    if not is_compound(question):
        yield from _of_leaf(plan, question, question.code, wording, mark, reply)
        return
    parts = marks_of_parts(question, reply.cells, reply.entries)
    if mark in (Mark.ANSWERED, Mark.NOT_READABLE) and parts:
        for leaf in leaves(question, reply.entries):
            address = str(leaf.place)
            if address in parts:
                asked = f"{wording} | {_part(question, leaf, reply, plan.language)}"
                yield from _of_leaf(plan, leaf.question, address, asked, parts[address], reply)
    else:
        none = 0 if mark is Mark.ANSWERED else None
        yield Fact(question.code, wording, mark, number=none)


def _part(question: Question, leaf: Leaf, reply: DisclosedReply, language: str) -> str:
    own = said(leaf.question.wording, language)
    if leaf.place.entry:
        return f"{list(reply.entries[question.code]).index(leaf.place.entry) + 1} | {own}"
    if leaf.place.column:
        row = next(row for row in question.rows if row.code == leaf.place.row)
        return f"{said(row.wording, language)} | {own}"
    return own


def _of_leaf(
    plan: Plan, question: Question, address: str, asked: str, mark: Mark, reply: DisclosedReply
) -> Iterator[Fact]:
    cell = reply.cells.get(address)
    if cell is None or mark not in (Mark.ANSWERED, Mark.NOT_READABLE):
        yield Fact(address, asked, mark)
    elif mark is Mark.NOT_READABLE or cell.value is None:
        typed = answers.typed_in_words(question, cell, plan.language)
        yield Fact(address, asked, mark, text=" ".join(typed.values()))
    else:
        yield from _of_value(plan, question, Fact(address, asked, mark), cell.value, reply)


def _of_value(plan: Plan, question: Question, fact: Fact, value: AnswerValue, reply: DisclosedReply) -> Iterator[Fact]:
    place, asked, mark = fact.place, fact.asked, fact.mark
    match question.kind:
        case Kind.ONE | Kind.SEVERAL:
            yield from _of_options(plan, question, fact, value, reply)
        case Kind.INTEGER | Kind.DECIMAL | Kind.YEAR:
            yield Fact(place, asked, mark, number=number_in(value))
        case Kind.DATE:
            yield Fact(place, asked, mark, on=date.fromisoformat(value["date"]))
        case _:
            titles = answers.entry_titles(plan.comparison.questionnaire, reply.cells, reply.entries, plan.language)
            yield Fact(place, asked, mark, text=answers.words(question, value, plan.language, titles))


def _of_options(
    plan: Plan, question: Question, fact: Fact, value: AnswerValue, reply: DisclosedReply
) -> Iterator[Fact]:
    details = answers.details_in(question, value)
    titles = answers.entry_titles(plan.comparison.questionnaire, reply.cells, reply.entries, plan.language)
    for code in (value["option"],) if "option" in value else value["options"]:
        option = question.option(code)
        wording = said(option.wording, plan.language) if option else code
        detail = details.get(code)
        text = answers.detail_words(detail, option.cites, plan.language, titles) if detail and option else None
        yield Fact(fact.place, fact.asked, fact.mark, option_code=code, option=wording, text=text)
