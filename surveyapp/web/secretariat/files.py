"""Files that a state handed in, given to the secretariat once it may read the answer they belong to."""

from flask import Response, abort

from surveyapp.actions import seeing
from surveyapp.web import database
from surveyapp.web.files import as_download
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer


@blueprint.get("/rounds/<code>/<string(length=3):state>/file/<attachment>")
def file(code: str, state: str, attachment: str) -> Response:
    of = visible.reply(visible.round_(code), state)
    found = seeing.attachment(database.session(), signed_in_viewer(), attachment)
    response = as_download(found) if found and found.reply_id == of.id else None
    if response is None:
        abort(404)
    return response
