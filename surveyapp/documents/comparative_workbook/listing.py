"""A list in sheet form: headings, then rows, which go on in another sheet where one is full.

To be read: below a title, every row as high as its texts. To be counted: the headings in the first row, plain cells
below, and a table that other programs know by its name.
"""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from surveyapp.documents.comparative_workbook.plan import Plan
from surveyapp.documents.sheets import HEADER, LINE, MOST_ROWS, TITLE, Drawn, Page, Sheet, Value, sheet_name

Column = tuple[str, float]
"""Heading and width."""


class Listing:
    """The sheet, or sheets, while they are being written."""

    def __init__(
        self,
        workbook: Workbook,
        plan: Plan,
        key: str,
        columns: Sequence[Column],
        *,
        title: str = "",
        lines: Sequence[str] = (),
        table: str = "",
        frozen_columns: int = 0,
    ) -> None:
        """`title`, `lines` and headings stand above a list to be read; one with the name of a `table` is to be counted.

        `lines` come below the title, after the line that every sheet has.
        """
        self._workbook, self._plan, self._key = workbook, plan, key
        self._columns, self._title, self._lines, self._table = columns, title, lines, table
        self._frozen_columns = frozen_columns
        self._number = 0
        self._begin()

    def write(self, cells: Sequence[Drawn | None]) -> None:
        self._go_on()
        self._sheet.write(cells)

    def write_plain(self, values: Sequence[Value]) -> None:
        self._go_on()
        self._sheet.write_plain(values)

    def begin_section(self) -> None:
        """What follows stands on a page of its own, if anything stands above it."""
        if self._sheet.row > self._header_row:
            self._sheet.begin_block(begins_page=True)

    @property
    def is_empty(self) -> bool:
        return self._number == 1 and self._sheet.row == self._header_row

    def close(self) -> None:
        row = self._sheet.row
        if not self._table:
            self._sheet.break_pages(self._repeated)
        if self._table and row > self._header_row:
            headings = [heading for heading, _width in self._columns]
            self._sheet.name_table(f"{self._table}_{self._number}", headings, self._header_row)
        else:
            self._sheet.filter(f"A{self._header_row}:{get_column_letter(len(self._columns))}{row}")

    def _go_on(self) -> None:
        if self._sheet.row == MOST_ROWS:
            self.close()
            self._begin()

    def _begin(self) -> None:
        plan, columns = self._plan, self._columns
        taken = {name.casefold() for name in self._workbook.sheetnames}
        wanted = plan.sheets[self._key]
        name = sheet_name(wanted, lambda one: one.casefold() in taken) if self._number else wanted
        self._number += 1
        self._header_row = 1 if not self._title else 4 + len(self._lines) + plan.banners
        first_column = get_column_letter(self._frozen_columns + 1)
        page = Page(
            widths=[width for _heading, width in columns],
            columns=len(columns),
            frozen=f"{first_column}{self._header_row + 1}",
            title_rows=f"{self._header_row}:{self._header_row}",
        )
        self._sheet = Sheet(self._workbook, name, plan.on_paper(page, name, scaled=not self._table))
        if self._title:
            self._write_title()
        self._sheet.write([Drawn(heading, HEADER) for heading, _width in columns])
        self._repeated = self._sheet.height

    def _write_title(self) -> None:
        last = len(self._columns)
        self._sheet.write_across(self._title, TITLE, last)
        self._sheet.write_across(self._plan.says_all, LINE, last)
        for line in self._lines:
            self._sheet.write_across(line, LINE, last)
        self._plan.banner(self._sheet, last)
        self._sheet.write([])
