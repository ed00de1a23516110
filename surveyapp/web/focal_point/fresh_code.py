"""The fresh code that an official act takes: asked for in a letter, typed into the same form, good for ten minutes."""

from flask import current_app, g
from flask_babel import gettext as _

from surveyapp.actions import coming_in
from surveyapp.actions.sealing import Sealing
from surveyapp.web import clock, database
from surveyapp.web.viewer import signed_in_viewer


def is_fresh() -> bool:
    """Whether the viewer gave a code within the last ten minutes: then none is asked."""
    return coming_in.is_fresh(signed_in_viewer(), clock.now())


def ask() -> None:
    """Writes the letter with the code. Raises TooOftenError."""
    coming_in.ask_fresh_code(database.session(), _sealing(), signed_in_viewer(), g.language, clock.now())


def is_right(code: str) -> bool:
    """Whether the code is right; it counts as tried, or as used, whatever becomes of the act. Raises TooOftenError."""
    session = database.session()
    found = coming_in.confirm_fresh_code(session, _sealing(), signed_in_viewer(), code, clock.now())
    session.commit()
    return found


def wrong() -> str:
    return str(_("The code is not right, or no longer good. Look at it again or ask for another."))


def too_often() -> str:
    return str(_("This was tried too often. Please wait a quarter of an hour."))


def address() -> str:
    """Where the code goes."""
    person = signed_in_viewer().person
    return person.email if person else ""


def _sealing() -> Sealing:
    found: Sealing = current_app.extensions["sealing"]
    return found
