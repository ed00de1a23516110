"""Drawing on the sheets of a workbook: looks, text that stays text, the page. Large sheets are streamed row by row.

What a state typed never becomes a formula, an error value, or a broken file: every text is written as text, and what
XML or Excel would not keep is escaped as Excel itself does (`_x0007_`, ECMA-376 part 1, 22.9.2.19).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any, Literal, NamedTuple, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.colors import Color
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from surveyapp.documents import sheet_rows, type_sizes

LONGEST = 32_767
"""UTF-16 units that fit into one cell; Excel cuts what is longer, silently."""
MOST_ROWS = 1_048_576
MOST_BREAKS = 1_023
"""Of pages in one sheet, by hand; beyond them Excel says that the file is damaged."""
HIGHEST = 409.0
"""Points: no row of Excel can be higher."""
LEAST_HEIGHT = 13.5
LONGEST_NAME = 31

PAPERS = {"a4": (595.3, 841.9, 9), "letter": (612.0, 792.0, 1)}
"""Points of the short and the long side; how the format numbers it (ECMA-376 part 1, 18.3.1.63)."""
MARGIN_ABOVE, MARGIN_BELOW, MARGIN_BESIDE = 0.6, 0.55, 0.4
"""Inches."""
MARGINS = 72 * (MARGIN_ABOVE + MARGIN_BELOW)

INK, SOFT, BLUE, WARM = "1C2027", "4A525F", "173E76", "98400F"
TINT, WARM_TINT, RULE = "E9EFF7", "FBF1E9", "CDD2D9"

SYMBOLS = "Segoe UI Symbol"
"""The type in which ●, ◐, △ and ○ are equally large; Calibri has only the first and the last."""

Thickness = Literal["hair", "thin", "medium"]


@dataclass(frozen=True)
class Formula:
    """What a cell works out ("SUM(D4:D6)"). Only ever our own: what a person typed is text."""

    text: str


Value = str | int | float | Decimal | date | CellRichText | Formula | None


@dataclass(frozen=True, eq=False)
class Look:
    """How a cell is drawn. Two looks are the same when they are one object: make each once."""

    size: float = 10
    bold: bool = False
    italic: bool = False
    colour: str = INK
    fill: str = ""
    across: str = "left"
    down: str = "top"
    wrap: bool = True
    indent: int = 0
    number_format: str = "General"
    serif: bool = False
    family: str = ""
    """Of the type, where it is not that of the texts."""
    above: Thickness | None = None
    """The rule above the cell."""
    below: Thickness | None = None
    beside: Thickness | None = None
    """The rules to its left and its right."""
    open: bool = False
    """Whether it can be written in on a sheet that is protected."""
    struck: bool = False
    """Of words within a cell (`marked`): that they were taken away."""
    underlined: bool = False

    def inline(self) -> InlineFont:
        """The type of words within a cell."""
        return InlineFont(
            rFont=self.family or ("Cambria" if self.serif else "Calibri"),
            sz=self.size,
            b=self.bold,
            i=self.italic,
            color=Color(rgb=f"00{self.colour}"),
            strike=self.struck or None,
            u="single" if self.underlined else None,
        )

    def apply(self, cell: Cell) -> None:
        cell.font = Font(
            name=self.family or ("Cambria" if self.serif else "Calibri"),
            size=self.size,
            bold=self.bold,
            italic=self.italic,
            color=self.colour,
        )
        cell.alignment = Alignment(
            horizontal=self.across, vertical=self.down, wrap_text=self.wrap or None, indent=self.indent
        )
        cell.number_format = self.number_format
        if self.fill:
            cell.fill = PatternFill("solid", fgColor=self.fill)
        if self.above or self.below or self.beside:
            beside = _side(self.beside) or Side()
            cell.border = Border(top=_side(self.above), bottom=_side(self.below), left=beside, right=beside)
        if self.open:
            cell.protection = Protection(locked=False)


TITLE = Look(size=15, bold=True, serif=True)
LINE = Look(colour=SOFT)
BANNER = Look(size=10, bold=True, colour=WARM)
HEADER = Look(bold=True, fill=TINT, down="bottom", above="medium", below="thin")
HEADER_CENTRED = Look(bold=True, fill=TINT, down="bottom", across="center", above="medium", below="thin")


@dataclass
class Block:
    """Rows that are read together: the first of them, and how high they are."""

    row: int
    height: float = 0.0
    begins_page: bool = False


class Drawn(NamedTuple):
    """One cell to be written: a value, its look, and the sheet or the address on the Internet to which it leads."""

    value: Value
    look: Look
    leads_to: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """How a sheet is seen and printed."""

    widths: Sequence[float]
    """Of the columns, in characters; the last one holds for all that follow."""
    columns: int
    landscape: bool = True
    paper: str = "a4"
    """One of PAPERS."""
    frozen: str = ""
    title_rows: str = ""
    title_columns: str = ""
    scale: int = 0
    """In percent; 0: as small as the width of one page needs."""
    one_page: bool = False
    tab: str = ""
    hidden_columns: tuple[str, ...] = ()
    all_text: bool = False
    """Whether what a person types below what is written is taken as text too: 4.10 stays 4.10."""
    header: tuple[str, str, str] = ("", "", "")
    footer: tuple[str, str, str] = ("", "", "")

    @property
    def room(self) -> float:
        """Points for the rows of one printed page."""
        short, long, _number = PAPERS[self.paper]
        return ((short if self.landscape else long) - MARGINS) * 100 / (self.scale or 100)


class Sheet:
    """One sheet, written from top to bottom."""

    def __init__(self, workbook: Workbook, name: str, page: Page) -> None:
        # openpyxl's types do not know what a write-only sheet shares with an ordinary one.
        self._sheet = cast(Worksheet, workbook.create_sheet(name))
        self._page = page
        self._rows = sheet_rows.Rows(self._sheet)
        self._styles: dict[tuple[Look, str], str] = {}
        self._held: dict[Look, tuple[Drawn, str | None]] = {}
        """What was last drawn in each look: signs come again and again."""
        self._blocks = [Block(1)]
        self._links = 0
        normal = cast(Any, workbook)._fonts[0]
        self._plain_text = Look(size=normal.sz, family=normal.name, wrap=False)
        self._plain_date = replace(self._plain_text, number_format=_ISO_DATE)
        self.name = name
        self.row = 0
        """The number of the last row written."""
        self.height = 0.0
        """Points of the last row written."""
        self.used = 0.0
        """Points of all rows written."""
        _set_up(self._sheet, page)

    def write(self, cells: Sequence[Drawn | None], height: float = 0, level: int = 0, *, hidden: bool = False) -> None:
        """One row, as high as is said or else as its texts need; None leaves a cell empty.

        `level`: how deep it can be folded away.

        The height is always stated: readers of a file do not agree in finding it themselves.
        """
        self._append(cells, height or self._height(cells), level, hidden=hidden)

    def write_across(self, text: str, look: Look, last_column: int) -> None:
        """One text over the columns from the first to this one."""
        width = sum(self._width(column) for column in range(1, last_column + 1))
        height = max(20.0 if look.size > 12 else 0.0, _height_of(text, look, width))
        self._append([Drawn(text, look)], height)
        self._merge(1, last_column)

    def write_beside(self, first: Drawn, text: Drawn, last_column: int, level: int = 0) -> None:
        """One cell, and beside it a text over the columns from the second to this one."""
        width = sum(self._width(column) for column in range(2, last_column + 1))
        self._append([first, text], _height_of(str(text.value), text.look, width), level)
        self._merge(2, last_column)

    def _merge(self, first: int, last: int) -> None:
        """Makes cells of the last row one; a single one merged with nothing is a fault to Excel."""
        if last > first:
            self._sheet.merged_cells.add(f"{get_column_letter(first)}{self.row}:{get_column_letter(last)}{self.row}")

    def write_plain(self, values: Sequence[Value]) -> None:
        """One row without looks, for long sheets of data: texts are as safe, and it is faster."""
        self.row += 1
        self._rows.write(self.row, "", map(self._plain, values))

    def begin_block(self, *, begins_page: bool = False) -> None:
        """The rows from here to the next block stand on one printed page where they can, a new one if told so."""
        self._blocks.append(Block(self.row + 1, begins_page=begins_page))

    def break_pages(self, repeated: float) -> None:
        """Lets no block go over the end of a page that fits on one; `repeated`: points of the rows printed on each."""
        begun = rows_that_begin_pages(self._blocks, self._page.room * _PAGE_FILLED, repeated)
        for row in islice(begun, MOST_BREAKS):
            self._sheet.row_breaks.append(Break(id=row - 1))

    def filter(self, reference: str) -> None:
        self._sheet.auto_filter.ref = reference

    def name_table(self, name: str, headings: Sequence[str], first_row: int) -> None:
        """Makes the rows from this one, its headings, to the last a table that programs know by a name.

        The headings are those written there, each another; a table has at least one row below them.
        """
        reference = f"A{first_row}:{get_column_letter(len(headings))}{self.row}"
        table = Table(displayName=name, ref=reference, autoFilter=AutoFilter(ref=reference))
        table.tableColumns = [TableColumn(id=number, name=heading) for number, heading in enumerate(headings, 1)]
        self._sheet.tables.add(table)  # add_table() warns of columns, which are given

    def add_chart(self, chart: Any, column: int, row: int, described: str) -> None:
        """A chart with its upper left corner in a cell; `described` says in words what it shows."""
        chart.described = described
        self._sheet.add_chart(chart, f"{get_column_letter(column)}{row}")

    def protect(self) -> None:
        """Keeps a person from writing by mistake where no look is open. Without a password: it is no secret."""
        protection = self._sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = protection.autoFilter = protection.sort = False

    def offer(self, reference: str, words: Sequence[str], prompt: str = "") -> None:
        """Words to choose from in these cells ("D2:D500"); what else is typed there is not refused.

        `prompt` is shown beside a cell that is chosen; at most 255 characters.
        """
        offered = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False)
        if prompt:
            offered.prompt, offered.showInputMessage = prompt, True
        offered.add(reference)
        self._sheet.data_validations.append(offered)

    def offer_from(self, references: Sequence[str], words: str, prompt: str = "") -> None:
        """The same with the words in other cells ("'lists'!$C$2:$C$9"): there may be many, and long ones."""
        offered = DataValidation(type="list", formula1=words, allow_blank=True, showErrorMessage=False)
        if prompt:
            offered.prompt, offered.showInputMessage = prompt, True
        for reference in references:
            offered.add(reference)
        self._sheet.data_validations.append(offered)

    def hide(self) -> None:
        """Nobody sees the sheet unless he or she asks for it."""
        self._sheet.sheet_state = "hidden"

    def _append(self, cells: Sequence[Drawn | None], height: float, level: int = 0, *, hidden: bool = False) -> None:
        self.row += 1
        self.height = height
        self.used += height
        self._blocks[-1].height += height
        folded = f' outlineLevel="{level}"' if level else ""
        unseen = ' hidden="1"' if hidden else ""
        self._rows.write(self.row, f' ht="{height:.5g}" customHeight="1"{folded}{unseen}', self._drawn(cells))

    def _width(self, column: int) -> float:
        return self._page.widths[min(column, len(self._page.widths)) - 1]

    def _height(self, cells: Sequence[Drawn | None]) -> float:
        widths = self._page.widths
        highest = LEAST_HEIGHT
        for place, drawn in enumerate(cells):
            if drawn is not None and drawn.look.wrap and isinstance(drawn.value, str | CellRichText):
                text, width = str(drawn.value), widths[min(place, len(widths) - 1)]
                highest = max(highest, _height_of(text, drawn.look, width) if len(text) > 6 else 0)
        return min(highest, HIGHEST)

    def _drawn(self, cells: Sequence[Drawn | None]) -> Iterator[str | None]:
        """Each cell as it is written: what was last drawn in its look, if it is that again."""
        for column, drawn in enumerate(cells, 1):
            if drawn is None:
                yield None
            elif self._held.get(drawn.look, (None,))[0] is drawn:
                yield self._held[drawn.look][1]
            else:
                written = self._written(drawn, column)
                if not (drawn.leads_to or drawn.url):
                    self._held[drawn.look] = drawn, written
                yield written

    def _written(self, drawn: Drawn, column: int) -> str | None:
        value, look = drawn.value, drawn.look
        match value:
            case CellRichText():
                return sheet_rows.rich_cell(value, self._style(look, "quoted" if is_quoted(str(value)) else ""))
            case str():
                self._link(drawn, column)
                return self._text(value, look)
            case Formula():
                return sheet_rows.formula_cell(value.text, self._style(look))
            case date():
                return sheet_rows.date_cell(value, self._style(look, "date"))
            case None:
                return sheet_rows.empty_cell(self._style(look))
        return sheet_rows.number_cell(value, self._style(look))

    def _text(self, text: str, look: Look) -> str:
        quoted = self._style(look, "quoted" if is_quoted(text) else "")
        return sheet_rows.text_cell(safe(text)[:LONGEST], quoted)

    def _link(self, drawn: Drawn, column: int) -> None:
        if not (drawn.leads_to or drawn.url):
            return
        link = _hyperlink(drawn.leads_to, drawn.url if self._links < _MOST_LINKS else "")
        if link is not None:
            link.ref = f"{get_column_letter(column)}{self.row}"
            self._links += 1
            self._rows.link(link)

    def _style(self, look: Look, kind: str = "") -> str:
        """The look of a cell as its row names it; `kind`: quoted or date, which change how a cell is taken."""
        found = self._styles.get((look, kind))
        if found is None:
            cell = WriteOnlyCell(self._sheet)
            look.apply(cell)
            if kind == "quoted":
                cell.quotePrefix = True
            elif kind == "date" and not is_date_format(cell.number_format):
                cell.number_format = _ISO_DATE
            found = self._styles[look, kind] = sheet_rows.style(cell.style_id)
        return found

    def _plain(self, value: Value) -> str | None:
        if value is None:
            return None
        if isinstance(value, str):
            is_short = len(value) < _SHORT and _is_harmless(value)
            return sheet_rows.words(value, "") if is_short else self._text(value, self._plain_text)
        if isinstance(value, date):
            return sheet_rows.date_cell(value, self._style(self._plain_date))
        if isinstance(value, int | float | Decimal):
            return sheet_rows.number_cell(value, "")
        return self._written(Drawn(value, self._plain_text), 0)


def measure_in_arial(workbook: Workbook) -> None:
    """Sets the type by which programs measure columns to one that each has, or has cut to the same widths.

    Where Calibri is missing, what stands in its place has digits up to a third wider: so would be every column.
    """
    cast(Any, workbook)._fonts = IndexedList([Font(name="Arial", size=10, family=2)])


def safe(text: str) -> str:
    """The text as a cell can hold it, at most LONGEST units: line ends as \\n, other controls escaped."""
    return _UNSAFE.sub(_escaped, text) if _UNSAFE.search(text) else text


def marked(pieces: Iterable[tuple[str, Look]]) -> CellRichText:
    """A text of which some words look otherwise, at most LONGEST units; each look is that of its piece."""
    return CellRichText(*(TextBlock(look.inline(), safe(text)) for text, look in pieces if text))


def scale_that_fits(widths: Iterable[float], *, landscape: bool = True, paper: str = "a4") -> int:
    """Percent at which columns of these widths fit beside each other on one page; at most 100.

    A sheet that is merely said to fit, and not scaled, loses its page breaks in Excel.
    """
    short, long, _number = PAPERS[paper]
    room = (long if landscape else short) - 2 * 72 * MARGIN_BESIDE
    return max(min(int(100 * room / (sum(widths) * _WIDEST_COLUMN)), 100), _LEAST_SCALE)


def is_quoted(text: str) -> bool:
    """Whether Excel would take the text for a formula if a person touched it; such text gets a quote prefix."""
    return text[:1] in _FORMULA_SIGNS


def pieces(text: str) -> list[str]:
    """The text in as many pieces as cells are needed to hold it; put together they are the text."""
    if len(text) * _WORST < LONGEST:
        return [text]
    cut, start, units = [], 0, 0
    for place, character in enumerate(text):
        wide = _units(character)
        if units + wide > LONGEST:
            cut.append(text[start:place])
            start, units = place, 0
        units += wide
    return [*cut, text[start:]]


def pieces_to_read(text: str, look: Look, width: float) -> list[str]:
    """The text in pieces that a row can show whole, cut between words; put together they are the text."""
    if _height_of(text, look, width) <= HIGHEST:
        return pieces(text)
    most, room = int((HIGHEST - _AROUND) / (look.size * type_sizes.LINE)), _room(look, width)
    return [piece for whole in type_sizes.pieces_of_lines(text, room, most) for piece in pieces(whole)]


def rows_that_begin_pages(blocks: Sequence[Block], room: float, repeated: float) -> Iterator[int]:
    """The rows at which a new page must begin so that no block that fits on a page goes over its end.

    The first block is what stands above the table, headings included; on the later pages only the headings are printed.
    """
    used = blocks[0].height
    for block in blocks[1:]:
        if used > repeated and (block.begins_page or used + block.height > room):
            yield block.row
            used = repeated
        used += block.height
        while used > room:
            used += repeated - room


def sheet_name(wanted: str, taken: Callable[[str], bool]) -> str:
    """A name that Excel accepts, at most 31 characters, that is not taken."""
    base = " ".join(_NOT_IN_NAMES.sub(" ", wanted).split()).strip("'") or "-"
    name, number = _shortened(base, LONGEST_NAME), 1
    while taken(name):
        number += 1
        name = f"{_shortened(base, LONGEST_NAME - len(str(number)) - 3)} ({number})"
    return name


def in_print(text: str, longest: int = 70) -> str:
    """A text as a printed header or footer takes it: "&" begins a code there; three of them hold 255 characters."""
    return _shortened(" ".join(safe(text).split()), longest).replace("&", "&&")


_ISO_DATE = "yyyy-mm-dd"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_UNSAFE = re.compile("\r\n?|_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_WORST = 7
_SHORT = 300
_PAGE_FILLED = 0.97
"""No two programs set rows equally high."""
_WIDEST_COLUMN = 6.45
"""Points of one unit of a column's width, a digit of Arial at ten points, in the widest type that stands in for it."""
_LEAST_SCALE = 40
"""Percent: type of ten points becomes one of four; what is wider goes over several pages beside each other."""
_LONGEST_ADDRESS, _MOST_LINKS = 2_000, 60_000
"""Excel follows addresses up to 2,083 characters, and opens no sheet with more than 65,530 of them."""
_FOLLOWED = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?")
_AROUND = 2.0
"""Points above and below the lines of a cell."""


