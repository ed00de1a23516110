"""What is on file about a person, kept right by the person; officers of the secretariat correct it too.

A new address, be it where the person comes in or where copies go, is used once a code that was mailed to it has been
typed in; or, of a state's written word, at once. Whoever has the former address is told.
"""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from surveyapp.actions import coming_in, correspondence, limiting, people
from surveyapp.actions.limiting import Limit
from surveyapp.actions.recording import record
from surveyapp.actions.sealing import Sealing
from surveyapp.core.addresses import email_key
from surveyapp.mail.letters import Fact
from surveyapp.store import directory
from surveyapp.store.installation import installation
from surveyapp.store.models import Person
from surveyapp.store.people import CONTACT
from surveyapp.store.secretariat_models import PersonAddress

CODE_LETTER = "address_code"
CHANGED_LETTER = "address_changed"
CODES_FOR_PERSON = Limit("codes to confirm addresses of a person", 6)
CODES_FOR_ADDRESS = Limit("codes to confirm an address", 6)
TRIES_FOR_PERSON = Limit("tries to confirm addresses of a person", 20)
MOST_COPIES = 5


class Use(StrEnum):
    """What an address is for."""

    MAIN = "main"
    COPY = "copy"


class Refusal(StrEnum):
    """Why an address cannot be taken."""

    OF_THE_SECRETARIAT = "of_the_secretariat"
    THE_SAME = "the_same"
    NAMESAKE = "namesake"
    TOO_MANY = "too_many"


class AddressRefusedError(ValueError):
    """The address cannot be the person's, and why."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


class NamesakeError(ValueError):
    """Somebody else of this name is on file with this address: the two could not be told apart."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is on file about a person besides the address."""

    name: str
    title: str
    institution: str
    language: str


def correct(session: Session, person: Person, facts: Facts, who: Person | None, now: datetime) -> bool:
    """Writes what is right. False: nothing is otherwise than it was. Raises NamesakeError."""
    was = {one.name: getattr(person, one.name) for one in fields(facts)}
    changed = {name: before for name, before in was.items() if before != getattr(facts, name)}
    if not changed:
        return False
    if "name" in changed and directory.namesake(session, facts.name, person.email_key, person):
        raise NamesakeError(facts.name)
    for name in changed:
        setattr(person, name, getattr(facts, name))
    _record(session, "person corrected", person, who, now, was=changed)
    return True


def ask_address(
    session: Session,
    sealing: Sealing,
    person: Person,
    email: str,
    use: Use,
    language: str,
    who: Person | None,
    now: datetime,
) -> PersonAddress:
    """Notes a new address and mails a code to it, which confirms it. Raises AddressRefusedError, TooOftenError."""
    _check(session, person, email, use, now)
    key = email_key(email)
    _count_code(session, sealing, person, key, now)
    for one in directory.addresses(session, [person.id]).get(person.id, []):
        if one.confirmed_at is None and one.use == use and (use is Use.MAIN or one.email_key == key):
            one.ended_at = now  # asked for anew, or another in its place
    asked = PersonAddress(
        person_id=person.id,
        use=use.value,
        email=email.strip(),
        email_key=key,
        asked_at=now,
        asked_by_id=who.id if who else None,
    )
    session.add(asked)
    session.flush()
    _record(session, "address asked for", person, who, now, use=use.value)
    _mail_code(session, sealing, asked, language, who, now)
    return asked


def send_code(
    session: Session, sealing: Sealing, asked: PersonAddress, language: str, who: Person | None, now: datetime
) -> None:
    """Mails another code to an address that waits for one. Raises TooOftenError."""
    _count_code(session, sealing, asked.person, asked.email_key, now)
    _mail_code(session, sealing, asked, language, who, now)


def _count_code(session: Session, sealing: Sealing, person: Person, key: str, now: datetime) -> None:
    limiting.count(session, CODES_FOR_PERSON, person.public_id, now)
    limiting.count(session, CODES_FOR_ADDRESS, sealing.fingerprint("address", key), now)


