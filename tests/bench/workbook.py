"""The comparative workbook of 300 questions and many replies, against openpyxl writing the same cells and no more.

    python -m tests.bench.workbook product|looks|plain FOLDER

writes it once, in a process of its own, and prints as JSON: processor seconds and peak memory of the writing.
The floors: the same values in the same sheets by openpyxl's write-only mode with lxml; "plain" without looks, "looks"
with the look of each cell set as openpyxl would have it set. Reading what is to be written is in no figure.

    python -m tests.bench.workbook measure REPLIES FOLDER

measures so many replies once; with 10,000 it takes the better part of an hour.
"""

import dataclasses
import json
import pickle
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from copy import copy
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import IO, Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import column_index_from_string

from surveyapp.core.comparison import compare
from surveyapp.core.disclosure import DisclosedReply
from surveyapp.core.states import MemberState
from surveyapp.documents import comparative_workbook
from tests import serving
from tests.bench import scene
from tests.bench.figures import Chapter, Figure, median, spread, table
from tests.builders import words
from tests.replies import made_up, states_of_2012

REPLIES = 1000
DIFFERENT = 500
"""Replies that are invented; each is that of several states."""
TURNS = 2
"""Each writes millions of cells and takes most of a minute."""
MOST = 1.3
HEADING = comparative_workbook.Heading(
    title=words("Measured"),
    period_from=date(2024, 1, 1),
    period_to=date(2025, 12, 31),
    received_to=date(2026, 9, 15),
    made_at=datetime(2026, 9, 15, tzinfo=UTC),
    illustrative=True,
)
PARTS_OF_A_LOOK = ("font", "fill", "border", "alignment", "number_format")
MOST_MEGABYTES = 300
Used = dict[str, float]
Look = tuple[Any, ...]
Row = list[tuple[Any, int]]
"""Of each column its value and the number of its look."""


def measure(folder: Path, turns: int, replies: int = REPLIES) -> Chapter:
    compared = _prepare(folder, replies)
    used: dict[str, list[Used]] = {"product": [], "looks": [], "plain": []}
    for turn in range(min(turns, TURNS)):
        for kind, each in used.items():
            each.append(_in_a_process(kind, folder))
            if kind == "product" and not turn:
                _take_apart(folder)
    cells = int(used["plain"][0]["cells"])
    memory = _memory(used["product"])
    return Chapter(
        f"The comparative workbook of 300 questions and {replies:,} replies ({cells:,} cells)",
        [
            _against("processor time, same cells with their looks", used["product"], used["looks"], MOST),
            _against("processor time, same cells without looks", used["product"], used["plain"], MOST),
            Figure(
                what="memory at most, beyond what holds the replies",
                product=f"{memory:.0f} MB",
                floor=f"{_memory(used['plain']):.0f} MB",
                target=f"≤ {MOST_MEGABYTES} MB",
                is_met=memory <= MOST_MEGABYTES,
            ),
            Figure(what="comparing, before the writing", product=f"{compared:.1f} s"),
        ],
        ["Floor: openpyxl's write-only mode with lxml. Each writing in a process of its own."],
    )


def _against(what: str, product: list[Used], floor: list[Used], most: float) -> Figure:
    ratios = [one["seconds"] / other["seconds"] for one, other in zip(product, floor, strict=True)]
    return Figure(
        what=what,
        product=f"{median(one['seconds'] for one in product):.1f} s",
        floor=f"{median(one['seconds'] for one in floor):.1f} s",
        ratio=spread(ratios),
        target=f"≤ {most}",
        is_met=median(ratios) <= most,
    )


def _memory(used: list[Used]) -> float:
    return median(one["megabytes"] for one in used)


def _prepare(folder: Path, count: int) -> float:
    """Puts into the folder what is written from, and says how long comparing took."""
    questionnaire = scene.long_questionnaire()
    states = _states(count)
    invented = list(made_up(questionnaire, states[:DIFFERENT], "measured"))
    replies = [_lent(invented[place % len(invented)], state) for place, state in enumerate(states)]
    begun = time.process_time()
    comparison = compare(questionnaire, replies, states)
    taken = time.process_time() - begun
    (folder / "comparison").write_bytes(pickle.dumps(comparison))
    return taken


def _lent(reply: DisclosedReply, state: MemberState) -> DisclosedReply:
    """The reply of one state as that of another."""
    lent = copy(reply)
    object.__setattr__(lent, "state", state.iso3)
    return lent


def _states(count: int) -> list[MemberState]:
    """As many as there are replies, made up from the real ones."""
    real = states_of_2012()
    return [dataclasses.replace(real[number % len(real)], iso3=f"X{number:05}") for number in range(count)]


def _take_apart(folder: Path) -> None:
    """Puts the cells of the product's workbook into the folder, row by row, and every look once."""
    looks = _looks(openpyxl.load_workbook(folder / "product.xlsx", read_only=True))
    with zipfile.ZipFile(folder / "product.xlsx") as archive, (folder / "cells").open("wb") as cells:
        pickle.dump(looks, cells)
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        for name in names:
            pickle.dump(name, cells)
            with archive.open(name) as sheet:
                for row in _rows(sheet):
                    pickle.dump(row, cells)


