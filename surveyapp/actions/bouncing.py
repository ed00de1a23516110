"""Taking in a message that came back: the letter it is about is marked, so that somebody attends to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from surveyapp.actions import correspondence
from surveyapp.actions.recording import record
from surveyapp.core.addresses import email_key
from surveyapp.mail import bounces
from surveyapp.store import letters as store
from surveyapp.store.models import Letter, Person

_UNSAID = "The letter came back."


class Finding(StrEnum):
    """What came of taking a message in."""

    BOUNCED = "bounced"
    KNOWN = "known"
    """The letter is marked already, or has been sent again since."""
    DELAYED = "delayed"
    NOT_RETURNED = "not_returned"
    NO_LETTER = "no_letter"


@dataclass(frozen=True)
class Taken:
    """The finding, and the letters that the message is about."""

    finding: Finding
    letters: tuple[Letter, ...] = ()


def take_in(session: Session, content: bytes, who: Person | None, now: datetime) -> Taken:
    """Marks the letters that a returned message names, else the newest one to each address that failed."""
    returned = bounces.read(content)
    if not returned.failed:
        return Taken(Finding.DELAYED if returned.is_delayed else Finding.NOT_RETURNED)
    found = store.called(session, returned.letters) or _to(session, returned.failed)
    if not found:
        return Taken(Finding.NO_LETTER)
    marked = [one for one in found if mark(session, one, returned.said, who, now)]
    return Taken(Finding.BOUNCED, tuple(marked)) if marked else Taken(Finding.KNOWN, tuple(found))


def mark(session: Session, letter: Letter, said: str, who: Person | None, now: datetime) -> bool:
    """Says of one letter that it came back, with what was said there; False of one of which nothing can come back."""
    if not correspondence.bounce(session, letter, said or _UNSAID):
        return False
    details = {"letter": letter.public_id}
    record(session, "letter bounced", now, who=who, round_id=letter.round_id, reply_id=letter.reply_id, details=details)
    return True


def _to(session: Session, addresses: Sequence[str]) -> list[Letter]:
    newest = (store.newest_sent_to(session, email_key(one)) for one in addresses)
    return [one for one in newest if one is not None]