def _mail_code(
    session: Session, sealing: Sealing, asked: PersonAddress, language: str, who: Person | None, now: datetime
) -> None:
    """The person, who is at the page, has ten minutes; where an officer asked, the person has a week."""
    person = asked.person
    is_own = who is not None and who.id == person.id
    life: timedelta = coming_in.CODE_LIFE if is_own else coming_in.INVITATION_LIFE
    made, code = coming_in.make_address_code(session, sealing, asked.email, asked.public_id, life, now)
    correspondence.write(
        session,
        CODE_LETTER,
        f"code:{made.id}",
        email=asked.email,
        language=language,
        facts={
            "code": code,
            "name": person.name,
            "minutes": int(life.total_seconds() // 60) if is_own else 0,
            "days": life.days,
            "is_copy": asked.use == Use.COPY,
            "illustrative": installation(session).is_demonstration,
        },
        now=now,
        person_id=person.id,
    )


def confirm(
    session: Session, sealing: Sealing, asked: PersonAddress, code: str, who: Person | None, now: datetime
) -> bool:
    """Whether the code is right; the address is then in use. Raises AddressRefusedError, TooOftenError."""
    person = asked.person
    limiting.count(session, TRIES_FOR_PERSON, person.public_id, now)
    if asked.confirmed_at is not None or asked.ended_at is not None:
        return False
    if not coming_in.is_address_code_right(session, sealing, asked.email, asked.public_id, code, now):
        return False
    _check(session, person, asked.email, Use(asked.use), now)
    asked.confirmed_at = now
    if asked.use == Use.MAIN:
        asked.ended_at = now
        _take(session, person, asked.email, who, now, asked.public_id)
    else:
        _record(session, "address for copies confirmed", person, who, now)
    return True


def take_as_notified(
    session: Session, person: Person, email: str, notice: str, who: Person | None, now: datetime
) -> None:
    """Makes an address the person's because the state said so in writing; `notice`: which letter. It is on record.

    Raises AddressRefusedError.
    """
    _check(session, person, email, Use.MAIN, now)
    taken = PersonAddress(
        person_id=person.id,
        use=Use.MAIN.value,
        email=email.strip(),
        email_key=email_key(email),
        asked_at=now,
        asked_by_id=who.id if who else None,
        ended_at=now,
    )
    session.add(taken)
    session.flush()
    _take(session, person, email, who, now, taken.public_id, notice=notice)


def withdraw(session: Session, address: PersonAddress, who: Person | None, now: datetime) -> None:
    """A further address is used no more, or is not waited for any longer."""
    if address.ended_at is not None:
        return
    address.ended_at = now
    _record(session, "address withdrawn", address.person, who, now, use=address.use)


def _check(session: Session, person: Person, email: str, use: Use, now: datetime) -> None:
    key = email_key(email)
    held = directory.addresses(session, [person.id]).get(person.id, [])
    copies = [one for one in held if one.use == Use.COPY and one.confirmed_at is not None]
    if key == person.email_key or (use is Use.COPY and any(one.email_key == key for one in copies)):
        raise AddressRefusedError(Refusal.THE_SAME)
    if use is Use.COPY and len(copies) >= MOST_COPIES:
        raise AddressRefusedError(Refusal.TOO_MANY)
    if people.is_on_the_other_side(session, email, CONTACT, now):
        raise AddressRefusedError(Refusal.OF_THE_SECRETARIAT)
    if use is Use.MAIN and directory.namesake(session, person.name, key, person):
        raise AddressRefusedError(Refusal.NAMESAKE)


def _take(
    session: Session, person: Person, email: str, who: Person | None, now: datetime, occasion: str, notice: str = ""
) -> None:
    """The address becomes the one with which the person comes in. Sessions stay; both mailboxes are told."""
    former = person.email
    person.email, person.email_key = email.strip(), email_key(email)
    facts: dict[str, Fact] = {
        "name": person.name,
        "former": former,
        "present": person.email,
        "by_notice": bool(notice),
        "contact_email": installation(session).contact.email,
        "illustrative": installation(session).is_demonstration,
    }
    for to in (former, person.email) if notice else (former,):
        correspondence.write(
            session,
            CHANGED_LETTER,
            f"{CHANGED_LETTER}:{occasion}",
            email=to,
            language=person.language,
            facts=facts,
            now=now,
            person_id=person.id,
        )
    details = {"former": former, "present": person.email} | ({"notice": notice} if notice else {})
    _record(session, "address changed", person, who, now, **details)


def _record(session: Session, deed: str, person: Person, who: Person | None, now: datetime, **details: object) -> None:
    """For each state for which the person works, so that it stands in the history of each."""
    states = sorted({str(role.state) for role in directory.roles_of(session, person, now)})
    for state in states or [""]:
        record(session, deed, now, who=who, details={"person": person.public_id, "state": state, **details})
