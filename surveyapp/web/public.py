"""The pages that need no sign-in: what this is and how to come in; in a demonstration, its letters and codes."""

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from surveyapp.actions import correspondence, demonstrating, secretariat_entry, seeing
from surveyapp.store import letters, rounds
from surveyapp.store.models import Round
from surveyapp.web import clock, database, frame
from surveyapp.web.languages import current
from surveyapp.web.viewer import viewer
from surveyapp.wording import dates

blueprint = Blueprint("public", __name__)
LETTERS_SHOWN = 100


@blueprint.get("/")
def home() -> str:
    looking = viewer()
    return render_template(
        "public/home.html",
        rounds=[(one, _deadline(one)) for one in rounds.open_at(database.session(), clock.now())],
        replies=seeing.replies_of(database.session(), looking) if looking else [],
        here="home",
    )


@blueprint.get("/demonstration/letters")
def kept_letters() -> str:
    """The letters and codes of a demonstration, newest first; anywhere else there is no such page."""
    _only_in_a_demonstration()
    officer, focal_points = demonstrating.come_in_as(database.session(), clock.now())
    return render_template(
        "public/kept_letters.html",
        officer=officer,
        passphrase=demonstrating.OFFICER_PASSPHRASE,
        focal_points=focal_points,
        letters=letters.newest(database.session(), LETTERS_SHOWN),
        codes=secretariat_entry.present_codes(database.session(), current_app.extensions["sealing"], clock.now()),
        moment=lambda at: dates.moment(at, dates.SECRETARIAT_ZONE, current()),
        illustrative=True,
    )


@blueprint.get("/demonstration/letters/<letter>.eml")
def kept_letter_file(letter: str) -> ResponseReturnValue:
    """A letter of a demonstration as it would be handed to the mail server."""
    _only_in_a_demonstration()
    found = letters.by_public_id(database.session(), letter)
    if found is None:
        abort(404)
    settings = current_app.extensions["settings"]
    message = correspondence.as_message(database.session(), found, settings.mail_from, settings.base_url)
    headings = {"Content-Disposition": f'attachment; filename="{found.kind}.eml"'}
    return current_app.response_class(message.as_bytes(), mimetype="message/rfc822", headers=headings)


def _only_in_a_demonstration() -> None:
    if not frame.here().is_demonstration:
        abort(404)


def _deadline(round_: Round) -> str:
    city = dates.SECRETARIAT_PLACE[current()]
    return dates.deadline(round_.deadline, dates.SECRETARIAT_ZONE, city, current())
