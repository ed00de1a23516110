"""Finding how summaries are made: plans, own sentences, templates, versions given out. The newest of each counts."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.models import Person
from surveyapp.store.summary_models import SummaryPlan, SummarySentence, SummaryTemplate, SummaryVersion


def plan(session: Session, round_id: int, audience: str) -> SummaryPlan | None:
    """The plan that counts; None where nobody made one."""
    query = sa.select(SummaryPlan).where(SummaryPlan.round_id == round_id, SummaryPlan.audience == audience)
    return session.scalars(query.order_by(SummaryPlan.version.desc()).limit(1)).one_or_none()


def sentences(session: Session, round_id: int, audience: str, language: str) -> dict[str, SummarySentence]:
    """By key, the sentences of officers that count; one whose newest version is empty is none."""
    query = sa.select(SummarySentence).where(*_of(round_id, audience, language)).order_by(SummarySentence.version)
    newest = {one.key: one for one in session.scalars(query)}
    return {key: one for key, one in newest.items() if one.text}


def sentence(session: Session, round_id: int, audience: str, language: str, key: str) -> SummarySentence | None:
    """The newest version of one, an empty one too; None where nobody ever wrote it."""
    query = sa.select(SummarySentence).where(*_of(round_id, audience, language), SummarySentence.key == key)
    return session.scalars(query.order_by(SummarySentence.version.desc()).limit(1)).one_or_none()


def history(
    session: Session, round_id: int, audience: str, language: str, key: str
) -> Sequence[tuple[SummarySentence, str]]:
    """Every version of one with the name of who wrote it, the newest first."""
    query = sa.select(SummarySentence, Person.name).outerjoin(Person, Person.id == SummarySentence.person_id)
    query = query.where(*_of(round_id, audience, language), SummarySentence.key == key)
    return [(row[0], row[1] or "") for row in session.execute(query.order_by(SummarySentence.version.desc()))]


def template(session: Session, language: str) -> SummaryTemplate | None:
    """The newest template of a language; None where none was ever handed in."""
    query = sa.select(SummaryTemplate).where(SummaryTemplate.language == language)
    return session.scalars(query.order_by(SummaryTemplate.version.desc()).limit(1)).one_or_none()


def versions(session: Session, round_id: int, audience: str) -> Sequence[SummaryVersion]:
    """What was given out, the newest first."""
    query = sa.select(SummaryVersion).where(SummaryVersion.round_id == round_id, SummaryVersion.audience == audience)
    return session.scalars(query.order_by(SummaryVersion.id.desc())).all()


def version(session: Session, round_id: int, public_id: str) -> SummaryVersion | None:
    query = sa.select(SummaryVersion).where(SummaryVersion.round_id == round_id)
    return session.scalars(query.where(SummaryVersion.public_id == public_id)).one_or_none()


def _of(round_id: int, audience: str, language: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        SummarySentence.round_id == round_id,
        SummarySentence.audience == audience,
        SummarySentence.language == language,
    )
