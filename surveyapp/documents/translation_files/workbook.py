"""Wordings as a workbook that a translator fills in with any spreadsheet program, out and in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from re import Pattern

from openpyxl import Workbook

from surveyapp.core.text import Text, said
from surveyapp.core.translation import Incoming, Standing, Unit, tidied
from surveyapp.documents.repeatable import repeatable
from surveyapp.documents.sheets import SOFT, TINT, WARM, WARM_TINT, Drawn, Look, Page, Sheet
from surveyapp.documents.translation_files.faults import PATHS, Code, Gathering, ReadFile, RefusedFile, same_language
from surveyapp.documents.xlsform.opening import RawSheet, Refused, open_workbook
from surveyapp.wording import translations

MOST_ROWS = 2_500
"""Of one sheet; what is more goes on to the next."""
MOST_SHEETS = 20

_LANGUAGES = ("en", "es")
"""Of the headings: a file is read in whichever it was written."""
_TEXT = "@"
_HEADER = Look(bold=True, fill=TINT, down="center", number_format=_TEXT, below="medium")
_PATH = Look(size=8, colour="8A919C", number_format=_TEXT, below="hair")
_WHERE = Look(size=9, colour=SOFT, number_format=_TEXT, below="hair")
_WORDING = Look(number_format=_TEXT, below="hair")
_TO_WRITE = Look(number_format=_TEXT, below="hair", open=True)
_NEEDED = Look(number_format=_TEXT, fill=WARM_TINT, below="hair", open=True)
_STANDING = Look(number_format=_TEXT, below="hair", open=True)
_ASKS = Look(bold=True, colour=WARM, number_format=_TEXT, below="hair", open=True)
_WIDTHS = (22, 36, 54, 54, 54, 16)
_CODE_AT_THE_END = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)\s*$")
_ERROR_VALUES = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#DATA!"})


# Out


def write(units: Sequence[Unit], source_language: str, target_language: str, title: str, language: str = "en") -> bytes:
    """The workbook, headings and explanations in `language`; the same bytes for the same units.

    `source_language`: "" where each text may be in another one, which then says where it stands.
    Only the new translation and the status can be written in without lifting the protection of the sheet.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.creator = ""
    workbook.properties.title = title
    sheets = [units[start : start + MOST_ROWS] for start in range(0, len(units), MOST_ROWS)] or [units]
    for number, some in enumerate(sheets, start=1):
        name = said(translations.SHEET, language) + (f" {number}" if number > 1 else "")
        _write_sheet(workbook, name, some, (source_language, target_language), language)
    file = BytesIO()
    workbook.save(file)
    return repeatable(file.getvalue())


def _write_sheet(
    workbook: Workbook, name: str, units: Sequence[Unit], languages: tuple[str, str], language: str
) -> None:
    page = Page(widths=_WIDTHS, columns=len(_WIDTHS), frozen="A2", title_rows="1:1", all_text=True)
    sheet = Sheet(workbook, name, page)
    sheet.write([Drawn(heading, _HEADER) for heading in _headings(languages, language)], height=32)
    for unit in units:
        sheet.write(_row(unit, language))
    last = len(units) + 1
    sheet.filter(f"A1:F{last}")
    still_right, prompt = (said(text, language) for text in (translations.STILL_RIGHT, translations.CHOOSE_STILL_RIGHT))
    sheet.offer(f"F2:F{max(last, 2)}", [still_right], prompt)
    sheet.protect()


def _headings(languages: tuple[str, str], language: str) -> Iterator[str]:
    source, target = (translations.language_called(code, language) if code else "" for code in languages)
    named = {"source": source, "present": target, "new": target}
    for column, heading in translations.COLUMNS.items():
        yield said(heading, language).format(language=named.get(column, "")).removesuffix(": ")


def _row(unit: Unit, language: str) -> list[Drawn | None]:
    is_done = unit.standing is Standing.TRANSLATED
    return [
        Drawn(unit.path, _PATH),
        Drawn(translations.where(unit.context, language), _WHERE),
        Drawn(unit.source, _WORDING),
        Drawn(unit.target or None, _WORDING),
        Drawn(None, _TO_WRITE if is_done else _NEEDED),
        Drawn(translations.standing(unit.standing, language), _STANDING if is_done else _ASKS),
    ]


# In


