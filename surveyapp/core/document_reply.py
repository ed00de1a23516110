"""The life of a reply that came as a document: what each side may do with it as it stands, and what follows.

It counts from the day on which it was received. The secretariat enters its answers and asks the state to confirm them;
what the state does not confirm by the date set stands, footnoted, and can still be rejected.
"""

from collections.abc import Mapping
from enum import StrEnum


class Stage(StrEnum):
    """Where a document stands in its life."""

    RECEIVED = "received"
    """Its answers are being entered, or nobody has begun yet."""
    TO_CONFIRM = "to_confirm"
    """The state is asked to confirm what was entered."""
    CONFIRMED = "confirmed"
    STANDS = "stands"
    """The state said nothing by the date set."""
    REJECTED = "rejected"
    """The state said that what was entered is not its reply; its answers count no more."""
    WITHDRAWN = "withdrawn"
    """It had been put on record by mistake."""


class Deed(StrEnum):
    """What is done with it."""

    ENTER = "enter"
    """By the secretariat: an answer, beside the document."""
    WITHDRAW = "withdraw"
    ASK_TO_CONFIRM = "ask_to_confirm"
    TAKE_BACK = "take_back"
    """By the secretariat: the state is not asked to confirm after all, and entering goes on."""
    CORRECT = "correct"
    """By the state: an answer that was entered."""
    CONFIRM = "confirm"
    REJECT = "reject"
    LET_STAND = "let_stand"
    """By the day set."""


OPEN = frozenset({Stage.RECEIVED, Stage.TO_CONFIRM})

_LIFE: Mapping[tuple[Stage, Deed], Stage] = {
    (Stage.RECEIVED, Deed.ENTER): Stage.RECEIVED,
    (Stage.RECEIVED, Deed.WITHDRAW): Stage.WITHDRAWN,
    (Stage.RECEIVED, Deed.ASK_TO_CONFIRM): Stage.TO_CONFIRM,
    (Stage.TO_CONFIRM, Deed.TAKE_BACK): Stage.RECEIVED,
    (Stage.TO_CONFIRM, Deed.CORRECT): Stage.TO_CONFIRM,
    (Stage.TO_CONFIRM, Deed.CONFIRM): Stage.CONFIRMED,
    (Stage.TO_CONFIRM, Deed.REJECT): Stage.REJECTED,
    (Stage.TO_CONFIRM, Deed.LET_STAND): Stage.STANDS,
    (Stage.STANDS, Deed.CONFIRM): Stage.CONFIRMED,
    (Stage.STANDS, Deed.REJECT): Stage.REJECTED,
}


def after(stage: Stage, deed: Deed) -> Stage | None:
    """Where it stands after a deed; None where that cannot be done as it stands."""
    return _LIFE.get((stage, deed))
