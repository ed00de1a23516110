"""What the dashboard of a round says of a state and of earlier rounds, for pages, workbooks and the command line."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from surveyapp.core.text import said
from surveyapp.wording import contacts, letters

WHOLE, BEGUN, EMPTY, NOTHING_ASKED = "●", "◐", "○", "·"
"""The sign of a section, in the order in which sections are told."""
_UNTOUCHED = (0, 1)
"""Of a section of which nothing is counted yet."""


@lru_cache(maxsize=4096)
def sections(progress: str, codes: tuple[str, ...], numbers: tuple[str, ...], language: str) -> tuple[str, str]:
    """The signs of the sections of a reply and the same in words. `progress`: code to [answered, asked], JSON text.

    Kept under all that it is made of: of many replies few have changed since they were looked at last.
    """
    signs = section_signs(codes, json.loads(progress))
    return signs, sections_words(signs, numbers, language)


def section_signs(sections: Sequence[str], progress: Mapping[str, Sequence[int]]) -> str:
    """One sign a section, in the order of the questionnaire. `progress`: code to [answered, asked]."""
    return "".join(
        [
            (WHOLE if answered >= asked else BEGUN if answered else EMPTY) if asked else NOTHING_ASKED
            for answered, asked in [progress.get(code, _UNTOUCHED) for code in sections]
        ]
    )


def sections_words(signs: str, numbers: Sequence[str], language: str) -> str:
    """ "3 of 7 sections whole; begun: 4, 5": the same in words; sections in which nothing is asked do not count."""
    counted = len(signs) - signs.count(NOTHING_ASKED)
    begun = ", ".join([number for sign, number in zip(signs, numbers, strict=True) if sign == BEGUN])
    whole = signs.count(WHOLE)
    if begun:
        words = {
            "en": f"{whole} of {counted} sections whole; begun: {begun}",
            "es": f"secciones completas: {whole} de {counted}; comenzadas: {begun}",
        }
    else:
        words = {"en": f"{whole} of {counted} sections whole", "es": f"secciones completas: {whole} de {counted}"}
    return said(words, language)


def contact_words(kind: str, is_letter: bool, language: str) -> str:
    """What a contact was: "Invitation" of a letter written here, "Telephone call" of an entry in the log."""
    return letters.kind_words(kind, language) if is_letter else contacts.kind_words(kind, language)


def relative_day(day: int, language: str) -> str:
    """ "12 days before the deadline", "el día del plazo": a day counted from that of the deadline."""
    if day == 0:
        return said({"en": "on the day of the deadline", "es": "el día del vencimiento del plazo"}, language)
    days = abs(day)
    english, spanish = ("day", "día") if days == 1 else ("days", "días")
    if day < 0:
        words = {
            "en": f"{days} {english} before the deadline",
            "es": f"{days} {spanish} antes del vencimiento del plazo",
        }
    else:
        words = {
            "en": f"{days} {english} after the deadline",
            "es": f"{days} {spanish} después del vencimiento del plazo",
        }
    return said(words, language)


def of_states(count: int, asked: int, language: str) -> str:
    """ "19 of 34 states", "19 de 34 Estados": a number with its base."""
    state, estado = ("state", "Estado") if asked == 1 else ("states", "Estados")
    return said({"en": f"{count} of {asked} {state}", "es": f"{count} de {asked} {estado}"}, language)
