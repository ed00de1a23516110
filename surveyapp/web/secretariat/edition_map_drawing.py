"""What the pages of the map show: each question with the one it was, and the fields by which that is corrected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import g
from flask_babel import gettext as _

from surveyapp.core.editions import Map, Way
from surveyapp.core.questionnaire import Question, Section
from surveyapp.core.text import Text, said_anyhow
from surveyapp.web.secretariat.edition_map_form import PARTS, WAS, name
from surveyapp.web.secretariat.filters import Choice
from surveyapp.wording import differences as worded
from surveyapp.wording.plain import plain

LONGEST_CHOICE = 90
"""Characters of a wording in a list of choices."""


@dataclass(frozen=True)
class Led:
    """A question of the new edition and the old one it leads to."""

    question: Question
    old: Question | None
    reason: str
    is_sure: bool
    """Not merely by its wording."""
    takes_over: bool
    new_parts: tuple[str, ...]
    """Options, rows, columns and fields that were not there before, by their wordings."""
    parts_left_behind: tuple[str, ...]


@dataclass(frozen=True)
class InSection:
    section: Section
    questions: tuple[Led, ...]


@dataclass(frozen=True)
class Select:
    """One option, row, column or field, and the old ones among which it is one."""

    name: str
    words: str
    code: str
    chosen: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Field:
    """A question to be corrected: the old code typed or proposed, its parts, an error."""

    led: Led
    name: str
    typed: str
    shown: str
    parts: tuple[tuple[str, tuple[Select, ...]], ...]
    error: str = ""


@dataclass(frozen=True)
class Posted:
    """What was sent of one section, and what is wrong with it, by question."""

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def sections(found: Map, is_copy: bool) -> list[InSection]:
    led = [(one.section.code, _led(found, one.question, is_copy)) for one in found.new.placed()]
    return [
        InSection(section, tuple(one for inside, one in led if inside == section.code))
        for section in found.new.sections
    ]


def _led(found: Map, question: Question, is_copy: bool) -> Led:
    way = found.ways.get(question.code)
    placed = found.old.find(way.old) if way else None
    if way is None or placed is None:
        return Led(question, None, "", True, False, (), ())
    new, left = _otherwise(placed.question, question, way)
    reason = worded.reason(way.reason, g.language, is_copy)
    return Led(question, placed.question, reason, way.reason != "wording", way.takes_over, new, left)


def _otherwise(old: Question, new: Question, way: Way) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts that are new, and the old ones to which none leads, each by its wording."""
    added, left = [], []
    for part in PARTS:
        ways = way.parts(part)
        led_to = {one.old for one in ways.values()}
        added += [plain_words(one.wording) or one.code for one in getattr(new, part) if one.code not in ways]
        left += [plain_words(one.wording) or one.code for one in getattr(old, part) if one.code not in led_to]
    return tuple(added), tuple(left)


def left_behind(found: Map) -> list[Question]:
    placed = (found.old.find(code) for code in found.left_behind())
    return [one.question for one in placed if one]


def field_of(found: Map, question: Question, posted: Posted, is_copy: bool) -> Field:
    called = name("questions", "", question.code)
    shown = posted.typed.get(f"{WAS}{called}", found.question(question.code))
    return Field(
        led=_led(found, question, is_copy),
        name=called,
        typed=posted.typed.get(called, shown),
        shown=shown,
        parts=tuple(_selects(found, question, posted)),
        error=posted.errors.get(question.code, ""),
    )


def _selects(found: Map, question: Question, posted: Posted) -> Iterator[tuple[str, tuple[Select, ...]]]:
    way = found.ways.get(question.code)
    placed = found.old.find(way.old) if way else None
    if way is None or placed is None:
        return
    gathered: dict[str, list[Select]] = {}
    for part, path, new, old_parts in _parts_with_old(placed.question, question, way, question.code):
        called = name(part, path, new.code)
        led = _way_of(way, question.code, part, path).get(new.code)
        chosen = posted.typed.get(called, led.old if led else "")
        choices = [Choice("", str(_("was not there before")), not chosen)]
        choices += [Choice(one.code, called_shortly(one), one.code == chosen) for one in old_parts]
        words = plain_words(new.wording) or new.code
        gathered.setdefault(_heading(part, path, question), []).append(
            Select(called, words, new.code, led.old if led else "", tuple(choices))
        )
    yield from ((heading, tuple(selects)) for heading, selects in gathered.items())


def _heading(part: str, path: str, question: Question) -> str:
    words = worded.part(part, g.language)
    inner = next(
        (one for one in (*question.fields, *question.companions) if path == f"{question.code}.{one.code}"), None
    )
    return f"{plain_words(inner.wording)}: {words}" if inner else words


def _parts_with_old(
    old: Question, new: Question, way: Way, path: str
) -> Iterator[tuple[str, str, Any, tuple[Any, ...]]]:
    for part in PARTS:
        olds = getattr(old, part)
        for one in getattr(new, part) if olds else ():
            yield part, path, one, olds
            led = way.parts(part).get(one.code)
            before = next((each for each in olds if led and each.code == led.old), None)
            if isinstance(one, Question) and isinstance(before, Question) and led is not None:
                yield from _parts_with_old(before, one, led, f"{path}.{one.code}")


def _way_of(way: Way, code: str, part: str, path: str) -> Mapping[str, Way]:
    inner = path.removeprefix(code).removeprefix(".")
    below = (way.fields.get(inner) or way.companions.get(inner)) if inner else way
    return below.parts(part) if below else {}


def called_shortly(one: Any) -> str:
    """ "1.2 Is there a law?"."""
    words = " ".join(filter(None, (getattr(one, "number", ""), plain_words(one.wording)))) or one.code
    return words if len(words) <= LONGEST_CHOICE else f"{words[: LONGEST_CHOICE - 1].rstrip()}…"


def plain_words(text: Text) -> str:
    return plain(said_anyhow(text, g.language))
