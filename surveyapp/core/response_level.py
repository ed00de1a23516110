"""How many of the states asked had replied, round by round: by the same day, and over time.

Days are counted from that of the deadline of the round (0), on the calendar of its time zone; those before it are
negative. A day counts whole: what came in on it came in by it.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_of(when: datetime, deadline: datetime, zone: str) -> int:
    """Which day, counted from that of the deadline, a moment falls on."""
    there = ZoneInfo(zone)
    return (when.astimezone(there).date() - deadline.astimezone(there).date()).days


def end_of(day: int, deadline: datetime, zone: str) -> datetime:
    """The first moment after a day so counted, aware UTC; 23 or 25 hours after its first where clocks change."""
    there = ZoneInfo(zone)
    next_day = deadline.astimezone(there).date() + timedelta(days=day + 1)
    return datetime.combine(next_day, time(), there).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class Level:
    """Of the states that a round asked, how many had replied by a day, and how many have replied up to now."""

    code: str
    """Of the round."""
    asked: int
    by_then: int
    up_to_now: int


@dataclass(frozen=True)
class Curve:
    """The replies of a round added up, from its first day to the last one that is known."""

    asked: int
    first: int
    last: int
    days: tuple[int, ...]
    """On which a reply came, each as often as one did, in order."""

    def at(self, day: int) -> int | None:
        """How many had come by the end of a day; None before the round began and after what is known."""
        return bisect_right(self.days, day) if self.first <= day <= self.last else None

    @property
    def total(self) -> int:
        return len(self.days)

    def steps(self) -> list[tuple[int, int]]:
        """The days on which the number grew, each with what it grew to."""
        per_day, total, found = Counter(self.days), 0, []
        for day in sorted(per_day):
            total += per_day[day]
            found.append((day, total))
        return found


def curve(asked: int, received: Iterable[int], first: int | None, last: int) -> Curve:
    """The curve of the days on which replies came. A round begins with its first reply where none knows otherwise.

    `last`: the last day that is known, today or the day on which the round closed; later replies move it.
    """
    days = tuple(sorted(received))
    begins = min((day for day in (first, *days[:1]) if day is not None), default=last)
    return Curve(asked, min(begins, last), max((last, *days[-1:])), days)


def weeks(first: int, last: int, most: int) -> list[int]:
    """The days from first to last that are whole weeks from the deadline, so far apart that they are not too many."""
    step = 7
    while (last - first) // step + 1 > most:
        step *= 2
    return list(range(-(-first // step) * step, last + 1, step))


def chosen_days(curves: Sequence[Curve], most: int = 14) -> list[int]:
    """The days to be told in a short table: whole weeks from the deadline, and the last known of the first curve."""
    if not curves:
        return []
    first, last = min(one.first for one in curves), max(one.last for one in curves)
    return sorted({*weeks(first, last, most - 1), curves[0].last})
