"""Taking an answer over from an earlier round: what of it can stand at the places of this round, and what cannot.

Nothing is decided by wording alone: the map between the two editions says which place of then each place of now comes
from. What was understood then is written down again in the habits of today and read anew; what cannot be told of the
question of now is named, with the reason, and left where it is. Rows and columns that are called by their year ("2011")
come from the row of the same year, not from the one that stood in their place: figures keep their years.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from surveyapp.core import kinds, places
from surveyapp.core.answers import Typed
from surveyapp.core.editions import Map
from surveyapp.core.kinds import NOT_AVAILABLE, Reading
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries, Leaf, Place
from surveyapp.core.questionnaire import Column, Disclosure, Kind, Option, Question, Row, narrowest
from surveyapp.core.states import Habits
from surveyapp.core.submission import Submission, Submitted
from surveyapp.core.supplements import TAKEN_OVER
from surveyapp.core.text import NOTHING, Text

SAID = frozenset({Mark.ANSWERED, Mark.NOT_AVAILABLE, Mark.NOT_READABLE})
"""The marks of what a state said; where it said nothing there is nothing to take over."""

_CITED = ("entry", "article", "year")
_YEAR = re.compile(r"\b(?:1[89]|2[01])\d\d\b")


class Why(StrEnum):
    """Why a part of an answer stays where it is."""

    ANOTHER_KIND = "another_kind"
    """The question is asked in another way now."""
    OPTION_GONE = "option_gone"
    DETAIL_GONE = "detail_gone"
    """No text is asked with this option any more."""
    ROW_GONE = "row_gone"
    COLUMN_GONE = "column_gone"
    OTHER_YEARS = "other_years"
    """It is about years that are not asked about now."""
    FIELD_GONE = "field_gone"
    NOT_CITED = "not_cited"
    """It cites an entry that is not in the list of now."""
    FILE_GONE = "file_gone"
    NOT_ACCEPTED = "not_accepted"
    """As the question stands now it would be read otherwise."""


@dataclass(frozen=True)
class Left:
    """A part that is not taken over: why, and the wording it had then (that of an option, a row, a field)."""

    why: Why
    what: Text = field(default_factory=dict)


@dataclass(frozen=True)
class TakenLeaf:
    """What is written at one place."""

    typed: Typed
    reading: Reading
    language: str
    is_whole: bool
    """Whether it says all that was said there then."""


@dataclass(frozen=True)
class Taken:
    """An answer at the places of now, ready to be written."""

    leaves: Mapping[Place, TakenLeaf]
    entries: tuple[str, ...] = ()
    """Of a list, the entries that hold something, by their ids of then, in the state's order."""
    left: tuple[Left, ...] = ()
    disclosure: Disclosure | None = None
    """Who the state let read it then, where not everybody."""
    beside: Mapping[Place, TakenLeaf] = field(default_factory=dict)
    """What stood beside it and goes along: where it comes from, links, files."""

    @property
    def is_possible(self) -> bool:
        return bool(self.leaves)

    @property
    def is_whole(self) -> bool:
        """Whether all of it can be taken over, so that it can be called unchanged."""
        return self.is_possible and not self.left


def take_over(
    now: Question, then: Question, way: Map, submission: Submission, present: Entries, habits: Habits
) -> Taken:
    """What of the answer to `then`, as a submission holds it, can stand at `now`.

    Both with the years of their round filled in. `present`: the entries that the lists of now have, so that no citation
    leads nowhere; `habits`: how the state writes numbers and dates today.
    """
    return _TakingOver(now, then, way, submission, present, habits).done()


def is_answered(question: Question, submission: Submission) -> bool:
    """Whether the state said anything at this question of then."""
    return next(_said(question, submission), None) is not None


def unchanged(sources: Mapping[str, int | None], said: Collection[str], entries: Entries) -> dict[str, int]:
    """The questions whose whole answer was taken over and left as it was, with the earlier submission it stood in.

    `sources`: by address, for every answer on record, where it was taken from (None: written by hand); `said`: the
    addresses where something is said; `entries`: those of the lists as they are now. What is put beside an answer
    changes none.
    """
    by_question: dict[str, list[Place]] = {}
    for address in sources:
        place = places.parse(address)
        if place is not None and not place.beside:
            by_question.setdefault(place.question, []).append(place)
    found = {}
    for code, own in by_question.items():
        [source, *others] = {sources[str(place)] for place in own}
        has_same_entries = {place.entry for place in own if place.entry} == set(entries.get(code, ()))
        if source is not None and not others and has_same_entries and any(str(place) in said for place in own):
            found[code] = source
    return found


def differs_in_years(then: Question, now: Question) -> bool:
    """Whether the question is asked about other years now."""
    return any(_differ_in_years(*pair) for pair in ((then.wording, now.wording), (then.hint, now.hint)))


def file_line(file: Mapping[str, Any]) -> str:
    """A file of an answer as the line that is typed for it."""
    return kinds.file_line(file["id"], file["size"], file["sha256"], file["media_type"], file["name"])


