"""Every answer as one row: for filters, pivot tables, and whoever wants to count again.

One row says one thing: an option chosen, a number, a text, or why there is none. A question of several options has a
row for each that was chosen; one of several parts a row for each part, or a single row where no part is answered.
Columns that not every table needs stand at the end: the earlier submission in which the answer of a question stood
already, the earlier wording that was answered, that the answers are invented.
What stands beside an answer follows it, under a mark of its own so that nobody counts it as one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from surveyapp.core.answers import Value as AnswerValue
from surveyapp.core.disclosure import DisclosedReply
from surveyapp.core.marks import Mark
from surveyapp.core.places import Leaf, is_compound, leaves
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.core.text import said
from surveyapp.core.whole import mark_of, marks_of_parts, number_in
from surveyapp.documents.comparative_workbook.plan import Plan, PlannedSection
from surveyapp.documents.sheets import HEADER, MOST_ROWS, Drawn, Page, Sheet, Value, pieces, sheet_name
from surveyapp.wording import answers, footnotes, marks, supplements

COLUMNS = (
    "state_code",
    "state",
    "section",
    "question_code",
    "number",
    "place",
    "question",
    "mark",
    "option_code",
    "option",
    "value_number",
    "text",
    "date",
)
_WIDTHS = (8, 22, 26, 20, 8, 26, 48, 16, 16, 26, 14, 60, 13)
_WIDTHS_AT_THE_END = {"unchanged_since": 16, "earlier_wording": 30, "note": 22}


@dataclass(frozen=True)
class Fact:
    """One row without the state and the question to which it belongs."""

    place: str
    asked: str
    mark: str
    option_code: str | None = None
    option: str | None = None
    number: Decimal | int | None = None
    text: str | None = None
    on: date | None = None


def write(workbook: Workbook, plan: Plan) -> None:
    sheets = _Sheets(workbook, plan)
    for section in plan.sections:
        for question in section.questions:
            _write_question(sheets, plan, section, question)
    sheets.close()


class _Sheets:
    """The sheet of data; when it is full, another one."""

    def __init__(self, workbook: Workbook, plan: Plan) -> None:
        self._workbook, self._plan = workbook, plan
        self._note = plan.words("illustrative_short")
        is_needed = {
            "unchanged_since": _is_anything_unchanged(plan),
            "earlier_wording": plan.has_notes,
            "note": plan.heading.illustrative,
        }
        self._at_the_end = [column for column in _WIDTHS_AT_THE_END if is_needed[column]]
        self._headings = [*COLUMNS, *self._at_the_end]
        self._sheet = self._begin(plan.sheets["data"])

    def write(self, values: list[Value], **at_the_end: str | None) -> None:
        if self._sheet.row == MOST_ROWS:
            self.close()
            taken = {name.casefold() for name in self._workbook.sheetnames}
            self._sheet = self._begin(sheet_name(self._plan.sheets["data"], lambda name: name.casefold() in taken))
        at_the_end["note"] = self._note
        self._sheet.write_plain([*values, *(at_the_end[column] for column in self._at_the_end)])

    def close(self) -> None:
        self._sheet.filter(f"A1:{get_column_letter(len(self._headings))}{self._sheet.row}")

    def _begin(self, name: str) -> Sheet:
        widths = (*_WIDTHS, *(_WIDTHS_AT_THE_END[column] for column in self._at_the_end))
        page = Page(widths=widths, columns=len(self._headings), frozen="A2", title_rows="1:1")
        sheet = Sheet(self._workbook, name, self._plan.on_paper(page, name))
        sheet.write([Drawn(self._plan.words(key), HEADER) for key in self._headings])
        return sheet


def _write_question(sheets: _Sheets, plan: Plan, section: PlannedSection, question: Question) -> None:
    wording = said(question.wording, plan.language)
    for state in plan.shown:
        reply = plan.comparison.replies.get(state.iso3)
        since = _unchanged_since(question, reply)
        before = [state.iso3, plan.state_name(state), section.title, question.code, question.number]
        for fact in _facts(plan, question, wording, reply):
            earlier = _earlier_wording(plan, question, reply, fact.place)
            for row in _rows(fact, plan):
                sheets.write([*before, *row], unchanged_since=since, earlier_wording=earlier)
        for fact in _beside(plan, question, wording, reply):
            for row in _rows(fact, plan):
                sheets.write([*before, *row], unchanged_since=None, earlier_wording=None)


def _is_anything_unchanged(plan: Plan) -> bool:
    replies = plan.comparison.replies.values()
    return any(cell.unchanged_since for reply in replies for cell in reply.cells.values())


def _unchanged_since(question: Question, reply: DisclosedReply | None) -> str | None:
    """The receipt of the earlier submission whose answer to this question was left as it was."""
    cell = reply.cells.get(question.code) if reply else None
    return cell.unchanged_since or None if cell else None


def _beside(plan: Plan, question: Question, wording: str, reply: DisclosedReply | None) -> Iterator[Fact]:
    """What the state put beside its answer; no answer, and never what only the secretariat is told."""
    for one in supplements.lines(question, reply.cells, plan.language) if reply else ():
        if not one.is_for_secretariat:
            asked = f"{wording} | {one.name}"
            yield Fact(f"{question.code}@{one.code}", asked, plan.words("beside"), text=one.words)


def _earlier_wording(plan: Plan, question: Question, reply: DisclosedReply | None, address: str) -> str | None:
    """How the question read when this answer was given, where that was otherwise."""
    cell = reply.cells.get(address) if reply else None
    notes = plan.comparison.footnotes.get(question.code, ())
    note = next((one for one in notes if cell and cell.given in one.given), None)
    return footnotes.wording_then(note, question, plan.language) or None if note else None


def _rows(fact: Fact, plan: Plan) -> Iterator[list[Value]]:
    """The row of a fact, and those on which its text goes on; these repeat nothing that could be counted."""
    first, *others = pieces(fact.text) if fact.text else [None]
    yield [fact.place, fact.asked, fact.mark, fact.option_code, fact.option, fact.number, first, fact.on]
    for piece in others:
        yield [fact.place, fact.asked, plan.words("continuation"), None, None, None, piece, None]


def _facts(plan: Plan, question: Question, wording: str, reply: DisclosedReply | None) -> Iterator[Fact]:
    if reply is None:
        yield Fact(question.code, wording, marks.mark_words(Mark.NO_REPLY, plan.language))
        return
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
        yield Fact(question.code, wording, marks.mark_words(mark, plan.language), number=none)


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
    mark_words = marks.mark_words(mark, plan.language)
    cell = reply.cells.get(address)
    if cell is None or mark not in (Mark.ANSWERED, Mark.NOT_READABLE):
        yield Fact(address, asked, mark_words)
    elif mark is Mark.NOT_READABLE or cell.value is None:
        typed = answers.typed_in_words(question, cell, plan.language)
        yield Fact(address, asked, mark_words, text=" ".join(typed.values()))
    else:
        yield from _of_value(plan, question, Fact(address, asked, mark_words), cell.value, reply)


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
