"""Where a reply stands in its life, and what may follow. Late is a fact about dates, not a standing."""

from enum import StrEnum


class Standing(StrEnum):
    """Life of a reply; "not started" until the first answer is written."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE_NOT_SENT = "complete_not_sent"
    AWAITING_APPROVAL = "awaiting_approval"
    SUBMITTED = "submitted"
    REOPENED = "reopened"
    CLEARED = "cleared"
    RECEIVED_AS_DOCUMENT = "received_as_document"


HAS_REPLIED = frozenset({Standing.SUBMITTED, Standing.REOPENED, Standing.CLEARED, Standing.RECEIVED_AS_DOCUMENT})
"""A reopened reply counts: its submission stands until the next."""

WRITABLE = frozenset(
    {
        Standing.NOT_STARTED,
        Standing.IN_PROGRESS,
        Standing.COMPLETE_NOT_SENT,
        Standing.AWAITING_APPROVAL,
        Standing.REOPENED,
    }
)
"""In which the state may write answers."""


def has_replied(standing: Standing) -> bool:
    return standing in HAS_REPLIED