@lru_cache(maxsize=10_000)
def _is_harmless(text: str) -> bool:
    """Whether a text can be written as it is; the same names and wordings come again on every row of data."""
    return not (is_quoted(text) or _UNSAFE.search(text))


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if found.startswith("\r"):
        return "\n"
    if "\ud800" <= found <= "\udfff":
        return "\ufffd"
    return f"_x{ord(found):04X}_"


def _units(character: str) -> int:
    """How much of a cell a character may take, escaped if it must be."""
    if character == "_" or _UNSAFE.match(character):
        return _WORST
    return 2 if character > "\uffff" else 1


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip(" ,;.") + "…"


def _height_of(text: str, look: Look, width: float) -> float:
    return _AROUND + look.size * type_sizes.LINE * type_sizes.lines(text, _room(look, width))


def _room(look: Look, width: float) -> float:
    return type_sizes.room(width, look.size, bold=look.bold, serif=look.serif, indent=look.indent)


def _hyperlink(leads_to: str, url: str) -> Hyperlink | None:
    """To a sheet, or to an address that Excel can follow: of any other it says that the file is damaged."""
    if leads_to:
        return Hyperlink(ref="", location=f"'{leads_to.replace(chr(39), chr(39) * 2)}'!A1")
    return Hyperlink(ref="", target=url) if len(url) < _LONGEST_ADDRESS and _FOLLOWED.fullmatch(url) else None


