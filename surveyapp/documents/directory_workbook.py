"""The directory as a workbook: states, groups, authorities, people, a sheet each; written, and read with every fault.

The first column of a sheet, "code", tells rows apart: what has none is new. Headers are in English or Spanish, in any
order. "to" is the last day: a row in which it is written ends. What is left out of a workbook stays as it is.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO

from openpyxl import Workbook

from surveyapp.core.text import Text, said
from surveyapp.documents import sheets
from surveyapp.documents.earlier_answers import Cell, Code, Fault, Row, headers_of, rows_under
from surveyapp.documents.xlsform.opening import LARGEST_FILE, Refused, open_workbook

__all__ = ["LARGEST_FILE", "Cell", "Fault", "Name", "Row", "Sheet", "is_error", "read", "write"]

MOST_ROWS = 5_000
MOST_CELLS = 60_000


class Name(StrEnum):
    """The sheets."""

    STATES = "states"
    GROUPS = "groups"
    AUTHORITIES = "authorities"
    PEOPLE = "people"


SHEETS: Mapping[Name, Text] = {
    Name.STATES: {"en": "states", "es": "estados"},
    Name.GROUPS: {"en": "groups", "es": "grupos"},
    Name.AUTHORITIES: {"en": "authorities", "es": "autoridades"},
    Name.PEOPLE: {"en": "people", "es": "personas"},
}
_CODE, _STATE, _LANGUAGE = ("code", "código", "codigo"), ("state", "estado"), ("language", "idioma")
_NAME, _TITLE, _INSTITUTION = ("name", "nombre"), ("title", "cargo"), ("institution", "institución", "institucion")
_FROM, _TO = ("from", "desde"), ("to", "hasta")
COLUMNS: Mapping[Name, Mapping[str, tuple[str, ...]]] = {
    Name.STATES: {
        "code": _CODE,
        "name": _NAME,
        "official": ("official name", "nombre oficial"),
        "subregion": ("subregion", "subregión", "subregion"),
        "from": ("member since", "miembro desde"),
        "to": ("member until", "miembro hasta"),
        "participation": ("takes part", "participa"),
    },
    Name.GROUPS: {
        "code": _CODE,
        "english": ("name in english", "nombre en inglés", "nombre en ingles"),
        "spanish": ("name in spanish", "nombre en español"),
        "states": ("states", "estados"),
        "to": _TO,
    },
    Name.AUTHORITIES: {
        "code": _CODE,
        "state": _STATE,
        "kind": ("kind", "clase"),
        "name": _NAME,
        "title": _TITLE,
        "institution": _INSTITUTION,
        "emails": ("e-mail addresses", "correos electrónicos", "correos electronicos"),
        "address": ("postal address", "dirección postal", "direccion postal"),
        "telephone": ("telephone", "teléfono", "telefono"),
        "language": _LANGUAGE,
        "from": _FROM,
        "to": _TO,
    },
    Name.PEOPLE: {
        "code": _CODE,
        "state": _STATE,
        "post": ("role", "función", "funcion"),
        "name": _NAME,
        "title": _TITLE,
        "institution": _INSTITUTION,
        "email": ("e-mail address", "correo electrónico", "correo electronico"),
        "copies": ("copies to", "copias a"),
        "language": _LANGUAGE,
        "by": ("designated by", "designación", "designacion"),
        "on": ("date of designation", "fecha de designación", "fecha de designacion"),
        "from": _FROM,
        "to": _TO,
    },
}
"""Each column with the headers under which it is known; the first two are written."""
NEEDED: Mapping[Name, tuple[str, ...]] = {
    Name.STATES: (),
    Name.GROUPS: ("code", "english", "spanish", "states"),
    Name.AUTHORITIES: ("code", "state", "kind", "language"),
    Name.PEOPLE: ("code", "state", "post", "name", "email", "language"),
}
KINDS: Mapping[str, tuple[str, ...]] = {
    "mission": ("permanent mission", "misión permanente", "mission", "misión", "mision permanente"),
    "minister": ("minister", "ministro o ministra", "ministro", "ministra", "titular del ministerio"),
}
POSTS: Mapping[str, tuple[str, ...]] = {
    "focal_point": ("focal point", "punto focal"),
    "alternate": ("alternate", "suplente", "alternate focal point", "punto focal suplente"),
    "contributor": ("contributor", "colaborador o colaboradora", "colaborador", "colaboradora"),
    "observer": ("permanent mission", "misión permanente", "observer", "mision permanente"),
    "contact": ("contact", "contacto"),
}
LANGUAGES: Mapping[str, tuple[str, ...]] = {"en": ("English", "inglés", "ingles"), "es": ("Spanish", "español")}
"""What is written for each code, in English and in Spanish, and what else is taken for it."""
NOTES = frozenset({"unknown_sheet", "states_not_read"})
"""What an officer should look at, and what keeps nothing from being brought in."""
_WIDTHS: Mapping[str, float] = {
    "code": 27,
    "state": 8,
    "kind": 12,
    "post": 14,
    "language": 10,
    "from": 12,
    "to": 12,
    "on": 14,
    "states": 60,
    "telephone": 18,
}
_WIDTH = 30.0
_BODY = sheets.Look()
_DAY = sheets.Look(number_format="yyyy-mm-dd")

Line = Mapping[str, str | date | None]


@dataclass(frozen=True)
class Sheet:
    """A sheet as it was read."""

    name: Name
    called: str
    """Its name in the workbook."""
    rows: tuple[Row, ...]


def is_error(fault: Fault) -> bool:
    return fault.severity == "error" and fault.code not in NOTES


def word(words: Mapping[str, tuple[str, ...]], code: str, language: str) -> str:
    """What is written for a code."""
    return words[code][1 if language == "es" else 0]


def code_of(words: Mapping[str, tuple[str, ...]], written: str) -> str:
    """The code for which a word stands, in either language; "" for none."""
    said = " ".join(written.casefold().split())
    return next((code for code, known in words.items() if said in {code, *(one.casefold() for one in known)}), "")


def write(content: Mapping[Name, Sequence[Line]], language: str) -> bytes:
    """The workbook: a row of headers and a row for each line, by name of column."""
    book = Workbook(write_only=True)
    at = 1 if language == "es" else 0
    for name in Name:
        columns = COLUMNS[name]
        widths = [_WIDTHS.get(column, _WIDTH) for column in columns]
        sheet = sheets.Sheet(
            book,
            said(SHEETS[name], language),
            sheets.Page(widths=widths, columns=len(widths), frozen="A2", title_rows="1:1"),
        )
        headers = [columns[column][at] for column in columns]
        sheet.write([sheets.Drawn(header[:1].upper() + header[1:], sheets.HEADER) for header in headers])
        for line in content.get(name, ()):
            sheet.write([_drawn(line.get(column)) for column in columns])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read(data: bytes, name: str) -> tuple[list[Sheet], list[Fault]]:
    """The sheets of a workbook that are known, and all that is wrong with the file, its headers and its cells."""
    wanted = {called: sheet for sheet, names in SHEETS.items() for called in names.values()}
    try:
        opened = open_workbook(data, name, frozenset(wanted), MOST_ROWS, MOST_CELLS)
    except Refused as refused:
        return [], [Fault(str(refused.code), refused.sheet, details=refused.details)]
    faults = [Fault("unknown_sheet", one) for one in opened.names if one.strip().lower() not in wanted]
    found: list[Sheet] = []
    for raw in opened.sheets:
        sheet = wanted[raw.name.strip().lower()]
        if any(one.name is sheet for one in found):
            faults.append(Fault("sheet_twice", raw.name))
            continue
        of_sheet: list[Fault] = []
        headers = headers_of(raw, COLUMNS[sheet], NEEDED[sheet], of_sheet)
        rows: tuple[Row, ...] = ()
        if not any(one.severity == "error" for one in of_sheet):
            rows = tuple(rows_under(raw, headers, of_sheet))
            of_sheet += [fault for row in rows for fault in _unseen(raw.name, row)]
        faults += of_sheet
        found.append(Sheet(sheet, raw.name, rows))
    if not any(one.name is not Name.STATES for one in found):
        faults.append(Fault(Code.MISSING_SHEET, details={"names": ", ".join(sorted(wanted))}))
    return found, faults


def _unseen(sheet: str, row: Row) -> list[Fault]:
    """Characters that are not seen, or turn the direction of what follows: no name holds them."""
    return [
        Fault(Code.CONTROL_CHARACTER, sheet, row.number, row.header(column))
        for column, cell in row.cells.items()
        if any(unicodedata.category(one) in ("Cf", "Cs") for one in cell.text)
    ]


def _drawn(value: str | date | None) -> sheets.Drawn | None:
    if value is None or value == "":
        return None
    return sheets.Drawn(value, _DAY if isinstance(value, date) else _BODY)
