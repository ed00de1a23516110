"""Practices picked for the summary: an answer, a title, a short text in both languages. A change is a new row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from surveyapp.actions import disclosing
from surveyapp.actions.disclosing import Readable
from surveyapp.actions.recording import record
from surveyapp.core.disclosure import Audience
from surveyapp.core.questionnaire import Disclosure, Question, Section
from surveyapp.core.states import MemberState, from_facts, in_order
from surveyapp.core.text import Text
from surveyapp.documents import practices_workbook
from surveyapp.store import answers, submissions
from surveyapp.store import highlighted_practices as store
from surveyapp.store.models import Person, Reply, Round, Submission
from surveyapp.store.secretariat_models import HighlightedPractice
from surveyapp.wording import answers as answer_words

LANGUAGES = ("en", "es")
LONGEST_TITLE = 200
LONGEST_TEXT = 3_000


@dataclass(frozen=True)
class Highlighted:
    """A practice with what must be known before it is used."""

    practice: HighlightedPractice
    state: MemberState
    section: Section | None
    question: Question | None
    """None where the round does not ask it any more."""
    answer: str
    """What the state says there now, in words."""
    has_changed: bool
    """Whether it said otherwise when it was picked."""
    readers: Disclosure
    """Who may read the answer; what is not public must not be told in a public paper."""

    @property
    def is_public(self) -> bool:
        return self.readers is Disclosure.PUBLIC


class Fault(StrEnum):
    """What is wrong with one field."""

    EMPTY = "empty"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Refused:
    """Nothing was written: by field ("title", "text") and language, what is wrong."""

    faults: Mapping[tuple[str, str], Fault]


@dataclass(frozen=True)
class Conflict:
    """Somebody else wrote or took it away meanwhile; None: taken away."""

    standing: HighlightedPractice | None


def of_round(session: Session, round_: Round, language: str, now: datetime) -> list[Highlighted]:
    """The practices of a round: the states in the official order of a language, their questions as they are asked."""
    known: dict[int, Readable | None] = {}
    found = [_highlighted(session, one, language, known) for one in store.of_round(session, round_, now)]
    states = [state.iso3 for state in in_order({one.state.iso3: one.state for one in found}.values(), language)]
    asked = next((one.questionnaire for one in known.values() if one is not None), None)
    order = [one.code for one in asked.questions()] if asked else []

    def place(one: Highlighted) -> tuple[int, int]:
        at = order.index(one.question.code) if one.question else len(order)
        return states.index(one.state.iso3), at

    return sorted(found, key=place)


def highlight(
    session: Session,
    reply: Reply,
    question: Question,
    title: Text,
    text: Text,
    seen: str,
    who: Person | None,
    now: datetime,
) -> HighlightedPractice | Refused | Conflict:
    """Marks the answer to a question; `seen`: the public id of the row that is replaced, "" of a first one."""
    answers.held(session, reply)
    title, text = ({language: one.get(language, "").strip() for language in LANGUAGES} for one in (title, text))
    faults = dict(_faults(title, text))
    if faults:
        return Refused(faults)
    standing = store.at(session, reply.id, question.code, now)
    if (standing.public_id if standing else "") != seen:
        return Conflict(standing)
    latest = submissions.latest(session, reply.id)
    written = HighlightedPractice(
        reply_id=reply.id,
        place=question.code,
        submission_id=latest.id if latest else None,
        title=title,
        text=text,
        at=now,
        person_id=who.id if who else None,
    )
    session.add(written)
    session.flush()
    if standing is not None:
        standing.ended_at, standing.replaced_by_id = now, written.id
    _record(session, "practice highlighted", reply, question.code, who, now)
    return written


def remove(session: Session, reply: Reply, question: str, seen: str, who: Person | None, now: datetime) -> bool:
    """Takes a practice away; it stays on record. False where another one stands there than was seen."""
    answers.held(session, reply)
    standing = store.at(session, reply.id, question, now)
    if standing is None or standing.public_id != seen:
        return False
    standing.ended_at = now
    _record(session, "practice no longer highlighted", reply, question, who, now)
    return True


def workbook(round_: Round, found: list[Highlighted], language: str) -> bytes:
    """The list as an Excel workbook."""
    rows = [
        practices_workbook.Row(
            state=one.state.name(language).short,
            section=one.section.number if one.section else "",
            number=one.question.number or one.question.code if one.question else one.practice.place,
            question=one.question.wording if one.question else {},
            title=one.practice.title,
            text=one.practice.text,
            answer=one.answer,
            has_changed=one.has_changed,
            readers=one.readers,
        )
        for one in found
    ]
    return practices_workbook.write(rows, round_.title, language)


def _highlighted(
    session: Session, practice: HighlightedPractice, language: str, known: dict[int, Readable | None]
) -> Highlighted:
    reply = practice.reply
    if reply.id not in known:
        known[reply.id] = disclosing.submitted(session, reply, Audience.SECRETARIAT)
    readable = known[reply.id]
    placed = readable.questionnaire.find(practice.place) if readable else None
    if readable is None or placed is None:
        state = from_facts(reply.state_facts)
        return Highlighted(practice, state, None, None, "", has_changed=True, readers=Disclosure.SECRETARIAT)
    answer = _words(readable, placed.question, language)
    return Highlighted(
        practice=practice,
        state=from_facts(reply.state_facts),
        section=placed.section,
        question=placed.question,
        answer=answer,
        has_changed=_as_picked(session, practice, placed.question, language, answer) != answer,
        readers=readable.who_reads(placed.question)[1],
    )


def _as_picked(
    session: Session, practice: HighlightedPractice, question: Question, language: str, answer_now: str
) -> str:
    """What the answer said in the submission from which it was picked."""
    latest = submissions.latest(session, practice.reply_id)
    if practice.submission_id is None or (latest and latest.id == practice.submission_id):
        return answer_now
    then = session.get_one(Submission, practice.submission_id)
    return _words(disclosing.of_submission(session, then, Audience.SECRETARIAT), question, language)


def _words(readable: Readable, question: Question, language: str) -> str:
    return answer_words.answer_words(readable.questionnaire, question, readable.answers, readable.entries, language)


def _faults(title: Text, text: Text) -> list[tuple[tuple[str, str], Fault]]:
    found = []
    for name, of, longest in (("title", title, LONGEST_TITLE), ("text", text, LONGEST_TEXT)):
        for language in LANGUAGES:
            if not of[language]:
                found.append(((name, language), Fault.EMPTY))
            elif len(of[language]) > longest:
                found.append(((name, language), Fault.TOO_LONG))
    return found


def _record(session: Session, deed: str, reply: Reply, place: str, who: Person | None, now: datetime) -> None:
    record(session, deed, now, who, round_id=reply.round_id, reply_id=reply.id, place=place)
