"""Numbers and dates as a state writes them: the habit belongs to the state, not to the language."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from surveyapp.core.states import Habits

_SPACES = " \u00a0\u202f\u2009"
_PLAIN = re.compile(r"-?\d+", re.ASCII)


def decimal_number(text: str, habits: Habits) -> Decimal | None:
    """The number written here: spaces, or the other mark, may group thousands; None when it cannot be read.

    With a decimal comma "1.234" is one thousand two hundred thirty-four; "1.23" and "0.123" are nothing.
    """
    mark = habits.decimal_mark
    group = "." if mark == "," else ","
    whole, _, fraction = text.strip().replace("\u2212", "-").partition(mark)
    digits = _ungrouped(whole, group)
    if digits is None or (mark in text and not fraction.isascii()) or (mark in text and not fraction.isdigit()):
        return None
    try:
        return Decimal(f"{digits}.{fraction}" if fraction else digits)
    except InvalidOperation:
        return None


def whole_number(text: str, habits: Habits) -> int | None:
    """The whole number written here; "12.0" is one, "12.5" is not."""
    number = decimal_number(text, habits)
    return int(number) if number is not None and number == number.to_integral_value() else None


def year_number(text: str) -> int | None:
    """A year of four digits from 1800 to 2199."""
    stripped = text.strip()
    if re.fullmatch(r"\d{4}", stripped, re.ASCII) and 1800 <= int(stripped) <= 2199:
        return int(stripped)
    return None


def day_from_parts(day: str, month: str, year: str) -> date | None:
    """A date from day, month and year as typed in three fields."""
    numbers = [part.strip() for part in (year, month, day)]
    if not all(re.fullmatch(r"\d{1,4}", part, re.ASCII) for part in numbers) or year_number(year) is None:
        return None
    try:
        return date(*map(int, numbers))
    except ValueError:
        return None


def day_from_text(text: str, habits: Habits) -> date | None:
    """A date written as 2012-10-15, or as 15/10/2012 (10/15/2012 where the month comes first)."""
    iso = re.fullmatch(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*", text, re.ASCII)
    if iso:
        return day_from_parts(iso[3], iso[2], iso[1])
    parts = re.fullmatch(r"\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*", text, re.ASCII)
    if not parts:
        return None
    day, month = (parts[2], parts[1]) if habits.date_order == "mdy" else (parts[1], parts[2])
    return day_from_parts(day, month, parts[3])


def _ungrouped(whole: str, group: str) -> str | None:
    """The digits of a whole number without what groups them by three; None when they are not so grouped."""
    one_mark = whole
    for space in _SPACES:
        one_mark = one_mark.replace(space, " ")
    for mark in (" ", group):
        if mark in one_mark.strip():
            pattern = rf"-?[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+"
            grouped = re.fullmatch(pattern, one_mark.strip(), re.ASCII)
            return one_mark.strip().replace(mark, "") if grouped else None
    return one_mark.strip() if _PLAIN.fullmatch(one_mark.strip()) else None
