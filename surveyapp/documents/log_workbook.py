"""The log of what was done as a workbook: one sheet, a row for each event."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from surveyapp.documents import sheets
from surveyapp.documents.sheets import Drawn, Page, Sheet

_WIDTHS = (9, 22, 42, 26, 14, 18, 26, 60)


def write(name: str, headings: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The workbook; texts stay texts, whatever they begin with."""
    workbook = Workbook(write_only=True)
    sheet = Sheet(workbook, name, Page(widths=_WIDTHS, columns=len(headings), frozen="A2", title_rows="1:1"))
    sheet.write([Drawn(one, sheets.HEADER) for one in headings])
    for row in rows:
        sheet.write_plain(list(row))
    sheet.filter(f"A1:H{max(sheet.row, 1)}")
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
