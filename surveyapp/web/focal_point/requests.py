"""What a state asks of the secretariat, more time or to have its reply reopened, and what came of it."""

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length

from surveyapp.actions import requesting, seeing
from surveyapp.actions.requesting import Declined, Fault, Kind
from surveyapp.core.questionnaire import Section
from surveyapp.store import requests as store
from surveyapp.store.models import Reply, StateRequest
from surveyapp.web import asked_and_answered, clock, database, languages, pressing
from surveyapp.web.day_field import DayField, as_written_in
from surveyapp.web.focal_point import visible
from surveyapp.web.focal_point.declaration import TIDY
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording import requests as words

LONGEST_REASON = 2_000
WHOLE, SOME = "whole", "some"
WITHDRAW = "withdraw"
"""Name of the button that takes a request back; its value says which."""

_REASON = [
    InputRequired(_l("Say why, so that the Secretariat can decide.")),
    Length(max=LONGEST_REASON, message=_l("This is too long: write at most %(max)d characters.")),
]


class ExtensionForm(Form):
    until = DayField(_l("Until which day?"), [InputRequired(_l("Say until which day."))])
    reason = TextAreaField(_l("Why more time is needed"), _REASON, TIDY)


class ReopeningForm(Form):
    extent = RadioField(
        _l("What is to be opened?"),
        [InputRequired(_l("Say whether some answers are to be opened, or the whole reply."))],
        validate_choice=False,
    )
    questions = SelectMultipleField(validate_choice=False)
    reason = TextAreaField(_l("Why it is to be reopened"), _REASON, TIDY)


@blueprint.get("/reply/<reply>/requests")
def requests(reply: str) -> str:
    found = _visible(reply)
    form = _form(found)
    if isinstance(form, ReopeningForm) and (ticked := request.args.getlist("question")):
        form.extent.data, form.questions.data = SOME, ticked
    return _page(found, form)


@blueprint.post("/reply/<reply>/requests")
def ask_secretariat(reply: str) -> ResponseReturnValue:
    found = _visible(reply)
    if (language := languages.switched_to()) and language != g.language:
        return redirect(url_for("focal_point.requests", reply=reply, language=language), 307)
    if WITHDRAW in request.form:
        return _withdraw(found, request.form[WITHDRAW])
    form = _form(found, request.form)
    if language or form is None:
        database.commit()
        return _page(found, form, fault="" if language else _nothing_to_ask(found)), 200 if language else 409
    outcome = _ask(found, form)
    if isinstance(outcome, StateRequest):
        database.commit()
        return redirect(url_for("focal_point.requests", reply=reply, _anchor=f"request-{outcome.public_id}"))
    database.commit()
    return _page(found, form, fault=outcome), 409 if outcome else 422


def _visible(public_id: str) -> Reply:
    """A reply about which the viewer may ask something of the secretariat."""
    found = visible.reply(public_id)
    if not seeing.may_ask_secretariat(signed_in_viewer(), found):
        abort(404)
    return found


def _form(of: Reply, posted: Any = None) -> ExtensionForm | ReopeningForm | None:
    """The form of what may be asked as the reply stands; None where there is nothing to ask, or not by this viewer."""
    if requesting.may_ask(of, Kind.EXTENSION):
        return ExtensionForm(posted, **as_written_in(visible.state(of)))
    is_focal_point = signed_in_viewer().holds("focal_point", of.state)
    if not (is_focal_point and requesting.may_ask(of, Kind.REOPENING)):
        return None
    reopening = ReopeningForm(posted)
    reopening.extent.choices = [(SOME, _l("some answers, ticked below")), (WHOLE, _l("the whole reply"))]
    return reopening


