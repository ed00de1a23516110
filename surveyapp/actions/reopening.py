"""Reopening a reply that was submitted, wholly or for some answers. The submission stands until the next."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import authoring, recording
from surveyapp.core.standing import Standing
from surveyapp.store import answers as store
from surveyapp.store.models import Person, Reply

SENT = frozenset({Standing.SUBMITTED, Standing.CLEARED, Standing.RECEIVED_AS_DOCUMENT})
"""In which a reply is out of the state's hands."""


def reopen(
    session: Session, reply: Reply, questions: Collection[str] | None, who: Person | None, now: datetime, reason: str
) -> bool:
    """Opens a submitted reply for these questions, or wholly (None); one that is open for some, for these too.

    False where it is open for them already, or was never submitted. `reason`: a code, "request" or "clarification",
    for the record; what was said in words is kept with what it answers.
    """
    store.held(session, reply)
    if not open_for(reply, questions):
        return False
    details = {"questions": reply.reopened_for, "reason": reason}
    recording.record(session, "reply reopened", now, who, round_id=reply.round_id, reply_id=reply.id, details=details)
    session.flush()
    return True


def open_for(reply: Reply, questions: Collection[str] | None) -> bool:
    """The same of a reply that is held, without putting it on record."""
    if reply.submitted_at is None:
        return False
    before = reply.reopened_for if reply.standing == Standing.REOPENED else []
    if not (Standing(reply.standing) in SENT or reply.standing == Standing.REOPENED) or before is None:
        return False
    wanted = None if questions is None else _in_order(reply, set(questions) | set(before))
    if reply.standing == Standing.REOPENED and wanted == before:
        return False
    reply.standing, reply.reopened_for = Standing.REOPENED.value, wanted
    return True


def _in_order(reply: Reply, codes: set[str]) -> list[str]:
    return [question.code for question in authoring.for_round(reply.round).questions() if question.code in codes]
