"""A passphrase and a second factor for people of states who choose to have them: set up with a fresh mailed code."""

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import coming_in, secretariat_entry
from surveyapp.actions.limiting import TooOftenError
from surveyapp.web import clock, database
from surveyapp.web.auth import secretariat
from surveyapp.web.auth.forms import Step
from surveyapp.web.auth.pages import blueprint
from surveyapp.web.auth.steps import sealing
from surveyapp.web.viewer import signed_in_viewer


@blueprint.route("/second-factor", methods=["GET", "POST"])
def second_factor() -> ResponseReturnValue:
    """Explains it; sends a code; and with the right one goes on to setting both up."""
    if request.method != "POST":
        return _page(is_code_asked=False)
    looking, now = signed_in_viewer(), clock.now()
    typed = request.form.get("code", "").strip()
    fault = ""
    try:
        if not typed:
            coming_in.ask_fresh_code(database.session(), sealing(), looking, g.language, now)
        elif not coming_in.confirm_fresh_code(database.session(), sealing(), looking, typed, now):
            fault = _("The code is not right, or no longer good. Look at it again or ask for another.")
    except TooOftenError:
        fault = _("This was tried too often. Please wait a quarter of an hour.")
    database.commit()
    if not typed or fault:
        return _page(is_code_asked=True, fault=fault), 422 if fault else 200
    if looking.person is None:
        abort(404)
    return secretariat.set_up_page(looking.person, Step(formdata=None))


def _page(*, is_code_asked: bool, fault: str = "") -> str:
    person = signed_in_viewer().person
    has_set_up = person is not None and secretariat_entry.has_set_up(database.session(), person)
    return render_template(
        "auth/second_factor.html",
        address=person.email if person else "",
        has_set_up=has_set_up,
        is_code_asked=is_code_asked,
        fault=fault,
    )
