"""Who looks at this page."""

from flask import g, request

from surveyapp.actions import coming_in
from surveyapp.actions.seeing import Viewer
from surveyapp.web import clock, cookies, database


def viewer() -> Viewer | None:
    """The person signed in at this browser with the roles in force now; None for nobody."""
    if "viewer" not in g:
        token = cookies.session_token(request)
        g.viewer = coming_in.viewer_with(database.session(), token, clock.now()) if token else None
    found: Viewer | None = g.viewer
    return found


def signed_in_viewer() -> Viewer:
    """The viewer of an endpoint that is not public: the table of access has let nobody else in."""
    found = viewer()
    if found is None:
        raise RuntimeError("This endpoint is public in web/access.py, but its view needs a viewer.")
    return found
