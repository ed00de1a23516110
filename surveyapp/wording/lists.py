"""Several names in one sentence, joined as each language joins them."""

import re
from collections.abc import Sequence

from surveyapp.core.text import said

_SOUNDS_LIKE_I = re.compile(r"\W*(?:h?[ií](?![aeoáéó])|y(?![aeiouáéíóú]))", re.IGNORECASE)
_SOUNDS_LIKE_O = re.compile(r"\W*(?:h?[oó]|8|11(?!\d))", re.IGNORECASE)
_HOLDS_AND = re.compile(r"\b[ye]\b")
_ENCLOSED = re.compile(r"«[^»]*»|\([^)]*\)")


def join(names: Sequence[str], language: str) -> str:
    """ "a", "a and b", "a, b, and c"; "a y b", "a, b y c", "Perú e Italia".

    English keeps the comma before "and", because names hold an "and" themselves (Trinidad and Tobago);
    Spanish writes it for that reason alone, where one of the last two names holds a "y" that is not within
    quotation marks or brackets.
    """
    return _joined(names, said({"en": "and", "es": "y", "pt": "e", "fr": "et"}, language), language)


def either(names: Sequence[str], language: str) -> str:
    """ "a, b, or c"; "a, b o c", "siete u ocho"."""
    return _joined(names, said({"en": "or", "es": "o", "pt": "ou", "fr": "ou"}, language), language)


def _joined(names: Sequence[str], conjunction: str, language: str) -> str:
    if len(names) < 2:
        return "".join(names)
    *first, last = names
    comma = "," if (len(first) > 1 if language == "en" else _needs_comma(names)) else ""
    return f"{', '.join(first)}{comma} {_before(last, conjunction)} {last}"


def _needs_comma(names: Sequence[str]) -> bool:
    return any(_HOLDS_AND.search(_ENCLOSED.sub("", name)) for name in names[-2:])


def _before(name: str, conjunction: str) -> str:
    """ "y" and "o" as they sound before this name."""
    if conjunction == "y" and _SOUNDS_LIKE_I.match(name):
        return "e"
    if conjunction == "o" and _SOUNDS_LIKE_O.match(name):
        return "u"
    return conjunction
