"""What the states said, side by side: every count with its base, made only of what the reader may see.

The base of a question is the states that replied and were asked it. What they left blank, could not give, wrote
unreadably or withheld is counted apart, within that base. Shares are of states, never of ticks; options are told apart
by their codes; zero is a number.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median

from surveyapp.core import earlier_wordings
from surveyapp.core.answers import Value
from surveyapp.core.carrying import Carrying
from surveyapp.core.disclosure import Audience, Cell, DisclosedReply
from surveyapp.core.earlier_wordings import Footnote, footnotes_among
from surveyapp.core.marks import Mark
from surveyapp.core.places import Leaf, Place, is_compound, leaves
from surveyapp.core.questionnaire import Kind, Option, Question, Questionnaire
from surveyapp.core.states import MemberState
from surveyapp.core.submission import GivenTo
from surveyapp.core.whole import mark_of, marks_of_parts, number_in

States = tuple[str, ...]
"""ISO 3166 alpha-3, in the order in which the states asked were given."""

OUTSIDE_THE_BASE = frozenset({Mark.NOT_ASKED, Mark.NO_REPLY})
APART = tuple(mark for mark in Mark if mark is not Mark.ANSWERED)
"""What is never mixed with answers."""


@dataclass(frozen=True)
class OptionCount:
    """The states that chose one option, each once however many entries or rows say so."""

    option: Option
    states: States
    base: int

    @property
    def count(self) -> int:
        return len(self.states)

    @property
    def share(self) -> Fraction | None:
        """Of the states of the base; None where nobody was asked."""
        return Fraction(self.count, self.base) if self.base else None

    def share_from(self, fewest: int) -> Fraction | None:
        """The same; None too where the base is of fewer states than a share is given for."""
        return self.share if self.base >= fewest else None

    def among(self, states: Collection[str], base: int) -> "OptionCount":
        return OptionCount(self.option, tuple(one for one in self.states if one in states), base)


@dataclass(frozen=True)
class Figures:
    """Numbers (or years) given, each with its state; a state gives several only in the entries of a list."""

    values: tuple[tuple[str, Decimal], ...]

    @property
    def count(self) -> int:
        return len(self.values)

    @property
    def sum(self) -> Decimal:
        return sum((value for _, value in self.values), Decimal())

    @property
    def median(self) -> Decimal | None:
        return median(value for _, value in self.values) if self.values else None

    @property
    def smallest(self) -> Decimal | None:
        return min((value for _, value in self.values), default=None)

    @property
    def largest(self) -> Decimal | None:
        return max((value for _, value in self.values), default=None)

    def among(self, states: Collection[str]) -> "Figures":
        return Figures(tuple(one for one in self.values if one[0] in states))


@dataclass(frozen=True)
class Days:
    """Dates given, each with its state."""

    values: tuple[tuple[str, date], ...]

    @property
    def first(self) -> date | None:
        return min((value for _, value in self.values), default=None)

    @property
    def last(self) -> date | None:
        return max((value for _, value in self.values), default=None)

    def among(self, states: Collection[str]) -> "Days":
        return Days(tuple(one for one in self.values if one[0] in states))


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How the states stand at one question, or at one row, cell, companion or field of it."""

    place: Place
    """Of a field of a list, the place has no entry: it stands for the field in all entries."""
    question: Question
    by_mark: Mapping[Mark, States]
    """Every state asked stands under exactly one mark."""
    options: tuple[OptionCount, ...] = ()
    figures: Figures | None = None
    """Of a list: how many entries each state made."""
    days: Days | None = None
    parts: tuple["Tally", ...] = ()

    def states(self, mark: Mark) -> States:
        return self.by_mark.get(mark, ())

    def count(self, mark: Mark) -> int:
        return len(self.states(mark))

    @property
    def base(self) -> int:
        """How many states replied and were asked this."""
        return sum(len(states) for mark, states in self.by_mark.items() if mark not in OUTSIDE_THE_BASE)

    @property
    def in_base(self) -> States:
        """Those states, grouped by their marks."""
        return tuple(one for mark, states in self.by_mark.items() if mark not in OUTSIDE_THE_BASE for one in states)

    def among(self, states: Collection[str]) -> "Tally":
        """How some of the states stand: a subregion, a group, those that a filter keeps. The base is theirs alone."""
        states = frozenset(states)
        kept = {mark: tuple(one for one in found if one in states) for mark, found in self.by_mark.items()}
        narrowed = replace(self, by_mark={mark: found for mark, found in kept.items() if found})
        return replace(
            narrowed,
            options=tuple(one.among(states, narrowed.base) for one in self.options),
            figures=self.figures.among(states) if self.figures else None,
            days=self.days.among(states) if self.days else None,
            parts=tuple(part.among(states) for part in self.parts),
        )


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The replies of a round as one audience may see them, with every count. Documents and pages start here."""

    questionnaire: Questionnaire
    audience: Audience
    asked: tuple[MemberState, ...]
    replies: Mapping[str, DisclosedReply]
    """By state, in the order of `asked`."""
    tallies: Mapping[str, Tally]
    """By code of question, in the order of the questionnaire."""
    footnotes: Mapping[str, tuple[Footnote, ...]] = field(default_factory=dict)
    """By code of question, the earlier wordings of it under which some states answered, the earliest first."""

    @property
    def replied(self) -> tuple[MemberState, ...]:
        return tuple(state for state in self.asked if state.iso3 in self.replies)

    @property
    def missing(self) -> tuple[MemberState, ...]:
        return tuple(state for state in self.asked if state.iso3 not in self.replies)

    def tally(self, place: Place) -> Tally | None:
        """Of a question, or of one row, cell, companion or field of it; None where nothing is counted there."""
        whole = self.tallies.get(place.question)
        if whole is None or place == whole.place:
            return whole
        return next((part for part in whole.parts if part.place == place), None)

    def among(self, states: Collection[str]) -> "Comparison":
        """The same comparison over some of the states asked: every count and every base is theirs alone."""
        states = frozenset(states)
        return replace(
            self,
            asked=tuple(one for one in self.asked if one.iso3 in states),
            replies={iso3: reply for iso3, reply in self.replies.items() if iso3 in states},
            tallies={code: tally.among(states) for code, tally in self.tallies.items()},
            footnotes={
                code: kept for code, found in self.footnotes.items() if (kept := footnotes_among(found, states))
            },
        )


def compare(
    questionnaire: Questionnaire,
    disclosed_replies: Sequence[DisclosedReply],
    asked_states: Sequence[MemberState],
    audience: Audience | None = None,
    earlier: Mapping[GivenTo, Carrying] | None = None,
) -> Comparison:
    """The comparison of these replies over all the states asked; a state without a reply is "no reply".

    `earlier`: the wordings other than the present one to which answers were given, the earliest first, with the way
    from each to the present one.

    The audience is that of the replies; it need be said only where there may be none. TypeError for anything but
    disclosed replies; ValueError for several audiences, a state twice, or a reply of a state that was not asked.
    """
    _check(disclosed_replies, asked_states)
    by_state = {reply.state: reply for reply in disclosed_replies}
    replies = {state.iso3: by_state[state.iso3] for state in asked_states if state.iso3 in by_state}
    states = tuple(state.iso3 for state in asked_states)
    return Comparison(
        questionnaire=questionnaire,
        audience=_audience(disclosed_replies, audience),
        asked=tuple(asked_states),
        replies=replies,
        tallies=_tallies(questionnaire, states, replies),
        footnotes=earlier_wordings.footnotes(questionnaire, replies, earlier or {}),
    )


def _check(replies: Iterable[object], asked: Sequence[MemberState]) -> None:
    known = {state.iso3 for state in asked}
    seen: set[str] = set()
    for reply in replies:
        if not isinstance(reply, DisclosedReply):
            raise TypeError(f"only disclosed replies are compared, not {type(reply).__name__}")
        if reply.state not in known:
            raise ValueError(f"{reply.state} replied and was not asked")
        if reply.state in seen:
            raise ValueError(f"{reply.state} replied twice")
        seen.add(reply.state)


def _audience(replies: Sequence[DisclosedReply], said: Audience | None) -> Audience:
    found = {reply.audience for reply in replies} | ({said} if said else set())
    if len(found) > 1:
        raise ValueError("replies disclosed to several audiences are not compared")
    return found.pop() if found else Audience.PUBLIC


_Replies = Mapping[str, DisclosedReply]


def _tallies(questionnaire: Questionnaire, states: States, replies: _Replies) -> dict[str, Tally]:
    simple = [one for one in questionnaire.questions() if not is_compound(one)]
    found = _at_one_place(simple, states, replies) | {
        one.code: _of_parts(one, states, replies) for one in questionnaire.questions() if is_compound(one)
    }
    return {question.code: found[question.code] for question in questionnaire.questions()}


def _of_parts(question: Question, states: States, replies: _Replies) -> Tally:
    marks = {iso3: mark_of(question, reply.cells, reply.entries) for iso3, reply in replies.items()}
    return Tally(
        place=Place(question.code),
        question=question,
        by_mark=_by_mark(states, marks),
        figures=_entries_made(question, marks, replies) if question.kind is Kind.LIST else None,
        parts=tuple(_parts(question, states, replies)),
    )


def _at_one_place(questions: Sequence[Question], states: States, replies: _Replies) -> dict[str, Tally]:
    """Of questions without parts, reply by reply: each of ten thousand is looked through once, while it is at hand."""
    silent = [iso3 for iso3 in states if iso3 not in replies]
    marks = [{mark: list(silent) if mark is Mark.NO_REPLY else [] for mark in Mark} for _ in questions]
    counts = [_Count(one) for one in questions]
    columns = [(one.code, by_mark, count.take) for one, by_mark, count in zip(questions, marks, counts, strict=True)]
    answered = Mark.ANSWERED
    for iso3, reply in replies.items():
        cells = reply.cells
        for code, by_mark, take in columns:
            cell = cells.get(code, _BLANK)
            mark = cell.mark
            by_mark[mark].append(iso3)
            if mark is answered and cell.value is not None:
                take(iso3, cell.value)
    return {
        one.code: count.added_to(
            Tally(
                place=Place(one.code),
                question=one,
                by_mark={mark: tuple(found) for mark, found in by_mark.items() if found},
            )
        )
        for one, by_mark, count in zip(questions, marks, counts, strict=True)
    }


_BLANK = Cell(Mark.LEFT_BLANK)


def _parts(question: Question, states: States, replies: _Replies) -> Iterator[Tally]:
    marks = {iso3: marks_of_parts(question, reply.cells, reply.entries) for iso3, reply in replies.items()}
    if question.kind is Kind.LIST:
        for field in question.fields:
            if field.asks:
                yield _field_tally(question, field, states, replies, marks)
        return
    for leaf in leaves(question, {}):
        if leaf.question.kind is not Kind.WHOLE:
            yield _part_tally(leaf, states, replies, marks)


def _part_tally(leaf: Leaf, states: States, replies: _Replies, marks: Mapping[str, Mapping[str, Mark]]) -> Tally:
    address = str(leaf.place)
    own = {iso3: parts.get(address, Mark.LEFT_BLANK) for iso3, parts in marks.items()}
    cells = {iso3: [reply.cells[address]] for iso3, reply in replies.items() if address in reply.cells}
    return _leaf_tally(leaf.place, leaf.question, _by_mark(states, own), cells)


def _field_tally(
    question: Question, field: Question, states: States, replies: _Replies, marks: Mapping[str, Mapping[str, Mark]]
) -> Tally:
    """A field over all entries: a state has answered it as soon as it did so in one of them."""
    own, cells = {}, {}
    for iso3, reply in replies.items():
        addresses = [
            str(Place(question.code, entry=entry, field=field.code)) for entry in reply.entries.get(question.code, ())
        ]
        whole = mark_of(question, reply.cells, reply.entries)
        found = [marks[iso3][address] for address in addresses]
        own[iso3] = _strongest(found) if found else (Mark.LEFT_BLANK if whole is Mark.ANSWERED else whole)
        cells[iso3] = [reply.cells[address] for address in addresses if address in reply.cells]
    return _leaf_tally(Place(question.code, field=field.code), field, _by_mark(states, own), cells)


_STRONGEST_FIRST = (
    Mark.ANSWERED,
    Mark.NOT_READABLE,
    Mark.WITHHELD,
    Mark.NOT_AVAILABLE,
    Mark.LEFT_BLANK,
    Mark.NOT_ASKED,
)


def _strongest(marks: Iterable[Mark]) -> Mark:
    return min(marks, key=_STRONGEST_FIRST.index)


def _leaf_tally(
    place: Place, question: Question, by_mark: Mapping[Mark, States], cells: Mapping[str, Sequence[Cell]]
) -> Tally:
    """`cells` holds each state's cells at this place: one, or one for each entry of a list."""
    count = _Count(question)
    for iso3, of_state in cells.items():
        for cell in of_state:
            if cell.mark is Mark.ANSWERED and cell.value is not None:
                count.take(iso3, cell.value)
    return count.added_to(Tally(place=place, question=question, by_mark=by_mark))


