"""surveyapp backup: everything in a folder, made while people write."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from config import AUDIT_KEY_FILE, SECRET_KEY_FILE
from surveyapp import worker
from surveyapp.actions import backing_up
from surveyapp.actions.backing_up import Fault
from surveyapp.actions.recording import record
from surveyapp.cli import opening
from surveyapp.core.states import LANGUAGES
from surveyapp.files.storage import Storage
from surveyapp.store import database, migrating
from surveyapp.wording import auditing as log_wording
from surveyapp.wording import backups as wording


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--with-keys", is_flag=True, help="Put SECRET_KEY and AUDIT_KEY in it, too.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the messages.")
def backup(folder: Path, with_keys: bool, as_json: bool, language: str) -> None:
    """Write everything into FOLDER, which is new or empty: rows, files, a manifest. People may go on writing.

    The keys are not in it unless you say --with-keys. Exit 1: a file that belongs to it is missing or damaged.
    """
    settings, now = opening.settings(), opening.now()
    keys = {SECRET_KEY_FILE: settings.secret_key, AUDIT_KEY_FILE: settings.audit_key} if with_keys else {}
    with opening.closing(opening.engine()) as engine:
        worker.seal_due(engine, settings, now)
        try:
            with database.reading(engine) as session:
                manifest, faults = backing_up.back_up(
                    session,
                    Storage(settings.data_folder / "files"),
                    folder,
                    migrating.head() or "",
                    settings.audit_key,
                    now,
                    keys,
                )
        except backing_up.NotEmptyError:
            opening.wrong_use(f"{folder} is not empty: name a new folder.")
        except OSError as error:
            opening.at_fault(f"{folder}: {error.strerror}. What lies there is no backup.")
        with database.writing(engine) as session:
            record(session, "backup made", opening.now(), details={"rows": manifest.rows, "with_keys": with_keys})
            session.commit()
    counted = {"tables": len(manifest.tables), "rows": manifest.rows, "files": len(manifest.files)}
    if as_json:
        found = {"folder": str(folder), **counted, "keys": with_keys, "log_receipt": manifest.log_receipt}
        click.echo(json.dumps(found | {"faults": facts_of(faults)}, indent=2))
    else:
        lines = wording.backed_up(str(folder), **counted, language=language, with_keys=with_keys)
        click.echo("\n".join([*lines, *words_of(faults, language)]))
    if faults:
        raise SystemExit(opening.CONTENT_AT_FAULT)


def words_of(faults: Sequence[Fault], language: str) -> list[str]:
    """Each fault in a sentence."""
    return [
        log_wording.broken(one.broken, language) if one.broken else wording.fault(one.what.value, one.name, language)
        for one in faults
    ]


def facts_of(faults: Sequence[Fault]) -> list[dict[str, str]]:
    return [
        {"what": one.what.value, "name": one.name, "in_words": words}
        for one, words in zip(faults, words_of(faults, "en"), strict=True)
    ]
