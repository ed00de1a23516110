"""What a file that somebody hands in really is. Decided by its content; only what an office needs is accepted."""

import html
import io
import re
import unicodedata
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePath

import puremagic

LARGEST = 10 * 1024 * 1024
"""Bytes of one file."""
LONGEST_NAME = 120


class Fault(StrEnum):
    """Why a file is not accepted."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_ACCEPTED = "not_accepted"
    NAMED_OTHERWISE = "named_otherwise"
    HAS_MACROS = "has_macros"
    NO_SPACE = "no_space"
    TOO_MANY = "too_many"


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"

EXTENSIONS = {
    "application/pdf": ("pdf",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "application/msword": ("doc",),
    "application/vnd.ms-excel": ("xls",),
    f"{_OFFICE}.wordprocessingml.document": ("docx",),
    f"{_OFFICE}.spreadsheetml.sheet": ("xlsx",),
    f"{_OPEN_DOCUMENT}.text": ("odt",),
    f"{_OPEN_DOCUMENT}.spreadsheet": ("ods",),
    "text/plain": ("txt", "csv"),
}
"""What is accepted, with the endings a name may have."""

_BY_OWN_MARK = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg"}
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_OLD_OFFICE = {"doc": "application/msword", "xls": "application/vnd.ms-excel"}
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_MACRO_STREAMS = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "Macros"))
_MACRO_PART = "vbaproject.bin"
_MACRO_FOLDERS = ("basic/", "scripts/", "xl/macrosheets/")
_MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet")
_TYPES = "[content_types].xml"
LARGEST_LIST_OF_TYPES = 2**20
MOST_PARTS = 5_000
"""Of an archive: a document of an office has some hundreds."""
_PART_BEGINS = b"PK\x01\x02"
"""With this each line of an archive's table of contents begins."""


def inspect(name: str, content: bytes) -> str | Fault:
    """The media type of an accepted file, or why it is not accepted."""
    if not content:
        return Fault.EMPTY
    if len(content) > LARGEST:
        return Fault.TOO_LARGE
    ending = _ending(name)
    found = _media_type(ending, content)
    if isinstance(found, Fault):
        return found
    return found if ending in EXTENSIONS[found] else Fault.NAMED_OTHERWISE


def media_type_of(content: bytes) -> tuple[str, str]:
    """Media type and ending of an accepted file of which the name is not known; of any other, of bytes."""
    for media_type, endings in EXTENSIONS.items():
        for ending in endings:
            if inspect(f"file.{ending}", content) == media_type:
                return media_type, ending
    return "application/octet-stream", "bin"


def is_named_acceptably(name: str) -> bool:
    """Whether a file of this name could be accepted at all, whatever it contains."""
    ending = _ending(name)
    return any(ending in endings for endings in EXTENSIONS.values())


def tidy_name(name: str) -> str:
    """The name of a file without folders and signs that no name should have, short enough, its ending kept."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(character for character in last if unicodedata.category(character)[0] != "C")
    tidy = " ".join(unicodedata.normalize("NFC", plain).split()).lstrip(".") or "file"
    if len(tidy) <= LONGEST_NAME:
        return tidy
    path = PurePath(tidy)
    return path.stem[: LONGEST_NAME - len(path.suffix[:10])] + path.suffix[:10]


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")


def _media_type(ending: str, content: bytes) -> str | Fault:
    if content.startswith(b"PK"):
        return _of_archive(content)
    if content.startswith(_COMPOUND_FILE):
        if any(name in content for name in _MACRO_STREAMS):
            return Fault.HAS_MACROS
        return _OLD_OFFICE.get(ending, Fault.NAMED_OTHERWISE)
    try:
        guesses = {guess.extension for guess in puremagic.magic_string(content)}
    except puremagic.PureError:
        guesses = set()
    known = next((media_type for mark, media_type in _BY_OWN_MARK.items() if mark in guesses), None)
    if known:
        return known
    is_plain = not guesses or ending in EXTENSIONS["text/plain"]
    return "text/plain" if is_plain and _is_text(content) else Fault.NOT_ACCEPTED


def _of_archive(content: bytes) -> str | Fault:
    if content.count(_PART_BEGINS) > MOST_PARTS:  # a long table takes seconds to read, and others wait to be saved
        return Fault.NOT_ACCEPTED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name.lower() for name in archive.namelist()]
            declared = _declared(archive) if "mimetype" in names else ""
            types = "".join(_types(archive, one) for one in archive.infolist() if one.filename.lower() == _TYPES)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, KeyError):
        return Fault.NOT_ACCEPTED
    if any(name.startswith(_MACRO_FOLDERS) or name.endswith(_MACRO_PART) for name in names):
        return Fault.HAS_MACROS
    if any(one in types for one in _MACRO_TYPES):
        return Fault.HAS_MACROS
    if "word/document.xml" in names:
        return f"{_OFFICE}.wordprocessingml.document"
    if "xl/workbook.xml" in names:
        return f"{_OFFICE}.spreadsheetml.sheet"
    return declared.strip() if declared.strip() in EXTENSIONS else Fault.NOT_ACCEPTED


def _declared(archive: zipfile.ZipFile) -> str:
    """The media type that an OpenDocument file states of itself; no more of it is unpacked than that."""
    with archive.open("mimetype") as part:
        return part.read(100).decode("ascii", "replace")


def _types(archive: zipfile.ZipFile, listed: zipfile.ZipInfo) -> str:
    """What an Office file says its parts are, in small letters: a macro may lie in it under any name."""
    with archive.open(listed) as part:
        said = part.read(LARGEST_LIST_OF_TYPES + 1)
    if len(said) > LARGEST_LIST_OF_TYPES:
        raise zipfile.BadZipFile("the list of its parts is longer than that of any document")
    return html.unescape(said.replace(b"\0", b"").decode("latin-1")).lower()


def _is_text(content: bytes) -> bool:
    for encoding in ("utf-8", "utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not _CONTROL_CHARACTER.search(text)
    return False
