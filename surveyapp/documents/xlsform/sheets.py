"""The sheets of a workbook as rows of trimmed texts under known columns; faults of headers and cells."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from surveyapp.core.text import NOTHING, Text
from surveyapp.documents.xlsform import choice_filters, columns
from surveyapp.documents.xlsform.columns import Header
from surveyapp.documents.xlsform.faults import Code, Faults
from surveyapp.documents.xlsform.opening import Opened, RawSheet

LANGUAGES = ("en", "es")
"""Every questionnaire speaks these, and others besides; the first where it does not say which is its default."""
MOST_LANGUAGES = 10
MOST_CHARACTERS_OF_EXPRESSIONS = 500_000
"""Of all expressions together: far more than any questionnaire has, and soon read."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_ERROR_VALUES = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#DATA!"})


@dataclass(frozen=True, eq=False)
class Row:
    """A row of a sheet; `number` as the spreadsheet counts. Cells that are empty are absent."""

    sheet: str
    number: int
    cells: Mapping[Header, str]
    headers: Mapping[Header, str]

    def __getitem__(self, name: str) -> str:
        """The cell of a column without languages, "" when it is empty."""
        return self.cells.get(Header(name), "")

    def text(self, name: str) -> Text:
        """The wordings of a column in several languages."""
        found = {header.language: cell for header, cell in self.cells.items() if header.name == name}
        return found or NOTHING

    def header(self, name: str, language: str = "") -> str:
        """The header of a column as the author wrote it, or would have written it."""
        known = self.headers.get(Header(name, language))
        if known or not language:
            return known or name
        return columns.written_header(name, language, columns.VOCABULARIES[self.sheet])

    @property
    def filled(self) -> dict[str, str]:
        """The columns that hold something: name to the header of the first of them."""
        names: dict[str, str] = {}
        for header in self.cells:
            names.setdefault(header.name, self.headers[header])
        return names


@dataclass(frozen=True)
class Sheets:
    """The three sheets of a questionnaire and the languages of its wordings, the default one first."""

    survey: tuple[Row, ...]
    choices: tuple[Row, ...]
    settings: Row | None
    languages: tuple[str, ...]
    properties: tuple[str, ...] = ()
    """Columns of the choices that are not known, and by which some choice_filter chooses."""
    unknown: tuple[str, ...] = ()
    """The other columns of the choices that are not known."""


def read_sheets(opened: Opened, faults: Faults) -> Sheets:
    """The rows of the three sheets; what is wrong with sheets, headers and cells is added to the faults."""
    for name in opened.hidden:
        faults.add(Code.HIDDEN_SHEET, name)
    raw = {sheet.name.strip().lower(): sheet for sheet in opened.sheets}
    for name in columns.SHEETS:
        if name not in raw:
            faults.add(Code.MISSING_SHEET, name, name=name, near=faults.near(name, opened.names))
    default = _default_language(raw.get(columns.SETTINGS), faults)
    tables = {name: _Table(name, raw[name], default, faults) for name in columns.SHEETS if name in raw}
    languages = _languages(tables.get(columns.SURVEY), default, faults)
    rows = {columns.SURVEY: _rows(tables, columns.SURVEY)}
    choices = tables.get(columns.CHOICES)
    properties = choices.take_as_properties(_named_by_filters(rows[columns.SURVEY])) if choices else ()
    for table in tables.values():
        table.report_unknown()
    rows |= {name: _rows(tables, name) for name in (columns.CHOICES, columns.SETTINGS)}
    settings = rows[columns.SETTINGS]
    return Sheets(
        survey=rows[columns.SURVEY],
        choices=rows[columns.CHOICES],
        settings=settings[0] if settings else None,
        languages=languages,
        properties=properties,
        unknown=tuple(choices.unknown.values()) if choices else (),
    )


def _rows(tables: Mapping[str, "_Table"], name: str) -> tuple[Row, ...]:
    return tuple(tables[name].rows()) if name in tables else ()


def _named_by_filters(survey: Sequence[Row]) -> frozenset[str]:
    filters = {row["choice_filter"] for row in survey}
    if sum(map(len, filters)) > MOST_CHARACTERS_OF_EXPRESSIONS:
        return frozenset()
    return frozenset().union(*map(choice_filters.properties, filters))


