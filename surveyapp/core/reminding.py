"""Reminding: to whom a letter is due because of where the reply stands, to whom none is, and why not.

A ladder of letters hangs on each state's own deadline. Days are those of the state's calendar, so that a change of
its clocks moves nothing; a step falls due in the morning of its day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from surveyapp.core.standing import Standing, has_replied

QUIET = timedelta(hours=4)
"""Nobody is told to send a reply while somebody may still be writing in it, or about to send it."""
MORNING = time(8)
"""From when on the day of a step its letter may go, on the clocks of the state."""
MOST_STEPS = 8
MOST_DAYS = 180
MOST_APART = 60
LAST_DAYS = 3
"""A step this near to the deadline is written as the last before it."""


COMPLETE_NOT_SENT = "complete_not_sent"
BY_HAND = "by_hand"
"""The step of letters that an officer wrote to all at once."""
KINDS = frozenset({"reminder_before", "reminder_last_day", "reminder_overdue", "note_to_mission", COMPLETE_NOT_SENT})
"""The letters that remind."""


class Recipient(StrEnum):
    FOCAL_POINT = "focal_point"
    MISSION = "mission"


@dataclass(frozen=True)
class Step:
    """One letter of the ladder. Its key stays the same when its day is changed, so that it is not written anew."""

    key: str
    days: int
    """From the state's deadline: negative before it, positive after."""
    to: Recipient = Recipient.FOCAL_POINT

    @property
    def kind(self) -> str:
        """Which letter is written."""
        if self.to is Recipient.MISSION:
            return "note_to_mission"
        if self.days > 0:
            return "reminder_overdue"
        return "reminder_last_day" if self.days >= -LAST_DAYS else "reminder_before"


@dataclass(frozen=True)
class Ladder:
    """How the states of a round are reminded."""

    steps: tuple[Step, ...]
    is_automatic: bool = False
    """Letters go out without an officer's having approved them."""
    apart: int = 5
    """Days that lie at least between two letters to a state."""


USUAL = Ladder((Step("1", -14), Step("2", -2), Step("3", 7), Step("4", 14, Recipient.MISSION)))


class LadderFault(StrEnum):
    """Why a ladder cannot be used."""

    TOO_MANY_STEPS = "too_many_steps"
    TOO_FAR = "too_far"
    SAME_DAY = "same_day"
    APART_OUT_OF_RANGE = "apart_out_of_range"


def faults(ladder: Ladder) -> list[LadderFault]:
    """Everything that is wrong with a ladder; one without steps reminds nobody, and is right."""
    days = [step.days for step in ladder.steps]
    found = {
        LadderFault.TOO_MANY_STEPS: len(days) > MOST_STEPS,
        LadderFault.TOO_FAR: any(abs(one) > MOST_DAYS for one in days),
        LadderFault.SAME_DAY: len(set(days)) < len(days),
        LadderFault.APART_OUT_OF_RANGE: not 1 <= ladder.apart <= MOST_APART,
    }
    return [fault for fault, is_so in found.items() if is_so]


def to_json(ladder: Ladder) -> dict[str, Any]:
    """As `Round.reminders` keeps it."""
    steps = [{"key": step.key, "days": step.days, "to": step.to.value} for step in ladder.steps]
    return {"steps": steps, "automatic": ladder.is_automatic, "apart": ladder.apart}


def from_json(kept: Mapping[str, Any] | None) -> Ladder:
    """The ladder that was kept; the usual one where none was."""
    if kept is None:
        return USUAL
    steps = (Step(one["key"], one["days"], Recipient(one["to"])) for one in kept["steps"])
    return Ladder(in_time(steps), kept["automatic"], kept["apart"])


