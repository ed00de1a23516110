"""The marks: what stands in a cell of a table is never left to guess."""

from enum import StrEnum


class Mark(StrEnum):
    """What is known of one place of a state's reply.

    The first four are stored (an answer may be written and emptied again); the others follow from facts.
    """

    ANSWERED = "answered"
    NOT_AVAILABLE = "not_available"
    NOT_READABLE = "not_readable"
    LEFT_BLANK = "left_blank"
    NOT_ASKED = "not_asked"
    WITHHELD = "withheld"
    NO_REPLY = "no_reply"

    __hash__ = str.__hash__  # that of an enum is written in Python, and millions of marks are looked up


MARKS = {mark.value: mark for mark in Mark}
"""By their words, quicker than calling the class."""
