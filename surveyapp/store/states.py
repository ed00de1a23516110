"""Finding member states."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.models import MemberState


def named(session: Session, codes: Collection[str]) -> Sequence[MemberState]:
    """The states with these ISO 3166 alpha-3 codes, by code."""
    return session.scalars(sa.select(MemberState).where(MemberState.iso3.in_(codes)).order_by(MemberState.iso3)).all()