def in_time(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps in the order of their days."""
    return tuple(sorted(steps, key=lambda step: step.days))


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Where a reply stands, as far as reminding asks. Times are aware."""

    reply: str
    """Its public id."""
    standing: Standing
    deadline: datetime
    """The state's own where it has one, else that of the round."""
    accepted_until: datetime
    zone: str
    """By whose clocks and calendar the state lives."""
    since: datetime | None
    """When it was last told its deadline: the round opened, it was invited, or given more time. None: not open."""
    complete_since: datetime | None = None
    last_activity_at: datetime | None = None
    has_handed_in: bool = False
    """A document came from the state that may be its reply."""
    approval_expected_on: date | None = None
    is_paused: bool = False
    paused_until: date | None = None
    """The first day on which letters go again; None: until somebody says so."""
    written: frozenset[str] = frozenset()
    """Occasions of reminders that were written, whatever became of them."""
    waits_for_approval: bool = False
    """A letter is written and lies with the officers."""
    last_written: datetime | None = None
    """When a letter last went to the state, or was set on its way."""
    last_elsewhere: datetime | None = None
    """The same of another round: it keeps a letter from going on the same day, and no longer."""
    reachable: frozenset[Recipient] = frozenset(Recipient)

    @property
    def occasion(self) -> str:
        """What a letter about its being complete is written for: becoming complete anew is another one."""
        since = f"{self.complete_since:%Y%m%dT%H%M%S}" if self.complete_since else ""
        return f"complete:{self.reply}:{since}"

    def day(self, when: datetime) -> date:
        """The day of a moment on the calendar of the state."""
        return when.astimezone(ZoneInfo(self.zone)).date()

    def is_written_to_on(self, day: date) -> bool:
        """Whether a letter went to the state on a day of its calendar, in whatever round."""
        return any(when is not None and self.day(when) == day for when in (self.last_written, self.last_elsewhere))

    def day_of(self, step: Step) -> date:
        return self.day(self.deadline) + timedelta(days=step.days)

    def occasion_of(self, step: Step) -> str:
        """What the letter of a step is written for: with another deadline the ladder begins anew."""
        return f"reminder:{self.reply}:{step.key}:{self.day(self.deadline).isoformat()}"


class Why(StrEnum):
    """Why a state gets a letter now, or none."""

    DUE = "due"
    NOT_OPEN = "not_open"
    CLOSED = "closed"
    REPLIED = "replied"
    HANDED_IN = "handed_in"
    COMPLETE = "complete"
    """It gets its own letter instead, which says that the reply is complete and not sent."""
    AWAITING_APPROVAL = "awaiting_approval"
    PAUSED = "paused"
    WAITS_FOR_OFFICER = "waits_for_officer"
    WRITTEN_LATELY = "written_lately"
    NOBODY = "nobody"
    """The step is due, and nobody is named to whom it could be written."""
    NOT_YET = "not_yet"
    WRITTEN = "written"
    """The newest step was written, or left out, and no further one follows."""
    NO_LONGER_NAMED = "no_longer_named"
    """Of a letter: its recipient does not answer for the state any more."""
    OVERTAKEN = "overtaken"
    """Of a letter: a later step is due, or the deadline that it announced has passed or is another one."""


@dataclass(frozen=True)
class Verdict:
    """What reminding says of a state: the step it is about, and until when, or since when, what keeps it."""

    situation: Situation
    why: Why
    step: Step | None = None
    day: date | None = None

    @property
    def occasion(self) -> str:
        """Of a letter that is due."""
        return self.situation.occasion_of(self.step) if self.step else ""


MAY_BE_OVERRULED = frozenset({Why.PAUSED, Why.AWAITING_APPROVAL, Why.COMPLETE})
"""What keeps a letter of the ladder from a state, and not one that an officer decides to write."""


def due(ladder: Ladder, situations: Iterable[Situation], now: datetime) -> list[Verdict]:
    """The letters of the ladder that are due now, one for a state at most."""
    return [one for one in verdicts(ladder, situations, now) if one.why is Why.DUE]


def verdicts(ladder: Ladder, situations: Iterable[Situation], now: datetime) -> list[Verdict]:
    """Of each state whether the ladder writes to it now, and if not, why."""
    return [_verdict(ladder, one, now) for one in situations]


def objection(one: Situation, now: datetime) -> Verdict | None:
    """Why no reminder may go to this state at this moment, whatever the ladder says; None: it may."""
    today = one.day(now)
    if one.since is None or now < one.since:
        return Verdict(one, Why.NOT_OPEN)
    if has_replied(one.standing):
        return Verdict(one, Why.REPLIED)
    if now >= one.accepted_until:
        return Verdict(one, Why.CLOSED, day=one.day(one.accepted_until))
    if one.has_handed_in:
        return Verdict(one, Why.HANDED_IN)
    if one.standing is Standing.COMPLETE_NOT_SENT:
        return Verdict(one, Why.COMPLETE)
    if one.standing is Standing.AWAITING_APPROVAL and today <= (one.approval_expected_on or today):
        return Verdict(one, Why.AWAITING_APPROVAL, day=one.approval_expected_on)
    return Verdict(one, Why.PAUSED, day=one.paused_until) if _is_paused(one, now) else None


def objection_to_letter(ladder: Ladder, one: Situation, occasion: str, now: datetime) -> Why | None:
    """Why a letter of the ladder that was written earlier must not go any more; None: it may."""
    found = objection(one, now)
    if found:
        return found.why
    step = _newest(ladder, one, now)
    return None if step and one.occasion_of(step) == occasion else Why.OVERTAKEN


def to_come(ladder: Ladder, one: Situation, now: datetime) -> list[tuple[date, Step]]:
    """The letters of the ladder that this state would still get, if nothing changed; what is due now stands first."""
    if one.since is None or has_replied(one.standing) or one.has_handed_in:
        return []
    found = _verdict(ladder, one, now)
    first = [(one.day(now), found.step)] if found.why is Why.DUE and found.step else []
    return first + [
        (one.day_of(step), step)
        for step in ladder.steps
        if now < _falls_due(one, step) < one.accepted_until and not _is_quiet_on(one, one.day_of(step))
    ]


def _is_quiet_on(one: Situation, day: date) -> bool:
    """Whether what is known today keeps letters from the state on a day to come."""
    if one.is_paused and (one.paused_until is None or day < one.paused_until):
        return True
    if one.standing is Standing.AWAITING_APPROVAL:
        return one.approval_expected_on is None or day <= one.approval_expected_on
    return one.standing is Standing.COMPLETE_NOT_SENT


def kind_by_hand(one: Situation, now: datetime) -> str:
    """Which letter an officer writes to a state that has not replied, by where it stands today."""
    if one.standing is Standing.COMPLETE_NOT_SENT:
        return COMPLETE_NOT_SENT
    if now > one.deadline:
        return "reminder_overdue"
    return Step("", (one.day(now) - one.day(one.deadline)).days).kind


def caution(ladder: Ladder, one: Situation, now: datetime) -> Verdict | None:
    """What an officer should know before writing by hand to a state that has not replied; None: nothing."""
    found = objection(one, now)
    if found and found.why in (Why.PAUSED, Why.AWAITING_APPROVAL):
        return found
    if one.last_written and one.day(now) < one.day(one.last_written) + timedelta(days=ladder.apart):
        return Verdict(one, Why.WRITTEN_LATELY, day=one.day(one.last_written))
    return None


def refusal_by_hand(one: Situation, now: datetime) -> Verdict | None:
    """Why nobody may write to this state today, not even by hand; None: one may."""
    found = objection(one, now)
    if found and found.why not in MAY_BE_OVERRULED:
        return found
    if one.is_written_to_on(one.day(now)):
        return Verdict(one, Why.WRITTEN_LATELY, day=one.day(now))
    return None


def _verdict(ladder: Ladder, one: Situation, now: datetime) -> Verdict:
    found = objection(one, now)
    if found:
        return found
    step = _newest(ladder, one, now)
    if step is None or one.occasion_of(step) in one.written:
        return _later(ladder, one, now)
    if step.to not in one.reachable:
        return Verdict(one, Why.NOBODY, step)
    if one.last_written and one.day(now) < one.day(one.last_written) + timedelta(days=ladder.apart):
        return Verdict(one, Why.WRITTEN_LATELY, step, one.day(one.last_written))
    if one.is_written_to_on(one.day(now)):
        return Verdict(one, Why.WRITTEN_LATELY, step, one.day(now))
    return Verdict(one, Why.DUE, step, one.day_of(step))


def _later(ladder: Ladder, one: Situation, now: datetime) -> Verdict:
    """Nothing is due: a letter lies with the officers, the next step comes on its day, or there is none."""
    following = next((step for step in ladder.steps if now < _falls_due(one, step)), None)
    day = one.day_of(following) if following else None
    if one.waits_for_approval:
        return Verdict(one, Why.WAITS_FOR_OFFICER, following, day)
    return Verdict(one, Why.NOT_YET if following else Why.WRITTEN, following, day)


def _newest(ladder: Ladder, one: Situation, now: datetime) -> Step | None:
    """The newest step that has fallen due since the state was asked; earlier ones that were missed are left out.

    What announces a deadline is not sent after it.
    """
    fallen = [step for step in ladder.steps if _falls_due(one, step) <= now and one.since]
    newest = fallen[-1] if fallen else None
    if newest is None or one.since is None or one.day_of(newest) <= one.day(one.since):
        return None
    return None if newest.days <= 0 and now > one.deadline else newest


def _falls_due(one: Situation, step: Step) -> datetime:
    return datetime.combine(one.day_of(step), MORNING, ZoneInfo(one.zone))


def _is_paused(one: Situation, now: datetime) -> bool:
    return one.is_paused and (one.paused_until is None or one.day(now) < one.paused_until)


def complete_not_sent_due(situations: Iterable[Situation], now: datetime) -> list[Situation]:
    """The replies that are complete and not sent, that nobody has touched for a while, and that can still be sent.

    One that awaits the approval of its authority is left in peace; so is a state that was written to the same day,
    and one whose reminders are paused.
    """
    return [one for one in situations if _is_to_be_sent(one, now)]


def _is_to_be_sent(one: Situation, now: datetime) -> bool:
    if one.standing is not Standing.COMPLETE_NOT_SENT or one.complete_since is None or now >= one.accepted_until:
        return False
    if _is_paused(one, now) or one.is_written_to_on(one.day(now)):
        return False
    return now - max(one.complete_since, one.last_activity_at or one.complete_since) >= QUIET
