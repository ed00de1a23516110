"""The letters of the round that were written to this state."""

from flask import abort, render_template

from surveyapp.actions import seeing
from surveyapp.web import database
from surveyapp.web.focal_point import visible
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer


@blueprint.get("/reply/<reply>/letters")
def letters(reply: str) -> str:
    found = visible.reply(reply)
    written = seeing.letters_of(database.session(), signed_in_viewer(), found)
    return render_template(
        "focal_point/letters.html", reply=found, state=visible.state(found), letters=written, here="letters"
    )


@blueprint.get("/reply/<reply>/letters/<letter>")
def letter(reply: str, letter: str) -> str:
    found = visible.reply(reply)
    one = seeing.letter(database.session(), signed_in_viewer(), letter)
    if one is None or one.reply_id != found.id:
        abort(404)
    return render_template(
        "focal_point/letter.html", reply=found, state=visible.state(found), letter=one, here="letters"
    )
