"""Finding the papers that somebody asked for."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from surveyapp.store.summary_models import ProducedPaper

UNFINISHED = ("waiting", "making")


def of_round(session: Session, round_id: int, most: int = 60) -> Sequence[ProducedPaper]:
    """The newest first, with who asked for each and the version it is of."""
    query = sa.select(ProducedPaper).where(ProducedPaper.round_id == round_id)
    query = query.options(joinedload(ProducedPaper.asked_by), joinedload(ProducedPaper.version))
    return session.scalars(query.order_by(ProducedPaper.id.desc()).limit(most)).all()


def called(session: Session, round_id: int, public_id: str) -> ProducedPaper | None:
    query = sa.select(ProducedPaper).where(ProducedPaper.round_id == round_id, ProducedPaper.public_id == public_id)
    return session.scalars(query).one_or_none()


def same_waiting(session: Session, wanted: ProducedPaper) -> ProducedPaper | None:
    """One that was asked for alike and is not made yet: a button pressed twice makes one paper."""
    alike = ("round_id", "kind", "format", "language", "audience", "version_id")
    query = sa.select(ProducedPaper).where(
        ProducedPaper.status == "waiting", *(getattr(ProducedPaper, one) == getattr(wanted, one) for one in alike)
    )
    return next((one for one in session.scalars(query) if one.wishes == wanted.wishes), None)


def is_any_waiting(session: Session, lost_since: datetime) -> bool:
    return session.scalar(sa.select(_to_make(lost_since).exists())) or False


def next_to_make(session: Session, lost_since: datetime) -> ProducedPaper | None:
    """The oldest that waits, or whose maker has said nothing since a moment; held while nobody else holds it."""
    query = _to_make(lost_since).order_by(ProducedPaper.id).limit(1).options(joinedload(ProducedPaper.round))
    return session.scalars(query.with_for_update(skip_locked=True, of=ProducedPaper)).one_or_none()


def held(session: Session, paper_id: int) -> ProducedPaper:
    """One read anew, and held."""
    query = sa.select(ProducedPaper).where(ProducedPaper.id == paper_id).with_for_update(of=ProducedPaper)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def _to_make(lost_since: datetime) -> sa.Select[ProducedPaper]:
    is_lost = sa.and_(ProducedPaper.status == "making", ProducedPaper.alive_at < lost_since)
    return sa.select(ProducedPaper).where(sa.or_(ProducedPaper.status == "waiting", is_lost))
