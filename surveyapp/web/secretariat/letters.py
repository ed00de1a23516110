"""The letters of a round: what became of each, each as it was sent, and sending one again."""

from flask import Response, current_app, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from config import Settings
from surveyapp.actions import correspondence, resending, seeing
from surveyapp.core.states import MemberState, from_facts
from surveyapp.store import rounds
from surveyapp.store.models import Letter, Round
from surveyapp.web import clock, database
from surveyapp.web.letter_text import blocks
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording import letters as wording

SENT_BY_HAND = frozenset({"refused", "uncertain", "kept"})


@blueprint.get("/rounds/<code>/letters", endpoint="letters")
def list_letters(code: str) -> str:
    found = visible.round_(code)
    written = seeing.letters_in(database.session(), signed_in_viewer(), found)
    states = _states(found)
    return render_template(
        "secretariat/letters.html",
        round=found,
        letters=[(one, states.get(one.reply_id or 0), _written(one)) for one in written],
        attention=sum(one.status in wording.ATTENTION for one in written),
        wording=wording,
        here="letters",
    )


@blueprint.get("/rounds/<code>/letters/<letter>", endpoint="letter")
def show_letter(code: str, letter: str) -> str:
    found = visible.round_(code)
    one = visible.letter(found, letter)
    return render_template(
        "secretariat/letter.html",
        round=found,
        letter=one,
        state=_states(found).get(one.reply_id or 0),
        blocks=blocks(one.body),
        written=_written(one),
        sent=dates.moment(one.sent_at, dates.SECRETARIAT_ZONE, g.language) if one.sent_at else "",
        may_send_again=one.status in SENT_BY_HAND and (one.status != "kept" or _settings().mail_server),
        wording=wording,
        here="letters",
    )


@blueprint.get("/rounds/<code>/letters/<letter>.eml")
def letter_file(code: str, letter: str) -> Response:
    one = visible.letter(visible.round_(code), letter)
    settings = _settings()
    message = correspondence.as_message(database.session(), one, settings.mail_from, settings.base_url)
    headers = {"Content-Disposition": f'attachment; filename="{one.kind}-{one.public_id}.eml"'}
    return Response(message.as_bytes(), mimetype="message/rfc822", headers=headers)


@blueprint.post("/rounds/<code>/letters/<letter>/send-again")
def send_letter_again(code: str, letter: str) -> ResponseReturnValue:
    found = visible.round_(code)
    one = visible.letter(found, letter)
    resending.send_again(database.session(), one, signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.letter", code=found.code, letter=one.public_id))


def _states(of: Round) -> dict[int, MemberState]:
    """The states of a round by their replies."""
    return {reply.id: from_facts(reply.state_facts) for reply in rounds.replies(database.session(), of.id)}


def _written(letter: Letter) -> str:
    return dates.moment(letter.created_at, dates.SECRETARIAT_ZONE, g.language)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
