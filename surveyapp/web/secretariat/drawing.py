"""What the page of a round shows, worded and measured: from the facts of `actions.following` to what is drawn."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp import data
from surveyapp.actions.following import RoundStanding, Stage, StateStanding
from surveyapp.actions.tracking import Tracked
from surveyapp.core import document_reply
from surveyapp.core.questionnaire import Section
from surveyapp.core.standing import Standing
from surveyapp.core.states import MemberState, in_order
from surveyapp.core.tiles import Tile, extent, read_tiles
from surveyapp.store import document_replies
from surveyapp.store.models import Round
from surveyapp.store.secretariat_models import DocumentReply
from surveyapp.web.secretariat.filters import Filter
from surveyapp.wording import dates, marks, subregions
from surveyapp.wording import letters as letter_words
from surveyapp.wording import tracking as words
from surveyapp.wording.sentences import within
from surveyapp.wording.states import replied
from surveyapp.wording.translations import language_named

STEP, SIDE, EDGE = 56, 52, 2
"""From tile to tile, the side of a tile, the margin of the map: in the units of its viewBox."""

SHOWN_ALWAYS = (Standing.SUBMITTED, Standing.COMPLETE_NOT_SENT, Standing.IN_PROGRESS, Standing.NOT_STARTED)
ORDER = (
    Standing.SUBMITTED,
    Standing.CLEARED,
    Standing.RECEIVED_AS_DOCUMENT,
    Standing.TO_BE_CONFIRMED,
    Standing.REOPENED,
    Standing.COMPLETE_NOT_SENT,
    Standing.AWAITING_APPROVAL,
    Standing.IN_PROGRESS,
    Standing.NOT_STARTED,
)


class Mark(NamedTuple):
    """A status as shape and word."""

    shape: str
    words: str
    attention: bool = False


@dataclass(frozen=True)
class Counted:
    """A row of a table of counts."""

    called: str
    shape: str
    count: int
    base: int


@dataclass(frozen=True)
class DrawnTile:
    """A state on the map. `form` is "circle", "square", "dash", or the very shape."""

    iso2: str
    word: str
    """The status in a word that fits into the tile."""
    title: str
    classes: str
    x: int
    y: int
    form: str
    is_half: bool = False
    is_overdue: bool = False


@dataclass(frozen=True)
class Map:
    width: int
    height: int
    description: str
    tiles: tuple[DrawnTile, ...]


class Row(NamedTuple):
    """A state in the table; one that was not asked has a name and a mark only."""

    iso3: str
    name: str
    marks: tuple[Mark, ...]
    is_asked: bool = True
    of: str = ""
    """Its subregion and the languages in which it is written to."""
    share: int = 0
    """In percent."""
    progress: str = ""
    sections: str = ""
    """One sign a section."""
    sections_words: str = ""
    focal_points: tuple[str, ...] = ()
    contact: str = ""
    is_undelivered: bool = False
    last_written: str = ""
    officer: str = ""
    deadline: str = ""
    is_extended: bool = False


@dataclass(frozen=True)
class Page:
    """Everything about a round at a moment, for a reader's language."""

    tracked: Tracked
    others: Sequence[MemberState]
    """The member states of today that were not asked."""
    sections: Sequence[Section]
    """Of the questionnaire, in its order."""
    now: datetime
    language: str
    documents: Mapping[int, DocumentReply] = field(default_factory=dict)
    """By the id of a reply that came as a document, that document."""

    @property
    def standing(self) -> RoundStanding:
        return self.tracked.standing

    @property
    def round(self) -> Round:
        return self.standing.round

    @property
    def headline(self) -> str:
        counts = self.standing.counts
        return replied(counts.at(Stage.REPLIED), counts.asked, self.language)

    @property
    def period(self) -> str:
        return dates.period(self.round.period_from, self.round.period_to, self.language)

    @property
    def as_it_stands(self) -> str:
        return dates.moment(self.now, dates.SECRETARIAT_ZONE, self.language)

    @property
    def lead(self) -> str:
        return " ".join(sentence for sentence in self._sentences() if sentence)

    def _sentences(self) -> list[str]:
        if self.round.opened_at is None:
            return [_("The round is in preparation: the states cannot answer yet."), self._deadline(), self._meeting()]
        return [self._deadline(), self._overdue(), self._extended(), self._closing(), self._meeting()]

    def _deadline(self) -> str:
        last_day, today = self._day(self.round.deadline), self._day(self.now)
        day = dates.weekday_day(last_day, self.language)
        if self.now > self.round.deadline:
            return str(_("The deadline was %(day)s.", day=day))
        remaining = dates.remaining(last_day, today, self.language)
        return " ".join((_("The deadline is %(day)s.", day=day), remaining)) if last_day != today else remaining

    def _overdue(self) -> str:
        overdue = self.standing.counts.overdue
        if not overdue:
            return ""
        if self._is_closed:
            return str(ngettext("One state has not replied.", "%(num)s states have not replied.", overdue))
        return str(ngettext("One state is overdue.", "%(num)s states are overdue.", overdue))

    def _extended(self) -> str:
        extended = [one for one in self.standing.states if one.has_extension and one.stage is not Stage.REPLIED]
        return (
            ngettext("One state has a later deadline.", "%(num)s states have a later deadline.", len(extended))
            if extended
            else ""
        )

    def _closing(self) -> str:
        if self._is_closed:
            day = dates.day(self._day(self.round.closes_at), self.language)
            return str(_("The round closed on %(day)s.", day=day))
        return ""

    @property
    def _is_closed(self) -> bool:
        return self.now >= self.round.closes_at

    def _meeting(self) -> str:
        if self.round.meeting_on is None:
            return ""
        days = (self.round.meeting_on - self._day(self.now)).days
        if days > 0:
            return str(ngettext("The Meeting opens tomorrow.", "The Meeting opens in %(num)s days.", days))
        day = dates.day(self.round.meeting_on, self.language)
        return str(_("The Meeting opens today.") if days == 0 else _("The Meeting opened on %(day)s.", day=day))

    def _day(self, when: datetime) -> date:
        return when.astimezone(self._zone).date()

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.round.time_zone)

    # Counts

    @property
    def by_standing(self) -> list[Counted]:
        counts = Counter(one.standing for one in self.standing.states)
        base = self.standing.counts.asked
        return [
            Counted(marks.standing_words(one, self.language), marks.standing_shape(one), counts[one], base)
            for one in ORDER
            if counts[one] or one in SHOWN_ALWAYS
        ]

    @property
    def by_subregion(self) -> list[Counted]:
        return [
            Counted(subregions.subregion_name(one, self.language), "", counts.at(Stage.REPLIED), counts.asked)
            for one, counts in self.standing.by_subregion.items()
        ]

    # The states

    @cached_property
    def rows(self) -> list[Row]:
        """Every state, those not asked too, in the official order of the language."""
        asked = {one.state.iso3: one for one in self.standing.states}
        known = [one.state for one in asked.values()]
        known += self.others
        return [
            self._row(asked[state.iso3]) if state.iso3 in asked else self._not_asked(state)
            for state in in_order(known, self.language)
        ]

    def chosen(self, by: Filter) -> list[Row]:
        """The rows let through, in the order chosen; in another than the official one states not asked come last."""
        asked = {one.state.iso3: one for one in self.standing.states}
        through = [one for row in self.rows if (one := asked.get(row.iso3)) and by.lets_through(one)]
        if by.order:
            rows = {row.iso3: row for row in self.rows}
            others = [] if by.is_set else [row for row in self.rows if not row.is_asked]
            return [rows[iso3] for iso3 in by.in_order(through)] + others
        names = {one.state.iso3 for one in through}
        return [row for row in self.rows if row.iso3 in names or not (by.is_set or row.is_asked)]

    def _row(self, one: StateStanding) -> Row:
        reply = one.reply
        letter = self.tracked.letters.get(reply.id)
        signs, said = words.sections(one.section_progress, self._codes, self._numbers, self.language)
        return Row(
            iso3=one.state.iso3,
            name=one.state.name(self.language).short,
            marks=tuple(self._marks(one)),
            of=f"{self._subregions[one.state.subregion]} · {self._languages(one)}",
            share=100 * reply.answered // reply.asked if reply.asked else 0,
            progress=self._of % {"count": reply.answered, "base": reply.asked},
            sections=signs,
            sections_words=said,
            focal_points=tuple(person.institution or person.name for person in one.focal_points),
            contact=self._contact(one),
            is_undelivered=letter is not None and letter.status in letter_words.ATTENTION,
            last_written=self._short_day(reply.last_activity_at),
            officer=self.tracked.officer_of(reply.officer_id),
            deadline=self._short_day(one.deadline),
            is_extended=one.has_extension,
        )

    def _marks(self, one: StateStanding) -> list[Mark]:
        return marks_of(one, self.now, self.language, self.documents.get(one.reply.id))

    def _not_asked(self, state: MemberState) -> Row:
        mark = Mark(marks.NOT_CONSULTED_SHAPE, marks.not_consulted_words(self.language))
        return Row(iso3=state.iso3, name=state.name(self.language).short, marks=(mark,), is_asked=False)

    def _contact(self, one: StateStanding) -> str:
        """The last contact of the secretariat with the state, with its day."""
        found = self.tracked.last_contact(one)
        if found is None:
            return ""
        return f"{self._short(found.on)}, {within(words.contact_words(found.kind, found.is_letter, self.language))}"

    def _short_day(self, when: datetime | None) -> str:
        return self._short(self._day(when)) if when is not None else ""

    def _short(self, on: date) -> str:
        """Without the year where it is that of the deadline."""
        said = self._said_days.get(on)
        if said is None:
            is_same_year = on.year == self._day(self.round.deadline).year
            said = (dates.day_of_year if is_same_year else dates.day)(on, self.language)
            self._said_days[on] = said
        return said

    def _languages(self, one: StateStanding) -> str:
        spoken = one.languages
        if spoken not in self._said_languages:
            self._said_languages[spoken] = " · ".join(language_named(code, self.language) for code in spoken)
        return self._said_languages[spoken]

    # What the rows have in common

    @cached_property
    def _said_days(self) -> dict[date, str]:
        return {}

    @cached_property
    def _of(self) -> str:
        return str(_("%(count)s of %(base)s"))

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        return tuple(section.code for section in self.sections)

    @cached_property
    def _numbers(self) -> tuple[str, ...]:
        return tuple(section.number or str(place) for place, section in enumerate(self.sections, 1))

    @cached_property
    def _subregions(self) -> dict[str, str]:
        return {one.value: name for one, name in subregions.in_order(self.language)}

    @cached_property
    def _said_languages(self) -> dict[tuple[str, ...], str]:
        return {}

    # The map

    @property
    def map(self) -> Map:
        tiles, asked = _tiles(), {one.state.iso3: one for one in self.standing.states}
        last = extent(tiles)
        drawn = [
            self._tile(state, asked.get(state.iso3), tiles[state.iso3])
            for state in in_order([*(one.state for one in asked.values()), *self.others], self.language)
            if state.iso3 in tiles
        ]
        return Map(_length(last.column), _length(last.row), self._map_description(), tuple(drawn))

    def _map_description(self) -> str:
        counts = self.standing.counts
        said = _(
            "Replied: %(replied)s. Complete, not sent: %(complete)s. In progress: %(begun)s. Not started: %(empty)s. "
            "Of those that have not replied, overdue: %(overdue)s. Not asked: %(outside)s. "
            "The table below says the same, state by state.",
            replied=counts.at(Stage.REPLIED),
            complete=counts.at(Stage.COMPLETE),
            begun=counts.at(Stage.IN_PROGRESS),
            empty=counts.at(Stage.NOT_STARTED),
            overdue=counts.overdue,
            outside=len(self.others),
        )
        return str(said)

    def _tile(self, state: MemberState, one: StateStanding | None, tile: Tile) -> DrawnTile:
        name = state.name(self.language).short
        x, y = EDGE + STEP * tile.column, EDGE + STEP * tile.row
        if one is None:
            title = _titled(name, self._not_asked(state).marks)
            return DrawnTile(
                state.iso2, marks.not_consulted_words(self.language), title, "tile not-asked", x, y, "dash"
            )
        return DrawnTile(
            iso2=state.iso2,
            word=marks.tile_word(one.standing, one.is_overdue, self.language),
            title=_titled(name, self._marks(one)),
            classes=f"tile {_TILE_CLASS[one.stage]}{' overdue' if one.is_overdue else ''}",
            x=x,
            y=y,
            form="square" if one.standing in _AS_DOCUMENT else "circle",
            is_half=one.stage in (Stage.IN_PROGRESS, Stage.COMPLETE),
            is_overdue=one.is_overdue,
        )


