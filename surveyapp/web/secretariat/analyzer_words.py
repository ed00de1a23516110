"""What the analyzer says in words: bases, criteria, what a tally comes to, what one state said."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.core.comparison import OUTSIDE_THE_BASE, Comparison, States, Tally
from surveyapp.core.disclosure import Audience, DisclosedReply
from surveyapp.core.filtering import Criterion
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place, is_compound
from surveyapp.core.questionnaire import Kind, Question, Questionnaire
from surveyapp.core.states import MemberState
from surveyapp.core.text import said
from surveyapp.wording import answers as answer_words
from surveyapp.wording import dates, marks, numbers
from surveyapp.wording.plain import plain
from surveyapp.wording.sentences import within
from surveyapp.wording.states import listed

LONGEST_CELL = 160
LONGEST_NAME = 90
"""Characters of a text in a table, and of the wording of a question in a list of them."""
CUT = " […]"
"""Where a text is cut, visibly."""
AT_MOST = 6
"""Options that are told in one line."""


def audience(of: Audience) -> str:
    names = {
        Audience.SECRETARIAT: _("the Secretariat: every answer"),
        Audience.MEMBER_STATES: _("member states: what is disclosed to them"),
        Audience.PUBLIC: _("the public: what is public"),
    }
    return str(names[of])


def base(tally: Tally) -> str:
    """ "Base: the 19 states that replied and were asked this." """
    if tally.base == 0:
        return str(_("No state that replied was asked this."))
    return str(
        ngettext(
            "Base: the one state that replied and was asked this.",
            "Base: the %(num)s states that replied and were asked this.",
            tally.base,
        )
    )


def standing(tally: Tally, language: str) -> str:
    """ "Answered: 16; left blank: 1. Outside the base: not asked: 2; no reply: 16." """
    inside = [mark for mark in Mark if mark not in OUTSIDE_THE_BASE and tally.count(mark)]
    outside = [mark for mark in Mark if mark in OUTSIDE_THE_BASE and tally.count(mark)]
    told = _counted(tally, inside, language)
    apart = _("Outside the base: %(marks)s.", marks=within(_counted(tally, outside, language))) if outside else ""
    return " ".join(one for one in (f"{told}." if told else "", str(apart)) if one)


def _counted(tally: Tally, found: list[Mark], language: str) -> str:
    words = [f"{marks.mark_words(mark, language)}: {tally.count(mark)}" for mark in found]
    return "; ".join((*words[:1], *(within(one) for one in words[1:])))


def called(question: Question, language: str) -> str:
    """Number and wording of a question, one that is long cut."""
    return abridged(f"{question.number} {plain(said(question.wording, language))}".strip(), LONGEST_NAME)


def abridged(text: str, most: int = LONGEST_CELL) -> str:
    """The text, cut between two words where it is longer, and visibly so."""
    if len(text) <= most:
        return text
    kept = text[:most].rsplit(maxsplit=1)[0] if " " in text[:most] else text[:most]
    return kept.rstrip(" ,;:.") + CUT


def part(questionnaire: Questionnaire, tally: Tally, language: str) -> str:
    """What a row, cell, companion or field is called; "" of a question as a whole."""
    place, placed = tally.place, questionnaire.find(tally.place.question)
    if placed is None or place == Place(place.question):
        return ""
    row = next((one.wording for one in placed.question.rows if one.code == place.row), None)
    own = plain(said(tally.question.wording, language))
    return f"{plain(said(row, language))} – {own}" if row and place.column else own


def criterion(comparison: Comparison, one: Criterion, language: str) -> str:
    """ "1.3 Is there a law?: Yes"; of what is not in the questionnaire, its address."""
    placed, tally = comparison.questionnaire.find(one.place.question), comparison.tally(one.place)
    said_there = _said_by(tally, one.said, language) if tally else ""
    if placed is None or tally is None or not said_there:
        return str(_("%(address)s (not in this questionnaire)", address=str(one)))
    inner = part(comparison.questionnaire, tally, language)
    name = called(placed.question, language)
    return f"{name} – {inner}: {said_there}" if inner else f"{name}: {said_there}"


def _said_by(tally: Tally, code: str, language: str) -> str:
    if code.startswith("="):
        name = code.removeprefix("=")
        return marks.mark_words(name, language) if name in tuple(Mark) else ""
    option = tally.question.option(code)
    return plain(said(option.wording, language)) if option else ""


def names(states: States, known: Mapping[str, MemberState], language: str) -> str:
    """The states as a list inside a sentence."""
    return listed([known[one] for one in states if one in known], language)


# What a tally comes to, in a line


def summary(tally: Tally, language: str) -> str:
    """ "Yes 12 · In part 3 · No 1", "median 30, from 0 to 60", "12 texts": what was answered, whoever did."""
    if not tally.count(Mark.ANSWERED):
        return ""
    if tally.options:
        return _options(tally, language)
    if tally.figures is not None and tally.question.kind is Kind.LIST:
        return str(ngettext("one entry", "%(num)s entries", int(tally.figures.sum)))
    if tally.figures is not None:
        return _figures(tally, language)
    if tally.days is not None:
        return _days(tally, language)
    return _others(tally)


def _options(tally: Tally, language: str) -> str:
    found = tally.options
    if len(found) > AT_MOST:
        found = tuple(sorted(found, key=lambda one: -one.count)[:AT_MOST])
    told = [f"{abridged(_option(one.option.wording, language), 40)} {one.count}" for one in found]
    return " · ".join((*told, "…") if len(tally.options) > AT_MOST else told)


def _option(wording: Mapping[str, str], language: str) -> str:
    return plain(said(wording, language))


def _figures(tally: Tally, language: str) -> str:
    found = tally.figures
    if found is None or found.median is None or found.smallest is None or found.largest is None:
        return ""
    is_year = tally.question.kind is Kind.YEAR
    middle, first, last = (_number(one, language, is_year) for one in (found.median, found.smallest, found.largest))
    if first == last:
        return middle
    return str(_("median %(median)s, from %(first)s to %(last)s", median=middle, first=first, last=last))


def _number(one: Decimal, language: str, is_year: bool) -> str:
    return str(one) if is_year else numbers.grouped(one, language)


def _days(tally: Tally, language: str) -> str:
    found = tally.days
    if found is None or found.first is None or found.last is None:
        return ""
    first, last = dates.day(found.first, language), dates.day(found.last, language)
    return str(_("from %(first)s to %(last)s", first=first, last=last))


def _others(tally: Tally) -> str:
    if tally.parts:
        return str(ngettext("one part", "%(num)s parts", len(tally.parts)))
    count = tally.count(Mark.ANSWERED)
    if tally.question.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT):
        return str(ngettext("one text", "%(num)s texts", count)) if count else ""
    return ""


# What one state said


def told(tally: Tally, comparison: Comparison, language: str) -> Callable[[str], str]:
    """From a state to what it said at the place of a tally, in words, whole; its mark's word where that is no answer.

    Of a question made of several places, in short: "5 of 6", a total, the number of entries.
    """
    mark_of = {state: mark for mark, states in tally.by_mark.items() for state in states}

    def words(state: str) -> str:
        mark, reply = mark_of.get(state, Mark.NO_REPLY), comparison.replies.get(state)
        if reply is None or mark not in (Mark.ANSWERED, Mark.NOT_READABLE):
            return marks.mark_words(mark, language)
        if is_compound(tally.question):
            return _short(tally.question, reply, language)
        return "; ".join(_at(tally, reply, comparison.questionnaire, language))

    return words


def _short(question: Question, reply: DisclosedReply, language: str) -> str:
    found = answer_words.short(question, reply.cells, reply.entries, language)
    if isinstance(found, int | Decimal):
        number = numbers.grouped(found, language)
        return str(ngettext("one entry", "%(num)s entries", int(found))) if question.kind is Kind.LIST else number
    return marks.mark_words(Mark.ANSWERED, language) if found == answer_words.FULL else str(found)


def _at(tally: Tally, reply: DisclosedReply, questionnaire: Questionnaire, language: str) -> Iterator[str]:
    """At one place, or at the field of a list in each of its entries."""
    titles = answer_words.entry_titles(questionnaire, reply.cells, reply.entries, language)
    for address in _addresses(tally.place, questionnaire, reply):
        cell = reply.cells.get(address)
        if cell is not None and cell.mark in (Mark.ANSWERED, Mark.NOT_READABLE):
            yield answer_words.words_at(tally.question, cell, language, titles)


def _addresses(place: Place, questionnaire: Questionnaire, reply: DisclosedReply) -> Iterator[str]:
    placed = questionnaire.find(place.question)
    if place.field and placed is not None and placed.question.kind is Kind.LIST:
        entries = reply.entries.get(place.question, ())
        yield from (str(Place(place.question, entry=entry, field=place.field)) for entry in entries)
    else:
        yield str(place)
