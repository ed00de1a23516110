"""surveyapp receipt: whether a text, or the receipt that somebody holds, is that of a submission on record."""

import json
from pathlib import Path
from typing import Any

import click

from surveyapp.actions import receipt_checks
from surveyapp.actions.receipt_checks import Checked
from surveyapp.cli import opening
from surveyapp.core.states import LANGUAGES, from_facts
from surveyapp.wording import receipt_checks as wording
from surveyapp.wording import receipts


@click.group()
def receipt() -> None:
    """Check receipts of submissions."""


@receipt.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the messages.")
def verify(file: Path, as_json: bool, language: str) -> None:
    """Say whether FILE, the text that was submitted or a receipt's PDF, is genuine.

    Exit 0: it is, whether or not a later submission stands. 1: it is not.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        opening.wrong_use(f"{file} could not be read: {error.strerror}.")
    with opening.reading() as session:
        checked = receipt_checks.of_file(session, data)
        facts = _facts(checked)
        lines = [wording.found(checked.verdict, language, is_file=True), *_said(checked, language)]
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))
    if not checked.is_genuine:
        raise SystemExit(opening.CONTENT_AT_FAULT)


def _facts(checked: Checked) -> dict[str, Any]:
    made = checked.submission
    known = (
        {
            "receipt": made.receipt,
            "sha256": made.sha256,
            "state": made.reply.state,
            "round": made.reply.round.code,
            "submitted_at": made.submitted_at.isoformat(),
            "checked": "number and fingerprint" if checked.is_paper else "text",
        }
        if made
        else {}
    )
    return {"verdict": checked.verdict.value, "genuine": checked.is_genuine, **known}


def _said(checked: Checked, language: str) -> list[str]:
    made = checked.submission
    if made is None:
        return []
    state = from_facts(made.reply.state_facts)
    lines = [
        f"{made.receipt}: {state.name(language).official}",
        receipts.received(made.submitted_at, state, language),
        f"SHA-256: {receipts.fingerprint(made.sha256)}",
    ]
    return [*lines, wording.paper_only(language)] if checked.is_paper else lines
