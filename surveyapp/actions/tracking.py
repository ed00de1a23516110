"""Tracking a round: what the dashboard shows beside the standings, and the dashboard as a workbook."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import following, worded
from surveyapp.actions.following import RoundStanding, Stage, StateStanding
from surveyapp.core import response_level
from surveyapp.core.response_level import Curve, Level
from surveyapp.documents import standing_workbook
from surveyapp.documents.standing_workbook import Dashboard, StateRow
from surveyapp.store import groups, tracking
from surveyapp.store.groups import GroupOnDay
from surveyapp.store.models import Round
from surveyapp.store.tracking import Contact, LetterGone, RoundBefore
from surveyapp.wording import tracking as words
from surveyapp.wording.plain import plain_questionnaire


@dataclass(frozen=True, kw_only=True)
class Responses:
    """How many have replied, beside earlier rounds of the same questionnaire."""

    day: int
    """Today, counted from the deadline of the round; of a round that is closed, the day on which it closed."""
    levels: tuple[Level, ...]
    """Of this round and of those before it, the latest first."""
    curve: Curve
    curve_before: Curve | None
    """Of the round before; None where there is none."""

    @property
    def curves(self) -> list[tuple[str, Curve]]:
        """The curves that can be drawn, with the codes of their rounds, that of this round first."""
        both = zip(self.levels, (self.curve, self.curve_before), strict=False)
        return [(level.code, one) for level, one in both if one is not None]


@dataclass(frozen=True)
class LastContact:
    """The newest letter that has left, or a later entry in the log of contacts."""

    on: date
    kind: str
    is_letter: bool


@dataclass(frozen=True, kw_only=True)
class Tracked:
    """A round at a moment."""

    standing: RoundStanding
    letters: Mapping[int, LetterGone]
    """By the id of a reply."""
    contacts: Mapping[str, Contact]
    """By state."""
    officers: Mapping[int, str]
    """The names of those who look after a state, by id."""
    groups: Sequence[GroupOnDay]
    responses: Responses

    def officer_of(self, officer_id: int | None) -> str:
        return self.officers.get(officer_id, "") if officer_id is not None else ""

    def last_contact(self, one: StateStanding) -> LastContact | None:
        """On which day, in the zone of the round, the secretariat and the state were last in contact."""
        letter, entry = self.letters.get(one.reply.id), self.contacts.get(one.state.iso3)
        written = letter.at.astimezone(self._zone).date() if letter else None
        if letter and written and (entry is None or entry.on <= written):
            return LastContact(written, letter.kind, is_letter=True)
        return LastContact(entry.on, entry.kind, is_letter=False) if entry else None

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.standing.round.time_zone)


def tracked(session: Session, round_: Round, now: datetime) -> Tracked:
    """Everything that the dashboard of a round shows; as many statements whatever there is of states and rounds."""
    standing = following.standings(session, round_, now)
    return Tracked(
        standing=standing,
        letters=tracking.newest_letters(session, round_.id),
        contacts=tracking.newest_contacts(session, round_.id),
        officers=tracking.officers(session, round_.id),
        groups=groups.groups_on(session, now.astimezone(ZoneInfo(round_.time_zone)).date()),
        responses=responses(session, standing, now),
    )


def responses(session: Session, standing: RoundStanding, now: datetime) -> Responses:
    """How many have replied, and how many had of each earlier round of the questionnaire by the same day."""
    round_ = standing.round
    day = response_level.day_of(min(now, round_.closes_at), round_.deadline, round_.time_zone)
    before = tracking.rounds_before(session, round_)
    limits = {one.id: response_level.end_of(day, one.deadline, one.time_zone) for one in before}
    counted = tracking.replied_by(session, limits)
    replied = standing.counts.at(Stage.REPLIED)
    levels = [Level(code=round_.code, asked=standing.counts.asked, by_then=replied, up_to_now=replied)]
    for one in before:
        asked, by_then, up_to_now = counted.get(one.id, (0, 0, 0))
        if asked:
            levels.append(Level(code=one.code, asked=asked, by_then=by_then, up_to_now=up_to_now))
    newest = next((one for one in before if one.id in counted), None)
    return Responses(
        day=day,
        levels=tuple(levels),
        curve=_curve_of(round_, standing.counts.asked, _received(standing), now),
        curve_before=_curve_before(session, newest, counted[newest.id][0], now) if newest else None,
    )


def _received(standing: RoundStanding) -> list[datetime]:
    replied = (one.reply.submitted_at for one in standing.states if one.stage is Stage.REPLIED)
    return [when for when in replied if when is not None]


def _curve_before(session: Session, round_: RoundBefore, asked: int, now: datetime) -> Curve:
    return _curve_of(round_, asked, tracking.received_in(session, round_.id), now)


def _curve_of(round_: Round | RoundBefore, asked: int, received: Sequence[datetime], now: datetime) -> Curve:
    def day(when: datetime) -> int:
        return response_level.day_of(when, round_.deadline, round_.time_zone)

    first = day(round_.opened_at) if round_.opened_at is not None else None
    return response_level.curve(asked, map(day, received), first, day(min(now, round_.closes_at)))


# As a workbook


def workbook(session: Session, round_: Round, language: str, now: datetime) -> bytes:
    """The dashboard as an Excel workbook, in this language."""
    found = tracked(session, round_, now)
    return standing_workbook.write(dashboard(found, language, now), language)


def dashboard(found: Tracked, language: str, now: datetime) -> Dashboard:
    """What the workbook is made of."""
    round_ = found.standing.round
    sections = plain_questionnaire(worded.for_round(round_)).sections
    return Dashboard(
        code=round_.code,
        title=round_.title,
        illustrative=round_.illustrative,
        now=now,
        deadline=round_.deadline,
        time_zone=round_.time_zone,
        states=tuple(_row(one, found, language) for one in found.standing.states),
        sections=tuple((one.code, one.number, one.wording) for one in sections),
        day=found.responses.day,
        levels=found.responses.levels,
        curves=tuple(found.responses.curves) if round_.opened_at is not None else (),
    )


def _row(one: StateStanding, found: Tracked, language: str) -> StateRow:
    reply = one.reply
    contact = found.last_contact(one)
    return StateRow(
        state=one.state,
        standing=one.standing,
        is_overdue=one.is_overdue,
        is_late=one.is_late,
        languages=one.languages,
        deadline=one.deadline,
        has_extension=one.has_extension,
        answered=reply.answered,
        asked=reply.asked,
        sections=json.loads(one.section_progress),
        focal_points=tuple(person.name for person in one.focal_points),
        contact_on=contact.on if contact else None,
        contact=words.contact_words(contact.kind, contact.is_letter, language) if contact else "",
        last_activity_at=reply.last_activity_at,
        submitted_at=reply.submitted_at,
        officer=found.officer_of(reply.officer_id),
        groups=tuple(group.name for group in found.groups if one.state.iso3 in group.states),
    )