def _ask(of: Reply, form: ExtensionForm | ReopeningForm) -> StateRequest | str:
    """The request; or what is wrong as a whole, "" where it stands beside the fields."""
    if not form.validate():
        return ""
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    reason = str(form.reason.data).strip()
    if isinstance(form, ReopeningForm):
        codes = None if form.extent.data == WHOLE else _ticked(of, form)
        if codes is not None and not codes:
            form.extent.errors = [_("Tick at least one answer below, or choose the whole reply.")]
            return ""
        outcome = requesting.ask_to_reopen(session, of, codes, reason, pressing.pressed(), who, now)
    elif form.until.data is None:
        return ""
    else:
        outcome = requesting.ask_for_time(session, of, form.until.data, reason, pressing.pressed(), who, now)
    if not isinstance(outcome, Declined):
        return outcome
    if isinstance(outcome.fault, Fault):
        return _fault(outcome.fault)
    form["until"].errors = [words.day_fault(outcome.fault, g.language)]
    return ""


def _ticked(of: Reply, form: ReopeningForm) -> list[str]:
    ticked = set(form.questions.data or ())
    return [one.code for one in visible.questionnaire(of).questions() if one.asks and one.code in ticked]


def _withdraw(of: Reply, public_id: str) -> ResponseReturnValue:
    session, looking = database.session(), signed_in_viewer()
    found = store.request_of(session, of.id, public_id)
    if found is None or not _may_withdraw(of, found):
        abort(404)
    done = requesting.withdraw(session, found, looking.person, clock.now())
    database.commit()
    if not done:
        return _page(of, _form(of), fault=_fault(Fault.ANSWERED_ALREADY)), 409
    return redirect(url_for("focal_point.requests", reply=of.public_id, _anchor=f"request-{public_id}"))


def _may_withdraw(of: Reply, one: StateRequest) -> bool:
    """A focal point any request of the state, others their own."""
    looking = signed_in_viewer()
    is_own = looking.person is not None and one.asked_by_id == looking.person.id
    return looking.holds("focal_point", of.state) or is_own


def _fault(fault: Fault) -> str:
    sentences = {
        Fault.ASKED_ALREADY: _("This was asked already and waits for an answer. Withdraw that request to ask anew."),
        Fault.ANSWERED_ALREADY: _("The Secretariat has answered this request meanwhile."),
        Fault.HAS_REPLIED: _("The reply has been sent meanwhile: it needs no more time."),
        Fault.NOT_SENT: _("The reply is open already: there is nothing to reopen."),
    }
    return str(sentences[fault])


def _nothing_to_ask(of: Reply) -> str:
    if requesting.may_ask(of, Kind.REOPENING):
        return str(_("To have the reply reopened is for the focal point or an alternate to ask."))
    return _fault(Fault.NOT_SENT if of.submitted_at else Fault.HAS_REPLIED)


def _page(of: Reply, form: ExtensionForm | ReopeningForm | None, fault: str = "") -> str:
    asked = seeing.requests_of(database.session(), signed_in_viewer(), of)
    told = asked_and_answered.told(asked, visible.state(of).time_zone)
    waits = {one.request.kind for one in told if one.waits}
    kind = Kind.REOPENING if isinstance(form, ReopeningForm) else Kind.EXTENSION
    return render_template(
        "focal_point/requests.html",
        reply=of,
        told=told,
        may_withdraw={one.request.public_id for one in told if one.waits and _may_withdraw(of, one.request)},
        form=None if kind in waits and not fault else form,
        is_reopening=kind is Kind.REOPENING,
        groups=_groups(of) if isinstance(form, ReopeningForm) else [],
        ticked=set(form.questions.data or ()) if isinstance(form, ReopeningForm) else set(),
        deadline=_deadline(of),
        submitted=visible.submitted(of),
        fault=fault,
        operation=pressing.pressed() if form and form.errors else pressing.new(),
        here="desk",
    )


def _deadline(of: Reply) -> str:
    """On the clocks of the state and of the secretariat."""
    state = visible.state(of)
    until = of.own_deadline or of.round.deadline
    return dates.deadline(until, state.time_zone, state.name(g.language).capital, g.language)


def _groups(of: Reply) -> list[tuple[Section, list[Any]]]:
    asked = visible.questionnaire(of)
    return [(one, [each for each in asked.questions(one) if each.asks]) for one in asked.sections]
