"""Disclosure: what one audience may see of a reply. Every page, file and figure about replies goes through `view`.

A submission to an earlier edition is seen as it was asked and then carried to the present one: what has no counterpart
there is not shown as an answer of another question, and what was added since was not asked.

"Withheld" outranks "not asked" and "left blank", and stands wherever the effective disclosure is narrower than
the audience, whatever was or was not answered there: neither a value nor the pattern of marks tells what is
withheld. Two submissions that differ only in what is withheld give equal views.
"""

from collections.abc import Iterator, Mapping
from dataclasses import InitVar, dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from surveyapp.core.answers import Typed, Value
from surveyapp.core.carrying import Carrying, words_of
from surveyapp.core.effective_disclosure import effective
from surveyapp.core.marks import MARKS, Mark
from surveyapp.core.places import (
    BESIDE,
    Entries,
    Place,
    leaves,
    leaves_of_entry,
    parse,
    question_of,
    supplements,
)
from surveyapp.core.questionnaire import DISCLOSURES, Disclosure, Kind, Question, Questionnaire, narrowest
from surveyapp.core.submission import GivenTo, Submission, facts_of
from surveyapp.core.text import NOTHING, Text

__all__ = ["Audience", "Cell", "DisclosedReply", "effective", "view"]


class Audience(StrEnum):
    """For whom a table, a page or a file is made."""

    PUBLIC = "public"
    MEMBER_STATES = "member_states"
    SECRETARIAT = "secretariat"

    def may_read(self, disclosure: Disclosure) -> bool:
        return disclosure.width >= Disclosure(self.value).width


class Cell(NamedTuple):
    """What a reader may see of one place. A tuple, because a comparison of many replies holds millions of them."""

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
    for address, cell in cells.items():
        value = cell.value
        if value is not None:
            if (len(value) > 1 or "entry" in value) and _cites(value):
                cells[address] = cell._replace(value=_without_others(value, shown))
        elif cell.mark is _NOT_READABLE:
            cells[address] = _in_words(cell, address, ways)
    return DisclosedReply(
        state=submission.state, audience=audience, cells=cells, entries=entries, made_by=_MADE_BY_VIEW
    )


_Cells = dict[str, Cell]
"""By address."""
_Facts = Mapping[str, Any]
"""What is said of a place, as `submission.facts_of` gives it."""


def _answers(submission: Submission, questionnaire: Questionnaire) -> bool:
    named = submission.edition.questionnaire, submission.edition.version
    return named == (questionnaire.code, questionnaire.version)


def _seen(
    questionnaire: Questionnaire, submission: Submission, audience: Audience
) -> tuple[_Cells, dict[str, tuple[str, ...]]]:
    """The cells and entries of a submission to just this questionnaire."""
    reader = _Reader(submission, audience)
    beside = {question_of(address) for address in reader.places if BESIDE in address}
    cell, places, cells, entries = reader.cell, reader.places, _Cells(), dict[str, tuple[str, ...]]()
    for question, of_every_reply in _places(questionnaire):
        for address in of_every_reply:
            cells[address] = cell(places[address])
        if question.kind is _LIST:
            entries[question.code] = tuple(reader.entries(question, cells))
        if question.code in beside and reader.may_read(places[question.code]):
            cells |= reader.beside(question)
    return cells, entries


def _places(questionnaire: Questionnaire) -> tuple[tuple[Question, tuple[str, ...]], ...]:
    """Every question with the addresses that every reply has of it; worked out once for a questionnaire."""
    kept: tuple[tuple[Question, tuple[str, ...]], ...] | None = vars(questionnaire).get("_places")
    if kept is None:
        each = ((one, tuple(str(leaf.place) for leaf in leaves(one, {}))) for one in questionnaire.questions())
        kept = vars(questionnaire)["_places"] = tuple(each)
    return kept


class _Reader:
    """One audience before one submission."""

    def __init__(self, submission: Submission, audience: Audience) -> None:
        self.places = facts_of(submission.places)
        """By address."""
        self._submission = submission
        self._given = submission.wording
        self._is_secretariat = audience is Audience.SECRETARIAT
        self._readable = frozenset(one for one in Disclosure if audience.may_read(one))
        self._alike = _alike(self._given)

    def may_read(self, facts: _Facts) -> bool:
        return facts["effective"] in self._readable

    def cell(self, facts: _Facts) -> Cell:
        """What is seen of a place."""
        if facts["effective"] not in self._readable:
            return _WITHHELD
        mark = MARKS[facts["mark"]]
        cell = self._shown(facts, mark) if mark in _SHOWN else _BARE[mark]
        return self._told(cell, facts) if self._is_secretariat else cell

    def _shown(self, facts: _Facts, mark: Mark) -> Cell:
        get = facts.get
        value, language, given = get("value"), get("language", ""), self._given
        if get("edition") or get("wording_revision") is not None:
            given = self._submission.wording_of(facts)
        elif value is not None and len(value) == 1 and "option" in value:
            said = value["option"], language
            alike = self._alike.get(said)  # an option without a detail: many places say the same, and one cell does
            if alike is None:
                alike = self._alike[said] = Cell(mark, value, given=given, language=language)
            return alike
        return _new(Cell, (mark, value, get("typed"), NOTHING, given, "", language, _PUBLIC))

    def _told(self, cell: Cell, facts: _Facts) -> Cell:
        """With what the secretariat alone is told."""
        taken_over, readers = facts.get("taken_over", ""), DISCLOSURES[facts["effective"]]
        if not taken_over and readers is _PUBLIC:
            return cell
        return cell._replace(unchanged_since=taken_over, readers=readers)

    def entries(self, question: Question, cells: _Cells) -> Iterator[str]:
        """The entries of a list that are seen, whose cells are put to the others.

        None of a withheld list: their number would tell. None in which nothing stands, as far as one can see.
        """
        is_withheld = cells[question.code].mark is Mark.WITHHELD
        for entry in self._submission.entries.get(question.code, ()) if not is_withheld else ():
            places = (str(leaf.place) for leaf in leaves_of_entry(question, entry))
            own = {address: self.cell(self.places[address]) for address in places}
            if {cell.mark for cell in own.values()} - {Mark.LEFT_BLANK, Mark.NOT_ASKED}:
                cells |= own
                yield entry

    def beside(self, question: Question) -> _Cells:
        """What stands beside an answer, as far as it may be read itself."""
        found = {}
        for leaf in supplements(question):
            facts = self.places.get(str(leaf.place))
            if facts is None:
                continue
            readers = narrowest(DISCLOSURES[facts["effective"]], leaf.question.disclosure)
            if readers in self._readable:
                found[str(leaf.place)] = self.cell(facts)
        return found


