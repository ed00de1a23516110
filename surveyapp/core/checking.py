"""Checking: what a state may wish to look at before it submits, as a list of places, never as a wall.

Nothing is required but what the questionnaire says is `required`; all else is pointed out and can be left.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from surveyapp.core.answers import Answer, Answers
from surveyapp.core.conditions import Asked, holds, offered, scope_at
from surveyapp.core.expressions import Scope
from surveyapp.core.kinds import options_in
from surveyapp.core.limits import lies_outside, limits
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries, Leaf, Place, leaves
from surveyapp.core.progress import QuestionProgress, question_progress
from surveyapp.core.questionnaire import Kind, Question, Questionnaire, Section
from surveyapp.core.text import NOTHING, Text
from surveyapp.core.whole import mark_at

TOTAL = "total"
"""Code of a row or column of a grid in which the state writes totals itself."""


class FindingKind(StrEnum):
    MISSING = "missing"
    MISSING_CORE = "missing_core"
    NOT_READABLE = "not_readable"
    CONSTRAINT = "constraint"
    NO_DETAIL = "no_detail"
    TOTAL = "total"
    FUTURE_DATE = "future_date"
    EMPTY_ENTRY = "empty_entry"
    CONTRADICTION = "contradiction"
    """A list of which the state says that it has no entry, and that has one."""
    OUT_OF_RANGE = "out_of_range"
    NOT_OFFERED = "not_offered"
    """An option was chosen that a `choice_filter` no longer offers."""
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    OTHER_COUNT = "other_count"
    """Entries of a list; `number` says how many there should be."""


class Severity(StrEnum):
    BLOCKER = "blocker"
    """Stops the submission: the questionnaire requires it."""
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    place: Place
    kind: FindingKind
    severity: Severity
    message: Text = field(default_factory=lambda: NOTHING)
    """The author's own words, of a constraint or of what is required; empty otherwise."""
    number: int = 0
    """How many entries are expected, at the fewest, at the most or exactly."""


def findings(
    questionnaire: Questionnaire,
    answers: Answers,
    entries: Entries,
    asked: Asked,
    today: date,
    *,
    section: Section | None = None,
) -> list[Finding]:
    """All there is to look at, in the order of the questionnaire, of what is asked; of one section alone if told."""
    reply = _Reply(answers, entries, asked, today)
    return [
        finding
        for question in questionnaire.questions(section)
        if asked.question(question.code)
        for finding in (*_missing(question, reply), *_of_places(question, reply), *_of_whole(question, reply))
    ]


def constraint_finding(leaf: Leaf, answers: Answers, asked: Asked, today: date) -> Finding | None:
    """The constraint broken at one place, if any; a place without a readable answer breaks none."""
    question = leaf.question
    if not question.constraint or mark_at(answers, str(leaf.place)) is not Mark.ANSWERED:
        return None
    if holds(question.constraint, scope_at(asked, answers, leaf.place, today)):
        return None
    return Finding(leaf.place, FindingKind.CONSTRAINT, Severity.WARNING, question.constraint_message)


@dataclass(frozen=True)
class _Reply:
    answers: Answers
    entries: Entries
    asked: Asked
    today: date

    def mark(self, place: Place) -> Mark:
        return mark_at(self.answers, str(place))

    def answer(self, place: Place) -> Answer | None:
        """The answer at a place, if it has a value."""
        found = self.answers.get(str(place))
        return found if found and found.mark is Mark.ANSWERED and found.value else None

    def scope(self, place: Place) -> Scope:
        return scope_at(self.asked, self.answers, place, self.today)

    def requires(self, question: Question, place: Place) -> bool:
        """Whether the questionnaire wants an answer here: always, or by what else is answered."""
        return question.required or (bool(question.required_when) and holds(question.required_when, self.scope(place)))

    def leaves(self, question: Question) -> Iterator[Leaf]:
        return (leaf for leaf in leaves(question, self.entries) if self.asked.place(leaf.place))

    def entry_is_empty(self, question: Question, entry: str) -> bool:
        marks = {self.mark(Place(question.code, entry=entry, field=each.code)) for each in question.fields}
        return marks <= {Mark.LEFT_BLANK}


