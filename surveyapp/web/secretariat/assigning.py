"""Who looks after which state, for one and for many at once; and the list of what waits for the officer who looks."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import assigning
from surveyapp.actions.assigning import Waiting
from surveyapp.core.standing import Standing
from surveyapp.core.states import from_facts, in_order
from surveyapp.store import rounds
from surveyapp.store.models import Person, Reply
from surveyapp.web import clock, database
from surveyapp.web.focal_point import drawing
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.answer_translations import called
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates, marks


@blueprint.get("/my-list")
def my_list() -> str:
    """My states in every open round, with what waits for me."""
    person = signed_in_viewer().person
    found = assigning.waiting_for(database.session(), person, clock.now()) if person else []
    return render_template(
        "secretariat/my_list.html",
        listed=[(one, from_facts(one.reply.state_facts), _status(one), _until(one)) for one in found],
        called=called,
        waiting=sum(one.waits for one in found),
        here="my_list",
    )


@blueprint.post("/rounds/<code>/<string(length=3):state>/officer")
def assign_officer(code: str, state: str) -> ResponseReturnValue:
    """Says who looks after one state."""
    found = visible.round_(code)
    _assign({visible.reply(found, state): request.form.get("officer", "")})
    return redirect(url_for("secretariat.state", code=code, state=state, _anchor="officer"))


@blueprint.get("/rounds/<code>/officers")
def assigned_officers(code: str) -> str:
    found = visible.round_(code)
    replies = {reply.state: reply for reply in rounds.replies(database.session(), found.id)}
    states = in_order((from_facts(reply.state_facts) for reply in replies.values()), g.language)
    return render_template(
        "secretariat/officers_of_round.html",
        round=found,
        rows=[(state, replies[state.iso3]) for state in states],
        officers=who_can_be_assigned(),
        here="round",
    )


@blueprint.post("/rounds/<code>/officers")
def assign_officers(code: str) -> ResponseReturnValue:
    """The same of all states at once; one that is not named stays as it is."""
    found = visible.round_(code)
    replies = {f"officer-{reply.state}": reply for reply in rounds.replies(database.session(), found.id)}
    _assign({reply: request.form[name] for name, reply in replies.items() if name in request.form})
    return redirect(url_for("secretariat.assigned_officers", code=code))


def who_can_be_assigned() -> list[Person]:
    return assigning.who_can_be_assigned(database.session(), clock.now())


def _assign(wanted: dict[Reply, str]) -> None:
    """By the public id of an officer, "" for nobody; another name changes nothing."""
    known: dict[str, Person | None] = {one.public_id: one for one in who_can_be_assigned()}
    chosen = {reply: (known | {"": None})[name] for reply, name in wanted.items() if name in known or not name}
    assigning.assign(database.session(), chosen, signed_in_viewer().person, clock.now())
    database.commit()


def _status(one: Waiting) -> tuple[str, str]:
    standing = Standing(one.reply.standing)
    return marks.standing_shape(standing), marks.standing_words(standing, g.language)


def _until(one: Waiting) -> str:
    """Until when the state is asked to confirm what was entered; "" where it is not."""
    if one.to_be_confirmed is None:
        return ""
    zone = from_facts(one.reply.state_facts).time_zone
    day = dates.day(drawing.local_day(one.to_be_confirmed, zone), g.language)
    return str(_("to be confirmed by %(day)s", day=day))
