"""Finding the groups of states that the secretariat made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from surveyapp.store.secretariat_models import StateGroup


@dataclass(frozen=True)
class GroupOnDay:
    """A group and the states that belong to it on one day, by their ISO 3166 alpha-3 codes."""

    public_id: str
    name: Mapping[str, str]
    states: frozenset[str]


def groups_on(session: Session, day: date) -> list[GroupOnDay]:
    """The groups that have not ended, in the order in which they were made, with their members on this day."""
    return [
        GroupOnDay(
            group.public_id,
            group.name,
            frozenset(
                one.state for one in group.members if one.since <= day and (one.until is None or day < one.until)
            ),
        )
        for group in session.scalars(_groups().where(StateGroup.ended_at.is_(None)))
    ]


def every(session: Session) -> Sequence[StateGroup]:
    """All groups, those that have ended too, with all that ever belonged to them."""
    return session.scalars(_groups()).all()


def by_public_id(session: Session, public_id: str) -> StateGroup | None:
    return session.scalars(_groups().where(StateGroup.public_id == public_id)).one_or_none()


def _groups() -> sa.Select[StateGroup]:
    return sa.select(StateGroup).options(selectinload(StateGroup.members)).order_by(StateGroup.id)
