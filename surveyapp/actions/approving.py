"""Awaiting approval: the state says that its reply lies with the authority that approves it, and until when.

Answers can be written all the while. Reminders are quiet, because the state has said what it waits for.
"""

from datetime import date, datetime

from sqlalchemy.orm import Session

from surveyapp.actions import holding, recording
from surveyapp.actions.answering import Refused
from surveyapp.actions.holding import Held, Reason, Who
from surveyapp.core.standing import Standing
from surveyapp.store import models


def await_approval(
    session: Session, reply: models.Reply, expected_on: date, note: str, who: models.Person | None, now: datetime
) -> Refused | None:
    """Says that the approval is expected on this day; saying it again with another day or note changes them."""
    held = holding.hold(session, reply, Who(who, now))
    refusal = _refusal(held, now)
    if refusal:
        return Refused(refusal)
    said = (Standing.AWAITING_APPROVAL.value, expected_on, note)
    if (reply.standing, reply.approval_expected_on, reply.approval_note) != said:
        reply.standing, reply.approval_expected_on, reply.approval_note = said
        details = {"expected_on": expected_on.isoformat()}
        recording.record(
            session, "approval awaited", now, who, round_id=reply.round_id, reply_id=reply.id, details=details
        )
        session.flush()
    return None


def withdraw(session: Session, reply: models.Reply, who: models.Person | None, now: datetime) -> Refused | None:
    """Says that no approval is awaited any more: the reply stands where its answers say. Twice is once."""
    held = holding.hold(session, reply, Who(who, now))
    refusal = _refusal(held, now)
    if refusal:
        return Refused(refusal)
    if reply.standing == Standing.AWAITING_APPROVAL:
        reply.standing = Standing.IN_PROGRESS.value
        forget(reply)
        held.count()
        recording.record(session, "approval not awaited", now, who, round_id=reply.round_id, reply_id=reply.id)
        session.flush()
    return None


def forget(reply: models.Reply) -> None:
    """Takes away what was said of an approval, because it is awaited no more."""
    reply.approval_expected_on, reply.approval_note = None, ""


def _refusal(held: Held, now: datetime) -> Reason | None:
    was_sent = Standing(held.reply.standing) in (Standing.REOPENED, Standing.TO_BE_CONFIRMED)
    return holding.refusal(held.reply, now) or (Reason.WAS_SENT if was_sent else None)
