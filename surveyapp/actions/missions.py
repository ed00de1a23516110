"""The permanent mission of a state as an office: at which addresses it is written to, and as whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.addresses import email_key
from surveyapp.core.states import LANGUAGES, MemberState
from surveyapp.core.text import Text, said
from surveyapp.mail.letters import Fact
from surveyapp.store import authorities
from surveyapp.store.models import Person
from surveyapp.store.secretariat_models import Authority
from surveyapp.wording import states as wording

KIND = "mission"
_SALUTATION: Text = {"en": "Excellency,", "es": "De mi mayor consideración:"}


@dataclass(frozen=True)
class Office:
    """A mission with the addresses at which nobody is written to otherwise."""

    emails: tuple[str, ...]
    language: str
    facts: dict[str, Fact]
    """Of the letterhead: to whom it goes."""


def office(session: Session, state: MemberState, besides: Sequence[Person], now: datetime) -> Office | None:
    """The mission of today, where it has an address that is not that of one of these persons, who are written to."""
    mission = authorities.current(session, [state.iso3], KIND, now).get(state.iso3)
    taken = {person.email_key for person in besides}
    emails = each_once(one for one in (mission.emails if mission else ()) if email_key(one) not in taken)
    if mission is None or not emails:
        return None
    language = mission.language if mission.language in LANGUAGES else state.letter_language
    return Office(tuple(emails), language, letterhead(mission, state, language))


def each_once(emails: Iterable[str]) -> list[str]:
    return list({email_key(email): email for email in emails}.values())


def letterhead(mission: Authority, state: MemberState, language: str) -> dict[str, Fact]:
    return {
        "recipient": mission.name,
        "recipient_title": mission.title,
        "institution": mission.institution or wording.mission(state, language),
        "salutation": said(_SALUTATION, language),
    }
