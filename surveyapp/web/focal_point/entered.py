"""What the secretariat entered from a document of the state: to be read, corrected and confirmed, or rejected."""

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, TextAreaField
from wtforms.validators import InputRequired, Length

from surveyapp.actions import receiving
from surveyapp.actions.receiving import NotPossible
from surveyapp.core.document_reply import Stage
from surveyapp.core.text import said
from surveyapp.store import document_replies
from surveyapp.store.models import Reply
from surveyapp.store.secretariat_models import DocumentReply
from surveyapp.web import clock, database
from surveyapp.web.focal_point import drawing, visible
from surveyapp.web.focal_point.declaration import TIDY
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording import states as state_wording

LONGEST_REASON = 2_000


class Rejection(Form):
    reason = TextAreaField(
        _l("Why these are not the answers of your state"),
        [
            InputRequired(_l("Say in a few words what is not right, so that the Secretariat can enter it anew.")),
            Length(max=LONGEST_REASON, message=_l("This is too long: write at most %(max)d characters.")),
        ],
        TIDY,
    )


@blueprint.get("/reply/<reply>/entered")
def entered(reply: str) -> str:
    found = visible.reply(reply)
    return _page(found, _document(found), Rejection())


@blueprint.post("/reply/<reply>/entered")
def reject_entered(reply: str) -> Any:
    found = visible.reply(reply)
    if not signed_in_viewer().holds("focal_point", found.state):
        abort(404)
    one, form = _document(found), Rejection(request.form)
    if not form.validate():
        database.commit()
        return _page(found, one, form), 422
    who, reason = signed_in_viewer().person, str(form.reason.data).strip()
    done = receiving.reject(database.session(), one, reason, who, clock.now())
    database.commit()
    if isinstance(done, NotPossible):
        fault = str(_("What was entered cannot be rejected any more: it was confirmed, rejected or closed meanwhile."))
        return _page(found, one, form, fault), 409
    return redirect(url_for("focal_point.entered", reply=found.public_id))


def _document(of: Reply) -> DocumentReply:
    found = document_replies.newest(database.session(), of.id)
    if found is None:
        abort(404)
    return found


def _page(of: Reply, one: DocumentReply, form: Rejection, fault: str = "") -> str:
    looking, state = signed_in_viewer(), visible.state(of)
    directs = looking.holds("focal_point", of.state)
    questionnaire = visible.questionnaire(of)
    return render_template(
        "focal_point/entered.html",
        reply=of,
        state=state,
        document=one,
        stage=document_replies.stage_of(one).value,
        received_on=dates.day(one.received_on, g.language),
        confirm_by=_day(one, state.time_zone),
        sections=[(section, said(section.wording, g.language)) for section in visible.sections(of, questionnaire)],
        sees_document=directs or looking.holds("observer", of.state),
        may_reject=directs and receiving.may_reject(database.session(), one, clock.now()),
        may_confirm=visible.may_submit(of) and document_replies.stage_of(one) is Stage.TO_CONFIRM,
        form=form,
        fault=fault,
        of_state=state_wording.of_state(state, g.language),
        here="desk",
    )


def _day(one: DocumentReply, zone: str) -> str:
    return dates.day(drawing.local_day(one.confirm_by, zone), g.language) if one.confirm_by else ""
