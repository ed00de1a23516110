"""What states ask of the secretariat: what waits in a round, answering it, and extending or reopening unasked."""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import Length, Optional

from surveyapp.actions import authoring, requesting, seeing
from surveyapp.actions.requesting import Declined, Fault, Kind
from surveyapp.core.clarifying import Status
from surveyapp.core.states import from_facts, in_order
from surveyapp.store import requests as store
from surveyapp.store import rounds
from surveyapp.store.models import Reply, Round, StateRequest
from surveyapp.web import asked_and_answered, clock, database, languages, pressing
from surveyapp.web.day_field import DayField
from surveyapp.web.focal_point.declaration import TIDY
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.site import base_url
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording import requests as words

LONGEST_WORDS = 2_000
WHOLE, SOME = "whole", "some"
GRANT, DECLINE = "grant", "decline"


class DecisionForm(Form):
    """An answer to a request, or what is done unasked; which of its fields are drawn, the case says."""

    until = DayField(_l("Until the end of which day, in the time of the state"), [Optional()])
    extent = RadioField(
        _l("What is opened?"),
        validate_choice=False,
    )
    questions = SelectMultipleField(validate_choice=False)
    words = TextAreaField(
        _l("Words to the state"),
        [Length(max=LONGEST_WORDS, message=_l("This is too long: write at most %(max)d characters."))],
        TIDY,
        description=_l("They stand in the letter to its focal points."),
    )


@blueprint.get("/rounds/<code>/requests", endpoint="requests")
def list_requests(code: str) -> str:
    """What waits for the secretariat in a round."""
    found = visible.round_(code)
    session = database.session()
    waiting = store.unanswered_in(session, found.id)
    states = {reply.id: from_facts(reply.state_facts) for reply in rounds.replies(session, found.id)}
    counts = store.counts_in(session, found.id)
    asked = list(in_order((states[id_] for id_ in counts), g.language))
    by_state = {states[id_].iso3: count for id_, count in counts.items()}
    return render_template(
        "secretariat/requests.html",
        round=found,
        waiting=[
            (states[one.request.reply_id], one) for one in asked_and_answered.told(waiting, dates.SECRETARIAT_ZONE)
        ],
        clarifications=[(state, by_state[state.iso3]) for state in asked],
        statuses=[(one.value, words.clarification(one, g.language)) for one in Status if one != Status.DISCARDED],
        here="round",
    )


@blueprint.get("/rounds/<code>/<string(length=3):state>/requests", endpoint="state_requests")
def show_requests(code: str, state: str) -> str:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    form = _form()
    form.extent.data = SOME
    open_one = _open_one(reply)
    if open_one is not None:
        form.until.data = open_one.until
    return _page(found, reply, form)


@blueprint.post("/rounds/<code>/<string(length=3):state>/requests")
def decide_request(code: str, state: str) -> ResponseReturnValue:
    """Answers the request named in the form; without one, does what is done unasked."""
    if (language := languages.switched_to()) and language != g.language:
        return redirect(url_for("secretariat.state_requests", code=code, state=state, language=language), 307)
    found = visible.round_(code)
    reply = visible.reply(found, state)
    form = _form(request.form)
    if language:
        database.commit()
        return _page(found, reply, form)
    fault = _decided(reply, form)
    database.commit()
    if fault is not None:
        return _page(found, reply, form, fault), 409 if fault else 422
    return redirect(url_for("secretariat.state_requests", code=code, state=state))


def _form(posted: Any = None) -> DecisionForm:
    form = DecisionForm(posted)
    form.extent.choices = [(SOME, _l("some answers, ticked below")), (WHOLE, _l("the whole reply"))]
    return form


def _decided(reply: Reply, form: DecisionForm) -> str | None:
    """None where it is done; what is wrong as a whole, "" where it stands beside the fields."""
    if not form.validate():
        return ""
    named = request.form.get("request", "")
    one = store.request_of(database.session(), reply.id, named) if named else None
    if named and one is None:
        return _fault(Fault.ANSWERED_ALREADY)
    declined = _answer(one, form) if one else _unasked(reply, form)
    if form.errors:
        return ""
    if declined is None:
        return None
    if isinstance(declined.fault, Fault):
        return _fault(declined.fault)
    form.until.errors = [words.day_fault(declined.fault, g.language)]
    return ""


