"""What was entered where, by the other answers, nothing is asked now: it is kept, and not counted."""

from collections.abc import Mapping

from flask_babel import gettext as _

from surveyapp.actions.holding import Held
from surveyapp.core import places
from surveyapp.core.answers import Answer
from surveyapp.core.conditions import Asked
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Question, Row
from surveyapp.core.text import said
from surveyapp.wording.lists import join
from surveyapp.wording.plain import plain


def said_at(held: Held, asked: Asked, answers: Mapping[str, Answer], language: str) -> dict[str, str]:
    """By question that is asked, in words, what was entered and is not asked because of its answer."""
    found: dict[str, dict[str, None]] = {}
    for place in _entered(held, answers):
        if asked.place(place):
            continue
        for leading in asked.hidden_by(place):
            found.setdefault(leading, {})[_called(held, asked, place, language)] = None
    return {code: _sentence(list(names), language) for code, names in found.items()}


def _entered(held: Held, answers: Mapping[str, Answer]) -> list[Place]:
    """Where something stands of the present form, in its order; of a list, in the entries that it has."""
    return [
        leaf.place
        for question in held.questionnaire.questions()
        for leaf in places.leaves(question, held.entries)
        if str(leaf.place) in answers and answers[str(leaf.place)].mark is not Mark.LEFT_BLANK
    ]


def _called(held: Held, asked: Asked, place: Place, language: str) -> str:
    """The number of a question, or its wording; of a part of one that is asked, with what the part is called."""
    placed = held.questionnaire.find(place.question)
    if placed is None:
        return place.question
    question = placed.question
    name = question.number or f"“{plain(said(question.wording, language))}”"
    if not asked.question(question.code):
        return name
    parts: tuple[Row | Question, ...] = (*question.rows, *question.fields, *question.companions)
    part = next((one.wording for one in parts if one.code == (place.row or place.field)), None)
    return f"{name} ({plain(said(part, language))})" if part else name


def _sentence(names: list[str], language: str) -> str:
    return str(
        _(
            "What was entered in %(questions)s is kept and not counted: after this answer it is not asked. "
            "It comes back if the answer is changed back.",
            questions=join(names, language),
        )
    )
