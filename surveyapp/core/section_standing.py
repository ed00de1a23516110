"""Where a section of a reply stands: not started, in progress, ready, or changed after it was said to be ready."""

from datetime import datetime
from enum import StrEnum


class SectionStanding(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    CHANGED = "changed"
    """A focal point said that it is ready, and something was written in it afterwards."""


def standing(answered: int, ready_at: datetime | None, written_at: datetime | None) -> SectionStanding:
    """Of a section with so many answers, said to be ready and last written at these times (None: never)."""
    if ready_at is not None:
        return SectionStanding.CHANGED if written_at is not None and written_at > ready_at else SectionStanding.READY
    return SectionStanding.IN_PROGRESS if answered else SectionStanding.NOT_STARTED


def once_written(before: SectionStanding) -> SectionStanding:
    """Where a section stands as soon as something more is written in it."""
    is_ready = before in (SectionStanding.READY, SectionStanding.CHANGED)
    return SectionStanding.CHANGED if is_ready else SectionStanding.IN_PROGRESS
