"""A questionnaire as an XLSForm workbook, which read again is the same questionnaire."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import product

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from surveyapp.core.questionnaire import Disclosure, Questionnaire, Totals
from surveyapp.core.text import Text
from surveyapp.documents import sheets
from surveyapp.documents.repeatable import repeatable
from surveyapp.documents.sheets import SOFT, TINT, Drawn, Look, Page, Sheet
from surveyapp.documents.xlsform import columns
from surveyapp.documents.xlsform.building import SUMMARIES
from surveyapp.documents.xlsform.columns import Header
from surveyapp.documents.xlsform.opening import MOST_ROWS
from surveyapp.documents.xlsform.options import SHAPES
from surveyapp.documents.xlsform.writing_rows import CannotBeWritten, Level, WrittenRow, rows_of


def write(questionnaire: Questionnaire) -> bytes:
    """The workbook, the same bytes for the same questionnaire.

    CannotBeWritten for a definition that no workbook can hold, such as one list with different options in two
    questions. What is missing in a language is an empty cell.
    """
    written = rows_of(questionnaire)
    workbook = Workbook(write_only=True)
    workbook.properties.creator = ""
    workbook.properties.title = questionnaire.title.get(questionnaire.languages[0])
    layouts = {
        columns.SURVEY: (_SURVEY, written.survey, "C2"),
        columns.CHOICES: ((*_CHOICES, *(_Wide(name, 14) for name in written.properties)), written.choices, "C2"),
        columns.SETTINGS: (_SETTINGS, written.settings, "A2"),
    }
    for name, (layout, rows, frozen) in layouts.items():
        _refuse_too_long(name, rows)
        _write_sheet(workbook, name, _chosen(name, layout, rows, questionnaire.languages), rows, frozen)
    file = BytesIO()
    workbook.save(file)
    return repeatable(file.getvalue())


@dataclass(frozen=True)
class _Wide:
    """A column, or one for each language: how wide it is, and whether it is there even where nothing fills it."""

    name: str
    width: float
    always: bool = False
    offered: tuple[str, ...] = ()
    """The words that the author chooses from."""


_YES = ("yes",)
_SURVEY = (
    _Wide("type", 30, always=True),
    _Wide("name", 26, always=True),
    _Wide("number", 9, always=True),
    _Wide("core", 6, always=True, offered=_YES),
    _Wide("label", 52, always=True),
    _Wide("hint", 42, always=True),
    _Wide("guidance_hint", 42),
    _Wide("required", 12, always=True),
    _Wide("required_message", 30),
    _Wide("relevant", 40, always=True),
    _Wide("appearance", 16, always=True),
    _Wide("constraint", 26, always=True),
    _Wide("constraint_message", 30, always=True),
    _Wide("calculation", 40),
    _Wide("read_only", 10, offered=_YES),
    _Wide("default", 20),
    _Wide("parameters", 24),
    _Wide("choice_filter", 30),
    _Wide("repeat_count", 14),
    _Wide("disclosure", 15, always=True, offered=tuple(Disclosure)),
    _Wide("summary", 10, always=True, offered=SUMMARIES),
    _Wide("heading", 24, always=True),
    _Wide("article", 40),
    _Wide("usually", 40),
    _Wide("minutes", 9),
    _Wide("entries", 9),
    _Wide("minimum", 9),
    _Wide("maximum", 9),
    _Wide("totals", 10, offered=tuple(Totals)),
    _Wide("previous", 22, always=True),
)
_CHOICES = (
    _Wide("list_name", 24, always=True),
    _Wide("name", 24, always=True),
    _Wide("label", 46, always=True),
    _Wide("hint", 38),
    _Wide("detail", 34, always=True),
    _Wide("cites", 18),
    _Wide("exclusive", 10, always=True, offered=_YES),
    _Wide("shape", 7, offered=SHAPES),
    _Wide("short", 14),
    _Wide("previous", 18),
)
_SETTINGS = (
    _Wide("form_title", 48, always=True),
    _Wide("form_id", 22, always=True),
    _Wide("version", 12, always=True),
    _Wide("default_language", 20, always=True),
    _Wide("title", 60, always=True),
)

_TEXT = "@"
_HEADER = Look(bold=True, fill=TINT, down="center", number_format=_TEXT, below="medium")
_SECTION = Look(bold=True, size=11, fill="DCE6F2", number_format=_TEXT, above="thin")
_BOLD = Look(bold=True, number_format=_TEXT, above="hair")
_QUESTION = Look(number_format=_TEXT)
_FIRST = Look(number_format=_TEXT, above="thin")
_NOTE = Look(italic=True, colour=SOFT, number_format=_TEXT)
_END = Look(colour="8A919C", number_format=_TEXT)
_LOOKS = {
    Level.SECTION: _SECTION,
    Level.GROUP: _BOLD,
    Level.COMPOUND: _BOLD,
    Level.QUESTION: _QUESTION,
    Level.NOTE: _NOTE,
    Level.END: _END,
    Level.LIST: _FIRST,
    Level.OPTION: _QUESTION,
}
_LOOKS_BESIDE = {
    Level.SECTION: Look(fill=_SECTION.fill, number_format=_TEXT, above=_SECTION.above),
    Level.GROUP: Look(number_format=_TEXT, above=_BOLD.above),
    Level.COMPOUND: Look(number_format=_TEXT, above=_BOLD.above),
}
"""Of what stands beside the names and labels of a group."""
_CALLING = ("type", "name", "number", "label")
_INDENTED = {
    (level, depth): replace(look, indent=depth) for (level, look), depth in product(_LOOKS.items(), range(1, 13))
}
"""The looks of the first column, in which what stands in a group is set in."""

_Column = tuple[Header, _Wide]


def _chosen(sheet: str, layout: Iterable[_Wide], rows: Sequence[WrittenRow], languages: Sequence[str]) -> list[_Column]:
    """The columns of a sheet: those that are always there, and those that something fills."""
    filled = dict.fromkeys(header for row in rows for header in row.cells)
    chosen: list[_Column] = []
    for wide in layout:
        used = [header for header in filled if header.name == wide.name]
        if wide.always or used:
            chosen.extend((header, wide) for header in _in_languages(sheet, wide.name, used, languages))
    return chosen


def _in_languages(sheet: str, name: str, used: Iterable[Header], languages: Sequence[str]) -> Iterator[Header]:
    """The one column of this name, or one for each language of the questionnaire and for each other that fills it."""
    vocabulary = columns.VOCABULARIES[sheet]
    if name not in vocabulary.translated | vocabulary.own:
        yield Header(name)
        return
    for language in dict.fromkeys((*languages, *(header.language for header in used))):
        yield Header(name, language)


_TOO_LONG: Text = {
    "en": "{sheet}, row {row}, {column}: longer than a cell can hold",
    "es": "{sheet}, fila {row}, {column}: más largo de lo que cabe en una celda",
}


def _refuse_too_long(sheet: str, rows: Sequence[WrittenRow]) -> None:
    for number, row in enumerate(rows, start=2):
        for header, cell in row.cells.items():
            if len(sheets.pieces(cell)) > 1:
                raise CannotBeWritten(_TOO_LONG, sheet=sheet, row=number, column=header.name)


def _write_sheet(
    workbook: Workbook, name: str, chosen: Sequence[_Column], rows: Sequence[WrittenRow], frozen: str
) -> None:
    widths = [wide.width for _, wide in chosen]
    sheet = Sheet(
        workbook, name, Page(widths=widths, columns=len(widths), frozen=frozen, title_rows="1:1", all_text=True)
    )
    vocabulary = columns.VOCABULARIES[name]
    sheet.write([Drawn(_written(header, vocabulary), _HEADER) for header, _ in chosen])
    for row in rows:
        sheet.write(_drawn(row, chosen))
    for place, (_, wide) in enumerate(chosen, start=1):
        if wide.offered:
            letter = get_column_letter(place)
            sheet.offer(f"{letter}2:{letter}{MOST_ROWS}", wide.offered)


def _written(header: Header, vocabulary: columns.Vocabulary) -> str:
    return columns.written_header(header.name, header.language, vocabulary) if header.language else header.name


def _drawn(row: WrittenRow, chosen: Sequence[_Column]) -> list[Drawn | None]:
    return [Drawn(row.cells.get(header) or None, _look(row, header)) for header, _ in chosen]


def _look(row: WrittenRow, header: Header) -> Look:
    look = _LOOKS[row.level]
    if header.name == "type":
        return _INDENTED.get((row.level, row.depth), look)
    return look if header.name in _CALLING else _LOOKS_BESIDE.get(row.level, look)
