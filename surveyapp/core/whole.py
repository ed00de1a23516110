"""What stands at a question as a whole: one mark, seen from the cells of its rows, fields and entries."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from surveyapp.core.answers import Typed, Value
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries, is_compound, leaves
from surveyapp.core.questionnaire import Question


class Said(Protocol):
    """What stands at one place: a stored answer, or the cell that a reader may see of it."""

    @property
    def mark(self) -> Mark: ...

    @property
    def value(self) -> Value | None: ...

    @property
    def typed(self) -> Typed | None: ...


_OUTRANKING = (Mark.NOT_READABLE, Mark.WITHHELD, Mark.NOT_AVAILABLE, Mark.LEFT_BLANK, Mark.NOT_ASKED)


def mark_at(said: Mapping[str, Said], address: str) -> Mark:
    """The mark at one place; a place that was never written was left blank."""
    found = said.get(address)
    return found.mark if found else Mark.LEFT_BLANK


def marks_of_parts(question: Question, said: Mapping[str, Said], entries: Entries) -> dict[str, Mark]:
    """The mark at each row, cell, companion or field of an entry, by address; {} for a question without parts.

    "Not available" said of the whole stands for every part that was left blank.
    """
    if not is_compound(question):
        return {}
    blank = Mark.NOT_AVAILABLE if mark_at(said, question.code) is Mark.NOT_AVAILABLE else Mark.LEFT_BLANK
    addresses = (str(leaf.place) for leaf in leaves(question, entries) if str(leaf.place) != question.code)
    marks = {address: mark_at(said, address) for address in addresses}
    return {address: blank if mark is Mark.LEFT_BLANK else mark for address, mark in marks.items()}


def mark_of(question: Question, said: Mapping[str, Said], entries: Entries) -> Mark:
    """The mark of the whole question: answered as soon as one part is, or as a list is said to have no entry."""
    own = mark_at(said, question.code)
    if not is_compound(question) or own in (Mark.ANSWERED, Mark.NOT_ASKED, Mark.WITHHELD):
        return own
    parts = set(marks_of_parts(question, said, entries).values())
    if Mark.ANSWERED in parts:
        return Mark.ANSWERED
    if own is Mark.NOT_AVAILABLE:
        return own
    return next((mark for mark in _OUTRANKING if mark in parts), own)


def is_answered(question: Question, said: Mapping[str, Said], entries: Entries) -> bool:
    """Whether the state gave an answer, readable or not, or said that it has no information."""
    return mark_of(question, said, entries) in (Mark.ANSWERED, Mark.NOT_READABLE, Mark.NOT_AVAILABLE)


def number_in(value: Value) -> Decimal | None:
    """The number in a value, exact; None where it holds none. A year is a number too."""
    for key in ("number", "year"):
        if key in value:
            return Decimal(str(value[key]))
    return None


def total(question: Question, said: Mapping[str, Said], row: str = "") -> Decimal | None:
    """The sum of the numbers in one row of a grid, or in all of it; None where no cell holds a number."""
    numbers = [number for cell in _cells(question, row) if (number := _number(said.get(cell))) is not None]
    return sum(numbers, Decimal()) if numbers else None


def mark_of_total(question: Question, said: Mapping[str, Said], row: str = "") -> Mark:
    """What stands in place of a total where no cell holds a number: the mark of the cells, one for all of them."""
    marks = marks_of_parts(question, said, {})
    found = {marks[cell] for cell in _cells(question, row)}
    return next((mark for mark in _OUTRANKING if mark in found), Mark.LEFT_BLANK)


def _cells(grid: Question, row: str) -> list[str]:
    """The addresses of the cells in one row of a grid, or in all of it."""
    places = (leaf.place for leaf in leaves(grid, {}))
    return [str(place) for place in places if place.column and row in ("", place.row)]


def _number(found: Said | None) -> Decimal | None:
    return number_in(found.value) if found and found.mark is Mark.ANSWERED and found.value is not None else None
