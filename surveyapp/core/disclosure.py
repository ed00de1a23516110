"""Disclosure: what one audience may see of a reply. Every page, file and figure about replies goes through `view`.

A submission to an earlier edition is seen as it was asked and then carried to the present one: what has no counterpart
there is not shown as an answer of another question, and what was added since was not asked.

"Withheld" outranks "not asked" and "left blank", and stands wherever the effective disclosure is narrower than
the audience, whatever was or was not answered there: neither a value nor the pattern of marks tells what is
withheld. Two submissions that differ only in what is withheld give equal views.
"""

from collections.abc import Iterator, Mapping
from dataclasses import InitVar, dataclass, replace
from enum import StrEnum
from typing import Any

from surveyapp.core.answers import Typed, Value
from surveyapp.core.carrying import Carrying, words_of
from surveyapp.core.effective_disclosure import effective
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries, Place, leaves, supplements
from surveyapp.core.questionnaire import Disclosure, Kind, Question, Questionnaire, narrowest
from surveyapp.core.submission import GivenTo, Submission, Submitted
from surveyapp.core.text import NOTHING, Text

__all__ = ["Audience", "Cell", "DisclosedReply", "effective", "view"]


class Audience(StrEnum):
    """For whom a table, a page or a file is made."""

    PUBLIC = "public"
    MEMBER_STATES = "member_states"
    SECRETARIAT = "secretariat"

    def may_read(self, disclosure: Disclosure) -> bool:
        return disclosure.width >= Disclosure(self.value).width


@dataclass(frozen=True)
class Cell:
    """What a reader may see of one place."""

    mark: Mark
    value: Value | None = None
    typed: Typed | None = None
    """Only of what could not be read: it is shown as typed."""
    formerly: Text = NOTHING
    """Of what could be read once and cannot be in the present edition: what it said, in words, by language."""
    given: GivenTo | None = None
    """Of what is shown: the wording that it was given to."""
    unchanged_since: str = ""
    """At the root of a question, for the secretariat alone: the receipt of the earlier submission whose answer stands
    there as it was."""
    language: str = ""
    """Of what is shown: the language in which it was written."""
    readers: Disclosure = Disclosure.PUBLIC
    """For the secretariat alone: who may in the end read it."""


_WITHHELD = Cell(Mark.WITHHELD)
_MADE_BY_VIEW = object()


@dataclass(frozen=True)
class DisclosedReply:
    """A reply as one audience may see it. Made by `view` alone."""

    state: str
    audience: Audience
    cells: Mapping[str, Cell]
    """By address, every place of every question; of a withheld list, only the list as a whole. What stands beside an
    answer, where this audience may read both: beside a withheld answer nothing is seen, not even that something is."""
    entries: Entries
    made_by: InitVar[object]

    def __post_init__(self, made_by: object) -> None:
        if made_by is not _MADE_BY_VIEW:
            raise TypeError("a disclosed reply is made by disclosure.view")


def view(
    questionnaire: Questionnaire,
    submission: Submission,
    audience: Audience,
    earlier: Mapping[GivenTo, Carrying] | None = None,
) -> DisclosedReply:
    """What this audience may see of a submission, as answers to this questionnaire.

    `earlier`: the wordings to which it was, or some of its answers were, given before this one, and the way from each
    to this one. ValueError when the submission answers another questionnaire and no way is given.
    """
    ways = earlier or {}
    if _answers(submission, questionnaire):
        cells, entries = _seen(questionnaire, submission, audience)
    elif submission.wording in ways:
        cells, entries = _carried(ways[submission.wording], submission, audience)
    else:
        raise ValueError(f"this submission answers {submission.edition}, not {questionnaire.version}")
    shown = {entry for ids in entries.values() for entry in ids}
    return DisclosedReply(
        state=submission.state,
        audience=audience,
        cells={str(place): _citing_only(_in_words(cell, place, ways), shown) for place, cell in cells.items()},
        entries=entries,
        made_by=_MADE_BY_VIEW,
    )


_Cells = dict[Place, Cell]


def _answers(submission: Submission, questionnaire: Questionnaire) -> bool:
    named = submission.edition.questionnaire, submission.edition.version
    return named == (questionnaire.code, questionnaire.version)


def _seen(
    questionnaire: Questionnaire, submission: Submission, audience: Audience
) -> tuple[_Cells, dict[str, tuple[str, ...]]]:
    """The cells and entries of a submission to just this questionnaire."""
    cells: _Cells = {}
    entries: dict[str, tuple[str, ...]] = {}
    for question in questionnaire.questions():
        seen = dict(_cells(question, submission, audience))
        if question.kind is Kind.LIST:
            entries[question.code] = tuple(_entries_seen(question, submission, seen))
            removed = set(submission.entries.get(question.code, ())) - set(entries[question.code])
            seen = {place: cell for place, cell in seen.items() if place.entry not in removed}
        cells |= seen
    return cells, entries


def _cells(question: Question, submission: Submission, audience: Audience) -> Iterator[tuple[Place, Cell]]:
    for leaf in leaves(question, submission.entries):
        yield leaf.place, _cell(submission, submission.places[str(leaf.place)], audience)
    if audience.may_read(submission.places[question.code].effective):
        yield from _beside(question, submission, audience)