class _Count:
    """What is counted of the answers to one question, or at one part of it. Those of a state come one after another."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._chosen: dict[str, list[str]] = {option.code: [] for option in question.options}
        self._numbers: list[tuple[str, Decimal]] = []
        self._days: list[tuple[str, date]] = []
        self.take = self._taker()

    def _taker(self) -> Callable[[str, Value], None]:
        match self._question.kind:
            case Kind.ONE | Kind.SEVERAL:
                return self._take_options
            case Kind.INTEGER | Kind.DECIMAL | Kind.YEAR:
                return self._take_number
            case Kind.DATE:
                return self._take_day
            case _:
                return _take_nothing

    def _take_options(self, iso3: str, value: Value) -> None:
        for code in (value["option"],) if "option" in value else value.get("options", ()):
            states = self._chosen.get(code)
            if states is not None and (not states or states[-1] != iso3):
                states.append(iso3)

    def _take_number(self, iso3: str, value: Value) -> None:
        number = number_in(value)
        if number is not None:
            self._numbers.append((iso3, number))

    def _take_day(self, iso3: str, value: Value) -> None:
        self._days.append((iso3, date.fromisoformat(value["date"])))

    def added_to(self, tally: Tally) -> Tally:
        match self._question.kind:
            case Kind.ONE | Kind.SEVERAL:
                base, chosen = tally.base, self._chosen
                options = (OptionCount(one, tuple(chosen[one.code]), base) for one in self._question.options)
                return replace(tally, options=tuple(options))
            case Kind.INTEGER | Kind.DECIMAL | Kind.YEAR:
                return replace(tally, figures=Figures(tuple(self._numbers)))
            case Kind.DATE:
                return replace(tally, days=Days(tuple(self._days)))
            case _:
                return tally


def _take_nothing(_iso3: str, _value: Value) -> None:
    """What can only be read is not counted."""


def _entries_made(question: Question, marks: Mapping[str, Mark], replies: _Replies) -> Figures:
    """Of the states that answered: how many entries; none for those that say they have none."""
    return Figures(
        tuple(
            (iso3, Decimal(len(reply.entries.get(question.code, ()))))
            for iso3, reply in replies.items()
            if marks[iso3] is Mark.ANSWERED
        )
    )


def _by_mark(states: States, marks: Mapping[str, Mark]) -> dict[Mark, States]:
    grouped: dict[Mark, list[str]] = {}
    for iso3 in states:
        grouped.setdefault(marks.get(iso3, Mark.NO_REPLY), []).append(iso3)
    return {mark: tuple(grouped[mark]) for mark in Mark if mark in grouped}
