"""How much room a text takes on a sheet, so that its row is as high as it needs to be: no text cut, no empty lines.

The sheets are set in Calibri. Its widths stand here, because no program can be asked for them where the file is
written; Carlito, which LibreOffice takes in its place, is cut to the same widths.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from math import ceil

POINTS_OF_COLUMN = 5.25
"""Points of one unit of a column's width, a digit of Calibri at 11 points."""
POINTS_OF_EDGES = 4.0
"""Left and right of the text of a cell."""
POINTS_OF_INDENT = 6.75
LINE = 1.28
"""Height of a line, as a part of the size of its type; Excel sets the lines of small type a little wider apart."""

_SLACK = 0.985
"""On screens letters are placed on whole pixels, which makes a line a little longer."""
_BOLD, _SERIF = 1.03, 1.13

_WIDTHS = {
    230: " 'il",
    254: ",.Ij·‘’",
    308: "()-:;[]`f",
    350: "!Jrt{}¡",
    402: '"/\\sz',
    424: "Lcº“”",
    470: "?FSZkvxy|",
    510: "#$*+0123456789<=>ETY^_aeg~–",
    530: "KPXbdhnopqu«»",
    580: "ABCRV○",
    626: "DH●",
    674: "GNOQU",
    720: "%&w…",
    800: "m",
    910: "@MW—",
}
"""Thousandths of the size of the type, rounded up, to the characters that are about so wide."""

_WIDTH_OF = {character: width / 1000 for width, characters in _WIDTHS.items() for character in characters}
_UNKNOWN, _WIDE = 0.6, 1.25


def room(width: float, size: float, *, bold: bool = False, serif: bool = False, indent: int = 0) -> float:
    """How wide a line may be in a column of this width, measured like `width_of`."""
    points = width * POINTS_OF_COLUMN - POINTS_OF_EDGES - indent * POINTS_OF_INDENT
    return max(points * _SLACK / size / (_BOLD if bold else 1) / (_SERIF if serif else 1), 1.5)


@lru_cache(maxsize=50_000)
def width_of(text: str) -> float:
    """How wide a text is in one line, as a multiple of the size of its type."""
    return sum(map(_width, text))


@lru_cache(maxsize=4_000)
def lines(text: str, available: float) -> int:
    """In how many lines a text stands where a line may be so wide; words are not cut unless they are longer than it."""
    if len(text) * _UNKNOWN <= available and "\n" not in text and text.isascii():
        return 1
    return sum(_lines_of_paragraph(paragraph, available) for paragraph in text.split("\n"))


def _lines_of_paragraph(paragraph: str, available: float) -> int:
    count, used, space = 1, 0.0, _WIDTH_OF[" "]
    for word in paragraph.split(" "):
        wide = width_of(word)
        if used and used + space + wide > available:
            count, used = count + 1, 0.0
        if wide > available:
            more = ceil(wide / available) - 1
            count, wide = count + more, wide - more * available
        used += wide + (space if used else 0)
    return count


def pieces_of_lines(text: str, available: float, most: int) -> list[str]:
    """The text in pieces of at most so many lines, cut between words; put together they are the text."""
    cut, begun, line, used = [], 0, 1, 0.0
    for start, part in _parts(text, available):
        wide = width_of(part)
        if part == "\n" or (used and used + wide > available):
            line, used = line + 1, 0.0
        if line > most:
            cut.append(text[begun:start])
            begun, line, used = start, 2 if part == "\n" else 1, 0.0
        used += 0.0 if part == "\n" else wide
    return [*cut, text[begun:]]


_WORDS = re.compile(r"\n|[^\S\n]*\S+|[^\S\n]+")


def _parts(text: str, available: float) -> Iterator[tuple[int, str]]:
    """Each word, with the spaces before it, and where it begins; one longer than a line in parts that fit in one."""
    longest = max(int(available / _WIDE), 1)
    for found in _WORDS.finditer(text):
        step = len(found[0]) if width_of(found[0]) <= available else longest
        for start in range(0, len(found[0]), step):
            yield found.start() + start, found[0][start : start + step]


@lru_cache(maxsize=5_000)
def _width(character: str) -> float:
    known = _WIDTH_OF.get(character)
    if known is not None:
        return known
    base = unicodedata.normalize("NFD", character)[0]
    if base in _WIDTH_OF:
        return _WIDTH_OF[base]
    if unicodedata.combining(character):
        return 0.0
    is_wide = character >= "\U0001f000" or unicodedata.east_asian_width(character) in ("W", "F")
    return _WIDE if is_wide else _UNKNOWN
