"""From the bytes of a file somebody sent to the cells of its sheets; nothing is trusted unseen.

What is handed to the reader of workbooks is a new archive of the parts that were looked at, so that no second
way of reading the same bytes can find anything else in them.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import python_calamine
from lxml import etree

from surveyapp.documents.xlsform.faults import Code, Detail

LARGEST_FILE = 10 * 2**20
LARGEST_UNPACKED = 64 * 2**20
LARGEST_READ = 24 * 2**20
"""Of the parts that are read; the others (pictures, themes) only have to be harmless."""
LARGEST_RATIO = 250
SMALL_PART = 2**20
"""A part smaller than this may be packed as tightly as it likes."""
MOST_PARTS = 500
MOST_ROWS = 3_000
MOST_COLUMNS = 200
MOST_CELLS = 27_000
"""Of a sheet that hold something: a questionnaire of 500 questions in four languages has a third of them."""
MOST_CHARACTERS = 4_000_000
"""Of a sheet, a text used in several cells counted as often as it is used."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PART_BEGINS = b"PK\x01\x02"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_SHARED = "xl/sharedStrings.xml"
_ALWAYS_READ = ("[Content_Types].xml", "_rels/.rels", _WORKBOOK, _RELATIONS, _SHARED, "xl/styles.xml")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises for an archive that is broken in one way or another."""


Address = tuple[int, int]
"""Row and column of a cell, counted from 1."""


class Refused(Exception):
    """The file is not read any further, and why."""

    def __init__(self, code: Code, sheet: str = "", **details: Detail) -> None:
        super().__init__(code)
        self.code = code
        self.sheet = sheet
        self.details = details


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it was written. Rows and columns are counted from 1, as the spreadsheet does."""

    name: str
    rows: tuple[tuple[object, ...], ...]
    formulas: frozenset[Address]
    errors: Mapping[Address, str]
    """Cells that show an error, and which: the reader of workbooks finds them empty."""


@dataclass(frozen=True)
class Opened:
    """The names of all sheets, of those hidden, and the sheets that were asked for."""

    names: tuple[str, ...]
    hidden: tuple[str, ...]
    sheets: tuple[RawSheet, ...]


def open_workbook(
    data: bytes, name: str, wanted: frozenset[str] | None, most_rows: int = MOST_ROWS, most_cells: int = MOST_CELLS
) -> Opened:
    """The sheets whose name, in small letters, is wanted (None: all); Refused when the file is not fit to be read."""
    with _archive(data, name) as archive:
        try:
            return _opened(archive, wanted, most_rows, most_cells)
        except (*_UNREADABLE, etree.XMLSyntaxError, python_calamine.CalamineError, KeyError) as error:
            raise Refused(Code.CORRUPT) from error


