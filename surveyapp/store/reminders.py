"""Finding what reminding asks of a round: what was written to each state and when, and the batches of letters."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from surveyapp.core.reminding import KINDS
from surveyapp.store.models import Document, Letter, ReminderBatch, Reply, Round, StateRequest

DID_NOT_GO = ("held", "cancelled", "refused", "bounced")
"""Letters that did not reach anybody, or have not yet."""
_KINDS_THAT_COUNT = (*sorted(KINDS), "invitation")


@dataclass
class Written:
    """What was written to a state in a round to remind it."""

    occasions: set[str] = field(default_factory=set)
    waits_for_approval: bool = False
    last: datetime | None = None


def written(session: Session, reply_ids: Collection[int], besides: int | None = None) -> dict[int, Written]:
    """By reply, in one statement; `besides` is a batch that is left out of when something was last written."""
    columns = (Letter.reply_id, Letter.occasion, Letter.status, Letter.batch_id, _left_at())
    found = sa.select(*columns).outerjoin(Letter.batch)
    rows: Iterable[Any] = session.execute(
        found.where(Letter.reply_id.in_(reply_ids), Letter.kind.in_(_KINDS_THAT_COUNT))
    )
    by_reply: dict[int, Written] = {}
    for reply_id, occasion, status, batch_id, left_at in rows:
        one = by_reply.setdefault(reply_id, Written())
        one.occasions.add(occasion)
        one.waits_for_approval = one.waits_for_approval or status == "held"
        if status not in DID_NOT_GO and (besides is None or batch_id != besides):
            one.last = max(one.last or left_at, left_at)
    return by_reply


def written_elsewhere(session: Session, states: Collection[str], round_ids: Collection[int]) -> dict[str, datetime]:
    """When these states were last written to in other rounds to remind them, by state, in one statement."""
    latest = sa.func.max(_left_at(), type_=Letter.created_at.type)
    found = sa.select(Reply.state, latest).select_from(Letter).join(Reply, Reply.id == Letter.reply_id)
    found = found.outerjoin(Letter.batch).where(
        Reply.state.in_(states),
        Reply.round_id.not_in(round_ids),
        Letter.kind.in_(_KINDS_THAT_COUNT),
        Letter.status.not_in(DID_NOT_GO),
    )
    return {state: at for state, at in session.execute(found.group_by(Reply.state)) if at is not None}


def _left_at() -> sa.ColumnElement[datetime]:
    """When a letter left, or was allowed to."""
    return sa.func.coalesce(
        Letter.sent_at, ReminderBatch.decided_at, Letter.created_at, type_=Letter.created_at.type
    ).label("left_at")


def handed_in(session: Session, reply_ids: Collection[int]) -> frozenset[int]:
    """Those of these replies to which a document came that may be the reply."""
    found = sa.select(Document.reply_id).where(Document.reply_id.in_(reply_ids), Document.kind == "document")
    return frozenset(session.scalars(found.distinct()))


def extended_at(session: Session, reply_ids: Collection[int]) -> dict[int, datetime]:
    """When a state was last given more time, by reply; one that never was is left out."""
    latest = sa.func.max(StateRequest.answered_at, type_=StateRequest.answered_at.type)
    found = sa.select(StateRequest.reply_id, latest).where(
        StateRequest.reply_id.in_(reply_ids), StateRequest.kind == "extension", StateRequest.granted.is_(True)
    )
    rows = session.execute(found.group_by(StateRequest.reply_id))
    return {reply_id: at for reply_id, at in rows if at is not None}


def replies(session: Session, round_id: int) -> Sequence[Reply]:
    """The replies of a round with the round, in one statement."""
    found = sa.select(Reply).options(joinedload(Reply.round)).where(Reply.round_id == round_id)
    return session.scalars(found.order_by(Reply.state)).all()


# Batches


def batches(session: Session, round_id: int, status: str | None = None) -> Sequence[ReminderBatch]:
    """The batches of a round with their letters, the newest first; `status` narrows them."""
    found = sa.select(ReminderBatch).options(selectinload(ReminderBatch.letters))
    found = found.where(ReminderBatch.round_id == round_id)
    if status:
        found = found.where(ReminderBatch.status == status)
    return session.scalars(found.order_by(ReminderBatch.id.desc())).all()


def batch(session: Session, round_id: int, public_id: str) -> ReminderBatch | None:
    found = sa.select(ReminderBatch).where(ReminderBatch.round_id == round_id, ReminderBatch.public_id == public_id)
    return session.scalar(found.options(selectinload(ReminderBatch.letters)))


def batch_on(session: Session, round_id: int, occasion: str) -> ReminderBatch | None:
    found = sa.select(ReminderBatch).where(ReminderBatch.round_id == round_id, ReminderBatch.occasion == occasion)
    return session.scalar(found)


def rounds_to_look_at(session: Session, now: datetime) -> Sequence[Round]:
    """The open rounds, and those in which letters still wait for an approval that comes too late."""
    waiting = sa.select(Round).where(Round.id.in_(sa.select(ReminderBatch.round_id).filter_by(status="proposed")))
    return list(dict.fromkeys([*open_rounds(session, now), *session.scalars(waiting)]))


def open_rounds(session: Session, now: datetime) -> Sequence[Round]:
    """The rounds that were opened and of which some state may still answer at this moment."""
    later = sa.exists().where(Reply.round_id == Round.id, Reply.own_deadline > now)
    is_open = sa.select(Round).where(Round.opened_at <= now, sa.or_(Round.closes_at > now, later))
    return session.scalars(is_open.order_by(Round.deadline, Round.id)).all()