class _Table:
    """A sheet whose first row holds the headers."""

    def __init__(self, name: str, raw: RawSheet, default_language: str, faults: Faults) -> None:
        self.name = name
        self.raw = raw
        self.faults = faults
        self.unknown: dict[int, str] = {}
        """Position of a column that is not known to how it was written."""
        self.headers = self._read_headers(raw.rows[0] if raw.rows else (), default_language)
        self._check_headers()

    def _read_headers(self, written: Sequence[object], default_language: str) -> dict[int, tuple[Header, str]]:
        """Position of a column to what it is and how that was written."""
        headers: dict[int, tuple[Header, str]] = {}
        for position, cell in enumerate(written):
            text = _as_text(cell)
            header = columns.read_header(self.name, text) if text else None
            if not text:
                continue
            if header is None:
                self.unknown[position] = text
            elif header.language == columns.UNKNOWN_LANGUAGE:
                self.faults.add(Code.UNKNOWN_LANGUAGE, self.name, 1, text, language=text.partition("::")[2].strip())
            else:
                headers[position] = (self._in_a_language(header, text, default_language), text)
        return headers

    def _in_a_language(self, header: Header, text: str, default_language: str) -> Header:
        """A wording without a language is one in the default language."""
        if header.language or header.name not in columns.VOCABULARIES[self.name].translated:
            return header
        if not default_language:
            self.faults.add(Code.COLUMN_WITHOUT_LANGUAGE, self.name, 1, text)
        return Header(header.name, default_language or LANGUAGES[0])

    def _check_headers(self) -> None:
        seen: set[Header] = set()
        for header, text in self.headers.values():
            if header in seen:
                self.faults.add(Code.DUPLICATE_COLUMN, self.name, 1, text)
            seen.add(header)
        present = {header.name for header in seen}
        for name in columns.VOCABULARIES[self.name].needed:
            if name not in present:
                self.faults.add(Code.MISSING_COLUMN, self.name, 1, "", name=name)

    def take_as_properties(self, names: Collection[str]) -> tuple[str, ...]:
        """Those of the unknown columns that bear one of these names; from now on they are read."""
        taken = {position: text for position, text in self.unknown.items() if text in names}
        for position, text in taken.items():
            del self.unknown[position]
            if Header(text) in {header for header, _ in self.headers.values()}:
                self.faults.add(Code.DUPLICATE_COLUMN, self.name, 1, text)
            self.headers[position] = (Header(text), text)
        return tuple(dict.fromkeys(taken.values()))

    def report_unknown(self) -> None:
        names = columns.VOCABULARIES[self.name].names
        for text in self.unknown.values():
            near = self.faults.near(text.partition("::")[0].lower(), names)
            self.faults.add(Code.UNKNOWN_COLUMN, self.name, 1, text, near=near)

    def rows(self) -> Iterator[Row]:
        """The rows below the headers that hold anything under a known column."""
        written = dict(self.headers.values())
        for number, cells in enumerate(self.raw.rows[1:], start=2):
            texts = {}
            for position, (header, text) in self.headers.items():
                cell = self._cell(cells[position] if position < len(cells) else None, number, position, header, text)
                if cell:
                    texts[header] = cell
            if texts:
                yield Row(self.name, number, texts, written)

    def _cell(self, cell: object, number: int, position: int, header: Header, text: str) -> str:
        address = (number, position + 1)
        error = self.raw.errors.get(address, "")
        content = error or _as_text(cell)
        if error or content in _ERROR_VALUES:
            self.faults.add(Code.ERROR_VALUE, self.name, number, text, value=content)
        elif address in self.raw.formulas:
            self.faults.add(Code.FORMULA, self.name, number, text)
        if _CONTROL.search(content):
            self.faults.add(Code.CONTROL_CHARACTER, self.name, number, text)
        if header.name == "number" and isinstance(cell, float) and not cell.is_integer():
            self.faults.add(Code.NUMBER_NOT_TEXT, self.name, number, text, value=content)
        return content


def _as_text(cell: object) -> str:
    """A cell as an author reads it: 3.0 is "3", TRUE is "true"; no space at either end."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (date, datetime, time)):
        return cell.isoformat().removesuffix("T00:00:00")
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").strip()


def _default_language(settings: RawSheet | None, faults: Faults) -> str:
    headers, values = settings.rows[:2] if settings and len(settings.rows) > 1 else ((), ())
    for header, cell in zip(headers, values, strict=False):
        if _as_text(header).lower() == "default_language" and _as_text(cell):
            code = columns.language_code(_as_text(cell))
            if not code:
                faults.add(Code.UNKNOWN_LANGUAGE, columns.SETTINGS, 2, "default_language", language=_as_text(cell))
            return code
    return ""


def _languages(survey: _Table | None, default: str, faults: Faults) -> tuple[str, ...]:
    """The default language, those of the labels, and those that every questionnaire speaks, in this order."""
    if survey is None:
        return LANGUAGES
    labels = list(dict.fromkeys(header.language for header, _ in survey.headers.values() if header.name == "label"))
    if default and labels and default not in (*labels, *LANGUAGES):
        faults.add(Code.UNKNOWN_VALUE, columns.SETTINGS, 2, "default_language", value=default, known=", ".join(labels))
    if len(labels) > MOST_LANGUAGES:
        faults.add(Code.TOO_MANY_LANGUAGES, columns.SURVEY, 1, "", count=len(labels), limit=MOST_LANGUAGES)
        return LANGUAGES
    for language in LANGUAGES:
        if language not in labels:
            header = columns.written_header("label", language, columns.VOCABULARIES[columns.SURVEY])
            add = faults.add if language == (default or LANGUAGES[0]) else faults.gap
            add(Code.MISSING_LANGUAGE, columns.SURVEY, 1, "", language=language, header=header)
    return tuple(dict.fromkeys((default or LANGUAGES[0], *labels, *LANGUAGES)))
