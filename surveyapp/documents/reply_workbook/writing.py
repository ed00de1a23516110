"""Draws the workbook: a cover, a sheet for each section, and the hidden sheet by which its cells are found again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from surveyapp.core import reply_cells
from surveyapp.core.questionnaire import Section
from surveyapp.core.text import said
from surveyapp.documents import sheets
from surveyapp.documents.printable import clean
from surveyapp.documents.reply_workbook import addressing
from surveyapp.documents.reply_workbook.book import Book
from surveyapp.documents.reply_workbook.layout import READERS, Choices, Line, Slot, Sum, lines
from surveyapp.documents.sheets import Drawn, Formula, Look, Page, Sheet
from surveyapp.wording import blank_form as furniture
from surveyapp.wording.plain import plain
from surveyapp.wording.reply_workbook import instructions, words

_WIDTHS = (6, 7, 46, 42, 28, 22, 22, 36, 16, 18)
_HEADING = Look(size=12, bold=True, serif=True, colour=sheets.BLUE, wrap=True)
_NUMBER = Look(bold=True, colour=sheets.SOFT)
_QUESTION, _HINT, _PART = Look(bold=True), Look(size=9, colour=sheets.SOFT), Look(indent=1)
_TOTAL = Look(bold=True, above="thin", number_format="#,##0.####")
_LAST = Look(size=9, italic=True, colour=sheets.SOFT)
_LOCKED_TEXT = Look(size=9, colour=sheets.SOFT)
_BODY = Look()
_HIDDEN = Look(size=8, wrap=False)
_HEAD = Look(bold=True, size=9, fill=sheets.TINT, down="bottom", below="thin")


def _open(number_format: str, across: str = "left") -> Look:
    return Look(
        fill="FFFBE6",
        open=True,
        above="hair",
        below="hair",
        beside="hair",
        number_format=number_format,
        across=across,
    )


_TEXT, _NUMBER_CELL, _LONG_NUMBER = _open("@"), _open("General", "right"), _open("0", "right")
_DAY, _CHOICE = _open("yyyy-mm-dd", "right"), _open("@")
_LOOKS = {"text": _TEXT, "day": _DAY, "choice": _CHOICE}
_SHOWN_IN_POWERS = 10**11
"""A spreadsheet that is told nothing shows whole numbers from here on as 1E+11."""


@dataclass
class _Register:
    """What is told of every cell on the hidden sheet, gathered while the others are drawn."""

    lists: dict[Choices, str] = field(default_factory=dict)
    ranges: dict[Choices, str] = field(default_factory=dict)
    cells: list[tuple[str, ...]] = field(default_factory=list)
    rows: int = 0

    def key(self) -> str:
        self.rows += 1
        return f"r{self.rows}"

    def know(self, choices: Choices) -> None:
        """Gives a list of words its place on the hidden sheet."""
        if choices and choices not in self.lists:
            first = 2 + sum(len(one) for one in self.lists)
            self.lists[choices] = f"l{len(self.lists) + 1}"
            last = first + len(choices) - 1
            self.ranges[choices] = f"'{addressing.SHEET}'!$D${first}:$D${last}"


def write(book: Book) -> bytes:
    """The workbook; every wording of the questionnaire must be there in its language."""
    chosen = [one for one in book.questionnaire.sections if one.code in set(book.sections)]
    planned = [(section, list(lines(book, section))) for section in chosen]
    register = _Register()
    for _, drawn in planned:
        for slot in _slots(drawn):
            register.know(slot.choices)
    workbook = Workbook(write_only=True)
    _set_properties(workbook, book)
    names = _names(book, chosen)
    _cover(workbook, book, planned, names)
    for (section, drawn), name in zip(planned, names, strict=True):
        _SectionSheet(workbook, book, register, name).write(section, drawn)
    _hidden(workbook, book, register)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _slots(drawn: Sequence[Line]) -> Iterator[Slot]:
    return (cell for line in drawn for cell in line.cells.values() if isinstance(cell, Slot))


def _names(book: Book, chosen: Sequence[Section]) -> list[str]:
    """The names of the sheets: the section's number and its short heading."""
    taken = {words("cover", book.language).casefold(), addressing.SHEET}
    made = []
    for section in chosen:
        heading = plain(said(section.heading, book.language) or said(section.wording, book.language))
        name = sheets.sheet_name(f"{section.number} {clean(heading)}".strip(), lambda one: one.casefold() in taken)
        taken.add(name.casefold())
        made.append(name)
    return made


def _set_properties(workbook: Workbook, book: Book) -> None:
    properties = workbook.properties
    properties.title = sheets.safe(f"{book.heading.round}: {book.heading.state}")[:250]
    properties.subject = words("title", book.language)
    properties.creator = furniture.words("organization", book.language)
    properties.language = book.language


# The cover


