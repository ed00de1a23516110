"""Telling people of a state what was decided or asked about its reply: a letter to each, in his or her language."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import correspondence
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

    `to_mission`: to its observers, the permanent mission, too.
    """
    contact = installation.installation(session).contact
    recipients = _recipients(session, reply, now, also, to_mission=to_mission)
    for person in recipients:
        state = from_facts(reply.state_facts)
        language = person.language if person.language in LANGUAGES else state.letter_language
        correspondence.write(
            session,
            kind,
            f"{kind}:{occasion}",
            email=person.email,
            language=language,
            facts={
                **_of_reply(reply, state, language, now),
                **_of_person(person, contact, language),
                **facts(language),
                "base_url": base_url,
            },
            now=now,
            person_id=person.id,
            round_id=reply.round_id,
            reply_id=reply.id,
        )
    return len(recipients)


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


def _of_person(person: Person, contact: Contact, language: str) -> dict[str, Fact]:
    return {
        "recipient": person.name,
        "recipient_title": person.title,
        "institution": person.institution,
        "salutation": said(_SALUTATION, language).format(name=person.name),
        "email": person.email,
        "contact_email": contact.email,
        "contact_telephone": contact.telephone,
    }