@lru_cache(maxsize=256)
def _alike(given: GivenTo) -> dict[tuple[str, str], Cell]:  # noqa: ARG001 # kept for each
    """What was chosen without a detail, by option and language: of all the replies to one wording."""
    return {}


_LIST = Kind.LIST
_PUBLIC = Disclosure.PUBLIC
_new = tuple.__new__  # a call of the class makes a tuple of its arguments first
_SHOWN = frozenset({Mark.ANSWERED, Mark.NOT_READABLE})
_NOT_READABLE = Mark.NOT_READABLE
_BARE = {mark: Cell(mark) for mark in Mark}


# Submissions to an earlier edition


def _carried(way: Carrying, submission: Submission, audience: Audience) -> tuple[_Cells, dict[str, tuple[str, ...]]]:
    """The cells and entries of a submission to an earlier edition, where they stand now."""
    seen, of_lists = _seen(way.earlier, submission, audience)
    carried: _Cells = {}
    for address, cell in seen.items():
        place = parse(address)
        now = way.place(place) if place else None
        if place is not None and now is not None:
            carried[str(now)] = _carried_cell(way, place, cell)
    cells: _Cells = {}
    entries: dict[str, tuple[str, ...]] = {}
    for question in way.later.questions():
        was = way.was(question.code)
        ids = of_lists.get(was.code, ()) if was else ()
        is_withheld = not audience.may_read(question.disclosure)
        if question.kind is Kind.LIST:
            entries[question.code] = () if is_withheld else ids
        for leaf in leaves(question, {question.code: () if is_withheld else ids}):
            address = str(leaf.place)
            narrow = narrowest(submission.disclosure, question.disclosure, leaf.question.disclosure)
            cell = _narrowed(carried.get(address, _BARE[Mark.NOT_ASKED]), narrow, audience)
            cells[address] = cell if audience.may_read(narrow) else _WITHHELD
        if cells[question.code].mark is not Mark.WITHHELD:
            beside = {str(one.place): one.question.disclosure for one in supplements(question)}
            cells |= {
                one: carried[one] for one, readers in beside.items() if one in carried and audience.may_read(readers)
            }
    return cells, entries


def _narrowed(cell: Cell, readers: Disclosure, audience: Audience) -> Cell:
    """The cell, read by no more than the present edition lets read it; the secretariat is told."""
    return cell._replace(readers=narrowest(cell.readers, readers)) if audience is Audience.SECRETARIAT else cell


def _carried_cell(way: Carrying, place: Place, cell: Cell) -> Cell:
    found = way.leaves_at(place)
    if found is None or cell.mark not in _SHOWN:
        return cell
    if cell.value is None:
        return cell._replace(typed=way.typed(place, cell.typed or {}))
    value = way.value(place, cell.value)
    if value is not None:
        return cell._replace(value=value)
    formerly = words_of(found[0].question, cell.value)
    return Cell(Mark.NOT_READABLE, formerly=formerly, given=cell.given, language=cell.language, readers=cell.readers)


def _in_words(cell: Cell, address: str, ways: Mapping[GivenTo, Carrying]) -> Cell:
    """What was chosen among options that are offered no longer says in words what it said then."""
    way, place = ways.get(cell.given) if cell.given else None, parse(address)
    if way is None or place is None or cell.formerly:
        return cell
    return cell._replace(formerly=way.in_former_words(place, cell.typed or {}))


# Citings


def _cites(value: Mapping[str, Any]) -> bool:
    """Whether an entry of a list is, or might be, cited in a value."""
    return "entry" in value or any(type(one) is dict and _cites(one) for one in value.values())


def _without_others(value: Mapping[str, Any], shown: set[str]) -> dict[str, Any]:
    """The value without its citings of entries that are not shown; article and year, which stand here, remain."""
    return {
        name: _without_others(one, shown) if isinstance(one, dict) else one
        for name, one in value.items()
        if not _is_of_another(name, one, shown)
    }


def _is_of_another(name: str, one: Any, shown: set[str]) -> bool:
    """Whether this part of a value cites an entry not shown; of an option that is called "entry" it is a mapping."""
    return name == "entry" and isinstance(one, str) and one not in shown