def _answer(one: StateRequest, form: DecisionForm) -> Declined | None:
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    said = str(form.words.data or "").strip()
    if request.form.get("deed") == DECLINE:
        if said:
            return requesting.decline(session, one, said, who, now, base_url())
        form.words.errors = [_("Say in a few words why it is not granted.")]
        return None
    return requesting.grant(session, one, form.until.data, said, who, now, base_url())


def _unasked(reply: Reply, form: DecisionForm) -> Declined | None:
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    said, press = str(form.words.data or "").strip(), pressing.pressed()
    if not said:
        form.words.errors = [_("Say in a few words why: it stands in the letter.")]
    if requesting.may_ask(reply, Kind.EXTENSION):
        if form.until.data is None:
            form.until.errors = [_("Say until which day.")]
        if form.errors or form.until.data is None:
            return None
        made = requesting.extend(session, reply, form.until.data, said, press, who, now, base_url())
    else:
        codes = None if form.extent.data == WHOLE else _ticked(reply, form)
        if codes is not None and not codes:
            form.extent.errors = [_("Tick at least one answer below, or choose the whole reply.")]
        if form.errors:
            return None
        made = requesting.reopen(session, reply, codes, said, press, who, now, base_url())
    return made if isinstance(made, Declined) else None


def _ticked(reply: Reply, form: DecisionForm) -> list[str]:
    ticked = set(form.questions.data or ())
    return [one.code for one in authoring.for_round(reply.round).questions() if one.asks and one.code in ticked]


def _fault(fault: Fault) -> str:
    sentences = {
        Fault.ASKED_ALREADY: _("This was asked already."),
        Fault.ANSWERED_ALREADY: _("This request was answered or withdrawn meanwhile; nothing was done."),
        Fault.HAS_REPLIED: _("The reply has been sent: it needs no more time. Nothing was done."),
        Fault.NOT_SENT: _("The reply is open already, or was never sent: there is nothing to reopen."),
    }
    return str(sentences[fault])


def _open_one(reply: Reply) -> StateRequest | None:
    """The oldest request that waits for an answer."""
    asked = store.requests_of(database.session(), reply.id)
    waiting = [one for one in asked if one.answered_at is None and one.withdrawn_at is None]
    return waiting[-1] if waiting else None


def _page(of: Round, reply: Reply, form: DecisionForm, fault: str = "") -> str:
    session = database.session()
    told = asked_and_answered.told(
        seeing.requests_of(session, signed_in_viewer(), reply), dates.SECRETARIAT_ZONE, for_the_state=False
    )
    open_one = next((one for one in reversed(told) if one.waits), None)
    can_extend, can_reopen = (requesting.may_ask(reply, kind) for kind in (Kind.EXTENSION, Kind.REOPENING))
    is_extension = open_one.request.kind == Kind.EXTENSION if open_one else can_extend
    state = from_facts(reply.state_facts)
    deadline = reply.own_deadline or of.deadline
    return render_template(
        "secretariat/state_requests.html",
        round=of,
        reply=reply,
        member=state,
        told=told,
        open_one=open_one,
        form=form if open_one or can_extend or can_reopen else None,
        is_extension=is_extension,
        groups=[] if open_one or is_extension else _groups(reply),
        ticked=set(form.questions.data or ()),
        deadline=dates.deadline(deadline, state.time_zone, state.name(g.language).capital, g.language),
        fault=fault,
        operation=pressing.pressed() if form.errors else pressing.new(),
        here="round",
    )


def _groups(reply: Reply) -> list[tuple[Any, list[Any]]]:
    asked = authoring.for_round(reply.round)
    return [(one, [each for each in asked.questions(one) if each.asks]) for one in asked.sections]
