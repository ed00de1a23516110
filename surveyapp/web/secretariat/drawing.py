"""What the page of a round shows, worded and measured: from the facts of `actions.following` to what is drawn."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp import data
from surveyapp.actions.following import RoundStanding, Stage, StateStanding
from surveyapp.core import document_reply
from surveyapp.core.standing import Standing
from surveyapp.core.states import MemberState, in_order
from surveyapp.core.tiles import Tile, extent, read_tiles
from surveyapp.store import document_replies
from surveyapp.store.models import Letter, Round
from surveyapp.store.secretariat_models import DocumentReply
from surveyapp.wording import dates, marks, subregions
from surveyapp.wording import letters as letter_words
from surveyapp.wording.states import replied

STEP, SIDE, EDGE = 48, 44, 2
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


@dataclass(frozen=True)
class Mark:
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
    """A state on the map. `form` is "circle", "square" or "dash"."""

    iso2: str
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


@dataclass(frozen=True, kw_only=True)
class Row:
    """A state in the table; one that was not asked has a name and a mark only."""

    iso3: str
    name: str
    marks: tuple[Mark, ...]
    is_asked: bool = True
    answered: int = 0
    asked: int = 0
    focal_points: tuple[str, ...] = ()
    contact: str = ""
    is_undelivered: bool = False
    last_written: str = ""
    deadline: str = ""
    is_extended: bool = False


@dataclass(frozen=True)
class Page:
    """Everything about a round at a moment, for a reader's language."""

    standing: RoundStanding
    members: Sequence[MemberState]
    """The member states of today, for those that were not asked."""
    letters: Mapping[int, Letter]
    now: datetime
    language: str
    documents: Mapping[int, DocumentReply] = field(default_factory=dict)
    """By the id of a reply that came as a document, that document."""

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
        extended = [one for one in self.standing.states if _is_extended(one) and one.stage is not Stage.REPLIED]
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
        return when.astimezone(ZoneInfo(self.round.time_zone)).date()

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
        known += [state for state in self.members if state.iso3 not in asked]
        return [
            self._row(asked[state.iso3]) if state.iso3 in asked else self._not_asked(state)
            for state in in_order(known, self.language)
        ]

    def _row(self, one: StateStanding) -> Row:
        letter = self.letters.get(one.reply.id)
        return Row(
            iso3=one.state.iso3,
            name=one.state.name(self.language).short,
            marks=tuple(self._marks(one)),
            answered=one.reply.answered,
            asked=one.reply.asked,
            focal_points=tuple(person.institution or person.name for person in one.focal_points),
            contact=self._contact(letter),
            is_undelivered=letter is not None and letter.status in letter_words.ATTENTION,
            last_written=self._short_day(one.reply.last_activity_at) if one.stage is not Stage.REPLIED else "",
            deadline=self._short_day(one.deadline),
            is_extended=_is_extended(one),
        )

    def _marks(self, one: StateStanding) -> list[Mark]:
        return marks_of(one, self.now, self.language, self.documents.get(one.reply.id))

    def _not_asked(self, state: MemberState) -> Row:
        mark = Mark(marks.NOT_CONSULTED_SHAPE, marks.not_consulted_words(self.language))
        return Row(iso3=state.iso3, name=state.name(self.language).short, marks=(mark,), is_asked=False)

    def _contact(self, letter: Letter | None) -> str:
        if letter is None:
            return ""
        day = self._short_day(letter.sent_at or letter.created_at)
        return f"{day}, {letter_words.kind_words(letter.kind, self.language).lower()}"

    def _short_day(self, when: datetime | None) -> str:
        """Without the year where it is that of the deadline."""
        if when is None:
            return ""
        on = self._day(when)
        if on.year == self._day(self.round.deadline).year:
            return dates.day_of_year(on, self.language)
        return dates.day(on, self.language)

    # The map

    @property
    def map(self) -> Map:
        tiles, asked = _tiles(), {one.state.iso3: one for one in self.standing.states}
        last = extent(tiles)
        drawn = [
            self._tile(state, asked.get(state.iso3), tiles[state.iso3])
            for state in in_order(self.members, self.language)
            if state.iso3 in tiles
        ]
        return Map(_length(last.column), _length(last.row), self._map_description(), tuple(drawn))

    def _map_description(self) -> str:
        counts, outside = self.standing.counts, len(self.members) - self.standing.counts.asked
        said = _(
            "Replied: %(replied)s. Complete, not sent: %(complete)s. In progress: %(begun)s. Not started: %(empty)s. "
            "Of those that have not replied, overdue: %(overdue)s. Not asked: %(outside)s. "
            "The table below says the same, state by state.",
            replied=counts.at(Stage.REPLIED),
            complete=counts.at(Stage.COMPLETE),
            begun=counts.at(Stage.IN_PROGRESS),
            empty=counts.at(Stage.NOT_STARTED),
            overdue=counts.overdue,
            outside=max(0, outside),
        )
        return str(said)

    def _tile(self, state: MemberState, one: StateStanding | None, tile: Tile) -> DrawnTile:
        name = state.name(self.language).short
        x, y = EDGE + STEP * tile.column, EDGE + STEP * tile.row
        if one is None:
            return DrawnTile(state.iso2, _titled(name, self._not_asked(state).marks), "tile not-asked", x, y, "dash")
        return DrawnTile(
            iso2=state.iso2,
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


def _is_extended(one: StateStanding) -> bool:
    return one.has_own_deadline and one.deadline > one.reply.round.deadline


@cache
def _tiles() -> dict[str, Tile]:
    return read_tiles(data.text("tiles.csv"))
