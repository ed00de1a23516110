"""The rounds and where each stands; planning a new one, and opening it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import rounds as deeds
from surveyapp.actions import seeing
from surveyapp.core.states import MemberState, in_order, taking_part
from surveyapp.store import rounds as store
from surveyapp.store.models import Round
from surveyapp.store.rounds import Count
from surveyapp.web import clock, database, languages
from surveyapp.web.secretariat import round_form, visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.round_form import RoundForm
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates, subregions
from surveyapp.wording.states import replied

PROPOSE = "propose"
"""Name of the button that ticks the states that take part on the day of the deadline."""


@dataclass(frozen=True)
class Listed:
    """A round in the list."""

    round: Round
    period: str
    phase: str
    deadline: str
    headline: str


@blueprint.get("", endpoint="rounds")
def list_rounds() -> str:
    found = seeing.rounds(database.session(), signed_in_viewer())
    counts = store.counts(database.session(), [round_.id for round_ in found])
    listed = [_listed(round_, counts.get(round_.id, Count(0, 0))) for round_ in found]
    return render_template("secretariat/rounds.html", listed=listed, here="rounds")


@blueprint.get("/rounds/new", endpoint="new_round")
def plan_round() -> str:
    form = round_form.blank(database.session(), clock.now())
    return _form_page(form)


@blueprint.post("/rounds/new")
def create_round() -> ResponseReturnValue:
    if (language := languages.switched_to()) and language != g.language:
        return redirect(url_for("secretariat.new_round", language=language), 307)
    form = round_form.posted(database.session())
    if language or PROPOSE in request.form:
        database.commit()
        return _form_page(_with_proposal(form) if PROPOSE in request.form else form)
    plan = round_form.plan_of(database.session(), form)
    if plan is None:
        database.commit()
        return _form_page(form), 422
    made = deeds.create(database.session(), plan, signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.focal_points", code=made.code))


@blueprint.post("/rounds/<code>/open")
def open_round(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    deeds.open_round(database.session(), found, signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.invitations", code=found.code))


@blueprint.post("/rounds/<code>/ask")
def ask_state(code: str) -> ResponseReturnValue:
    """Adds a state to those asked; one that is asked already is left alone."""
    found = visible.round_(code)
    states = {state.iso3: state for state in deeds.member_states(database.session())}
    state = states.get(request.form.get("state", ""))
    if state is None:
        abort(404)
    deeds.ask(database.session(), found, state, signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.focal_points", code=code, state=state.iso3))


def phase_words(round_: Round, now: datetime) -> str:
    """Whether it takes answers, and how."""
    if round_.opened_at is None:
        return str(_("in preparation"))
    if now >= round_.closes_at:
        return str(_("closed"))
    return str(_("open") if now <= round_.deadline else _("open, after the deadline"))


def _listed(round_: Round, count: Count) -> Listed:
    return Listed(
        round_,
        period=dates.period(round_.period_from, round_.period_to, g.language),
        phase=phase_words(round_, clock.now()),
        deadline=dates.moment(round_.deadline, round_.time_zone, g.language),
        headline=replied(count.replied, count.asked, g.language),
    )


def _form_page(form: RoundForm) -> str:
    states = deeds.member_states(database.session())
    groups: Sequence[tuple[str, list[MemberState]]] = [
        (name, in_order((one for one in states if one.subregion is subregion), g.language))
        for subregion, name in subregions.in_order(g.language)
    ]
    return render_template(
        "secretariat/new_round.html", form=form, groups=groups, switch_in_form="round", here="rounds"
    )


def _with_proposal(form: RoundForm) -> RoundForm:
    on = form.deadline_day.data or clock.now().date()
    form.states.data = [state.iso3 for state in taking_part(deeds.member_states(database.session()), on)]
    return form