def _side(thickness: Thickness | None) -> Side | None:
    return Side(style=thickness, color=RULE if thickness == "hair" else INK) if thickness else None


def _set_up(sheet: Worksheet, page: Page) -> None:
    for column in range(1, page.columns + 1):
        width = page.widths[min(column, len(page.widths)) - 1]
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = width
        dimension.hidden = get_column_letter(column) in page.hidden_columns
        if page.all_text:
            dimension.number_format = "@"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    sheet.sheet_format.outlineLevelRow = 1
    if page.frozen:
        sheet.freeze_panes = page.frozen
    if page.title_rows:
        sheet.print_title_rows = page.title_rows
    if page.title_columns:
        sheet.print_title_cols = page.title_columns
    if page.tab:
        sheet.sheet_properties.tabColor = page.tab
    _set_up_paper(sheet, page)


def _set_up_paper(sheet: Worksheet, page: Page) -> None:
    setup = sheet.page_setup
    setup.orientation = "landscape" if page.landscape else "portrait"
    setup.paperSize = PAPERS[page.paper][2]
    setup.pageOrder = "overThenDown"
    if page.scale:
        setup.scale = page.scale
    else:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        setup.fitToWidth, setup.fitToHeight = 1, 1 if page.one_page else 0
    margins = sheet.page_margins
    margins.left = margins.right = MARGIN_BESIDE
    margins.top, margins.bottom, margins.header, margins.footer = MARGIN_ABOVE, MARGIN_BELOW, 0.3, 0.25
    printed: Any = ((sheet.oddHeader, page.header), (sheet.oddFooter, page.footer))
    for part, texts in printed:
        for place, text in zip((part.left, part.center, part.right), texts, strict=True):
            place.text, place.size = text or None, 8