# What is missing


def _missing(question: Question, reply: _Reply) -> Iterator[Finding]:
    progress = question_progress(question, reply.answers, reply.entries, reply.asked)
    if progress is QuestionProgress.BLANK:
        yield _missing_at(Place(question.code), question, question.core, reply)
    elif progress is QuestionProgress.PARTLY and question.kind in (Kind.ROWS, Kind.CONFIRM):
        for leaf in reply.leaves(question):
            if leaf.place.row and reply.mark(leaf.place) is Mark.LEFT_BLANK:
                yield _missing_at(leaf.place, question, question.core, reply)
    yield from _missing_within(question, progress, reply)


def _missing_within(question: Question, progress: QuestionProgress, reply: _Reply) -> Iterator[Finding]:
    """Required companions of a grid that is answered, required fields of an entry in which something stands."""
    parts = (*question.fields, *question.companions)
    required = {each.code: each for each in parts if each.asks and (each.required or each.required_when)}
    if not required or progress is QuestionProgress.BLANK:
        return
    for place in (leaf.place for leaf in reply.leaves(question)):
        if place.field not in required or reply.mark(place) is not Mark.LEFT_BLANK:
            continue
        is_there = not place.entry or not reply.entry_is_empty(question, place.entry)
        if is_there and reply.requires(required[place.field], place):
            yield _missing_at(place, required[place.field], False, reply)


def _missing_at(place: Place, question: Question, core: bool, reply: _Reply) -> Finding:
    kind = FindingKind.MISSING_CORE if core else FindingKind.MISSING
    if reply.requires(question, place):
        return Finding(place, kind, Severity.BLOCKER, question.required_message)
    return Finding(place, kind, Severity.WARNING if core else Severity.NOTE)


# What stands at a place


def _of_places(question: Question, reply: _Reply) -> Iterator[Finding]:
    for leaf in reply.leaves(question):
        if reply.mark(leaf.place) is Mark.NOT_READABLE:
            yield Finding(leaf.place, FindingKind.NOT_READABLE, Severity.WARNING)
        elif reply.answer(leaf.place):
            yield from _of_answer(leaf, reply)


def _of_answer(leaf: Leaf, reply: _Reply) -> Iterator[Finding]:
    broken = constraint_finding(leaf, reply.answers, reply.asked, reply.today)
    if broken:
        yield broken
    if _is_out_of_range(leaf, reply):
        yield Finding(leaf.place, FindingKind.OUT_OF_RANGE, Severity.WARNING)
    if _is_not_offered(leaf, reply):
        yield Finding(leaf.place, FindingKind.NOT_OFFERED, Severity.WARNING)
    if _lacks_detail(leaf, reply):
        yield Finding(leaf.place, FindingKind.NO_DETAIL, Severity.WARNING)
    if _is_in_future(leaf, reply):
        yield Finding(leaf.place, FindingKind.FUTURE_DATE, Severity.NOTE)


def _is_out_of_range(leaf: Leaf, reply: _Reply) -> bool:
    question = leaf.question
    if not (question.lowest or question.highest or question.step):
        return False
    number = _number(reply, leaf.place)
    return number is not None and lies_outside(question, number)


def _is_not_offered(leaf: Leaf, reply: _Reply) -> bool:
    answer = reply.answer(leaf.place)
    if not leaf.question.choice_filter or answer is None or answer.value is None:
        return False
    can_be_chosen = {option.code for option in offered(reply.asked, reply.answers, leaf, reply.today)}
    return not can_be_chosen.issuperset(options_in(answer.value))


