"""Finding what the directory holds of states: members, people, authorities, what was done to them."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from surveyapp.store.models import Event, MemberState, Person, Role
from surveyapp.store.people import is_in_force
from surveyapp.store.secretariat_models import Authority, PersonAddress


def members(session: Session) -> Sequence[MemberState]:
    """Every state that is known."""
    return session.scalars(sa.select(MemberState).order_by(MemberState.iso3)).all()


def roles(session: Session, now: datetime) -> dict[str, list[Role]]:
    """By state, everybody with a role in force, contacts too, in one statement: by name."""
    query = _roles().where(Role.state.is_not(None), *is_in_force(now))
    found: dict[str, list[Role]] = {}
    for role in session.scalars(query):
        found.setdefault(str(role.state), []).append(role)
    return found


def roles_ever(session: Session, state: str) -> Sequence[Role]:
    """Every role for a state, those that have ended too."""
    return session.scalars(_roles().where(Role.state == state)).all()


def roles_of(session: Session, person: Person, now: datetime) -> Sequence[Role]:
    """The roles of a person for states that are in force."""
    query = _roles().where(Role.person_id == person.id, Role.state.is_not(None), *is_in_force(now))
    return session.scalars(query).all()


def person_of(session: Session, state: str, public_id: str) -> Person | None:
    """Somebody who has, or had, a role for a state."""
    is_of_it = sa.exists().where(Role.person_id == Person.id, Role.state == state)
    return session.scalars(sa.select(Person).where(Person.public_id == public_id, is_of_it)).one_or_none()


def authorities_ever(session: Session, state: str) -> Sequence[Authority]:
    """Every authority of a state, the newest first."""
    query = sa.select(Authority).where(Authority.state == state)
    return session.scalars(query.order_by(Authority.since.desc(), Authority.id.desc())).all()


def addresses(session: Session, people: Collection[int]) -> dict[int, list[PersonAddress]]:
    """By the id of a person, the further addresses that were neither withdrawn nor made the first one."""
    query = sa.select(PersonAddress).where(PersonAddress.person_id.in_(people), PersonAddress.ended_at.is_(None))
    found: dict[int, list[PersonAddress]] = {}
    for address in session.scalars(query.order_by(PersonAddress.id)):
        found.setdefault(address.person_id, []).append(address)
    return found


def address(session: Session, person: Person, public_id: str) -> PersonAddress | None:
    """One of them."""
    of_person = addresses(session, [person.id]).get(person.id, [])
    return next((one for one in of_person if one.public_id == public_id), None)


def copies_to(session: Session, person_id: int) -> list[PersonAddress]:
    """The confirmed addresses to which copies of a person's letters go."""
    of_person = addresses(session, [person_id]).get(person_id, [])
    return [one for one in of_person if one.use == "copy" and one.confirmed_at is not None]


def namesake(session: Session, name: str, email_key: str, but: Person) -> Person | None:
    """Another person of this name at this address: the two could not be told apart."""
    query = sa.select(Person).where(
        Person.email_key == email_key, Person.name == name, Person.ended_at.is_(None), Person.id != but.id
    )
    return session.scalars(query).first()


def events(session: Session, state: str, deeds: Collection[str]) -> Sequence[Event]:
    """What of these deeds was done to a state, newest first."""
    query = sa.select(Event).where(Event.deed.in_(deeds), Event.details["state"].as_string() == state)
    return session.scalars(query.order_by(Event.at.desc(), Event.id.desc())).all()


def _roles() -> sa.Select[Role]:
    return (
        sa.select(Role)
        .join(Role.person)
        .options(contains_eager(Role.person))
        .order_by(Person.name, Person.id, Role.since, Role.id)
    )
