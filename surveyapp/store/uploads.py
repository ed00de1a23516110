"""Finding files that are on their way."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.models import Upload


def of_person(session: Session, reply_id: int, person_id: int, public_id: str) -> Upload | None:
    """The upload with this identifier, if this person began it for this reply; held until the deed is over."""
    query = sa.select(Upload).where(
        Upload.public_id == public_id, Upload.reply_id == reply_id, Upload.person_id == person_id
    )
    return session.scalar(query.with_for_update())


def open_of_person(session: Session, person_id: int) -> list[Upload]:
    """Those that a person began and that have not come to an end, the oldest first."""
    query = sa.select(Upload).where(Upload.person_id == person_id, Upload.ended_at.is_(None))
    return list(session.scalars(query.order_by(Upload.active_at, Upload.id)))


def resting_since(session: Session, before: datetime) -> list[Upload]:
    """Those of which nothing has come since then."""
    return list(session.scalars(sa.select(Upload).where(Upload.ended_at.is_(None), Upload.active_at < before)))


def open_names(session: Session) -> set[str]:
    """The identifiers of all that have not come to an end."""
    return set(session.scalars(sa.select(Upload.public_id).where(Upload.ended_at.is_(None))))
