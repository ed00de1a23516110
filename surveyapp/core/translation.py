"""What is to be translated of a questionnaire, and what a translation that came back would change.

One unit is one wording. An option of a named list is one unit, however many questions use the list.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.core import lengths, placeholders, wordings
from surveyapp.core.lengths import LONGEST_HEADING, LONGEST_HEADING_OF_SECTION, LONGEST_SHORT, LONGEST_WORDING
from surveyapp.core.questionnaire import Group, Kind, Option, Question, Questionnaire, Section
from surveyapp.core.text import NOTHING, Text
from surveyapp.core.wordings import Wording


class Standing(StrEnum):
    """How a translation stands."""

    MISSING = "missing"
    STALE = "stale"
    """What it translates was worded anew since."""
    TRANSLATED = "translated"


@dataclass(frozen=True)
class Context:
    """Where a wording stands, for a translator who sees it alone; worded in `wording.translations`."""

    fact: str = ""
    """Which text of it: "wording", "hint", "detail", "title" …"""
    of: str = ""
    """What it belongs to: "questionnaire", "section", "group", "question", "option", "row", "column", "field",
    "companion"."""
    section: str = ""
    """The printed number of the section, or its code."""
    section_title: Text = NOTHING
    question: str = ""
    """The printed number of the question, or its code."""
    kind: Kind | None = None
    """Of the question, or of the field in which it stands."""
    part: str = ""
    """The code of the section, group, option, row, column, field or companion; "" of a question."""
    list_name: str = ""
    """Of an option: its list, which other questions may use too."""
    longest: int = 0
    """How many characters fit where it is shown; 0: as many as are needed."""


@dataclass(frozen=True)
class Unit:
    """One wording in the language translated from, and in the other one as it stands."""

    path: str
    context: Context
    source: str
    target: str
    standing: Standing


def units(
    questionnaire: Questionnaire, source_language: str, target_language: str, stale: Collection[str] = ()
) -> list[Unit]:
    """Everything that is said in the source language, in the order of the questionnaire.

    `stale`: paths of translations into the target language whose source changed; of an option of a list, any of its
    paths.
    """
    worn = _with_their_lists(questionnaire, stale)
    return [
        _unit(one, source_language, target_language, worn)
        for one in wordings.once(questionnaire)
        if one.text.get(source_language)
    ]


def _unit(one: Wording, source_language: str, target_language: str, stale: Collection[str]) -> Unit:
    target = one.text.get(target_language, "")
    standing = Standing.STALE if one.path in stale else Standing.TRANSLATED
    return Unit(
        path=one.path,
        context=context_of(one),
        source=one.text[source_language],
        target=target,
        standing=standing if target else Standing.MISSING,
    )


def _with_their_lists(questionnaire: Questionnaire, paths: Collection[str]) -> frozenset[str]:
    """These paths, and of those that are options of a list every other path of the same option."""
    if not paths:
        return frozenset()
    first = wordings.first_paths(questionnaire)
    worn = {first.get(path) for path in paths}
    return frozenset(path for path, one in first.items() if one in worn)


def context_of(one: Wording) -> Context:
    """Where a wording stands."""
    said_of = one.of[-1] if one.of else None
    question = next((part for part in one.of if isinstance(part, Question)), None)
    innermost = next((part for part in reversed(one.of) if isinstance(part, Question)), None)
    section = one.section
    return Context(
        fact=one.fact,
        of=_name_of(one.of),
        section=(section.number or section.code) if section else "",
        section_title=section.wording if section else NOTHING,
        question=(question.number or question.code) if question else "",
        kind=innermost.kind if innermost else None,
        part=said_of.code if said_of and said_of is not question else "",
        list_name=one.list_option[0] if one.list_option else "",
        longest=longest(one),
    )


def _name_of(of: tuple[object, ...]) -> str:
    if not of:
        return "questionnaire"
    innermost = of[-1]
    if isinstance(innermost, Question):
        return "question" if len(of) == 1 else _inner_question(of[-2], innermost)
    return type(innermost).__name__.lower()


def _inner_question(outer: object, inner: Question) -> str:
    return "companion" if isinstance(outer, Question) and inner in outer.companions else "field"


# How long it may be, and what may stand in it

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]|\\$\\{")
"""Control characters, and references: a wording says the same to everybody."""


def longest(one: Wording) -> int:
    """How many characters fit where this wording is shown, its placeholders counted as what will stand there."""
    innermost = one.of[-1] if one.of else None
    if one.fact == "short" and isinstance(innermost, Option):
        return LONGEST_SHORT
    if one.fact == "heading":
        return LONGEST_HEADING_OF_SECTION if isinstance(innermost, (Section, Group)) else LONGEST_HEADING
    return 0


def fits(one: Wording, words: str) -> bool:
    """Whether these words fit where a wording is shown."""
    most = longest(one)
    return len(words) <= LONGEST_WORDING and (not most or lengths.as_shown(words) <= most)


def is_writable(words: str) -> bool:
    """Whether these words hold neither a control character nor a reference."""
    return not _UNWRITABLE.search(words)


def tidied(wording: str) -> str:
    """A wording as a cell of the workbook gives it: no space at either end, plain line ends and spaces."""
    return wording.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").strip()


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def on_its_way(words: str) -> str:
    """A text as a file can hold it, to be held against what comes back: tidied, what XML cannot hold replaced."""
    return _NOT_IN_XML.sub("\ufffd", tidied(words))


# What came back


@dataclass(frozen=True)
class Incoming:
    """One unit of a file that came back: what was translated, and into what."""

    path: str
    source: str
    """The wording in the source language that the translator saw."""
    target: str
    is_approved: bool = True
    """Whether the translator says that it is right as it is; False where it still says "to be checked"."""


class ChangeKind(StrEnum):
    """What one unit that came back would do."""

    NEW = "new"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    """The same wording came back, as right although its source had changed."""
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    """Nothing was written; what stands stays."""
    UNKNOWN_PATH = "unknown_path"
    SOURCE_CHANGED_MEANWHILE = "source_changed_meanwhile"
    PLACEHOLDERS_DIFFER = "placeholders_differ"
    TOO_LONG = "too_long"
    UNWRITABLE = "unwritable"


APPLICABLE = frozenset({ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.CONFIRMED})
FAULTS = frozenset(
    {
        ChangeKind.UNKNOWN_PATH,
        ChangeKind.SOURCE_CHANGED_MEANWHILE,
        ChangeKind.PLACEHOLDERS_DIFFER,
        ChangeKind.TOO_LONG,
        ChangeKind.UNWRITABLE,
    }
)


@dataclass(frozen=True)
class Change:
    """One unit of the file beside what stands now."""

    path: str
    before: str
    after: str
    kind: ChangeKind
    source: str = ""
    """The wording in the source language as it is now; "" of an unknown path."""
    source_seen: str = ""
    lacking: tuple[str, ...] = ()
    """Placeholders that the source has and the translation has not."""
    foreign: tuple[str, ...] = ()
    """Placeholders that the translation has and the source has not."""
    longest: int = 0
    context: Context = Context()

    @property
    def applies(self) -> bool:
        """Whether it would be taken over."""
        return self.kind in APPLICABLE

    @property
    def is_fault(self) -> bool:
        """Whether something stands in its way, which the translator or the officer must see."""
        return self.kind in FAULTS


def changes(
    questionnaire: Questionnaire,
    source_language: str,
    target_language: str,
    incoming: Iterable[Incoming],
    stale: Collection[str] = (),
) -> list[Change]:
    """What the units of a file would change, one by one, in the order in which they came.

    A unit at fault blocks itself alone.
    """
    known = {one.path: one for one in wordings.every(questionnaire)}
    worn = _with_their_lists(questionnaire, stale)
    return [_change(known.get(one.path), one, (source_language, target_language), worn) for one in incoming]


def _change(wording: Wording | None, one: Incoming, languages: tuple[str, str], stale: Collection[str]) -> Change:
    seen, after = tidied(one.source), tidied(one.target)
    if wording is None or not (seen or wording.text.get(languages[0])):
        # Where nothing is said there is nothing to translate: a text would be new, an option would ask for a detail.
        return Change(one.path, "", after, ChangeKind.UNKNOWN_PATH, source_seen=seen)
    source, before = (wording.text.get(language, "") for language in languages)
    needed, found = placeholders.names_in(source), placeholders.names_in(after)
    change = Change(
        path=one.path,
        before=before,
        after=after,
        kind=ChangeKind.CHANGED if before else ChangeKind.NEW,
        source=source,
        source_seen=seen,
        lacking=tuple(sorted(needed - found)) if after else (),
        foreign=tuple(sorted(found - needed)),
        longest=longest(wording),
        context=context_of(wording),
    )
    kinds = _obstacles(change, is_stale=one.path in stale, is_approved=one.is_approved)
    return _of_kind(change, next(kinds, change.kind))


def _obstacles(change: Change, *, is_stale: bool, is_approved: bool) -> Iterator[ChangeKind]:
    """Why this is not simply a new or changed wording, what weighs most first."""
    if not change.after:
        yield ChangeKind.EMPTY
    if change.after == change.before and not (is_stale and is_approved):
        yield ChangeKind.UNCHANGED
    if tidied(change.source) != change.source_seen:
        yield ChangeKind.SOURCE_CHANGED_MEANWHILE
    if _UNWRITABLE.search(change.after) or len(change.after) > LONGEST_WORDING:
        yield ChangeKind.UNWRITABLE
    if change.lacking or change.foreign:
        yield ChangeKind.PLACEHOLDERS_DIFFER
    if change.longest and lengths.as_shown(change.after) > change.longest:
        yield ChangeKind.TOO_LONG
    if change.after == change.before:
        yield ChangeKind.CONFIRMED


def _of_kind(change: Change, kind: ChangeKind) -> Change:
    return change if kind is change.kind else Change(**vars(change) | {"kind": kind})
