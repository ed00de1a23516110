"""What a state asks of the secretariat about its reply, more time or to have it reopened, and the answer to it.

Of each kind one request at most waits for an answer. An officer may also extend or reopen unasked: that is on record
as a request without a reason of the state's, answered as it is made.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import authoring, recording, reopening, telling
from surveyapp.core import extensions
from surveyapp.core.extensions import DayFault
from surveyapp.core.standing import Standing, has_replied
from surveyapp.core.states import from_facts
from surveyapp.core.text import said
from surveyapp.mail.letters import Fact
from surveyapp.store import answers, models
from surveyapp.store import requests as store
from surveyapp.store.models import Person, Reply, StateRequest
from surveyapp.wording import dates
from surveyapp.wording.plain import plain


class Kind(StrEnum):
    EXTENSION = "extension"
    REOPENING = "reopening"


class Fault(StrEnum):
    """Why nothing was asked, or answered."""

    ASKED_ALREADY = "asked_already"
    """A request of this kind waits for its answer."""
    ANSWERED_ALREADY = "answered_already"
    """Somebody answered or withdrew it meanwhile."""
    HAS_REPLIED = "has_replied"
    """A reply that was sent needs no more time."""
    NOT_SENT = "not_sent"
    """A reply that was not sent, or is open as it was asked, cannot be reopened."""


@dataclass(frozen=True)
class Declined:
    """Nothing was done, and why."""

    fault: Fault | DayFault


def may_ask(reply: Reply, kind: Kind) -> bool:
    """Whether a request of this kind makes sense as the reply stands."""
    if kind is Kind.EXTENSION:
        return not has_replied(Standing(reply.standing))
    is_open_for_some = reply.standing == Standing.REOPENED and reply.reopened_for is not None
    return reply.submitted_at is not None and (Standing(reply.standing) in reopening.SENT or is_open_for_some)


def day_fault(reply: Reply, until: date, now: datetime) -> DayFault | None:
    """What is wrong with a day as the state's new deadline."""
    return extensions.fault(until, *_today_and_deadline(reply, now))


def _today_and_deadline(reply: Reply, now: datetime) -> tuple[date, date]:
    """Both as days in the time of the state."""
    zone = ZoneInfo(from_facts(reply.state_facts).time_zone)
    deadline = reply.own_deadline or reply.round.deadline
    return now.astimezone(zone).date(), deadline.astimezone(zone).date()


# By the state


def ask_for_time(
    session: Session, reply: Reply, until: date, reason: str, operation: str, who: Person | None, now: datetime
) -> StateRequest | Declined:
    """Asks for an extension until the end of a day in the time of the state."""
    asked = StateRequest(kind=Kind.EXTENSION.value, until=until)
    return _ask(session, reply, asked, reason, operation, who, now)


def ask_to_reopen(
    session: Session,
    reply: Reply,
    questions: Collection[str] | None,
    reason: str,
    operation: str,
    who: Person | None,
    now: datetime,
) -> StateRequest | Declined:
    """Asks to have a submitted reply reopened, for some questions or wholly (None)."""
    known = [one.code for one in authoring.for_round(reply.round).questions()]
    wanted = None if questions is None else [code for code in known if code in set(questions)]
    return _ask(session, reply, StateRequest(kind=Kind.REOPENING.value, questions=wanted), reason, operation, who, now)


def withdraw(session: Session, request: StateRequest, who: Person | None, now: datetime) -> bool:
    """Takes a request back; False where it was answered meanwhile. Pressed twice, it is withdrawn once."""
    _held(session, request)
    if request.answered_at is not None:
        return False
    if request.withdrawn_at is None:
        request.withdrawn_at = now
        _record(session, request, "request withdrawn", who, now)
    return True


def no_longer_needed(session: Session, reply: Reply, who: Person | None, now: datetime) -> None:
    """Takes back what waits for more time, of a reply held by who sends it: it needs none any more."""
    waiting = store.unanswered(session, reply.id, Kind.EXTENSION)
    if waiting is not None:
        withdraw(session, waiting, who, now)


def is_overtaken(request: StateRequest) -> bool:
    """Whether nobody withdrew it, but the reply was sent while it waited."""
    return request.withdrawn_at is not None and request.withdrawn_at == request.reply.submitted_at


def _ask(
    session: Session, reply: Reply, asked: StateRequest, reason: str, operation: str, who: Person | None, now: datetime
) -> StateRequest | Declined:
    answers.held(session, reply)
    before = store.request_by_operation(session, reply.id, operation)
    if before is not None:
        return before
    kind = Kind(asked.kind)
    if not may_ask(reply, kind):
        return Declined(Fault.HAS_REPLIED if kind is Kind.EXTENSION else Fault.NOT_SENT)
    if store.unanswered(session, reply.id, kind) is not None:
        return Declined(Fault.ASKED_ALREADY)
    fault = day_fault(reply, asked.until, now) if asked.until else None
    if fault:
        return Declined(fault)
    asked.public_id, asked.reply, asked.reason, asked.operation = models.new_public_id(), reply, reason, operation
    asked.asked_at, asked.asked_by_id = now, who.id if who else None
    session.add(asked)
    session.flush()
    _record(session, asked, f"{kind} asked", who, now)
    return asked


# By the secretariat


def grant(
    session: Session,
    request: StateRequest,
    until: date | None,
    words: str,
    who: Person | None,
    now: datetime,
    base_url: str,
) -> Declined | None:
    """Grants a request: of an extension, until the end of a day that the officer may have changed."""
    _held(session, request)
    if _is_settled(request):
        return Declined(Fault.ANSWERED_ALREADY)
    done = _carry_out(session, request, until or request.until, who, now)
    if done:
        return done
    request.granted, request.answer = True, words
    request.answered_at, request.answered_by_id = now, who.id if who else None
    _record(session, request, f"{request.kind} granted", who, now)
    _tell(session, request, base_url, now)
    return None


