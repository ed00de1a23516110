"""People: who they are, and what they may do from when to when. What a person did stays under his or her name."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from surveyapp.actions import coming_in
from surveyapp.actions.recording import record
from surveyapp.actions.seeing import SECRETARIAT_ROLES, STATE_ROLES, is_in_force
from surveyapp.core.addresses import email_key
from surveyapp.store.models import MemberState, Person, Role, Secret
from surveyapp.store.people import CONTACT

ROLES_OF_STATES = STATE_ROLES | {CONTACT}


class RoleFaultError(ValueError):
    """A role of a state without one, of the secretariat with one, of both sides; or no such state or role."""


def name_person(
    session: Session,
    email: str,
    name: str,
    language: str,
    now: datetime,
    *,
    title: str = "",
    institution: str = "",
) -> Person:
    """The person of this name at this address, who is made if need be. Several people may share an address.

    Somebody known is told apart by name and address; the rest, where it is said anew, is corrected.
    """
    found = sa.select(Person).where(
        Person.email_key == email_key(email), Person.name == name, Person.ended_at.is_(None)
    )
    person = session.scalars(found).first()
    if person is None:
        person = Person(
            name=name,
            title=title,
            institution=institution,
            email=email.strip(),
            email_key=email_key(email),
            language=language,
            created_at=now,
        )
        session.add(person)
        session.flush()
    person.title, person.institution = title or person.title, institution or person.institution
    person.language = language
    return person


def give_role(
    session: Session,
    person: Person,
    role: str,
    now: datetime,
    *,
    state: str | None = None,
    sections: Iterable[str] | None = None,
    who: Person | None = None,
) -> Role:
    """Gives a role from now on; one already held for the same sections is given back. Raises RoleFaultError."""
    _check(session, role, state)
    if is_on_the_other_side(session, person.email, role, now):
        raise RoleFaultError(f"{person.email} belongs to {'a state' if state is None else 'the secretariat'}.")
    codes = None if sections is None else sorted(sections)
    earlier = _roles(session, person)
    inside = any(held.role in SECRETARIAT_ROLES and is_in_force(held, now) for held in earlier)
    if role in SECRETARIAT_ROLES and not inside:
        _revoke_secrets(session, person, now)  # what a mailed code was enough for opens nothing here
    for held in earlier:
        if (held.role, held.state, held.sections) == (role, state, codes) and is_in_force(held, now):
            return held
    given = Role(person_id=person.id, role=role, state=state, sections=codes, since=now)
    session.add(given)
    session.flush()
    details = {"person": person.public_id, "role": role, "state": state}
    record(session, "role given", now, who=who, details=details)
    return given


def is_on_the_other_side(session: Session, email: str, role: str, now: datetime) -> bool:
    """Whether this is a role of a state and somebody at the address belongs to the secretariat, or the reverse.

    Nobody stands on both sides: an officer could write for a state, and a session begun with a mailed code alone would
    become that of an officer.
    """
    other_side = ROLES_OF_STATES if role in SECRETARIAT_ROLES else SECRETARIAT_ROLES
    held = sa.select(Role).join(Role.person).where(Person.email_key == email_key(email), Role.role.in_(other_side))
    return any(is_in_force(one, now) for one in session.scalars(held))


def end_role(session: Session, role: Role, now: datetime, who: Person | None = None) -> None:
    """Takes a role away and ends the person's sessions: what is open in a browser is checked anew."""
    if role.until is not None and role.until <= now:
        return
    role.until = now
    person = session.get_one(Person, role.person_id)
    coming_in.end_sessions(session, person, now)
    details = {"person": person.public_id, "role": role.role, "state": role.state}
    record(session, "role ended", now, who=who, details=details)


def end_secrets(session: Session, person: Person, now: datetime, who: Person | None = None) -> None:
    """Ends passphrase, second factor and printed codes of a person who lost one of them, and the sessions with them.

    A person of a state then begins anew with a mailed code; one of the secretariat, with an invitation.
    """
    _revoke_secrets(session, person, now)
    coming_in.end_sessions(session, person, now)
    record(session, "second factor reset", now, who=who, details={"person": person.public_id})


def everybody(session: Session) -> Sequence[Person]:
    """All people with their roles, by name."""
    found = sa.select(Person).options(selectinload(Person.roles)).order_by(Person.name, Person.id)
    return session.scalars(found).all()


def with_address(session: Session, email: str, now: datetime) -> list[Person]:
    """Those who have a role now and this address, by name."""
    found = sa.select(Person).options(selectinload(Person.roles)).where(Person.email_key == email_key(email))
    everyone = session.scalars(found.order_by(Person.name, Person.id))
    return [one for one in everyone if any(is_in_force(role, now) for role in one.roles)]


def _check(session: Session, role: str, state: str | None) -> None:
    if role in SECRETARIAT_ROLES:
        if state is not None:
            raise RoleFaultError(f"{role} is a role of the secretariat: leave the state out.")
    elif role not in ROLES_OF_STATES:
        raise RoleFaultError(f"There is no role {role}.")
    elif state is None:
        raise RoleFaultError(f"{role} is a role of a state: say which.")
    elif session.get(MemberState, state) is None:
        raise RoleFaultError(f"{state} is not the code of a member state (ISO 3166 alpha-3, such as CRI).")


def _revoke_secrets(session: Session, person: Person, now: datetime) -> None:
    counting = sa.update(Secret).where(Secret.person_id == person.id, Secret.revoked_at.is_(None))
    session.execute(counting.values(revoked_at=now))


def _roles(session: Session, person: Person) -> Sequence[Role]:
    return session.scalars(sa.select(Role).where(Role.person_id == person.id)).all()
