"""Finding the practices that were highlighted in a round."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.models import Person, Reply, Round
from surveyapp.store.secretariat_models import HighlightedPractice


def of_round(session: Session, round_: Round, now: datetime) -> Sequence[HighlightedPractice]:
    """Those that stood at a moment, in the order in which they were written; with their replies, in one statement."""
    query = sa.select(HighlightedPractice).join(HighlightedPractice.reply).where(Reply.round_id == round_.id)
    query = query.where(*_stands(now)).options(sa.orm.contains_eager(HighlightedPractice.reply))
    return session.scalars(query.order_by(HighlightedPractice.id)).all()


def at(session: Session, reply_id: int, place: str, now: datetime) -> HighlightedPractice | None:
    """The one at a question of a reply."""
    query = sa.select(HighlightedPractice).where(HighlightedPractice.reply_id == reply_id, *_stands(now))
    return session.scalar(query.where(HighlightedPractice.place == place).order_by(HighlightedPractice.id.desc()))


def history(session: Session, reply_id: int, place: str) -> Sequence[tuple[HighlightedPractice, str]]:
    """Everything that was ever written at a question, with the name of who wrote it, the newest first."""
    query = sa.select(HighlightedPractice, Person.name).outerjoin(Person, Person.id == HighlightedPractice.person_id)
    query = query.where(HighlightedPractice.reply_id == reply_id, HighlightedPractice.place == place)
    return [(row[0], row[1] or "") for row in session.execute(query.order_by(HighlightedPractice.id.desc()))]


def _stands(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    ended = HighlightedPractice.ended_at
    return HighlightedPractice.at <= now, sa.or_(ended.is_(None), ended > now)