def read(data: bytes, name: str, source_language: str, target_language: str, paths: Pattern[str] = PATHS) -> ReadFile:
    """The units of a workbook that came back, whatever the order of its sheets, rows and columns.

    A translation that was not written anew comes back empty; one whose status says that it is still right comes back
    as it stood. Every fault is reported; none is raised.
    """
    gathering = Gathering()
    try:
        sheets = _opened(data, name)
        for sheet in sheets:
            _read_sheet(sheet, (source_language, target_language), gathering, paths)
    except RefusedFile as refused:
        return ReadFile(faults=(refused.fault,))
    return gathering.read_file()


def _opened(data: bytes, name: str) -> tuple[RawSheet, ...]:
    wanted = [said(translations.SHEET, language).lower() for language in _LANGUAGES]
    numbered = (f"{one} {number}" for one in wanted for number in range(2, MOST_SHEETS + 1))
    try:
        opened = open_workbook(data, name, frozenset((*wanted, *numbered)))
    except Refused as refused:
        raise RefusedFile(refused.code, refused.sheet, **refused.details) from refused
    if not opened.sheets:
        raise RefusedFile(Code.NO_SHEET, found=", ".join(opened.names)[:100])
    return opened.sheets


def _read_sheet(sheet: RawSheet, languages: tuple[str, str], gathering: Gathering, paths: Pattern[str]) -> None:
    places = _places(sheet, languages)
    for number, cells in enumerate(sheet.rows[1:], start=2):
        texts = {column: _text(cells[place]) if place < len(cells) else "" for column, place in places.items()}
        if not any(texts.values()):
            continue
        if not paths.fullmatch(texts["path"]):
            gathering.fault(Code.FOREIGN_UNIT, sheet.name, number, path=texts["path"][:100])
        elif _is_readable(sheet, number, places, texts, gathering):
            gathering.add(_incoming(texts), sheet.name, number)


def _places(sheet: RawSheet, languages: tuple[str, str]) -> dict[str, int]:
    """Column to its position; refused when one is missing that is needed, or is of another language."""
    found: dict[str, int] = {}
    for position, cell in enumerate(sheet.rows[0] if sheet.rows else ()):
        heading = _text(cell)
        column = _column_called(heading)
        if column:
            _refuse_other_language(column, heading, languages, sheet.name)
            found.setdefault(column, position)
    for column in ("path", "source", "present", "new", "standing"):
        if column not in found:
            raise RefusedFile(Code.MISSING_COLUMN, sheet.name, 1, column=column)
    return found


def _column_called(heading: str) -> str:
    """The column of a heading in any language, "" when it is none of ours."""
    begins = heading.partition(":")[0].casefold()
    for column, text in translations.COLUMNS.items():
        if begins in (wording.partition(":")[0].casefold() for wording in text.values()):
            return column
    return ""


def _refuse_other_language(column: str, heading: str, languages: tuple[str, str], sheet: str) -> None:
    expected = {"source": languages[0], "new": languages[1]}.get(column)
    if not expected:
        return
    code = _CODE_AT_THE_END.search(heading)
    found = code[1] if code else heading.partition(":")[2].strip()
    if not same_language(found, expected):
        wrong = Code.WRONG_SOURCE_LANGUAGE if column == "source" else Code.WRONG_TARGET_LANGUAGE
        raise RefusedFile(wrong, sheet, 1, found=found[:40], expected=expected)


def _is_readable(
    sheet: RawSheet, number: int, places: Mapping[str, int], texts: Mapping[str, str], gathering: Gathering
) -> bool:
    """Whether a row is a unit; what keeps it from being one is told."""
    path = texts["path"]
    for column in ("path", "source", "new", "standing"):
        address = (number, places[column] + 1)
        error = sheet.errors.get(address, "")
        if error or (texts[column] in _ERROR_VALUES and column != "source"):
            gathering.fault(Code.ERROR_VALUE, sheet.name, number, path=path, value=error or texts[column])
            return False
        if address in sheet.formulas:
            gathering.fault(Code.FORMULA, sheet.name, number, path=path)
            return False
    return True


def _incoming(texts: Mapping[str, str]) -> Incoming:
    stands = texts["standing"].casefold() in _words(translations.STILL_RIGHT)
    target = texts["new"] or (texts["present"] if stands else "")
    return Incoming(texts["path"], texts["source"], target, is_approved=True)


def _words(text: Text) -> set[str]:
    return {wording.casefold() for wording in text.values()}


def _text(cell: object) -> str:
    """A cell as a person reads it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidied(str(cell))
