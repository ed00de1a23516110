"""Finding what was submitted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True)
class Standing:
    """A reply of a round, and of its submission that stands what tells it from all others; None where none does."""

    reply_id: int
    public_id: str
    state: str
    submission_id: int | None
    sha256: str | None
    submitted_at: datetime | None


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
    standing = _newest_of_round(round_id).subquery()
    is_standing = sa.and_(Submission.reply_id == standing.c.reply_id, Submission.number == standing.c.number)
    query = sa.select(Submission).join(standing, is_standing).options(undefer(Submission.content))
    return session.scalars(query.order_by(Submission.reply_id)).all()


def standing_in(session: Session, round_id: int) -> list[Standing]:
    """Every reply of a round with what tells its submission that stands, in one statement; no content is read."""
    newest = _newest_of_round(round_id).subquery()
    is_standing = sa.and_(Submission.reply_id == newest.c.reply_id, Submission.number == newest.c.number)
    query = (
        sa.select(Reply.id, Reply.public_id, Reply.state, Submission.id, Submission.sha256, Submission.submitted_at)
        .outerjoin(newest, newest.c.reply_id == Reply.id)
        .outerjoin(Submission, is_standing)
        .where(Reply.round_id == round_id)
    )
    return [Standing(*row) for row in session.execute(query.order_by(Reply.state))]


FEW = 100
"""As many submissions are asked for one by one; of more, all that stand are read."""


def standing_contents(session: Session, round_id: int, wanted: Mapping[str, int | None]) -> Sequence[tuple[str, str]]:
    """SHA-256 and content of submissions that stand in a round, in one statement. `wanted`: their ids, by SHA-256."""
    contents = sa.select(Submission.sha256, Submission.content)
    if len(wanted) <= FEW:
        found = contents.where(Submission.id.in_([one for one in wanted.values() if one is not None]))
    else:
        newest = _newest_of_round(round_id).subquery()
        is_standing = sa.and_(Submission.reply_id == newest.c.reply_id, Submission.number == newest.c.number)
        found = contents.join(newest, is_standing)
    return [(row.sha256, row.content) for row in session.execute(found) if row.sha256 in wanted]


def _newest_of_round(round_id: int) -> sa.Select[int, int]:
    """Of every reply of a round, the number of its submission that stands."""
    newest = sa.select(Submission.reply_id, sa.func.max(Submission.number).label("number"))
    return newest.join(Submission.reply).where(Reply.round_id == round_id, ~REJECTED).group_by(Submission.reply_id)


def of_round(session: Session, round_id: int) -> dict[int, list[Submission]]:
    """Every submission of a round in one statement, by reply, the newest last; their contents are not read."""
    query = sa.select(Submission).join(Submission.reply).where(Reply.round_id == round_id)
    found: dict[int, list[Submission]] = {}
    for one in session.scalars(query.order_by(Submission.number)):
        found.setdefault(one.reply_id, []).append(one)
    return found


def of_reply(session: Session, reply_id: int) -> Sequence[Submission]:
    """Every submission of a reply with its content, rejected ones too, the first one first."""
    query = sa.select(Submission).where(Submission.reply_id == reply_id).options(undefer(Submission.content))
    return session.scalars(query.order_by(Submission.number)).all()


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
