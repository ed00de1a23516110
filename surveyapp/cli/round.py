"""surveyapp round: which rounds there are, who has replied, and the comparative table."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from surveyapp.actions import comparing, following, seeing
from surveyapp.actions.following import Counts, RoundStanding, Stage, StateStanding
from surveyapp.cli import opening, papers
from surveyapp.core.disclosure import Audience
from surveyapp.core.states import LANGUAGES
from surveyapp.core.text import MissingWording, said
from surveyapp.store.models import Round
from surveyapp.wording import dates, marks, states, subregions

LANGUAGE = "en"
"""Of what the command line says."""

_AUDIENCES = {audience.value.replace("_", "-"): audience for audience in Audience}


@click.group(name="round")
def round() -> None:  # noqa: A001 - the name of the command
    """See the rounds, who has replied, and compare the replies."""


@round.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """List the rounds, the latest deadline first."""
    with opening.reading() as session:
        found = [_round_facts(round_) for round_ in seeing.rounds(session, seeing.SECRETARIAT)]
    if as_json:
        _echo_json({"rounds": found})
        return
    for facts in found:
        click.echo(f"{facts['code']}  {facts['title'][LANGUAGE]}  (deadline {facts['deadline'][:10]})")
    if not found:
        click.echo("There is no round yet. An officer makes one on the page of rounds.")


@round.command()
@click.argument("code", metavar="ROUND")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def status(code: str, as_json: bool) -> None:
    """Say who has replied, who has not, and how far each state is."""
    with opening.reading() as session:
        round_ = _round_called(session, code)
        standing = following.standings(session, round_, opening.now())
        if as_json:
            _echo_json(_status_facts(standing))
            return
        for line in _status_lines(standing):
            click.echo(line)


@round.command()
@click.argument("code", metavar="ROUND")
@click.option("--language", type=click.Choice(LANGUAGES), required=True, help="Of the table.")
@click.option(
    "--audience", type=click.Choice(list(_AUDIENCES)), default="public", show_default=True, help="Its readers."
)
@click.option("--name-missing", is_flag=True, help="Name those that have not replied in a table for the public too.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file, .xlsx.")
def compare(code: str, language: str, audience: str, name_missing: bool, out: Path) -> None:
    """Write the comparative table of the replies as an Excel workbook."""
    if not out.parent.is_dir():
        opening.wrong_use(f"There is no folder {out.parent}.")
    with opening.reading() as session:
        round_ = _round_called(session, code)
        try:
            workbook = comparing.comparative_workbook(
                session, round_, _AUDIENCES[audience], language, name_missing, opening.now()
            )
        except MissingWording as missing:
            opening.at_fault(f"The table cannot be made in this language: {missing}.")
    papers.write(out, workbook)
    click.echo(f"Written: {out}")


def _round_called(session: Session, code: str) -> Round:
    found = seeing.round_called(session, seeing.SECRETARIAT, code)
    if found is None:
        opening.wrong_use(f"There is no round {code}. The rounds there are: surveyapp round list")
    return found


def _echo_json(facts: Any) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2))


def _round_facts(round_: Round) -> dict[str, Any]:
    return {
        "code": round_.code,
        "title": dict(round_.title),
        "questionnaire": round_.edition.questionnaire.code,
        "edition": round_.edition.number,
        "period_from": round_.period_from.isoformat(),
        "period_to": round_.period_to.isoformat(),
        "deadline": round_.deadline.isoformat(),
        "closes_at": round_.closes_at.isoformat(),
        "time_zone": round_.time_zone,
        "opened_at": _moment(round_.opened_at),
        "illustrative": round_.illustrative,
    }


def _status_facts(standing: RoundStanding) -> dict[str, Any]:
    return {
        "round": standing.round.code,
        "illustrative": standing.round.illustrative,
        **_counted(standing.counts),
        "by_subregion": {subregion.value: _counted(counts) for subregion, counts in standing.by_subregion.items()},
        "states": [_state_facts(one) for one in _in_order(standing.states)],
    }


def _counted(counts: Counts) -> dict[str, int]:
    stages = {stage.value: counts.at(stage) for stage in Stage}
    return {"asked": counts.asked, **stages, "overdue": counts.overdue, "late": counts.late}


def _state_facts(one: StateStanding) -> dict[str, Any]:
    return {
        "state": one.state.iso3,
        "name": {language: one.state.name(language).short for language in LANGUAGES},
        "subregion": one.state.subregion.value,
        "standing": one.standing.value,
        "stage": one.stage.value,
        "answered": one.reply.answered,
        "asked": one.reply.asked,
        "core_answered": one.reply.core_answered,
        "core_asked": one.reply.core_asked,
        "focal_points": [person.name for person in one.focal_points],
        "last_activity": _moment(one.reply.last_activity_at),
        "submitted_at": _moment(one.reply.submitted_at),
        "deadline": one.deadline.isoformat(),
        "own_deadline": one.has_own_deadline,
        "overdue": one.is_overdue,
        "late": one.is_late,
    }


def _status_lines(standing: RoundStanding) -> Iterable[str]:
    counts = standing.counts
    yield said(standing.round.title, LANGUAGE)
    yield f"{states.replied(counts.at(Stage.REPLIED), counts.asked, LANGUAGE)}."
    yield _counts_line("All", counts)
    for subregion, of_subregion in standing.by_subregion.items():
        yield _counts_line(subregions.subregion_name(subregion, LANGUAGE), of_subregion)
    yield ""
    for one in _in_order(standing.states):
        yield _state_line(one, standing.round.time_zone)


def _counts_line(name: str, counts: Counts) -> str:
    words = {
        Stage.REPLIED: "replied",
        Stage.COMPLETE: "complete, not sent",
        Stage.IN_PROGRESS: "in progress",
        Stage.NOT_STARTED: "not started",
    }
    stages = ", ".join(f"{counts.at(stage)} {word}" for stage, word in words.items())
    return f"  {name:<18} {counts.asked:>3} asked: {stages}"


def _state_line(one: StateStanding, zone: str) -> str:
    standing = f"{marks.standing_shape(one.standing)} {marks.standing_words(one.standing, LANGUAGE)}"
    late = " (overdue)" if one.is_overdue else " (late)" if one.is_late else ""
    last = one.reply.last_activity_at
    parts = [
        f"{one.state.iso3}  {one.state.name(LANGUAGE).short:<33}{standing + late:<34}",
        f"{one.reply.answered:>3} of {one.reply.asked:>3}",
        f"last activity {dates.moment(last, zone, LANGUAGE)}" if last else "no activity yet",
        f"due {dates.moment(one.deadline, zone, LANGUAGE)}",
        ", ".join(person.name for person in one.focal_points) or "no focal point",
    ]
    return "  ".join(parts)


def _in_order(standings: Iterable[StateStanding]) -> list[StateStanding]:
    return sorted(standings, key=lambda one: one.state.orders[LANGUAGE])


def _moment(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