def _beside(question: Question, submission: Submission, audience: Audience) -> Iterator[tuple[Place, Cell]]:
    for leaf in supplements(question):
        submitted = submission.places.get(str(leaf.place))
        if submitted is not None and audience.may_read(narrowest(submitted.effective, leaf.question.disclosure)):
            yield leaf.place, _cell(submission, submitted, audience)


def _cell(submission: Submission, submitted: Submitted, audience: Audience) -> Cell:
    if not audience.may_read(submitted.effective):
        return _WITHHELD
    given = submission.given_to(submitted) if submitted.mark in _SHOWN else None
    since = submitted.taken_over if audience is Audience.SECRETARIAT else ""
    return Cell(
        submitted.mark,
        submitted.value,
        submitted.typed,
        given=given,
        language=submitted.language,
        unchanged_since=since,
        readers=submitted.effective if audience is Audience.SECRETARIAT else Disclosure.PUBLIC,
    )


_SHOWN = frozenset({Mark.ANSWERED, Mark.NOT_READABLE})


# Submissions to an earlier edition


def _carried(way: Carrying, submission: Submission, audience: Audience) -> tuple[_Cells, dict[str, tuple[str, ...]]]:
    """The cells and entries of a submission to an earlier edition, where they stand now."""
    seen, made = _seen(way.earlier, submission, audience)
    carried = {
        now: _carried_cell(way, place, cell) for place, cell in seen.items() if (now := way.place(place)) is not None
    }
    cells: _Cells = {}
    entries: dict[str, tuple[str, ...]] = {}
    for question in way.later.questions():
        was = way.was(question.code)
        ids = made.get(was.code, ()) if was else ()
        is_withheld = not audience.may_read(question.disclosure)
        if question.kind is Kind.LIST:
            entries[question.code] = () if is_withheld else ids
        for leaf in leaves(question, {question.code: () if is_withheld else ids}):
            narrow = narrowest(submission.disclosure, question.disclosure, leaf.question.disclosure)
            cell = _narrowed(carried.get(leaf.place, Cell(Mark.NOT_ASKED)), narrow, audience)
            cells[leaf.place] = cell if audience.may_read(narrow) else _WITHHELD
        if cells[Place(question.code)].mark is not Mark.WITHHELD:
            beside = {one.place: one.question.disclosure for one in supplements(question) if one.place in carried}
            cells |= {one: carried[one] for one, readers in beside.items() if audience.may_read(readers)}
    return cells, entries


def _narrowed(cell: Cell, readers: Disclosure, audience: Audience) -> Cell:
    """The cell, read by no more than the present edition lets read it; the secretariat is told."""
    return replace(cell, readers=narrowest(cell.readers, readers)) if audience is Audience.SECRETARIAT else cell


def _carried_cell(way: Carrying, place: Place, cell: Cell) -> Cell:
    found = way.leaves_at(place)
    if found is None or cell.mark not in _SHOWN:
        return cell
    if cell.value is None:
        return replace(cell, typed=way.typed(place, cell.typed or {}))
    value = way.value(place, cell.value)
    if value is not None:
        return replace(cell, value=value)
    formerly = words_of(found[0].question, cell.value)
    return Cell(Mark.NOT_READABLE, formerly=formerly, given=cell.given, language=cell.language, readers=cell.readers)


def _in_words(cell: Cell, place: Place, ways: Mapping[GivenTo, Carrying]) -> Cell:
    """What was chosen among options that are offered no longer says in words what it said then."""
    way = ways.get(cell.given) if cell.given else None
    if way is None or cell.mark is not Mark.NOT_READABLE or cell.formerly:
        return cell
    return replace(cell, formerly=way.in_former_words(place, cell.typed or {}))


# Lists


def _entries_seen(question: Question, submission: Submission, seen: Mapping[Place, Cell]) -> Iterator[str]:
    """None of a withheld list: their number would tell. None in which nothing stands, as far as one can see."""
    if seen[Place(question.code)].mark is Mark.WITHHELD:
        return
    for entry in submission.entries.get(question.code, ()):
        marks = {cell.mark for place, cell in seen.items() if place.entry == entry}
        if marks - {Mark.LEFT_BLANK, Mark.NOT_ASKED}:
            yield entry


def _citing_only(cell: Cell, shown: set[str]) -> Cell:
    """The cell without its citings of entries that are not shown; article and year, which stand here, remain."""
    if cell.value is None:
        return cell
    return replace(cell, value=_without_others(cell.value, shown))


def _without_others(value: Mapping[str, Any], shown: set[str]) -> dict[str, Any]:
    return {
        name: _without_others(one, shown) if isinstance(one, Mapping) else one
        for name, one in value.items()
        if not _is_of_another(name, one, shown)
    }


def _is_of_another(name: str, one: Any, shown: set[str]) -> bool:
    """Whether this part of a value cites an entry not shown; of an option that is called "entry" it is a mapping."""
    return name == "entry" and isinstance(one, str) and one not in shown
