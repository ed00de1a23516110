"""The comparative workbook of 300 questions and 1,000 replies, against openpyxl writing the same cells and no more.

    python -m tests.bench.workbook product|looks|plain FOLDER

writes it once, in a process of its own, and prints as JSON: processor seconds and peak memory of the writing.
The floors: the same values in the same sheets by openpyxl's write-only mode with lxml; "plain" without looks, "looks"
with the look of each cell set as openpyxl would have it set.
"""

import dataclasses
import json
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from copy import copy
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell

from surveyapp.core.comparison import compare
from surveyapp.core.states import MemberState
from surveyapp.documents import comparative_workbook
from tests import serving
from tests.bench import scene
from tests.bench.figures import Chapter, Figure, median, spread
from tests.builders import words
from tests.replies import made_up, states_of_2012

REPLIES = 1000
TURNS = 2
"""Each writes millions of cells and takes most of a minute."""
MOST = 1.5
HEADING = comparative_workbook.Heading(
    title=words("Measured"),
    period_from=date(2024, 1, 1),
    period_to=date(2025, 12, 31),
    received_to=date(2026, 9, 15),
    made_at=datetime(2026, 9, 15, tzinfo=UTC),
    illustrative=True,
)
PARTS_OF_A_LOOK = ("font", "fill", "border", "alignment", "number_format")
Used = dict[str, float]
Look = tuple[Any, ...]
Cells = tuple[dict[str, list[list[tuple[Any, int]]]], dict[int, Look]]


def measure(folder: Path, turns: int) -> Chapter:
    compared = _prepare(folder)
    kinds = ("product", "looks", "plain")
    used = {kind: [_in_a_process(kind, folder) for _ in range(min(turns, TURNS))] for kind in kinds}
    cells = int(used["plain"][0]["cells"])
    return Chapter(
        f"The comparative workbook of 300 questions and {REPLIES:,} replies ({cells:,} cells)",
        [
            _against("processor time, same cells with their looks", used["product"], used["looks"], MOST),
            _against("processor time, same cells without looks", used["product"], used["plain"], MOST),
            Figure(
                what="memory at most, beyond what holds the replies",
                product=_memory(used["product"]),
                floor=_memory(used["plain"]),
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


def _memory(used: list[Used]) -> str:
    return f"{median(one['megabytes'] for one in used):.0f} MB"


def _prepare(folder: Path) -> float:
    """Puts into the folder what is written from: the comparison, and the cells of its workbook."""
    questionnaire = scene.long_questionnaire()
    states = _states()
    replies = list(made_up(questionnaire, states, "measured"))
    begun = time.process_time()
    comparison = compare(questionnaire, replies, states)
    taken = time.process_time() - begun
    (folder / "comparison").write_bytes(pickle.dumps(comparison))
    workbook = comparative_workbook.write(comparison, HEADING, "en")
    (folder / "cells").write_bytes(pickle.dumps(_cells(workbook)))
    return taken


def _states() -> list[MemberState]:
    """As many as there are replies, made up from the real ones."""
    real = states_of_2012()
    return [dataclasses.replace(real[number % len(real)], iso3=f"X{number:04}") for number in range(REPLIES)]


def _cells(workbook: bytes) -> "Cells":
    """Value and look of every cell, sheet by sheet; every look once."""
    read = openpyxl.load_workbook(BytesIO(workbook), read_only=True)
    looks: dict[int, Look] = {}
    sheets: dict[str, list[list[tuple[Any, int]]]] = {}
    for sheet in read.worksheets:
        sheets[sheet.title] = [[_seen(looks, cell) for cell in row] for row in sheet.iter_rows()]
    return sheets, looks


def _seen(looks: dict[int, "Look"], cell: Any) -> tuple[Any, int]:
    """Value and number of the look of a cell; the look itself is kept the first time it is seen."""
    if cell.value is None:
        return None, 0
    style = cell._style_id
    if style not in looks:
        looks[style] = tuple(copy(getattr(cell, part)) for part in PARTS_OF_A_LOOK)
    return cell.value, style


def _in_a_process(kind: str, folder: Path) -> Used:
    command = [sys.executable, "-m", "tests.bench.workbook", kind, str(folder)]
    done = subprocess.run(command, cwd=serving.ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-500:])
    found: Used = json.loads(done.stdout)
    return found


def _written(kind: str, folder: Path) -> Used:
    deed, cells = _deed(kind, folder)
    before = forget_peak()
    begun = time.process_time()
    (folder / f"{kind}.xlsx").write_bytes(deed())
    return {"seconds": time.process_time() - begun, "megabytes": memory_of("VmHWM") - before, "cells": cells}


def _deed(kind: str, folder: Path) -> tuple[Callable[[], bytes], int]:
    if kind == "product":
        comparison = pickle.loads((folder / "comparison").read_bytes())
        return lambda: comparative_workbook.write(comparison, HEADING, "en"), 0
    sheets, looks = pickle.loads((folder / "cells").read_bytes())
    count = sum(value is not None for rows in sheets.values() for row in rows for value, _ in row)
    if kind == "looks":
        return lambda: _with_looks(sheets, looks), count
    plain = {title: [[value for value, _ in row] for row in rows] for title, rows in sheets.items()}
    return lambda: _plain(plain), count


def _plain(sheets: dict[str, list[list[Any]]]) -> bytes:
    workbook = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return _saved(workbook)


def _with_looks(sheets: dict[str, list[list[tuple[Any, int]]]], looks: dict[int, Look]) -> bytes:
    """One cell object for each look, filled again and again: openpyxl's quickest way."""
    workbook = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        cells = {style: _cell(sheet, look) for style, look in looks.items()}
        for row in rows:
            sheet.append(_filled(cells, row))
    return _saved(workbook)


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


def _saved(workbook: Any) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def forget_peak() -> float:
    """Megabytes that this process holds now; the most it has held is counted anew from here (Linux, proc(5))."""
    Path("/proc/self/clear_refs").write_text("5")
    return memory_of("VmRSS")


def memory_of(name: str) -> float:
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith(f"{name}:")) / 1024


if __name__ == "__main__":
    print(json.dumps(_written(sys.argv[1], Path(sys.argv[2]))))
