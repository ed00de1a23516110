"""The map from a newer edition to an older: from each question, option, row, column and field to the one it was."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from surveyapp.core.editions.pairing import Pairs, Reason, Thing, compatible, paired, things_of
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind, Question, Questionnaire

PARTS = ("options", "rows", "columns", "fields", "companions")
"""What a question is made of, as the map and its corrections call it."""
NOWHERE = ""
_SURENESS = {reason: place for place, reason in enumerate(Reason)}

Corrections = Mapping[str, Any]
"""What a person said otherwise, ready for JSON: {"questions": {new code: old code}, "options": {"question": {…}}} and
likewise "rows", "columns", "fields", "companions". An old code of "" says that the new thing was not there before. The
options of a field or of a companion stand under "question.field"."""


@dataclass(frozen=True)
class Way:
    """Where a thing of the new edition leads to, and why."""

    old: str
    reason: Reason
    takes_over: bool = True
    """Whether the kind is such that an answer to the old one can be taken over."""
    options: "Ways" = field(default_factory=dict)
    rows: "Ways" = field(default_factory=dict)
    columns: "Ways" = field(default_factory=dict)
    fields: "Ways" = field(default_factory=dict)
    companions: "Ways" = field(default_factory=dict)

    def parts(self, part: str) -> "Ways":
        """The ways of its options, rows, columns, fields or companions."""
        ways: Ways = getattr(self, part)
        return ways


Ways = Mapping[str, Way]
"""Code of the new thing to the way; what leads nowhere is absent."""


@dataclass(frozen=True)
class Map:
    """From the questions of `new` (notes and worked out ones too) to those of `old`. "" and None: leads nowhere."""

    old: Questionnaire = field(repr=False, compare=False)
    new: Questionnaire = field(repr=False, compare=False)
    ways: Ways

    def question(self, code: str) -> str:
        return _old(self.ways, code)

    def way(self, question: str, part: str = "") -> Way | None:
        """The way of a question, or of a field or companion of it."""
        way = self.ways.get(question)
        return way if way is None or not part else way.fields.get(part) or way.companions.get(part)

    def option(self, question: str, option: str, of_field: str = "") -> str:
        way = self.way(question, of_field)
        return _old(way.options, option) if way else NOWHERE

    def place(self, new: Place) -> Place | None:
        """The old place whose answer can be taken over at this new one. The id of an entry stays as it is."""
        return _place(self.ways, new)

    def new_place(self, old: Place) -> Place | None:
        """The new place at which the answer of this old one can be taken over; of several, the first."""
        return _place(self._back, old)

    def new_option(self, old_question: str, old_option: str, old_field: str = "") -> str:
        way = self._back.get(old_question)
        if way is not None and old_field:
            way = way.fields.get(old_field) or way.companions.get(old_field)
        return _old(way.options, old_option) if way else NOWHERE

    def left_behind(self) -> list[str]:
        """The codes of the old questions to which no new one leads, in order."""
        led_to = {way.old for way in self.ways.values()}
        return [placed.question.code for placed in self.old.placed() if placed.question.code not in led_to]

    def corrected(self, corrections: Corrections | None) -> "Map":
        """The map as a person corrected it; a correction that names what there is not changes nothing."""
        if not corrections:
            return self
        return _built(self.old, self.new, corrections)

    def then(self, earlier: "Map") -> "Map":
        """The map from this one's new edition to the old one of a map that begins where this one ends."""
        return Map(earlier.old, self.new, _composed(self.ways, earlier.ways))

    def back(self) -> "Map":
        """The way back: from the questions of `old` to those of `new`."""
        return Map(self.new, self.old, self._back)

    @cached_property
    def _back(self) -> Ways:
        return _turned(self.ways)


def proposed_map(old: Questionnaire, new: Questionnaire) -> Map:
    """Which questions of the new edition are which of the old: as `previous` says, by code, by wording."""
    return _built(old, new, {})


def same_map(questionnaire: Questionnaire) -> Map:
    """The map of an edition to itself."""
    ways = {
        placed.question.code: _way(placed.question, placed.question, Reason.CODE, {}, placed.question.code)
        for placed in questionnaire.placed()
    }
    return Map(questionnaire, questionnaire, ways)


