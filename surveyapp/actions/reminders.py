"""The ladder of reminders of a round: proposing its letters, approving them, looking once more before each leaves.

A state that has replied meanwhile gets nothing: where it stands is read again when letters are approved, and again
right before one is handed over. Whoever proposes or decides holds the round, so that two do it once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import correspondence, holding, recording, reminder_letters
from surveyapp.actions.reminder_letters import Addressees
from surveyapp.core import reminding, states
from surveyapp.core.reminding import BY_HAND, COMPLETE_NOT_SENT, Ladder, Recipient, Situation, Step, Verdict, Why
from surveyapp.core.standing import Standing
from surveyapp.store import authorities, models, people, rounds
from surveyapp.store import reminders as store
from surveyapp.store.models import Letter, Person, ReminderBatch, Reply, Round
from surveyapp.store.reminders import Written
from surveyapp.wording.reminders import why_not_sent

PROPOSED, APPROVED, CANCELLED = "proposed", "approved", "cancelled"


@dataclass(frozen=True)
class Outlook:
    """What a round's ladder would do at a moment: of each state whether it is written to, and if not, why."""

    round: Round
    ladder: Ladder
    verdicts: tuple[Verdict, ...]
    replies: dict[str, Reply]
    """By public id."""
    addressees: Addressees

    @property
    def due(self) -> list[Verdict]:
        return [one for one in self.verdicts if one.why is Why.DUE]

    def without_wording(self, step: Step | None = None) -> frozenset[str]:
        """The languages in which the letter of a step, or of any, is needed now and officers withdrew its wording."""
        due = [(self.reply(one), one.step) for one in self.due if one.step and step in (None, one.step)]
        found = (reminder_letters.without_wording(reply, of.kind, self.addressees) for reply, of in due)
        return frozenset[str]().union(*found)

    def reply(self, one: Verdict) -> Reply:
        return self.replies[one.situation.reply]


def ladder(round_: Round) -> Ladder:
    return reminding.from_json(round_.reminders)


def change_ladder(session: Session, round_: Round, new: Ladder, who: Person | None, now: datetime) -> None:
    """Sets how a round reminds its states; `reminding.faults` must be empty. The same ladder again changes nothing.

    Where nobody need approve letters any more, those that wait for an approval go too, as far as they still may.
    """
    rounds.held(session, round_)
    if new == ladder(round_):
        return
    round_.reminders = reminding.to_json(new)
    recording.record(session, "ladder changed", now, who, round_id=round_.id, details=round_.reminders)
    session.flush()
    for batch in store.batches(session, round_.id, PROPOSED) if new.is_automatic else ():
        approve(session, round_, batch, who, now)


def outlook(session: Session, round_: Round, base_url: str, now: datetime) -> Outlook:
    """What the ladder would do at this moment, as everything stands that is on record; a few statements."""
    replies = store.replies(session, round_.id)
    to = reminder_letters.addressees(session, replies, base_url, now)
    found = reminding.verdicts(ladder(round_), situations(session, replies, to), now)
    return Outlook(round_, ladder(round_), tuple(found), {one.public_id: one for one in replies}, to)


def situations(
    session: Session, replies: Sequence[Reply], to: Addressees | None = None, besides: ReminderBatch | None = None
) -> list[Situation]:
    """Where replies stand; without addressees nobody is said to be out of reach."""
    ids = [reply.id for reply in replies]
    written = store.written(session, ids, besides.id if besides else None)
    elsewhere = store.written_elsewhere(session, {one.state for one in replies}, {one.round_id for one in replies})
    handed_in, extended = store.handed_in(session, ids), store.extended_at(session, ids)
    return [
        replace(
            _situation(one, written.get(one.id) or Written(), one.id in handed_in, extended.get(one.id), to),
            last_elsewhere=elsewhere.get(one.state),
        )
        for one in replies
    ]


