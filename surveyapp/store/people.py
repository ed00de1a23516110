"""Finding the people of states."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from surveyapp.store.models import Person, Role

CONTACT = "contact"
"""The role of somebody of a state who is written to and comes nowhere in: he or she works on no reply."""


def of_state(session: Session, state: str, now: datetime) -> Sequence[Role]:
    """The roles in force for a state with their persons: focal points first, then contributors, observers last."""
    order = sa.case({"focal_point": 0, "contributor": 1}, value=Role.role, else_=2)
    query = (
        sa.select(Role)
        .join(Role.person)
        .options(contains_eager(Role.person))
        .where(Role.state == state, Role.role != CONTACT, *is_in_force(now))
        .order_by(order, Person.name, Person.id)
    )
    return session.scalars(query).all()


def focal_points(session: Session, state: str, now: datetime) -> list[Person]:
    """The focal points of a state, each once."""
    found = [role.person for role in of_state(session, state, now) if role.role == "focal_point"]
    return list(dict.fromkeys(found))


def who_read_the_whole(session: Session, state: str, now: datetime) -> list[Person]:
    """The focal points of a state and its observers (the permanent mission), each once."""
    found = [role.person for role in of_state(session, state, now) if role.role in ("focal_point", "observer")]
    return list(dict.fromkeys(found))


def focal_points_of(session: Session, states: Collection[str], now: datetime) -> dict[str, list[Person]]:
    """The focal points of several states in one statement; a state without one is left out."""
    return _in_role(session, "focal_point", states, now)


def observers_of(session: Session, states: Collection[str], now: datetime) -> dict[str, list[Person]]:
    """The same of their observers, the persons of the permanent mission."""
    return _in_role(session, "observer", states, now)


def _in_role(session: Session, held: str, states: Collection[str], now: datetime) -> dict[str, list[Person]]:
    query = (
        sa.select(Role)
        .join(Role.person)
        .options(contains_eager(Role.person))
        .where(Role.role == held, Role.state.in_(states), *is_in_force(now))
        .order_by(Person.name, Person.id)
    )
    found: dict[str, list[Person]] = {}
    for role in session.scalars(query):
        of_state = found.setdefault(str(role.state), [])
        if role.person not in of_state:
            of_state.append(role.person)
    return found


def is_in_force(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """Of a role joined with its person."""
    return (
        Role.since <= now,
        sa.or_(Role.until.is_(None), Role.until > now),
        sa.or_(Person.ended_at.is_(None), Person.ended_at > now),
    )
