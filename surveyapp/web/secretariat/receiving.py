"""A reply that came as a document: recording that, undoing it, asking the state to confirm what was entered."""

from datetime import date, timedelta

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, Form, RadioField, TextAreaField
from wtforms.validators import Length, Optional

from surveyapp.actions import handing_in, receiving, seeing
from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.handing_in import Paper
from surveyapp.actions.receiving import NotPossible
from surveyapp.core.document_reply import Stage
from surveyapp.core.states import from_facts
from surveyapp.store import document_replies, documents
from surveyapp.store.models import Document, Reply, Round
from surveyapp.store.secretariat_models import DocumentReply
from surveyapp.web import asked_and_answered, clock, database
from surveyapp.web.day_field import DayField
from surveyapp.web.files import storage
from surveyapp.web.focal_point import drawing, sentences
from surveyapp.web.focal_point.declaration import TIDY
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.site import base_url
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording import document_replies as words

LONGEST_REASON = 2_000
NEW = "new"
WITHDRAW, ASK, TAKE_BACK = "withdraw", "ask", "take_back"
USUAL_TIME = timedelta(days=14)
MOST_TIME = timedelta(days=366)


class ReceivedForm(Form):
    """What is said of a document; which of its fields are drawn, the case says."""

    paper = RadioField(_l("Which document?"), validate_choice=False)
    document = FileField(_l("The document"))
    received_on = DayField(_l("Received on"), [Optional()])
    until = DayField(_l("To be confirmed until the end of which day, in the time of the state"), [Optional()])
    reason = TextAreaField(
        _l("Why it was a mistake"),
        [Length(max=LONGEST_REASON, message=_l("This is too long: write at most %(max)d characters."))],
        TIDY,
    )


@blueprint.get("/rounds/<code>/<string(length=3):state>/document")
def document(code: str, state: str) -> str:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    return _page(found, reply, _form(reply))


@blueprint.post("/rounds/<code>/<string(length=3):state>/document")
def receive_document(code: str, state: str) -> ResponseReturnValue:
    """Puts a document on record; with the deed "withdraw" undoes that, with "ask" asks the state to confirm, and
    with "take_back" does so no more."""
    found = visible.round_(code)
    reply = visible.reply(found, state)
    form = _form(reply, posted=True)
    deed = {WITHDRAW: _withdraw, ASK: _ask, TAKE_BACK: _take_back}.get(request.form.get("deed", ""), _receive)
    done = deed(reply, form) if form.validate() else None
    database.commit()
    if form.errors:
        return _page(found, reply, form), 422
    if isinstance(done, NotPossible):
        fault = str(_("As the reply stands now this cannot be done; somebody may have done something meanwhile."))
        return _page(found, reply, form, fault), 409
    return redirect(url_for("secretariat.document", code=code, state=state))


def _receive(reply: Reply, form: ReceivedForm) -> NotPossible | None:
    on, today = form.received_on.data, _today(reply)
    if on is None:
        form.received_on.errors = [_("Say on which day it was received.")]
    elif on > today:
        form.received_on.errors = [_("This day is after today.")]
    paper = _paper(reply, form)
    if form.errors or paper is None or on is None:
        return None
    session, who = database.session(), signed_in_viewer().person
    done = receiving.receive(session, reply, paper, on, who, clock.now(), base_url())
    return done if isinstance(done, NotPossible) else None


def _paper(reply: Reply, form: ReceivedForm) -> Document | None:
    """The document that was chosen: one that the state handed in, or a file; what is wrong stands beside its field."""
    if form.paper.data and form.paper.data != NEW:
        return documents.called(database.session(), reply.id, form.paper.data)
    upload = request.files.get("document")
    if not upload or not upload.filename:
        form.document.errors = [_("Choose the document.")]
        return None
    if form.errors:
        form.document.errors = [_("Choose the document again.")]
        return None
    sheet = handing_in.Sheet(upload.filename, upload.read())
    of = (database.session(), storage(), reply, Paper.DOCUMENT, sheet, signed_in_viewer().person, clock.now())
    made = handing_in.hand_in(*of, is_told=False)
    if isinstance(made, FileRefused):
        form.document.errors = [sentences.file_fault(made)]
        return None
    return made


