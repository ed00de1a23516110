"""What was read of a translation file, and what is wrong with it; worded in `wording.translation_faults`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveyapp.core.translation import Incoming
from surveyapp.documents.xlsform.faults import Code as WorkbookCode

Detail = str | int

PATHS = re.compile(r"[a-z0-9][a-z0-9_]*(?:\.[a-z0-9][a-z0-9_]*)*")
"""What the path of a wording looks like."""

MOST_FAULTS = 200
"""A file with more is told of these and of how many more there are."""


class Code(StrEnum):
    """What can be wrong with a translation file."""

    # The file: nothing of it is read
    NOT_A_WORKBOOK = "not_a_workbook"
    OLD_WORKBOOK = "old_workbook"
    CORRUPT = "corrupt"
    PASSWORD_PROTECTED = "password_protected"  # noqa: S105
    MACROS = "macros"
    EXTERNAL_LINKS = "external_links"
    DOCTYPE = "doctype"
    FILE_TOO_LARGE = "file_too_large"
    CONTENT_TOO_LARGE = "content_too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    NOT_XLIFF = "not_xliff"
    XLIFF_2 = "xliff_2"
    MALFORMED = "malformed"
    ENCODING = "encoding"
    NO_SHEET = "no_sheet"
    MISSING_COLUMN = "missing_column"
    WRONG_SOURCE_LANGUAGE = "wrong_source_language"
    WRONG_TARGET_LANGUAGE = "wrong_target_language"
    NO_UNITS = "no_units"
    # One unit: it is left out, the others are read
    FOREIGN_UNIT = "foreign_unit"
    UNIT_TWICE = "unit_twice"
    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    MORE_FAULTS = "more_faults"


OF_ONE_UNIT = frozenset(
    {
        Code.FOREIGN_UNIT,
        Code.UNIT_TWICE,
        Code.FORMULA,
        Code.ERROR_VALUE,
        Code.MORE_FAULTS,
    }
)


@dataclass(frozen=True)
class Fault:
    """One fault. `row` counts as the spreadsheet, or the XML file by its lines; None: the whole file."""

    code: Code
    sheet: str = ""
    row: int | None = None
    details: Mapping[str, Detail] = field(default_factory=dict)

    @property
    def refuses_file(self) -> bool:
        """Whether nothing of the file can be used."""
        return self.code not in OF_ONE_UNIT


@dataclass(frozen=True)
class ReadFile:
    """The units of a file that came back, and its faults. No unit when a fault refuses the file."""

    incoming: tuple[Incoming, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(fault.refuses_file for fault in self.faults)


class RefusedFile(Exception):
    """The file is not read any further, and why."""

    def __init__(
        self, code: Code | WorkbookCode, sheet: str = "", row: int | None = None, /, **details: Detail
    ) -> None:
        super().__init__(code)
        self.fault = Fault(Code(code.value), sheet, row, details)


class Gathering:
    """The units and faults met so far; a unit that comes twice is kept as it came first."""

    def __init__(self) -> None:
        self._units: dict[str, Incoming] = {}
        self._faults: list[Fault] = []

    def add(self, unit: Incoming, sheet: str, row: int | None) -> None:
        known = self._units.setdefault(unit.path, unit)
        if known.target != unit.target:
            self.fault(Code.UNIT_TWICE, sheet, row, path=unit.path)

    def fault(self, code: Code, sheet: str = "", row: int | None = None, /, **details: Detail) -> None:
        self._faults.append(Fault(code, sheet, row, details))

    def read_file(self) -> ReadFile:
        faults = tuple(self._told())
        if not self._units and not faults:
            faults = (Fault(Code.NO_UNITS),)
        return ReadFile(tuple(self._units.values()), faults)

    def _told(self) -> Iterator[Fault]:
        yield from self._faults[:MOST_FAULTS]
        if len(self._faults) > MOST_FAULTS:
            yield Fault(Code.MORE_FAULTS, details={"count": len(self._faults) - MOST_FAULTS})


def same_language(found: str, expected: str) -> bool:
    """Whether a file's language is the expected one: translation programs write a country too ("es-MX" for "es")."""
    found, expected = found.strip().lower().replace("_", "-"), expected.lower()
    return found == expected or found.partition("-")[0] == expected
