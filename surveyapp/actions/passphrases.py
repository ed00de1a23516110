"""Passphrases of the secretariat: which are refused, and how the others are kept (argon2id)."""

import re
from collections.abc import Iterable
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from surveyapp import data

SHORTEST = 15
LONGEST = 256
LEAST_OF_ITS_OWN = 8
"""Characters that must be left when well-known words, names and rows of keys are taken out."""

# OWASP's recommendation for argon2id: several people may come in at once on a small machine.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _HASHER.hash("the passphrase of nobody, so that an unknown address takes as long to refuse")
_WELL_KNOWN = frozenset(data.text("well_known_words.txt").split())
_ROWS = ("0123456789", "9876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


class PassphraseFault(StrEnum):
    """Why a passphrase is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    EASY_TO_GUESS = "easy_to_guess"


def fault(passphrase: str, personal: Iterable[str] = ()) -> PassphraseFault | None:
    """What is wrong with a passphrase; `personal` is what others know of the person (name, address)."""
    if len(passphrase) < SHORTEST:
        return PassphraseFault.TOO_SHORT
    if len(passphrase) > LONGEST:
        return PassphraseFault.TOO_LONG
    own = _of_its_own(passphrase.casefold(), personal)
    return PassphraseFault.EASY_TO_GUESS if len(own) < LEAST_OF_ITS_OWN or len(set(own)) < 5 else None


def hashed(passphrase: str) -> str:
    return _HASHER.hash(passphrase)


def is_right(passphrase: str, kept: str | None) -> bool:
    """Whether this is the passphrase kept. Takes as long when none is kept."""
    try:
        return _HASHER.verify(kept or _NOBODY, passphrase[:LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def _of_its_own(passphrase: str, personal: Iterable[str]) -> str:
    """What is left without well-known words, the person's own, rows of keys, years and repetitions."""
    own = re.sub(r"(.{1,8}?)\1{2,}", r"\1", passphrase)
    words = {part for text in personal for part in re.split(r"\W+", text.casefold()) if len(part) > 2}
    for word in sorted({*_WELL_KNOWN, *words}, key=len, reverse=True):
        own = own.replace(word, " ")
    for row in _ROWS:
        for length in range(len(row), 3, -1):
            for start in range(len(row) - length + 1):
                own = own.replace(row[start : start + length], " ")
    return re.sub(r"(19|20)\d\d|[\W_]", "", own)
