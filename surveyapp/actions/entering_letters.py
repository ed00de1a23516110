"""Putting a letter on record that went out otherwise: from the official mailbox, by courier, by hand."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.recording import record
from surveyapp.core.states import from_facts
from surveyapp.files import inspection
from surveyapp.files.inspection import Fault
from surveyapp.files.storage import Storage
from surveyapp.store.models import Letter, Person, Reply, new_public_id
from surveyapp.wording import dates
from surveyapp.wording.letters import kind_words


@dataclass(frozen=True)
class Sent:
    """What is known of a letter that went out otherwise."""

    kind: str
    on: date
    to: str
    channel: str
    note: str = ""
    file: tuple[str, bytes] | None = None
    """A copy of it: its name and its bytes."""


def enter(
    session: Session, storage: Storage, reply: Reply, sent: Sent, operation: str, who: Person | None, now: datetime
) -> Letter | FileRefused:
    """The letter as a row, once for an operation however often its button is pressed."""
    name = inspection.tidy_name(sent.file[0]) if sent.file else ""
    if sent.file and isinstance(fault := inspection.inspect(name, sent.file[1]), Fault):
        return FileRefused(name, fault)
    occasion = f"entered:{operation}"[:120]
    letter = Letter(
        public_id=new_public_id(),
        kind=sent.kind,
        occasion=occasion,
        round_id=reply.round_id,
        reply_id=reply.id,
        email="",
        email_key="",
        language=from_facts(reply.state_facts).letter_language,
        subject=kind_words(sent.kind, from_facts(reply.state_facts).letter_language),
        body=sent.note,
        status="entered",
        channel=sent.channel,
        recipient=sent.to,
        entered_by_id=who.id if who else None,
        file_sha256=storage.keep(sent.file[1]) if sent.file else "",
        created_at=now,
        sent_at=datetime.combine(sent.on, time(12), ZoneInfo(dates.SECRETARIAT_ZONE)),
    )
    try:
        with session.begin_nested():
            session.add(letter)
    except IntegrityError:  # pressed twice
        return session.scalars(sa.select(Letter).where(Letter.occasion == occasion)).one()
    details = {"letter": letter.public_id, "channel": sent.channel, "file": name}
    record(session, "letter entered", now, who=who, round_id=reply.round_id, reply_id=reply.id, details=details)
    return letter
