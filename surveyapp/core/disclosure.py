"""Disclosure: what one audience may see of a reply. Every page, file and figure about replies goes through `view`.

"Withheld" outranks "not asked" and "left blank", and stands wherever the effective disclosure is narrower than
the audience, whatever was or was not answered there: neither a value nor the pattern of marks tells what is
withheld. Two submissions that differ only in what is withheld give equal views.
"""

from collections.abc import Iterator, Mapping
from dataclasses import InitVar, dataclass
from enum import StrEnum
from typing import Any

from surveyapp.core.answers import Typed, Value
from surveyapp.core.effective_disclosure import effective
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries, Place, leaves
from surveyapp.core.questionnaire import Disclosure, Kind, Question, Questionnaire
from surveyapp.core.submission import Submission, Submitted

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


_WITHHELD = Cell(Mark.WITHHELD)
_MADE_BY_VIEW = object()


@dataclass(frozen=True)
class DisclosedReply:
    """A reply as one audience may see it. Made by `view` alone."""

    state: str
    audience: Audience
    cells: Mapping[str, Cell]
    """By address, every place of every question; of a withheld list, only the list as a whole."""
    entries: Entries
    made_by: InitVar[object]

    def __post_init__(self, made_by: object) -> None:
        if made_by is not _MADE_BY_VIEW:
            raise TypeError("a disclosed reply is made by disclosure.view")


def view(questionnaire: Questionnaire, submission: Submission, audience: Audience) -> DisclosedReply:
    """What this audience may see of a submission to this questionnaire; ValueError when it answers another."""
    if (submission.edition.questionnaire, submission.edition.version) != (questionnaire.code, questionnaire.version):
        raise ValueError(f"this submission answers {submission.edition}, not {questionnaire.version}")
    cells: dict[str, Cell] = {}
    entries: dict[str, tuple[str, ...]] = {}
    for question in questionnaire.questions():
        seen = dict(_cells(question, submission, audience))
        if question.kind is Kind.LIST:
            entries[question.code] = tuple(_entries_seen(question, submission, seen))
            removed = set(submission.entries.get(question.code, ())) - set(entries[question.code])
            seen = {place: cell for place, cell in seen.items() if place.entry not in removed}
        cells |= {str(place): cell for place, cell in seen.items()}
    shown = {entry for ids in entries.values() for entry in ids}
    return DisclosedReply(
        state=submission.state,
        audience=audience,
        cells={address: _citing_only(cell, shown) for address, cell in cells.items()},
        entries=entries,
        made_by=_MADE_BY_VIEW,
    )


def _cells(question: Question, submission: Submission, audience: Audience) -> Iterator[tuple[Place, Cell]]:
    for leaf in leaves(question, submission.entries):
        submitted = submission.places[str(leaf.place)]
        yield leaf.place, _cell(submitted, audience)


def _cell(submitted: Submitted, audience: Audience) -> Cell:
    if not audience.may_read(submitted.effective):
        return _WITHHELD
    return Cell(submitted.mark, submitted.value, submitted.typed)


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
    return Cell(cell.mark, _without_others(cell.value, shown), cell.typed)


def _without_others(value: Mapping[str, Any], shown: set[str]) -> dict[str, Any]:
    return {
        name: _without_others(one, shown) if isinstance(one, Mapping) else one
        for name, one in value.items()
        if not _is_of_another(name, one, shown)
    }


def _is_of_another(name: str, one: Any, shown: set[str]) -> bool:
    """Whether this part of a value cites an entry not shown; of an option that is called "entry" it is a mapping."""
    return name == "entry" and isinstance(one, str) and one not in shown
