"""What paper holds: texts of authors and of states without what no typesetter and no Word file can take."""

import unicodedata


def clean(text: str) -> str:
    """The text without what no paper holds: control characters (line ends stay), halves of characters and the like."""
    if text.isprintable():
        return text
    kept = (character for character in text.replace("\r\n", "\n").replace("\t", " ") if _is_printable(character))
    return "".join(kept)


def _is_printable(character: str) -> bool:
    return character == "\n" or (
        unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn") and character not in _DIRECTIONS
    )


_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Signs that would turn the words after them around."""


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a cleaned text, without those in which nothing stands."""
    lines = text.split("\n")
    return tuple(" ".join(line.split(" ")).strip() for line in lines if line.strip())