def _withdraw(reply: Reply, form: ReceivedForm) -> NotPossible | None:
    reason = str(form.reason.data or "").strip()
    if not reason:
        form.reason.errors = [_("Say in a few words why: it is kept on record.")]
        return None
    one = document_replies.open_one(database.session(), reply.id)
    if one is None:
        return NotPossible(None)
    return receiving.withdraw(database.session(), one, reason, signed_in_viewer().person, clock.now())


def _ask(reply: Reply, form: ReceivedForm) -> NotPossible | None:
    until, today = form.until.data, _today(reply)
    if until is None:
        form.until.errors = [_("Say until which day.")]
    elif not today < until <= today + MOST_TIME:
        form.until.errors = [_("Choose a day after today, within a year.")]
    one = document_replies.open_one(database.session(), reply.id)
    if one is not None and not document_replies.is_begun(database.session(), one):
        form.until.errors = [_("Nothing has been entered yet: there is nothing to confirm.")]
    if form.errors or until is None:
        return None
    if one is None:
        return NotPossible(None)
    return receiving.ask_to_confirm(database.session(), one, until, signed_in_viewer().person, clock.now(), base_url())


def _take_back(reply: Reply, _form: ReceivedForm) -> NotPossible | None:
    one = document_replies.open_one(database.session(), reply.id)
    if one is None:
        return NotPossible(None)
    return receiving.take_back(database.session(), one, signed_in_viewer().person, clock.now(), base_url())


def _today(of: Reply) -> date:
    return drawing.local_day(clock.now(), from_facts(of.state_facts).time_zone)


def _form(reply: Reply, *, posted: bool = False) -> ReceivedForm:
    """With the documents that were handed in to choose from."""
    handed_in = _handed_in(reply)
    known = {"paper": handed_in[0].public_id if handed_in else NEW, "until": _today(reply) + USUAL_TIME}
    form = ReceivedForm(request.form) if posted else ReceivedForm(data=known | {"received_on": _day_of(handed_in)})
    form.paper.choices = [*((one.public_id, one.attachment.name) for one in handed_in), (NEW, _("a file chosen here"))]
    return form


def _day_of(handed_in: list[Document]) -> date | None:
    return drawing.local_day(handed_in[0].at, dates.SECRETARIAT_ZONE) if handed_in else None


def _handed_in(reply: Reply) -> list[Document]:
    found = seeing.documents_of(database.session(), signed_in_viewer(), reply)
    return [one for one in found if one.kind == Paper.DOCUMENT]


def _page(of: Round, reply: Reply, form: ReceivedForm, fault: str = "") -> str:
    every = document_replies.of_reply(database.session(), reply.id)
    newest = every[0] if every else None
    stage = document_replies.stage_of(newest) if newest else None
    asked = visible.asked_in(of)
    return render_template(
        "secretariat/document.html",
        round=of,
        reply=reply,
        member=from_facts(reply.state_facts),
        form=form,
        fault=fault,
        newest=newest,
        stage=stage.value if stage else "",
        life=[_told(one) for one in every],
        may_receive=receiving.may_receive(reply),
        has_papers=bool(_handed_in(reply)),
        sections=[one for one in asked.sections if any(each.asks for each in asked.questions(one))],
        progress=reply.section_progress,
        here="round",
    )


def _told(one: DocumentReply) -> tuple[str, str, str, str, str, DocumentReply]:
    """Shape and words of where it stands, when it was received and asked about, when it was settled."""
    stage = document_replies.stage_of(one)
    shape, status = words.stage(stage, g.language)
    asked = ""
    if one.confirm_by is not None:
        zone = from_facts(one.reply.state_facts).time_zone
        asked = str(_("to be confirmed by %(day)s", day=dates.day(drawing.local_day(one.confirm_by, zone), g.language)))
    settled = asked_and_answered.moment(one.settled_at, dates.SECRETARIAT_ZONE) if one.settled_at else ""
    return shape, status, dates.day(one.received_on, g.language), "" if stage is Stage.RECEIVED else asked, settled, one
