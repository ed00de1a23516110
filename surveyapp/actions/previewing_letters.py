"""A letter as it would be for a recipient: with the facts of the round and the state, and examples for the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import holding, inviting, submitting
from surveyapp.core.states import LANGUAGES, MemberState, from_facts, in_order
from surveyapp.mail import letters
from surveyapp.mail.letters import Composed, Fact, Wording
from surveyapp.store import authorities, installation, people, rounds, submissions
from surveyapp.store.models import Person, Reply, Round
from surveyapp.store.secretariat_models import Authority
from surveyapp.wording import dates, letter_fields
from surveyapp.wording import states as state_wording

TO_MISSIONS = frozenset({"note_to_mission"})
"""Kinds that go to the permanent mission and not to the focal points."""
MISSION = "mission"


@dataclass(frozen=True)
class Recipient:
    """Somebody to whom a letter of a round would be written."""

    reply: Reply
    state: MemberState
    person: Person
    """Of a mission, one that stands for it and is kept nowhere."""
    language: str

    @property
    def key(self) -> str:
        """By which a page names the recipient within the state."""
        return self.person.public_id or MISSION


@dataclass(frozen=True)
class Preview:
    """The letter, and the names of the fields that stand in it with examples."""

    letter: Composed
    examples: frozenset[str]


def recipients(session: Session, kind: str, round_: Round, now: datetime) -> list[Recipient]:
    """To whom a letter of this kind would be written in a round, in the official order of the states."""
    replies = {one.state: one for one in rounds.replies(session, round_.id)}
    states = {iso3: from_facts(one.state_facts) for iso3, one in replies.items()}
    named = _people(session, kind, list(replies), now)
    return [
        Recipient(replies[state.iso3], state, person, _language(person, state))
        for state in in_order(states.values(), "en")
        for person in named.get(state.iso3, ())
    ]


def preview(
    session: Session,
    kind: str,
    to: Recipient,
    wording: Wording | None,
    way_in: Mapping[str, Fact],
    now: datetime,
) -> Preview:
    """The letter in a wording that may not be saved yet. Raises NoWordingError for one that is withdrawn."""
    fields = letters.fields(kind)
    real = _real(session, kind, to, way_in, now)
    known = {name: fact for name, fact in real.items() if name not in fields.lists or isinstance(fact, list)}
    examples = {
        name: letter_fields.example(name, to.language, is_list=name in fields.lists)
        for name in fields.names - known.keys()
    }
    composed = letters.compose(kind, to.language, {**examples, **known}, wording)
    return Preview(composed, frozenset(examples))


def _people(session: Session, kind: str, states: Sequence[str], now: datetime) -> Mapping[str, Sequence[Person]]:
    if kind not in TO_MISSIONS:
        return people.focal_points_of(session, states, now)
    missions = authorities.current(session, states, MISSION, now)
    return {
        state: [_standing_for(one, email, one.language) for email in one.emails[:1]] for state, one in missions.items()
    }


def _standing_for(named: Authority | Person, email: str, language: str) -> Person:
    """A person of whom nothing is kept, for a letter that is only looked at."""
    return Person(
        name=named.name,
        title=named.title,
        institution=named.institution,
        email=email,
        language=language,
        public_id="",
    )


def _language(person: Person, state: MemberState) -> str:
    return person.language if person.language in LANGUAGES else state.letter_language


def _real(session: Session, kind: str, to: Recipient, way_in: Mapping[str, Fact], now: datetime) -> dict[str, Fact]:
    reply, state, language = to.reply, to.state, to.language
    person = _standing_for(to.person, to.person.email, language)
    contact = installation.installation(session).contact
    deadline = reply.own_deadline or reply.round.deadline
    return {
        **inviting.letter_facts(reply, person, contact, str(way_in["base_url"]), now),
        **way_in,
        "to_state": state_wording.to_state(state, language, official=True),
        "state_in_sentence": state_wording.sentence_name(state, language, official=True),
        "accepted_until": dates.deadline(
            holding.closes_at(reply), state.time_zone, state.name(language).capital, language
        ),
        "is_past_deadline": now > deadline,
        "focal_points": [one.name for one in people.focal_points(session, reply.state, now)],
        **(_of_receipt(session, reply, state, language) if kind == "receipt" else {}),
    }


def _of_receipt(session: Session, reply: Reply, state: MemberState, language: str) -> Mapping[str, Fact]:
    """Of a reply that was sent, what its receipt says."""
    newest = submissions.latest(session, reply.id)
    if newest is None:
        return {}
    return submitting.receipt_facts(session, reply, newest, state, language) | {"to_mission": False}
