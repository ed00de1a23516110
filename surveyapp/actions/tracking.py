"""Tracking a round: what the dashboard shows beside the standings, and the dashboard as a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import following
from surveyapp.actions.following import RoundStanding, Stage
from surveyapp.core import response_level
from surveyapp.core.response_level import Curve, Level
from surveyapp.store import groups, tracking
from surveyapp.store.groups import GroupOnDay
from surveyapp.store.models import Round
from surveyapp.store.tracking import Contact, LetterGone, RoundBefore


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
