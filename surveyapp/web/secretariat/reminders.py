"""The reminders of a round: what will be sent when to whom, what waits for approval, and each letter of a batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import Form

from surveyapp.actions import reminders as deeds
from surveyapp.actions.reminders import Outlook
from surveyapp.core import reminding
from surveyapp.core.reminding import Step, Verdict, Why
from surveyapp.core.states import MemberState, from_facts, in_order
from surveyapp.store import reminders as store
from surveyapp.store.models import Letter, Person, ReminderBatch, Reply, Round
from surveyapp.web import clock, database
from surveyapp.web.day_field import DayField
from surveyapp.web.letter_text import Block, blocks
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.site import base_url
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording import letters as letter_words
from surveyapp.wording import reminders as words
from surveyapp.wording.language_names import language_name

NOON = time(12)


class DayForm(Form):
    """Of which day one asks what would be sent."""

    on = DayField(_l("Day"))


@blueprint.get("/rounds/<code>/reminders", endpoint="reminders")
def show_reminders(code: str) -> str:
    found = visible.round_(code)
    session, now = database.session(), clock.now()
    form = DayForm(request.args if request.args.get("on") else None)
    is_asked = bool(request.args.get("on")) and form.validate()
    moment = _noon(found, form.on.data) if is_asked and form.on.data else now
    today = deeds.outlook(session, found, base_url(), now)
    asked = deeds.outlook(session, found, base_url(), moment) if is_asked else today
    batches = store.batches(session, found.id)
    form.on.data = form.on.data or _day(found, now)
    return render_template(
        "secretariat/reminders.html",
        round=found,
        ladder=today.ladder,
        without_wording=sorted(language_name(one, g.language) for one in today.without_wording()),
        steps=[words.step_words(step, g.language) for step in today.ladder.steps],
        waiting=[_told(found, one) for one in batches if one.status == deeds.PROPOSED],
        decided=[_told(found, one) for one in batches if one.status != deeds.PROPOSED],
        calendar=_calendar(today, now),
        verdicts=_verdicts(asked),
        day=dates.day(_day(found, moment), g.language),
        paused=_paused(today),
        nobody=[one.state for one in _verdicts(asked) if one.verdict.why is Why.NOBODY],
        form=form,
        is_open=found.opened_at is not None and now < found.closes_at,
        here="reminders",
    )


@blueprint.get("/rounds/<code>/reminders/<batch>", endpoint="reminder_batch")
def show_batch(code: str, batch: str) -> str:
    found = visible.round_(code)
    return _batch_page(found, _batch(found, batch))


@blueprint.post("/rounds/<code>/reminders/<batch>")
def decide_reminders(code: str, batch: str) -> ResponseReturnValue:
    """Approves a batch, cancels it, or strikes one letter from it."""
    found = visible.round_(code)
    one = _batch(found, batch)
    is_done = _decided(found, one)
    database.commit()
    if not is_done:
        return _batch_page(found, _batch(found, batch), fault=True), 409
    return redirect(url_for("secretariat.reminder_batch", code=found.code, batch=one.public_id))


def _decided(of: Round, batch: ReminderBatch) -> bool:
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    struck = request.form.get("strike")
    if struck:
        letter = next((one for one in batch.letters if one.public_id == struck), None) or abort(404)
        return deeds.strike(session, of, batch, letter, who, now)
    if request.form.get("deed") == "cancel":
        return deeds.cancel(session, of, batch, who, now)
    return deeds.approve(session, of, batch, who, now) is not None


def _batch(of: Round, public_id: str) -> ReminderBatch:
    return store.batch(database.session(), of.id, public_id) or abort(404)


@dataclass(frozen=True)
class ReadLetter:
    """A letter of a batch as it is read before it is approved."""

    letter: Letter
    state: MemberState
    blocks: Sequence[Block]
    against: str
    """Why it would not be sent if the batch were approved now."""


def _batch_page(of: Round, batch: ReminderBatch, *, fault: bool = False) -> str:
    against = {letter.id: why for letter, why in deeds.objections(database.session(), batch, clock.now()) if why}
    states = {reply.id: from_facts(reply.state_facts) for reply in store.replies(database.session(), of.id)}
    letters = [
        ReadLetter(
            one,
            states[one.reply_id or 0],
            blocks(one.body),
            words.why_not_sent(against[one.id], g.language) if one.id in against else "",
        )
        for one in batch.letters
    ]
    held = [one for one in letters if one.letter.status == "held"]
    return render_template(
        "secretariat/reminder_batch.html",
        round=of,
        told=_told(of, batch),
        batch=batch,
        letters=sorted(letters, key=lambda one: one.state.orders[g.language]),
        going=sum(not one.against for one in held),
        held=len(held),
        fault=fault,
        words=letter_words,
        here="reminders",
    )


# In words


@dataclass(frozen=True)
class ToldBatch:
    """A batch in words."""

    batch: ReminderBatch
    step: str
    due: str
    count: str
    shape: str
    status: str


def _told(of: Round, batch: ReminderBatch) -> ToldBatch:
    steps = {step.key: step for step in deeds.ladder(of).steps}
    going = [one for one in batch.letters if one.status != "cancelled"]
    when = dates.moment(batch.decided_at, of.time_zone, g.language) if batch.decided_at else ""
    shape, status = {
        deeds.PROPOSED: ("!", _("waits for approval")),
        deeds.APPROVED: ("●", _("approved on %(when)s", when=when)),
        deeds.CANCELLED: ("–", _("not sent, settled on %(when)s", when=when)),
    }[batch.status]
    who = database.session().get(Person, batch.decided_by_id) if batch.decided_by_id else None
    if who is not None:
        status = _("%(what)s, by %(name)s", what=status, name=who.name)
    if batch.is_automatic and batch.status == deeds.APPROVED:
        status = _("sent by itself on %(when)s", when=when)
    counted = ngettext("one letter", "%(num)s letters", len(going))
    step = words.step_of_batch(batch.step, steps, g.language)
    return ToldBatch(batch, step, dates.day(batch.due_on, g.language), counted, shape, str(status))


@dataclass(frozen=True)
class Planned:
    """A day of the calendar: which letter goes to which states."""

    day: str
    step: str
    states: Sequence[MemberState]
    nobody: Sequence[MemberState]
    """Those in which nobody is named to whom it could be written."""


def _calendar(seen: Outlook, now: datetime) -> list[Planned]:
    """What the ladder would send from now on, if nothing changed."""
    coming = [
        (day, seen.ladder.steps.index(step), step.to in one.situation.reachable, seen.reply(one))
        for one in seen.verdicts
        for day, step in reminding.to_come(seen.ladder, one.situation, now)
    ]
    coming.sort(key=lambda one: one[:2])
    return [
        _planned(day, seen.ladder.steps[number], [one[2:] for one in of_day])
        for (day, number), of_day in groupby(coming, key=lambda one: one[:2])
    ]


def _planned(day: date, step: Step, replies: Sequence[tuple[bool, Reply]]) -> Planned:
    return Planned(
        dates.weekday_day(day, g.language),
        words.step_words(step, g.language),
        _states(reply for is_reachable, reply in replies if is_reachable),
        _states(reply for is_reachable, reply in replies if not is_reachable),
    )


def _states(replies: Iterable[Reply]) -> list[MemberState]:
    return in_order((from_facts(reply.state_facts) for reply in replies), g.language)


@dataclass(frozen=True)
class ToldVerdict:
    """What a state gets on a day, in words."""

    state: MemberState
    verdict: Verdict
    words: str
    is_due: bool


def _verdicts(seen: Outlook) -> list[ToldVerdict]:
    """Those that get a letter first, each part in the official order."""
    told = [_told_verdict(seen.reply(one), one) for one in seen.verdicts]
    return sorted(told, key=lambda one: (not one.is_due, one.state.orders[g.language]))


def _told_verdict(reply: Reply, one: Verdict) -> ToldVerdict:
    is_extended = reply.own_deadline is not None and one.why not in (Why.REPLIED, Why.CLOSED)
    until = one.situation.day(reply.own_deadline) if is_extended and reply.own_deadline else None
    state = from_facts(reply.state_facts)
    return ToldVerdict(state, one, words.why_words(one, g.language, until), one.why is Why.DUE)


def _paused(seen: Outlook) -> list[tuple[MemberState, str, str]]:
    """The states whose reminders rest: until when, and why."""
    found = {one.state: one for one in seen.replies.values() if one.reminders_paused_at is not None}
    return [
        (state, until_words(found[state.iso3]), found[state.iso3].reminders_paused_why)
        for state in _states(found.values())
    ]


def until_words(reply: Reply) -> str:
    """Until when reminders to a state rest."""
    until = reply.reminders_paused_until
    if until is None:
        return str(_("until they are resumed"))
    return str(_("until %(day)s", day=dates.day(until, g.language)))


def _noon(of: Round, day: date) -> datetime:
    return datetime.combine(day, NOON, ZoneInfo(of.time_zone))


def _day(of: Round, when: datetime) -> date:
    return when.astimezone(ZoneInfo(of.time_zone)).date()