def _looks(book: Any) -> dict[int, Look]:
    return {
        number: tuple(copy(getattr(_StyledAs(book, number), part)) for part in PARTS_OF_A_LOOK)
        for number in range(len(book._cell_styles))
    }


class _StyledAs(StyleableObject):
    """Something with the style of a number, from which its parts can be read."""

    def __init__(self, book: Any, number: int) -> None:
        super().__init__(book.worksheets[0], book._cell_styles[number])


_ROW = re.compile(rb"<row [^>]*?>(.*?)</row>", re.DOTALL)
_CELL = re.compile(
    rb'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?>'
    rb"(?:<is><t[^>]*>(.*?)</t></is>|<v>(.*?)</v>)?</c>",
    re.DOTALL,
)


def _rows(sheet: IO[bytes]) -> Iterator[Row]:
    """The rows of a sheet as the product writes them; none has rich text."""
    rest = b""
    while piece := sheet.read(1 << 22):
        rest += piece
        end = 0
        for found in _ROW.finditer(rest):
            yield _row(found[1])
            end = found.end()
        rest = rest[end:]


def _row(text: bytes) -> Row:
    row: Row = []
    for letters, style, _kind, text_in, number in _CELL.findall(text):
        column = column_index_from_string(letters.decode())
        row += [(None, 0)] * (column - 1 - len(row))
        value = float(number) if number else unescape(text_in.decode()) or None
        row.append((value, int(style or 0)))
    return row


def _in_a_process(kind: str, folder: Path) -> Used:
    command = [sys.executable, "-m", "tests.bench.workbook", kind, str(folder)]
    done = subprocess.run(command, cwd=serving.ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-500:])
    found: Used = json.loads(done.stdout)
    return found


def _written(kind: str, folder: Path) -> Used:
    if kind == "product":
        comparison = pickle.loads((folder / "comparison").read_bytes())
        return _used(folder, kind, lambda file: comparative_workbook.write_to(file, comparison, HEADING, "en"))
    rows = _Recorded(folder)
    used = _used(folder, kind, lambda file: _floor(rows, file, with_looks=kind == "looks"))
    return used | {"seconds": used["seconds"] - rows.reading, "cells": rows.cells}


def _used(folder: Path, kind: str, deed: Callable[[IO[bytes]], None]) -> Used:
    before = forget_peak()
    begun = time.process_time()
    with (folder / f"{kind}.xlsx").open("wb") as file:
        deed(file)
    return {"seconds": time.process_time() - begun, "megabytes": memory_of("VmHWM") - before, "cells": 0}


class _Recorded:
    """The cells of a workbook, as they were taken apart; what reading them takes is added up."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / "cells").open("rb")
        self.looks: dict[int, Look] = pickle.load(self._file)
        self.reading, self.cells = 0.0, 0

    def __iter__(self) -> Iterator[Row | str]:
        """The name of a sheet before its rows."""
        while True:
            begun = time.process_time()
            try:
                found = pickle.load(self._file)
            except EOFError:
                return
            finally:
                self.reading += time.process_time() - begun
            self.cells += 0 if isinstance(found, str) else sum(value is not None for value, _look in found)
            yield found


def _floor(rows: _Recorded, file: IO[bytes], *, with_looks: bool) -> None:
    """With looks: one cell object for each, filled again and again, which is openpyxl's quickest way."""
    workbook = openpyxl.Workbook(write_only=True)
    sheet: Any = None
    cells: dict[int, Any] = {}
    for row in rows:
        if isinstance(row, str):
            sheet = workbook.create_sheet()
            cells = {style: _cell(sheet, look) for style, look in rows.looks.items()} if with_looks else {}
        elif with_looks:
            sheet.append(_filled(cells, row))
        else:
            sheet.append([value for value, _look in row])
    workbook.save(file)


def _cell(sheet: Any, look: Look) -> Any:
    cell = WriteOnlyCell(sheet)
    for part, value in zip(PARTS_OF_A_LOOK, look, strict=True):
        setattr(cell, part, value)
    return cell


def _filled(cells: dict[int, Any], row: list[tuple[Any, int]]) -> Iterator[Any]:
    for value, style in row:
        if value is None:
            yield None
        else:
            cells[style].value = value
            yield cells[style]


def forget_peak() -> float:
    """Megabytes that this process holds now; the most it has held is counted anew from here (Linux, proc(5))."""
    Path("/proc/self/clear_refs").write_text("5")
    return memory_of("VmRSS")


def memory_of(name: str) -> float:
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith(f"{name}:")) / 1024


def _main(kind: str, *more: str) -> None:
    if kind == "measure":
        print(table([measure(Path(more[1]), 1, int(more[0]))]))
    else:
        print(json.dumps(_written(kind, Path(more[0]))))


if __name__ == "__main__":
    _main(*sys.argv[1:])