def _situation(
    reply: Reply, written: Written, has_handed_in: bool, extended_at: datetime | None, to: Addressees | None
) -> Situation:
    told = [when for when in (reply.round.opened_at, reply.invited_at, extended_at) if when]
    return Situation(
        reply=reply.public_id,
        standing=Standing(reply.standing),
        deadline=reply.own_deadline or reply.round.deadline,
        accepted_until=holding.closes_at(reply),
        zone=states.from_facts(reply.state_facts).time_zone,
        since=max(told) if reply.round.opened_at else None,
        complete_since=reply.complete_since,
        last_activity_at=reply.last_activity_at,
        has_handed_in=has_handed_in,
        approval_expected_on=reply.approval_expected_on,
        is_paused=reply.reminders_paused_at is not None,
        paused_until=reply.reminders_paused_until,
        written=frozenset(written.occasions),
        waits_for_approval=written.waits_for_approval,
        last_written=written.last,
        reachable=_reachable(reply, to) if to else frozenset(Recipient),
    )


def _reachable(reply: Reply, to: Addressees) -> frozenset[Recipient]:
    found = {Recipient.FOCAL_POINT} if to.of(reply.state) else set()
    return frozenset(found | ({Recipient.MISSION} if to.mission_of(reply.state) else set()))


# Proposing


def is_anything_to_do(session: Session, round_: Round, base_url: str, now: datetime) -> bool:
    """Whether `propose` would write or let lapse anything; only reads."""
    proposed = store.batches(session, round_.id, PROPOSED)
    seen = outlook(session, round_, base_url, now)
    return any(one.step and not seen.without_wording(one.step) for one in seen.due) or any(
        why for batch in proposed for _letter, why in objections(session, batch, now)
    )


def propose(session: Session, round_: Round, base_url: str, now: datetime) -> list[Letter]:
    """Writes the letters that are due: held for an officer's approval, or to be sent where the round is automatic.

    Held letters that nobody approved in time lapse first. A step whose letter lacks a wording in a language that is
    needed waits whole. A second call, or a second worker, writes nothing more.
    """
    rounds.held(session, round_)
    session.refresh(round_, ["reminders", "deadline", "closes_at"])
    lapse(session, round_, now)
    seen = outlook(session, round_, base_url, now)
    steps = {one.step.key: one.step for one in seen.due if one.step}
    worded = [step for step in steps.values() if not seen.without_wording(step)]
    written = [letter for step in worded for letter in _propose_step(session, seen, step, now)]
    session.flush()
    return written


def _propose_step(session: Session, seen: Outlook, step: Step, now: datetime) -> Iterable[Letter]:
    batch = _batch_of(session, seen, step, now)
    due = [one for one in seen.due if one.step == step]
    for one in due:
        for draft in reminder_letters.drafts(seen.reply(one), step.kind, seen.addressees, now):
            yield reminder_letters.keep(session, draft, one.occasion, now, batch)
    session.expire(batch, ["letters"])
    details = {"batch": batch.public_id, "step": step.key, "days": step.days, "states": len(due)}
    deed = "reminders written" if batch.is_automatic else "reminders proposed"
    recording.record(session, deed, now, by=recording.ITSELF, round_id=seen.round.id, details=details)


def _batch_of(session: Session, seen: Outlook, step: Step, now: datetime) -> ReminderBatch:
    """The batch of a step and day that is still open; what falls due after it was decided makes a further one."""
    day = now.astimezone(ZoneInfo(seen.round.time_zone)).date()
    occasion, number = f"{step.key}:{day.isoformat()}", 1
    while (found := store.batch_on(session, seen.round.id, occasion)) is not None:
        if found.status == PROPOSED or (found.is_automatic and found.status == APPROVED):
            return found
        number += 1
        occasion = f"{step.key}:{day.isoformat()}:{number}"
    is_automatic = seen.ladder.is_automatic
    return new_batch(session, seen.round, step.key, occasion, day, now, is_automatic=is_automatic)


def new_batch(
    session: Session, round_: Round, step: str, occasion: str, day: date, now: datetime, *, is_automatic: bool = False
) -> ReminderBatch:
    """A batch in a round that is held."""
    batch = ReminderBatch(
        public_id=models.new_public_id(),
        round_id=round_.id,
        step=step,
        occasion=occasion,
        due_on=day,
        status=APPROVED if is_automatic else PROPOSED,
        is_automatic=is_automatic,
        proposed_at=now,
        decided_at=now if is_automatic else None,
    )
    session.add(batch)
    session.flush()
    return batch