def _cover(workbook: Workbook, book: Book, planned: Sequence[tuple[Section, list[Line]]], names: Sequence[str]) -> None:
    language, heading = book.language, book.heading
    page = _page(book, words("cover", language), widths=(6, 26, 70), columns=3, landscape=False)
    sheet = Sheet(workbook, words("cover", language), page)

    def row(*cells: Drawn) -> None:
        sheet.write([Drawn(addressing.OURS, _HIDDEN), *cells])

    marks = (addressing.MARK, *(get_column_letter(column) for column in (2, 3)))
    sheet.write([Drawn(mark, _HIDDEN) for mark in marks], hidden=True)
    row(Drawn("", _BODY), Drawn(words("title", language), sheets.TITLE))
    row(Drawn("", _BODY), Drawn(plain(clean(said(book.questionnaire.title, language))), sheets.LINE))
    if heading.is_illustrative:
        row(Drawn("", _BODY), Drawn(words("illustrative", language), sheets.BANNER))
    facts = ("state", "round", "period", "deadline", "made")
    for name in facts:
        row(Drawn(words(name, language), _NUMBER), Drawn(clean(getattr(heading, name)), _BODY))
    row(Drawn(words("how_to", language), _HEADING))
    has_lists = any(slot.place.entry for _, drawn in planned for slot in _slots(drawn))
    told = instructions(language, has_lists=has_lists, has_last=bool(book.last))
    for number, sentence in enumerate(told, 1):
        row(Drawn(str(number), _NUMBER), Drawn(sentence, _BODY))
    row(Drawn(words("sections", language), _HEADING))
    link = Look(colour=sheets.BLUE, underlined=True)
    for (section, _), name in zip(planned, names, strict=True):
        wording = plain(clean(said(section.wording, language)))
        row(Drawn(section.number, _NUMBER), Drawn(wording, link, leads_to=name))
    sheet.protect()


def _page(
    book: Book, title: str, widths: tuple[float, ...], columns: int, *, landscape: bool, frozen: str = ""
) -> Page:
    heading, language = book.heading, book.language
    warning = sheets.in_print(words("specimen", language)) if heading.is_illustrative else ""
    whose = f"{heading.state} · {heading.round}" if landscape else heading.state
    return Page(
        widths=widths,
        columns=columns,
        landscape=landscape,
        frozen=frozen,
        title_rows="3:4" if frozen else "",
        hidden_columns=("A",),
        header=(sheets.in_print(whose), warning, sheets.in_print(title)),
        footer=(sheets.in_print(furniture.words("organization", language)), "", "&P / &N"),
    )


# A section


class _SectionSheet:
    def __init__(self, workbook: Workbook, book: Book, register: _Register, name: str) -> None:
        self._workbook, self._book, self._register, self._name = workbook, book, register, name
        self._offered: dict[tuple[Choices, str], list[str]] = {}

    def write(self, section: Section, drawn: Sequence[Line]) -> None:
        columns = max([READERS, *(max(line.cells, default=0) for line in drawn)])
        page = _page(self._book, self._name, _WIDTHS, columns, landscape=True, frozen="D5")
        self._sheet = Sheet(self._workbook, self._name, page)
        marks = [Drawn(addressing.MARK, _HIDDEN)]
        marks += [Drawn(get_column_letter(column), _HIDDEN) for column in range(2, columns + 1)]
        self._sheet.write(marks, hidden=True)
        self._head(section)
        for line in drawn:
            self._line(line)
        for (choices, prompt), references in self._offered.items():
            self._sheet.offer_from(references, self._register.ranges[choices], prompt)
        self._sheet.protect()

    def _head(self, section: Section) -> None:
        language, book = self._book.language, self._book
        title = f"{section.number} {plain(clean(said(section.wording, language)))}".strip()
        about = plain(clean(said(section.hint, language)))
        warning = words("illustrative", language) if book.heading.is_illustrative else ""
        texts = [
            Drawn(title, _HEADING),
            Drawn(" ".join(filter(None, (warning, about))), sheets.BANNER if warning else _HINT),
        ]
        self._sheet.write([Drawn(addressing.OURS, _HIDDEN), None, *texts])
        state = Drawn(f"{book.heading.state} · {book.heading.round} · {book.heading.deadline}", _HINT)
        self._sheet.write([Drawn(addressing.OURS, _HIDDEN), None, state])
        last = words("last", language, round=book.last_round) if book.last_round else words("no_last", language)
        named = ("number", "question", "answer")
        heads = [words(one, language) for one in named] + [last]
        heads += [words(one, language) for one in ("source", "note", "links", "readers")]
        self._sheet.write([Drawn(addressing.OURS, _HIDDEN), *(Drawn(one, sheets.HEADER) for one in heads)])

    def _line(self, line: Line) -> None:
        width = max([3, *line.cells])
        cells: list[Drawn | None] = [None] * width
        slots = {column: cell for column, cell in line.cells.items() if isinstance(cell, Slot)}
        fitting = {column: slot for column, slot in slots.items() if _fits(slot.content)}
        key = self._register.key() if fitting else addressing.OURS
        cells[0] = Drawn(key, _HIDDEN)
        cells[1] = (
            Drawn(f"{line.number}{' ' + furniture.STAR if line.is_core else ''}", _NUMBER) if line.number else None
        )
        cells[2] = _told(line)
        row = self._sheet.row + 1
        for column, cell in line.cells.items():
            if column in fitting:
                cells[column - 1] = self._answer(fitting[column], key, row, column)
            else:
                look = _HEAD if line.style == "head" else _LAST
                cells[column - 1] = self._beside(cell, row, column, look)
        self._sheet.write(cells)

    def _answer(self, slot: Slot, key: str, row: int, column: int) -> Drawn:
        letters = get_column_letter(column)
        version = "" if slot.version is None else str(slot.version)
        listed = self._register.lists.get(slot.choices, "")
        told = (addressing.CELL, key, letters, str(slot.place), slot.part, version, listed, slot.content)
        self._register.cells.append(told)
        for code, link in slot.links.items():
            self._register.cells.append((addressing.LINK, key, letters, code, link.url, link.title))
        if slot.choices:
            self._offered.setdefault((slot.choices, slot.prompt), []).append(f"{letters}{row}")
        value = _value(slot)
        look = _look(slot, value)
        return Drawn(value, look)

    def _beside(self, cell: Slot | Sum | str, row: int, column: int, look: Look) -> Drawn:
        """What is not written in: a heading, a total, last round's answer, a text that no cell can hold."""
        if isinstance(cell, str):
            return Drawn(_that_fits(cell), look)
        if isinstance(cell, Sum):
            here = get_column_letter(column)
            above = f"{here}{row - cell.above}:{here}{row - 1}"
            left = f"{get_column_letter(column - cell.left)}{row}:{get_column_letter(column - 1)}{row}"
            return Drawn(Formula(f"SUM({above if cell.above else left})"), _TOTAL)
        text = words("too_long", self._book.language, text=cell.content[2:])
        return Drawn(_that_fits(text), _LOCKED_TEXT)


