"""Places: the address of one leaf of a reply, on which answers, history, clarifications and disclosure hang.

q12                     a plain question, or the root of a compound one
laws[7f3k].title        a field of an entry of a list, by the entry's own id
services/shelter        a row of a question in rows
victims/y1/women        a cell of a grid
victims.source          a companion of a grid
q12@source              what stands beside the answer to a question (`supplements`)
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from surveyapp.core.questionnaire import Column, Kind, Question, Questionnaire, Row
from surveyapp.core.supplements import Supplement, supplement

_CODE = r"[A-Za-z_][A-Za-z0-9_]*"
_PLACE = re.compile(
    rf"(?P<question>{_CODE})"
    rf"(?:\[(?P<entry>[a-z0-9]{{4,8}})\]\.(?P<field>{_CODE})"
    rf"|/(?P<row>{_CODE})(?:/(?P<column>{_CODE}))?"
    rf"|\.(?P<companion>{_CODE})"
    rf"|@(?P<beside>{_CODE}))?"
)
_QUESTION = re.compile(_CODE)
LONGEST_PLACE = 200
BESIDE = "@"
"""Stands in the address of what is beside an answer, and in no other."""

_Made = TypeVar("_Made")

Entries = Mapping[str, Sequence[str]]
"""Code of a list to the ids of its entries, in the state's order."""


@dataclass(frozen=True)
class Place:
    question: str
    entry: str = ""
    field: str = ""
    row: str = ""
    column: str = ""
    beside: str = ""
    """Of a supplement: which."""

    def __str__(self) -> str:
        return self._address

    @cached_property
    def _address(self) -> str:
        if self.entry:
            return f"{self.question}[{self.entry}].{self.field}"
        if self.field:
            return f"{self.question}.{self.field}"
        if self.beside:
            return f"{self.question}@{self.beside}"
        return "/".join(part for part in (self.question, self.row, self.column) if part)


def parse(address: str) -> Place | None:
    """The place of this address; None when it is not an address."""
    match = _PLACE.fullmatch(address) if len(address) <= LONGEST_PLACE else None
    if match is None:
        return None
    parts = match.groupdict(default="")
    field = parts["field"] or parts["companion"]
    return Place(parts["question"], parts["entry"], field, parts["row"], parts["column"], parts["beside"])


def question_of(address: str) -> str:
    """The code of the question to which the address of a place belongs."""
    match = _QUESTION.match(address)
    return match.group() if match else ""


@dataclass(frozen=True)
class Leaf:
    """A place with the question that is read there: a row is a ONE, a cell an INTEGER or DECIMAL, a root a WHOLE.

    Of a supplement the question has no wording: how it is called is the same for every question.
    """

    place: Place
    question: Question
    root: Question


def leaf(questionnaire: Questionnaire, place: Place) -> Leaf | None:
    """What is asked at a place; None when this questionnaire has no such place (an entry's id is not checked)."""
    placed = questionnaire.find(place.question)
    if placed is None or not placed.question.asks:
        return None
    root = placed.question
    if place.beside:
        return leaf_beside(root, place.beside)
    if place.entry:
        fields = (each for each in _fields(root) if each.code == place.field)
        return next((Leaf(place, each, root) for each in fields), None)
    return _lasting_leaves(root).get(place)


def leaves(question: Question, entries: Entries) -> Iterator[Leaf]:
    """Every place of its answer, root first; of a list, the fields of the entries given. Not its supplements."""
    if not question.asks:
        return
    yield from _lasting_leaves(question).values()
    for entry in entries.get(question.code, ()) if question.kind is Kind.LIST else ():
        yield from leaves_of_entry(question, entry)


def leaves_of_entry(question: Question, entry: str) -> Iterator[Leaf]:
    """The places of the fields of one entry of a list."""
    return (Leaf(Place(question.code, entry=entry, field=each.code), each, question) for each in _fields(question))


def supplements(question: Question) -> Iterator[Leaf]:
    """The places beside the answer to a question, each of which may hold something."""
    return iter(_lasting_supplements(question).values() if question.asks else ())


def leaf_beside(question: Question, code: str) -> Leaf | None:
    """One of them; None when there is no such supplement."""
    return _lasting_supplements(question).get(code)


def is_compound(question: Question) -> bool:
    """Whether a question's answer is made of several places."""
    return question.kind in (Kind.ROWS, Kind.CONFIRM, Kind.GRID, Kind.LIST)


def _lasting_leaves(root: Question) -> Mapping[Place, Leaf]:
    """The leaves that every reply has."""
    return _kept(root, "_lasting_leaves", lambda: {place: Leaf(place, asked, root) for place, asked in _asked(root)})


def _lasting_supplements(root: Question) -> Mapping[str, Leaf]:
    """The leaves beside them, by the code of what they hold."""
    return _kept(
        root,
        "_lasting_supplements",
        lambda: {one: Leaf(Place(root.code, beside=one), supplement(root, one), root) for one in Supplement},
    )


def _kept(root: Question, name: str, make: Callable[[], _Made]) -> _Made:
    """A question never changes: what is worked out of it is made once and kept with it."""
    kept: _Made | None = vars(root).get(name)
    if kept is None:
        kept = vars(root)[name] = make()
    return kept


def _asked(root: Question) -> Iterator[tuple[Place, Question]]:
    yield Place(root.code), replace(root, kind=Kind.WHOLE) if is_compound(root) else root
    if root.kind in (Kind.ROWS, Kind.CONFIRM):
        for row in root.rows:
            yield Place(root.code, row=row.code), _row(root, row)
    elif root.kind is Kind.GRID:
        for row in root.rows:
            for column in root.columns:
                yield Place(root.code, row=row.code, column=column.code), _cell(root, column)
        yield from ((Place(root.code, field=each.code), each) for each in root.companions if each.asks)


def _row(root: Question, row: Row) -> Question:
    return replace(root, code=row.code, kind=Kind.ONE, wording=row.wording, hint=row.hint, rows=())


def _cell(root: Question, column: Column) -> Question:
    return Question(
        code=column.code,
        kind=column.kind,
        wording=column.wording,
        constraint=column.constraint,
        constraint_message=column.constraint_message,
        disclosure=root.disclosure,
    )


def _fields(root: Question) -> Sequence[Question]:
    return [each for each in root.fields if each.asks] if root.kind is Kind.LIST else ()