# Looking once more


def objections(session: Session, batch: ReminderBatch, now: datetime) -> list[tuple[Letter, Why | None]]:
    """Of each letter of a batch that is held, why it must not go any more; None: it may."""
    held = [letter for letter in batch.letters if letter.status == "held"]
    return _objections(session, held, now, batch)


def overtaken(session: Session, letter: Letter, now: datetime) -> Why | None:
    """Why a letter that waits must not be sent any more, because of where the reply stands now; None: it may."""
    if letter.kind not in reminding.KINDS or letter.reply_id is None:
        return None
    [(_letter, why)] = _objections(session, [letter], now, None)
    return why


def _objections(
    session: Session, letters: Sequence[Letter], now: datetime, batch: ReminderBatch | None
) -> list[tuple[Letter, Why | None]]:
    replies = {one.id: one for one in (session.get(Reply, letter.reply_id) for letter in letters) if one}
    stand = {one.reply: one for one in situations(session, list(replies.values()), besides=batch)}
    reachable = _reached(session, letters, [one.state for one in replies.values()], now)
    found = [(one, replies[one.reply_id]) for one in letters if one.reply_id]
    return [(one, _objection(one, reply, stand[reply.public_id], reachable, batch, now)) for one, reply in found]


def _reached(
    session: Session, letters: Sequence[Letter], states: Sequence[str], now: datetime
) -> frozenset[tuple[str, int | str]]:
    """Whom letters of these kinds may go to today: states with the person, or the address of the mission."""
    persons, missions = {}, {}
    if any(letter.person_id for letter in letters):
        to_missions = any(letter.kind == reminder_letters.TO_MISSION for letter in letters)
        persons = (people.observers_of if to_missions else people.focal_points_of)(session, states, now)
    if any(letter.person_id is None for letter in letters):
        missions = authorities.current(session, states, "mission", now)
    named: set[tuple[str, int | str]] = {(state, one.id) for state, of_state in persons.items() for one in of_state}
    return frozenset(named | {(state, email) for state, one in missions.items() for email in one.emails})


def _objection(
    letter: Letter,
    reply: Reply,
    stands: Situation,
    reached: frozenset[tuple[str, int | str]],
    batch: ReminderBatch | None,
    now: datetime,
) -> Why | None:
    if (reply.state, letter.person_id or letter.email) not in reached:
        return Why.NO_LONGER_NAMED
    if letter.kind == COMPLETE_NOT_SENT:
        return _objection_to_complete(stands, now)
    if letter.batch is None or letter.batch.step == BY_HAND:
        return _objection_to_one_by_hand(stands, now)
    if batch and stands.is_written_to_on(stands.day(now)):
        return Why.WRITTEN_LATELY
    return reminding.objection_to_letter(ladder(reply.round), stands, letter.occasion, now)


def _objection_to_one_by_hand(stands: Situation, now: datetime) -> Why | None:
    """An officer may write to a state whose reminders rest; that its reply is not complete must still be so."""
    found = reminding.objection(stands, now)
    return found.why if found and found.why not in (Why.PAUSED, Why.AWAITING_APPROVAL) else None


def _objection_to_complete(stands: Situation, now: datetime) -> Why | None:
    if stands.standing is Standing.COMPLETE_NOT_SENT:
        return Why.CLOSED if now >= stands.accepted_until else None
    found = reminding.objection(stands, now)
    return found.why if found else Why.OVERTAKEN


def lapse(session: Session, round_: Round, now: datetime) -> int:
    """Takes back what nobody approved before it was overtaken, in a round that is held; how many letters."""
    taken_back = 0
    for batch in store.batches(session, round_.id, PROPOSED):
        taken_back += _take_back(session, batch, now)
        _settle_if_empty(session, batch, now)
    return taken_back


def _take_back(session: Session, batch: ReminderBatch, now: datetime) -> int:
    """Cancels the held letters of a batch that must not go any more, each with the reason."""
    against = [(letter, why) for letter, why in objections(session, batch, now) if why]
    for letter, why in against:
        take_back(session, letter, why, now)
    return len(against)


