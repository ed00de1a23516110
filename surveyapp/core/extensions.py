"""Until when a state may ask to be waited for: a day that helps, and that is not beyond all measure."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONGEST = timedelta(days=366)
"""From today: what is asked beyond it is taken for a slip of the pen."""


class DayFault(StrEnum):
    """Why a day cannot be the new deadline."""

    NOT_AFTER_TODAY = "not_after_today"
    NOT_LATER = "not_later"
    """It is not later than the deadline that the state has anyhow."""
    TOO_FAR = "too_far"


def fault(until: date, today: date, deadline: date) -> DayFault | None:
    """What is wrong with a day as a new deadline; all of them days in the time of the state."""
    if until <= today:
        return DayFault.NOT_AFTER_TODAY
    if until <= deadline:
        return DayFault.NOT_LATER
    return DayFault.TOO_FAR if until > today + LONGEST else None


def end_of(day: date, zone: str) -> datetime:
    """The last second of a day in a time zone."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone))
