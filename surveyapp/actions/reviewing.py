"""Reviewing a reply that was submitted: a finding on each answer, internal notes, and the acceptance of the whole.

A finding belongs to the submission in which the answer was read. Where a later submission says otherwise, it is shown
as about an earlier text and counts no more. Nothing of this is ever shown to a state but that its reply was accepted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from surveyapp.actions import clarifying, holding, recording, telling
from surveyapp.core import submission as frozen
from surveyapp.core.clarifying import address_of
from surveyapp.core.reviewing import Finding, How, LookedAt
from surveyapp.core.standing import Standing
from surveyapp.core.states import from_facts
from surveyapp.mail.letters import Fact
from surveyapp.store import answers, models, reviews, submissions
from surveyapp.store import requests as threads
from surveyapp.store.models import Person, Reply, Submission
from surveyapp.store.secretariat_models import AnswerReview, InternalNote
from surveyapp.wording import receipts


@dataclass(frozen=True)
class Verification:
    """With what an answer was compared, by whom and when."""

    how: How
    source: str = ""
    by: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Found:
    """What was found of an answer last; `is_of_earlier_text`: the answer has changed since."""

    review: AnswerReview
    is_of_earlier_text: bool

    @property
    def finding(self) -> Finding:
        return Finding(self.review.finding)


@dataclass(frozen=True)
class Review:
    """What has been found of a reply: by code of question, and by code of section how many answers were looked at."""

    found: Mapping[str, Found]
    sections: Mapping[str, LookedAt]

    @property
    def whole(self) -> LookedAt:
        return sum(self.sections.values(), LookedAt(0, 0))


def find(
    session: Session,
    reply: Reply,
    question: str,
    finding: Finding,
    verification: Verification | None,
    who: Person | None,
    now: datetime,
) -> AnswerReview | None:
    """Puts a finding on record; the same twice is one. None where nothing was submitted or asked there."""
    answers.held(session, reply)
    latest = submissions.latest(session, reply.id)
    placed = holding.questionnaire(reply).find(question)
    if latest is None or placed is None or not placed.question.asks:
        return None
    of = verification if finding is Finding.VERIFIED else None
    one = AnswerReview(
        reply_id=reply.id,
        submission_id=latest.id,
        place=address_of(question),
        finding=finding.value,
        how=of.how.value if of else "",
        source=of.source if of else "",
        verified_by=of.by if of else "",
        verified_on=of.on if of else None,
        at=now,
        person_id=who.id if who else None,
    )
    before = reviews.newest_of(session, reply.id).get(one.place)
    if before is not None and _says(before) == _says(one):
        return before
    session.add(one)
    _record(session, reply, "answer reviewed", who, now, one.place, {"finding": finding.value})
    return one


def review_of(session: Session, reply: Reply) -> Review:
    """What has been found of the submission that stands."""
    latest = submissions.latest(session, reply.id)
    newest = {place: one for place, one in reviews.newest_of(session, reply.id).items() if one.finding != Finding.NONE}
    if latest is None:
        return Review({}, {})
    earlier = {one.submission_id for one in newest.values()} - {latest.id}
    now = clarifying.said_in(session, latest) if earlier else {}
    then = {one: clarifying.said_in(session, session.get_one(Submission, one)) for one in earlier}
    found = {
        place: Found(one, one.submission_id in then and then[one.submission_id].get(place) != now.get(place))
        for place, one in newest.items()
    }
    return Review(found, _counted(reply, latest, found))


def _counted(reply: Reply, latest: Submission, found: Mapping[str, Found]) -> dict[str, LookedAt]:
    """Of each section, of how many of the questions that were asked something was found that still holds."""
    asked = frozen.read(latest.content).asked
    questionnaire = holding.questionnaire(reply)
    counted = {}
    for section in questionnaire.sections:
        codes = [one.code for one in questionnaire.questions(section) if one.asks and one.code in asked]
        current = [code for code in codes if code in found and not found[code].is_of_earlier_text]
        counted[section.code] = LookedAt(len(current), len(codes))
    return counted


# Internal notes


def write_note(
    session: Session, reply: Reply, question: str, text: str, who: Person | None, now: datetime
) -> InternalNote | None:
    """Keeps a note on an answer, or ("") on the reply as a whole; None of a question that is not asked.

    The same note of the same person twice is one.
    """
    answers.held(session, reply)
    if question and holding.questionnaire(reply).find(question) is None:
        return None
    place, person_id = address_of(question) if question else "", who.id if who else None
    for before in reviews.notes_of(session, reply.id, place):
        if (before.text, before.person_id) == (text, person_id):
            return before
    one = InternalNote(
        public_id=models.new_public_id(), reply_id=reply.id, place=place, text=text, at=now, person_id=person_id
    )
    session.add(one)
    _record(session, reply, "internal note written", who, now, place)
    return one


def withdraw_note(session: Session, reply: Reply, public_id: str, who: Person | None, now: datetime) -> bool:
    """Takes a note back; it stays on record. False where there is no such note."""
    answers.held(session, reply)
    one = reviews.note(session, reply.id, public_id)
    if one is None:
        return False
    if one.withdrawn_at is None:
        one.withdrawn_at = now
        _record(session, reply, "internal note withdrawn", who, now, one.place)
    return True


# Acceptance


def may_accept(session: Session, reply: Reply) -> bool:
    """Whether a reply can be accepted: something was submitted that stands, and it was not accepted yet."""
    is_sent = Standing(reply.standing) in (Standing.SUBMITTED, Standing.CLEARED)
    return is_sent and reply.accepted_at is None and submissions.latest(session, reply.id) is not None


def has_open_clarifications(session: Session, reply: Reply) -> bool:
    """Whether something that was asked about the reply is not closed: accepting it then needs a second thought."""
    return threads.has_unsettled(session, reply.id)


def accept(
    session: Session, reply: Reply, words: str, who: Person | None, now: datetime, base_url: str, *, despite_open: bool
) -> bool:
    """Accepts a reply and thanks the state by letter; what is submitted later undoes it.

    `despite_open`: although a clarification is open. False where nothing was done.
    """
    answers.held(session, reply)
    if not may_accept(session, reply) or (has_open_clarifications(session, reply) and not despite_open):
        return False
    latest = submissions.latest(session, reply.id)
    if latest is None:
        return False
    reply.standing = Standing.CLEARED.value
    reply.accepted_at, reply.accepted_by_id = now, who.id if who else None
    _record(session, reply, "reply accepted", who, now, "", {"receipt": latest.receipt})
    state = from_facts(reply.state_facts)

    def facts(language: str) -> dict[str, Fact]:
        return {
            "receipt": latest.receipt,
            "received_on": receipts.received(latest.submitted_at, state, language),
            "words": words,
        }

    telling.tell(session, reply, "reply_accepted", latest.public_id, facts, base_url, now, to_mission=True)
    return True


def _says(one: AnswerReview) -> tuple[object, ...]:
    return (one.submission_id, one.finding, one.how, one.source, one.verified_by, one.verified_on)


def _record(
    session: Session,
    reply: Reply,
    deed: str,
    who: Person | None,
    now: datetime,
    place: str,
    details: Mapping[str, str] | None = None,
) -> None:
    recording.record(session, deed, now, who, round_id=reply.round_id, reply_id=reply.id, place=place, details=details)
    session.flush()
