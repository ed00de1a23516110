"""surveyapp round: which rounds there are, who has replied, the comparative table, answers of earlier rounds."""

import json
import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from surveyapp.actions import contacts as contact_log
from surveyapp.actions import earlier_answers, following, reading_log, seeing, summarizing, tracking
from surveyapp.actions.earlier_answers import Checked, Done
from surveyapp.actions.following import Counts, RoundStanding, Stage, StateStanding
from surveyapp.cli import finding, opening, papers, reading
from surveyapp.cli.move_round import move
from surveyapp.core.disclosure import Audience
from surveyapp.core.states import LANGUAGES
from surveyapp.core.text import MissingWording, said
from surveyapp.documents.earlier_answers import LARGEST_FILE, Fault
from surveyapp.store.models import Round
from surveyapp.wording import dates, marks, states, subregions
from surveyapp.wording.earlier_answers import worded

in_language = click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the messages."
)
_AUDIENCES = {audience.value.replace("_", "-"): audience for audience in Audience}


@click.group(name="round")
def round() -> None:  # noqa: A001 - the name of the command
    """See the rounds, who has replied, and compare the replies."""


round.add_command(move)


@round.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@in_language
def list_(as_json: bool, language: str) -> None:
    """List the rounds, the latest deadline first."""
    with opening.reading() as session:
        found = [_round_facts(round_) for round_ in seeing.rounds(session, seeing.SECRETARIAT)]
    if as_json:
        _echo_json({"rounds": found})
        return
    for facts in found:
        due = said(_DEADLINE, language).format(day=facts["deadline"][:10], version=facts["version"])
        click.echo(f"{facts['code']}  {facts['title'][language]}  ({due})")
    if not found:
        click.echo(said(_NO_ROUND, language))


@round.command()
@click.argument("code", metavar="ROUND")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@in_language
def status(code: str, as_json: bool, language: str) -> None:
    """Say who has replied, who has not, and how far each state is."""
    with opening.reading() as session:
        round_ = finding.round_called(session, code)
        standing = following.standings(session, round_, opening.now())
        if as_json:
            _echo_json(_status_facts(standing))
            return
        for line in _status_lines(standing, language):
            click.echo(line)


@round.command()
@click.argument("code", metavar="ROUND")
@click.option("--language", type=click.Choice(LANGUAGES), required=True, help="Of the table, and of the messages.")
@click.option(
    "--audience", type=click.Choice(list(_AUDIENCES)), default="public", show_default=True, help="Its readers."
)
@click.option("--name-missing", is_flag=True, help="Name those that have not replied in a table for the public too.")
@papers.output("The file, .xlsx.")
def compare(code: str, language: str, audience: str, name_missing: bool, output: Path) -> None:
    """Write the comparative table of the replies as an Excel workbook."""
    if not output.parent.is_dir():
        opening.wrong_use(said(_NO_FOLDER, language).format(folder=output.parent))
    with opening.reading() as session:
        round_ = finding.round_called(session, code)
        try:
            workbook = summarizing.comparative_workbook(
                session, round_, _AUDIENCES[audience], language, name_missing, opening.now()
            )
        except MissingWording as missing:
            opening.at_fault(said(_NO_TABLE, language).format(missing=missing))
        taken = reading_log.in_papers(session, round_) if _AUDIENCES[audience] is Audience.SECRETARIAT else []
    reading.note(taken)
    papers.write(output, workbook)
    click.echo(said(_WRITTEN, language).format(file=output))


@round.command("contacts")
@click.argument("code", metavar="ROUND")
@click.option("--language", type=click.Choice(LANGUAGES), required=True, help="Of the log, and of the messages.")
@papers.output("The file, .xlsx.")
def contacts(code: str, language: str, output: Path) -> None:
    """Write the log of contacts with the states as an Excel workbook, for the secretariat's own use."""
    if not output.parent.is_dir():
        opening.wrong_use(said(_NO_FOLDER, language).format(folder=output.parent))
    with opening.reading() as session:
        round_ = finding.round_called(session, code)
        workbook = contact_log.annex(session, seeing.SECRETARIAT, round_, language, opening.now())
    papers.write(output, workbook)
    click.echo(said(_WRITTEN, language).format(file=output))


@round.command()
@click.argument("code", metavar="ROUND")
@click.option("--language", type=click.Choice(LANGUAGES), required=True, help="Of the workbook, and of the messages.")
@papers.output("The file, .xlsx.")
def standing(code: str, language: str, output: Path) -> None:
    """Write where the round stands as an Excel workbook: counts, states, response level, paragraphs for the report."""
    if not output.parent.is_dir():
        opening.wrong_use(said(_NO_FOLDER, language).format(folder=output.parent))
    with opening.reading() as session:
        workbook = tracking.workbook(session, finding.round_called(session, code), language, opening.now())
    papers.write(output, workbook)
    click.echo(said(_WRITTEN, language).format(file=output))


