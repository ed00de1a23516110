"""Numbers as they stand in tables and sentences."""

from decimal import Decimal
from enum import StrEnum

from babel.numbers import format_percent

from surveyapp.core.text import said

NARROW_SPACE = "\u202f"
"""Groups thousands in both languages: neither "1,234" nor "1.234" means the same to all the states."""

MINUS = "\u2212"


class Agreement(StrEnum):
    """With what a Spanish number in words agrees: "un Estado", "una sección", "uno"."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    ALONE = "alone"


def grouped(number: int | Decimal, language: str, decimal_mark: str = "") -> str:
    """ "1 234", "0.50"; decimals with the mark of the language, or with the one given (a state's habit)."""
    mark = decimal_mark or said({"en": ".", "es": ",", "pt": ",", "fr": ","}, language)
    written = f"{number:,d}" if isinstance(number, int) else f"{number:,f}"
    return "".join({",": NARROW_SPACE, ".": mark, "-": MINUS}.get(sign, sign) for sign in written)


def percent(count: int, base: int, language: str) -> str:
    """ "84%", "84 %": rounded, half upwards; "" where there is no base to take a share of."""
    locale = said({"en": "en", "es": "es"}, language)
    if base == 0:
        return ""
    rounded = (200 * count + base) // (2 * base)
    return format_percent(Decimal(rounded) / 100, locale=locale)


def spelled(number: int, language: str, agreement: Agreement | str = Agreement.ALONE) -> str:
    """The number in words up to 99 ("nineteen", "diecinueve", "veintiún"), in figures above or below zero."""
    if not 0 <= number <= 99:
        return grouped(number, language)
    return said({"en": _english(number), "es": _spanish(number, Agreement(agreement))}, language)


# fmt: off
_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPANISH = (
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
    "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno",
    "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho",
    "veintinueve",
)
_SPANISH_TENS = ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
# fmt: on


def _english(number: int) -> str:
    if number < 20:
        return _ENGLISH[number]
    tens, ones = divmod(number, 10)
    return _ENGLISH_TENS[tens - 2] + (f"-{_ENGLISH[ones]}" if ones else "")


def _spanish(number: int, agreement: Agreement) -> str:
    tens, ones = divmod(number, 10)
    above = f" y {_SPANISH[ones]}" if ones else ""
    words = _SPANISH[number] if number < 30 else _SPANISH_TENS[tens - 3] + above
    if not words.endswith("uno") or agreement is Agreement.ALONE:
        return words
    if agreement is Agreement.FEMININE:
        return words.removesuffix("o") + "a"
    return "veintiún" if number == 21 else words.removesuffix("o")
