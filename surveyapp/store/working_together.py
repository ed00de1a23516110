"""Finding what the people of one reply tell each other: which sections are ready, who is where."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.models import Person, Presence, Reply, Role, SectionReady

_READY = sa.select(SectionReady).where(SectionReady.reply_id == sa.bindparam("reply_id"))
_PRESENT = (
    sa.select(Presence, Person)
    .join(Person, Person.id == Presence.person_id)
    .join(Reply, Reply.id == Presence.reply_id)
    .where(
        Presence.reply_id == sa.bindparam("reply_id"),
        Presence.at > sa.bindparam("since"),
        sa.exists().where(
            Role.person_id == Presence.person_id,
            Role.state == Reply.state,
            sa.or_(Role.until.is_(None), Role.until > sa.bindparam("now")),
        ),
    )
    .order_by(Presence.at.desc(), Person.name, Person.id)
)
"""Both made once, because every page of a section asks them."""


def ready(session: Session, reply_id: int) -> dict[str, SectionReady]:
    """The sections of a reply that were said to be ready, by their codes."""
    return {one.section: one for one in session.scalars(_READY, {"reply_id": reply_id})}


def present(session: Session, reply_id: int, since: datetime, now: datetime) -> Sequence[tuple[Presence, Person]]:
    """Who was seen in a reply after a moment and still has a role for its state, the last one first."""
    found = session.execute(_PRESENT, {"reply_id": reply_id, "since": since, "now": now})
    return [(one, person) for one, person in found]
