"""Finding what the dashboard of a round says beside the replies themselves: contacts, officers, other rounds.

Each is one statement, however many states, letters or rounds there are; no definition, answer or text is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.core.standing import HAS_REPLIED
from surveyapp.store.models import Edition, Letter, Person, Reply, Round
from surveyapp.store.secretariat_models import ContactEntry

NOT_GONE = frozenset({"waiting", "claimed", "held", "cancelled"})
"""Letters that stand so have not left."""
AMONG_THEMSELVES = frozenset(
    {"contributor_invitation", "alternate_invitation", "successor_invitation", "access_request"}
)
"""Letters that a state writes through the product to its own people: no contact of the secretariat with it."""


@dataclass(frozen=True)
class LetterGone:
    """The newest letter of the secretariat about a reply that has left, or should have."""

    kind: str
    status: str
    at: datetime


@dataclass(frozen=True)
class Contact:
    """The newest entry of the log of contacts with a state."""

    kind: str
    direction: str
    on: date


@dataclass(frozen=True)
class RoundBefore:
    """An earlier round of the same questionnaire."""

    id: int
    code: str
    deadline: datetime
    closes_at: datetime
    opened_at: datetime | None
    time_zone: str
    title: dict[str, str]


def newest_letters(session: Session, round_id: int) -> dict[int, LetterGone]:
    """By reply of a round, the newest letter that has left."""
    newest = (
        sa.select(sa.func.max(Letter.id))
        .where(
            Letter.round_id == round_id,
            Letter.reply_id.is_not(None),
            Letter.status.not_in(NOT_GONE),
            Letter.kind.not_in(AMONG_THEMSELVES),
        )
        .group_by(Letter.reply_id)
    )
    at = sa.func.coalesce(Letter.sent_at, Letter.created_at, type_=Letter.created_at.type).label("at")
    query = sa.select(Letter.reply_id, Letter.kind, Letter.status, at).where(Letter.id.in_(newest))
    return {row.reply_id: LetterGone(row.kind, row.status, row.at) for row in session.execute(query)}


def newest_contacts(session: Session, round_id: int) -> dict[str, Contact]:
    """By state, the newest entry of the log of a round that stands."""
    newest_first = (ContactEntry.happened_on.desc(), ContactEntry.id.desc())
    place = sa.func.row_number().over(partition_by=ContactEntry.state, order_by=newest_first).label("place")
    numbered = (
        sa.select(ContactEntry.state, ContactEntry.kind, ContactEntry.direction, ContactEntry.happened_on, place)
        .where(
            ContactEntry.round_id == round_id,
            ContactEntry.replaced_by_id.is_(None),
            ContactEntry.withdrawn_at.is_(None),
        )
        .subquery()
    )
    rows = session.execute(sa.select(numbered).where(numbered.c.place == 1))
    return {row.state: Contact(row.kind, row.direction, row.happened_on) for row in rows}


def officers(session: Session, round_id: int) -> dict[int, str]:
    """The names of the officers who look after a state in a round, by their id."""
    assigned = sa.select(Reply.officer_id).where(Reply.round_id == round_id, Reply.officer_id.is_not(None))
    query = sa.select(Person.id, Person.name).where(Person.id.in_(assigned)).order_by(Person.name, Person.id)
    return {row.id: row.name for row in session.execute(query)}


def rounds_before(session: Session, round_: Round) -> list[RoundBefore]:
    """The rounds of the same questionnaire with an earlier deadline, the latest first."""
    same = sa.select(Edition.questionnaire_id).where(Edition.id == round_.edition_id).scalar_subquery()
    query = (
        sa.select(Round.id, Round.code, Round.deadline, Round.closes_at, Round.opened_at, Round.time_zone, Round.title)
        .join(Edition, Edition.id == Round.edition_id)
        .where(Edition.questionnaire_id == same, Round.deadline < round_.deadline, Round.id != round_.id)
        .order_by(Round.deadline.desc(), Round.id.desc())
    )
    return [RoundBefore(*row) for row in session.execute(query)]


def replied_by(session: Session, until: Mapping[int, datetime]) -> dict[int, tuple[int, int, int]]:
    """Of several rounds: how many states were asked, had replied before this moment, and have replied up to now."""
    if not until:
        return {}
    limits = sa.case(
        {round_id: sa.literal(limit, Reply.submitted_at.type) for round_id, limit in until.items()},
        value=Reply.round_id,
    )
    has_replied = Reply.standing.in_([one.value for one in HAS_REPLIED])
    by_then = sa.func.sum(sa.case((sa.and_(has_replied, Reply.submitted_at < limits), 1), else_=0))
    up_to_now = sa.func.sum(sa.case((has_replied, 1), else_=0))
    query = sa.select(Reply.round_id, sa.func.count(), by_then, up_to_now).where(Reply.round_id.in_(until))
    rows = session.execute(query.group_by(Reply.round_id))
    return {round_id: (asked, int(then), int(now)) for round_id, asked, then, now in rows}


def received_in(session: Session, round_id: int) -> list[datetime]:
    """When the replies of a round were first received."""
    has_replied = Reply.standing.in_([one.value for one in HAS_REPLIED])
    query = sa.select(Reply.submitted_at).where(Reply.round_id == round_id, has_replied)
    return [when for when in session.scalars(query) if when is not None]
