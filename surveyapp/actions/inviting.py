"""Inviting the states: a formal letter to each focal point, read by the officer before anything is written.

There is one invitation for each reply and person, however often the button is pressed; a focal point named later is
invited by pressing it again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import authoring, correspondence, letter_wordings
from surveyapp.actions.recording import record
from surveyapp.core.states import MemberState, from_facts
from surveyapp.core.text import Text, said
from surveyapp.mail import letters
from surveyapp.mail.letters import Composed, Fact, NoWordingError, Wording
from surveyapp.store import installation, people, rounds
from surveyapp.store.installation import Contact
from surveyapp.store.models import Letter, Person, Reply, Round
from surveyapp.wording import dates
from surveyapp.wording.states import of_state, official_name, sentence_name

KIND = "invitation"

_SALUTATION: Text = {"en": "Dear {name},", "es": "De mi mayor consideración:"}
_MISSION_OF = {"en": sentence_name, "es": of_state}


class RoundNotOpenError(RuntimeError):
    """Nobody is invited to a round that does not take answers yet."""


@dataclass(frozen=True)
class Invitation:
    """A letter as it would be written to one person."""

    reply: Reply
    person: Person
    letter: Composed

    @property
    def occasion(self) -> str:
        return _occasion(self.reply, self.person)


def drafts(
    session: Session,
    round_: Round,
    replies: Iterable[Reply],
    base_url: str,
    now: datetime,
    *,
    by_second_factor: bool = False,
) -> list[Invitation]:
    """The invitations of these replies that are still to be written, in the language of each person. Only composes.

    To a round that is closed, such as one that is made for answers of an earlier day, nobody is invited.
    """
    if now >= round_.closes_at:
        return []
    replies = list(replies)
    focal_points = people.focal_points_of(session, [reply.state for reply in replies], now)
    contact = installation.installation(session).contact
    written = _written(session, round_)
    way_in: dict[str, Fact] = {"base_url": base_url, "by_second_factor": by_second_factor}
    worded = letter_wordings.in_force(session, KIND)
    composed = [
        _composed(reply, person, contact, way_in, worded, now)
        for reply in replies
        for person in focal_points.get(reply.state, ())
        if not _is_without_wording(person, worded)
    ]
    return [one for one in composed if one.occasion not in written]


def without_wording(
    session: Session, round_: Round, replies: Iterable[Reply], now: datetime
) -> list[tuple[Reply, Person]]:
    """To whom an invitation is still to be written in a language in which officers withdrew its wording."""
    worded, replies = letter_wordings.in_force(session, KIND), list(replies)
    if now >= round_.closes_at or not any(one.is_withdrawn for one in worded.values()):
        return []
    focal_points = people.focal_points_of(session, [reply.state for reply in replies], now)
    written = _written(session, round_)
    return [
        (reply, person)
        for reply in replies
        for person in focal_points.get(reply.state, ())
        if _is_without_wording(person, worded) and _occasion(reply, person) not in written
    ]


def without_focal_point(session: Session, replies: Sequence[Reply], now: datetime) -> list[Reply]:
    """The replies of the states to which nothing can be written, because nobody is named."""
    focal_points = people.focal_points_of(session, [reply.state for reply in replies], now)
    return [reply for reply in replies if not focal_points.get(reply.state)]


def invite(
    session: Session,
    round_: Round,
    replies: Iterable[Reply],
    base_url: str,
    who: Person | None,
    now: datetime,
    *,
    by_second_factor: bool = False,
) -> list[Letter]:
    """Writes the invitations that are still to be written, to be sent.

    Raises RoundNotOpenError; and, before any is written, NoWordingError where one of them could not be.
    """
    rounds.held(session, round_)
    if round_.opened_at is None:
        raise RoundNotOpenError(round_.code)
    replies = list(replies)
    for _reply, person in without_wording(session, round_, replies, now):
        raise NoWordingError(KIND, person.language)
    prepared = drafts(session, round_, replies, base_url, now, by_second_factor=by_second_factor)
    return [_write(session, one, who, now) for one in prepared]


def _write(session: Session, invitation: Invitation, who: Person | None, now: datetime) -> Letter:
    reply, person = invitation.reply, invitation.person
    letter = correspondence.put(
        session,
        invitation.letter,
        invitation.occasion,
        email=person.email,
        now=now,
        person_id=person.id,
        round_id=reply.round_id,
        reply_id=reply.id,
    )
    reply.invited_at = reply.invited_at or now
    details = {"person": person.public_id, "letter": letter.public_id}
    record(session, "state invited", now, who=who, round_id=reply.round_id, reply_id=reply.id, details=details)
    return letter


def _written(session: Session, round_: Round) -> frozenset[str]:
    """The occasions of the invitations of this round that exist."""
    found = sa.select(Letter.occasion).where(Letter.round_id == round_.id, Letter.kind == KIND)
    return frozenset(session.scalars(found))


def _occasion(reply: Reply, person: Person) -> str:
    return f"{KIND}:{reply.public_id}:{person.public_id}"


def _is_without_wording(person: Person, worded: Mapping[str, Wording]) -> bool:
    return person.language in worded and worded[person.language].is_withdrawn


def _composed(
    reply: Reply,
    person: Person,
    contact: Contact,
    way_in: Mapping[str, Fact],
    worded: Mapping[str, Wording],
    now: datetime,
) -> Invitation:
    base_url = str(way_in["base_url"])
    facts = {**letter_facts(reply, person, contact, base_url, now), **way_in}
    return Invitation(reply, person, letters.compose(KIND, person.language, facts, worded.get(person.language)))


def letter_facts(reply: Reply, person: Person, contact: Contact, base_url: str, now: datetime) -> dict[str, Fact]:
    """What every letter says that asks somebody of a state to work on its reply, in the language of the person."""
    state = from_facts(reply.state_facts)
    return {
        **_of_round(reply, state, person.language, now),
        **_of_state(state, person.language),
        **_of_person(person),
        "base_url": base_url,
        "join_address": f"{base_url}/{person.language}/ask-to-join/{reply.public_id}",
        "contact_email": contact.email,
        "contact_telephone": contact.telephone,
    }


def _of_round(reply: Reply, state: MemberState, language: str, now: datetime) -> dict[str, Fact]:
    round_ = reply.round
    questionnaire = authoring.questionnaire_of(round_.edition)
    questions = list(questionnaire.questions())
    deadline = reply.own_deadline or round_.deadline
    return {
        "title": said(round_.title, language),
        "illustrative": round_.illustrative,
        "date": dates.day(now.astimezone(ZoneInfo(dates.SECRETARIAT_ZONE)).date(), language),
        "mandate": said(round_.mandate, language),
        "period": dates.period(round_.period_from, round_.period_to, language),
        "meeting": said(round_.meeting, language),
        "deadline": dates.deadline(deadline, state.time_zone, state.name(language).capital, language),
        "questions": len(questions),
        "sections": len(questionnaire.sections),
        "core_questions": sum(question.core for question in questions),
    }


def _of_state(state: MemberState, language: str) -> dict[str, Fact]:
    return {
        "state": sentence_name(state, language),
        "of_state": of_state(state, language),
        "state_official": official_name(state, language),
        "mission": _MISSION_OF[language](state, language),
    }


def _of_person(person: Person) -> dict[str, Fact]:
    return {
        "recipient": person.name,
        "recipient_title": person.title,
        "institution": person.institution,
        "salutation": said(_SALUTATION, person.language).format(name=person.name),
        "email": person.email,
    }