_AS_DOCUMENT = frozenset({Standing.RECEIVED_AS_DOCUMENT, Standing.TO_BE_CONFIRMED})
_TILE_CLASS = {
    Stage.REPLIED: "received",
    Stage.COMPLETE: "begun",
    Stage.IN_PROGRESS: "begun",
    Stage.NOT_STARTED: "empty",
}


def marks_of(one: StateStanding, now: datetime, language: str, document: DocumentReply | None = None) -> list[Mark]:
    """Where a reply stands, whether it is overdue or came late, and that it was entered from a document."""
    expected_on = one.reply.approval_expected_on if one.standing is Standing.AWAITING_APPROVAL else None
    words = marks.awaiting_words(expected_on, language) if expected_on else marks.standing_words(one.standing, language)
    found = [Mark(marks.standing_shape(one.standing), words)]
    if one.is_overdue:
        is_closed = now >= one.reply.round.closes_at
        days = 0 if is_closed else (now - one.deadline) // timedelta(days=1)
        found.append(Mark(marks.OVERDUE_SHAPE, marks.overdue_words(days, language), attention=True))
    if one.is_late:
        found.append(Mark("", _("received after the deadline")))
    if document is not None:
        found += _of_document(document, language)
    return found


def _of_document(one: DocumentReply, language: str) -> list[Mark]:
    stage, day = document_replies.stage_of(one), dates.day(one.received_on, language)
    if stage in document_reply.OPEN:
        return [Mark("", _("document received on %(day)s", day=day))]
    words = _("entered by the Secretariat, not confirmed (document received on %(day)s)", day=day)
    return [Mark("", words)] if stage is document_reply.Stage.STANDS else []


def _titled(name: str, found: Sequence[Mark]) -> str:
    return f"{name}: {', '.join(mark.words for mark in found)}"


def _length(last: int) -> int:
    return EDGE + STEP * last + SIDE + EDGE


def map_extent() -> tuple[int, int]:
    """Width and height of the map."""
    last = extent(_tiles())
    return _length(last.column), _length(last.row)


def tile_at(iso3: str) -> tuple[int, int] | None:
    """Where on the map the tile of a state stands; None of one that has none."""
    tile = _tiles().get(iso3)
    return (EDGE + STEP * tile.column, EDGE + STEP * tile.row) if tile else None


@cache
def _tiles() -> dict[str, Tile]:
    return read_tiles(data.text("tiles.csv"))
