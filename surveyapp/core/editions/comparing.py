"""Compares two editions along the map from the newer to the older.

A wording is otherwise where its words or signs are; spaces alone are nothing. A condition, a filter or a calculation is
otherwise where it says another thing: one that names a question by its new code says the same as before.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import pairwise
from typing import Any

from surveyapp.core.editions.changes import TOLD_APART, Change, told_above
from surveyapp.core.editions.differences import Differences, Fact, PartDifference, QuestionDifference, Rewording
from surveyapp.core.editions.map import PARTS, Map, Way, Ways, proposed_map
from surveyapp.core.editions.pairing import Reason, Thing, paired
from surveyapp.core.editions.recoding import codes_now, even, recoded
from surveyapp.core.questionnaire import Group, Placed, Question, Questionnaire, Section
from surveyapp.core.text import NOTHING, Text


def differences(old: Questionnaire, new: Questionnaire, map_: Map | None = None) -> Differences:
    """What is otherwise in the new edition; without a map by the one that is proposed."""
    return _Comparing(old, new, map_ or proposed_map(old, new)).differences()


class _Comparing:
    """What is needed on the way: languages in both, sections and groups that are the same, expressions re-coded."""

    def __init__(self, old: Questionnaire, new: Questionnaire, map_: Map) -> None:
        self.old, self.new, self.map = old, new, map_
        self.languages = tuple(one for one in new.languages if one in old.languages)
        self.sections = _paired_groups(old.sections, new.sections)
        """New code to old code."""
        self.old_groups, self.new_groups = _inner_groups(old), _inner_groups(new)
        self.groups = _paired_groups(list(self.old_groups.values()), list(self.new_groups.values()))
        self.codes_now = codes_now(map_)
        self.known_expressions: dict[str, str] = {}
        self.moved = self._moved()

    def differences(self) -> Differences:
        return Differences(
            self.old,
            self.new,
            self.map,
            title=tuple(self.rewordings_of("title", self.old.title, self.new.title)),
            languages_added=tuple(one for one in self.new.languages if one not in self.old.languages),
            languages_removed=tuple(one for one in self.old.languages if one not in self.new.languages),
            sections=tuple(self.groups_changed(self.old.sections, self.new.sections, self.sections)),
            groups=tuple(
                self.groups_changed(list(self.old_groups.values()), list(self.new_groups.values()), self.groups)
            ),
            questions=tuple(self.questions()),
        )

    # Sections and groups

    def groups_changed(
        self, olds: Sequence[Group], news: Sequence[Group], pairs: Mapping[str, str]
    ) -> Iterator[PartDifference]:
        by_code = {one.code: one for one in olds}
        ways = {code: Way(old, Reason.CODE) for code, old in pairs.items()}
        moved = _moved([one.code for one in olds], ways, news) if olds and isinstance(olds[0], Section) else set()
        for one in news:
            before = by_code.get(pairs.get(one.code, ""))
            if before is None:
                yield PartDifference(old=None, new=one, changes=(Change.ADDED,))
            elif found := self._group(before, one, one.code in moved):
                yield found
        led_to = set(pairs.values())
        yield from (
            PartDifference(old=one, new=None, changes=(Change.REMOVED,)) for one in olds if one.code not in led_to
        )

    def _group(self, old: Group, new: Group, is_moved: bool) -> PartDifference | None:
        rewordings = tuple(self.rewordings(old, new))
        facts = tuple(self.facts(old, new, ("number", "relevant")))
        changes = _changes_of(facts, rewordings, is_recoded=old.code != new.code, is_moved=is_moved)
        if not changes:
            return None
        return PartDifference(old=old, new=new, changes=changes, rewordings=rewordings, facts=facts)

    # Questions

    def questions(self) -> Iterator[QuestionDifference]:
        removed = self._removed()
        yield from removed.pop("", [])
        for placed in self.new.placed():
            found = self._question(placed)
            if found:
                yield found
            yield from removed.pop(self.map.question(placed.question.code), [])

    def _question(self, placed: Placed) -> QuestionDifference | None:
        code, section = placed.question.code, placed.section.code
        way = self.map.ways.get(code)
        before = self.old.find(way.old) if way else None
        if way is None or before is None:
            return QuestionDifference(old=None, new=placed.question, changes=(Change.ADDED,), section=section)
        around = self._around(before, placed)
        return self.asked_changed(before.question, placed.question, way, section, around, code in self.moved)

    def _around(self, old: Placed, new: Placed) -> tuple[Fact, ...]:
        """Section and conditions, which a question has from what stands above it."""
        facts = []
        if self.sections.get(new.section.code) != old.section.code:
            facts.append(Fact("section", old.section.code, new.section.code))
        was, now = " and ".join(old.conditions), " and ".join(new.conditions)
        if [self.now(one) for one in old.conditions] != [even(one) for one in new.conditions]:
            facts.append(Fact("relevant", was, now))
        return tuple(facts)

    def asked_changed(
        self, old: Question, new: Question, way: Way, section: str, around: tuple[Fact, ...] | None, is_moved: bool
    ) -> QuestionDifference | None:
        """`around`: what its place among the questions says, None for a field or companion."""
        rewordings = tuple(self.rewordings(old, new))
        names = _FACTS if around is not None else (*_FACTS, "relevant")
        facts = (*(around or ()), *self.facts(old, new, names))
        parts = {part: tuple(self.parts_changed(old, new, way.parts(part), part)) for part in PARTS[:3]}
        asked = {part: tuple(self.fields_changed(old, new, way.parts(part), part)) for part in PARTS[3:]}
        changes = (
            *_changes_of(facts, rewordings, is_recoded=old.code != new.code, is_moved=is_moved),
            *_changes_of_parts({**parts, **asked}),
        )
        if not changes:
            return None
        return QuestionDifference(
            old=old,
            new=new,
            changes=changes,
            section=section,
            reason=way.reason,
            rewordings=rewordings,
            facts=facts,
            parts={part: found for part, found in parts.items() if found},
            asked={part: found for part, found in asked.items() if found},
        )

    def parts_changed(self, old: Question, new: Question, ways: Ways, part: str) -> Iterator[PartDifference]:
        olds, news = getattr(old, part), getattr(new, part)
        if olds == news:
            return
        by_code = {one.code: one for one in olds}
        moved = _moved([one.code for one in olds], ways, news)
        for one in news:
            before = by_code[ways[one.code].old] if one.code in ways else None
            if before is None:
                yield PartDifference(old=None, new=one, changes=(Change.ADDED,))
                continue
            rewordings = tuple(self.rewordings(before, one))
            facts = tuple(self.facts(before, one, _FACTS_OF_PARTS))
            changes = _changes_of(facts, rewordings, is_recoded=before.code != one.code, is_moved=one.code in moved)
            if changes:
                yield PartDifference(old=before, new=one, changes=changes, rewordings=rewordings, facts=facts)
        led_to = {way.old for way in ways.values()}
        yield from (
            PartDifference(old=one, new=None, changes=(Change.REMOVED,)) for one in olds if one.code not in led_to
        )

    def fields_changed(self, old: Question, new: Question, ways: Ways, part: str) -> Iterator[QuestionDifference]:
        olds, news = getattr(old, part), getattr(new, part)
        if olds == news:
            return
        by_code = {one.code: one for one in olds}
        moved = _moved([one.code for one in olds], ways, news)
        for one in news:
            if one.code not in ways:
                yield QuestionDifference(old=None, new=one, changes=(Change.ADDED,))
                continue
            way = ways[one.code]
            found = self.asked_changed(by_code[way.old], one, way, "", None, one.code in moved)
            if found:
                yield found
        led_to = {way.old for way in ways.values()}
        yield from (
            QuestionDifference(old=one, new=None, changes=(Change.REMOVED,)) for one in olds if one.code not in led_to
        )

    def _removed(self) -> dict[str, list[QuestionDifference]]:
        """Code of the last old question before it that stayed ("" for none) to those removed after it."""
        left_behind = set(self.map.left_behind())
        sections_now = {old: new for new, old in self.sections.items()}
        removed: dict[str, list[QuestionDifference]] = {}
        last = ""
        for placed in self.old.placed():
            if placed.question.code not in left_behind:
                last = placed.question.code
                continue
            section = sections_now.get(placed.section.code, placed.section.code)
            found = QuestionDifference(old=placed.question, new=None, changes=(Change.REMOVED,), section=section)
            removed.setdefault(last, []).append(found)
        return removed

    def _moved(self) -> set[str]:
        """New codes of questions that stand in another section or group, or elsewhere among those that stayed."""
        moved: set[str] = set()
        within: dict[str, list[Placed]] = {}
        order = {placed.question.code: at for at, placed in enumerate(self.old.placed())}
        for placed in self.new.placed():
            before = self.old.find(self.map.question(placed.question.code))
            if before is None:
                continue
            if self._home(before, self.old) == self._home(placed, self.new):
                within.setdefault(placed.section.code, []).append(placed)
            else:
                moved.add(placed.question.code)
        for stayed in within.values():
            moved |= _out_of_order({one.question.code: order[self.map.question(one.question.code)] for one in stayed})
        return moved

    def _home(self, placed: Placed, questionnaire: Questionnaire) -> tuple[str, ...]:
        """Section and groups by their old codes; groups without a sub-heading only carry a condition."""
        groups = [one for one in placed.groups if any(one.wording.values())]
        if questionnaire is self.old:
            return (placed.section.code, *(one.code for one in groups))
        section = self.sections.get(placed.section.code, f"new {placed.section.code}")
        return (section, *(self.groups.get(one.code, f"new {one.code}") for one in groups))

    # Facts and wordings

    def rewordings(self, old: Any, new: Any) -> Iterator[Rewording]:
        for name in _texts_of(type(new)):
            yield from self.rewordings_of(name, getattr(old, name, NOTHING), getattr(new, name))

    def rewordings_of(self, fact: str, old: Text, new: Text) -> Iterator[Rewording]:
        if old == new:
            return
        for language in self.languages:
            was, now = old.get(language, ""), new.get(language, "")
            if was != now and was.split() != now.split():
                yield Rewording(fact, language, was, now)

    def facts(self, old: Any, new: Any, names: Collection[str]) -> Iterator[Fact]:
        for name in names:
            was, now = getattr(old, name, ""), getattr(new, name, "")
            if was == now:
                continue
            if name in _EXPRESSIONS and self.now(was) == even(now):
                continue
            if name in ("cites", "cited_field") and self.codes_now.get(was) == now:
                continue
            yield Fact(name, _fact(was), _fact(now))

    def now(self, expression: str) -> str:
        """An old expression with the new codes of the questions and options that it names."""
        if expression not in self.known_expressions:
            self.known_expressions[expression] = recoded(even(expression), self.map, self.codes_now)
        return self.known_expressions[expression]


_FACTS: Mapping[str, Change] = {
    "kind": Change.KIND,
    "number": Change.RENUMBERED,
    "core": Change.CORE,
    "required": Change.REQUIRED,
    "required_when": Change.REQUIRED,
    "constraint": Change.CONSTRAINT,
    "lowest": Change.CONSTRAINT,
    "highest": Change.CONSTRAINT,
    "step": Change.CONSTRAINT,
    "entries": Change.CONSTRAINT,
    "fewest": Change.CONSTRAINT,
    "most": Change.CONSTRAINT,
    "count": Change.CONSTRAINT,
    "calculation": Change.CALCULATION,
    "default": Change.PROPOSAL,
    "choice_filter": Change.CONDITION,
    "disclosure": Change.DISCLOSURE,
    "totals": Change.TOTALS,
    "cites": Change.CITES,
    "cited_field": Change.CITES,
    "summary": Change.SUMMARY,
}
_FACTS_OF_PARTS = ("kind", "relevant", "constraint", "cites", "exclusive", "properties")
_CHANGE_OF: Mapping[str, Change] = {
    **_FACTS,
    "relevant": Change.CONDITION,
    "section": Change.MOVED,
    "exclusive": Change.EXCLUSIVE,
    "properties": Change.PROPERTIES,
}
_EXPRESSIONS = frozenset(
    {"relevant", "required_when", "constraint", "calculation", "choice_filter", "count", "default"}
)


def _changes_of(
    facts: Sequence[Fact], rewordings: Sequence[Rewording], *, is_recoded: bool, is_moved: bool
) -> tuple[Change, ...]:
    found = {_CHANGE_OF[fact.name] for fact in facts}
    if rewordings:
        found.add(Change.REWORDED)
    if is_recoded:
        found.add(Change.RECODED)
    if is_moved:
        found.add(Change.MOVED)
    return tuple(change for change in Change if change in found)


def _changes_of_parts(
    parts: Mapping[str, Sequence[PartDifference] | Sequence[QuestionDifference]],
) -> Iterator[Change]:
    """Of the question, what its parts say: "options_added", "rows_changed"."""
    for part, found in parts.items():
        changes = {told_above(change) for one in found for change in one.changes}
        yield from (Change(f"{part}_{became}") for became in TOLD_APART if became in changes)


def _paired_groups(old: Sequence[Group], new: Sequence[Group]) -> dict[str, str]:
    pairs = paired([Thing(one.code, one.wording) for one in old], [Thing(one.code, one.wording) for one in new])
    return {code: before for code, (before, _) in pairs.items()}


def _inner_groups(questionnaire: Questionnaire) -> dict[str, Group]:
    """Every group within a section that has a sub-heading, in order."""
    placed = (group for one in questionnaire.placed() for group in one.groups)
    return {group.code: group for group in placed if any(group.wording.values())}


def _moved(olds: Sequence[str], ways: Ways, news: Sequence[Any]) -> set[str]:
    order = {code: at for at, code in enumerate(olds)}
    return _out_of_order({one.code: order[ways[one.code].old] for one in news if one.code in ways})


def _out_of_order(places: Mapping[str, int]) -> set[str]:
    """As few as possible that, taken away, leave the others in their old order (the rest of a longest rising row)."""
    codes, values = list(places), list(places.values())
    if all(before < after for before, after in pairwise(values)):
        return set()
    ends: list[int] = []
    before: list[int] = [-1] * len(values)
    for at, value in enumerate(values):
        low, high = 0, len(ends)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if values[ends[middle]] < value else (low, middle)
        before[at] = ends[low - 1] if low else -1
        ends[low:] = [at, *ends[low + 1 :]] if low < len(ends) else [at]
    kept, at = set(), ends[-1]
    while at >= 0:
        kept.add(at)
        at = before[at]
    return {code for place, code in enumerate(codes) if place not in kept}


_texts: dict[type, tuple[str, ...]] = {}


def _texts_of(kind: type) -> tuple[str, ...]:
    """The names of the wordings that a kind of thing has."""
    if kind not in _texts:
        _texts[kind] = tuple(one.name for one in fields(kind) if one.type in (Text, "Text"))
    return _texts[kind]


def _fact(value: Any) -> str:
    """A fact as a text: a truth is "yes" or ""."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return ", ".join(f"{one.name}: {one.value}" for one in value)
    return str(value)