@round.command("import-answers")
@click.argument("code", metavar="ROUND")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what it would bring in, and every fault.")
@in_language
def import_answers(code: str, file: Path, dry_run: bool, language: str) -> None:
    """Bring answers of an earlier round in from the workbook FILE: all of them, or none with every fault told.

    ROUND must be closed. The same workbook once more changes nothing.
    """
    with file.open("rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
    with opening.reading() as session:
        checked = earlier_answers.check(session, finding.round_called(session, code), data, file.name, opening.now())
        _say_what_comes_in(checked, language)
    if checked.has_errors:
        raise SystemExit(opening.CONTENT_AT_FAULT)
    if not dry_run:
        _bring_in(code, data, file.name, language)


def _bring_in(code: str, data: bytes, name: str, language: str) -> None:
    with opening.writing() as session:
        round_ = finding.round_called(session, code)
        salt = secrets.token_hex(16)
        outcome = earlier_answers.bring_in(session, round_, data, name, None, opening.now(), salt)
        if not isinstance(outcome, Done):  # changed since it was checked
            _say_what_comes_in(outcome, language)
            raise SystemExit(opening.CONTENT_AT_FAULT)
        session.commit()
        for made in outcome.submissions:
            click.echo(made.receipt)
        if not outcome.submissions:
            click.echo(said(_NOTHING_NEW, language))


def _say_what_comes_in(checked: Checked, language: str) -> None:
    for fault in checked.faults:
        words = worded(fault.code, fault.details, language)
        warning = said(_WARNING, language) if fault.severity == "warning" else ""
        click.echo(f"{_where(fault, language)}{warning}{words.fault} {words.cure}", err=True)
    if checked.has_errors:
        return
    for one in checked.states:
        click.echo(f"{one.state.iso3}  {one.state.name(language).short:<33}{len(one.answers):>5}")


def _where(fault: Fault, language: str) -> str:
    """ "answers, row 7, question: "."""
    if fault.row is None:
        return f"{fault.sheet}: " if fault.sheet else ""
    row = said(_ROW, language).format(number=fault.row)
    return ", ".join(part for part in (fault.sheet, row, fault.column) if part) + ": "


_DEADLINE = {"en": "version {version}, deadline {day}", "es": "versión {version}, plazo {day}"}
_NO_ROUND = {
    "en": "There is no round yet. An officer makes one on the page of rounds.",
    "es": "Todavía no hay ninguna ronda. Se crea en la página de las rondas.",
}
_NO_FOLDER = {"en": "There is no folder {folder}.", "es": "No existe la carpeta {folder}."}
_NO_TABLE = {
    "en": "The table cannot be made in this language: {missing}.",
    "es": "El cuadro no se puede hacer en este idioma: {missing}.",
}
_WRITTEN = {"en": "Written: {file}", "es": "Se escribió: {file}"}
_ROW = {"en": "row {number}", "es": "fila {number}"}
_WARNING = {"en": "(warning) ", "es": "(aviso) "}
_NOTHING_NEW = {
    "en": "Nothing has changed: this workbook was brought in before.",
    "es": "Nada ha cambiado: este libro ya se incorporó antes.",
}


def _echo_json(facts: Any) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2))


def _round_facts(round_: Round) -> dict[str, Any]:
    return {
        "code": round_.code,
        "title": dict(round_.title),
        "questionnaire": round_.edition.questionnaire.code,
        "edition": round_.edition.number,
        "version": round_.edition.version,
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
        "states": [_state_facts(one) for one in _in_order(standing.states, "en")],
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


def _status_lines(standing: RoundStanding, language: str) -> Iterable[str]:
    counts = standing.counts
    yield said(standing.round.title, language)
    yield f"{states.replied(counts.at(Stage.REPLIED), counts.asked, language)}."
    yield _counts_line(said(_ALL, language), counts, language)
    for subregion, of_subregion in standing.by_subregion.items():
        yield _counts_line(subregions.subregion_name(subregion, language), of_subregion, language)
    yield ""
    for one in _in_order(standing.states, language):
        yield _state_line(one, standing.round.time_zone, language)


_ALL = {"en": "All", "es": "Todos"}
_ASKED = {"en": "{number:>3} asked: {stages}", "es": "{number:>3} consultados: {stages}"}
_STAGES = {
    Stage.REPLIED: {"en": "replied", "es": "con respuesta"},
    Stage.COMPLETE: {"en": "complete, not sent", "es": "completas, sin enviar"},
    Stage.IN_PROGRESS: {"en": "in progress", "es": "en curso"},
    Stage.NOT_STARTED: {"en": "not started", "es": "sin comenzar"},
}
_OVERDUE = {"en": " (overdue)", "es": " (plazo vencido)"}
_LATE = {"en": " (late)", "es": " (fuera de plazo)"}
_OF = {"en": "{answered:>3} of {asked:>3}", "es": "{answered:>3} de {asked:>3}"}
_LAST = {"en": "last activity {moment}", "es": "última actividad: {moment}"}
_NO_ACTIVITY = {"en": "no activity yet", "es": "sin actividad todavía"}
_DUE = {"en": "due {moment}", "es": "plazo: {moment}"}
_NO_FOCAL_POINT = {"en": "no focal point", "es": "sin punto focal"}


def _counts_line(name: str, counts: Counts, language: str) -> str:
    stages = ", ".join(f"{counts.at(stage)} {said(words, language)}" for stage, words in _STAGES.items())
    return f"  {name:<18} {said(_ASKED, language).format(number=counts.asked, stages=stages)}"


def _state_line(one: StateStanding, zone: str, language: str) -> str:
    standing = f"{marks.standing_shape(one.standing)} {marks.standing_words(one.standing, language)}"
    late = said(_OVERDUE, language) if one.is_overdue else said(_LATE, language) if one.is_late else ""
    last = one.reply.last_activity_at
    active = said(_LAST, language).format(moment=dates.moment(last, zone, language)) if last else ""
    parts = [
        f"{one.state.iso3}  {one.state.name(language).short:<33}{standing + late:<34}",
        said(_OF, language).format(answered=one.reply.answered, asked=one.reply.asked),
        active or said(_NO_ACTIVITY, language),
        said(_DUE, language).format(moment=dates.moment(one.deadline, zone, language)),
        ", ".join(person.name for person in one.focal_points) or said(_NO_FOCAL_POINT, language),
    ]
    return "  ".join(parts)


def _in_order(standings: Iterable[StateStanding], language: str) -> list[StateStanding]:
    return sorted(standings, key=lambda one: one.state.orders[language])


def _moment(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
