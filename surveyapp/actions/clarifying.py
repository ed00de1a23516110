"""Clarifications: the secretariat asks about one answer, the state answers, corrects the answer, or both.

Questions are written as drafts and sent together, with one letter for each state. The reply is opened for an answer
when its state wants to correct it; the submission stands until the next. What is sent then counts as an answer too.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import authoring, disclosing, holding, recording, reopening, requesting, room, telling
from surveyapp.actions.attaching import MOST_FILES_OF_AN_ANSWER, FileRefused
from surveyapp.core import clarifying, places
from surveyapp.core.clarifying import UNSETTLED, Deed, Side, Status, address_of, question_at
from surveyapp.core.disclosure import Audience
from surveyapp.core.standing import Standing
from surveyapp.core.text import Text, said
from surveyapp.files import inspection
from surveyapp.files.inspection import Fault as FileFault
from surveyapp.files.storage import Storage
from surveyapp.mail.letters import Fact
from surveyapp.store import answers, models, submissions
from surveyapp.store import requests as store
from surveyapp.store.models import Attachment, Clarification, ClarificationMessage, Person, Reply, Submission

PLACE_OF_FILES = "@clarification"
_QUESTION: Text = {"en": "Question {number}", "es": "Pregunta {number}"}


@dataclass(frozen=True)
class NotPossible:
    """Nothing was done: somebody closed it, sent it or answered it meanwhile, or the round is closed."""

    status: Status
    is_round_closed: bool = False


@dataclass(frozen=True)
class File:
    """A file as it was handed in."""

    name: str
    content: bytes


# By the secretariat


def draft(
    session: Session, reply: Reply, question: str, text: str, operation: str, who: Person | None, now: datetime
) -> Clarification | None:
    """Writes a question on an answer, not sent yet, or writes an unsent one anew. None where nothing was submitted."""
    answers.held(session, reply)
    if reply.submitted_at is None or holding.questionnaire(reply).find(question) is None:
        return None
    [*before] = store.clarifications_of(session, reply.id, [Status.DRAFT], address_of(question))
    if before:
        before[0].messages[-1].text, before[0].messages[-1].at = text, now
        return before[0]
    one = Clarification(
        public_id=models.new_public_id(),
        reply=reply,
        place=address_of(question),
        status=Status.DRAFT.value,
        opened_at=now,
        opened_by_id=who.id if who else None,
    )
    session.add(one)
    session.flush()
    _say(session, one, Side.SECRETARIAT, text, operation, who, now)
    return one


def discard(session: Session, one: Clarification, who: Person | None, now: datetime) -> NotPossible | None:
    """Gives up a question that was not sent."""
    answers.held(session, one.reply)
    refused = _move(session, one, Deed.DISCARD)
    if refused is None:
        _note(session, one, "clarification discarded", who, now)
    return refused


def send(session: Session, reply: Reply, who: Person | None, now: datetime, base_url: str) -> int:
    """Sends the questions written for a state, with one letter to each of its focal points; how many questions."""
    answers.held(session, reply)
    drafts = store.clarifications_of(session, reply.id, [Status.DRAFT])
    sent = [one for one in drafts if _move(session, one, Deed.SEND) is None]
    if not sent:
        return 0
    latest = submissions.latest(session, reply.id)
    for one in sent:
        one.opened_at, one.opened_by_id = now, who.id if who else None
        one.submission_id = latest.id if latest else None
        one.messages[-1].at, one.messages[-1].person_id = now, one.opened_by_id
        _note(session, one, "clarification asked", who, now)
    _is_not_clear(session, reply, who, now)
    _tell(session, reply, sent, base_url, now)
    return len(sent)


def ask_again(
    session: Session,
    one: Clarification,
    text: str,
    operation: str,
    who: Person | None,
    now: datetime,
    base_url: str,
) -> ClarificationMessage | NotPossible:
    """Asks further in a clarification, a closed one too, with a letter."""
    answers.held(session, one.reply)
    before = store.message_by_operation(session, one.id, operation)
    if before is not None:
        return before
    refused = _move(session, one, Deed.ASK_AGAIN)
    if refused:
        return refused
    one.closed_at, one.closed_by_id = None, None
    said = _say(session, one, Side.SECRETARIAT, text, operation, who, now)
    _note(session, one, "clarification asked", who, now)
    _is_not_clear(session, one.reply, who, now)
    _tell(session, one.reply, [one], base_url, now)
    return said


def close(session: Session, one: Clarification, who: Person | None, now: datetime) -> NotPossible | None:
    """Says that it is clear now, or need not be any more."""
    answers.held(session, one.reply)
    refused = _move(session, one, Deed.CLOSE)
    if refused:
        return refused
    one.closed_at, one.closed_by_id = now, who.id if who else None
    _note(session, one, "clarification closed", who, now)
    return None


# By the state


def answer(
    session: Session,
    storage: Storage | None,
    one: Clarification,
    text: str,
    files: Sequence[File],
    operation: str,
    who: Person | None,
    now: datetime,
    *,
    amends: bool = False,
) -> ClarificationMessage | NotPossible | FileRefused:
    """Answers a clarification while its round is open; a file that is not taken keeps the whole from being said.

    Pressed twice, it is said once. `storage`: where its files go; None where there are none.
    """
    inspected = [_inspected(file) for file in files]
    refused_file = next((found for found in inspected if isinstance(found, FileRefused)), None)
    if refused_file:
        return refused_file
    answers.held(session, one.reply)
    before = store.message_by_operation(session, one.id, operation)
    if before is not None:
        return before
    if holding.is_closed(one.reply, now):
        return NotPossible(Status(one.status), is_round_closed=True)
    no_room = _no_room(session, one.reply, files, now)
    if no_room:
        return no_room
    refused = _move(session, one, Deed.ANSWER)
    if refused:
        return refused
    one.answered_at = now
    said = _say(session, one, Side.STATE, text, operation, who, now, amends=amends)
    for name, media_type, content in (found for found in inspected if not isinstance(found, FileRefused)):
        if storage is None:
            raise ValueError("files need a storage")
        storage.keep(content)
        session.add(_attached(one, said, name, media_type, content))
    _note(session, one, "clarification answered", who, now)
    return said


def correct(session: Session, one: Clarification, who: Person | None, now: datetime) -> NotPossible | None:
    """Opens the reply for the answer that a clarification is about, so that the state can correct it."""
    answers.held(session, one.reply)
    session.refresh(one, ["status"])
    question = question_at(one.place)
    is_round_closed = holding.is_closed(one.reply, now)
    if one.status not in UNSETTLED or not question or is_round_closed:
        return NotPossible(Status(one.status), is_round_closed)
    reopening.reopen(session, one.reply, [question], who, now, "clarification")
    return None


def corrected(session: Session, reply: Reply, made: Submission, who: Person | None, now: datetime) -> None:
    """Answers what was asked about answers that a new submission says otherwise than the one they were asked about."""
    unsettled = store.clarifications_of(session, reply.id, [Status.OPEN])
    if not unsettled:
        return
    ids = {one.submission_id for one in unsettled if one.submission_id}
    before = {one: said_in(session, session.get_one(Submission, one)) for one in ids}
    said = said_in(session, made)
    for one in unsettled:
        question = question_at(one.place)
        if question and one.submission_id and said[question] != before[one.submission_id][question]:
            _move(session, one, Deed.ANSWER)
            one.answered_at = now
            _say(session, one, Side.STATE, "", f"submission:{made.public_id}", who, now, amends=True)
            _note(session, one, "clarification answered", who, now)


# What both do


def _move(session: Session, one: Clarification, deed: Deed) -> NotPossible | None:
    store.held(session, one)
    status = Status(one.status)
    following = clarifying.after(status, deed)
    if following is None:
        return NotPossible(status)
    one.status = following.value
    return None


def _say(
    session: Session,
    one: Clarification,
    side: Side,
    text: str,
    operation: str,
    who: Person | None,
    now: datetime,
    *,
    amends: bool = False,
) -> ClarificationMessage:
    said = ClarificationMessage(
        clarification=one,
        side=side.value,
        text=text,
        amends=amends,
        at=now,
        person_id=who.id if who else None,
        operation=operation,
    )
    session.add(said)
    session.flush()
    return said


def _note(session: Session, one: Clarification, deed: str, who: Person | None, now: datetime) -> None:
    reply = one.reply
    details = {"clarification": one.public_id}
    recording.record(
        session, deed, now, who, round_id=reply.round_id, reply_id=reply.id, place=one.place, details=details
    )
    session.flush()


def _is_not_clear(session: Session, reply: Reply, who: Person | None, now: datetime) -> None:
    """A reply that was cleared is not, once something is asked about it; nor is it accepted any more."""
    if reply.standing == Standing.CLEARED:
        reply.standing = Standing.SUBMITTED.value
    undo_acceptance(session, reply, who, now)


def undo_acceptance(session: Session, reply: Reply, who: Person | None, now: datetime) -> None:
    """A reply that was accepted is not any more: something was submitted or asked since."""
    if reply.accepted_at is not None:
        reply.accepted_at = reply.accepted_by_id = None
        recording.record(session, "acceptance undone", now, who, round_id=reply.round_id, reply_id=reply.id)


def _tell(session: Session, reply: Reply, asked: Sequence[Clarification], base_url: str, now: datetime) -> None:
    """One letter for all that is asked now; it names the questions and quotes nothing."""
    session.flush()
    codes = [question_at(one.place) for one in asked]

    def facts(language: str) -> dict[str, Fact]:
        return {
            "questions": _numbers(reply, codes, language),
            "count": len(asked),
            "page": f"{base_url}/{language}/reply/{reply.public_id}/clarifications" if base_url else "",
        }

    occasion = f"{reply.public_id}:{max(one.messages[-1].id for one in asked)}"
    telling.tell(session, reply, "clarifications", occasion, facts, base_url, now)


def _numbers(reply: Reply, codes: Iterable[str], language: str) -> list[str]:
    """The printed numbers of questions, those without one by their wording, in the order of the questionnaire."""
    questionnaire = authoring.for_round(reply.round)
    wanted = [one for one in questionnaire.questions() if one.code in set(codes)]
    return [
        _numbered(one.number, language) or requesting.questions_in_words(reply, [one.code], language)[0]
        for one in wanted
    ]


def _numbered(number: str, language: str) -> str:
    """ "Question 1.3"; a number that says itself what it is stays as it is."""
    return said(_QUESTION, language).format(number=number) if number[:1].isdigit() else number


def said_in(session: Session, made: Submission) -> dict[str, list[object]]:
    """What a submission says in answer to each question of the present edition, by its code."""
    readable = disclosing.of_submission(session, made, Audience.SECRETARIAT)
    return {
        question.code: [
            (address, said.mark, said.value, said.typed)
            for address in (str(leaf.place) for leaf in places.leaves(question, readable.entries))
            if (said := readable.answers.get(address)) is not None
        ]
        for _section, questions in readable.sections
        for question in questions
    }


def _inspected(file: File) -> tuple[str, str, bytes] | FileRefused:
    """Name, media type and content of a file that is accepted."""
    name = inspection.tidy_name(file.name)
    media_type = inspection.inspect(name, file.content)
    return FileRefused(name, media_type) if isinstance(media_type, FileFault) else (name, media_type, file.content)


def _no_room(session: Session, reply: Reply, files: Sequence[File], now: datetime) -> FileRefused | None:
    if not files:
        return None
    if len(files) > MOST_FILES_OF_AN_ANSWER:
        return FileRefused(inspection.tidy_name(files[-1].name), FileFault.TOO_MANY)
    has_room = room.has_room(session, reply, sum(len(file.content) for file in files), now)
    return None if has_room else FileRefused(inspection.tidy_name(files[-1].name), FileFault.NO_SPACE)


def _attached(one: Clarification, said: ClarificationMessage, name: str, media_type: str, content: bytes) -> Attachment:
    return Attachment(
        public_id=models.new_public_id(),
        reply_id=one.reply_id,
        place=PLACE_OF_FILES,
        message_id=said.id,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        at=said.at,
        person_id=said.person_id,
    )
