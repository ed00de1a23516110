"""Questionnaires and their editions, as pages and the command line ask for them."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.models import Edition, Questionnaire


def all_editions(session: Session) -> Sequence[Edition]:
    """Every edition, by questionnaire, the newest first."""
    order = (Questionnaire.code, Edition.number.desc())
    return session.scalars(sa.select(Edition).join(Edition.questionnaire).order_by(*order)).all()


def by_public_id(session: Session, public_id: str) -> Edition | None:
    return session.scalar(sa.select(Edition).where(Edition.public_id == public_id))


def newest(session: Session, code: str) -> Edition | None:
    """The newest edition of the questionnaire with this code, published or not."""
    of_code = sa.select(Edition).join(Edition.questionnaire).where(Questionnaire.code == code)
    return session.scalar(of_code.order_by(Edition.number.desc()).limit(1))


def held(session: Session, edition: Edition) -> None:
    """Reads an edition anew and holds it until the end of the transaction: nobody else replaces or publishes it."""
    session.flush()  # what this deed has changed already would be forgotten
    session.refresh(edition, ["definition", "sha256", "version", "published_at"], with_for_update=True)


def published(session: Session) -> Sequence[Edition]:
    """The editions a round may be opened on, the newest first."""
    is_published = sa.select(Edition).where(Edition.published_at.is_not(None))
    return session.scalars(is_published.order_by(Edition.published_at.desc(), Edition.id.desc())).all()


def is_version_published(session: Session, edition: Edition) -> bool:
    """Whether another edition of the same questionnaire was published under the same version."""
    others = sa.select(Edition.id).where(
        Edition.questionnaire_id == edition.questionnaire_id,
        Edition.version == edition.version,
        Edition.published_at.is_not(None),
        Edition.id != edition.id,
    )
    return session.scalar(others.limit(1)) is not None
