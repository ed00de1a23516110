"""surveyapp round move: an open round goes over to another edition of its questionnaire."""

import json
from collections.abc import Collection, Iterable
from typing import Any

import click

from surveyapp.actions import moving_rounds
from surveyapp.actions.moving_rounds import Concerned, Move, MoveRefused, Refusal
from surveyapp.cli import finding, opening
from surveyapp.core.states import LANGUAGES
from surveyapp.core.text import Text, said, said_anyhow
from surveyapp.store.models import Edition, Round
from surveyapp.wording import differences as worded
from surveyapp.wording.plain import plain


@click.command()
@click.argument("code", metavar="ROUND")
@click.argument("edition", metavar=f"VERSION|{finding.EDITION}")
@click.option(
    "--confirm-also", multiple=True, metavar="QUESTION", help="A question only reworded whose answers need confirming."
)
@click.option("--dry-run", is_flag=True, help="Say what it would do, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the messages.")
def move(code: str, edition: str, confirm_also: tuple[str, ...], dry_run: bool, as_json: bool, language: str) -> None:
    """Move a round to another published edition of its questionnaire: by its version or its identifier.

    No answer is lost. The states that have answered what changed in substance are asked to confirm just that, and their
    focal points are written to.
    """
    with opening.reading() if dry_run else opening.writing() as session:
        round_ = finding.round_called(session, code)
        chosen = _edition_called(round_, edition, language)
        now = opening.now()
        try:
            looked_at = moving_rounds.preview(session, round_, chosen, now)
            _check_questions(looked_at, confirm_also, language)
            facts = _move_facts(looked_at, confirm_also)
            if not dry_run:
                base_url = opening.settings().base_url
                moved = moving_rounds.move(session, round_, chosen, confirm_also, None, now, base_url, looked_at.seen)
                session.commit()
                facts |= {"moved": True, "reopened": sorted(moved.reopened), "letters": moved.letters}
        except MoveRefused as refused:
            opening.at_fault(said(_REFUSALS[refused.refusal], language))
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        for line in _move_lines(facts, language):
            click.echo(line)


_REFUSALS: dict[Refusal, Text] = {
    Refusal.OTHER_QUESTIONNAIRE: {
        "en": "Not moved: that edition is one of another questionnaire.",
        "es": "La ronda no se pasó: esa edición es de otro cuestionario.",
    },
    Refusal.NOT_PUBLISHED: {
        "en": "Not moved: that edition has not been published yet. Run: surveyapp questionnaire publish",
        "es": "La ronda no se pasó: esa edición todavía no está publicada. Ejecute: surveyapp questionnaire publish",
    },
    Refusal.SAME_EDITION: {
        "en": "Not moved: the round asks this edition already.",
        "es": "La ronda no se pasó: ya utiliza esa edición.",
    },
    Refusal.CHANGED_MEANWHILE: {
        "en": "Not moved: the round or a wording has changed meanwhile. Run the command again.",
        "es": "La ronda no se pasó: entretanto cambió la ronda o una redacción. Ejecute el comando otra vez.",
    },
}
_SENTENCES: dict[str, Text] = {
    "unknown": {
        "en": "The questionnaire of this round has no edition {called}. Run: surveyapp questionnaire list",
        "es": "El cuestionario de esta ronda no tiene ninguna edición {called}. Ejecute: surveyapp questionnaire list",
    },
    "not_reworded": {
        "en": "Not among the questions only reworded: {unknown}. These are: {named}.",
        "es": "No están entre las preguntas que solo tienen nueva redacción: {unknown}. Estas son: {named}.",
    },
    "none": {"en": "none", "es": "ninguno"},
    "no_question": {"en": "none", "es": "ninguna"},
    "nobody": {"en": "nobody", "es": "ningún Estado"},
    "moved": {
        "en": "Round {round} moved from version {was} to version {now}.",
        "es": "La ronda {round} pasó de la versión {was} a la versión {now}.",
    },
    "would_move": {
        "en": "Round {round} would move from version {was} to version {now}.",
        "es": "La ronda {round} pasaría de la versión {was} a la versión {now}.",
    },
    "substance": {
        "en": "Changed in substance, to be confirmed:",
        "es": "Con cambios de fondo, por confirmar:",
    },
    "reworded": {"en": "Worded otherwise:", "es": "Con nueva redacción:"},
    "removed": {"en": "Asked no longer:", "es": "Ya no se preguntan:"},
    "added": {"en": "New questions: {codes}", "es": "Preguntas nuevas: {codes}"},
    "asked": {
        "en": "States asked to confirm answers: {states}",
        "es": "Estados a los que se pide confirmar respuestas: {states}",
    },
    "reopened": {
        "en": "Replies reopened: {states}. Letters written: {letters}.",
        "es": "Respuestas reabiertas: {states}. Cartas redactadas: {letters}.",
    },
    "no_reply": {"en": "none", "es": "ninguna"},
    "concerned": {
        "en": "{wording}: {changes}; answered by {states}",
        "es": "{wording}: {changes}; contestada por: {states}",
    },
    "to_be_confirmed": {"en": " (to be confirmed)", "es": " (por confirmar)"},
}


