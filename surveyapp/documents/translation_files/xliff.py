"""Wordings as an XLIFF 1.2 file (OASIS, http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html), out and in."""

import re
from collections.abc import Mapping, Sequence
from re import Pattern
from typing import Any

from lxml import etree

from surveyapp.core.translation import Incoming, Standing, Unit, on_its_way
from surveyapp.documents.translation_files.faults import PATHS, Code, Gathering, ReadFile, RefusedFile, same_language
from surveyapp.wording import translations

_Store = Any
_Unit = Any
"""The library's file and one of its units: few of their methods have types."""

LARGEST_FILE = 10 * 2**20
MOST_UNITS = 20_000
MOST_MARKS = 600_000
"""Tags and attributes: each takes far more memory read than written."""

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_ENCODINGS = ("utf-8", "utf-16", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252")
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*?\?>")
_DECLARED = re.compile(rb"""^\s*<\?xml\b[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MARK = re.compile(r"""<|=\s*["']""")
_VERSION_2 = re.compile(r"<xliff\b[^>]*?version\s*=\s*[\"']2\.")
_STATES = {
    Standing.MISSING: "needs-translation",
    Standing.STALE: "needs-review-translation",
    Standing.TRANSLATED: "translated",
}
_DONE = frozenset({"translated", "signed-off", "final"})
_MALFORMED_STRUCTURE = (ValueError, StopIteration, AssertionError, AttributeError, KeyError, TypeError)
"""What the library raises for XML that is no XLIFF in one way or another."""


def write(
    units: Sequence[Unit], source_language: str, target_language: str, original: str, language: str = "en"
) -> bytes:
    """The file; `original` names the questionnaire and its edition, `language` is that of the notes.

    The id of each unit is the path of its wording; a note says where it stands.
    """
    store = _empty_store()
    store.setsourcelanguage(source_language)
    store.settargetlanguage(target_language)
    for node in store.document.getroot().iterchildren(store.namespaced("file")):
        store.setfilename(node, original)
    for unit in units:
        store.addunit(_written(store, unit, language))
    return bytes(store)


def write_by_language(
    units: Mapping[str, Sequence[Unit]], target_language: str, original: str, language: str = "en"
) -> bytes:
    """The same of texts in several languages, by the language in which they are written: each a part of the file."""
    store = _empty_store()
    for source_language, written in units.items():
        store.switchfile(f"{original}.{source_language}", createifmissing=True)
        node = store.getfilenode(f"{original}.{source_language}")
        node.set("source-language", source_language)
        node.set("target-language", target_language)
        for unit in written:
            store.addunit(_written(store, unit, language))
    return bytes(store)


def _written(store: _Store, unit: Unit, language: str) -> _Unit:
    written: _Unit = store.UnitClass(on_its_way(unit.source))
    written.setid(unit.path)
    written.settarget(on_its_way(unit.target))
    target = written.getlanguageNode(lang=None, index=1)
    target.set("state", _STATES[unit.standing])
    written.markapproved(unit.standing is Standing.TRANSLATED)
    if unit.context.longest:
        written.xmlelement.set("maxwidth", str(unit.context.longest))
        written.xmlelement.set("size-unit", "char")
    facts = {"section": unit.context.section, "question": unit.context.question, "kind": unit.context.kind or ""}
    contexts = [(f"x-{name}", str(fact)) for name, fact in facts.items() if fact]
    if contexts:
        written.createcontextgroup("where", contexts, "information")
    written.addnote(translations.where(unit.context, language), origin="developer")
    return written


def _empty_store() -> _Store:
    # Here and not above: few commands need it, and loading it takes its time.
    from translate.storage import xliff

    class Xliff12Unit(xliff.Xliff1Unit):
        namespace = _NAMESPACE

    class Xliff12File(xliff.Xliff1File[Xliff12Unit]):
        UnitClass = Xliff12Unit
        namespace = _NAMESPACE
        XMLskeleton = xliff.Xliff1File.XMLskeleton.replace("1.1", "1.2")

    return Xliff12File()


def read(data: bytes, source_language: str, target_language: str, paths: Pattern[str] = PATHS) -> ReadFile:
    """The units of a file that came back. Every fault is reported; none is raised.

    `source_language`: "" where the texts may be in any. `paths`: what the id of a unit looks like.
    """
    try:
        store = _parsed(_safe_text(data))
        _refuse_other_languages(store, source_language, target_language)
    except RefusedFile as refused:
        return ReadFile(faults=(refused.fault,))
    gathering = Gathering()
    for unit in store.units:
        _read_unit(unit, gathering, paths)
    return gathering.read_file()


def _safe_text(data: bytes) -> str:
    """The characters of the file, decoded here so that no second decoding can find anything else in it."""
    if len(data) > LARGEST_FILE:
        raise RefusedFile(Code.FILE_TOO_LARGE, limit=LARGEST_FILE // 2**20)
    text = _DECLARATION.sub("", _decoded(data), count=1)
    if _DOCTYPE.search(text):
        raise RefusedFile(Code.DOCTYPE)
    if text.count("trans-unit") > 2 * MOST_UNITS or sum(1 for _ in _MARK.finditer(text)) > MOST_MARKS:
        raise RefusedFile(Code.CONTENT_TOO_LARGE)
    if _VERSION_2.search(text[:10_000]):
        raise RefusedFile(Code.XLIFF_2)
    return text


def _decoded(data: bytes) -> str:
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    if encoding not in _ENCODINGS:
        raise RefusedFile(Code.ENCODING, encoding=encoding)
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        raise RefusedFile(Code.ENCODING, encoding=encoding) from error


def _parsed(text: str) -> _Store:
    store = _empty_store()
    if not text.lstrip().startswith("<"):
        raise RefusedFile(Code.NOT_XLIFF)
    try:
        store.parse(text.encode("utf-8"))
    except etree.XMLSyntaxError as error:
        raise RefusedFile(Code.MALFORMED, "", error.lineno or None, message=str(error.msg)[:200]) from error
    except _MALFORMED_STRUCTURE as error:
        raise RefusedFile(Code.NOT_XLIFF) from error
    return store


def _refuse_other_languages(store: _Store, source_language: str, target_language: str) -> None:
    for node in store.document.getroot().iterchildren(store.namespaced("file")):
        for attribute, expected, code in (
            ("source-language", source_language, Code.WRONG_SOURCE_LANGUAGE),
            ("target-language", target_language, Code.WRONG_TARGET_LANGUAGE),
        ):
            found = str(node.get(attribute) or "")
            if expected and not same_language(found, expected):
                raise RefusedFile(code, "", node.sourceline, found=found[:40], expected=expected)


def _read_unit(unit: _Unit, gathering: Gathering, paths: Pattern[str]) -> None:
    path = str(unit.xmlelement.get("id") or "")
    line = unit.xmlelement.sourceline
    if not paths.fullmatch(path):
        gathering.fault(Code.FOREIGN_UNIT, "", line, path=path[:100])
        return
    target = unit.getlanguageNode(lang=None, index=1)
    is_done = unit.isapproved() or (target is not None and target.get("state") in _DONE)
    incoming = Incoming(path, str(unit.source or ""), str(unit.target or ""), is_approved=is_done)
    gathering.add(incoming, "", line)
