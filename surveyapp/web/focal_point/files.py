"""Files that a state handed in, given back to those who may read the answer they belong to."""

from flask import Response, abort

from surveyapp.actions import seeing
from surveyapp.web import database
from surveyapp.web.files import as_download
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer


@blueprint.get("/reply/<reply>/file/<attachment>")
def file(reply: str, attachment: str) -> Response:
    of = seeing.reply(database.session(), signed_in_viewer(), reply)
    found = seeing.attachment(database.session(), signed_in_viewer(), attachment)
    response = as_download(found) if of and found and found.reply_id == of.id else None
    if response is None:
        abort(404)
    return response