def _sentence(name: str, language: str, **values: str | int) -> str:
    return said(_SENTENCES[name], language).format(**values)


def _edition_called(round_: Round, called: str, language: str) -> Edition:
    """Of the round's questionnaire: by identifier, version, or CODE:VERSION; by CODE its newest published one."""
    questionnaire = round_.edition.questionnaire
    code, _, version = called.partition(":")
    every = questionnaire.editions
    found = [one for one in every if called in (one.public_id, one.version)]
    if not found and code == questionnaire.code:
        found = [one for one in every if one.version == version] if version else list(every)
    if not found:
        opening.wrong_use(_sentence("unknown", language, called=called))
    return max(found, key=lambda one: (one.public_id == called, one.published_at is not None, one.number))


def _check_questions(move: Move, codes: Iterable[str], language: str) -> None:
    known = {one.question.code for one in move.reworded}
    unknown = sorted(set(codes) - known)
    if unknown:
        named = ", ".join(sorted(known)) or _sentence("no_question", language)
        opening.wrong_use(_sentence("not_reworded", language, unknown=", ".join(unknown), named=named))


def _move_facts(move: Move, also: Iterable[str]) -> dict[str, Any]:
    confirmed = [one.question.code for one in move.to_confirm(tuple(also))]
    return {
        "round": move.round.code,
        "from": {"edition": move.round.edition.public_id, "version": move.round.edition.version},
        "to": {"edition": move.edition.public_id, "version": move.edition.version},
        "moved": False,
        "to_confirm": sorted(
            {by.state.iso3 for one in move.to_confirm(tuple(also)) for by in one.states if by.in_draft}
        ),
        "substance": [_concerned_facts(one, confirmed) for one in move.substance],
        "reworded": [_concerned_facts(one, confirmed) for one in move.reworded],
        "removed": [_concerned_facts(one, confirmed) for one in move.removed],
        "added": [question.code for question in move.added],
    }


def _concerned_facts(one: Concerned, confirmed: Collection[str]) -> dict[str, Any]:
    chosen = {option: one.chosen(option) for option in sorted({code for by in one.states for code in by.chose})}
    return {
        "question": one.question.code,
        "number": one.question.number,
        "wording": dict(one.question.wording),
        "changes": [change.value for change in one.difference.changes],
        "changes_in_words": {of: worded.changes(one.difference, of) for of in LANGUAGES},
        "states": [
            {
                "state": by.state.iso3,
                "standing": by.standing.value,
                "draft": by.in_draft,
                "submission": by.in_submission,
            }
            for by in one.states
        ],
        "options_gone_or_recoded": chosen,
        "confirm": one.question.code in confirmed,
    }


def _move_lines(facts: dict[str, Any], language: str) -> Iterable[str]:
    done = "moved" if facts["moved"] else "would_move"
    was, now = facts["from"]["version"], facts["to"]["version"]
    yield _sentence(done, language, round=facts["round"], was=was, now=now)
    for part in ("substance", "reworded", "removed"):
        if facts[part]:
            yield _sentence(part, language)
            yield from (_concerned_line(one, part, language) for one in facts[part])
    if facts["added"]:
        yield _sentence("added", language, codes=", ".join(facts["added"]))
    asked = ", ".join(facts["to_confirm"]) or _sentence("none", language)
    yield _sentence("asked", language, states=asked)
    if facts["moved"]:
        reopened = ", ".join(facts["reopened"]) or _sentence("no_reply", language)
        yield _sentence("reopened", language, states=reopened, letters=facts["letters"])


def _concerned_line(one: dict[str, Any], part: str, language: str) -> str:
    states_ = ", ".join(state["state"] for state in one["states"]) or _sentence("nobody", language)
    confirm = _sentence("to_be_confirmed", language) if part == "reworded" and one["confirm"] else ""
    wording = plain(said_anyhow(one["wording"], language))[:60]
    changes = "; ".join(one["changes_in_words"][language])
    told = _sentence("concerned", language, wording=wording, changes=changes, states=states_)
    return f"  {one['number'] or one['question']:<8} {told}{confirm}"
