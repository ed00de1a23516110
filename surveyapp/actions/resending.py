"""What a person decides of one letter: to send it again, or not to send it at all."""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import correspondence
from surveyapp.actions.recording import record
from surveyapp.store.models import Letter, Person


def send_again(session: Session, letter: Letter, who: Person | None, now: datetime) -> bool:
    """Whether the letter now waits to be sent; one that waits, is on its way or was sent is left alone."""
    if not correspondence.send_again(session, letter):
        return False
    _note(session, "letter sent again", letter, who, now)
    return True


def cancel(session: Session, letter: Letter, who: Person | None, now: datetime) -> bool:
    """Whether this press cancelled the letter; one that is on its way, or was cancelled, is left alone."""
    if not correspondence.cancel(session, letter, now, "", who):
        return False
    _note(session, "letter cancelled", letter, who, now)
    return True


def _note(session: Session, deed: str, letter: Letter, who: Person | None, now: datetime) -> None:
    details = {"letter": letter.public_id}
    record(session, deed, now, who=who, round_id=letter.round_id, reply_id=letter.reply_id, details=details)
