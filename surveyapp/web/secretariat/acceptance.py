"""Accepting a reply: what is open is said before, the state is thanked by letter."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, TextAreaField
from wtforms.validators import Length

from surveyapp.actions import reviewing
from surveyapp.core.reviewing import Finding
from surveyapp.core.states import from_facts
from surveyapp.store.models import Reply, Round
from surveyapp.web import clock, database
from surveyapp.web.focal_point.declaration import TIDY
from surveyapp.web.secretariat import clarifications, visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.site import base_url
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import states as state_wording

LONGEST_WORDS = 2_000


class AcceptanceForm(Form):
    words = TextAreaField(
        _l("Words to the state"),
        [Length(max=LONGEST_WORDS, message=_l("This is too long: write at most %(max)d characters."))],
        TIDY,
        description=_l("They stand in the letter of thanks to its focal points and its mission. They may be left out."),
    )
    despite_open = BooleanField(_l("Accept the reply although clarifications are open"))


@blueprint.get("/rounds/<code>/<string(length=3):state>/acceptance")
def acceptance(code: str, state: str) -> str:
    found = visible.round_(code)
    return _page(found, visible.reply(found, state), AcceptanceForm())


@blueprint.post("/rounds/<code>/<string(length=3):state>/acceptance")
def accept(code: str, state: str) -> ResponseReturnValue:
    found = visible.round_(code)
    reply, session = visible.reply(found, state), database.session()
    form = AcceptanceForm(request.form)
    if reviewing.has_open_clarifications(session, reply) and not form.despite_open.data:
        form.validate()
        form.despite_open.errors = [_("Tick this to accept the reply all the same.")]
        database.commit()
        return _page(found, reply, form), 422
    if not form.validate():
        database.commit()
        return _page(found, reply, form), 422
    said, who = str(form.words.data or "").strip(), signed_in_viewer().person
    done = reviewing.accept(
        session, reply, said, who, clock.now(), base_url(), despite_open=bool(form.despite_open.data)
    )
    database.commit()
    if not done:
        fault = str(_("The reply cannot be accepted now: it was accepted already, or is open again."))
        return _page(found, reply, form, fault), 409
    return redirect(url_for("secretariat.state", code=code, state=state))


def _page(of: Round, reply: Reply, form: AcceptanceForm, fault: str = "") -> str:
    session, state = database.session(), from_facts(reply.state_facts)
    reviewed = reviewing.review_of(session, reply)
    unclear = [one for one in reviewed.found.values() if one.finding is Finding.TO_CLARIFY]
    return render_template(
        "secretariat/acceptance.html",
        round=of,
        reply=reply,
        member=state,
        of_state=state_wording.of_state(state, g.language),
        may_accept=reviewing.may_accept(session, reply),
        open_threads=[
            one for one in clarifications.of_reply(reply) if one.clarification.status in ("open", "answered")
        ],
        unclear=len(unclear),
        whole=reviewed.whole,
        form=form,
        fault=fault,
        here="round",
    )
