"""The record of what was done: who, which deed, when. Never the text of an answer, never a code."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from surveyapp.store.models import Event, Person

COMMAND_LINE = "command line"
ITSELF = "itself"
"""By whom what nobody pressed was done."""


def record(
    session: Session,
    deed: str,
    now: datetime,
    who: Person | None = None,
    by: str = "",
    round_id: int | None = None,
    reply_id: int | None = None,
    place: str = "",
    details: Mapping[str, Any] | None = None,
) -> Event:
    """Puts a deed on record. `by` is the name where no person stands for it; without either, the command line."""
    event = Event(
        at=now,
        deed=deed,
        person_id=who.id if who else None,
        by=by or (who.name if who else COMMAND_LINE),
        round_id=round_id,
        reply_id=reply_id,
        place=place,
        details=dict(details or {}),
    )
    session.add(event)
    return event
