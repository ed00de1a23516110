"""Inviting the states: every letter is read here before one button writes them all."""

from typing import Any

from flask import current_app, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from config import Settings
from surveyapp.actions import inviting
from surveyapp.core.states import from_facts, in_order
from surveyapp.store import rounds
from surveyapp.store.models import Reply, Round
from surveyapp.web import clock, database
from surveyapp.web.letter_text import blocks
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer


@blueprint.get("/rounds/<code>/invitations")
def invitations(code: str) -> str:
    found = visible.round_(code)
    replies = _in_order(found)
    drafts = inviting.drafts(database.session(), found, replies, now=clock.now(), **_way_in())
    without = inviting.without_focal_point(database.session(), replies, clock.now())
    return render_template(
        "secretariat/invitations.html",
        round=found,
        drafts=[(from_facts(one.reply.state_facts), one, blocks(one.letter.body)) for one in drafts],
        without_wording=[
            (from_facts(reply.state_facts), person)
            for reply, person in inviting.without_wording(database.session(), found, replies, clock.now())
        ],
        without=[from_facts(reply.state_facts) for reply in without],
        invited=sum(reply.invited_at is not None for reply in replies),
        here="round",
    )


@blueprint.post("/rounds/<code>/invitations")
def write_invitations(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    unworded = inviting.without_wording(database.session(), found, _in_order(found), clock.now())
    if found.opened_at is None or unworded:
        return redirect(url_for("secretariat.invitations", code=found.code))
    who = signed_in_viewer().person
    inviting.invite(database.session(), found, _in_order(found), who=who, now=clock.now(), **_way_in())
    database.commit()
    return redirect(url_for("secretariat.letters", code=found.code))


def _in_order(of: Round) -> list[Reply]:
    """The replies in the official order of the page's language."""
    replies = {reply.state: reply for reply in rounds.replies(database.session(), of.id)}
    states = in_order((from_facts(reply.state_facts) for reply in replies.values()), g.language)
    return [replies[state.iso3] for state in states]


def _way_in() -> dict[str, Any]:
    """What the letter says of how one comes in."""
    settings: Settings = current_app.extensions["settings"]
    return {"base_url": settings.base_url, "by_second_factor": settings.states_by_second_factor}
