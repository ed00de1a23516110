"""Every expression of a questionnaire with what it belongs to: to be listed, and to see what depends on what."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.core.expressions import references
from surveyapp.core.places import Leaf, Place, leaf
from surveyapp.core.questionnaire import Column, Group, Kind, Question, Questionnaire, Row, Section


class RuleKind(StrEnum):
    """What an expression decides."""

    ASKED_WHEN = "asked_when"
    MUST_HOLD = "must_hold"
    REQUIRED_WHEN = "required_when"
    OPTIONS = "options"
    WORKED_OUT = "worked_out"
    ENTRIES = "entries"


Owner = Group | Question | Row | Column


@dataclass(frozen=True)
class Owned:
    """A section, group or question, or a row, column or field, with what it stands in."""

    owner: Owner
    section: Section
    root: Question | None
    """The question in the order of the questionnaire: of a row, column or field what it is part of; of groups none."""

    @property
    def within(self) -> Question | None:
        """The compound question among whose parts names are looked for first."""
        return None if self.root is self.owner else self.root


@dataclass(frozen=True)
class Rule(Owned):
    """One expression, of the one who has it."""

    kind: RuleKind
    expression: str


def owners(questionnaire: Questionnaire) -> Iterator[Owned]:
    """All that can have an expression, in the order of the questionnaire."""
    for section in questionnaire.sections:
        yield from _in_group(section, section)


def rules(questionnaire: Questionnaire) -> Iterator[Rule]:
    """Every expression, in the order of the questionnaire."""
    for owned in owners(questionnaire):
        for kind, expression in _expressions(owned.owner):
            yield Rule(owned.owner, owned.section, owned.root, kind, expression)


def listeners(questionnaire: Questionnaire) -> dict[str, list[Rule]]:
    """Code of a question to the conditions, and calculations, that listen to its answer at once, in order."""
    known = _places(questionnaire)
    found: dict[str, list[Rule]] = {}
    for rule in rules(questionnaire):
        if rule.kind in (RuleKind.ASKED_WHEN, RuleKind.WORKED_OUT):
            for code in sorted(_heard(rule, known)):
                found.setdefault(code, []).append(rule)
    return found


def deciding(questionnaire: Questionnaire) -> list[Leaf]:
    """The places on whose answers it depends what is asked, in order; what calculations hear for conditions too."""
    known = _places(questionnaire)
    waiting = [rule for rule in rules(questionnaire) if rule.kind is RuleKind.ASKED_WHEN]
    worked_out = {
        rule.owner.code: rule
        for rule in rules(questionnaire)
        if rule.kind is RuleKind.WORKED_OUT and rule.owner is rule.root
    }
    found: set[Place] = set()
    while waiting:
        rule = waiting.pop()
        for name in references(rule.expression) - _near(rule):
            if name in worked_out:
                waiting.append(worked_out.pop(name))
            elif name in known:
                found.add(known[name])
    leaves = (leaf(questionnaire, place) for place in known.values() if place in found)
    return [one for one in leaves if one]


def _places(questionnaire: Questionnaire) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for placed in questionnaire.placed():
        question = placed.question
        if question.kind in (Kind.ROWS, Kind.CONFIRM):
            places |= {row.code: Place(question.code, row=row.code) for row in question.rows}
        places[question.code] = Place(question.code)
    return places


def _near(rule: Rule) -> set[str]:
    """What ${name} means first at a part of a compound question: its neighbours."""
    within = rule.within
    if within is None:
        return set()
    return {part.code for part in (*within.fields, *within.companions)} | {row.code for row in within.rows}


def _heard(rule: Rule, known: dict[str, Place]) -> set[str]:
    return {known[name].question for name in references(rule.expression) - _near(rule) if name in known}


def _expressions(owner: Owner) -> Iterator[tuple[RuleKind, str]]:
    if not isinstance(owner, Column) and owner.relevant:
        yield RuleKind.ASKED_WHEN, owner.relevant
    if isinstance(owner, Question):
        further = {
            RuleKind.WORKED_OUT: owner.calculation,
            RuleKind.OPTIONS: owner.choice_filter,
            RuleKind.ENTRIES: owner.count,
            RuleKind.REQUIRED_WHEN: owner.required_when,
        }
        yield from ((kind, expression) for kind, expression in further.items() if expression)
    if isinstance(owner, Question | Column) and owner.constraint:
        yield RuleKind.MUST_HOLD, owner.constraint


def _in_group(group: Group, section: Section) -> Iterator[Owned]:
    yield Owned(group, section, None)
    for part in group.parts:
        if isinstance(part, Group):
            yield from _in_group(part, section)
        else:
            yield Owned(part, section, part)
            inner: tuple[Owner, ...] = (*part.rows, *part.columns, *part.companions, *part.fields)
            yield from (Owned(each, section, part) for each in inner)
