"""Finding what the people of one reply tell each other, in one statement: which sections are ready, who is where."""

from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.models import Person, Presence, Reply, Role, SectionReady


@dataclass(frozen=True)
class Seen:
    """Somebody in a section, at a question ("" where it is not known)."""

    person_id: int
    name: str
    institution: str
    section: str
    question: str
    at: datetime


@dataclass(frozen=True)
class Together:
    """When each section was said to be ready; who was seen lately, the last one first."""

    ready: dict[str, datetime] = field(default_factory=dict)
    present: list[Seen] = field(default_factory=list)


_NOTHING = sa.literal("")
_READY = sa.select(
    sa.literal(True).label("is_ready"),
    SectionReady.section.label("section"),
    _NOTHING.label("question"),
    SectionReady.at.label("at"),
    sa.literal(0).label("person_id"),
    _NOTHING.label("name"),
    _NOTHING.label("institution"),
).where(SectionReady.reply_id == sa.bindparam("reply_id"))
_STILL_OF_THE_STATE = sa.exists().where(
    Role.person_id == Presence.person_id,
    Role.state == Reply.state,
    sa.or_(Role.until.is_(None), Role.until > sa.bindparam("now", type_=Presence.at.type)),
)
_PRESENT = (
    sa.select(
        sa.literal(False),
        Presence.section,
        Presence.question,
        Presence.at,
        Presence.person_id,
        Person.name,
        Person.institution,
    )
    .join(Person, Person.id == Presence.person_id)
    .join(Reply, Reply.id == Presence.reply_id)
    .where(Presence.reply_id == sa.bindparam("reply_id"), Presence.at > sa.bindparam("since"), _STILL_OF_THE_STATE)
)
_TOGETHER = sa.union_all(_READY, _PRESENT).order_by(sa.desc("at"), "name", "person_id")
"""Made once, because every page of a section asks it."""


def together(session: Session, reply_id: int, since: datetime, now: datetime) -> Together:
    """What is said to be ready, and who was seen in a reply after a moment and has a role for its state."""
    found = Together()
    for row in session.execute(_TOGETHER, {"reply_id": reply_id, "since": since, "now": now}):
        if row.is_ready:
            found.ready[row.section] = row.at
        else:
            found.present.append(Seen(row.person_id, row.name, row.institution, row.section, row.question, row.at))
    return found
