"""The files room of this application, and how a file that somebody handed in leaves it again."""

from datetime import datetime

from flask import Response, current_app, send_file

from surveyapp.files.storage import Storage
from surveyapp.store.models import Attachment

NEVER_RUN = "default-src 'none'; sandbox"
"""A file of a state is only ever saved, never shown inside our pages; should a browser show it, nothing in it runs."""


def storage() -> Storage:
    found: Storage = current_app.extensions["storage"]
    return found


def as_download(attachment: Attachment) -> Response | None:
    """The file, to be saved under its own name; None when its bytes are not to be found."""
    path = storage().path(attachment.sha256)
    if path is None:
        return None
    response: Response = send_file(
        path,
        mimetype=attachment.media_type,
        as_attachment=True,
        download_name=attachment.name,
        etag=attachment.sha256,
        last_modified=_whole_second(attachment.at),
    )
    response.headers["Content-Security-Policy"] = NEVER_RUN
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _whole_second(at: datetime) -> datetime:
    return at.replace(microsecond=0)
