"""Answers of an earlier round as a workbook: one row for each state and question. Read with every fault; drawn empty.

The sheet "answers" ("respuestas") has a row of headers, in English or Spanish, in any order:

    state       ISO 3166 alpha-3 code, or the short or formal name
    question    code, or the address of a row, cell or field: services/shelter, victims/y1/women, laws.title
    entry       of a list, which of its entries: 1, 2, …
    answer      code or wording of an option (several with ";"), a text, a number, a date, "not available"
    detail      the text attached to the option
    language    in which it is written; disclosure: public, member states, secretariat; date: when it was received

Whether a state, a question or an option is known is not known here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import Literal

from openpyxl import Workbook

from surveyapp.core.places import leaves
from surveyapp.core.questionnaire import Kind, Question, Questionnaire
from surveyapp.core.states import MemberState, in_order
from surveyapp.core.text import said
from surveyapp.documents import sheets
from surveyapp.documents.xlsform.opening import LARGEST_FILE, RawSheet, Refused, open_workbook
from surveyapp.wording.plain import plain_questionnaire

__all__ = [
    "LARGEST_FILE",
    "Cell",
    "Code",
    "Fault",
    "Read",
    "Row",
    "headers_of",
    "in_order_of_rows",
    "read",
    "rows_under",
    "template",
]

MOST_ROWS = 10_000
MOST_CELLS = 8 * MOST_ROWS
"""As many as rows have that are filled in every column."""
MOST_FAULTS = 500
"""A workbook with more is told of these and of how many more there are."""

Severity = Literal["error", "warning"]
Detail = str | int


class Code(StrEnum):
    """What can be wrong with a row, besides what is wrong with a file (`xlsform.faults`)."""

    MISSING_SHEET = "missing_sheet"
    MISSING_COLUMN = "missing_column"
    DUPLICATE_COLUMN = "duplicate_column"
    UNKNOWN_COLUMN = "unknown_column"
    NO_ROWS = "no_rows"
    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    CONTROL_CHARACTER = "control_character"
    MISSING_VALUE = "missing_value"
    UNKNOWN_STATE = "unknown_state"
    STATE_NOT_ASKED = "state_not_asked"
    STATE_HAS_REPLIED = "state_has_replied"
    STATE_HAS_WRITTEN = "state_has_written"
    BROUGHT_IN_BEFORE = "brought_in_before"
    UNKNOWN_QUESTION = "unknown_question"
    NO_ANSWER_THERE = "no_answer_there"
    NEEDS_PART = "needs_part"
    NEEDS_ENTRY = "needs_entry"
    ENTRY_WITHOUT_LIST = "entry_without_list"
    MALFORMED_ENTRY = "malformed_entry"
    UNKNOWN_ENTRY = "unknown_entry"
    QUESTION_NOT_ASKED = "question_not_asked"
    UNKNOWN_OPTION = "unknown_option"
    SEVERAL_OPTIONS = "several_options"
    DETAIL_NOT_ASKED = "detail_not_asked"
    DETAIL_OF_WHICH = "detail_of_which"
    FILE = "file"
    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"
    TWICE = "twice"
    UNKNOWN_LANGUAGE = "unknown_language"
    UNKNOWN_DISCLOSURE = "unknown_disclosure"
    WIDER_DISCLOSURE = "wider_disclosure"
    UNREADABLE_DATE = "unreadable_date"
    DATE_TO_COME = "date_to_come"
    ROUND_NOT_CLOSED = "round_not_closed"
    MORE_FAULTS = "more_faults"


WARNINGS = frozenset({Code.UNKNOWN_COLUMN, Code.BROUGHT_IN_BEFORE, Code.WIDER_DISCLOSURE})
"""What an officer should look at, and what does not keep the answers from being brought in."""


@dataclass(frozen=True)
class Fault:
    """One fault. `row` counts as the spreadsheet does, None for the whole; `column` is its header as written."""

    code: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    details: Mapping[str, Detail] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return "warning" if self.code in WARNINGS else "error"


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: as text; as a number or a day where it is kept as one."""

    text: str = ""
    number: Decimal | None = None
    day: date | None = None


EMPTY = Cell()


