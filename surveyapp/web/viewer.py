"""Who looks at this page."""

from flask import current_app, g, request

from config import Settings
from surveyapp.actions import coming_in
from surveyapp.actions.seeing import Viewer
from surveyapp.web import clock, cookies, database


def viewer() -> Viewer | None:
    """The person signed in at this browser with the roles in force now; None for nobody."""
    if "viewer" not in g:
        token = cookies.session_token(request)
        g.viewer = viewer_with(token) if token else None
    found: Viewer | None = g.viewer
    return found


def viewer_with(token: str) -> Viewer | None:
    """Who has the token of a session that is enough to come in here."""
    asked = states_by_second_factor()
    return coming_in.viewer_with(database.session(), token, clock.now(), states_by_second_factor=asked)


def states_by_second_factor() -> bool:
    """Whether people of states, too, come in with a passphrase and a second factor."""
    settings: Settings = current_app.extensions["settings"]
    return settings.states_by_second_factor


def signed_in_viewer() -> Viewer:
    """The viewer of an endpoint that is not public: the table of access has let nobody else in."""
    found = viewer()
    if found is None:
        raise RuntimeError("This endpoint is public in web/access.py, but its view needs a viewer.")
    return found
