"""The table that is printed: what was measured, beside what, and what was aimed at."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

HEADERS = ("what", "the product", "the floor", "ratio", "target", "")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the table. Without a target it is there to be known."""

    what: str
    product: str
    floor: str = ""
    ratio: str = ""
    target: str = ""
    is_met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        verdict = {True: "met", False: "MISSED", None: ""}[self.is_met]
        return self.what, self.product, self.floor, self.ratio, self.target, verdict


@dataclass(frozen=True)
class Chapter:
    """The figures of one measure, with what must be known to read them."""

    title: str
    figures: Sequence[Figure]
    notes: Sequence[str] = ()


def table(chapters: Iterable[Chapter]) -> str:
    """All chapters in one table, columns aligned."""
    every = list(chapters)
    rows = [HEADERS, *(figure.cells for chapter in every for figure in chapter.figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADERS))]
    lines = [_line(HEADERS, widths), "─" * (sum(widths) + 2 * (len(widths) - 1))]
    for chapter in every:
        lines += ["", chapter.title]
        lines += [_line(figure.cells, widths) for figure in chapter.figures]
        lines += [f"    {note}" for note in chapter.notes]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    what, *numbers, verdict = cells
    right = [number.rjust(width) for number, width in zip(numbers, widths[1:], strict=False)]
    return "  ".join([what.ljust(widths[0]), *right, verdict]).rstrip()


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def milliseconds(deed: Callable[[], object], times: int = 7) -> float:
    """How long a deed takes, the median of several times; the first, which fills caches, is not counted."""
    deed()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - begun)
    return median(taken) * 1000


def spread(values: Sequence[float]) -> str:
    """ "0.71 (0.68 to 0.74)"."""
    return f"{median(values):.2f} ({min(values):.2f} to {max(values):.2f})"