def _lacks_detail(leaf: Leaf, reply: _Reply) -> bool:
    """Whether an option was chosen that asks for a text ("cite the law"), and neither text nor citing was given."""
    answer = reply.answer(leaf.place)
    value = answer.value if answer else None
    if value is None or leaf.question.kind not in (Kind.ONE, Kind.SEVERAL):
        return False
    if leaf.question.kind is Kind.ONE:
        details = {value["option"]: value.get("detail")}
    else:
        details = {code: value.get("details", {}).get(code) for code in value["options"]}
    options = (leaf.question.option(code) for code, detail in details.items() if not detail)
    return any(option is not None and bool(option.detail) for option in options)


def _is_in_future(leaf: Leaf, reply: _Reply) -> bool:
    answer = reply.answer(leaf.place)
    if leaf.question.kind is not Kind.DATE or not answer or not answer.value:
        return False
    return date.fromisoformat(answer.value["date"]) > reply.today


# What stands in several places together


def _of_whole(question: Question, reply: _Reply) -> Iterator[Finding]:
    if question.kind is Kind.LIST:
        yield from _of_entries(question, reply)
    elif question.kind is Kind.GRID:
        yield from _totals(question, reply)


def _of_entries(question: Question, reply: _Reply) -> Iterator[Finding]:
    entries = reply.entries.get(question.code, ())
    empty = [entry for entry in entries if reply.entry_is_empty(question, entry)]
    if reply.answer(Place(question.code)) and len(empty) < len(entries):
        yield Finding(Place(question.code), FindingKind.CONTRADICTION, Severity.WARNING)
    yield from _number_of_entries(question, len(entries) - len(empty), reply)
    shown = [each.code for each in question.fields if each.asks]
    yield from (
        Finding(Place(question.code, entry=entry, field=shown[0]), FindingKind.EMPTY_ENTRY, Severity.NOTE)
        for entry in empty
        if shown
    )


def _number_of_entries(question: Question, made: int, reply: _Reply) -> Iterator[Finding]:
    """Where a list has, or is said to have, another number of entries than the questionnaire expects."""
    root = Place(question.code)
    bounds = limits(question, reply.asked, reply.today)
    if reply.mark(root) is Mark.NOT_AVAILABLE or (not made and not reply.answer(root)):
        return
    if bounds.exactly is not None and made != bounds.exactly:
        yield Finding(root, FindingKind.OTHER_COUNT, Severity.WARNING, number=bounds.exactly)
    elif bounds.exactly is None and made < bounds.fewest:
        yield Finding(root, FindingKind.TOO_FEW, Severity.WARNING, number=bounds.fewest)
    elif bounds.exactly is None and bounds.most and made > bounds.most:
        yield Finding(root, FindingKind.TOO_MANY, Severity.WARNING, number=bounds.most)


def _totals(question: Question, reply: _Reply) -> Iterator[Finding]:
    """Totals that a state wrote itself, where every figure is there and their sum is another."""
    rows, columns = [row.code for row in question.rows], [column.code for column in question.columns]
    if TOTAL in columns:
        yield from _differing(rows, columns, lambda row, column: _cell(question, row, column), reply)
    if TOTAL in rows:
        yield from _differing(columns, rows, lambda column, row: _cell(question, row, column), reply)


def _differing(
    lines: Iterable[str], parts: Iterable[str], place: Callable[[str, str], Place], reply: _Reply
) -> Iterator[Finding]:
    for line in lines:
        numbers = {part: _number(reply, place(line, part)) for part in parts if reply.asked.place(place(line, part))}
        total = numbers.pop(TOTAL, None)
        figures = [number for number in numbers.values() if number is not None]
        if total is not None and figures and len(figures) == len(numbers) and sum(figures) != total:
            yield Finding(place(line, TOTAL), FindingKind.TOTAL, Severity.WARNING)


def _cell(question: Question, row: str, column: str) -> Place:
    return Place(question.code, row=row, column=column)


def _number(reply: _Reply, place: Place) -> Decimal | None:
    answer = reply.answer(place)
    value: Mapping[str, object] = (answer.value if answer else None) or {}
    return Decimal(str(value["number"])) if "number" in value else None