def decline(
    session: Session, request: StateRequest, words: str, who: Person | None, now: datetime, base_url: str
) -> Declined | None:
    """Does not grant a request, in words."""
    _held(session, request)
    if _is_settled(request):
        return Declined(Fault.ANSWERED_ALREADY)
    request.granted, request.answer = False, words
    request.answered_at, request.answered_by_id = now, who.id if who else None
    _record(session, request, f"{request.kind} not granted", who, now)
    _tell(session, request, base_url, now)
    return None


def extend(
    session: Session,
    reply: Reply,
    until: date,
    words: str,
    operation: str,
    who: Person | None,
    now: datetime,
    base_url: str,
) -> StateRequest | Declined:
    """Gives a state more time unasked."""
    return _unasked(
        session, reply, StateRequest(kind=Kind.EXTENSION.value), until, words, operation, who, now, base_url
    )


def reopen(
    session: Session,
    reply: Reply,
    questions: Collection[str] | None,
    words: str,
    operation: str,
    who: Person | None,
    now: datetime,
    base_url: str,
) -> StateRequest | Declined:
    """Reopens a submitted reply unasked, for some questions or wholly (None)."""
    wanted = None if questions is None else list(questions)
    made = StateRequest(kind=Kind.REOPENING.value, questions=wanted)
    return _unasked(session, reply, made, None, words, operation, who, now, base_url)


def is_unasked(request: StateRequest) -> bool:
    """Whether the secretariat did it on its own."""
    return request.is_unasked or not request.reason


def _unasked(
    session: Session,
    reply: Reply,
    made: StateRequest,
    until: date | None,
    words: str,
    operation: str,
    who: Person | None,
    now: datetime,
    base_url: str,
) -> StateRequest | Declined:
    answers.held(session, reply)
    before = store.request_by_operation(session, reply.id, operation)
    if before is not None:
        return before
    made.public_id, made.reply, made.reason, made.operation = models.new_public_id(), reply, "", operation
    made.asked_at, made.until, made.is_unasked = now, until, True
    done = _carry_out(session, made, until, who, now)
    if done:
        return done
    made.granted, made.answer = True, words
    made.answered_at, made.answered_by_id = now, who.id if who else None
    session.add(made)
    session.flush()
    _record(session, made, f"{made.kind} granted", who, now)
    _tell(session, made, base_url, now)
    return made


def _carry_out(
    session: Session, request: StateRequest, until: date | None, who: Person | None, now: datetime
) -> Declined | None:
    """Does what is granted."""
    reply = request.reply
    if request.kind == Kind.REOPENING:
        reopening.reopen(session, reply, request.questions, who, now, "request")
        return None if reply.standing == Standing.REOPENED else Declined(Fault.NOT_SENT)
    if not may_ask(reply, Kind.EXTENSION) or until is None:
        return Declined(Fault.HAS_REPLIED)
    fault = day_fault(reply, until, now)
    if fault:
        return Declined(fault)
    reply.own_deadline = extensions.end_of(until, from_facts(reply.state_facts).time_zone)
    request.granted_until = reply.own_deadline
    return None


def _held(session: Session, request: StateRequest) -> None:
    answers.held(session, request.reply)
    session.refresh(request, ["answered_at", "withdrawn_at", "granted"])


def _is_settled(request: StateRequest) -> bool:
    return request.answered_at is not None or request.withdrawn_at is not None


def _record(session: Session, request: StateRequest, deed: str, who: Person | None, now: datetime) -> None:
    of = request.reply
    until = request.granted_until.isoformat() if request.granted_until else str(request.until or "")
    details = {"request": request.public_id, "until": until, "questions": request.questions}
    recording.record(session, deed, now, who, round_id=of.round_id, reply_id=of.id, details=details)


def _tell(session: Session, request: StateRequest, base_url: str, now: datetime) -> None:
    """A letter to the focal points and to who asked."""
    session.flush()
    asker = session.get(Person, request.asked_by_id) if request.asked_by_id else None
    kind = f"{request.kind}_{'granted' if request.granted else 'declined'}"

    def facts(language: str) -> dict[str, Fact]:
        return _facts(request, language)

    telling.tell(session, request.reply, kind, request.public_id, facts, base_url, now, also=asker)


def _facts(request: StateRequest, language: str) -> dict[str, Fact]:
    reply = request.reply
    state = from_facts(reply.state_facts)
    deadline = reply.own_deadline or reply.round.deadline
    return {
        "is_asked": not is_unasked(request),
        "asked_on": dates.day(request.asked_at.astimezone(ZoneInfo(state.time_zone)).date(), language),
        "until": dates.day(request.until, language) if request.until else "",
        "deadline": dates.deadline(deadline, state.time_zone, state.name(language).capital, language),
        "words": request.answer,
        "questions": questions_in_words(reply, request.questions or (), language),
    }


def questions_in_words(reply: Reply, codes: Collection[str], language: str) -> list[str]:
    """Number and wording of these questions, in the order of the questionnaire."""
    questionnaire = authoring.for_round(reply.round)
    language = language if language in questionnaire.languages else questionnaire.languages[0]
    asked = (question for question in questionnaire.questions() if question.code in set(codes))
    return [f"{question.number} {plain(said(question.wording, language))}".strip() for question in asked]
