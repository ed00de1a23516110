"""The table of one question, or of one row, cell, companion or field of it: what was said down, the states across.

The columns are all states, each subregion, each group of the secretariat's; one that is unfolded is followed by its
states, one by one. Whatever is drawn, copied or downloaded of a table is taken from here.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from flask_babel import gettext as _

from surveyapp.core.changes import Change
from surveyapp.core.comparison import APART, OUTSIDE_THE_BASE, Comparison, Figures, OptionCount, States, Tally
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Kind
from surveyapp.core.states import MemberState, in_order
from surveyapp.core.text import said, said_anyhow
from surveyapp.store.groups import GroupOnDay
from surveyapp.web.secretariat.analyzer_view import COUNTS, SHARES, View
from surveyapp.wording import dates, marks, numbers, subregions
from surveyapp.wording.plain import plain

TOTAL = "total"
NOW, BEFORE = "●", "○"
"""A state chose it in this round; in the round before."""

Value = int | Decimal | date | str | None


@dataclass(frozen=True)
class Band:
    """A column: the states of a subregion or group, or all; and its states themselves where it is unfolded."""

    key: str
    name: str
    states: frozenset[str]
    members: tuple[MemberState, ...]
    is_unfolded: bool

    @property
    def is_total(self) -> bool:
        return self.key == TOTAL


class Cell(NamedTuple):
    """What stands in the table: `text`, then `soft`; `value` is the same as a figure; `unseen` says it in words."""

    text: str = ""
    soft: str = ""
    value: Value = None
    unseen: str = ""
    percent: float | None = None
    """As long as the bar, of a hundred."""


NOTHING = Cell()
_TOLD_OF_FIGURES = ("sum", "median", "smallest", "largest")
"""Codes of lines of figures, by which they are also called in a tally."""


@dataclass(frozen=True)
class Line:
    name: str
    code: str
    cells: Sequence[Cell]
    """For each band one, and after it those of its states where it is unfolded."""
    change: str = ""
    is_apart: bool = False
    is_outside: bool = False
    """Of a mark: whether the states that it counts are not in the base."""


@dataclass(frozen=True)
class _Said:
    """A line before it is spread over the columns."""

    name: str
    code: str
    of_many: Callable[[Tally], Cell]
    of_one: Callable[[str], Cell]
    mark: Mark | None = None


def bands(
    comparison: Comparison,
    kept: Collection[str],
    named: Collection[str],
    groups: Sequence[GroupOnDay],
    view: View,
    language: str,
) -> list[Band]:
    """The columns, those without any state that is kept left out; unfolded, their states that may be named."""
    states = in_order((one for one in comparison.asked if one.iso3 in kept), language)

    def band(key: str, name: str, members: Sequence[MemberState]) -> Band:
        by_name = tuple(one for one in members if one.iso3 in named)
        return Band(key, name, frozenset(one.iso3 for one in members), by_name, key in view.unfolded)

    found = [
        *((one.value, name, [s for s in states if s.subregion is one]) for one, name in subregions.in_order(language)),
        *(
            (one.public_id, said_anyhow(one.name, language), [s for s in states if s.iso3 in one.states])
            for one in groups
        ),
    ]
    total = band(TOTAL, str(_("Total")), states)
    return [total, *(band(key, name, members) for key, name, members in found if members)]


@dataclass(frozen=True)
class Table:
    """A table, for a reader's language."""

    tally: Tally
    """Over the states that are kept."""
    before: Tally | None
    """In the round before, over all its states."""
    change: Change | None
    bands: Sequence[Band]
    view: View
    language: str
    fewest: int
    """Of fewer states than these no percentage is given."""

    @property
    def bases(self) -> list[int]:
        """How many states each column counts."""
        return [self._narrowed[one.key].base for one in self.bands]

    @cached_property
    def lines(self) -> list[Line]:
        """What was answered, then what is never mixed with answers."""
        return [self._line(one) for one in (*self._answers(), *self._marks())]

    @property
    def has_changes(self) -> bool:
        return bool(self.both)

    @cached_property
    def both(self) -> States:
        """The states over which a change is told: they answered in both rounds, or gave a figure in both."""
        if self.change is not None:
            return self.change.both
        then = {state for state, _ in self._figures_then.values}
        now = dict.fromkeys(state for state, _ in self.tally.figures.values) if self.tally.figures else {}
        return tuple(state for state in now if state in then)

    @property
    def figures_changed(self) -> set[str]:
        """Those of them that gave another figure."""
        now, then = (self._given_by(one) for one in (self.tally.figures, self._figures_then))
        return {state for state in self.both if self.change is None and now[state] != then[state]}

    @property
    def _figures_then(self) -> Figures:
        return (self.before.figures if self.before else None) or Figures(())

    @staticmethod
    def _given_by(found: Figures | None) -> Mapping[str, Sequence[Decimal]]:
        given: dict[str, list[Decimal]] = {}
        for state, number in found.values if found else ():
            given.setdefault(state, []).append(number)
        return given

    @cached_property
    def _narrowed(self) -> Mapping[str, Tally]:
        return {one.key: self.tally.among(one.states) for one in self.bands}

    def _line(self, one: _Said) -> Line:
        cells: list[Cell] = []
        for band in self.bands:
            cells.append(one.of_many(self._narrowed[band.key]))
            cells += [one.of_one(state.iso3) for state in band.members if band.is_unfolded]
        is_outside = one.mark in OUTSIDE_THE_BASE
        return Line(one.name, one.code, cells, self._changed(one.code), one.mark is not None, is_outside)

    def _answers(self) -> Iterator[_Said]:
        kind = self.tally.question.kind
        if self.tally.options:
            yield from (self._option(place, one) for place, one in enumerate(self.tally.options))
        elif self.tally.figures is not None:
            yield from self._of_figures(self.tally.figures, is_year=kind is Kind.YEAR, is_list=kind is Kind.LIST)
        elif self.tally.days is not None:
            yield from self._of_days(dict(self.tally.days.values))
        else:
            yield self._answered(_("States that answered"))

    def _option(self, place: int, found: OptionCount) -> _Said:
        now = frozenset(found.states)
        earlier = self.before.options if self.before else ()
        then = frozenset(next((one.states for one in earlier if one.option.code == found.option.code), ()))
        name = plain(said(found.option.wording, self.language))
        # What all withhold from these readers cannot be counted: zero would be untrue.
        is_withheld = 0 < self.tally.base == self.tally.count(Mark.WITHHELD)

        def of_many(tally: Tally) -> Cell:
            return NOTHING if is_withheld else self._counted(tally.options[place])

        return _Said(name, found.option.code, of_many, self._dots(now, then))

    def _counted(self, found: OptionCount) -> Cell:
        share = found.share_from(self.fewest)
        percent = numbers.percent(found.count, found.base, self.language) if share is not None else ""
        text, soft = str(found.count), f"({percent})" if percent and self.view.show != COUNTS else ""
        if percent and self.view.show == SHARES:
            text, soft = percent, ""
        return Cell(text, soft, found.count, percent=float(100 * share) if share is not None else None)

    def _dots(self, now: frozenset[str], then: frozenset[str]) -> Callable[[str], Cell]:
        both, only_now = str(_("now and last round")), str(_("now"))
        only_then, never = str(_("last round only")), str(_("not chosen"))
        answered = frozenset(self.tally.states(Mark.ANSWERED))

        def cell(state: str) -> Cell:
            if state in now:
                return Cell(f"{NOW}\u202f{BEFORE}", "", 1, both) if state in then else Cell(NOW, "", 1, only_now)
            if state in then:
                return Cell(BEFORE, "", 0, only_then)
            return Cell("", "", 0, never if state in answered else "")

        return cell

    def _of_figures(self, found: Figures, *, is_year: bool, is_list: bool) -> Iterator[_Said]:
        of_states = self._given_by(found)

        def own(state: str) -> Cell:
            given = of_states.get(state, [])
            return Cell("; ".join(map(self._number(is_year), given)), "", given[0] if len(given) == 1 else None)

        def figure(name: str, code: str, of: Callable[[Figures], Decimal | None]) -> _Said:
            return _Said(name, code, lambda tally: self._figure(of(tally.figures or Figures(())), is_year), _no_cell)

        yield _Said(_("States that listed any") if is_list else _("States with a figure"), "", self._count_of, own)
        if not is_year:
            yield figure(_("Entries") if is_list else _("Sum"), "sum", lambda one: one.sum if one.values else None)
        yield figure(_("Median"), "median", lambda one: one.median)
        yield figure(_("Earliest") if is_year else _("Smallest"), "smallest", lambda one: one.smallest)
        yield figure(_("Latest") if is_year else _("Largest"), "largest", lambda one: one.largest)

    def _of_days(self, given: Mapping[str, date]) -> Iterator[_Said]:
        def own(state: str) -> Cell:
            return self._day(given.get(state))

        yield _Said(_("States with a date"), "", self._count_of, own)
        yield _Said(_("Earliest"), "first", lambda tally: self._day(tally.days.first if tally.days else None), _no_cell)
        yield _Said(_("Latest"), "last", lambda tally: self._day(tally.days.last if tally.days else None), _no_cell)

    def _answered(self, name: str) -> _Said:
        return _Said(name, "", self._count_of, self._dots(frozenset(self.tally.states(Mark.ANSWERED)), frozenset()))

    def _marks(self) -> Iterator[_Said]:
        for mark in APART:
            states = frozenset(self.tally.states(mark))
            if states:
                yield _Said(marks.mark_words(mark, self.language), f"={mark.value}", _count(mark), _is_in(states), mark)

    def _count_of(self, tally: Tally) -> Cell:
        count = tally.count(Mark.ANSWERED)
        return Cell(str(count), "", count, percent=100 * count / tally.base if tally.base >= self.fewest else None)

    def _figure(self, number: Decimal | None, is_year: bool) -> Cell:
        return Cell(self._number(is_year)(number), "", number) if number is not None else NOTHING

    def _number(self, is_year: bool) -> Callable[[Decimal], str]:
        return str if is_year else lambda number: numbers.grouped(number, self.language)

    def _day(self, on: date | None) -> Cell:
        return Cell(dates.day(on, self.language), "", on) if on else NOTHING

    def _changed(self, code: str) -> str:
        """ "7 → 11 (+4)": then and now, over the states that answered both times."""
        if self.change is None:
            return self._figure_changed(code)
        one = next((found for found in self.change.options if found.option.code == code), None)
        if one is None:
            return ""
        signed = f"{one.difference:+d}".replace("-", numbers.MINUS) if one.difference else "="
        return f"{len(one.before)} → {len(one.now)} ({signed})"

    def _figure_changed(self, code: str) -> str:
        """ "42 → 52": a sum or middle then and now, over the states that gave a figure both times."""
        if code not in _TOLD_OF_FIGURES or not self.both or self.tally.figures is None:
            return ""
        then, now = (getattr(one.among(self.both), code) for one in (self._figures_then, self.tally.figures))
        number = self._number(self.tally.question.kind is Kind.YEAR)
        return f"{number(then)} → {number(now)}"


def _no_cell(_state: str) -> Cell:
    return NOTHING


def _count(mark: Mark) -> Callable[[Tally], Cell]:
    def counted(tally: Tally) -> Cell:
        return Cell(str(tally.count(mark)), "", tally.count(mark))

    return counted


def _is_in(states: frozenset[str]) -> Callable[[str], Cell]:
    def cell(state: str) -> Cell:
        return Cell("×", "", 1, str(_("yes"))) if state in states else Cell("", "", 0)

    return cell
