"""Finding how officers worded letters."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.models import LetterTemplate, Person


def of_kind(session: Session, kind: str) -> dict[str, LetterTemplate]:
    """The newest version in each language in which officers worded this kind of letter."""
    return {language: one for (_kind, language), one in _newest(session, LetterTemplate.kind == kind).items()}


def every(session: Session) -> dict[tuple[str, str], LetterTemplate]:
    """The newest version of every kind and language that officers worded."""
    return _newest(session, sa.true())


def versions(session: Session, kind: str, language: str) -> Sequence[tuple[LetterTemplate, str]]:
    """Every version with the name of who wrote it, the newest first."""
    found = (
        sa.select(LetterTemplate, Person.name)
        .outerjoin(Person, Person.id == LetterTemplate.person_id)
        .where(LetterTemplate.kind == kind, LetterTemplate.language == language)
        .order_by(LetterTemplate.version.desc())
    )
    return [(one, name or "") for one, name in session.execute(found)]


def version(session: Session, kind: str, language: str, number: int) -> LetterTemplate | None:
    found = sa.select(LetterTemplate).where(
        LetterTemplate.kind == kind, LetterTemplate.language == language, LetterTemplate.version == number
    )
    return session.scalar(found)


def _newest(session: Session, condition: sa.ColumnElement[bool]) -> dict[tuple[str, str], LetterTemplate]:
    rows = session.scalars(sa.select(LetterTemplate).where(condition).order_by(LetterTemplate.version))
    return {(one.kind, one.language): one for one in rows}
