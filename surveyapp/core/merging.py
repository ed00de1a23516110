"""Putting two texts together that grew out of the same one: what only one of them changed is taken from that one."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from surveyapp.core.editions.words import opcodes

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


class _Change(NamedTuple):
    """What stood from `start` to `end` became these words."""

    start: int
    end: int
    words: tuple[str, ...]


def merged(seen: str, yours: str, theirs: str) -> str | None:
    """Both changes to the text that was seen, in one text; None where they touch, so that a person must decide."""
    tokens = _TOKEN.findall(seen)
    changes = sorted({*_changes(tokens, yours), *_changes(tokens, theirs)})
    if any(one.end >= following.start for one, following in pairwise(changes)):
        return None
    return "".join(_with(tokens, changes))


def _changes(tokens: Sequence[str], text: str) -> list[_Change]:
    words = _TOKEN.findall(text)
    found = opcodes(tokens, words)
    return [
        _Change(start, end, tuple(words[start_new:end_new]))
        for is_same, start, end, start_new, end_new in found
        if not is_same and (start, start_new) != (end, end_new)
    ]


def _with(tokens: Sequence[str], changes: Sequence[_Change]) -> list[str]:
    text: list[str] = []
    at = 0
    for one in changes:
        text += [*tokens[at : one.start], *one.words]
        at = one.end
    return [*text, *tokens[at:]]
