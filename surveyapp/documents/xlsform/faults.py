"""Faults of a workbook: where, what, how grave. Collected together, worded elsewhere (`wording.faults`)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Literal

Severity = Literal["error", "gap", "warning"]
"""An error keeps the workbook from being taken in; a gap, something not yet translated, from being published."""
SEVERITIES: tuple[Severity, ...] = ("error", "gap", "warning")
"""The gravest first."""

Detail = str | int

MOST_FAULTS = 500
"""A workbook with more is told of these and of how many more there are."""
MOST_KEPT = 4 * MOST_FAULTS
"""Of each severity; beyond this they are only counted, lest a hostile workbook fill the memory with its faults."""


class Code(StrEnum):
    """What can be wrong. `wording.faults` says each in words, with its cure."""

    # The file
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
    # Sheets and columns
    MISSING_SHEET = "missing_sheet"
    HIDDEN_SHEET = "hidden_sheet"
    MISSING_COLUMN = "missing_column"
    DUPLICATE_COLUMN = "duplicate_column"
    UNKNOWN_COLUMN = "unknown_column"
    UNKNOWN_LANGUAGE = "unknown_language"
    TOO_MANY_LANGUAGES = "too_many_languages"
    COLUMN_WITHOUT_LANGUAGE = "column_without_language"
    MISSING_LANGUAGE = "missing_language"
    # Cells
    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    CONTROL_CHARACTER = "control_character"
    MISSING_VALUE = "missing_value"
    UNKNOWN_VALUE = "unknown_value"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    TOO_LONG = "too_long"
    NOT_SUPPORTED = "not_supported"
    NO_EFFECT = "no_effect"
    # Names and structure
    MALFORMED_NAME = "malformed_name"
    DUPLICATE_NAME = "duplicate_name"
    UNKNOWN_TYPE = "unknown_type"
    TYPE_NOT_SUPPORTED = "type_not_supported"
    MEDIA_TYPE = "media_type"
    LEFT_OUT = "left_out"
    NOT_OPENED = "not_opened"
    NOT_CLOSED = "not_closed"
    CLOSED_BY_ANOTHER = "closed_by_another"
    OUTSIDE_SECTION = "outside_section"
    SECTION_WITHOUT_WORDING = "section_without_wording"
    NESTED_REPEAT = "nested_repeat"
    GROUP_IN_REPEAT = "group_in_repeat"
    NESTED_TOO_DEEP = "nested_too_deep"
    EMPTY_GROUP = "empty_group"
    NO_QUESTIONS = "no_questions"
    # Grids and questions in rows
    TABLE_LIST_TYPE = "table_list_type"
    TABLE_LIST_DIFFERS = "table_list_differs"
    GRID_TYPE = "grid_type"
    GRID_ORDER = "grid_order"
    GRID_WITHOUT_ROWS = "grid_without_rows"
    GRID_RAGGED = "grid_ragged"
    GRID_COLUMN_DIFFERS = "grid_column_differs"
    # Options
    MISSING_LIST = "missing_list"
    EMPTY_LIST = "empty_list"
    UNUSED_LIST = "unused_list"
    DUPLICATE_OPTION = "duplicate_option"
    OPTIONS_WORDED_ALIKE = "options_worded_alike"
    EXCLUSIVE_IN_ONE_CHOICE = "exclusive_in_one_choice"
    UNKNOWN_CITED_LIST = "unknown_cited_list"
    UNKNOWN_CITED_FIELD = "unknown_cited_field"
    TOO_MANY_OPTIONS = "too_many_options"
    OR_OTHER_LANGUAGE = "or_other_language"
    UNKNOWN_PROPERTY = "unknown_property"
    # Values that the author gives
    NOT_ON_TYPE = "not_on_type"
    BAD_RANGE = "bad_range"
    UNREADABLE_DEFAULT = "unreadable_default"
    READ_ONLY_WITHOUT_VALUE = "read_only_without_value"
    CALCULATED_NOT_READ_ONLY = "calculated_not_read_only"
    CALCULATED_IN_GRID = "calculated_in_grid"
    ABOVE_MAXIMUM = "above_maximum"
    # Conditions
    TOO_MANY_CONDITIONS = "too_many_conditions"
    UNREADABLE_EXPRESSION = "unreadable_expression"
    UNKNOWN_REFERENCE = "unknown_reference"
    LATER_REFERENCE = "later_reference"
    REFERENCE_INSIDE = "reference_inside"
    AMBIGUOUS_REFERENCE = "ambiguous_reference"
    NAME_NOT_UNIQUE = "name_not_unique"
    REFERENCE_WITHOUT_ANSWER = "reference_without_answer"
    UNKNOWN_OPTION = "unknown_option"
    COMPARES_SEVERAL = "compares_several"
    NEVER_ASKED = "never_asked"
    NEVER_ASKED_WITHIN = "never_asked_within"
    # Wordings
    MISSING_WORDING = "missing_wording"
    PLACEHOLDERS_DIFFER = "placeholders_differ"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    REFERENCE_IN_WORDING = "reference_in_wording"
    MISSING_HEADING = "missing_heading"
    TITLE_IN_ONE_LANGUAGE = "title_in_one_language"
    # Printed numbers
    NUMBER_TWICE = "number_twice"
    NUMBER_OUT_OF_ORDER = "number_out_of_order"
    NUMBER_NOT_TEXT = "number_not_text"
    # The whole
    SECOND_READER = "second_reader"
    MORE_FAULTS = "more_faults"


WARNINGS = frozenset(
    {
        Code.HIDDEN_SHEET,
        Code.UNKNOWN_COLUMN,
        Code.NO_EFFECT,
        Code.LEFT_OUT,
        Code.OUTSIDE_SECTION,
        Code.CALCULATED_NOT_READ_ONLY,
        Code.UNUSED_LIST,
        Code.OPTIONS_WORDED_ALIKE,
        Code.COMPARES_SEVERAL,
        Code.TITLE_IN_ONE_LANGUAGE,
        Code.NUMBER_TWICE,
        Code.NUMBER_OUT_OF_ORDER,
        Code.NUMBER_NOT_TEXT,
    }
)
"""What an author should look at, and what does not keep a questionnaire from being imported."""


@dataclass(frozen=True)
class Fault:
    """One fault. `row` counts as the spreadsheet does, None for the whole sheet; `column` is its header."""

    code: Code
    sheet: str = ""
    row: int | None = None
    column: str = ""
    details: Mapping[str, Detail] = field(default_factory=dict)
    severity: Severity = "error"


class Faults:
    """The faults found so far, each once."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Fault] = {}
        self._counts: Counter[Severity] = Counter()
        self._cells: set[tuple[str, int | None, str]] = set()
        self._look_ups = 0

    def add(self, code: Code, sheet: str = "", row: int | None = None, column: str = "", /, **details: Detail) -> None:
        self._keep(Fault(code, sheet, row, column, details, "warning" if code in WARNINGS else "error"))

    def gap(self, code: Code, sheet: str = "", row: int | None = None, column: str = "", /, **details: Detail) -> None:
        """What would be an error in the default language, and is one of publishing only in another."""
        self._keep(Fault(code, sheet, row, column, details, "gap"))

    def _keep(self, fault: Fault) -> None:
        key = (fault.code, fault.sheet, fault.row, fault.column, *sorted(fault.details.items()))
        if key in self._found:
            return
        self._counts[fault.severity] += 1
        if self._counts[fault.severity] <= MOST_KEPT:
            self._found[key] = fault
            if fault.severity == "error":
                self._cells.add((fault.sheet, fault.row, fault.column))

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._found.values())

    @property
    def has_errors(self) -> bool:
        return self._counts["error"] > 0

    def is_told(self, sheet: str, row: int, column: str) -> bool:
        """Whether an error of this cell is known already."""
        return (sheet, row, column) in self._cells

    def near(self, word: str, known: Iterable[str]) -> str:
        """What may have been meant, or ""; not looked for without end, because that takes its time."""
        self._look_ups += 1
        if self._look_ups > 40:
            return ""
        return next(iter(get_close_matches(word[:64], list(known)[:2000], n=1, cutoff=0.75)), "")

    def in_order(self, sheets: Sequence[str]) -> tuple[Fault, ...]:
        """All, sheet by sheet in the order given and row by row; of too many, errors are kept first, then gaps."""
        order = {sheet: position for position, sheet in enumerate(sheets)}
        found = sorted(self, key=lambda fault: (order.get(fault.sheet, -1), fault.row or 0))
        more = self._counts.total() - MOST_FAULTS
        if more <= 0:
            return tuple(found)
        kept = sorted(range(len(found)), key=lambda at: SEVERITIES.index(found[at].severity))[:MOST_FAULTS]
        severity = min((one.severity for one in found), key=SEVERITIES.index)
        return (
            *(found[at] for at in sorted(kept)),
            Fault(Code.MORE_FAULTS, details={"count": more}, severity=severity),
        )
