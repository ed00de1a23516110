"""Finding the authorities of states: whom the secretariat writes to officially."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.secretariat_models import Authority


def current(session: Session, states: Collection[str], kind: str, now: datetime) -> dict[str, Authority]:
    """The authority of this kind (mission, minister) of each state in one statement; a state without one is left out.

    Where several are in force, the newest is the one.
    """
    query = (
        sa.select(Authority)
        .where(
            Authority.state.in_(states),
            Authority.kind == kind,
            Authority.since <= now,
            sa.or_(Authority.until.is_(None), Authority.until > now),
        )
        .order_by(Authority.since, Authority.id)
    )
    return {authority.state: authority for authority in session.scalars(query)}
