"""A reply that came as a document: put on record, entered by the secretariat, confirmed or rejected by the state.

From the day on which it is recorded it counts as a reply. Nothing that the state wrote itself is written over, and
what was entered becomes the state's reply only when the state confirms it, or lets the date pass that it was given.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import holding, recording, telling
from surveyapp.actions.handing_in import Paper
from surveyapp.actions.holding import Held, Who
from surveyapp.core import document_reply, extensions
from surveyapp.core.document_reply import Deed, Stage
from surveyapp.core.kinds import BLANK
from surveyapp.core.places import parse
from surveyapp.core.standing import Standing
from surveyapp.core.states import from_facts
from surveyapp.mail.letters import Fact
from surveyapp.store import answers, document_replies, models, submissions
from surveyapp.store.models import Document, Person, Reply, Submission
from surveyapp.store.secretariat_models import DocumentReply
from surveyapp.wording import dates

WITH_THE_STATE = frozenset(
    {Standing.NOT_STARTED, Standing.IN_PROGRESS, Standing.COMPLETE_NOT_SENT, Standing.AWAITING_APPROVAL}
)
"""In which a document may be received: what was sent here is reopened instead."""


@dataclass(frozen=True)
class NotPossible:
    """Nothing was done: as it stands, or since somebody did something meanwhile, this cannot be done."""

    stage: Stage | None


def may_receive(reply: Reply) -> bool:
    """Whether a document can be put on record as the reply."""
    return reply.round.opened_at is not None and Standing(reply.standing) in WITH_THE_STATE


def received_at(one: DocumentReply) -> datetime:
    """From when on it counts as received: the beginning of the day, in the time of the state."""
    zone = ZoneInfo(from_facts(one.reply.state_facts).time_zone)
    return datetime.combine(one.received_on, time(), zone).astimezone(one.recorded_at.tzinfo)


# By the secretariat


def receive(
    session: Session, reply: Reply, paper: Document, received_on: date, who: Person | None, now: datetime, base_url: str
) -> DocumentReply | NotPossible:
    """Puts on record that the reply came as this document. It counts at once; the state is told by letter."""
    answers.held(session, reply)
    before = document_replies.open_one(session, reply.id)
    if before is not None and before.document_id == paper.id:
        return before
    if not may_receive(reply) or (paper.reply_id, paper.kind) != (reply.id, Paper.DOCUMENT.value):
        return NotPossible(document_replies.stage_of(before) if before else None)
    was = reply.standing
    reply.standing = Standing.RECEIVED_AS_DOCUMENT.value
    one = _begun(session, reply, paper, received_on, who, now)
    details = {"document": paper.public_id, "received_on": received_on.isoformat(), "from": was}
    _record(session, one, "reply received as document", who, now, details)
    _tell(session, one, "document_received", base_url, now)
    return one


def withdraw(
    session: Session, one: DocumentReply, reason: str, who: Person | None, now: datetime
) -> NotPossible | None:
    """Takes back that the reply came as a document: what was entered is emptied, the reply stands where it stood."""
    held = _held(session, one, Who(who, now, entered_from=one.document_id))
    stage = document_replies.held(session, one)
    if document_reply.after(stage, Deed.WITHDRAW) is None:
        return NotPossible(stage)
    reply, last_wrote = one.reply, one.reply.last_activity_at
    _empty(held)
    one.how, one.reason = Stage.WITHDRAWN.value, reason
    one.settled_at, one.settled_by_id = now, held.who.id
    reply.standing = _stood(reply).value
    held.count()
    if last_wrote is None:
        reply.standing = Standing.NOT_STARTED.value
    reply.last_activity_at = last_wrote  # the state itself wrote nothing
    _record(session, one, "document withdrawn", who, now)
    return None


def ask_to_confirm(
    session: Session, one: DocumentReply, until: date, who: Person | None, now: datetime, base_url: str
) -> NotPossible | None:
    """Asks the state to confirm what was entered, until the end of a day in its time. It may correct and reject it.

    Where nothing was entered there is nothing to ask: an empty reply would stand by itself.
    """
    answers.held(session, one.reply)
    stage = document_replies.held(session, one)
    if document_reply.after(stage, Deed.ASK_TO_CONFIRM) is None or not document_replies.is_begun(session, one):
        return NotPossible(stage)
    one.entered_at = now
    one.confirm_by = extensions.end_of(until, from_facts(one.reply.state_facts).time_zone)
    one.reply.standing = Standing.TO_BE_CONFIRMED.value
    _record(session, one, "confirmation asked", who, now, {"until": until.isoformat()})
    _tell(session, one, "confirm_entered", base_url, now, again=True)
    return None


def take_back(
    session: Session, one: DocumentReply, who: Person | None, now: datetime, base_url: str
) -> NotPossible | None:
    """Asks the state no more to confirm what was entered, which can be gone over. What it corrected is its own."""
    answers.held(session, one.reply)
    stage = document_replies.held(session, one)
    if document_reply.after(stage, Deed.TAKE_BACK) is None:
        return NotPossible(stage)
    one.entered_at = one.confirm_by = None
    one.reply.standing = Standing.RECEIVED_AS_DOCUMENT.value
    _record(session, one, "confirmation taken back", who, now)
    _tell(session, one, "confirmation_taken_back", base_url, now, again=True)
    return None


def stands(session: Session, one: DocumentReply, made: Submission, now: datetime, base_url: str) -> None:
    """Puts on record that what was entered stands, because the state said nothing by the date set."""
    one.how, one.settled_at, one.submission_id = Stage.STANDS.value, now, made.id
    _record(session, one, "entered reply stands", None, now, {"receipt": made.receipt})
    _tell(session, one, "entered_stands", base_url, now, made.receipt)


# By the state


def confirmed(session: Session, reply: Reply, made: Submission, who: Person | None, now: datetime) -> None:
    """Of a reply that is being sent: what had been entered from a document is confirmed with it.

    What stood unconfirmed and was reopened is declared by the state as a whole, and so confirmed too.
    """
    if Standing(reply.standing) not in (Standing.TO_BE_CONFIRMED, Standing.REOPENED):
        return
    one = document_replies.newest(session, reply.id)
    if one is None or document_reply.after(document_replies.stage_of(one), Deed.CONFIRM) is None:
        return
    one.how, one.submission_id = Stage.CONFIRMED.value, made.id
    one.settled_at, one.settled_by_id = now, who.id if who else None
    reply.submitted_at = reply.submitted_at or min(received_at(one), now)
    _record(session, one, "entered reply confirmed", who, now, {"receipt": made.receipt})


def may_reject(session: Session, one: DocumentReply, now: datetime) -> bool:
    """Whether the state may still reject what was entered: until the date set, and what stands, until the closing."""
    stage, reply = document_replies.stage_of(one), one.reply
    if document_reply.after(stage, Deed.REJECT) is None:
        return False
    if stage is Stage.TO_CONFIRM:
        return True
    latest = submissions.latest(session, reply.id)
    is_newest = latest is not None and latest.id == one.submission_id
    is_sent = Standing(reply.standing) in (Standing.SUBMITTED, Standing.CLEARED)
    return is_newest and is_sent and now < holding.closes_at(reply)


def reject(
    session: Session, one: DocumentReply, reason: str, who: Person | None, now: datetime
) -> DocumentReply | NotPossible:
    """Says that what was entered is not the state's reply. It is received as a document again, its answers uncounted.

    Gives back the document as it is to be entered anew.
    """
    reply = one.reply
    answers.held(session, reply)
    stage = document_replies.held(session, one)
    if not may_reject(session, one, now):
        return NotPossible(stage)
    one.how, one.reason = Stage.REJECTED.value, reason
    one.settled_at, one.settled_by_id = now, who.id if who else None
    reply.standing, reply.submitted_at = Standing.RECEIVED_AS_DOCUMENT.value, None
    reply.accepted_at = reply.accepted_by_id = None
    _record(session, one, "entered reply rejected", who, now)
    return _begun(session, reply, one.document, one.received_on, who, now)


# What both do


def _begun(
    session: Session, reply: Reply, paper: Document, received_on: date, who: Person | None, now: datetime
) -> DocumentReply:
    one = DocumentReply(
        public_id=models.new_public_id(),
        reply=reply,
        document=paper,
        received_on=received_on,
        recorded_at=now,
        recorded_by_id=who.id if who else None,
    )
    session.add(one)
    session.flush()
    return one


def _held(session: Session, one: DocumentReply, who: Who) -> Held:
    return holding.hold(session, one.reply, who)


def _stood(reply: Reply) -> Standing:
    """Where a reply stood before the document came; how far its answers are is counted afterwards."""
    return Standing.AWAITING_APPROVAL if reply.approval_expected_on is not None else Standing.IN_PROGRESS


def _empty(held: Held) -> None:
    """Empties every answer that was entered from a document, and takes out the entries that were added with them."""
    for address, kept in list(held.kept.items()):
        place = parse(address)
        if place is not None and kept.entered_from_id is not None and kept.answer.typed:
            held.write(place, {}, BLANK, kept.answer.disclosure, f"withdraw {kept.answer.version}")
    for row in held.rows:
        if row.removed_at is None and row.operation.startswith(holding.ENTERING) and not _is_written(held, row):
            row.removed_at, row.removed_by_id = held.who.at, held.who.id
    held.enter_history()
    held.session.flush()


def _is_written(held: Held, row: models.Entry) -> bool:
    """Whether something stands in an entry: what the state corrected is its own."""
    places = ((parse(address), one) for address, one in held.kept.items() if one.answer.typed)
    return any(place is not None and (place.question, place.entry) == (row.list_code, row.entry) for place, _ in places)


def _record(
    session: Session,
    one: DocumentReply,
    deed: str,
    who: Person | None,
    now: datetime,
    more: dict[str, str] | None = None,
) -> None:
    of = one.reply
    details = {"document": one.document.public_id} | (more or {})
    recording.record(session, deed, now, who, round_id=of.round_id, reply_id=of.id, details=details)
    session.flush()


def _tell(
    session: Session,
    one: DocumentReply,
    kind: str,
    base_url: str,
    now: datetime,
    receipt: str = "",
    *,
    again: bool = False,
) -> None:
    """A letter to the focal points of the state and to its mission. `again`: it may be written more than once."""
    reply = one.reply
    state = from_facts(reply.state_facts)

    def in_words(when: datetime, language: str) -> str:
        return dates.deadline(when, state.time_zone, state.name(language).capital, language)

    def facts(language: str) -> dict[str, Fact]:
        return {
            "received_on": dates.day(one.received_on, language),
            "name": one.document.attachment.name,
            "confirm_by": in_words(one.confirm_by, language) if one.confirm_by else "",
            "accepted_until": in_words(holding.closes_at(reply), language),
            "receipt": receipt,
            "page": f"{base_url}/{language}/reply/{reply.public_id}/entered" if base_url else "",
        }

    occasion = f"{one.public_id}:{now.isoformat()}" if again else one.public_id
    telling.tell(session, reply, kind, occasion, facts, base_url, now, to_mission=True)
