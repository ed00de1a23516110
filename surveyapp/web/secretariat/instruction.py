"""Submitting a reply in the name of a state, because its permanent mission instructs it in writing."""

import secrets
import uuid

from flask import Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, StringField
from wtforms.validators import InputRequired

from surveyapp.actions import handing_in, holding, seeing, submitting
from surveyapp.actions.answering import Refused
from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.handing_in import Paper
from surveyapp.core.states import from_facts
from surveyapp.store import documents
from surveyapp.store.models import Document, Reply, Round
from surveyapp.web import clock, database
from surveyapp.web.files import as_download, storage
from surveyapp.web.focal_point import drawing, sentences
from surveyapp.web.focal_point.declaration import TIDY, SaidOfAuthority
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import states as state_wording


class Instructed(SaidOfAuthority):
    """The instruction, and what it declares."""

    instruction = FileField(_l("The instruction, signed"))
    kept = StringField(filters=TIDY)
    """The instruction that is here already, by its public id."""
    confirm = BooleanField(
        validators=[InputRequired(_l("Confirm that the mission instructs the Secretariat to submit this reply."))]
    )


@blueprint.get("/rounds/<code>/<string(length=3):state>/instruction")
def instruction(code: str, state: str) -> str:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    waiting = documents.newest_not_sent(database.session(), reply.id, Paper.INSTRUCTION)
    form = Instructed(data={"operation": uuid.uuid4().hex, "kept": waiting.public_id if waiting else ""})
    return _page(found, reply, form)


@blueprint.post("/rounds/<code>/<string(length=3):state>/instruction")
def submit_on_instruction(code: str, state: str) -> ResponseReturnValue:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    form = Instructed(request.form)
    form.today = drawing.local_day(clock.now(), from_facts(reply.state_facts).time_zone)
    paper = _take_instruction(reply, form)
    fault = sentences.file_fault(paper) if isinstance(paper, FileRefused) else ""
    if paper is None:
        fault = str(_("Attach the instruction: without it nothing is submitted."))
    if not form.validate() or isinstance(paper, FileRefused) or paper is None:
        database.commit()
        return _page(found, reply, form, paper_fault=fault), 422
    made = submitting.submit_on_instruction(
        database.session(),
        reply,
        form.declared(),
        paper,
        form.operation.data or uuid.uuid4().hex,
        signed_in_viewer().person,
        clock.now(),
        secrets.token_hex(16),
    )
    database.commit()
    if isinstance(made, Refused):
        return _page(found, reply, form, fault=sentences.refusal(made.reason, g.language)), 409
    return redirect(url_for("secretariat.state", code=code, state=state))


@blueprint.get("/rounds/<code>/<string(length=3):state>/documents/<attachment>")
def document_file(code: str, state: str, attachment: str) -> Response:
    """A letter, instruction or document of the state's reply."""
    reply = visible.reply(visible.round_(code), state)
    found = seeing.attachment(database.session(), signed_in_viewer(), attachment)
    is_paper = found is not None and found.reply_id == reply.id and found.place.startswith("@")
    response = as_download(found) if found is not None and is_paper else None
    if response is None:
        abort(404)
    return response


def _take_instruction(reply: Reply, form: Instructed) -> Document | FileRefused | None:
    """The paper as it was just chosen, or the one that was kept when it was chosen before."""
    upload = request.files.get("instruction")
    if not upload or not upload.filename:
        return documents.called(database.session(), reply.id, form.kept.data or "")
    sheet = handing_in.Sheet(upload.filename, upload.read())
    who = signed_in_viewer().person
    made = handing_in.hand_in(database.session(), storage(), reply, Paper.INSTRUCTION, sheet, who, clock.now())
    if isinstance(made, Document):
        form.kept.data = made.public_id
    return made


def _page(of: Round, reply: Reply, form: Instructed, *, fault: str = "", paper_fault: str = "") -> str:
    state = from_facts(reply.state_facts)
    refusal = holding.refusal(reply, clock.now())
    return render_template(
        "secretariat/instruction.html",
        round=of,
        reply=reply,
        member=state,
        form=form,
        kept=documents.called(database.session(), reply.id, form.kept.data or ""),
        fault=fault,
        paper_fault=paper_fault,
        why_not=sentences.not_submitted(refusal) if refusal else "",
        of_state=state_wording.of_state(state, g.language, official=True),
        here="round",
    )
