"""Files that a state handed in, given to the secretariat once it may read the answer they belong to."""

from flask import Response, abort

from surveyapp.actions import disclosing, reading_log, seeing
from surveyapp.actions.disclosing import Readable
from surveyapp.core import places
from surveyapp.core.disclosure import Audience
from surveyapp.store.models import Attachment, Reply
from surveyapp.web import clock, database
from surveyapp.web.files import as_download
from surveyapp.web.secretariat import reading, visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer


@blueprint.get("/rounds/<code>/<string(length=3):state>/file/<attachment>")
def file(code: str, state: str, attachment: str) -> Response:
    of = visible.reply(visible.round_(code), state)
    found = seeing.attachment(database.session(), signed_in_viewer(), attachment)
    response = as_download(found) if found and found.reply_id == of.id else None
    if found is None or response is None:
        abort(404)
    readable, place = _readable(of, found), places.parse(found.place)
    reading.note(reading_log.on_page(of, readable, [place.question]) if readable and place else [])
    return response


def _readable(of: Reply, file: Attachment) -> Readable | None:
    """The answers among which a file hangs: those that were submitted, or the draft's where it may be read."""
    if file.place.startswith("@"):
        return None
    session = database.session()
    return disclosing.submitted(session, of, Audience.SECRETARIAT) or disclosing.draft(
        session, signed_in_viewer(), of, clock.now()
    )
