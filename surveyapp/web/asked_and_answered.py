"""What a state and the secretariat ask of each other, ready for the pages of both: requests and clarifications."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import g
from flask_babel import gettext as _

from surveyapp.actions import disclosing, explaining, holding, reopening, requesting
from surveyapp.core.clarifying import Side, Status, left_behind_in, question_at
from surveyapp.core.disclosure import Audience
from surveyapp.core.editions import Piece, words_changed
from surveyapp.core.questionnaire import Question, Questionnaire
from surveyapp.core.standing import Standing
from surveyapp.core.states import from_facts
from surveyapp.core.text import said
from surveyapp.store import requests as store
from surveyapp.store import submissions
from surveyapp.store.models import Attachment, Clarification, ClarificationMessage, Reply, StateRequest, Submission
from surveyapp.web import clock, database
from surveyapp.wording import answers as answer_words
from surveyapp.wording import dates, papers, supplements
from surveyapp.wording import requests as words
from surveyapp.wording.lists import join
from surveyapp.wording.plain import plain

# Requests


@dataclass(frozen=True)
class Told:
    """A request with its life, in words."""

    request: StateRequest
    shape: str
    status: str
    what: str
    """ "More time, until 15 November 2026"."""
    asked: str
    """By whom and when."""
    decided: str
    """What was decided and when; "" while nothing is."""
    by: str
    """Who of the secretariat decided; "" for the state, to which the secretariat speaks with one voice."""

    @property
    def waits(self) -> bool:
        return self.request.answered_at is None and self.request.withdrawn_at is None


def told(requests: Sequence[StateRequest], zone: str, *, for_the_state: bool = True) -> list[Told]:
    """Requests in words, with times of a zone."""
    people = {one.asked_by_id for one in requests} | {one.answered_by_id for one in requests if not for_the_state}
    names = store.names(database.session(), {one for one in people if one})
    return [_told(one, names, zone, for_the_state=for_the_state) for one in requests]


def _told(one: StateRequest, names: dict[int, str], zone: str, *, for_the_state: bool) -> Told:
    shape, status = words.request(one.granted, one.withdrawn_at is not None, g.language)
    asked_at = dates.moment(one.asked_at, zone, g.language)
    if requesting.is_unasked(one):
        asked = str(_("By the Secretariat on its own, on %(moment)s", moment=asked_at))
    else:
        name = names.get(one.asked_by_id or 0, "")
        asked = str(_("Asked by %(name)s on %(moment)s", name=name, moment=asked_at))
    by = "" if for_the_state else names.get(one.answered_by_id or 0, "")
    return Told(one, shape, status, what_is_asked(one), asked, _decided(one, zone), by)


def what_is_asked(one: StateRequest) -> str:
    """ "More time, until 15 November 2026", "Reopening of the reply for 3.2 and 4.1"."""
    if one.kind == requesting.Kind.EXTENSION:
        return str(_("More time, until %(day)s", day=dates.day(one.until, g.language) if one.until else ""))
    if one.questions is None:
        return str(_("Reopening of the whole reply"))
    return str(_("Reopening of the reply for %(questions)s", questions=numbers(one.reply, one.questions)))


def numbers(reply: Reply, codes: Collection[str]) -> str:
    """Questions by their printed numbers, those without one by their wording."""
    found = (one for one in holding.questionnaire(reply).questions() if one.code in codes)
    return join([name_of(one) for one in found], g.language)


def name_of(question: Question) -> str:
    return question.number or plain(said(question.wording, g.language))


def _decided(one: StateRequest, zone: str) -> str:
    if one.withdrawn_at is not None:
        at = dates.moment(one.withdrawn_at, zone, g.language)
        if requesting.is_overtaken(one):
            return str(_("Not needed any more: the reply was sent on %(moment)s.", moment=at))
        return str(_("Withdrawn on %(moment)s.", moment=at))
    if one.answered_at is None:
        return ""
    moment = dates.moment(one.answered_at, zone, g.language)
    if not one.granted:
        return str(_("Not granted, on %(moment)s.", moment=moment))
    if one.granted_until is None:
        return str(_("Granted on %(moment)s.", moment=moment))
    state_zone = ZoneInfo(from_facts(one.reply.state_facts).time_zone)
    until = dates.day(one.granted_until.astimezone(state_zone).date(), g.language)
    return str(_("Granted until %(day)s, on %(moment)s.", day=until, moment=moment))


# Clarifications


@dataclass(frozen=True)
class Message:
    """One thing said in a clarification."""

    message: ClarificationMessage
    who: str
    when: str
    is_of_secretariat: bool
    files: Sequence[Attachment]


@dataclass(frozen=True)
class Thread:
    """A clarification as it is read."""

    clarification: Clarification
    question: Question | None
    """As it is asked now; None where the round does not ask it any more."""
    section: str
    """The code of the section in which it stands."""
    name: str
    """The number of the question, or its wording."""
    shape: str
    status: str
    messages: Sequence[Message]
    is_round_closed: bool = False
    """Then the state cannot say anything more in it, unless its reply is reopened."""

    @property
    def is_open(self) -> bool:
        return self.clarification.status == Status.OPEN

    @property
    def is_to_be_answered(self) -> bool:
        """Whether it is open, and the state can answer it."""
        return self.is_open and not self.is_round_closed

    @property
    def is_closed(self) -> bool:
        return self.clarification.status == Status.CLOSED

    @property
    def last_asked(self) -> str:
        """What the secretariat asked last."""
        asked = [one.message.text for one in self.messages if one.is_of_secretariat]
        return asked[-1] if asked else ""


def threads(reply: Reply, found: Iterable[Clarification], zone: str, *, for_the_state: bool) -> list[Thread]:
    """Clarifications ready to be read, in the order of the questionnaire, with times of a zone."""
    found = list(found)
    messages = [message for one in found for message in one.messages]
    session = database.session()
    names = store.names(session, {one.person_id for one in messages if one.person_id})
    files = store.files_of(session, {one.id for one in messages if one.side == Side.STATE})
    questionnaire = holding.questionnaire(reply)
    order = {one.code: place for place, one in enumerate(questionnaire.questions())}
    found.sort(key=lambda one: (order.get(question_at(one.place), len(order)), one.id))
    state = from_facts(reply.state_facts).name(g.language).short
    is_round_closed = holding.is_closed(reply, clock.now())
    sides = {Side.SECRETARIAT: str(_("Secretariat")), Side.STATE: state}
    return [
        _thread(
            one,
            questionnaire,
            [
                Message(
                    message,
                    ", ".join(filter(None, (names.get(message.person_id or 0, ""), sides[Side(message.side)]))),
                    dates.moment(message.at, zone, g.language),
                    message.side == Side.SECRETARIAT,
                    files.get(message.id, ()),
                )
                for message in one.messages
            ],
            for_the_state=for_the_state,
            is_round_closed=is_round_closed,
        )
        for one in found
    ]


def _thread(
    one: Clarification,
    questionnaire: Questionnaire,
    messages: Sequence[Message],
    *,
    for_the_state: bool,
    is_round_closed: bool,
) -> Thread:
    placed = questionnaire.find(question_at(one.place))
    in_words = words.clarification_for_the_state if for_the_state else words.clarification
    shape, status = in_words(one.status, g.language)
    if for_the_state and is_round_closed and one.status == Status.OPEN:
        status = str(_("not answered; the round is closed"))
    before = left_behind_in(one.place)
    return Thread(
        one,
        placed.question if placed else None,
        placed.section.code if placed else "",
        name_of(placed.question) if placed else (before[0] if before else one.place),
        shape,
        status,
        messages,
        is_round_closed,
    )


# What the answer says


def answer_in(made: Submission | None, question: Question) -> str:
    """What a submission says in answer to a question, in words; "" without a submission."""
    return with_beside(made, question).words


@dataclass(frozen=True)
class Answered:
    """What a submission says in answer to a question."""

    words: str = ""
    beside: Sequence[supplements.Line] = ()
    """What stands beside the answer, the words to the secretariat too."""
    readers: Sequence[str] = ()
    """Who may read it, in words."""


def with_beside(made: Submission | None, question: Question) -> Answered:
    """The same, with all that is to be known of it."""
    if made is None:
        return Answered()
    readable = disclosing.of_submission(database.session(), made, Audience.SECRETARIAT)
    return Answered(
        answer_words.answer_words(readable.questionnaire, question, readable.answers, readable.entries, g.language),
        supplements.lines(question, readable.answers, g.language),
        papers.readers(*readable.who_reads(question), g.language),
    )


def lapsed(reply: Reply, codes: Iterable[str], *, is_draft: bool = False) -> Collection[str]:
    """The questions whose explanation was given to another answer; of what was sent, while it is what stands."""
    if not is_draft and Standing(reply.standing) not in reopening.SENT:
        return ()
    return explaining.lapsed(holding.read(database.session(), reply, clock.now()), codes)


def difference(one: Clarification, question: Question) -> list[Piece]:
    """What the answer said when it was asked about, and says in the submission that stands now, as one text.

    Empty where nothing was submitted since, or nothing of the answer is otherwise.
    """
    session = database.session()
    latest = submissions.latest(session, one.reply_id)
    if latest is None or one.submission_id is None or latest.id == one.submission_id:
        return []
    before = answer_in(session.get_one(Submission, one.submission_id), question)
    now = answer_in(latest, question)
    return words_changed(before, now) if before != now else []


def moment(at: datetime, zone: str) -> str:
    return dates.moment(at, zone, g.language)