def _archive(data: bytes, name: str) -> zipfile.ZipFile:
    if len(data) > LARGEST_FILE:
        raise Refused(Code.FILE_TOO_LARGE, limit=LARGEST_FILE // 2**20)
    if data.startswith(_OLE):
        raise Refused(Code.PASSWORD_PROTECTED if _ENCRYPTED in data else Code.OLD_WORKBOOK)
    if name.lower().endswith((".xlsm", ".xltm", ".xlam")):
        raise Refused(Code.MACROS)
    if data.count(_PART_BEGINS) > MOST_PARTS:  # before a long table of contents is read, which takes its time
        raise Refused(Code.CONTENT_TOO_LARGE)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _UNREADABLE as error:
        raise Refused(Code.CORRUPT if data.startswith(b"PK") else Code.NOT_A_WORKBOOK) from error


def _opened(archive: zipfile.ZipFile, wanted: frozenset[str] | None, most_rows: int, most_cells: int) -> Opened:
    parts = _checked_parts(archive)
    entries = list(_sheet_entries(archive, parts))
    names = [entry.name for entry in entries]
    if len({name.lower() for name in names}) < len(names):
        raise Refused(Code.CORRUPT)
    chosen = [entry for entry in entries if wanted is None or entry.name.strip().lower() in wanted]
    found = {entry.name: _looked_at(archive, entry, most_rows, most_cells) for entry in chosen}
    if _SHARED in parts:
        _refuse_too_many_characters(archive, found)
    read = [part for part in (*_ALWAYS_READ, *(entry.part for entry in chosen)) if part in parts]
    if sum(parts[part].file_size for part in read) > LARGEST_READ:
        raise Refused(Code.CONTENT_TOO_LARGE)
    reader = python_calamine.load_workbook(_repacked(archive, read))
    sheets = [
        RawSheet(name, _rows(reader.get_sheet_by_name(name)), frozenset(seen.formulas), seen.errors)
        for name, seen in found.items()
    ]
    return Opened(tuple(names), tuple(entry.name for entry in entries if entry.is_hidden), tuple(sheets))


def _checked_parts(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The parts by name, after what the archive says of itself, and its XML, were held against every limit."""
    listed = archive.infolist()
    parts = {part.filename: part for part in listed}
    if _is_too_large(listed):
        raise Refused(Code.CONTENT_TOO_LARGE)
    if any(part.flag_bits & 0x1 for part in listed):
        raise Refused(Code.PASSWORD_PROTECTED)
    if any("vbaproject" in name.lower() for name in parts):
        raise Refused(Code.MACROS)
    if any(name.lower().startswith("xl/externallinks/") for name in parts):
        raise Refused(Code.EXTERNAL_LINKS)
    if _WORKBOOK not in parts:
        raise Refused(Code.NOT_A_WORKBOOK)
    if len(parts) < len(listed):
        raise Refused(Code.CORRUPT)
    for part in listed:
        if part.filename.lower().endswith((".xml", ".rels")):
            _refuse_doctype(archive, part)
    if b"macroenabled" in archive.read("[Content_Types].xml").lower():
        raise Refused(Code.MACROS)
    return parts


def _is_too_large(parts: list[zipfile.ZipInfo]) -> bool:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        return True
    return any(_is_packed_too_tightly(part) for part in parts)


def _is_packed_too_tightly(part: zipfile.ZipInfo) -> bool:
    return part.file_size > SMALL_PART and part.file_size > LARGEST_RATIO * max(part.compress_size, 1)


def _refuse_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No part of a workbook has a document type; entities come with one. Read to the end, the sum is checked too."""
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(2**18):
            # Without the zero bytes a UTF-16 part reads like any other.
            text = before + chunk.replace(b"\0", b"")
            if _DOCTYPE.search(text):
                raise Refused(Code.DOCTYPE)
            before = text[-16:]


@dataclass(frozen=True)
class _SheetEntry:
    name: str
    part: str
    is_hidden: bool


def _sheet_entries(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> Iterator[_SheetEntry]:
    targets = {}
    for relation in _elements(archive, _RELATIONS, "Relationship"):
        if str(relation.get("Type")).endswith("/externalLink"):
            raise Refused(Code.EXTERNAL_LINKS)
        target = posixpath.join("/xl", str(relation.get("Target")))
        targets[str(relation.get("Id"))] = posixpath.normpath(target)[1:]
    for sheet in _elements(archive, _WORKBOOK, "sheet"):
        relation_id = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        part = targets.get(str(relation_id), "")
        if part not in parts:
            raise Refused(Code.CORRUPT)
        yield _SheetEntry(str(sheet.get("name")), part, sheet.get("state", "visible") != "visible")


@dataclass
class _Seen:
    """What a look at a sheet found that the reader of workbooks does not tell."""

    formulas: set[Address] = field(default_factory=set)
    errors: dict[Address, str] = field(default_factory=dict)
    cells: int = 0
    shared: list[int] = field(default_factory=list)
    """Which of the texts that all sheets share it uses, as often as it does."""
    characters: int = 0
    """Of its own texts."""


def _looked_at(archive: zipfile.ZipFile, entry: _SheetEntry, most_rows: int, most_cells: int) -> _Seen:
    """What stands in a sheet, after the limits on rows, columns, cells and characters of its own were held."""
    seen = _Seen()
    row = column = 0
    for element in _elements(archive, entry.part, "row", "c"):
        if etree.QName(element).localname == "row":
            row, column = int(element.get("r", row + 1)), 0
            continue
        row, column = _address(element.get("r"), row, column)
        if len(element) == 0:
            continue
        if row > most_rows:
            raise Refused(Code.TOO_MANY_ROWS, entry.name, limit=most_rows)
        if column > MOST_COLUMNS:
            raise Refused(Code.TOO_MANY_COLUMNS, entry.name, limit=MOST_COLUMNS)
        _look_at_cell(element, (row, column), seen)
        seen.cells += 1
        if seen.characters > MOST_CHARACTERS or seen.cells > most_cells:
            raise Refused(Code.CONTENT_TOO_LARGE, entry.name)
    return seen


def _look_at_cell(cell: etree._Element, address: Address, seen: _Seen) -> None:
    text = "".join(str(one) for one in cell.itertext())
    if any(etree.QName(child).localname == "f" for child in cell):
        seen.formulas.add(address)
    if cell.get("t") == "e":
        seen.errors[address] = text[:20]
    elif cell.get("t") == "s" and text.strip().isdecimal():
        seen.shared.append(int(text))
    else:
        seen.characters += len(text)


def _refuse_too_many_characters(archive: zipfile.ZipFile, found: Mapping[str, _Seen]) -> None:
    """A text that sheets share stands in the file once; read, it takes its place in every cell that uses it."""
    lengths = [sum(len(text) for text in item.itertext()) for item in _elements(archive, _SHARED, "si")]
    for name, seen in found.items():
        shared = sum(lengths[which] for which in seen.shared if which < len(lengths))
        if seen.characters + shared > MOST_CHARACTERS:
            raise Refused(Code.CONTENT_TOO_LARGE, name)


def _address(reference: str | None, row: int, column: int) -> Address:
    """Row and column of a cell; one that does not say where it stands comes after the one before."""
    if reference is None:
        return max(row, 1), column + 1
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise Refused(Code.CORRUPT)
    return int(match[2]), column_number(match[1])


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _elements(archive: zipfile.ZipFile, part: str, *names: str) -> Iterator[etree._Element]:
    """The elements of these names, one after the other, each forgotten when the next is asked for.

    A "row" comes when it begins (its cells follow), all others when they are complete.
    """
    tags = [f"{{*}}{name}" for name in names]
    with archive.open(part) as stream:
        events = etree.iterparse(
            stream,
            events=("start", "end"),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
        )
        for event, element in events:
            is_row = element.tag.endswith("}row")
            if (event == "start") is is_row:
                yield element
            if event == "end":
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]


def _repacked(archive: zipfile.ZipFile, parts: list[str]) -> io.BytesIO:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as repacked:
        for part in parts:
            repacked.writestr(part, archive.read(part))
    content.seek(0)
    return content


def _rows(sheet: python_calamine.CalamineSheet) -> tuple[tuple[object, ...], ...]:
    return tuple(tuple(row) for row in sheet.to_python(skip_empty_area=False))