def _told(line: Line) -> Drawn:
    """What a row is about, and below it, smaller, what must be known to answer."""
    looks = {"heading": _HEADING, "question": _QUESTION, "part": _PART, "entry": _PART, "total": _TOTAL}
    look = looks.get(line.style, _BODY)
    if not line.notes:
        return Drawn(line.text, look)
    pieces = [(line.text, look)] if line.text else []
    pieces += [(("\n" if pieces or at else "") + note, _HINT) for at, note in enumerate(line.notes)]
    return Drawn(sheets.marked(pieces), look)


def _value(slot: Slot) -> sheets.Value:
    """What is written in a cell, so that a spreadsheet takes it for what it is."""
    content = slot.content
    if content.startswith(reply_cells.CHOICE):
        return dict(slot.choices).get(content, content[2:])
    if content.startswith(reply_cells.NUMBER):
        return _number(content[2:])
    if content.startswith(reply_cells.DAY):
        day = date.fromisoformat(content[2:])
        return day if day.year >= 1900 else day.isoformat()
    return content[2:]


def _number(text: str) -> int | float | str:
    """A number that comes back as it went out; one with more digits than a spreadsheet keeps goes as a text."""
    number = Decimal(text)
    if number == number.to_integral_value() and abs(number) < 10**15:
        return int(number)
    return float(text) if Decimal(repr(float(text))) == number and len(text) <= 16 else text


def _look(slot: Slot, value: sheets.Value) -> Look:
    if slot.shape != "number":
        return _LOOKS[slot.shape]
    is_long = isinstance(value, int) and abs(value) >= _SHOWN_IN_POWERS
    return _LONG_NUMBER if is_long else _NUMBER_CELL


def _fits(content: str) -> bool:
    return len(sheets.pieces(content)) == 1


def _that_fits(text: str) -> str:
    return sheets.pieces(text)[0]


# The hidden sheet


def _hidden(workbook: Workbook, book: Book, register: _Register) -> None:
    page = Page(widths=(10, 10, 24, 60), columns=8)
    sheet = Sheet(workbook, addressing.SHEET, page)
    rows: list[tuple[str, ...]] = []
    for choices, name in register.lists.items():
        rows += [(addressing.LIST, name, code, word) for code, word in choices]
    rows += [(addressing.FACT, name, value) for name, value in {**book.facts, "language": book.language}.items()]
    rows += register.cells
    sheet.write_plain([addressing.HIDDEN, str(addressing.FORMAT)])
    for row in rows:
        sheet.write_plain(row)
    sheet.write_plain([addressing.END, str(len(rows))])
    sheet.hide()
    sheet.protect()
