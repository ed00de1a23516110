"""Letters and documents of a reply: to be read, and one to be handed in."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from surveyapp.actions import handing_in, seeing
from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.handing_in import Paper
from surveyapp.store.models import Reply
from surveyapp.web import clock, database
from surveyapp.web.files import storage
from surveyapp.web.focal_point import sentences, visible
from surveyapp.web.focal_point.declaration import LONGEST_EXPLANATION, without_control_characters
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import documents as document_words


@blueprint.get("/reply/<reply>/documents")
def documents(reply: str) -> str:
    return _page(visible.reply(reply))


@blueprint.post("/reply/<reply>/documents")
def hand_in(reply: str) -> Any:
    found = visible.reply(reply)
    if not any(signed_in_viewer().holds(role, found.state) for role in ("focal_point", "observer")):
        abort(404)
    upload = request.files.get("document")
    note = without_control_characters(request.form.get("note", "")).strip()
    fault = "" if upload and upload.filename else str(_("Choose the file first."))
    if len(note) > LONGEST_EXPLANATION:
        fault = str(_("The note is too long: write at most %(most)s characters.", most=LONGEST_EXPLANATION))
    if fault or upload is None:
        database.commit()
        return _page(found, fault, note), 422
    sheet = handing_in.Sheet(upload.filename or "", upload.read(), note)
    who = signed_in_viewer().person
    made = handing_in.hand_in(database.session(), storage(), found, Paper.DOCUMENT, sheet, who, clock.now())
    database.commit()
    if isinstance(made, FileRefused):
        return _page(found, sentences.file_fault(made), note), 422
    return redirect(url_for("focal_point.documents", reply=found.public_id))


def _page(of: Reply, fault: str = "", note: str = "") -> str:
    return render_template(
        "focal_point/documents.html",
        reply=of,
        state=visible.state(of),
        handed_in=seeing.documents_of(database.session(), signed_in_viewer(), of),
        document_words=document_words,
        fault=fault,
        note=note,
        here="desk",
    )
