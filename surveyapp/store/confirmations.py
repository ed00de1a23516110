"""Finding what states are asked to confirm, because its question changed while their round was open."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.models import Confirmation, Reply


def unsettled(session: Session, reply_id: int, questions: Collection[str] | None = None) -> Sequence[Confirmation]:
    """What a state is still asked to confirm, of these questions or of all, in the order in which it was asked."""
    query = sa.select(Confirmation).where(Confirmation.reply_id == reply_id, Confirmation.settled_at.is_(None))
    if questions is not None:
        query = query.where(Confirmation.question.in_(questions))
    return session.scalars(query.order_by(Confirmation.id)).all()


def of_reply(session: Session, reply_id: int) -> Sequence[Confirmation]:
    """Everything that a state was ever asked to confirm in this reply, the latest first."""
    query = sa.select(Confirmation).where(Confirmation.reply_id == reply_id)
    return session.scalars(query.order_by(Confirmation.asked_at.desc(), Confirmation.id)).all()


def waiting_in(session: Session, round_id: int) -> dict[int, int]:
    """By reply of a round, how many answers its state is still asked to confirm; none: left out."""
    query = (
        sa.select(Confirmation.reply_id, sa.func.count().label("waiting"))
        .join(Reply, Reply.id == Confirmation.reply_id)
        .where(Reply.round_id == round_id, Confirmation.settled_at.is_(None))
        .group_by(Confirmation.reply_id)
    )
    return {row.reply_id: row.waiting for row in session.execute(query)}
