"""The laws and instruments of the states: every entry of the lists that other answers cite, one a row.

The columns are the fields of the list, so that what a questionnaire asks of a law is what stands here.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from openpyxl import Workbook

from surveyapp.core.disclosure import Cell, DisclosedReply
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place, leaves
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.core.text import said
from surveyapp.core.whole import number_in
from surveyapp.documents.comparative_workbook.listing import Listing
from surveyapp.documents.comparative_workbook.plan import Plan, cited_lists
from surveyapp.documents.comparative_workbook.wordings import DATE_FORMATS
from surveyapp.documents.sheets import BLUE, SOFT, Drawn, Look, pieces_to_read
from surveyapp.wording import answers, marks

_STATE, _TEXT, _MARK = Look(bold=True, above="hair"), Look(above="hair"), Look(above="hair", italic=True, colour=SOFT)
_LINK = Look(above="hair", colour=BLUE)
_NUMBER = Look(above="hair", across="center", number_format="#,##0.##########")
_YEAR = Look(above="hair", across="center", number_format="0")
_DAY = {language: Look(above="hair", number_format=written) for language, written in DATE_FORMATS.items()}
_WIDTHS = {Kind.YEAR: 12.0, Kind.INTEGER: 12.0, Kind.DECIMAL: 12.0, Kind.DATE: 19.0, Kind.LINK: 36.0, Kind.ONE: 18.0}
_WIDTH_OF_FIRST, _WIDTH_OF_OTHERS, _WIDTH_OF_STATE, _WIDTH_OF_CITING = 42.0, 18.0, 18.0, 18.0


def write(workbook: Workbook, plan: Plan) -> None:
    for question in cited_lists(plan.comparison):
        _Register(workbook, plan, question).write()


class _Register:
    """The sheet of one list while it is being written."""

    def __init__(self, workbook: Workbook, plan: Plan, question: Question) -> None:
        self.plan, self.language, self.question = plan, plan.language, question
        self.fields = [field for field in question.fields if field.asks]
        self.widths = [
            _WIDTH_OF_FIRST if place == 0 else _WIDTHS.get(field.kind, _WIDTH_OF_OTHERS)
            for place, field in enumerate(self.fields)
        ]
        headings = [said(field.wording, self.language) for field in self.fields]
        columns = [
            (plan.words("state"), _WIDTH_OF_STATE),
            *zip(headings, self.widths, strict=True),
            (plan.words("cited_in"), _WIDTH_OF_CITING),
        ]
        asked = f"{question.number} {said(question.wording, self.language)}".strip()
        self.listing = Listing(
            workbook,
            plan,
            "register",
            columns,
            title=plan.words("register_title"),
            lines=(asked,),
            frozen_columns=1,
        )

    def write(self) -> None:
        for state in self.plan.shown:
            reply = self.plan.comparison.replies.get(state.iso3)
            if reply is not None:
                self._write_entries(self.plan.state_name(state), reply)
        self.listing.close()

    def _write_entries(self, name: str, reply: DisclosedReply) -> None:
        citing = _citing(self.plan, reply)
        for entry in reply.entries.get(self.question.code, ()):
            places = [str(Place(self.question.code, entry=entry, field=field.code)) for field in self.fields]
            drawn = [self._pieces(field, reply.cells.get(at), width) for field, at, width in self._with(places)]
            for row in range(max(map(len, drawn), default=0)):
                said_name = name if row == 0 else self.plan.words("continued", name=name)
                cells = [pieces[row] if row < len(pieces) else None for pieces in drawn]
                cited = Drawn(", ".join(citing.get(entry, ())), _TEXT) if row == 0 else None
                self.listing.write([Drawn(said_name, _STATE), *cells, cited])

    def _with(self, places: list[str]) -> Iterator[tuple[Question, str, float]]:
        return zip(self.fields, places, self.widths, strict=True)

    def _pieces(self, field: Question, cell: Cell | None, width: float) -> list[Drawn]:
        """What stands in one field; a text too long for one row in pieces."""
        mark = cell.mark if cell else Mark.LEFT_BLANK
        if cell is None or mark is not Mark.ANSWERED or cell.value is None:
            text = answers.words_at(field, cell, self.language, _untitled)
            return [Drawn(text if mark is Mark.NOT_READABLE else marks.short_mark(mark, self.language), _MARK)]
        number = number_in(cell.value)
        if number is not None:
            return [Drawn(number, _YEAR if field.kind is Kind.YEAR else _NUMBER)]
        if field.kind is Kind.DATE:
            return [Drawn(date.fromisoformat(cell.value["date"]), _DAY[self.language])]
        if field.kind is Kind.LINK:
            url = str(cell.value["url"])
            return [Drawn(piece, _LINK, url=url) for piece in pieces_to_read(url, _LINK, width)]
        text = answers.words(field, cell.value, self.language, _untitled)
        return [Drawn(piece, _TEXT) for piece in pieces_to_read(text, _TEXT, width)]


def _untitled(_list: str, _entry: str) -> str:
    return ""


def _citing(plan: Plan, reply: DisclosedReply) -> dict[str, list[str]]:
    """By entry, the numbers of the questions in which this state cites it."""
    found: dict[str, list[str]] = {}
    for question in plan.comparison.questionnaire.questions():
        cells = (reply.cells.get(str(leaf.place)) for leaf in leaves(question, reply.entries))
        cited = {entry for cell in cells if cell and cell.value for entry in _entries_in(cell.value)}
        for entry in cited:
            found.setdefault(entry, []).append(question.number or question.code)
    return found


def _entries_in(value: Mapping[str, Any]) -> Iterator[str]:
    for name, one in value.items():
        if isinstance(one, Mapping):
            yield from _entries_in(one)
        elif name == "entry" and isinstance(one, str):
            yield one
