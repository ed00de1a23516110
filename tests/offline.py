"""A reply workbook as a person handles it: opened with a spreadsheet program, filled in, saved, passed on.

paper = Paper(workbook)
paper.write("offence", "option", "Yes")
returned = paper.saved()
"""

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from surveyapp.documents.sheets import safe

SOFFICE = shutil.which("soffice")
NO_LIBREOFFICE = "no LibreOffice on this machine: sudo apt-get install --no-install-recommends libreoffice-calc-nogui"
HIDDEN = "surveyapp"


class Paper:
    """A workbook being filled in."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        hidden = [[cell.value for cell in row] for row in self.book[HIDDEN].iter_rows()]
        self.cells = {(row[3], row[4]): (row[1], row[2]) for row in hidden if row[0] == "cell"}
        self.words = {(row[1], row[2]): row[3] for row in hidden if row[0] == "list"}
        self.lists = {(row[3], row[4]): row[6] for row in hidden if row[0] == "cell"}

    def cell(self, place: str, part: str = "text", sheet: str = "") -> Any:
        """The answer cell of a part of a place; on the first sheet that has it, or on this one."""
        key, letters = self.cells[place, part]
        for one in self.book.worksheets:
            if one.title == HIDDEN or (sheet and one.title != sheet):
                continue
            row = next((cells[0].row for cells in one.iter_rows(max_col=1) if cells[0].value == key), None)
            if row:
                return one[f"{letters}{row}"]
        raise LookupError(f"{place} {part}")

    def write(self, place: str, part: str, value: Any, sheet: str = "") -> None:
        """What a person types. A text is a text, whatever it begins with: the cells are made so."""
        cell = self.cell(place, part, sheet)
        assert not cell.protection.locked, f"{place} {part} is locked"
        cell.value = safe(value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"

    def choose(self, place: str, part: str, code: str) -> None:
        """Chooses a word from the drop-down of a cell: that which says this."""
        self.write(place, part, self.words[self.lists[place, part], code])

    def places(self) -> Iterator[tuple[str, str]]:
        return iter(self.cells)

    def saved(self) -> bytes:
        content = io.BytesIO()
        self.book.save(content)
        return content.getvalue()


def through_libreoffice(data: bytes, folder: Path) -> bytes:
    """The workbook, opened and saved again by LibreOffice; the test is skipped where there is none."""
    if SOFFICE is None:
        pytest.skip(NO_LIBREOFFICE)
    given, made = folder / "given.xlsx", folder / "made"
    given.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(made), str(given)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (made / "given.xlsx").read_bytes()
