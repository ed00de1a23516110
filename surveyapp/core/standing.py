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
    TO_BE_CONFIRMED = "to_be_confirmed"
    """It came as a document, the secretariat entered it, and the state is asked to confirm what was entered."""


HAS_REPLIED = frozenset(
    {
        Standing.SUBMITTED,
        Standing.REOPENED,
        Standing.CLEARED,
        Standing.RECEIVED_AS_DOCUMENT,
        Standing.TO_BE_CONFIRMED,
    }
)
"""A reopened reply counts: its submission stands until the next. So does one that came as a document."""

WRITABLE = frozenset(
    {
        Standing.NOT_STARTED,
        Standing.IN_PROGRESS,
        Standing.COMPLETE_NOT_SENT,
        Standing.AWAITING_APPROVAL,
        Standing.REOPENED,
        Standing.TO_BE_CONFIRMED,
    }
)
"""In which the state may write answers."""


def has_replied(standing: Standing) -> bool:
    return standing in HAS_REPLIED
