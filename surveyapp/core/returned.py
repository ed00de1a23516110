"""A reply workbook that came back, held against the reply as it stands now: what would change, cell by cell.

Three texts are compared: what the cell held when it was given out, what it holds on its return, and what stands in the
reply now. Where a person left a cell as it was, nothing happens, however old the workbook is. Where a person changed
it and nobody else did, it can be taken. Where somebody else changed it too, both are shown and nothing is taken before
a person says so. A row or a sheet that is missing says nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from surveyapp.core import kinds, places, reply_cells
from surveyapp.core.answers import Answer, Typed
from surveyapp.core.carrying import Carrying
from surveyapp.core.kinds import Problem
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries, Leaf, Place
from surveyapp.core.questionnaire import Disclosure, Kind, Question, Questionnaire
from surveyapp.core.reply_cells import CHOICE, READERS, TEXT
from surveyapp.core.states import Habits

REMOVE = "remove"
"""The cell of an entry's row in which a mark takes the entry out of its list."""
_NEW = re.compile(r"new\d{3}(?:x\d)?")


@dataclass(frozen=True, order=True)
class Where:
    """Where a cell was found, as the spreadsheet counts."""

    sheet: str = ""
    row: int = 0
    column: int = 0


@dataclass(frozen=True, kw_only=True)
class ReturnedCell:
    """One answer cell: what it held when given out (and at which version), and what it holds now."""

    place: str
    part: str
    given: str
    version: int
    now: tuple[str, ...]
    """What it holds; of a copied sheet or row, each different thing."""
    where: Where = field(default_factory=Where)
    fault: str = ""
    """Why nothing can be read there: "formula" or "error"."""


@dataclass(frozen=True)
class Loose:
    """Something written where there is no answer cell: told, and put nowhere."""

    where: Where
    text: str


@dataclass(frozen=True, kw_only=True)
class ReturnedBook:
    """What a workbook says of itself, and all that was written in it."""

    reply: str
    round: str
    edition: str
    """SHA-256 of the definition it was made from."""
    wording_revision: int
    language: str
    book: str
    """Identifies this workbook among all that were ever given out; copies have the same."""
    made_at: datetime | None
    cells: tuple[ReturnedCell, ...]
    loose: tuple[Loose, ...] = ()


class ChangeKind(StrEnum):
    """What a cell would change, or why it cannot."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    UNREADABLE = "unreadable"
    """It can be kept as it was typed, or (`can_be_taken` is false) not even that."""
    CONFLICT = "conflict"
    """Somebody else wrote another text meanwhile."""
    TWICE = "twice"
    """The cell came back with two different texts, from a copied sheet or row."""
    GONE = "gone"
    """Nothing is asked there any more, or the entry was removed meanwhile."""
    NOT_YOURS = "not_yours"
    NOT_TAKEN = "not_taken"
    """The reply takes no answer to this question now."""
    REFUSED = "refused"
    """Too long, or with characters that cannot be shown."""


APPLICABLE = frozenset({ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.REMOVED, ChangeKind.UNREADABLE})
TO_BE_CHOSEN = frozenset({ChangeKind.CONFLICT, ChangeKind.TWICE})


@dataclass(frozen=True, kw_only=True)
class Change:
    """One cell that a person changed. `place` is one of the present edition; a new entry has an id of its own."""

    place: Place
    part: str
    kind: ChangeKind
    before: str
    """What stands in the reply now; all contents are as in `reply_cells`."""
    after: tuple[str, ...]
    given: str
    section: str
    leaf: Leaf | None
    where: Where
    version: int = 0
    """That of the answer now."""
    can_be_taken: bool = True
    problem: Problem | None = None
    fault: str = ""

    @property
    def takes_away(self) -> bool:
        """Whether something that stands in the reply would be gone: done only where a person says so of this cell."""
        return self.kind is ChangeKind.REMOVED

    @property
    def key(self) -> str:
        """Names it among all of a workbook."""
        return f"{self.place} {self.part}"

    @property
    def is_of_new_entry(self) -> bool:
        return is_new(self.place.entry)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The reply as it stands now, and what the person who brings the workbook back may write."""

    questionnaire: Questionnaire
    answers: Mapping[str, Answer]
    entries: Entries
    habits: Habits
    may_write: Callable[[str], bool]
    """Of a section."""
    takes: Callable[[str], bool]
    """Of a question."""
    disclosure: Disclosure = Disclosure.PUBLIC
    """Of the reply as a whole."""
    made: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """List and id of a new entry of this workbook to the entry that was made of it before."""
    way: Carrying | None = None
    """From the edition of the workbook to the present one, where that is another."""