def _said(question: Question, submission: Submission) -> Iterator[Leaf]:
    """The places of a question of then where something is said. A file that was only announced is not there."""
    for leaf in places.leaves(question, submission.entries):
        found = submission.places.get(str(leaf.place))
        if found is not None and found.mark in SAID and (found.value or {}).get("files") != []:
            yield leaf


@dataclass(frozen=True)
class _TakingOver:
    """One question on its way."""

    now: Question
    then: Question
    way: Map
    submission: Submission
    present: Entries
    habits: Habits

    def done(self) -> Taken:
        said = {leaf.place: leaf for leaf in _said(self.then, self.submission)}
        entries = self.submission.entries.get(self.then.code, ())
        leaves: dict[Place, TakenLeaf] = {}
        left: list[Left] = []
        led_to: set[Place] = set()
        for target in places.leaves(self.now, {self.now.code: entries}):
            old = self._place_then(target.place)
            if old is None or old not in said:
                continue
            led_to.add(old)
            taken, not_taken = self._leaf(said[old], target)
            left += not_taken
            if taken:
                leaves[target.place] = taken
        left += [self._left(said[place]) for place in said if place not in led_to]
        filled = {place.entry for place in leaves}
        return Taken(
            leaves=leaves,
            entries=tuple(entry for entry in entries if entry in filled),
            left=tuple({(one.why, tuple(one.what.items())): one for one in left}.values()),
            disclosure=self._disclosure(),
            beside=dict(self._beside()),
        )

    def _beside(self) -> Iterator[tuple[Place, TakenLeaf]]:
        for code in TAKEN_OVER:
            then = self.submission.places.get(str(Place(self.then.code, beside=code)))
            leaf = places.leaf_beside(self.now, code)
            if then is None or leaf is None or then.mark not in SAID:
                continue
            value = then.value or {}
            typed = dict(then.typed or {}) or _written(leaf.question.kind, value, self.habits)
            reading = kinds.read(leaf.question, typed, self.habits)
            if reading.mark is then.mark:
                yield leaf.place, TakenLeaf(typed, reading, then.language, is_whole=True)

    def _place_then(self, place: Place) -> Place | None:
        """The place of then from which this one comes; the same year, where places are called by years."""
        old = self.way.place(place)
        if old is None:
            return None
        row = _same_year(self.then.rows, self.now.rows, old.row, place.row)
        column = _same_year(self.then.columns, self.now.columns, old.column, place.column)
        return None if row is None or column is None else replace(old, row=row, column=column)

    def _leaf(self, then: Leaf, now: Leaf) -> tuple[TakenLeaf | None, list[Left]]:
        """What is written at one place, if anything, and what is not."""
        said = self.submission.places[str(then.place)]
        typed, left = self._typed(then, now, said)
        reading = kinds.read(now.question, typed, self.habits)
        if reading.mark is not said.mark:
            return None, left or [Left(Why.NOT_ACCEPTED, _called(then))]
        return TakenLeaf(typed, reading, said.language, is_whole=not left), left

    def _left(self, then: Leaf) -> Left:
        """Why what was said at a place of then comes to no place of now."""
        place = then.place
        for parts, code, why, led in (
            (self.then.rows, place.row, Why.ROW_GONE, self._led("rows")),
            (self.then.columns, place.column, Why.COLUMN_GONE, self._led("columns")),
            (self.then.fields if place.entry else self.then.companions, place.field, Why.FIELD_GONE, self._led("")),
        ):
            if code and code not in led:
                return Left(why, _wording(parts, code))
            if code and why is not Why.FIELD_GONE and self._is_of_other_years(place):
                return Left(Why.OTHER_YEARS, _wording(parts, code))
        return Left(Why.ANOTHER_KIND, _called(then))

    def _led(self, part: str) -> set[str]:
        """The codes of then to which one of now leads."""
        way = self.way.way(self.now.code)
        if way is None:
            return set()
        ways = [way.parts(part)] if part else [way.fields, way.companions]
        return {one.old for each in ways for one in each.values()}

    def _is_of_other_years(self, then: Place) -> bool:
        now = self.way.new_place(then)
        if now is None:
            return False
        row = _same_year(self.then.rows, self.now.rows, then.row, now.row)
        column = _same_year(self.then.columns, self.now.columns, then.column, now.column)
        return (row, column) != (then.row, then.column)

    def _typed(self, then: Leaf, now: Leaf, said: Submitted) -> tuple[dict[str, str], list[Left]]:
        value = said.value or {}
        if said.mark is Mark.NOT_AVAILABLE:
            return {NOT_AVAILABLE: "1"}, []
        if said.mark is Mark.NOT_READABLE:
            return dict(said.typed or {}), []
        if then.question.kind in (Kind.ONE, Kind.SEVERAL):
            return self._chosen(then, now, value)
        if then.question.kind is Kind.CITATION:
            return self._cited(value, "", then.question.cites, now.question.cites, now)
        return _written(then.question.kind, value, self.habits), []

    def _chosen(self, then: Leaf, now: Leaf, value: Mapping[str, Any]) -> tuple[dict[str, str], list[Left]]:
        becomes = self._options(now)
        codes = value["options"] if "options" in value else [value["option"]]
        details = value.get("details", {}) if "options" in value else {codes[0]: value.get("detail", {})}
        chosen: list[str] = []
        typed: dict[str, str] = {}
        left: list[Left] = []
        for code in codes:
            was, option = then.question.option(code), now.question.option(becomes.get(code, ""))
            if was is None or option is None:
                left.append(Left(Why.OPTION_GONE, was.wording if was else NOTHING))
                continue
            chosen.append(option.code)
            more, missing = self._detail(was, option, details.get(code, {}), now)
            typed |= more
            left += missing
        part = "options" if now.question.kind is Kind.SEVERAL else "option"
        return typed | ({part: " ".join(chosen)} if chosen else {}), left

    def _options(self, now: Leaf) -> dict[str, str]:
        """From the codes of then to those of now; where two come from one, the one that kept its code."""
        becomes: dict[str, str] = {}
        for option in now.question.options:
            old = self.way.option(now.root.code, option.code, now.place.field)
            if old and (old not in becomes or option.code == old):
                becomes[old] = option.code
        return becomes

    def _detail(
        self, was: Option, option: Option, detail: Mapping[str, Any], now: Leaf
    ) -> tuple[dict[str, str], list[Left]]:
        typed: dict[str, str] = {}
        left: list[Left] = []
        if detail.get("text") and option.detail:
            typed[f"detail.{option.code}"] = str(detail["text"])
        elif detail.get("text"):
            left.append(Left(Why.DETAIL_GONE, was.wording))
        cited = {part: detail[part] for part in _CITED if part in detail}
        if cited:
            more, missing = self._cited(cited, f".{option.code}", was.cites, option.cites, now)
            typed |= more
            left += missing
        return typed, left

    def _cited(
        self, cited: Mapping[str, Any], of: str, list_then: str, list_now: str, now: Leaf
    ) -> tuple[dict[str, str], list[Left]]:
        """Article and year go along as long as something is cited; the entry, if the list has it now."""
        if not list_now or self.way.question(list_now) != list_then:
            return {}, [Left(Why.NOT_CITED, now.question.wording)]
        typed = {f"{part}{of}": str(cited[part]) for part in _CITED if part in cited}
        if "entry" in cited and cited["entry"] not in self.present.get(list_now, ()):
            del typed[f"entry{of}"]
            return typed, [Left(Why.NOT_CITED, now.question.wording)]
        return typed, []

    def _disclosure(self) -> Disclosure | None:
        """The state's own choice for this answer, or for its reply as a whole, where it kept something back.

        What the question itself promised then, too, where it promises less now: at a press nothing becomes public.
        """
        root = self.submission.places.get(self.then.code)
        chosen = narrowest(self.submission.disclosure, *([root.disclosure] if root and root.disclosure else []))
        if self.then.disclosure.width < self.now.disclosure.width:
            chosen = narrowest(chosen, self.then.disclosure)
        return None if chosen is Disclosure.PUBLIC else chosen


