"""A questionnaire answered from its first question to its last by what people do, and submitted."""

import random
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import answering, holding, submitting
from surveyapp.actions.answering import Posted
from surveyapp.actions.illustrating import Inventor
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.core.states import from_facts
from surveyapp.store import models

DECLARED = {"name": "Name A", "title": "Director", "institution": "Ministry of Justice", "gaps": "None."}
_MOST_PASSES = 30


def answer(session: Session, reply: models.Reply, person: models.Person, now: datetime) -> int:
    """Answers whatever is asked, and what the answers lead to; how many questions that were in the end."""
    state = from_facts(reply.state_facts)
    inventor = Inventor(state, reply.round.period_to.year, random.Random(reply.state), leaves_gaps=False)
    answered: set[str] = set()
    for number in range(_MOST_PASSES):
        held = holding.read(session, reply, now)
        asked = held.asked()
        due = [one for one in held.questionnaire.questions() if asked.question(one.code) and one.code not in answered]
        if not due:
            break
        answered |= {question.code for question in due}
        _add_entries(session, reply, due, inventor, person, now)
        _save(session, reply, due, inventor, f"pass {number}", person, now)
    return len(answered)


def submit(session: Session, reply: models.Reply, person: models.Person, now: datetime) -> models.Submission:
    made = submitting.submit(session, reply, DECLARED, "submit", person, now, "ab" * 16)
    assert isinstance(made, models.Submission), made
    return made


def _add_entries(
    session: Session,
    reply: models.Reply,
    due: Sequence[Question],
    inventor: Inventor,
    person: models.Person,
    now: datetime,
) -> None:
    for question in due:
        if question.kind is Kind.LIST:
            for number in range(inventor.entries_wanted(question)):
                answering.add_entry(session, reply, question.code, f"{question.code} {number}", person, now)


def _save(
    session: Session,
    reply: models.Reply,
    due: Sequence[Question],
    inventor: Inventor,
    operation: str,
    person: models.Person,
    now: datetime,
) -> None:
    entries = holding.read(session, reply, now).entries
    posted = {
        place: Posted({part: _in_no_language(text) for part, text in typed.items()}, 0)
        for question in due
        for place, typed in inventor.answers(question, entries)
    }
    saved = answering.save_page(session, reply, posted, operation, person, now, inventor.language)
    refused = {str(place): one for place, one in saved.outcomes.items() if not isinstance(one, answering.Saved)}
    assert not refused, refused


def _in_no_language(text: str) -> str:
    """The text, or, in place of an invented sentence, a number of a law: pages in any language may show it."""
    return "9095/2012" if text.startswith("[") else text
