"""Who has designated a focal point for a round, and the letters that ask the missions of the others to do so."""

from collections.abc import Sequence

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import designating
from surveyapp.actions.designating import Designated, Situation
from surveyapp.core.states import from_facts, in_order
from surveyapp.store import rounds
from surveyapp.store.models import Reply, Round
from surveyapp.web import clock, database
from surveyapp.web.letter_text import blocks
from surveyapp.web.secretariat import directory, visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import directory as wording
from surveyapp.wording.sentences import capital


@blueprint.get("/rounds/<code>/designations", endpoint="designations")
def show_designations(code: str) -> str:
    found = visible.round_(code)
    situations = _situations(found)
    to_ask = [one for one in situations if one.designated is not Designated.BY_LETTER]
    return render_template(
        "secretariat/designations.html",
        round=found,
        situations=situations,
        by_letter=sum(one.designated is Designated.BY_LETTER for one in situations),
        facts=[*_counts(situations), (_("Asked, not answered yet"), str(sum(bool(one.asked_at) for one in to_ask)))],
        unwritten=[one.state for one in to_ask if not one.can_be_written_to],
        to_ask=len(designating.requests(database.session(), situations, clock.now())),
        words=wording,
        day=directory.day,
        dates_day=directory.day_words,
        here="round",
    )


@blueprint.get("/rounds/<code>/designations/letters", endpoint="designation_letters")
def read_letters(code: str) -> str:
    """Every letter is read here before one button writes those that are ticked."""
    found = visible.round_(code)
    requests = designating.requests(database.session(), _situations(found), clock.now())
    return render_template(
        "secretariat/designation_letters.html",
        round=found,
        requests=[(one, blocks(one.letter.body)) for one in requests],
        states=list({one.situation.state.iso3: one.situation for one in requests}.values()),
        day=directory.day,
        is_closed=clock.now() >= found.closes_at,
        here="round",
    )


@blueprint.post("/rounds/<code>/designations/letters", endpoint="ask_for_designations")
def write_letters(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    wanted, who = request.form.getlist("state"), signed_in_viewer().person
    designating.ask(database.session(), found, _replies(found), wanted, who, clock.now())
    database.commit()
    return redirect(url_for("secretariat.designations", code=found.code))


def _situations(of: Round) -> list[Situation]:
    return designating.situations(database.session(), _replies(of), clock.now())


def _replies(of: Round) -> list[Reply]:
    """In the official order of the page's language."""
    replies = {reply.state: reply for reply in rounds.replies(database.session(), of.id)}
    states = in_order((from_facts(reply.state_facts) for reply in replies.values()), g.language)
    return [replies[state.iso3] for state in states]


def _counts(situations: Sequence[Situation]) -> list[tuple[str, str]]:
    """How many states are how far, in words."""
    return [
        (capital(wording.designated_words(one, g.language)), str(sum(each.designated is one for each in situations)))
        for one in Designated
    ]
