"""The people of the secretariat: inviting one, letting one set up a lost second factor anew, ending a task."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from surveyapp.actions import coming_in, people
from surveyapp.actions.sealing import Sealing
from surveyapp.actions.seeing import SECRETARIAT_ROLES
from surveyapp.store.models import Person, Role, Secret

INVITATION_DAYS = coming_in.INVITATION_LIFE.days


@dataclass(frozen=True, kw_only=True)
class Officer:
    """Somebody who is to belong to the secretariat."""

    name: str
    email: str
    language: str
    role: str


@dataclass(frozen=True)
class Listed:
    """Somebody who belongs to the secretariat."""

    person: Person
    roles: tuple[str, ...]
    has_set_up: bool
    """Whether passphrase and second factor have been set up."""


def invite(
    session: Session, sealing: Sealing, officer: Officer, who: Person | None, now: datetime
) -> tuple[Person, str]:
    """The person with the role, and a code with which he or she begins, to be shown once."""
    person = people.name_person(session, officer.email, officer.name, officer.language, now)
    people.give_role(session, person, officer.role, now, who=who)
    return person, coming_in.invite(session, sealing, person, now)


def recover(session: Session, sealing: Sealing, person: Person, who: Person | None, now: datetime) -> str:
    """Ends the sessions of an officer and gives a code to set up passphrase and second factor anew.

    The old ones are worth nothing from this moment.
    """
    people.end_secrets(session, person, now, who)
    return coming_in.invite(session, sealing, person, now)


def end(session: Session, person: Person, who: Person | None, now: datetime) -> None:
    """Takes every role of the secretariat from a person; what he or she did stays under the name."""
    for role in session.scalars(_held(now).where(Role.person_id == person.id)):
        people.end_role(session, role, now, who)


def set_roles(session: Session, person: Person, roles: Collection[str], who: Person | None, now: datetime) -> None:
    """Gives and ends roles of the secretariat until the person holds these and no others; what is held stays."""
    held = {one.role: one for one in session.scalars(_held(now).where(Role.person_id == person.id))}
    for role in sorted(
        set(roles) - held.keys()
    ):  # before any ends: who stays inside keeps passphrase and second factor
        people.give_role(session, person, role, now, who=who)
    for role in sorted(held.keys() - set(roles)):
        people.end_role(session, held[role], now, who)


def roles_of(session: Session, person: Person, now: datetime) -> frozenset[str]:
    """The roles of the secretariat that a person holds."""
    return frozenset(one.role for one in session.scalars(_held(now).where(Role.person_id == person.id)))


def listed(session: Session, now: datetime) -> Sequence[Listed]:
    """Everybody of the secretariat, by name."""
    roles: dict[Person, list[str]] = {}
    for role in session.scalars(_held(now).order_by(Person.name, Person.id, Role.role)):
        roles.setdefault(role.person, []).append(role.role)
    ready = with_second_factor(session)
    return [Listed(person, tuple(held), person.id in ready) for person, held in roles.items()]


def officer(session: Session, public_id: str, now: datetime) -> Person | None:
    """The person of the secretariat with this identifier."""
    role = session.scalars(_held(now).where(Person.public_id == public_id)).first()
    return role.person if role is not None else None


def with_second_factor(session: Session) -> frozenset[int]:
    """The ids of the people, of states too, who have set up passphrase and second factor."""
    found = sa.select(Secret.person_id).where(Secret.kind == "totp", Secret.revoked_at.is_(None))
    return frozenset(session.scalars(found))


def _held(now: datetime) -> sa.Select[Role]:
    return (
        sa.select(Role)
        .join(Role.person)
        .options(contains_eager(Role.person))
        .where(Role.role.in_(SECRETARIAT_ROLES), Role.since <= now, sa.or_(Role.until.is_(None), Role.until > now))
    )
