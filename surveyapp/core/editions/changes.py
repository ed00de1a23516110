"""What may become of a question, a section, an option, a row or a column from one edition to the next."""

from enum import StrEnum

from surveyapp.core.editions.map import PARTS


class Change(StrEnum):
    """What became of a question, a section, or a part of a question (an option, a row, a column)."""

    ADDED = "added"
    REMOVED = "removed"
    RECODED = "recoded"
    REWORDED = "reworded"
    MOVED = "moved"
    """It stands in another section or group, or elsewhere among those that stayed."""
    RENUMBERED = "renumbered"
    KIND = "kind"
    CONDITION = "condition"
    """It is asked, or offered, under another condition; that of its section or group counts too."""
    CONSTRAINT = "constraint"
    """What is checked: a constraint, the bounds of a number, of the entries of a list."""
    CALCULATION = "calculation"
    PROPOSAL = "proposal"
    """What is proposed as an answer."""
    REQUIRED = "required"
    DISCLOSURE = "disclosure"
    CORE = "core"
    SUMMARY = "summary"
    TOTALS = "totals"
    CITES = "cites"
    EXCLUSIVE = "exclusive"
    """Of an option, whether it can be chosen together with others."""
    PROPERTIES = "properties"
    """Of an option, the facts by which options are chosen to be offered."""
    OPTIONS_ADDED = "options_added"
    OPTIONS_REMOVED = "options_removed"
    OPTIONS_RECODED = "options_recoded"
    OPTIONS_REWORDED = "options_reworded"
    OPTIONS_MOVED = "options_moved"
    OPTIONS_CHANGED = "options_changed"
    ROWS_ADDED = "rows_added"
    ROWS_REMOVED = "rows_removed"
    ROWS_RECODED = "rows_recoded"
    ROWS_REWORDED = "rows_reworded"
    ROWS_MOVED = "rows_moved"
    ROWS_CHANGED = "rows_changed"
    COLUMNS_ADDED = "columns_added"
    COLUMNS_REMOVED = "columns_removed"
    COLUMNS_RECODED = "columns_recoded"
    COLUMNS_REWORDED = "columns_reworded"
    COLUMNS_MOVED = "columns_moved"
    COLUMNS_CHANGED = "columns_changed"
    FIELDS_ADDED = "fields_added"
    FIELDS_REMOVED = "fields_removed"
    FIELDS_RECODED = "fields_recoded"
    FIELDS_REWORDED = "fields_reworded"
    FIELDS_MOVED = "fields_moved"
    FIELDS_CHANGED = "fields_changed"
    COMPANIONS_ADDED = "companions_added"
    COMPANIONS_REMOVED = "companions_removed"
    COMPANIONS_RECODED = "companions_recoded"
    COMPANIONS_REWORDED = "companions_reworded"
    COMPANIONS_MOVED = "companions_moved"
    COMPANIONS_CHANGED = "companions_changed"


OF_SUBSTANCE = frozenset(
    {
        Change.ADDED,
        Change.REMOVED,
        Change.KIND,
        Change.CONDITION,
        Change.CALCULATION,
        Change.CITES,
        Change.EXCLUSIVE,
        *(Change(f"{part}_{became}") for part in PARTS for became in ("added", "removed", "recoded")),
    }
)
"""Changes after which an answer may no longer say what its state meant. Whether other words ask another thing, no
program can tell; what is checked, read by whom, counted how or printed where, does not touch an answer."""

TOLD_APART = ("added", "removed", "recoded", "reworded", "moved", "changed")
"""What a question says has become of its parts, in this order: "options_added", "rows_changed"."""


def told_above(change: Change) -> str:
    """What the question says of a part of it that changed so; all that is not told apart is "changed"."""
    if change.value in TOLD_APART:
        return change.value
    return "reworded" if change.value.endswith("_reworded") else "changed"
