"""How many have replied beside earlier rounds, as the page of a round draws it: a table, a curve and its figures."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from surveyapp.actions.tracking import Responses
from surveyapp.core.response_level import Curve, chosen_days, weeks
from surveyapp.wording import tracking as words

WIDTH, HEIGHT = 640, 310
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 26, 50
"""Of the picture, and what is left around the plot for its figures, in the units of its viewBox."""
MOST_TICKS = 6
NOT_KNOWN = "–"


@dataclass(frozen=True)
class LevelRow:
    """A round in the table of levels."""

    code: str
    is_present: bool
    by_then: int
    asked: int
    by_then_words: str
    up_to_now_words: str


@dataclass(frozen=True)
class Tick:
    """A figure at an axis, and how far along it."""

    at: float
    label: str


@dataclass(frozen=True)
class Line:
    code: str
    path: str
    """Of an SVG path, in steps: the number stands until the day on which it grows."""


@dataclass(frozen=True, kw_only=True)
class Chart:
    description: str
    lines: tuple[Line, ...]
    days: tuple[Tick, ...]
    counts: tuple[Tick, ...]
    deadline: float | None
    """Where the day of the deadline stands; None where it is not in the picture."""


@dataclass(frozen=True)
class CurveRow:
    """A day in the table beside the curve."""

    day: str
    is_today: bool
    counts: tuple[str, ...]
    """Of each round, or a sign that nothing is known."""


@dataclass(frozen=True)
class ResponsePage:
    """Everything about the response level, for a reader's language."""

    responses: Responses
    language: str

    @property
    def same_day(self) -> str:
        return words.relative_day(self.responses.day, self.language)

    @property
    def levels(self) -> list[LevelRow]:
        return [
            LevelRow(
                one.code,
                place == 0,
                one.by_then,
                one.asked,
                words.of_states(one.by_then, one.asked, self.language),
                words.of_states(one.up_to_now, one.asked, self.language) if place else "",
            )
            for place, one in enumerate(self.responses.levels)
        ]

    @property
    def codes(self) -> list[str]:
        return [code for code, _curve in self.responses.curves]

    @property
    def rows(self) -> list[CurveRow]:
        curves = [one for _code, one in self.responses.curves]
        today = curves[0].last
        return [
            CurveRow(
                words.relative_day(day, self.language), day == today, tuple(map(_said, (c.at(day) for c in curves)))
            )
            for day in chosen_days(curves)
        ]

    @property
    def chart(self) -> Chart:
        curves = [one for _code, one in self.responses.curves]
        plot = _Plot(
            min(one.first for one in curves),
            max(one.last for one in curves),
            max(1, *(one.asked for one in curves)),
        )
        return Chart(
            description=" ".join(self._described()),
            lines=tuple(Line(code, plot.path(one)) for code, one in self.responses.curves),
            days=tuple(plot.days()),
            counts=tuple(plot.counts()),
            deadline=plot.x(0) if plot.first <= 0 <= plot.last else None,
        )

    def _described(self) -> Iterator[str]:
        for level, (code, one) in zip(self.responses.levels, self.responses.curves, strict=False):
            said = words.of_states(one.total, level.asked, self.language)
            yield _("Round %(code)s: %(states)s in all.", code=code, states=said)
        yield _("The table says the same, day by day.")


@dataclass(frozen=True)
class _Plot:
    """The days and counts that the picture spans, and where they stand in it."""

    first: int
    last: int
    most: int

    def x(self, day: int) -> float:
        share = (day - self.first) / max(1, self.last - self.first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, count: int) -> float:
        return round(HEIGHT - BOTTOM - count / self.most * (HEIGHT - TOP - BOTTOM), 1)

    def path(self, one: Curve) -> str:
        steps = "".join(f"H{self.x(day)}V{self.y(total)}" for day, total in one.steps())
        return f"M{self.x(one.first)} {self.y(0)}{steps}H{self.x(one.last)}"

    def days(self) -> Iterator[Tick]:
        """Whole weeks, so far apart that their figures do not touch."""
        for day in weeks(self.first, self.last, MOST_TICKS):
            yield Tick(self.x(day), f"+{day}" if day > 0 else str(day).replace("-", "−"))

    def counts(self) -> Iterator[Tick]:
        step = next(step for step in _steps() if self.most / step <= MOST_TICKS)
        for count in range(0, self.most + 1, step):
            yield Tick(self.y(count), str(count))


def _steps() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50, …"""
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def _said(count: int | None) -> str:
    return NOT_KNOWN if count is None else str(count)
