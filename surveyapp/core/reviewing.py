"""Reviewing a reply: what the secretariat finds of each answer, and how many of them it has looked at."""

from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    """What is found of one answer."""

    CLEAR = "clear"
    TO_CLARIFY = "to_clarify"
    VERIFIED = "verified"
    """It was compared with something else."""
    NONE = "none"
    """What was found before is taken back."""


class How(StrEnum):
    """With what an answer was compared."""

    INTERVIEW = "interview"
    OFFICIAL_GAZETTE = "official_gazette"
    VISIT = "visit"
    OTHER = "other"


@dataclass(frozen=True)
class LookedAt:
    """How many of the answers of a section, or of a reply, have been looked at as they stand now."""

    count: int
    base: int

    def __add__(self, other: "LookedAt") -> "LookedAt":
        return LookedAt(self.count + other.count, self.base + other.base)
