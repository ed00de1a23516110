"""Writing to all that have not replied, or thanking all that have, at one press after every letter was read.

The rules of the ladder hold: never twice on a day, nothing to a state that has replied meanwhile.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import recording, reminder_letters, reminders
from surveyapp.actions.reminder_letters import THANKS, Addressees, Draft
from surveyapp.core import reminding
from surveyapp.core.reminding import BY_HAND, Situation, Verdict, Why
from surveyapp.core.standing import Standing, has_replied
from surveyapp.store import letters as letter_store
from surveyapp.store import reminders as store
from surveyapp.store import rounds
from surveyapp.store.models import Person, ReminderBatch, Reply, Round

LONGEST_PRESS = 100


@dataclass(frozen=True)
class Ready:
    """A state to which one may write now, its letters, and what an officer should know before."""

    reply: Reply
    drafts: Sequence[Draft]
    caution: Verdict | None = None
    without_wording: frozenset[str] = frozenset()
    """The languages in which officers withdrew the wording that it needs; then there are no drafts."""


@dataclass(frozen=True)
class Preview:
    """What one press would write, to whom it cannot, and why."""

    ready: tuple[Ready, ...]
    not_today: tuple[tuple[Reply, Verdict], ...] = ()
    """States that have not replied and may not be written to now."""
    nobody: tuple[Reply, ...] = ()
    """States in which nobody is named to whom one could write."""
    without_wording: frozenset[str] = frozenset()
    """The languages in which officers withdrew a wording that is needed: nothing is sent before there is one."""


def to_all_that_have_not_replied(session: Session, round_: Round, base_url: str, now: datetime) -> Preview:
    """The letters that would be written today, in the language of each; only composes."""
    replies = [one for one in store.replies(session, round_.id) if not has_replied(Standing(one.standing))]
    to = reminder_letters.addressees(session, replies, base_url, now)
    ready, not_today, nobody = [], [], []
    for reply, stands in zip(replies, reminders.situations(session, replies, to), strict=True):
        refusal = reminding.refusal_by_hand(stands, now)
        if refusal and refusal.why is not Why.REPLIED:
            not_today.append((reply, refusal))
        elif not to.of(reply.state):
            nobody.append(reply)
        else:
            ready.append(_ready(round_, reply, stands, to, now))
    unworded = frozenset[str]().union(*(one.without_wording for one in ready))
    return Preview(tuple(one for one in ready if one.drafts), tuple(not_today), tuple(nobody), unworded)


def _ready(round_: Round, reply: Reply, stands: Situation, to: Addressees, now: datetime) -> Ready:
    kind = reminding.kind_by_hand(stands, now)
    drafts, unworded = reminder_letters.drafts(reply, kind, to, now), reminder_letters.without_wording(reply, kind, to)
    return Ready(reply, drafts, reminding.caution(reminders.ladder(round_), stands, now), unworded)


def write(
    session: Session,
    round_: Round,
    states: Collection[str],
    press: str,
    who: Person | None,
    base_url: str,
    now: datetime,
) -> ReminderBatch | None:
    """Writes to those of these states to which one may write now, as a batch; None where there is none, or no wording.

    The same press again, or another officer's on the same day, writes nothing twice.
    """
    rounds.held(session, round_)
    occasion = f"{BY_HAND}:{press}"[:LONGEST_PRESS]
    before = store.batch_on(session, round_.id, occasion)
    if before is not None:
        return before
    preview = to_all_that_have_not_replied(session, round_, base_url, now)
    chosen = [one for one in preview.ready if one.reply.state in states]
    if not chosen or preview.without_wording:
        return None
    day = now.astimezone(ZoneInfo(round_.time_zone)).date()
    batch = reminders.new_batch(session, round_, BY_HAND, occasion, day, now)
    batch.status, batch.decided_at, batch.decided_by_id = reminders.APPROVED, now, who.id if who else None
    for one in chosen:
        _write(session, one, f"{BY_HAND}:{one.reply.public_id}:{occasion[-40:]}", batch, who, now)
    session.flush()
    session.expire(batch, ["letters"])
    return batch


def _write(
    session: Session, one: Ready, occasion: str, batch: ReminderBatch, who: Person | None, now: datetime
) -> None:
    for draft in one.drafts:
        reminder_letters.keep(session, draft, occasion, now, batch)
    recording.record(
        session,
        "state reminded by hand",
        now,
        who,
        round_id=one.reply.round_id,
        reply_id=one.reply.id,
        details={"batch": batch.public_id, "letters": len(one.drafts)},
    )


# Thanks


def to_all_that_have_replied(session: Session, round_: Round, base_url: str, now: datetime) -> Preview:
    """The letters of thanks that are still to be written, one to each state in the language of each focal point."""
    replies = [one for one in store.replies(session, round_.id) if has_replied(Standing(one.standing))]
    thanked = letter_store.occasions(session, [_thanks(one) for one in replies])
    to_thank = [one for one in replies if _thanks(one) not in thanked]
    to = reminder_letters.addressees(session, to_thank, base_url, now)
    ready = [Ready(one, reminder_letters.drafts(one, THANKS, to, now)) for one in to_thank if to.of(one.state)]
    unworded = frozenset[str]().union(*(reminder_letters.without_wording(one, THANKS, to) for one in to_thank))
    nobody = tuple(one for one in to_thank if not to.of(one.state))
    return Preview(tuple(one for one in ready if one.drafts), nobody=nobody, without_wording=unworded)


def thank(
    session: Session, round_: Round, states: Collection[str], who: Person | None, base_url: str, now: datetime
) -> int:
    """Thanks those of these states that were not thanked before; how many. Pressed twice, once."""
    rounds.held(session, round_)
    preview = to_all_that_have_replied(session, round_, base_url, now)
    chosen = [one for one in preview.ready if one.reply.state in states and not preview.without_wording]
    for one in chosen:
        for draft in one.drafts:
            reminder_letters.keep(session, draft, _thanks(one.reply), now)
        recording.record(session, "state thanked", now, who, round_id=round_.id, reply_id=one.reply.id)
    session.flush()
    return len(chosen)


def _thanks(reply: Reply) -> str:
    return f"{THANKS}:{reply.public_id}"
