"""surveyapp audit: the log of what was done, verified, receipted, exported."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from surveyapp import worker
from surveyapp.actions import auditing
from surveyapp.actions.auditing import Verified
from surveyapp.cli import opening
from surveyapp.core.event_chain import COLUMNS, LogReceipt, read_receipt
from surveyapp.core.states import LANGUAGES
from surveyapp.store import events
from surveyapp.store.events import Filter
from surveyapp.wording import auditing as wording

language_of_messages = click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the messages."
)


@click.group()
def audit() -> None:
    """The log of what was done: is it whole, a receipt of it, all of it in a file."""


@audit.command()
@click.option(
    "--receipt", "kept", help="A receipt of the log, or the file (such as a saved letter) in which it stands."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@language_of_messages
def verify(kept: str | None, as_json: bool, language: str) -> None:
    """Hold every event against the seals, and name the first place where they do not agree.

    That the end of the log is still there, only a receipt can tell. Exit 0: the log holds. 1: it does not.
    """
    settings, receipt = opening.settings(), _receipt(kept) if kept else None
    with opening.reading() as session:
        found = auditing.verify(session, settings.audit_key, receipt)
    click.echo(json.dumps(_facts(found), indent=2) if as_json else _said(found, language))
    if not found.holds:
        raise SystemExit(opening.CONTENT_AT_FAULT)


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@language_of_messages
def receipt(as_json: bool, language: str) -> None:
    """Seal what waits and print the receipt of the log, to be kept where this server's people cannot change it."""
    settings = opening.settings()
    with opening.closing(opening.engine()) as engine:
        worker.seal_due(engine, settings, opening.now())
    with opening.reading() as session:
        found = auditing.receipt(session)
    if found is None:
        opening.at_fault(wording.no_receipt(language))
    facts = {"receipt": str(found), "seal": found.number, "last_event": found.last_event, "mac": found.mac}
    click.echo(json.dumps(facts, indent=2) if as_json else str(found))


@audit.command()
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Unset: standard output.")
def export(out: Path | None) -> None:
    """Write every event and every seal as lines of JSON, in order: what `verify` looks at, for another program."""
    with opening.reading() as session:
        if out is None:
            for line in _lines(session):
                click.echo(line)
            return
        try:
            with out.open("w", encoding="utf-8") as file:
                written = sum(1 for line in _lines(session) if file.write(line + "\n"))
        except OSError as error:
            opening.wrong_use(f"{out} could not be written: {error.strerror}.")
    click.echo(f"{out}: {written}", err=True)


def _receipt(text: str) -> LogReceipt:
    """The receipt itself, or the one in a file."""
    found = read_receipt(text)
    if found is None and Path(text).is_file():
        found = read_receipt(Path(text).read_text(encoding="utf-8", errors="replace"))
    if found is None:
        opening.wrong_use(f"{text!r} is no receipt of the log, and no file in which one stands.")
    return found


def _facts(found: Verified) -> dict[str, Any]:
    broken = found.broken
    return {
        "holds": found.holds,
        "seals": found.seals,
        "sealed_events": found.sealed_events,
        "unsealed_events": found.unsealed_events,
        "receipt": str(found.receipt) if found.receipt else None,
        "broken": {
            "how": broken.how.value,
            "seal": broken.seal,
            "first_event": broken.first_event,
            "last_event": broken.last_event,
            "events_sealed": broken.sealed,
            "events_there": broken.counted,
            "missing": list(broken.missing),
            "in_words": {language: wording.broken(broken, language) for language in LANGUAGES},
        }
        if broken
        else None,
    }


def _said(found: Verified, language: str) -> str:
    if found.broken:
        return wording.broken(found.broken, language)
    return wording.holds(found.seals, found.sealed_events, found.unsealed_events, language)


def _lines(session: Session) -> Iterator[str]:
    for one in events.every(session, Filter()):
        facts = {name: getattr(one, name) for name in COLUMNS} | {"at": one.at.isoformat()}
        yield json.dumps({"event": facts}, ensure_ascii=False, sort_keys=True)
    for seal in events.seals(session):
        facts = {"number": seal.number, "first_event": seal.first_event, "last_event": seal.last_event}
        more = {"events": seal.events, "at": seal.at.isoformat(), "mac": seal.mac}
        yield json.dumps({"seal": facts | more}, sort_keys=True)
