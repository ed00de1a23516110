"""surveyapp round move: an open round goes over to another edition of its questionnaire."""

import json
from collections.abc import Collection, Iterable
from typing import Any

import click

from surveyapp.actions import moving_rounds
from surveyapp.actions.moving_rounds import Concerned, Move, MoveRefused, Refusal
from surveyapp.cli import finding, opening
from surveyapp.core.text import said_anyhow
from surveyapp.store.models import Edition, Round
from surveyapp.wording.plain import plain

LANGUAGE = "en"
"""Of what the command says."""


@click.command()
@click.argument("code", metavar="ROUND")
@click.argument("edition", metavar="EDITION")
@click.option(
    "--confirm-also", multiple=True, metavar="QUESTION", help="A question only reworded whose answers need confirming."
)
@click.option("--dry-run", is_flag=True, help="Say what it would do, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def move(code: str, edition: str, confirm_also: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Move a round to another published edition of its questionnaire: its version, or its identifier.

    No answer is lost. The states that have answered what changed in substance are asked to confirm just that, and their
    focal points are written to.
    """
    with opening.reading() if dry_run else opening.writing() as session:
        round_ = finding.round_called(session, code)
        chosen = _edition_called(round_, edition)
        now = opening.now()
        try:
            looked_at = moving_rounds.preview(session, round_, chosen, now)
            _check_questions(looked_at, confirm_also)
            facts = _move_facts(looked_at, confirm_also)
            if not dry_run:
                base_url = opening.settings().base_url
                moved = moving_rounds.move(session, round_, chosen, confirm_also, None, now, base_url, looked_at.seen)
                session.commit()
                facts |= {"moved": True, "reopened": sorted(moved.reopened), "letters": moved.letters}
        except MoveRefused as refused:
            opening.at_fault(_REFUSALS[refused.refusal])
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        for line in _move_lines(facts):
            click.echo(line)


_REFUSALS = {
    Refusal.OTHER_QUESTIONNAIRE: "Not moved: that edition is one of another questionnaire.",
    Refusal.NOT_PUBLISHED: "Not moved: that edition has not been published yet. Run: surveyapp questionnaire publish",
    Refusal.SAME_EDITION: "Not moved: the round asks this edition already.",
    Refusal.CHANGED_MEANWHILE: "Not moved: the round or a wording has changed meanwhile. Run the command again.",
}


def _edition_called(round_: Round, called: str) -> Edition:
    every = round_.edition.questionnaire.editions
    found = [one for one in every if called in (one.public_id, one.version)]
    if not found:
        opening.wrong_use(f"The questionnaire of this round has no edition {called}. Run: surveyapp questionnaire list")
    return max(found, key=lambda one: (one.public_id == called, one.published_at is not None, one.number))


def _check_questions(move: Move, codes: Iterable[str]) -> None:
    known = {one.question.code for one in move.reworded}
    unknown = sorted(set(codes) - known)
    if unknown:
        named = ", ".join(sorted(known)) or "none"
        opening.wrong_use(f"Not among the questions only reworded: {', '.join(unknown)}. These are: {named}.")


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


def _move_lines(facts: dict[str, Any]) -> Iterable[str]:
    done = "moved" if facts["moved"] else "would move"
    yield f"Round {facts['round']} {done} from version {facts['from']['version']} to version {facts['to']['version']}."
    titles = {
        "substance": "Changed in substance, to be confirmed:",
        "reworded": "Worded otherwise:",
        "removed": "Asked no longer:",
    }
    for part, title in titles.items():
        if facts[part]:
            yield title
            yield from (_concerned_line(one, part) for one in facts[part])
    if facts["added"]:
        yield f"New questions: {', '.join(facts['added'])}"
    yield f"States asked to confirm answers: {', '.join(facts['to_confirm']) or 'none'}"
    if facts["moved"]:
        yield f"Replies reopened: {', '.join(facts['reopened']) or 'none'}. Letters written: {facts['letters']}."


def _concerned_line(one: dict[str, Any], part: str) -> str:
    states_ = ", ".join(state["state"] for state in one["states"]) or "nobody"
    confirm = " (to be confirmed)" if part == "reworded" and one["confirm"] else ""
    wording = plain(said_anyhow(one["wording"], LANGUAGE))
    changes = ", ".join(one["changes"])
    return f"  {one['number'] or one['question']:<8} {wording[:60]}: {changes}; answered by {states_}{confirm}"
