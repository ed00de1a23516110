"""Wordings compared by their words: how alike two are, and which words are otherwise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from surveyapp.core.text import Text

LONGEST_COMPARED = 80
"""Words of a wording that are looked at when its like is sought: what follows says nothing more."""
LONGEST_MARKED = 1_500
"""Words of a text in which changed words are sought; a longer one is marked from its first change to its last."""

_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"(\s*)(\w+|[^\w\s])")


class Words(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """Some words in a row of which the same became. Same and added together are the new text."""

    became: Words
    text: str


def words_changed(was: str, now: str) -> list[Piece]:
    """The two texts as one, word by word; those removed stand before those that came in their place."""
    old, new = _tokens(was), _tokens(now)
    pieces: list[Piece] = []
    for became, text in _runs(old, new):
        if pieces and pieces[-1].became is became:
            pieces[-1] = Piece(became, pieces[-1].text + text)
        elif text:
            pieces.append(Piece(became, text))
    return pieces


def _tokens(text: str) -> list[tuple[str, str]]:
    """Each word or sign with the space before it, of which the ends of lines are kept."""
    return [(found[2], _space(found[1])) for found in _TOKEN.finditer(text.strip())]


def _space(space: str) -> str:
    return "\n" * min(space.count("\n"), 2) or (" " if space else "")


def _runs(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[tuple[Words, str]]:
    for same, start_old, end_old, start_new, end_new in opcodes([one[0] for one in old], [one[0] for one in new]):
        if same:
            yield Words.SAME, _put_together(new[start_new:end_new])
        else:
            yield Words.REMOVED, _put_together(old[start_old:end_old])
            yield Words.ADDED, _put_together(new[start_new:end_new])


def _put_together(tokens: Sequence[tuple[str, str]]) -> str:
    return "".join(space + word for word, space in tokens)


def opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Whether they are the same, and from where to where, in the old and in the new, from beginning to end."""
    shorter = min(len(old), len(new))
    before = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - before
    after = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    end_old, end_new = len(old) - after, len(new) - after
    yield True, 0, before, 0, before
    if max(end_old, end_new) - before > LONGEST_MARKED:
        yield False, before, end_old, before, end_new
    else:
        inner = SequenceMatcher(None, old[before:end_old], new[before:end_new], autojunk=False)
        for tag, first, last, first_new, last_new in inner.get_opcodes():
            yield tag == "equal", before + first, before + last, before + first_new, before + last_new
    yield True, end_old, len(old), end_new, len(new)


@lru_cache(8_192)
def plain_words(wording: str) -> tuple[str, ...]:
    """The words of a wording as they are compared: without signs, in small letters."""
    return tuple(_WORD.findall(wording.casefold())[:LONGEST_COMPARED])


def likeness(old: Text, new: Text) -> float:
    """How alike two texts are in the language in which they are most: 0 to 1, by words; 0 without a common one."""
    return max((_ratio(old[language], new[language]) for language in new if language in old), default=0.0)


def _ratio(old: str, new: str) -> float:
    words_old, words_new = plain_words(old), plain_words(new)
    if not (words_old and words_new):
        return 0.0
    if words_old == words_new:
        return 1.0
    return SequenceMatcher(None, words_old, words_new, autojunk=False).ratio()
