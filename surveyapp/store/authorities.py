"""Whom the secretariat writes to officially in a state: its mission, its minister."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.secretariat_models import Authority


def current(session: Session, states: Collection[str], kind: str, now: datetime) -> dict[str, Authority]:
    """The authority of this kind ("mission", "minister") of each of these states, in one statement."""
    found = (
        sa.select(Authority)
        .where(
            Authority.state.in_(states),
            Authority.kind == kind,
            Authority.since <= now,
            sa.or_(Authority.until.is_(None), Authority.until > now),
        )
        .order_by(Authority.since, Authority.id)
    )
    return {one.state: one for one in session.scalars(found)} if states else {}
