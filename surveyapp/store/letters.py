"""Finding letters."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from surveyapp.store.models import Letter

NOT_CONTACTS = ("held", "cancelled")
"""Statuses of letters that may never go."""
_MAY_HAVE_COME_BACK = ("sent", "uncertain", "kept", "bounced")


def latest_by_reply(session: Session, round_id: int) -> dict[int, Letter]:
    """The newest letter about each reply of a round that went or is to go, without its text, in one statement."""
    newest = (
        sa.select(sa.func.max(Letter.id))
        .where(Letter.round_id == round_id, Letter.status.not_in(NOT_CONTACTS))
        .group_by(Letter.reply_id)
    )
    query = sa.select(Letter).where(Letter.id.in_(newest), Letter.reply_id.is_not(None)).options(defer(Letter.body))
    return {letter.reply_id: letter for letter in session.scalars(query) if letter.reply_id is not None}


def newest(session: Session, most: int) -> Sequence[Letter]:
    """The newest mails of all kinds, those with codes too."""
    return session.scalars(
        sa.select(Letter).where(Letter.email != "").order_by(Letter.created_at.desc(), Letter.id.desc()).limit(most)
    ).all()


def occasions(session: Session, of: Collection[str]) -> frozenset[str]:
    """Those of these occasions for which a letter was written."""
    return frozenset(session.scalars(sa.select(Letter.occasion).where(Letter.occasion.in_(of)))) if of else frozenset()


def by_public_id(session: Session, public_id: str) -> Letter | None:
    return session.scalar(sa.select(Letter).where(Letter.public_id == public_id))


def called(session: Session, public_ids: Collection[str]) -> Sequence[Letter]:
    """The letters with these identifiers."""
    if not public_ids:
        return []
    return session.scalars(sa.select(Letter).where(Letter.public_id.in_(public_ids)).order_by(Letter.id)).all()


def newest_sent_to(session: Session, email_key: str) -> Letter | None:
    """The newest letter that went to an address."""
    found = sa.select(Letter).where(Letter.email_key == email_key, Letter.status.in_(_MAY_HAVE_COME_BACK))
    return session.scalar(found.order_by(Letter.created_at.desc(), Letter.id.desc()).limit(1))


def count(session: Session, round_id: int, statuses: Collection[str]) -> int:
    """How many letters of a round stand so."""
    found = sa.select(sa.func.count()).select_from(Letter)
    return session.scalar(found.where(Letter.round_id == round_id, Letter.status.in_(statuses))) or 0