def _old(ways: Ways, code: str) -> str:
    way = ways.get(code)
    return way.old if way else NOWHERE


# Building


def _built(old: Questionnaire, new: Questionnaire, corrections: Corrections) -> Map:
    olds = list(_things(old))
    news = list(_things(new))
    pairs = _corrected(paired(olds, news), corrections.get("questions", {}), olds, news)
    ways = {}
    for placed in new.placed():
        code = placed.question.code
        if code in pairs:
            old_code, reason = pairs[code]
            before = old.find(old_code)
            if before is not None:
                ways[code] = _way(before.question, placed.question, reason, corrections, code)
    return Map(old, new, ways)


def _things(questionnaire: Questionnaire) -> Iterator[Thing]:
    for placed in questionnaire.placed():
        question = placed.question
        yield Thing(question.code, question.wording, question.previous, placed.section.code, question)


def _way(old: Question, new: Question, reason: Reason, corrections: Corrections, path: str) -> Way:
    parts: dict[str, dict[str, Way]] = {}
    for part in PARTS:
        if getattr(new, part) and getattr(old, part):
            parts[part] = _ways_of_part(old, new, part, corrections, path)
    return Way(old.code, reason, compatible(old, new), **parts)


def _ways_of_part(old: Question, new: Question, part: str, corrections: Corrections, path: str) -> dict[str, Way]:
    olds = {one.code: one for one in getattr(old, part)}
    said = corrections.get(part, {}).get(path, {})
    things_before, things_now = things_of(old, part), things_of(new, part)
    pairs = _corrected(paired(things_before, things_now), said, things_before, things_now)
    return {
        one.code: _way_of_one(olds[pairs[one.code][0]], one, pairs[one.code][1], corrections, f"{path}.{one.code}")
        for one in getattr(new, part)
        if one.code in pairs
    }


def _way_of_one(old: Any, new: Any, reason: Reason, corrections: Corrections, path: str) -> Way:
    if isinstance(old, Question) and isinstance(new, Question):
        return _way(old, new, reason, corrections, path)
    old_kind, new_kind = getattr(old, "kind", None), getattr(new, "kind", None)
    return Way(old.code, reason, takes_over=old_kind is new_kind or (old_kind, new_kind) == _WIDER_COLUMN)


_WIDER_COLUMN = (Kind.INTEGER, Kind.DECIMAL)


def _corrected(pairs: Pairs, said: Mapping[str, str], olds: Iterable[Thing], news: Iterable[Thing]) -> Pairs:
    """The pairs with what a person said: an old thing given to one that says so is taken from one merely proposed."""
    if not said:
        return pairs
    known_old, known_new = {one.code for one in olds} | {NOWHERE}, {one.code for one in news}
    said = {new: old for new, old in said.items() if old in known_old and new in known_new}
    given = set(said.values()) - {NOWHERE}
    kept = {new: pair for new, pair in pairs.items() if new not in said and pair[0] not in given}
    return kept | {new: (old, Reason.CORRECTED) for new, old in said.items() if old}


# Following


def _place(ways: Ways, place: Place) -> Place | None:
    way = ways.get(place.question)
    if way is None or not way.takes_over:
        return None
    found = {
        "row": way.rows.get(place.row),
        "column": way.columns.get(place.column),
        "field": (way.fields if place.entry else way.companions).get(place.field),
    }
    for part, led in found.items():
        if getattr(place, part) and (led is None or not led.takes_over):
            return None
    return replace(place, question=way.old, **{part: led.old for part, led in found.items() if led})


def _composed(ways: Ways, earlier: Ways) -> dict[str, Way]:
    """As sure as the less sure of the two steps."""
    composed = {}
    for code, way in ways.items():
        before = earlier.get(way.old)
        if before is not None:
            parts = {part: _composed(way.parts(part), before.parts(part)) for part in PARTS}
            reason = max(way.reason, before.reason, key=lambda one: _SURENESS[one])
            composed[code] = Way(before.old, reason, way.takes_over and before.takes_over, **parts)
    return composed


def _turned(ways: Ways) -> dict[str, Way]:
    turned: dict[str, Way] = {}
    for code, way in ways.items():
        parts = {part: _turned(way.parts(part)) for part in PARTS}
        turned.setdefault(way.old, Way(code, way.reason, way.takes_over, **parts))
    return turned
