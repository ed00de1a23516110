"""Reminders to one state: what comes next, and letting them rest with a reason until a day."""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from surveyapp.actions import reminders as deeds
from surveyapp.core.states import from_facts
from surveyapp.store.models import Reply, Round
from surveyapp.web import clock, database, languages
from surveyapp.web.day_field import DayField
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.reminders import until_words
from surveyapp.web.site import base_url
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording.reminders import why_words

LONGEST = 500


class PauseForm(Form):
    why = TextAreaField(
        _l("Reason"),
        [
            InputRequired(_l("Say why, for your colleagues.")),
            Length(max=LONGEST, message=_l("This is too long: write at most %(max)d characters.")),
        ],
        description=_l("For the Secretariat alone; the state does not see it."),
    )
    until = DayField(
        _l("They go again from this day on (optional)"),
        [Optional()],
        description=_l("Without a day, they rest until somebody resumes them."),
    )


@blueprint.get("/rounds/<code>/<string(length=3):state>/reminders", endpoint="state_reminders")
def show_state_reminders(code: str, state: str) -> str:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    form = PauseForm(why=reply.reminders_paused_why, until=reply.reminders_paused_until)
    return _page(found, reply, form)


@blueprint.post("/rounds/<code>/<string(length=3):state>/reminders")
def pause_reminders(code: str, state: str) -> ResponseReturnValue:
    """Lets the reminders to a state rest, or resumes them."""
    if (language := languages.switched_to()) and language != g.language:
        return redirect(url_for("secretariat.state_reminders", code=code, state=state, language=language), 307)
    found = visible.round_(code)
    reply = visible.reply(found, state)
    form = PauseForm(request.form)
    is_resuming = request.form.get("deed") == "resume"
    if language or not (is_resuming or _is_good(form)):
        database.commit()
        return _page(found, reply, form), 200 if language else 422
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    if is_resuming:
        deeds.resume(session, reply, who, now)
    else:
        deeds.pause(session, reply, str(form.why.data).strip(), form.until.data, who, now)
    database.commit()
    return redirect(url_for("secretariat.state_reminders", code=code, state=state))


def _is_good(form: PauseForm) -> bool:
    if not form.validate():
        return False
    if form.until.data and form.until.data <= clock.now().date():
        form.until.errors = [_("Name a day to come.")]
        return False
    return True


def _page(of: Round, reply: Reply, form: PauseForm) -> str:
    seen = deeds.outlook(database.session(), of, base_url(), clock.now())
    verdict: Any = next(one for one in seen.verdicts if one.situation.reply == reply.public_id)
    return render_template(
        "secretariat/state_reminders.html",
        round=of,
        reply=reply,
        member=from_facts(reply.state_facts),
        form=form,
        stands=why_words(verdict, g.language),
        until=until_words(reply),
        switch_in_form="pause",
        here="reminders",
    )
