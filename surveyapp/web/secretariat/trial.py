"""Answers tried out on a questionnaire: read as a state's would be, kept nowhere."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from surveyapp.core import conditions, kinds, places
from surveyapp.core.answers import Answer, Typed
from surveyapp.core.conditions import Asked
from surveyapp.core.places import Entries, Leaf, Place
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.core.states import Habits
from surveyapp.web import answer_form
from surveyapp.web.answer_form import Form

HABITS = Habits(decimal_mark=".", date_order="dmy")
"""Those in which what is tried is read: of most states."""
ENTRY = "tried"
"""The one entry that each list has while it is tried."""
PREFIX = "a."


@dataclass(frozen=True)
class Trial:
    """What was tried, and what a state that answers so is asked."""

    questionnaire: Questionnaire
    today: date
    typed: Mapping[Place, Typed]
    answers: Mapping[str, Answer]
    problems: Mapping[str, kinds.Problem]
    """By address, why something typed could not be read."""
    entries: Entries
    asked: Asked


def of(questionnaire: Questionnaire, typed: Iterable[tuple[Leaf, Typed]], today: date) -> Trial:
    """What was typed, read by the same code as a state's answers."""
    cleaned = [(leaf, kinds.cleaned(leaf.question, parts)) for leaf, parts in typed]
    kept = [(leaf, parts) for leaf, parts in cleaned if parts and not kinds.refusal(parts)]
    readings = {str(leaf.place): kinds.read(leaf.question, parts, HABITS) for leaf, parts in kept}
    answers = {
        str(leaf.place): Answer(mark=readings[str(leaf.place)].mark, value=readings[str(leaf.place)].value, typed=parts)
        for leaf, parts in kept
    }
    entries = {one.code: (ENTRY,) for one in questionnaire.questions() if one.kind is Kind.LIST}
    return Trial(
        questionnaire,
        today,
        typed={leaf.place: parts for leaf, parts in kept},
        answers=answers,
        problems={address: reading.problem for address, reading in readings.items() if reading.problem},
        entries=entries,
        asked=conditions.asked(questionnaire, answers, entries, today),
    )


def in_form(questionnaire: Questionnaire, form: Form) -> Iterator[tuple[Leaf, Typed]]:
    """What was typed at each place of which the form has a field, on this page or carried along from another."""
    found = {leaf.place: leaf for leaf in (_leaf(questionnaire, name) for name in form) if leaf}
    for place, leaf in found.items():
        name = answer_form.field_name(str(place))
        yield leaf, answer_form.KINDS[leaf.question.kind].typed(leaf.question, name, form)


def carried(form: Form, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Fields of questions that are not on the page now, to be carried along; what is empty need not be."""
    here = set(codes)
    return [
        (name, value)
        for name, value in form.items(multi=True)
        if name.startswith(PREFIX) and value and _question(name) not in here
    ]


def _leaf(questionnaire: Questionnaire, name: str) -> Leaf | None:
    """The leaf of a field "a.laws[tried].title.text": what stands before its part, which may hold a dot itself."""
    address = name.removeprefix(PREFIX) if name.startswith(PREFIX) else ""
    while "." in address:
        address = address.rpartition(".")[0]
        place = places.parse(address)
        found = places.leaf(questionnaire, place) if place else None
        if found:
            return found
    return None


def _question(name: str) -> str:
    return re.split(r"[./\[]", name.removeprefix(PREFIX), maxsplit=1)[0]
