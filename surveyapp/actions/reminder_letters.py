"""Letters that remind or thank, as they would be written to each recipient today: composed, not kept.

To the focal points in the language of each; the note to the permanent mission goes to the addresses on file and to its
observers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import correspondence, holding, letter_wordings, missions
from surveyapp.core.addresses import email_key
from surveyapp.core.states import LANGUAGES, MemberState, from_facts
from surveyapp.core.text import Text, said
from surveyapp.mail import letters
from surveyapp.mail.letters import Composed, Fact, Wording
from surveyapp.store import authorities, installation, people
from surveyapp.store.installation import Contact
from surveyapp.store.models import Letter, Person, ReminderBatch, Reply
from surveyapp.store.secretariat_models import Authority
from surveyapp.wording import dates
from surveyapp.wording.states import of_state, official_name, sentence_name

TO_MISSION = "note_to_mission"
THANKS = "thanks"
_SALUTATION: Text = {"en": "Dear {name},", "es": "De mi mayor consideración:"}
_MISSION_OF = {"en": sentence_name, "es": of_state}


@dataclass(frozen=True)
class Draft:
    """A letter as one recipient would read it."""

    reply: Reply
    email: str
    letter: Composed
    person: Person | None = None
    """None: it goes to an office."""


@dataclass(frozen=True)
class ToMission:
    """An address of a mission: of its office, or of an observer."""

    email: str
    language: str
    person: Person | None = None


@dataclass(frozen=True)
class Addressees:
    """Whom letters about the replies of a round can reach, read once for all of them."""

    focal_points: Mapping[str, Sequence[Person]]
    missions: Mapping[str, Authority]
    contact: Contact
    base_url: str
    wordings: Mapping[tuple[str, str], Wording]
    """How officers worded letters, by kind and language."""
    observers: Mapping[str, Sequence[Person]] = field(default_factory=dict)

    def of(self, state: str) -> Sequence[Person]:
        return self.focal_points.get(state, ())

    def mission_of(self, state: str) -> list[ToMission]:
        """Where the mission is written to: its observers, and the addresses of its office, each address once."""
        observers, office = self.observers.get(state, ()), self.missions.get(state)
        taken = {one.email_key for one in observers}
        emails = missions.each_once(one for one in (office.emails if office else ()) if email_key(one) not in taken)
        to_office = [ToMission(email, office.language) for email in emails] if office else []
        return to_office + [ToMission(one.email, one.language, one) for one in observers]


def addressees(session: Session, replies: Sequence[Reply], base_url: str, now: datetime) -> Addressees:
    """Whom letters about these replies can reach."""
    states = [reply.state for reply in replies]
    return Addressees(
        people.focal_points_of(session, states, now),
        authorities.current(session, states, "mission", now),
        installation.installation(session).contact,
        base_url,
        letter_wordings.every_in_force(session),
        people.observers_of(session, states, now),
    )


def without_wording(reply: Reply, kind: str, to: Addressees) -> frozenset[str]:
    """The languages of its recipients in which officers withdrew the wording: until then nobody is written to."""
    state = from_facts(reply.state_facts)
    found = to.mission_of(reply.state) if kind == TO_MISSION else to.of(reply.state)
    languages = {_language(one, state) for one in found}
    return frozenset(one for one in languages if (kind, one) in to.wordings and to.wordings[kind, one].is_withdrawn)


def drafts(reply: Reply, kind: str, to: Addressees, now: datetime) -> list[Draft]:
    """The letter of this kind to each of its recipients; none where nobody is named, or one of them has no wording."""
    if without_wording(reply, kind, to):
        return []
    state = from_facts(reply.state_facts)
    if kind == TO_MISSION:
        return _to_mission(reply, state, to, now)
    return [_to_person(reply, state, kind, person, to, now) for person in to.of(reply.state)]


def keep(session: Session, draft: Draft, occasion: str, now: datetime, batch: ReminderBatch | None = None) -> Letter:
    """Makes a row of a draft, to be sent, or held while its batch is not approved."""
    return correspondence.put(
        session,
        draft.letter,
        occasion,
        email=draft.email,
        now=now,
        person_id=draft.person.id if draft.person else None,
        round_id=draft.reply.round_id,
        reply_id=draft.reply.id,
        batch=batch,
    )


def _to_person(reply: Reply, state: MemberState, kind: str, person: Person, to: Addressees, now: datetime) -> Draft:
    language = _language(person, state)
    facts = {
        **_of_reply(reply, state, language, now),
        **_ways(to),
        "recipient": person.name,
        "recipient_title": person.title,
        "institution": person.institution,
        "salutation": said(_SALUTATION, language).format(name=person.name),
        "email": person.email,
    }
    return Draft(reply, person.email, letters.compose(kind, language, facts, to.wordings.get((kind, language))), person)


def _to_mission(reply: Reply, state: MemberState, to: Addressees, now: datetime) -> list[Draft]:
    def composed(language: str) -> Composed:
        facts = {
            **_of_reply(reply, state, language, now),
            **_ways(to),
            "focal_points": [_named(person) for person in to.of(reply.state)],
        }
        return letters.compose(TO_MISSION, language, facts, to.wordings.get((TO_MISSION, language)))

    return [Draft(reply, one.email, composed(_language(one, state)), one.person) for one in to.mission_of(reply.state)]


def _language(to: Person | ToMission, state: MemberState) -> str:
    return to.language if to.language in LANGUAGES else state.letter_language


def _named(person: Person) -> str:
    return ", ".join(part for part in (person.name, person.title, person.institution) if part)


def _ways(to: Addressees) -> dict[str, Fact]:
    return {
        "base_url": to.base_url,
        "contact_email": to.contact.email,
        "contact_telephone": to.contact.telephone,
    }


def _of_reply(reply: Reply, state: MemberState, language: str, now: datetime) -> dict[str, Fact]:
    def in_words(when: datetime) -> str:
        return dates.deadline(when, state.time_zone, state.name(language).capital, language)

    round_ = reply.round
    deadline = reply.own_deadline or round_.deadline
    return {
        "title": said(round_.title, language),
        "illustrative": round_.illustrative,
        "mandate": said(round_.mandate, language),
        "meeting": said(round_.meeting, language) if round_.meeting else "",
        "date": dates.day(now.astimezone(ZoneInfo(dates.SECRETARIAT_ZONE)).date(), language),
        "state": sentence_name(state, language),
        "of_state": of_state(state, language),
        "state_official": official_name(state, language),
        "mission": _MISSION_OF[language](state, language),
        "deadline": in_words(deadline),
        "is_past_deadline": now > deadline,
        "accepted_until": in_words(holding.closes_at(reply)),
    }
