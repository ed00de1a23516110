"""Conditions: which questions, rows and fields a state is asked, given what it has answered so far.

Also what is worked out from the answers (`calculation`), and which options a `choice_filter` offers. One pass in the
order of the questionnaire. A condition listens only to what is itself asked: an answer kept at a question that is
hidden now is blank to it. So is what is not available or not readable.
"""

from collections import ChainMap
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from surveyapp.core.answers import Answers, Value
from surveyapp.core.expressions import Fault, Scope, fault, for_option, holds, references, value
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries, Leaf, Place, leaf
from surveyapp.core.proposals import default_text
from surveyapp.core.questionnaire import Kind, Option, Placed, Question, Questionnaire, Row

__all__ = [
    "Asked",
    "Fault",
    "Scope",
    "asked",
    "fault",
    "holds",
    "leading_in",
    "offered",
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
    """What conditions see of the questions and rows asked: name → text; what is calculated too."""
    calculated: Mapping[Place, str] = field(default_factory=dict, repr=False)
    """What was worked out: of every calculation that is asked, and of each in an entry of a list."""

    def question(self, code: str) -> bool:
        return code in self.questions

    def place(self, place: Place) -> bool:
        """Whether the question is asked, and neither the row, the companion nor the field is hidden."""
        return place.question in self.questions and not (self.hidden and replace(place, column="") in self.hidden)

    def led_by(self, code: str) -> frozenset[str]:
        """Every question, transitively, on whose answer its being asked depends."""
        return frozenset(place.question for place in leading_in(self.questionnaire)(Place(code)))

    def hidden_by(self, place: Place) -> frozenset[str]:
        """The questions asked because of whose answers a place is not: those its conditions name, and in place of one
        that is not asked either, or is worked out, those that lead to it.
        """
        names, waiting = _names(self.questionnaire), [place]
        found: set[Place] = set()
        while waiting:
            new = _sources(self.questionnaire, names, waiting.pop()) - found
            found |= new
            waiting.extend(source for source in new if not self._is_answered_to(source))
        return frozenset(source.question for source in found if self._is_answered_to(source))

    def _is_answered_to(self, place: Place) -> bool:
        return self.place(place) and leaf(self.questionnaire, place) is not None


def asked(questionnaire: Questionnaire, answers: Answers, entries: Entries, today: date) -> Asked:
    """What is asked of a state that has given these answers."""
    questions: set[str] = set()
    hidden: set[Place] = set()
    values: dict[str, str] = {}
    calculated: dict[Place, str] = {}
    scope = Scope(values, today)
    for placed in questionnaire.placed():
        if not all(holds(condition, scope) for condition in placed.conditions):
            continue
        question = placed.question
        if question.kind is Kind.CALCULATED:
            questions.add(question.code)
            calculated[Place(question.code)] = values[question.code] = _worked_out(question, scope)
            continue
        within = _within(question, answers, entries, values, today)
        if question.rows and {Place(question.code, row=row.code) for row in question.rows} <= within.hidden:
            continue
        questions.add(question.code)
        hidden |= within.hidden
        calculated |= within.calculated
        values |= _values(question, answers, within.hidden)
    return Asked(questionnaire, frozenset(questions), frozenset(hidden), values, calculated)


def offered(asked: Asked, answers: Answers, leaf: Leaf, today: date) -> tuple[Option, ...]:
    """The options that can be chosen at a place now: all, unless the question has a `choice_filter`."""
    question = leaf.question
    if not question.choice_filter:
        return question.options
    scope = scope_at(asked, answers, leaf.place, today)
    return tuple(one for one, condition in _filters(question) if holds(condition, scope))


def scope_at(asked: Asked, answers: Answers, place: Place, today: date) -> Scope:
    """What a constraint at this place sees: `.`, its neighbours in the entry, row or grid, and what is asked."""
    found = leaf(asked.questionnaire, place)
    if found is None:
        return Scope(asked.values, today)
    nearby = {
        name: asked.calculated.get(neighbour) or _text_at(asked.questionnaire, answers, neighbour)
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


# What hides, and what is worked out


@dataclass
class _Within:
    """The rows, companions and fields of a question hidden by a condition of their own; what its fields come to."""

    hidden: set[Place] = field(default_factory=set)
    calculated: dict[Place, str] = field(default_factory=dict)


_NOTHING_WITHIN = _Within()


def _within(question: Question, answers: Answers, entries: Entries, values: dict[str, str], today: date) -> _Within:
    """Each part sees those before it, in its own block."""
    if not (question.rows or question.fields or question.companions):
        return _NOTHING_WITHIN
    found = _Within()
    for parts in _blocks(question, entries):
        if any(part.relevant or _kind(part) is Kind.CALCULATED for part in parts.values()):
            _look_through(parts, answers, values, today, found)
    return found


def _look_through(
    parts: Mapping[Place, Row | Question], answers: Answers, values: dict[str, str], today: date, found: _Within
) -> None:
    nearby = dict.fromkeys((part.code for part in parts.values()), "")
    scope = Scope(ChainMap(nearby, values), today)
    for place, part in parts.items():
        if part.relevant and not holds(part.relevant, scope):
            found.hidden.add(place)
        elif isinstance(part, Question) and part.kind is Kind.CALCULATED:
            found.calculated[place] = nearby[part.code] = _worked_out(part, scope)
        else:
            nearby[part.code] = _text(_kind(part), answers, str(place))


def _kind(part: Row | Question) -> Kind:
    return part.kind if isinstance(part, Question) else Kind.ONE


def _worked_out(question: Question, scope: Scope) -> str:
    """What a calculation comes to; without one, what its author fixed."""
    return value(question.calculation, scope) if question.calculation else default_text(question, scope)


def _blocks(question: Question, entries: Entries) -> Iterator[dict[Place, Row | Question]]:
    """The parts that may hear one another: the rows, the companions, the fields of one entry."""
    yield {Place(question.code, row=row.code): row for row in question.rows}
    yield {Place(question.code, field=each.code): each for each in question.companions}
    for entry in entries.get(question.code, ()):
        yield {Place(question.code, entry=entry, field=each.code): each for each in question.fields}


def _filters(question: Question) -> tuple[tuple[Option, str], ...]:
    """Each option with the condition under which it is offered; made once and kept with the question."""
    kept: tuple[tuple[Option, str], ...] | None = vars(question).get("_filters")
    if kept is None:
        kept = tuple((one, _filter_of(question, one)) for one in question.options)
        vars(question)["_filters"] = kept
    return kept


def _filter_of(question: Question, option: Option) -> str:
    says = {one.name: one.value for one in option.properties}
    return for_option(question.choice_filter, {"name": option.code} | says)


# What conditions see


def _values(question: Question, answers: Answers, hidden: Collection[Place]) -> dict[str, str]:
    if question.kind in (Kind.ROWS, Kind.CONFIRM):
        places = {row.code: Place(question.code, row=row.code) for row in question.rows}
        return {code: _text(Kind.ONE, answers, str(place)) for code, place in places.items() if place not in hidden}
    return {question.code: _text(question.kind, answers, question.code)}


def _text_at(questionnaire: Questionnaire, answers: Answers, place: Place) -> str:
    found = leaf(questionnaire, place)
    return _text(found.question.kind, answers, str(place)) if found else ""


def _text(kind: Kind, answers: Answers, address: str) -> str:
    """The answer at a place as XLSForm has it: codes apart by spaces, numbers and dates plain; "" if there is none."""
    answer = answers.get(address)
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
    conditions = [*_conditions(placed, place), *_calculations(placed.question, place)]
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


def _calculations(question: Question, place: Place) -> Iterator[str]:
    """What is worked out at a place: it hangs on what it is worked out from, as if that were its condition."""
    parts = (*question.fields, *question.companions) if place.field else (question,)
    wanted = place.field or question.code
    for each in parts:
        if each.kind is Kind.CALCULATED and each.code == wanted:
            yield each.calculation or each.default


def _neighbours(question: Question, place: Place) -> dict[str, Place]:
    """What ${name} means first at a place: fields of the same entry, cells of the same row, companions."""
    if place.entry:
        return {each.code: replace(place, field=each.code) for each in question.fields}
    if place.column:
        return {column.code: replace(place, column=column.code) for column in question.columns}
    if place.field:
        return {each.code: replace(place, field=each.code) for each in question.companions}
    return {}
