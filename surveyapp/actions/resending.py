"""Sending a letter again: only a person decides that of one that was refused, or of which nobody knows."""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import correspondence
from surveyapp.actions.recording import record
from surveyapp.store.models import Letter, Person


def send_again(session: Session, letter: Letter, who: Person | None, now: datetime) -> bool:
    """Whether the letter now waits to be sent; one that waits, is on its way or was sent is left alone."""
    if not correspondence.send_again(session, letter):
        return False
    details = {"letter": letter.public_id}
    record(
        session,
        "letter sent again",
        now,
        who=who,
        round_id=letter.round_id,
        reply_id=letter.reply_id,
        details=details,
    )
    return True
