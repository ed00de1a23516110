"""Finding what was submitted."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, undefer

from surveyapp.core.document_reply import Stage
from surveyapp.store.models import Reply, Submission
from surveyapp.store.secretariat_models import DocumentReply

REJECTED = (
    sa.exists()
    .where(DocumentReply.submission_id == Submission.id, DocumentReply.how == Stage.REJECTED.value)
    .correlate(Submission)
)
"""Of a submission: the secretariat had entered it from a document, and the state rejected it. It counts no more."""


def latest(session: Session, reply_id: int) -> Submission | None:
    """The submission of a reply that stands: of those that were not rejected, the one with the highest number."""
    query = sa.select(Submission).where(Submission.reply_id == reply_id, ~REJECTED)
    return session.scalar(query.order_by(Submission.number.desc()).limit(1))


def is_rejected(session: Session, submission_id: int) -> bool:
    """Whether the state rejected it, so that it counts no more."""
    return session.scalar(sa.select(Submission.id).where(Submission.id == submission_id, REJECTED)) is not None


def newest_number(session: Session, reply_id: int) -> int:
    """The highest number that a submission of a reply ever had; 0 for none."""
    return session.scalar(sa.select(sa.func.max(Submission.number)).where(Submission.reply_id == reply_id)) or 0


def latest_of_round(session: Session, round_id: int) -> Sequence[Submission]:
    """Of every reply of a round the submission that stands, with its content, in one statement."""
    of_round = sa.select(Submission.reply_id, sa.func.max(Submission.number).label("number"))
    of_round = (
        of_round.join(Submission.reply).where(Reply.round_id == round_id, ~REJECTED).group_by(Submission.reply_id)
    )
    standing = of_round.subquery()
    is_standing = sa.and_(Submission.reply_id == standing.c.reply_id, Submission.number == standing.c.number)
    query = sa.select(Submission).join(standing, is_standing).options(undefer(Submission.content))
    return session.scalars(query.order_by(Submission.reply_id)).all()


def of_round(session: Session, round_id: int) -> dict[int, list[Submission]]:
    """Every submission of a round in one statement, by reply, the newest last; their contents are not read."""
    query = sa.select(Submission).join(Submission.reply).where(Reply.round_id == round_id)
    found: dict[int, list[Submission]] = {}
    for one in session.scalars(query.order_by(Submission.number)):
        found.setdefault(one.reply_id, []).append(one)
    return found


def receipts(session: Session, ids: Collection[int]) -> dict[int, str]:
    """The receipts of these submissions by their id."""
    query = sa.select(Submission.id, Submission.receipt).where(Submission.id.in_(ids))
    return {row.id: row.receipt for row in session.execute(query)}


def by_operation(session: Session, reply_id: int, operation: str) -> Submission | None:
    """The submission that this operation made, if it made one already."""
    if not operation:
        return None
    query = sa.select(Submission).where(Submission.reply_id == reply_id, Submission.operation == operation)
    return session.scalar(query)


def by_receipt(session: Session, receipt: str) -> Submission | None:
    """The submission with this number of receipt."""
    return session.scalar(sa.select(Submission).where(Submission.receipt == receipt[:40]))


def by_sha256(session: Session, sha256: str) -> Submission | None:
    """The submission whose text has this SHA-256."""
    return session.scalar(sa.select(Submission).where(Submission.sha256 == sha256).limit(1))


def all_of_round(session: Session, round_id: int) -> Sequence[Submission]:
    """Every submission of a round with its content and reply, in the order in which they came."""
    query = sa.select(Submission).join(Submission.reply).where(Reply.round_id == round_id)
    loaded = query.options(undefer(Submission.content), contains_eager(Submission.reply))
    return session.scalars(loaded.order_by(Submission.submitted_at, Submission.id)).all()
