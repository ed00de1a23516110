"""Reads a workbook that came back: which answer cell holds what. Nothing is trusted unseen, and nothing is lost.

Where a row or a sheet was copied, a cell is told with everything that it holds; what was written where there is no
answer cell is told apart. Whose reply it is, and what may be taken of it, is not known here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from surveyapp.core import link_lines, places, reply_cells, supplements
from surveyapp.core.link_lines import Link
from surveyapp.core.returned import Loose, ReturnedBook, ReturnedCell, Where
from surveyapp.documents.reply_workbook import addressing
from surveyapp.documents.xlsform.opening import LARGEST_FILE, RawSheet, Refused, open_workbook

__all__ = ["LARGEST_FILE", "Fault", "Unreadable", "read"]

MOST_ROWS = 30_000
MOST_CELLS = 300_000
MOST_LOOSE = 200
LONGEST_LOOSE = 2_000
MOST_COPIES = 9
_YEARS = range(2000, 3000)
_DIGITS = 10

_KEY = re.compile(r"r[1-9]\d{0,6}", re.ASCII)
_COLUMN = re.compile(r"[A-Z]{1,3}", re.ASCII)
_TICKS = frozenset({"x", "✓", "✔", "☑", "☒", "sí", "si", "yes", "sim", "oui", "1", "true", "verdadero"})
_NO_TICKS = frozenset({"no", "não", "non", "0", "false", "falso", "-", "–", "☐"})


class Fault(StrEnum):
    """Why a workbook is not a reply that came back, besides what is wrong with a file (`xlsform.faults`)."""

    NOT_A_REPLY = "not_a_reply_workbook"
    LATER_FORMAT = "later_format"
    BROKEN_OFF = "broken_off"


@dataclass(frozen=True)
class Unreadable:
    """The file is no reply workbook, or none that may be opened."""

    code: str
    sheet: str = ""
    details: Mapping[str, str | int] = field(default_factory=dict)


class _Address(NamedTuple):
    """What the hidden sheet tells of a cell."""

    row: str
    column: str
    place: str
    part: str
    version: int | None
    listed: str
    given: str


class _Seen(NamedTuple):
    content: str
    where: Where
    fault: str = ""


_Row = Mapping[str, list[_Seen]]
"""Letters of a column to what was found there."""


def read(data: bytes, name: str) -> ReturnedBook | Unreadable:
    """All that a workbook says, or why it is not read."""
    try:
        opened = open_workbook(data, name, None, MOST_ROWS, MOST_CELLS)
    except Refused as refused:
        return Unreadable(str(refused.code), refused.sheet, refused.details)
    hidden = next((one for one in opened.sheets if _text_at(one.rows, 0, 0) == addressing.HIDDEN), None)
    if hidden is None:
        return Unreadable(Fault.NOT_A_REPLY)
    if _text_at(hidden.rows, 0, 1) != str(addressing.FORMAT):
        return Unreadable(Fault.LATER_FORMAT)
    if not any(_text_at(hidden.rows, at, 0) == addressing.END for at in range(1, len(hidden.rows))):
        return Unreadable(Fault.BROKEN_OFF)
    return _Reader(hidden).book([one for one in opened.sheets if one is not hidden and not _is_hidden_one(one)])


def _is_hidden_one(sheet: RawSheet) -> bool:
    """Whether a sheet is a copy of the hidden one."""
    return _text_at(sheet.rows, 0, 0) == addressing.HIDDEN


class _Reader:
    def __init__(self, hidden: RawSheet) -> None:
        self._facts: dict[str, str] = {}
        self._lists: dict[str, dict[str, str]] = {}
        self._addresses: dict[str, list[_Address]] = {}
        self._links: dict[tuple[str, str], dict[str, Link]] = {}
        self._found: dict[str, list[_Row]] = {}
        self._loose: list[Loose] = []
        for row in hidden.rows[1:]:
            self._told([_text(cell) for cell in row])

    def _told(self, cells: list[str]) -> None:
        """One row of the hidden sheet."""
        what, *rest = [*cells, *[""] * 8][:8]
        if what == addressing.FACT:
            self._facts[rest[0]] = rest[1]
        elif what == addressing.LIST:
            self._lists.setdefault(rest[0], {}).setdefault(_folded(rest[2]), reply_cells.sound(rest[1]))
        elif what == addressing.LINK:
            self._links.setdefault((rest[0], rest[1]), {})[rest[2]] = Link(rest[3], rest[4])
        elif what == addressing.CELL:
            version, given = _number_told(rest[4]), reply_cells.sound(rest[6])
            address = _Address(rest[0], rest[1], rest[2], rest[3], version, rest[5], given)
            self._addresses.setdefault(address.row, []).append(address)

    def book(self, sheets: Sequence[RawSheet]) -> ReturnedBook:
        for sheet in sheets:
            self._look_at(sheet)
        facts = self._facts
        return ReturnedBook(
            reply=facts.get("reply", ""),
            round=facts.get("round", ""),
            edition=facts.get("edition", ""),
            wording_revision=_number_told(facts.get("revision", "")) or 0,
            language=facts.get("language", ""),
            book=facts.get("book", ""),
            made_at=_moment(facts.get("made_at", "")),
            cells=tuple(self._cells()),
            loose=tuple(self._loose[:MOST_LOOSE]),
        )

    # What stands on the sheets

    def _look_at(self, sheet: RawSheet) -> None:
        marked = _mark_of(sheet)
        if marked is None:
            for number, row in enumerate(sheet.rows, 1):
                self._tell(sheet, number, [(at, cell) for at, cell in enumerate(row, 1)])
            return
        mark_row, key_column = marked
        columns = {at: text for at, cell in enumerate(sheet.rows[mark_row]) if _COLUMN.fullmatch(text := _text(cell))}
        for number, row in enumerate(sheet.rows):
            if number == mark_row:
                continue
            key = _text(row[key_column]) if key_column < len(row) else ""
            odd = [(at + 1, cell) for at, cell in enumerate(row) if at not in columns and at != key_column]
            if key in self._addresses:
                self._found.setdefault(key, []).append(self._row(sheet, number, key, columns))
            elif key != addressing.OURS:
                odd = [(at + 1, cell) for at, cell in enumerate(row)]
            self._tell(sheet, number + 1, odd)

    def _tell(self, sheet: RawSheet, number: int, cells: Sequence[tuple[int, object]]) -> None:
        """What stands where there is no answer cell."""
        texts = [(at, text) for at, cell in cells if (text := _text(cell)) and not _is_ours(text)]
        if texts:
            where = Where(sheet.name, number, texts[0][0])
            self._loose.append(Loose(where, " | ".join(text for _, text in texts)[:LONGEST_LOOSE]))

    def _row(self, sheet: RawSheet, number: int, key: str, columns: Mapping[int, str]) -> _Row:
        wanted = {address.column: address for address in self._addresses[key]}
        found: dict[str, list[_Seen]] = {}
        for at, letters in columns.items():
            if letters in wanted:
                cell = sheet.rows[number][at] if at < len(sheet.rows[number]) else None
                found.setdefault(letters, []).append(self._seen(sheet, (number + 1, at + 1), cell, wanted[letters]))
        return found

    def _seen(self, sheet: RawSheet, at: tuple[int, int], cell: object, address: _Address) -> _Seen:
        where = Where(sheet.name, *at)
        content = _content(cell, self._lists.get(address.listed, {}))
        if at in sheet.errors:
            return _Seen("", where, "error")
        if at in sheet.formulas and not content:
            return _Seen("", where, "formula")
        return _Seen(content, where)

    # What came back, cell by cell

    def _cells(self) -> Iterator[ReturnedCell]:
        for key, addresses in self._addresses.items():
            rows = self._found.get(key, [])
            if not rows:
                continue
            if addresses[0].version is None:
                yield from self._of_new_entry(addresses, rows)
            else:
                for address in addresses:
                    one = _returned(address, rows)
                    if one:
                        yield from self._links_of(address, one) if address.part == link_lines.LINES else (one,)

    def _links_of(self, address: _Address, cell: ReturnedCell) -> Iterator[ReturnedCell]:
        """The cells of each link, of the one cell in which all of an answer stand; a line too many is told apart."""
        question = cell.place.partition("@")[0]
        given = self._links.get((address.row, address.column), {})
        first_code = next(iter(given), supplements.LINKS[0].value)
        if cell.fault or not (given or any(cell.now)):
            url = reply_cells.text_of(given[first_code].url) if given else ""
            yield replace(cell, place=f"{question}@{first_code}", part="url", given=url, now=(url,))
            return
        layers = []
        for text in cell.now:
            links, too_many = link_lines.came_back(given, text[2:])
            layers.append(links)
            self._loose += [Loose(cell.where, line[:LONGEST_LOOSE]) for line in too_many]
        told = dict.fromkeys(code for links in (given, *layers) for code, link in links.items() if link.line)
        for code in told:
            held = [links.get(code, Link()) for links in (given, *layers)]
            for part in ("url", "title"):
                first, *now = (reply_cells.text_of(getattr(one, part)) for one in held)
                yield replace(cell, place=f"{question}@{code}", part=part, given=first, now=tuple(now))

    def _of_new_entry(self, addresses: Sequence[_Address], rows: Sequence[_Row]) -> Iterator[ReturnedCell]:
        """A row for a new entry; one that was copied and filled in otherwise is an entry of its own."""
        different: list[_Row] = []
        for row in rows:
            if _holds_anything(row) and all(_said(row) != _said(one) for one in different):
                different.append(row)
        for number, row in enumerate(different[:MOST_COPIES], 1):
            for address in addresses:
                one = _returned(_of_copy(address, number), [row])
                if one:
                    yield one


def _returned(address: _Address, rows: Sequence[_Row]) -> ReturnedCell | None:
    seen = [one for row in rows for one in row.get(address.column, ())]
    if not seen:
        return None  # its column was taken out: nothing is said of it
    changed = [one for one in seen if one.fault or one.content != address.given]
    first = (changed or seen)[0]
    return ReturnedCell(
        place=address.place,
        part=address.part,
        given=address.given,
        version=address.version or 0,
        now=tuple(dict.fromkeys(one.content for one in seen if not one.fault)) or (address.given,),
        where=first.where,
        fault=next((one.fault for one in seen if one.fault), "") if not any(one.content for one in changed) else "",
    )


def _of_copy(address: _Address, number: int) -> _Address:
    place = places.parse(address.place)
    if number == 1 or place is None or not place.entry:
        return address
    return address._replace(place=f"{place.question}[{place.entry}x{number}].{place.field}")


def _holds_anything(row: _Row) -> bool:
    return any(one.content or one.fault for seen in row.values() for one in seen)


def _said(row: _Row) -> dict[str, list[str]]:
    return {column: [one.content for one in seen] for column, seen in row.items()}


def _mark_of(sheet: RawSheet) -> tuple[int, int] | None:
    """Where the marks of a sheet stand: row and column of the key, from 0."""
    for number, row in enumerate(sheet.rows):
        for at, cell in enumerate(row):
            if _text(cell).startswith(addressing.MARK_BEGINS) and _text(cell) != addressing.HIDDEN:
                return number, at
    return None


def _is_ours(text: str) -> bool:
    """Whether a text is a key or a mark: not written by a person."""
    return text == addressing.OURS or text.startswith(addressing.MARK_BEGINS) or _KEY.fullmatch(text) is not None


def _content(cell: object, listed: Mapping[str, str]) -> str:
    """What a cell holds, as `reply_cells` writes it; `listed`: words of its drop-down to what they say."""
    text = _text(cell)
    if not text:
        return ""
    code = listed.get(_folded(text))
    if code:
        return code
    if reply_cells.TICKED in listed.values():
        return reply_cells.TICKED if _folded(text) in _TICKS else "" if _folded(text) in _NO_TICKS else f"t:{text}"
    if isinstance(cell, bool):
        return f"{reply_cells.TEXT}{text}"
    if isinstance(cell, int | float):
        return reply_cells.sound(f"{reply_cells.NUMBER}{text}")
    return f"{reply_cells.DAY if isinstance(cell, date) else reply_cells.TEXT}{text}"


def _text(cell: object) -> str:
    """A cell as a person reads it; no space at either end."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        number = Decimal(repr(cell))
        return format(number.to_integral_value() if number == number.to_integral_value() else number, "f")
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    text = "" if cell is None else str(cell)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _text_at(rows: Sequence[Sequence[object]], row: int, column: int) -> str:
    return _text(rows[row][column]) if row < len(rows) and column < len(rows[row]) else ""


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _moment(text: str) -> datetime | None:
    """A moment that every time zone has; None for another text."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None and found.year in _YEARS else None


def _number_told(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else None