@dataclass(frozen=True)
class Row:
    """A row; `number` as the spreadsheet counts, `headers` as written, by name of column."""

    number: int
    cells: Mapping[str, Cell]
    headers: Mapping[str, str]

    def __getitem__(self, name: str) -> Cell:
        return self.cells.get(name, EMPTY)

    def header(self, name: str) -> str:
        return self.headers.get(name, name)


@dataclass(frozen=True)
class Read:
    """The rows that hold anything, and what is wrong with the file, its headers and its cells."""

    sheet: str
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


SHEETS = {"en": "answers", "es": "respuestas"}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "state": ("state", "estado", "iso3", "country", "país", "pais"),
    "question": ("question", "pregunta"),
    "entry": ("entry", "elemento"),
    "answer": ("answer", "respuesta"),
    "detail": ("detail", "detalle"),
    "language": ("language", "idioma"),
    "disclosure": ("disclosure", "divulgación", "divulgacion"),
    "date": ("date", "fecha"),
}
"""Each column with the headers under which it is known; the first two are those of the empty workbook."""
NEEDED = ("state", "question", "answer")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def read(data: bytes, name: str) -> Read:
    """Reads a workbook from its bytes and file name. Every fault is reported; none is raised."""
    try:
        opened = open_workbook(data, name, frozenset(SHEETS.values()), MOST_ROWS, MOST_CELLS)
    except Refused as refused:
        return Read("", (), (Fault(str(refused.code), refused.sheet, details=refused.details),))
    if not opened.sheets:
        return Read("", (), (Fault(Code.MISSING_SHEET, details={"names": " / ".join(SHEETS.values())}),))
    raw = opened.sheets[0]
    faults: list[Fault] = []
    headers = headers_of(raw, COLUMNS, NEEDED, faults)
    rows = tuple(rows_under(raw, headers, faults)) if not any(one.severity == "error" for one in faults) else ()
    if not rows and not faults:
        faults.append(Fault(Code.NO_ROWS, raw.name))
    return Read(raw.name, rows, tuple(faults))


def in_order_of_rows(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Row by row; of too many, errors are kept first."""
    found = sorted(dict.fromkeys(map(_Hashed, faults)), key=lambda one: one.fault.row or 0)
    if len(found) <= MOST_FAULTS:
        return tuple(one.fault for one in found)
    kept = set(sorted(range(len(found)), key=lambda at: found[at].fault.severity)[:MOST_FAULTS])
    more = Fault(Code.MORE_FAULTS, details={"count": len(found) - MOST_FAULTS})
    return (*(one.fault for at, one in enumerate(found) if at in kept), more)


class _Hashed:
    """A fault as a key: each is told once."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self._key = (fault.code, fault.sheet, fault.row, fault.column, *sorted(fault.details.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def headers_of(
    raw: RawSheet, columns: Mapping[str, tuple[str, ...]], needed: Sequence[str], faults: list[Fault]
) -> dict[int, tuple[str, str]]:
    """Position of a column to its name and how that was written; `columns`: each with the headers it is known under."""
    known = {header: name for name, headers in columns.items() for header in headers}
    found: dict[int, tuple[str, str]] = {}
    for position, cell in enumerate(raw.rows[0] if raw.rows else ()):
        written = _cell(cell).text
        name = known.get(" ".join(written.casefold().split()))
        if name is None:
            if written:
                faults.append(Fault(Code.UNKNOWN_COLUMN, raw.name, 1, written[:60]))
        elif name in {one for one, _ in found.values()}:
            faults.append(Fault(Code.DUPLICATE_COLUMN, raw.name, 1, written))
        else:
            found[position] = (name, written)
    present = {name for name, _ in found.values()}
    missing = [" / ".join(columns[name][:2]) for name in needed if name not in present]
    faults += [Fault(Code.MISSING_COLUMN, raw.name, 1, "", {"name": name}) for name in missing]
    return found


