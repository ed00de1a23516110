"""Finding what a state submitted in an earlier round of the same questionnaire."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, undefer

from surveyapp.store.models import Attachment, Edition, Reply, Round, Submission
from surveyapp.store.submissions import REJECTED


@dataclass(frozen=True)
class Earlier:
    """The newest earlier submission of a state, by its facts alone: its answers are not read."""

    submission_id: int
    receipt: str
    submitted_at: datetime
    received_as: str
    round_code: str
    title: dict[str, str]
    period_from: date
    period_to: date
    illustrative: bool
    edition_id: int


# Written once: every page of a section asks it, and building it costs as much as asking.
_EARLIER = (
    sa.select(
        Submission.id,
        Submission.receipt,
        Submission.submitted_at,
        Submission.received_as,
        Round.code.label("round_code"),
        Round.title,
        Round.period_from,
        Round.period_to,
        Round.illustrative,
        Round.edition_id,
    )
    .join(Reply, Reply.id == Submission.reply_id)
    .join(Round, Round.id == Reply.round_id)
    .join(Edition, Edition.id == Round.edition_id)
    .where(
        Reply.state == sa.bindparam("state"),
        Round.deadline < sa.bindparam("deadline"),
        Edition.questionnaire_id == sa.bindparam("questionnaire_id"),
        Edition.number <= sa.bindparam("number"),
        ~REJECTED,
    )
    .order_by(Round.deadline.desc(), Submission.number.desc())
    .limit(1)
)


def earlier(session: Session, reply: Reply) -> Earlier | None:
    """The submission that stands in the newest round with an earlier deadline, on this edition or an earlier one of it.

    One statement.
    """
    edition = reply.round.edition
    facts = {
        "state": reply.state,
        "deadline": reply.round.deadline,
        "questionnaire_id": edition.questionnaire_id,
        "number": edition.number,
    }
    row = session.execute(_EARLIER, facts).one_or_none()
    if row is None:
        return None
    return Earlier(
        submission_id=row.id,
        receipt=row.receipt,
        submitted_at=row.submitted_at,
        received_as=row.received_as,
        round_code=row.round_code,
        title=row.title,
        period_from=row.period_from,
        period_to=row.period_to,
        illustrative=row.illustrative,
        edition_id=row.edition_id,
    )


def round_before(session: Session, round_: Round) -> Round | None:
    """The newest round with an earlier deadline, on this edition or an earlier one of it, to which anybody replied."""
    was_replied_to = sa.exists().where(Reply.round_id == Round.id, Submission.reply_id == Reply.id, ~REJECTED)
    found = (
        sa.select(Round)
        .join(Round.edition)
        .options(contains_eager(Round.edition))
        .where(
            Edition.questionnaire_id == round_.edition.questionnaire_id,
            Edition.number <= round_.edition.number,
            Round.deadline < round_.deadline,
            was_replied_to,
        )
    )
    return session.scalar(found.order_by(Round.deadline.desc(), Round.id.desc()).limit(1))


def submission(session: Session, submission_id: int) -> Submission:
    """It with its content, its reply, round and edition."""
    edition = joinedload(Submission.reply).joinedload(Reply.round).joinedload(Round.edition)
    found = sa.select(Submission).options(undefer(Submission.content), edition)
    return session.scalars(found.where(Submission.id == submission_id)).one()


def rounds_of(session: Session, ids: Collection[int]) -> dict[int, str]:
    """The codes of the rounds to which these submissions were sent, by their id."""
    found = sa.select(Submission.id, Round.code).join(Submission.reply).join(Reply.round).where(Submission.id.in_(ids))
    return {row.id: row.code for row in session.execute(found)}


def rounds_of_receipts(session: Session, receipts: Collection[str]) -> dict[str, str]:
    """The same by receipt."""
    found = sa.select(Submission.receipt, Round.code).join(Submission.reply).join(Reply.round)
    return {row.receipt: row.code for row in session.execute(found.where(Submission.receipt.in_(receipts)))}


def attachments(session: Session, reply_id: int) -> dict[str, Attachment]:
    """Every file ever handed in with a reply, by its identifier."""
    found = session.scalars(sa.select(Attachment).where(Attachment.reply_id == reply_id))
    return {one.public_id: one for one in found}