_Parts = Sequence[Row] | Sequence[Column]


def _same_year(then: _Parts, now: _Parts, code_then: str, code_now: str) -> str | None:
    """The code of then for a row or column of now: the one of the same year if they are called by years; else as led.

    None where that year was not asked about then.
    """
    was, becomes = _wording(then, code_then), _wording(now, code_now)
    if not _differ_in_years(was, becomes):
        return code_then
    return next((one.code for one in then if one.wording == becomes), None)


def _differ_in_years(was: Text, becomes: Text) -> bool:
    """Whether two wordings are the same but for the years in them."""
    language = next((one for one in was if one in becomes), "")
    if not language or was[language] == becomes[language]:
        return False
    return _YEAR.sub("#", was[language]) == _YEAR.sub("#", becomes[language])


def _wording(parts: Sequence[Row | Column | Question], code: str) -> Text:
    return next((one.wording for one in parts if one.code == code), NOTHING)


def _called(leaf: Leaf) -> Text:
    return leaf.question.wording


def _written(kind: Kind, value: Mapping[str, Any], habits: Habits) -> dict[str, str]:
    """A value as the state would type it."""
    if kind is Kind.DATE:
        year, month, day = str(value["date"]).split("-")
        return {"day": str(int(day)), "month": str(int(month)), "year": year}
    if kind in (Kind.INTEGER, Kind.DECIMAL):
        return {"text": str(value["number"]).replace(".", habits.decimal_mark)}
    if kind is Kind.LINK:
        return {part: str(value[part]) for part in ("url", "title") if part in value}
    if kind is Kind.FILE:
        return {"files": "\n".join(file_line(one) for one in value["files"])}
    if kind is Kind.WHOLE:
        return {"none": "1"} if value.get("none") else {}
    return {"text": str(value["year"] if kind is Kind.YEAR else value["text"])}
