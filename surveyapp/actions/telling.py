"""Telling people of a state what was decided or asked about its reply: a letter to each, in his or her language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import correspondence, missions
from surveyapp.actions.missions import Office
from surveyapp.core.states import LANGUAGES, MemberState, from_facts
from surveyapp.core.text import Text, said
from surveyapp.mail.letters import Fact
from surveyapp.store import installation, people
from surveyapp.store.installation import Contact
from surveyapp.store.models import Person, Reply
from surveyapp.wording import dates
from surveyapp.wording import states as state_wording

FactsIn = Callable[[str], Mapping[str, Fact]]
"""What a letter says, in the language passed in."""

_SALUTATION: Text = {"en": "Dear {name},", "es": "De mi mayor consideración:"}


def tell(
    session: Session,
    reply: Reply,
    kind: str,
    occasion: str,
    facts: FactsIn,
    base_url: str,
    now: datetime,
    also: Person | None = None,
    *,
    to_mission: bool = False,
) -> int:
    """Writes to the focal points of a reply's state, and to one person more while he or she has a role of it.

    `to_mission`: to the permanent mission too, its observers and the addresses of its office, each address once.
    """
    contact, state = installation.installation(session).contact, from_facts(reply.state_facts)
    recipients = _recipients(session, reply, now, also, to_mission=to_mission)
    office = missions.office(session, state, recipients, now) if to_mission else None
    to = [_to_person(one, state, facts, base_url) for one in recipients] + (_to_office(office, facts) if office else [])
    for one in to:
        correspondence.write(
            session,
            kind,
            f"{kind}:{occasion}",
            email=one.email,
            language=one.language,
            facts={**_of_reply(reply, state, one.language, now), **_ways(contact), **one.facts},
            now=now,
            person_id=one.person_id,
            round_id=reply.round_id,
            reply_id=reply.id,
        )
    return len(to)


@dataclass(frozen=True)
class _Recipient:
    email: str
    language: str
    facts: Mapping[str, Fact]
    person_id: int | None = None


def _to_person(person: Person, state: MemberState, facts: FactsIn, base_url: str) -> _Recipient:
    language = person.language if person.language in LANGUAGES else state.letter_language
    said_to = {**_of_person(person, language), **facts(language), "base_url": base_url}
    return _Recipient(person.email, language, said_to, person.id)


def _to_office(office: Office, facts: FactsIn) -> list[_Recipient]:
    """An office comes in nowhere: it is told everything, and led to no page."""
    language = office.language
    said_to = {**facts(language), "page": "", "base_url": ""}
    return [_Recipient(one, language, {**office.facts, "email": one, **said_to}) for one in office.emails]


def _recipients(
    session: Session, reply: Reply, now: datetime, also: Person | None, *, to_mission: bool
) -> list[Person]:
    roles = people.of_state(session, reply.state, now)
    written_to = {"focal_point", "observer"} if to_mission else {"focal_point"}
    wanted: Iterable[Person] = (
        role.person for role in roles if role.role in written_to or (also and role.person_id == also.id)
    )
    return list(dict.fromkeys(wanted))


def _of_reply(reply: Reply, state: MemberState, language: str, now: datetime) -> dict[str, Fact]:
    return {
        "title": said(reply.round.title, language),
        "illustrative": reply.round.illustrative,
        "date": dates.day(now.astimezone(ZoneInfo(dates.SECRETARIAT_ZONE)).date(), language),
        "state_official": state_wording.official_name(state, language),
        "state": state_wording.sentence_name(state, language, official=True),
        "of_state": state_wording.of_state(state, language),
    }


def _ways(contact: Contact) -> dict[str, Fact]:
    return {"contact_email": contact.email, "contact_telephone": contact.telephone}


def _of_person(person: Person, language: str) -> dict[str, Fact]:
    return {
        "recipient": person.name,
        "recipient_title": person.title,
        "institution": person.institution,
        "salutation": said(_SALUTATION, language).format(name=person.name),
        "email": person.email,
    }
