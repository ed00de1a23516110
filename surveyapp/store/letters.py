"""Finding letters."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from surveyapp.store.models import Letter


def latest_by_reply(session: Session, round_id: int) -> dict[int, Letter]:
    """The newest letter about each reply of a round, without its text, in one statement."""
    newest = sa.select(sa.func.max(Letter.id)).where(Letter.round_id == round_id).group_by(Letter.reply_id)
    query = sa.select(Letter).where(Letter.id.in_(newest), Letter.reply_id.is_not(None)).options(defer(Letter.body))
    return {letter.reply_id: letter for letter in session.scalars(query) if letter.reply_id is not None}


def newest(session: Session, most: int) -> Sequence[Letter]:
    """The newest letters of all kinds, those with codes too."""
    return session.scalars(sa.select(Letter).order_by(Letter.created_at.desc(), Letter.id.desc()).limit(most)).all()


def occasions(session: Session, of: Collection[str]) -> frozenset[str]:
    """Those of these occasions for which a letter was written."""
    return frozenset(session.scalars(sa.select(Letter.occasion).where(Letter.occasion.in_(of)))) if of else frozenset()


def by_public_id(session: Session, public_id: str) -> Letter | None:
    return session.scalar(sa.select(Letter).where(Letter.public_id == public_id))
