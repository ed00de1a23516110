"""Conditions: which questions, rows and fields a state is asked, given what it has answered so far.

One pass in the order of the questionnaire. A condition listens only to what is itself asked: an answer kept at a
question that is hidden now is blank to it. So is what is not available or not readable.
"""

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from surveyapp.core.answers import Answers, Value
from surveyapp.core.expressions import Fault, Scope, fault, holds, references
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries, Place, leaf
from surveyapp.core.questionnaire import Kind, Placed, Question, Questionnaire, Row

__all__ = [
    "Asked",
    "Fault",
    "Scope",
    "asked",
    "fault",
    "holds",
    "leading_in",
    "references",
    "scope_at",
]


@dataclass(frozen=True)
class Asked:
    """What is asked of a state now."""

    questionnaire: Questionnaire
    questions: frozenset[str]
    """Codes of the questions, and notes, that are shown."""
    hidden: frozenset[Place]
    """Rows, companions and fields of entries hidden by a condition of their own."""
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What conditions see of the questions and rows asked: name → text."""

    def question(self, code: str) -> bool:
        return code in self.questions

    def place(self, place: Place) -> bool:
        """Whether the question is asked, and neither the row, the companion nor the field is hidden."""
        return place.question in self.questions and not (self.hidden and replace(place, column="") in self.hidden)

    def led_by(self, code: str) -> frozenset[str]:
        """Every question, transitively, on whose answer its being asked depends."""
        return frozenset(place.question for place in leading_in(self.questionnaire)(Place(code)))


def asked(questionnaire: Questionnaire, answers: Answers, entries: Entries, today: date) -> Asked:
    """What is asked of a state that has given these answers."""
    questions: set[str] = set()
    hidden: set[Place] = set()
    values: dict[str, str] = {}
    scope = Scope(values, today)
    for placed in questionnaire.placed():
        if not all(holds(condition, scope) for condition in placed.conditions):
            continue
        question = placed.question
        hidden_here = set(_hidden(question, answers, entries, values, today))
        if question.rows and {Place(question.code, row=row.code) for row in question.rows} <= hidden_here:
            continue
        questions.add(question.code)
        hidden |= hidden_here
        values |= _values(question, answers, hidden_here)
    return Asked(questionnaire, frozenset(questions), frozenset(hidden), values)


def scope_at(asked: Asked, answers: Answers, place: Place, today: date) -> Scope:
    """What a constraint at this place sees: `.`, its neighbours in the entry, row or grid, and what is asked."""
    found = leaf(asked.questionnaire, place)
    if found is None:
        return Scope(asked.values, today)
    nearby = {
        name: _text_at(asked.questionnaire, answers, neighbour)
        for name, neighbour in _neighbours(found.root, place).items()
        if asked.place(neighbour)
    }
    return Scope({**asked.values, **nearby}, today, _text_at(asked.questionnaire, answers, place))


def leading_in(questionnaire: Questionnaire) -> Callable[[Place], frozenset[Place]]:
    """A function that names every place, transitively, on whose answer the asking of one depends.

    It looks at the conditions alone and not at answers: a condition leads to a question even while it hides it.
    """
    names = _names(questionnaire)

    def leading(place: Place) -> frozenset[Place]:
        found: set[Place] = set()
        waiting = [place]
        while waiting:
            new = _sources(questionnaire, names, waiting.pop()) - found
            found |= new
            waiting.extend(new)
        return frozenset(found)

    return leading


# What hides


def _hidden(
    question: Question, answers: Answers, entries: Entries, values: dict[str, str], today: date
) -> Iterator[Place]:
    """Rows, companions and fields whose own condition does not hold, each seeing those before it."""
    for parts in _blocks(question, entries):
        if not any(part.relevant for part in parts.values()):
            continue
        nearby = dict.fromkeys((part.code for part in parts.values()), "")
        scope = Scope(ChainMap(nearby, values), today)
        for place, part in parts.items():
            if part.relevant and not holds(part.relevant, scope):
                yield place
            else:
                kind = part.kind if isinstance(part, Question) else Kind.ONE
                nearby[part.code] = _text(kind, answers, place)


def _blocks(question: Question, entries: Entries) -> Iterator[dict[Place, Row | Question]]:
    """The parts that may hear one another: the rows, the companions, the fields of one entry."""
    yield {Place(question.code, row=row.code): row for row in question.rows}
    yield {Place(question.code, field=each.code): each for each in question.companions}
    for entry in entries.get(question.code, ()):
        yield {Place(question.code, entry=entry, field=each.code): each for each in question.fields}


# What conditions see


def _values(question: Question, answers: Answers, hidden: set[Place]) -> dict[str, str]:
    if question.kind in (Kind.ROWS, Kind.CONFIRM):
        places = {row.code: Place(question.code, row=row.code) for row in question.rows}
        return {code: _text(Kind.ONE, answers, place) for code, place in places.items() if place not in hidden}
    return {question.code: _text(question.kind, answers, Place(question.code))}


def _text_at(questionnaire: Questionnaire, answers: Answers, place: Place) -> str:
    found = leaf(questionnaire, place)
    return _text(found.question.kind, answers, place) if found else ""


def _text(kind: Kind, answers: Answers, place: Place) -> str:
    """The answer at a place as XLSForm has it: codes apart by spaces, numbers and dates plain; "" if there is none."""
    answer = answers.get(str(place))
    if answer is None or answer.mark is not Mark.ANSWERED or not answer.value or kind not in _TEXTS:
        return ""
    return _TEXTS[kind](answer.value)


_TEXTS: Mapping[Kind, Callable[[Value], str]] = {
    Kind.ONE: lambda value: str(value.get("option", "")),
    Kind.SEVERAL: lambda value: " ".join(value.get("options", ())),
    Kind.SHORT_TEXT: lambda value: str(value.get("text", "")),
    Kind.LONG_TEXT: lambda value: str(value.get("text", "")),
    Kind.INTEGER: lambda value: str(value.get("number", "")),
    Kind.DECIMAL: lambda value: str(value.get("number", "")),
    Kind.YEAR: lambda value: str(value.get("year", "")),
    Kind.DATE: lambda value: str(value.get("date", "")),
    Kind.LINK: lambda value: str(value.get("url", "")),
    Kind.FILE: lambda value: " ".join(file["id"] for file in value.get("files", ())),
    Kind.CITATION: lambda value: str(value.get("entry") or value.get("article") or ""),
}
"""Compounds as a whole are blank: a condition speaks of their rows, or not of them."""


# What depends on what


def _names(questionnaire: Questionnaire) -> dict[str, Place]:
    """What ${name} means outside a list and a grid: a question, or a row of a question in rows."""
    names: dict[str, Place] = {}
    for placed in questionnaire.placed():
        question = placed.question
        if question.kind in (Kind.ROWS, Kind.CONFIRM):
            names |= {row.code: Place(question.code, row=row.code) for row in question.rows}
        names[question.code] = Place(question.code)
    return names


def _sources(questionnaire: Questionnaire, names: Mapping[str, Place], place: Place) -> set[Place]:
    """The places on whose answers the asking of this one depends at once."""
    placed = questionnaire.find(place.question)
    if placed is None:
        return set()
    conditions = list(_conditions(placed, place))
    if not conditions:
        return set()
    near = {**names, **_neighbours(placed.question, place)}
    named = {name for condition in conditions for name in references(condition)}
    return {near[name] for name in named if name in near}


def _conditions(placed: Placed, place: Place) -> Iterator[str]:
    yield from placed.conditions
    question = placed.question
    rows: tuple[Row, ...] = tuple(row for row in question.rows if row.code == place.row)
    if not place.row and all(row.relevant for row in question.rows):
        rows = question.rows
    yield from (row.relevant for row in rows)
    yield from (each.relevant for each in (*question.fields, *question.companions) if each.code == place.field)


def _neighbours(question: Question, place: Place) -> dict[str, Place]:
    """What ${name} means first at a place: fields of the same entry, cells of the same row, companions."""
    if place.entry:
        return {each.code: replace(place, field=each.code) for each in question.fields}
    if place.column:
        return {column.code: replace(place, column=column.code) for column in question.columns}
    if place.field:
        return {each.code: replace(place, field=each.code) for each in question.companions}
    return {}