def rows_under(raw: RawSheet, headers: Mapping[int, tuple[str, str]], faults: list[Fault]) -> Iterator[Row]:
    """The rows that hold anything under these headers; what no row can hold is a fault."""
    written = dict(headers.values())
    for number, cells in enumerate(raw.rows[1:], start=2):
        read_cells: dict[str, Cell] = {}
        for position, (name, header) in headers.items():
            cell = _cell(cells[position] if position < len(cells) else None)
            error = raw.errors.get((number, position + 1), "")
            if error:
                faults.append(Fault(Code.ERROR_VALUE, raw.name, number, header, {"value": error}))
            elif (number, position + 1) in raw.formulas:
                faults.append(Fault(Code.FORMULA, raw.name, number, header))
            elif _CONTROL.search(cell.text):
                faults.append(Fault(Code.CONTROL_CHARACTER, raw.name, number, header))
            elif cell.text:
                read_cells[name] = cell
        if read_cells:
            yield Row(number, read_cells, written)


def _cell(cell: object) -> Cell:
    """A cell as a person reads it; no space at either end."""
    if isinstance(cell, bool):
        return Cell("TRUE" if cell else "FALSE")
    if isinstance(cell, int | float):
        number = Decimal(repr(cell))
        whole = number.to_integral_value()
        exact = whole if number == whole else number
        return Cell(format(exact, "f"), number=exact)
    if isinstance(cell, datetime):
        return Cell(cell.date().isoformat(), day=cell.date())
    if isinstance(cell, date):
        return Cell(cell.isoformat(), day=cell)
    text = "" if cell is None else str(cell)
    return Cell(text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").strip())


# The empty workbook

_WORDS = {
    "questions": {"en": "questions", "es": "preguntas"},
    "states": {"en": "states", "es": "estados"},
    "wording": {"en": "Wording", "es": "Redacción"},
    "part": {"en": "Part", "es": "Parte"},
    "options": {"en": "Options: code and wording", "es": "Opciones: código y redacción"},
    "code": {"en": "Code", "es": "Código"},
    "name": {"en": "State", "es": "Estado"},
}
_ANSWERS = sheets.Page(widths=(10, 26, 9, 42, 42, 10, 16, 13), columns=8, frozen="A2")
_QUESTIONS = sheets.Page(widths=(30, 60, 36, 70), columns=4, frozen="A2")
_STATES = sheets.Page(widths=(10, 40), columns=2, frozen="A2", landscape=False)
_BODY = sheets.Look()


def template(questionnaire: Questionnaire, states: Sequence[MemberState], language: str) -> bytes:
    """An empty workbook for these states, with the address and the options of every question beside it."""
    book = Workbook(write_only=True)
    at = list(SHEETS).index(language) if language in SHEETS else 0
    answers = sheets.Sheet(book, SHEETS["es" if at else "en"], _ANSWERS)
    _write(answers, [headers[at] for headers in COLUMNS.values()], sheets.HEADER)
    questions = sheets.Sheet(book, said(_WORDS["questions"], language), _QUESTIONS)
    _write(questions, [COLUMNS["question"][at], *_said(("wording", "part", "options"), language)], sheets.HEADER)
    for question in plain_questionnaire(questionnaire).questions():
        for cells in _places(question, language):
            _write(questions, cells, _BODY)
    listed = sheets.Sheet(book, said(_WORDS["states"], language), _STATES)
    _write(listed, _said(("code", "name"), language), sheets.HEADER)
    for state in in_order(states, language):
        _write(listed, [state.iso3, state.name(language).short], _BODY)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _said(names: Sequence[str], language: str) -> list[str]:
    return [said(_WORDS[name], language) for name in names]


def _write(sheet: sheets.Sheet, cells: Sequence[str], look: sheets.Look) -> None:
    sheet.write([sheets.Drawn(cell, look) for cell in cells])


def _places(question: Question, language: str) -> Iterator[list[str]]:
    """A row for each place that can be answered: its address, what is asked, which part, and the options."""
    wording = said(question.wording, language)
    for leaf in leaves(question, {}):
        asked, address = leaf.question, str(leaf.place)
        is_root = address == question.code
        if asked.kind is Kind.FILE or (asked.kind is Kind.WHOLE and question.kind is not Kind.LIST):
            continue
        yield [address, wording, "" if is_root else said(asked.wording, language), _options(asked, language)]
    for each in question.fields if question.kind is Kind.LIST else ():
        if each.asks and each.kind is not Kind.FILE:
            yield [f"{question.code}.{each.code}", wording, said(each.wording, language), _options(each, language)]


def _options(question: Question, language: str) -> str:
    return "\n".join(f"{option.code}: {said(option.wording, language)}" for option in question.options)
