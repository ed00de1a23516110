"""The log of contacts as a workbook: an annex for the secretariat's own use, a line for each contact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import NamedTuple

from openpyxl import Workbook

from surveyapp.core.text import Text, said
from surveyapp.documents.sheets import BANNER, HEADER, LINE, TITLE, Drawn, Look, Page, Sheet, in_print, pieces

_CELL = Look(below="hair")
_DAY = Look(below="hair", number_format="yyyy-mm-dd", across="left")
_STRONG = Look(bold=True, below="hair")
_WIDTHS = (12, 22, 22, 18, 28, 60, 20, 22, 20)
_WORDS: Mapping[str, Text] = {
    "title": {"en": "Log of contacts", "es": "Registro de contactos"},
    "sheet": {"en": "Contacts", "es": "Contactos"},
    "round": {
        "en": "Round {code}. As it stands on {moment}, Washington, D.C.",
        "es": "Ronda {code}. Situación al {moment}, Washington, D. C.",
    },
    "internal": {
        "en": "Internal. For the use of the Secretariat alone.",
        "es": "Documento interno, para uso exclusivo de la Secretaría.",
    },
    "illustrative": {
        "en": "Illustrative. The persons and contacts are invented.",
        "es": "Ilustrativo. Las personas y los contactos son inventados.",
    },
    "page": {"en": "Page &P of &N", "es": "Página &P de &N"},
    "none": {"en": "There has been no contact.", "es": "No ha habido ningún contacto."},
}
_COLUMNS: Sequence[Text] = (
    {"en": "Date", "es": "Fecha"},
    {"en": "State", "es": "Estado"},
    {"en": "Contact", "es": "Contacto"},
    {"en": "Direction", "es": "Procedencia"},
    {"en": "With whom", "es": "Con quién"},
    {"en": "Content", "es": "Contenido"},
    {"en": "Way", "es": "Vía"},
    {"en": "Status", "es": "Situación"},
    {"en": "Entered by", "es": "Lo registró"},
)


class Row(NamedTuple):
    """One contact in words."""

    on: date
    state: str
    kind: str
    direction: str
    with_whom: str
    text: str
    way: str
    status: str
    by: str


@dataclass(frozen=True)
class Heading:
    """What stands over the table."""

    title: str
    code: str
    moment: str
    is_illustrative: bool


def write(rows: Sequence[Row], heading: Heading, language: str) -> bytes:
    """The workbook; a text that is too long for a cell goes on in the next row."""
    workbook = Workbook(write_only=True)
    workbook.properties.title = f"{_say('title', language)}: {heading.title}"
    workbook.properties.language = language
    page = Page(
        widths=_WIDTHS,
        columns=len(_COLUMNS),
        frozen="C6" if not heading.is_illustrative else "C7",
        footer=(in_print(_say("title", language)), "", _say("page", language)),
    )
    sheet = Sheet(workbook, _say("sheet", language), page)
    last = len(_COLUMNS)
    sheet.write_across(_say("title", language), TITLE, last)
    sheet.write_across(heading.title, LINE, last)
    sheet.write_across(_say("round", language).format(code=heading.code, moment=heading.moment), LINE, last)
    sheet.write_across(_say("internal", language), BANNER, last)
    if heading.is_illustrative:
        sheet.write_across(_say("illustrative", language), BANNER, last)
    sheet.write([Drawn(said(column, language), HEADER) for column in _COLUMNS])
    first = sheet.row
    for row in rows:
        _write(sheet, row)
    if not rows:
        sheet.write([Drawn(_say("none", language), LINE)])
    sheet.filter(f"A{first}:I{max(sheet.row, first)}")
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _write(sheet: Sheet, row: Row) -> None:
    for number, piece in enumerate(pieces(row.text)):
        values = row._replace(text=piece) if not number else Row(row.on, row.state, "", "", "", piece, "", "", "")
        day, state, *others = values
        sheet.write([Drawn(day, _DAY), Drawn(state, _STRONG), *(Drawn(value, _CELL) for value in others)])


def _say(name: str, language: str) -> str:
    return said(_WORDS[name], language)
