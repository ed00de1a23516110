"""What the pages of the analyzer show, worded and measured: from a comparison and a view to what is drawn."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.core import filtering
from surveyapp.core.changes import Change, Step, changes
from surveyapp.core.comparison import Comparison, OptionCount, States, Tally
from surveyapp.core.filtering import Criterion
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place, is_compound, parse
from surveyapp.core.questionnaire import Kind, Question, Section
from surveyapp.core.states import MemberState, in_order
from surveyapp.core.text import said
from surveyapp.store.groups import GroupOnDay
from surveyapp.web.secretariat import analyzer_words as words
from surveyapp.web.secretariat.analyzer_table import Table, bands
from surveyapp.web.secretariat.analyzer_view import View
from surveyapp.web.secretariat.drawing import DrawnTile, Map, map_extent, tile_at
from surveyapp.wording import footnotes, marks, numbers
from surveyapp.wording.answers import EMPTY, FULL, HALF
from surveyapp.wording.plain import plain

SHORT_ENOUGH = 12
"""Characters of a word that fits into a tile."""
_LOOKS = {FULL: "received", EMPTY: "empty"}
_FORMS = {FULL: "circle", HALF: "circle", EMPTY: "circle", "": "square"}
_SQUARE = "□"
"""In words about the map, the form of an option that has no shape beside others that have one."""


@dataclass(frozen=True)
class Chip:
    """A criterion in words, with the view without it."""

    words: str
    without: Mapping[str, object]


@dataclass(frozen=True)
class StateRow:
    state: MemberState
    words: str
    whole: bool
    """Whether the words are all that it said."""
    before: str
    is_change: bool
    percent: float | None = None
    """Of the largest figure."""


@dataclass(frozen=True)
class ChangeRow:
    option: str
    before: int
    now: int
    gained: str
    lost: str


@dataclass(frozen=True)
class PartRow:
    """A row, cell, companion or field of a question made of several places."""

    place: str
    name: str
    answered: int
    base: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Parts:
    heads: tuple[str, ...]
    rows: tuple[PartRow, ...]


@dataclass(frozen=True)
class QuestionRow:
    """A question in the list of all."""

    code: str
    number: str
    wording: str
    is_core: bool
    answered: int
    base: int
    summary: str


@dataclass(frozen=True, kw_only=True)
class Side:
    """The replies side by side as one view shows them: which states are kept, and by what."""

    now: Comparison
    before: Comparison | None
    groups: Sequence[GroupOnDay]
    view: View
    language: str
    fewest: int
    """Of fewer states than these no percentage is given."""
    names_silent: bool = True
    """Whether the states that did not reply are named; otherwise they are only counted."""

    @cached_property
    def kept(self) -> States:
        return filtering.kept(self.now, self.view.filter)

    @cached_property
    def named(self) -> States:
        """The states kept that stand here by name, one by one."""
        return tuple(one for one in self.kept if self.names_silent or one in self.now.replies)

    @property
    def unnamed(self) -> int:
        """How many states kept are counted and not named."""
        return len(self.kept) - len(self.named)

    @cached_property
    def states(self) -> Mapping[str, MemberState]:
        return {one.iso3: one for one in self.now.asked}

    @property
    def replied(self) -> int:
        return sum(state in self.now.replies for state in self.kept)

    @property
    def chips(self) -> list[Chip]:
        return [
            Chip(words.criterion(self.now, one, self.language), self.view.without(one)) for one in self.view.criteria
        ]

    @property
    def kept_words(self) -> str:
        """How many states the filter keeps, and which."""
        if not self.kept:
            return str(_("No state is kept."))
        if self.unnamed:
            return str(ngettext("One state is kept.", "%(num)s states are kept.", len(self.kept)))
        names = words.names(self.kept, self.states, self.language)
        count = len(self.kept)
        return str(ngettext("One state is kept: %(names)s.", "%(num)s states are kept: %(names)s.", count, names=names))

    def tally(self, place: Place) -> Tally | None:
        """At a place, over the states that are kept."""
        found = self.now.tally(place)
        return found.among(self.kept) if found is not None and self.view.criteria else found

    # The list of all questions

    def sections(self) -> Iterator[tuple[Section, list[QuestionRow]]]:
        for section in self.now.questionnaire.sections:
            rows = [self._question(one) for one in self.now.questionnaire.questions(section)]
            if rows:
                yield section, rows

    def _question(self, question: Question) -> QuestionRow:
        tally = self.now.tallies[question.code]
        if self.view.criteria:
            tally = tally.among(self.kept)
        return QuestionRow(
            question.code,
            question.number,
            plain(said(question.wording, self.language)),
            question.core,
            tally.count(Mark.ANSWERED),
            tally.base,
            words.summary(tally, self.language),
        )


@dataclass(frozen=True)
class Page:
    """One question, or one part of it."""

    side: Side
    question: Question
    tally: Tally
    """Over the states that are kept."""

    @property
    def view(self) -> View:
        return self.side.view

    @property
    def language(self) -> str:
        return self.side.language

    @property
    def wording(self) -> str:
        return f"{self.question.number} {plain(said(self.question.wording, self.language))}".strip()

    @property
    def part(self) -> str:
        return words.part(self.side.now.questionnaire, self.tally, self.language)

    @property
    def lead(self) -> str:
        return f"{words.base(self.tally)} {words.standing(self.tally, self.language)}"

    @property
    def is_of_several(self) -> bool:
        return self.question.kind is Kind.SEVERAL

    @cached_property
    def table(self) -> Table:
        columns = bands(self.side.now, self.side.kept, self.side.named, self.side.groups, self.view, self.language)
        return Table(self.tally, self.before, self.change, columns, self.view, self.language, self.side.fewest)

    @cached_property
    def before(self) -> Tally | None:
        return self.side.before.tally(self.tally.place) if self.side.before else None

    @cached_property
    def change(self) -> Change | None:
        """Since the round before, over the states that are kept; None where nothing can be compared."""
        if self.side.before is None:
            return None
        code = self.question.code
        now = self.side.now.tallies[code].among(self.side.kept)
        one_now = replace(self.side.now, tallies={code: now})
        one_before = replace(self.side.before, tallies={code: self.side.before.tallies[code]})
        found = changes(one_before, one_now).get(code, ())
        return next((one for one in found if one.place == self.tally.place), None)

    @property
    def change_rows(self) -> list[ChangeRow]:
        found = self.change.options if self.change else ()
        return [
            ChangeRow(
                plain(said(one.option.wording, self.language)),
                len(one.before),
                len(one.now),
                self._names(one.gained),
                self._names(one.lost),
            )
            for one in found
        ]

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Each state that answered both times, and otherwise: from what to what; of several options, which ones."""
        return [
            (self.side.states[one.state].name(self.language).short, self._step(one))
            for one in (self.change.changed if self.change else ())
        ]

    def _step(self, one: Step) -> str:
        if not self.is_of_several:
            return f"{self._chosen(one.before)} → {self._chosen(one.now)}"
        added = self._chosen([code for code in one.now if code not in one.before])
        dropped = self._chosen([code for code in one.before if code not in one.now])
        told = (
            str(_("added: %(options)s", options=added)) if added else "",
            str(_("no longer chosen: %(options)s", options=dropped)) if dropped else "",
        )
        return ". ".join(filter(None, told))

    def _chosen(self, codes: Sequence[str]) -> str:
        found = (self.tally.question.option(code) for code in codes)
        return "; ".join(plain(said(one.wording, self.language)) for one in found if one)

    def _names(self, found: States) -> str:
        return words.names(found, self.side.states, self.language) if found else ""

    # State by state

    @cached_property
    def rows(self) -> list[StateRow]:
        now = words.told(self.tally, self.side.now, self.language)
        changed = {one.state for one in (self.change.changed if self.change else ())}
        changed |= self.table.figures_changed
        states = in_order((self.side.states[state] for state in self.side.named), self.language)
        return [self._row(one, now(one.iso3), one.iso3 in changed, self._bars.get(one.iso3)) for one in states]

    @cached_property
    def _bars(self) -> Mapping[str, float]:
        """How long the bar of a state is, of a hundred: its figure beside the largest one; years have none."""
        if self.tally.figures is None or self.tally.question.kind is Kind.YEAR:
            return {}
        values = {state: abs(value) for state, value in self.tally.figures.values}
        largest = max(values.values(), default=0)
        return {state: float(100 * value / largest) for state, value in values.items()} if largest else {}

    def _row(self, state: MemberState, told: str, is_change: bool, percent: float | None) -> StateRow:
        cut = words.abridged(told)
        is_answered = self._mark_of.get(state.iso3) in (Mark.ANSWERED, Mark.NOT_READABLE)
        is_whole = cut == told and not (is_answered and is_compound(self.tally.question))
        return StateRow(state, cut, is_whole, self._then(state.iso3), is_change, percent)

    def _then(self, state: str) -> str:
        before, told = self.side.before, self._told_then
        return words.abridged(told(state)) if before and told and state in before.replies else ""

    @cached_property
    def _told_then(self) -> Callable[[str], str] | None:
        return words.told(self.before, self.side.before, self.language) if self.before and self.side.before else None

    # Parts

    @property
    def parts(self) -> list[Parts]:
        """The parts of a question that is made of several places: figures in columns, options in columns, the rest."""
        if self.question.kind in (Kind.ROWS, Kind.CONFIRM):
            heads = tuple(plain(said(one.wording, self.language)) for one in self.question.options)
            return [Parts(heads, tuple(self._part(one, _counts(one)) for one in self.tally.parts))]
        cells = [one for one in self.tally.parts if one.place.column]
        others = [one for one in self.tally.parts if not one.place.column]
        return [*([self._figures(cells)] if cells else []), *([self._in_words(others)] if others else [])]

    def _in_words(self, parts: Sequence[Tally]) -> Parts:
        return Parts((str(_("What was answered")),), tuple(self._part(one, (self._sum(one),)) for one in parts))

    def _figures(self, parts: Sequence[Tally]) -> Parts:
        heads = (_("Sum"), _("Median"), _("Smallest"), _("Largest"), _("Without a figure"))
        return Parts(tuple(map(str, heads)), tuple(self._part(one, self._of_figures(one)) for one in parts))

    def _of_figures(self, one: Tally) -> tuple[str, ...]:
        found = one.figures
        if found is None or not found.values:
            return ("", "", "", "", str(one.base))
        figures = (found.sum, found.median, found.smallest, found.largest)
        told = (numbers.grouped(figure, self.language) if figure is not None else "" for figure in figures)
        return (*told, str(one.base - one.count(Mark.ANSWERED)))

    def _sum(self, one: Tally) -> str:
        return words.summary(one, self.language)

    def _part(self, one: Tally, cells: tuple[str, ...]) -> PartRow:
        name = words.part(self.side.now.questionnaire, one, self.language)
        return PartRow(str(one.place), name, one.count(Mark.ANSWERED), one.base, cells)

    # Notes

    @property
    def notes(self) -> list[str]:
        """Under which earlier wordings some of the states answered."""
        found = self.side.now.footnotes.get(self.question.code, ())
        kept = [self.side.states[one] for one in self.side.kept]
        told = (footnotes.footnote_words(one, self.question, kept, self.language) for one in found)
        return [one for one in told if one]

    # What can be kept, and what the map shows

    @property
    def to_keep(self) -> list[tuple[str, str]]:
        """Every criterion that this place offers, with how many of all states meet it."""
        whole = self.side.now.tally(self.tally.place)
        if whole is None:
            return []
        place = self.tally.place
        chosen = [(Criterion(place, one.option.code), one) for one in whole.options]
        found = [(str(said_), self._offered(one)) for said_, one in chosen]
        for mark, states in whole.by_mark.items():
            if mark is not Mark.ANSWERED or not whole.options:
                name = f"{marks.mark_words(mark, self.language)} ({len(states)})"
                found.append((str(Criterion(place, f"={mark.value}")), name))
        return found

    def _offered(self, one: OptionCount) -> str:
        return f"{words.abridged(plain(said(one.option.wording, self.language)), 60)} ({one.count})"

    @cached_property
    def mapped(self) -> OptionCount | None:
        """The option that the map shows: the one chosen; else, where options have no shapes, the most frequent."""
        found = next((one for one in self.tally.options if one.option.code == self.view.option), None)
        if found is not None or self._has_shapes:
            return found
        return max(self.tally.options, key=lambda one: one.count, default=None)

    @property
    def _has_shapes(self) -> bool:
        return self.tally.question.kind is Kind.ONE and any(one.option.shape for one in self.tally.options)

    @property
    def map_words(self) -> str:
        if self.mapped is not None:
            option = plain(said(self.mapped.option.wording, self.language))
            return str(_("States that chose “%(option)s”", option=option))
        return str(_("What each state answered"))

    @property
    def map_legend(self) -> Iterator[tuple[str, str]]:
        """Every shape on the map and what it says; the word beneath a tile stands only where it has room."""
        if self.mapped is not None:
            yield from ((FULL, str(_("chosen"))), (EMPTY, str(_("not chosen"))))
        elif self._has_shapes:
            for one in self.tally.options:
                if one.states:
                    yield one.option.shape or _SQUARE, plain(said(one.option.wording, self.language))
        yield "–", str(_("no answer that is counted, or not kept"))

    @property
    def map(self) -> Map:
        width, height = map_extent()
        drawn = [tile for one in in_order(self.side.now.asked, self.language) if (tile := self._tile(one))]
        described = " ".join((self.lead, _("The table of the states says the same.")))
        return Map(width, height, described, tuple(drawn))

    @cached_property
    def _told(self) -> Mapping[str, str]:
        return {one.state.iso3: one.words for one in self.rows}

    def _tile(self, state: MemberState) -> DrawnTile | None:
        at = tile_at(state.iso3)
        if at is None:
            return None
        look, word, form, is_half = self._look(state.iso3)
        untold = _("not kept by the filter") if self.side.names_silent else _("nothing that is shown here")
        said_ = words.abridged(self._told.get(state.iso3, str(untold)), 80)
        title = f"{state.name(self.language).short}: {said_}"
        return DrawnTile(state.iso2, word, title, f"tile {look}", *at, form, is_half)

    def _look(self, state: str) -> tuple[str, str, str, bool]:
        """Class, word and form of a tile, and whether it is half filled."""
        mark = self._mark_of.get(state)
        if mark is None or (mark is Mark.NO_REPLY and not self.side.names_silent):
            return "not-asked", "–", "dash", False
        if mark is not Mark.ANSWERED:
            return "not-asked", marks.short_mark(mark, self.language), "dash", False
        if self.mapped is not None:
            is_chosen = state in self.mapped.states
            return ("received", str(_("chosen")), "circle", False) if is_chosen else ("empty", "", "circle", False)
        return self._own_look(state)

    def _own_look(self, state: str) -> tuple[str, str, str, bool]:
        chosen = next((one.option for one in self.tally.options if state in one.states), None)
        word = self._told.get(state, "")
        if chosen is not None:
            word = plain(said(chosen.short, self.language)) or plain(said(chosen.wording, self.language))
        look = _LOOKS.get(chosen.shape, "begun") if chosen else "received"
        form = _FORMS.get(chosen.shape, chosen.shape) if chosen else "circle"
        return look, word if len(word) <= SHORT_ENOUGH else "", form, bool(chosen and chosen.shape == HALF)

    @cached_property
    def _mark_of(self) -> Mapping[str, Mark]:
        return {state: mark for mark, states in self.tally.by_mark.items() for state in states}


def _counts(tally: Tally) -> tuple[str, ...]:
    return tuple(str(one.count) for one in tally.options)


def page_of(side: Side, code: str, part: str = "") -> Page | None:
    """A question, or a part of it by its address; None where nothing of the kind is asked."""
    placed = side.now.questionnaire.find(code)
    if placed is None or code not in side.now.tallies:
        return None
    named = parse(part) if part else None
    place = named if named is not None and named.question == code else Place(code)
    tally = side.tally(place) or side.tally(Place(code))
    return Page(side, placed.question, tally) if tally is not None else None


def neighbours(side: Side, code: str) -> tuple[Question | None, Question | None]:
    """The question before and the one after, among those that ask something."""
    codes = list(side.now.questionnaire.questions())
    at = next((place for place, one in enumerate(codes) if one.code == code), 0)
    return codes[at - 1] if at else None, codes[at + 1] if at + 1 < len(codes) else None
