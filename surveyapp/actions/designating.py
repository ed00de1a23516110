"""Before a round: who has designated a focal point, and the letter that asks the missions of the others to do so.

A letter goes to each address of a mission. It is written once a day at most, however often the button is pressed; those
that have not answered are asked again another day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import correspondence, directory, letter_wordings, missions
from surveyapp.actions.directory import Kind
from surveyapp.actions.recording import record
from surveyapp.core.states import MemberState, from_facts
from surveyapp.core.text import said
from surveyapp.mail import letters
from surveyapp.mail.letters import Composed, Fact, Wording
from surveyapp.store import authorities
from surveyapp.store import directory as on_file
from surveyapp.store.installation import Contact, installation
from surveyapp.store.models import Letter, Person, Reply, Role, Round
from surveyapp.store.secretariat_models import Authority
from surveyapp.wording import dates
from surveyapp.wording import states as wording

KIND = "designation_request"


class Designated(StrEnum):
    """How far a state is with its focal point."""

    BY_LETTER = "by_letter"
    WITHOUT_LETTER = "without_letter"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Situation:
    """A state asked in a round: who its focal points are, whom to ask for one, when that was asked."""

    reply: Reply
    state: MemberState
    focal_points: tuple[Role, ...]
    mission: Authority | None
    asked_at: tuple[datetime, ...]
    """When the mission was asked, the latest last."""

    @property
    def designated(self) -> Designated:
        if any(directory.is_designated(role) for role in self.focal_points):
            return Designated.BY_LETTER
        return Designated.WITHOUT_LETTER if self.focal_points else Designated.NOBODY

    @property
    def can_be_written_to(self) -> bool:
        return self.mission is not None and bool(self.mission.emails)


@dataclass(frozen=True)
class Request:
    """A letter as it would be written to one address of a mission."""

    situation: Situation
    email: str
    letter: Composed


def situations(session: Session, replies: Iterable[Reply], now: datetime) -> list[Situation]:
    """Where each state stands; always the same few statements."""
    replies = list(replies)
    roles = on_file.roles(session, now)
    on_record = authorities.current(session, [reply.state for reply in replies], Kind.MISSION, now)
    asked = _asked(session, replies)
    return [
        Situation(
            reply,
            from_facts(reply.state_facts),
            tuple(role for role in roles.get(reply.state, ()) if role.role == "focal_point"),
            on_record.get(reply.state),
            tuple(asked.get(reply.id, ())),
        )
        for reply in replies
    ]


def requests(session: Session, found: Sequence[Situation], now: datetime) -> list[Request]:
    """The letters to missions whose state has no focal point designated by letter, none for one asked today."""
    contact, today = installation(session).contact, _day(now)
    worded = letter_wordings.in_force(session, KIND)
    return [
        Request(one, email, _composed(one, one.mission, worded, contact, now))
        for one in found
        if one.designated is not Designated.BY_LETTER and one.mission is not None
        if today not in {_day(at) for at in one.asked_at}
        for email in missions.each_once(one.mission.emails)
    ]


def ask(
    session: Session,
    round_: Round,
    replies: Iterable[Reply],
    states: Iterable[str],
    who: Person | None,
    now: datetime,
) -> list[Letter]:
    """Writes the letters to the missions of these states, to be sent; to a closed round's, none."""
    if now >= round_.closes_at:
        return []
    wanted = frozenset(states)
    found = situations(session, [reply for reply in replies if reply.state in wanted], now)
    return [_write(session, one, who, now) for one in requests(session, found, now)]


def _write(session: Session, request: Request, who: Person | None, now: datetime) -> Letter:
    reply = request.situation.reply
    letter = correspondence.put(
        session,
        request.letter,
        f"{KIND}:{reply.public_id}:{_day(now).isoformat()}",
        email=request.email,
        now=now,
        round_id=reply.round_id,
        reply_id=reply.id,
    )
    details = {"letter": letter.public_id}
    record(session, "designation asked for", now, who=who, round_id=reply.round_id, reply_id=reply.id, details=details)
    return letter


def _composed(
    one: Situation, mission: Authority, worded: Mapping[str, Wording], contact: Contact, now: datetime
) -> Composed:
    language = mission.language
    return letters.compose(KIND, language, _facts(one, mission, contact, now), worded.get(language))


def _facts(one: Situation, mission: Authority, contact: Contact, now: datetime) -> dict[str, Fact]:
    language, round_ = mission.language, one.reply.round
    return {
        **missions.letterhead(mission, one.state, language),
        "title": said(round_.title, language),
        "illustrative": round_.illustrative,
        "date": dates.day(_day(now), language),
        "mandate": said(round_.mandate, language),
        "deadline": dates.deadline(
            one.reply.own_deadline or round_.deadline, one.state.time_zone, one.state.name(language).capital, language
        ),
        "state_official": wording.official_name(one.state, language),
        "state": wording.sentence_name(one.state, language),
        "of_state": wording.of_state(one.state, language),
        "named": [", ".join(part for part in _described(role.person)) for role in one.focal_points],
        "is_again": bool(one.asked_at),
        "contact_email": contact.email,
        "contact_telephone": contact.telephone,
    }


def _described(person: Person) -> list[str]:
    return [part for part in (person.name, person.title, person.institution) if part]


def _asked(session: Session, replies: Sequence[Reply]) -> dict[int | None, list[datetime]]:
    ids = [reply.id for reply in replies]
    query = sa.select(Letter.reply_id, Letter.created_at).where(Letter.kind == KIND, Letter.reply_id.in_(ids))
    found: dict[int | None, list[datetime]] = {}
    for reply_id, at in session.execute(query.order_by(Letter.created_at)):
        found.setdefault(reply_id, []).append(at)
    return found


def _day(at: datetime) -> date:
    return at.astimezone(ZoneInfo(dates.SECRETARIAT_ZONE)).date()
