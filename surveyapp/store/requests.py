"""Finding what states ask of the secretariat, and what the secretariat asks of them."""

from collections import Counter
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, selectinload

from surveyapp.core.clarifying import UNSETTLED, Status
from surveyapp.store.models import Attachment, Clarification, ClarificationMessage, Person, Reply, StateRequest

# Requests


def requests_of(session: Session, reply_id: int) -> Sequence[StateRequest]:
    """Every request about a reply, the newest first."""
    query = sa.select(StateRequest).where(StateRequest.reply_id == reply_id)
    return session.scalars(query.order_by(StateRequest.id.desc())).all()


def request_of(session: Session, reply_id: int, public_id: str) -> StateRequest | None:
    query = sa.select(StateRequest).where(StateRequest.reply_id == reply_id, StateRequest.public_id == public_id)
    return session.scalar(query)


def request_by_operation(session: Session, reply_id: int, operation: str) -> StateRequest | None:
    """The request that this press of a button made, if it made one already."""
    query = sa.select(StateRequest).where(StateRequest.reply_id == reply_id, StateRequest.operation == operation)
    return session.scalar(query)


def unanswered(session: Session, reply_id: int, kind: str) -> StateRequest | None:
    """The request of a kind that waits for the secretariat; there is one at most."""
    query = sa.select(StateRequest).where(StateRequest.reply_id == reply_id, StateRequest.kind == kind, *_waits())
    return session.scalars(query.order_by(StateRequest.id)).first()


def unanswered_in(session: Session, round_id: int) -> Sequence[StateRequest]:
    """What waits for the secretariat in a round, the oldest first, with the replies."""
    query = sa.select(StateRequest).join(StateRequest.reply).options(contains_eager(StateRequest.reply))
    query = query.where(Reply.round_id == round_id, *_waits())
    return session.scalars(query.order_by(StateRequest.asked_at, StateRequest.id)).all()


def unanswered_of(session: Session, reply_ids: Collection[int]) -> dict[int, int]:
    """By reply, how many requests wait for the secretariat; one statement."""
    query = sa.select(StateRequest.reply_id, sa.func.count().label("number")).where(
        StateRequest.reply_id.in_(reply_ids), *_waits()
    )
    return {row.reply_id: row.number for row in session.execute(query.group_by(StateRequest.reply_id))}


def answered_of(session: Session, reply_ids: Collection[int]) -> dict[int, int]:
    """By reply, how many clarifications the state has answered and nobody closed; one statement."""
    query = sa.select(Clarification.reply_id, sa.func.count().label("number"))
    query = query.where(Clarification.reply_id.in_(reply_ids), Clarification.status == Status.ANSWERED.value)
    return {row.reply_id: row.number for row in session.execute(query.group_by(Clarification.reply_id))}


def _waits() -> tuple[sa.ColumnElement[bool], ...]:
    return StateRequest.answered_at.is_(None), StateRequest.withdrawn_at.is_(None)


# Clarifications


def clarifications_of(
    session: Session, reply_id: int, statuses: Collection[str], place: str = ""
) -> Sequence[Clarification]:
    """The clarifications of a reply, or those about one place, in the order in which they were written."""
    query = sa.select(Clarification).where(Clarification.reply_id == reply_id, Clarification.status.in_(statuses))
    if place:
        query = query.where(Clarification.place == place)
    return session.scalars(query.options(selectinload(Clarification.messages)).order_by(Clarification.id)).all()


def clarifications_in(session: Session, round_id: int, statuses: Collection[str]) -> Sequence[Clarification]:
    """Those of all replies of a round, without their messages."""
    query = sa.select(Clarification).join(Reply, Reply.id == Clarification.reply_id)
    query = query.where(Reply.round_id == round_id, Clarification.status.in_(statuses))
    return session.scalars(query.order_by(Clarification.id)).all()


def clarification(session: Session, public_id: str) -> Clarification | None:
    return session.scalar(sa.select(Clarification).where(Clarification.public_id == public_id))


def held(session: Session, clarification: Clarification) -> None:
    """Reads where it stands anew; whoever holds the reply is alone with it."""
    session.flush()
    session.refresh(clarification, ["status", "answered_at", "closed_at", "closed_by_id"])


def message_by_operation(session: Session, clarification_id: int, operation: str) -> ClarificationMessage | None:
    """The message that this press of a button wrote, if it wrote one already."""
    query = sa.select(ClarificationMessage).where(
        ClarificationMessage.clarification_id == clarification_id, ClarificationMessage.operation == operation
    )
    return session.scalar(query)


def has_unsettled(session: Session, reply_id: int) -> bool:
    unsettled = sa.exists().where(Clarification.reply_id == reply_id, Clarification.status.in_(UNSETTLED))
    return bool(session.scalar(sa.select(unsettled)))


def counts_in(session: Session, round_id: int) -> dict[int, Counter[str]]:
    """By reply of a round, how many clarifications stand where in their life; none: left out."""
    query = (
        sa.select(Clarification.reply_id, Clarification.status, sa.func.count().label("number"))
        .join(Reply, Reply.id == Clarification.reply_id)
        .where(Reply.round_id == round_id)
        .group_by(Clarification.reply_id, Clarification.status)
    )
    found: dict[int, Counter[str]] = {}
    for row in session.execute(query):
        found.setdefault(row.reply_id, Counter())[row.status] = row.number
    return found


def files_of(session: Session, messages: Collection[int]) -> dict[int, list[Attachment]]:
    """The files handed in with these messages, by message."""
    found: dict[int, list[Attachment]] = {}
    if messages:
        query = sa.select(Attachment).where(Attachment.message_id.in_(messages)).order_by(Attachment.id)
        for one in session.scalars(query):
            found.setdefault(one.message_id or 0, []).append(one)
    return found


def names(session: Session, ids: Collection[int]) -> dict[int, str]:
    """The names of persons by their id."""
    query = sa.select(Person.id, Person.name).where(Person.id.in_(ids))
    return {row.id: row.name for row in session.execute(query)} if ids else {}
