"""Finding the replies that came as documents."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from surveyapp.core.document_reply import OPEN, Stage
from surveyapp.core.marks import Mark
from surveyapp.store.models import Answer, Document, Reply
from surveyapp.store.secretariat_models import DocumentReply


def stage_of(one: DocumentReply) -> Stage:
    """Where it stands in its life."""
    if one.how:
        return Stage(one.how)
    return Stage.TO_CONFIRM if one.confirm_by is not None else Stage.RECEIVED


def of_reply(session: Session, reply_id: int) -> Sequence[DocumentReply]:
    """Every one of a reply with its paper, the newest first."""
    paper = joinedload(DocumentReply.document).joinedload(Document.attachment)
    query = sa.select(DocumentReply).where(DocumentReply.reply_id == reply_id).options(paper)
    return session.scalars(query.order_by(DocumentReply.id.desc())).all()


def newest(session: Session, reply_id: int) -> DocumentReply | None:
    """The one that counts; None where the reply came as no document, or that was a mistake."""
    found = of_reply(session, reply_id)
    return found[0] if found and stage_of(found[0]) is not Stage.WITHDRAWN else None


def open_one(session: Session, reply_id: int) -> DocumentReply | None:
    """The one that is being entered, or that the state is asked to confirm."""
    found = newest(session, reply_id)
    return found if found is not None and stage_of(found) in OPEN else None


def is_begun(session: Session, one: DocumentReply) -> bool:
    """Whether an answer stands that was entered from it."""
    query = sa.select(Answer.place).where(Answer.reply_id == one.reply_id, Answer.entered_from_id == one.document_id)
    return session.scalar(query.where(Answer.mark != Mark.LEFT_BLANK.value).limit(1)) is not None


def held(session: Session, one: DocumentReply) -> Stage:
    """Reads where it stands anew; whoever holds the reply is alone with it."""
    session.flush()
    session.refresh(one, ["entered_at", "confirm_by", "submission_id", "settled_at", "how"])
    return stage_of(one)


def of_round(session: Session, round_id: int) -> dict[int, DocumentReply]:
    """By the id of the reply, the one that counts, of every reply of a round that came so; one statement."""
    query = sa.select(DocumentReply).join(DocumentReply.reply).where(Reply.round_id == round_id)
    newest_of = {one.reply_id: one for one in session.scalars(query.order_by(DocumentReply.id))}
    return {reply: one for reply, one in newest_of.items() if stage_of(one) is not Stage.WITHDRAWN}


def newest_of(session: Session, reply_ids: Collection[int]) -> dict[int, DocumentReply]:
    """By the id of the reply, the one that counts, of these replies; one statement."""
    query = sa.select(DocumentReply).where(DocumentReply.reply_id.in_(reply_ids)).order_by(DocumentReply.id)
    newest_ones = {one.reply_id: one for one in session.scalars(query)}
    return {reply: one for reply, one in newest_ones.items() if stage_of(one) is not Stage.WITHDRAWN}


def due(session: Session, now: datetime) -> Sequence[DocumentReply]:
    """Those whose date for being confirmed has passed, the oldest first."""
    query = sa.select(DocumentReply).join(DocumentReply.reply).options(contains_eager(DocumentReply.reply))
    query = query.where(DocumentReply.settled_at.is_(None), DocumentReply.confirm_by <= now)
    return session.scalars(query.order_by(DocumentReply.id)).all()