def take_back(session: Session, letter: Letter, why: Why, now: datetime) -> None:
    """Cancels a letter that must not go any more. It can be written anew when what kept it is over."""
    occasion = f"{letter.occasion}:{letter.public_id}"
    if correspondence.cancel(session, letter, now, why_not_sent(why, "en")):
        letter.occasion = occasion
        session.flush()


def _settle_if_empty(session: Session, batch: ReminderBatch, now: datetime) -> None:
    if batch.status == PROPOSED and not any(letter.status == "held" for letter in batch.letters):
        batch.status, batch.decided_at = CANCELLED, now
        details = {"batch": batch.public_id, "step": batch.step}
        recording.record(
            session, "reminders lapsed", now, by=recording.ITSELF, round_id=batch.round_id, details=details
        )


# Deciding


def approve(session: Session, round_: Round, batch: ReminderBatch, who: Person | None, now: datetime) -> int | None:
    """Lets the letters of a batch go that still may; how many. None where somebody decided before."""
    if not _is_open(session, round_, batch):
        return None
    taken_back = _take_back(session, batch, now)
    going = [letter for letter in batch.letters if letter.status == "held"]
    batch.status = APPROVED if going else CANCELLED
    batch.decided_at, batch.decided_by_id = now, who.id if who else None
    session.flush()
    for letter in going:
        correspondence.release(session, letter)
    details = {"batch": batch.public_id, "step": batch.step, "letters": len(going), "taken_back": taken_back}
    recording.record(session, "reminders approved", now, who, round_id=round_.id, details=details)
    return len(going)


def cancel(session: Session, round_: Round, batch: ReminderBatch, who: Person | None, now: datetime) -> bool:
    """Takes a batch back as a whole: its letters are not written again. False where somebody decided before."""
    if not _is_open(session, round_, batch):
        return False
    for letter in batch.letters:
        correspondence.cancel(session, letter, now, CANCELLED_BY_OFFICER, who)
    batch.status, batch.decided_at, batch.decided_by_id = CANCELLED, now, who.id if who else None
    details = {"batch": batch.public_id, "step": batch.step}
    recording.record(session, "reminders cancelled", now, who, round_id=round_.id, details=details)
    return True


CANCELLED_BY_OFFICER = "Cancelled by an officer."


def strike(
    session: Session, round_: Round, batch: ReminderBatch, letter: Letter, who: Person | None, now: datetime
) -> bool:
    """Takes one letter out of a batch; False where it has gone, or was taken out before."""
    if not _is_open(session, round_, batch) or not correspondence.cancel(
        session, letter, now, CANCELLED_BY_OFFICER, who
    ):
        return False
    recording.record(
        session,
        "reminder struck",
        now,
        who,
        round_id=round_.id,
        reply_id=letter.reply_id,
        details={"batch": batch.public_id, "letter": letter.public_id},
    )
    _settle_if_empty(session, batch, now)
    return True


def _is_open(session: Session, round_: Round, batch: ReminderBatch) -> bool:
    rounds.held(session, round_)
    session.refresh(batch, ["status"])
    for letter in batch.letters:
        session.refresh(letter, ["status"])
    return batch.status == PROPOSED


# Pausing


def pause(session: Session, reply: Reply, why: str, until: date | None, who: Person | None, now: datetime) -> None:
    """No reminder goes to this state until the day named, or until somebody says so. Saying it again changes it."""
    said = (why, until)
    if reply.reminders_paused_at and (reply.reminders_paused_why, reply.reminders_paused_until) == said:
        return
    reply.reminders_paused_at = now
    reply.reminders_paused_why, reply.reminders_paused_until = said
    details = {"until": until.isoformat() if until else ""}
    recording.record(session, "reminders paused", now, who, round_id=reply.round_id, reply_id=reply.id, details=details)
    session.flush()


def resume(session: Session, reply: Reply, who: Person | None, now: datetime) -> None:
    """Reminders go to this state again. Twice is once."""
    if reply.reminders_paused_at is None:
        return
    reply.reminders_paused_at, reply.reminders_paused_until, reply.reminders_paused_why = None, None, ""
    recording.record(session, "reminders resumed", now, who, round_id=reply.round_id, reply_id=reply.id)
    session.flush()