@dataclass(frozen=True)
class Compared:
    """Every cell that was changed, in the order of the workbook, and how many were left as they were."""

    changes: tuple[Change, ...]
    same: int


def is_new(entry: str) -> bool:
    """Whether an entry was added in the workbook."""
    return _NEW.fullmatch(entry) is not None


def compare(cells: Sequence[ReturnedCell], standing: Standing) -> Compared:
    """What a workbook would change of the reply as it stands."""
    return _Comparing(standing, cells).all()


@dataclass(frozen=True)
class _Held:
    """The cells of one place, as the present edition understands them: part to content."""

    leaf: Leaf
    given: Mapping[str, str]
    layers: Sequence[Mapping[str, str]]
    """What came back; of a copied sheet, each time."""


class _Comparing:
    def __init__(self, standing: Standing, cells: Sequence[ReturnedCell]) -> None:
        self._now, self._cells = standing, cells
        self._titles = _titles(cells)

    def all(self) -> Compared:
        changes: list[Change] = []
        same = 0
        for _, of_row in groupby(self._cells, key=_row_of):
            found = list(of_row)
            if self._takes_out_entry(found):
                changes += self._entry_removed(found)
                continue
            for address, of_place in groupby(found, key=lambda one: one.place):
                every = [one for one in of_place if one.part != REMOVE]
                one_place = [one for one in every if one.part != READERS]
                made = list(self._of_place(address, one_place))
                made += [change for one in every if one.part == READERS and (change := self._readers(address, one))]
                changes += made
                same += len(every) - len(made)
        return Compared(tuple(changes), same)

    # An entry that is taken out

    def _takes_out_entry(self, cells: Sequence[ReturnedCell]) -> bool:
        """Whether the row of an entry was marked, or emptied altogether."""
        place = places.parse(cells[0].place)
        if place is None or not place.entry or is_new(place.entry):
            return False
        of_answers = [one for one in cells if one.part != REMOVE]
        is_marked = any(any(one.now) for one in cells if one.part == REMOVE)
        held_something = any(one.given for one in of_answers)
        return is_marked or (held_something and not any(any(one.now) or one.fault for one in of_answers))

    def _entry_removed(self, cells: Sequence[ReturnedCell]) -> Iterator[Change]:
        """The removal of an entry that is there still."""
        place = places.parse(cells[0].place)
        carried = self._carried(place) if place else None
        if carried is None or (self._is_gone(carried) and self._now.may_write(self._section(carried))):
            return
        of_answers = [one for one in cells if one.part != REMOVE]
        marks = [one for one in cells if one.part == REMOVE and any(one.now)]
        wrote_meanwhile = any(self._differs_now(one) for one in of_answers)
        kind = self._closed(carried) or (ChangeKind.CONFLICT if wrote_meanwhile else ChangeKind.REMOVED)
        yield Change(
            place=carried,
            part=REMOVE,
            kind=kind,
            before="",
            after=(reply_cells.TICKED,),
            given="",
            section=self._section(carried),
            leaf=places.leaf(self._now.questionnaire, carried),
            where=(marks or cells)[0].where,
            version=self._version(carried),
            can_be_taken=kind in APPLICABLE | TO_BE_CHOSEN,
        )

    def _differs_now(self, cell: ReturnedCell) -> bool:
        place = places.parse(cell.place)
        held = self._carry(place, [cell]) if place else None
        if held is None:
            return False
        now = self._contents(held.leaf)
        return any(now.get(part, "") != content for part, content in held.given.items())

    # One place

    def _of_place(self, address: str, cells: Sequence[ReturnedCell]) -> Iterator[Change]:
        place = places.parse(address)
        touched = [one for one in cells if one.fault or any(now != one.given for now in one.now)]
        if place is None or not touched:
            return
        held = self._carry(place, cells)
        wheres = {one.part: one.where for one in cells}
        if held is None or self._is_gone(held.leaf.place):
            yield from (self._gone(place, one) for one in touched)
            return
        yield from (self._faulty(held.leaf, one) for one in touched if one.fault)
        now = self._contents(held.leaf)
        for part in dict.fromkeys(part for layer in (held.given, *held.layers) for part in layer):
            before, given = now.get(part, ""), held.given.get(part, "")
            returned = (self._resolved(held.leaf, part, layer.get(part, "")) for layer in held.layers)
            after = tuple(dict.fromkeys(one for one in returned if one != given))
            # A cell of another section is told whether or not the same stands there: a guess tells nothing.
            if not after or (after == (before,) and self._now.may_write(self._section(held.leaf.place))):
                continue
            yield self._change(held.leaf, part, before, given, after, wheres.get(part, cells[0].where))

    def _change(self, leaf: Leaf, part: str, before: str, given: str, after: tuple[str, ...], where: Where) -> Change:
        kind, problem = self._closed(leaf.place), None
        can_be_taken = kind is None
        if kind is None:
            kind, problem, can_be_taken = self._judged(leaf, part, before, given, after)
        return Change(
            place=leaf.place,
            part=part,
            kind=kind,
            before="" if kind is ChangeKind.NOT_YOURS else before,
            after=after,
            given=given,
            section=self._section(leaf.place),
            leaf=leaf,
            where=where,
            version=self._version(leaf.place),
            can_be_taken=can_be_taken,
            problem=problem,
        )

    def _judged(
        self, leaf: Leaf, part: str, before: str, given: str, after: tuple[str, ...]
    ) -> tuple[ChangeKind, Problem | None, bool]:
        if len(after) > 1:
            can_be_taken = all(reply_cells.keeps(part, one) for one in after)
            return ChangeKind.TWICE, None, can_be_taken
        typed = reply_cells.overlaid(leaf.question, self._typed(leaf.place), {part: after[0]}, self._now.habits)
        if kinds.refusal(typed):
            return ChangeKind.REFUSED, None, False
        if not reply_cells.keeps(part, after[0]):
            return ChangeKind.UNREADABLE, None, False
        if before != given:
            return ChangeKind.CONFLICT, None, True
        problem = self._problem(leaf.question, part, after[0], typed)
        if problem:
            return ChangeKind.UNREADABLE, problem, True
        return (ChangeKind.REMOVED if not after[0] else ChangeKind.CHANGED if before else ChangeKind.ADDED), None, True

    def _problem(self, question: Question, part: str, content: str, typed: Typed) -> Problem | None:
        """Why what this cell holds cannot be read as an answer."""
        if not content or (question.kind in (Kind.ONE, Kind.SEVERAL) and part.startswith("detail.")):
            return None
        read = kinds.read(question, kinds.cleaned(question, typed), self._now.habits)
        return read.problem if read.mark is Mark.NOT_READABLE or read.problem else None

    def _resolved(self, leaf: Leaf, part: str, content: str) -> str:
        """The same with an entry in place of its name, where one entry of this workbook is called so."""
        if part.partition(".")[0] != "entry" or not content.startswith(TEXT):
            return content
        code = _cited_list(leaf.question, part)
        entry = self._titles.get((code, _name(content[2:])), "")
        return f"{CHOICE}{self._now.made.get((code, entry), entry)}" if entry else content

    # Who may read an answer

    def _readers(self, address: str, cell: ReturnedCell) -> Change | None:
        """Another choice of readers; a cell that was emptied says nothing."""
        place = places.parse(address)
        carried = self._carried(place) if place else None
        leaf = places.leaf(self._now.questionnaire, carried) if carried else None
        after = tuple(dict.fromkeys(one for one in cell.now if one not in ("", cell.given)))
        if leaf is None or not (after or cell.fault):
            return None
        before, may_write = self._readers_now(leaf), self._now.may_write(self._section(leaf.place))
        if after == (before,) and may_write:
            return None
        kind = self._closed(leaf.place) or self._judged_readers(leaf, before, cell, after)
        return Change(
            place=leaf.place,
            part=READERS,
            kind=kind,
            before="" if kind is ChangeKind.NOT_YOURS else before,
            after=after or ("",),
            given=cell.given,
            section=self._section(leaf.place),
            leaf=leaf,
            where=cell.where,
            version=self._version(leaf.place),
            can_be_taken=kind in (ChangeKind.CHANGED, *TO_BE_CHOSEN),
            fault=cell.fault,
        )

    def _readers_now(self, leaf: Leaf) -> str:
        answer = self._now.answers.get(str(leaf.place))
        return reply_cells.readers(leaf.root, answer.disclosure if answer else None, self._now.disclosure)

    def _judged_readers(self, leaf: Leaf, before: str, cell: ReturnedCell, after: tuple[str, ...]) -> ChangeKind:
        offered = reply_cells.readers_offered(leaf.root, self._now.disclosure)
        if cell.fault or any(one not in offered for one in after):
            return ChangeKind.UNREADABLE
        if len(after) > 1:
            return ChangeKind.TWICE
        return ChangeKind.CONFLICT if before != cell.given else ChangeKind.CHANGED

    # Why nothing can be taken

    def _closed(self, place: Place) -> ChangeKind | None:
        if not self._now.may_write(self._section(place)):
            return ChangeKind.NOT_YOURS
        return None if self._now.takes(place.question) else ChangeKind.NOT_TAKEN

    def _is_gone(self, place: Place) -> bool:
        """Whether a place belongs to an entry that was removed meanwhile."""
        if not place.entry or is_new(place.entry):
            return False
        return place.entry not in self._now.entries.get(place.question, ())

    def _gone(self, place: Place, cell: ReturnedCell) -> Change:
        leaf = places.leaf(self._now.way.earlier if self._now.way else self._now.questionnaire, place)
        section = self._section(self._carried(place) or place)
        kind = ChangeKind.GONE if not section or self._now.may_write(section) else ChangeKind.NOT_YOURS
        return Change(
            place=place,
            part=cell.part,
            kind=kind,
            before="",
            after=tuple(one for one in cell.now if one != cell.given),
            given=cell.given,
            section=section,
            leaf=leaf,
            where=cell.where,
            can_be_taken=False,
            fault=cell.fault,
        )

    def _faulty(self, leaf: Leaf, cell: ReturnedCell) -> Change:
        closed = self._closed(leaf.place)
        return Change(
            place=leaf.place,
            part=cell.part,
            kind=closed or ChangeKind.UNREADABLE,
            before="" if closed else self._contents(leaf).get(cell.part, ""),
            after=("",),
            given=cell.given,
            section=self._section(leaf.place),
            leaf=leaf,
            where=cell.where,
            version=self._version(leaf.place),
            can_be_taken=False,
            fault=cell.fault,
        )

    # What stands where

    def _carried(self, place: Place) -> Place | None:
        carried = self._now.way.place(place) if self._now.way else place
        if carried is None or not is_new(carried.entry):
            return carried
        return replace(carried, entry=self._now.made.get((carried.question, carried.entry), carried.entry))

    def _carry(self, place: Place, cells: Sequence[ReturnedCell]) -> _Held | None:
        """The cells of a place as cells of the present edition; None where nothing is asked there now."""
        carried = self._carried(place)
        before = places.leaf(self._now.way.earlier if self._now.way else self._now.questionnaire, place)
        after = places.leaf(self._now.questionnaire, carried) if carried else None
        if before is None or after is None:
            return None
        given = {one.part: one.given for one in cells}
        count = max(len(one.now) for one in cells)
        layers = [
            {one.part: one.given if one.fault else one.now[min(layer, len(one.now) - 1)] for one in cells}
            for layer in range(count)
        ]
        return _Held(after, self._as_now(before, after, given), [self._as_now(before, after, one) for one in layers])

    def _as_now(self, before: Leaf, after: Leaf, held: Mapping[str, str]) -> Mapping[str, str]:
        typed = reply_cells.typed_of(before.question, held, self._now.habits)
        if self._now.way is not None:
            typed = self._now.way.typed(before.place, typed)
        found = reply_cells.contents(after.question, kinds.cleaned(after.question, typed), self._now.habits)
        # What no answer can hold (a word among ticks) is not in what is typed: it is told as it stands in its cell.
        odd = {part: content for part, content in held.items() if not reply_cells.keeps(part, content)}
        return dict.fromkeys(held, "") | found | odd

    def _contents(self, leaf: Leaf) -> Mapping[str, str]:
        return reply_cells.contents(leaf.question, self._typed(leaf.place), self._now.habits)

    def _typed(self, place: Place) -> Typed:
        found = self._now.answers.get(str(place))
        return found.typed if found else {}

    def _version(self, place: Place) -> int:
        found = self._now.answers.get(str(place))
        return found.version if found else 0

    def _section(self, place: Place) -> str:
        placed = self._now.questionnaire.find(place.question)
        return placed.section.code if placed else ""


def _row_of(cell: ReturnedCell) -> str:
    """What keeps cells together: the entry, else the place."""
    place = places.parse(cell.place)
    return f"{place.question}[{place.entry}]" if place and place.entry else cell.place


def _titles(cells: Sequence[ReturnedCell]) -> dict[tuple[str, str], str]:
    """List and name to the entry that is called so in this workbook, where only one is; names are its first texts."""
    found: dict[tuple[str, str], str] = {}
    twice: set[tuple[str, str]] = set()
    seen: set[tuple[str, str]] = set()
    for cell in cells:
        place = places.parse(cell.place)
        named = cell.now[0] if cell.now else ""
        if place is None or not place.entry or cell.part != "text" or not named.startswith(TEXT):
            continue
        if (place.question, place.entry) in seen:
            continue
        seen.add((place.question, place.entry))
        key = (place.question, _name(named[2:]))
        twice |= {key} if key in found else set()
        found[key] = place.entry
    return {key: entry for key, entry in found.items() if key not in twice}


def _name(text: str) -> str:
    return " ".join(text.casefold().split())


def _cited_list(question: Question, part: str) -> str:
    option = question.option(part.partition(".")[2])
    return option.cites if option else question.cites
