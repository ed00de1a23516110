"""Finding what the secretariat found of answers, and its internal notes."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.models import Reply
from surveyapp.store.secretariat_models import AnswerReview, InternalNote


def newest_of(session: Session, reply_id: int) -> dict[str, AnswerReview]:
    """By place, what was found last of each answer of a reply."""
    query = sa.select(AnswerReview).where(AnswerReview.reply_id == reply_id)
    return {one.place: one for one in session.scalars(query.order_by(AnswerReview.id))}


def found_in(session: Session, round_id: int, finding: str) -> Sequence[AnswerReview]:
    """Of all answers of a round, those of which this was found last."""
    newest = sa.select(sa.func.max(AnswerReview.id)).join(Reply, Reply.id == AnswerReview.reply_id)
    newest = newest.where(Reply.round_id == round_id).group_by(AnswerReview.reply_id, AnswerReview.place)
    query = sa.select(AnswerReview).where(AnswerReview.id.in_(newest), AnswerReview.finding == finding)
    return session.scalars(query.order_by(AnswerReview.id)).all()


def history_of(session: Session, reply_id: int, place: str) -> Sequence[AnswerReview]:
    """Everything that was found of one answer, the newest first."""
    query = sa.select(AnswerReview).where(AnswerReview.reply_id == reply_id, AnswerReview.place == place)
    return session.scalars(query.order_by(AnswerReview.id.desc())).all()


def looked_at(session: Session, reply_ids: Collection[int]) -> dict[int, int]:
    """By reply, of how many answers anything was ever found; one statement."""
    places = sa.func.count(sa.distinct(AnswerReview.place)).label("number")
    query = sa.select(AnswerReview.reply_id, places).where(AnswerReview.reply_id.in_(reply_ids))
    return {row.reply_id: row.number for row in session.execute(query.group_by(AnswerReview.reply_id))}


def notes_of(session: Session, reply_id: int, place: str | None = None) -> Sequence[InternalNote]:
    """The notes on a reply, or at one place of it ("" for the reply as a whole), the newest first."""
    query = sa.select(InternalNote).where(InternalNote.reply_id == reply_id, InternalNote.withdrawn_at.is_(None))
    if place is not None:
        query = query.where(InternalNote.place == place)
    return session.scalars(query.order_by(InternalNote.id.desc())).all()


def note(session: Session, reply_id: int, public_id: str) -> InternalNote | None:
    query = sa.select(InternalNote).where(InternalNote.reply_id == reply_id, InternalNote.public_id == public_id)
    return session.scalar(query)
