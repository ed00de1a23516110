"""Writes the rows of a sheet as they stand in its file (ECMA-376 part 1, 18.3.1.73 and 18.3.1.4).

openpyxl writes a cell as an object and an XML element each; on a sheet of millions that takes most of the time. The
rest of a sheet stays with openpyxl: what stands before its rows and what stands after them.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl.cell.rich_text import CellRichText
from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter, create_temporary_file

_BUFFER = 1 << 17


class Rows:
    """The rows of one write-only sheet; the first that is written ends what stands before them."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._write: Any = None
        self._letters: list[str] = [get_column_letter(column) for column in range(1, 50)]

    def write(self, row: int, attributes: str, cells: Iterable[str | None]) -> None:
        """One row; each cell is what one of the functions below makes, None where there is none."""
        if self._write is None:
            self._begin()
        letters, parts = self._letters, [f'<row r="{row}"{attributes}>']
        for column, cell in enumerate(cells):
            if cell is not None:
                while column >= len(letters):
                    letters.append(get_column_letter(len(letters) + 1))
                parts.append(f'<c r="{letters[column]}{row}"{cell}')
        parts.append("</row>")
        self._write("".join(parts).encode())

    def link(self, link: Any) -> None:
        """Where a cell leads, its `ref`."""
        if self._write is None:
            self._begin()
        self._sheet._hyperlinks.append(link)

    def _begin(self) -> None:
        writer = _Writer(self._sheet)
        writer.write_top()
        self._sheet._writer, self._sheet._rows = writer, _between(writer)
        next(self._sheet._rows)
        self._write = writer.file.write


class _Writer(WorksheetWriter):
    """Writes into a file that is open to us too."""

    def __init__(self, sheet: Any) -> None:
        name = create_temporary_file()
        self.file = Path(name).open("wb", _BUFFER)  # noqa: SIM115
        super().__init__(sheet, self.file)
        self.out = name

    def close(self) -> None:
        super().close()
        self.file.close()


def _between(writer: _Writer) -> Iterator[None]:
    """What openpyxl's own writing of rows does before the first and after the last of them."""
    file: Any = writer.xf.send(True)
    with file.element("sheetData"):
        file.flush()
        try:
            while True:
                yield
        except GeneratorExit:
            pass
    writer.xf.send(None)


def style(number: int) -> str:
    """How a cell is drawn, as the functions below take it."""
    return f' s="{number}"' if number else ""


@lru_cache(maxsize=10_000)
def words(text: str, look: str) -> str:
    """A text that comes again and again."""
    return text_cell(text, look)


def text_cell(text: str, look: str) -> str:
    """A text; none of its characters is one that XML cannot hold."""
    if not text:
        return f'{look} t="inlineStr"></c>'
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f'{look} t="inlineStr"><is><t{space}>{text}</t></is></c>'


def number_cell(number: float | Decimal, look: str) -> str:
    return f'{look} t="n"><v>{safe_string(number)}</v></c>'


def date_cell(day: date, look: str) -> str:
    serial: Any = to_excel(day)  # type: ignore[no-untyped-call]
    return f'{look} t="n"><v>{safe_string(serial)}</v></c>'


def rich_cell(text: CellRichText, look: str) -> str:
    tree: Any = text.to_tree()
    return f'{look} t="inlineStr">{etree.tostring(tree, encoding="unicode")}</c>'


def formula_cell(formula: str, look: str) -> str:
    text = formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{look}><f>{text}</f><v></v></c>"


def empty_cell(look: str) -> str | None:
    """A cell of which only its look is seen; None where it has none."""
    return f'{look} t="n"></c>' if look else None
