"""surveyapp restore: a backup put into an empty place, and held against what it says of itself."""

import json
import os
from pathlib import Path

import click
import sqlalchemy as sa

from config import AUDIT_KEY_FILE, SECRET_KEY_FILE, Settings
from surveyapp.actions import auditing, backing_up
from surveyapp.actions.backing_up import Fault, Manifest, Verified
from surveyapp.actions.recording import record
from surveyapp.cli import opening
from surveyapp.cli.backup import facts_of, words_of
from surveyapp.core.states import LANGUAGES
from surveyapp.files.copying import copied
from surveyapp.files.storage import Storage
from surveyapp.store import copying, database, migrating
from surveyapp.wording import backups as wording


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--without-audit-key", is_flag=True, help="Restore although the key of the log is not here.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the messages.")
def restore(folder: Path, without_audit_key: bool, as_json: bool, language: str) -> None:
    """Put the backup in FOLDER into the database and data folder that the settings name, which must be empty.

    Everything is verified: rows, receipts, files, the chain of the log. Exit 1: something is wrong with the backup,
    and nothing of it stands in the database. 2: this is not the place for it.
    """
    manifest = _manifest(folder)
    if faults := backing_up.faults_of(folder, manifest):
        _end_with(faults, as_json, language)
    _put_keys(folder, manifest)
    settings = opening.settings()
    _end_unless_possible(settings, manifest, without_audit_key=without_audit_key)
    storage = Storage(settings.data_folder / "files")
    _end_unless_empty(settings, storage, manifest)
    migrating.upgrade(settings.database_url)
    with opening.closing(database.make_engine(settings.database_url)) as engine, database.writing(engine) as session:
        faults = backing_up.restore(session, storage, folder, manifest)
        if faults:
            _end_with(faults, as_json, language)
        found = backing_up.verify(session, storage, manifest, settings.audit_key, with_chain=not without_audit_key)
        if found.faults:
            _end_with(found.faults, as_json, language)
        record(session, "backup restored", opening.now(), details={"made_at": manifest.made_at.isoformat()})
        session.commit()
    click.echo(json.dumps(_facts(found, manifest), indent=2) if as_json else "\n".join(_said(found, language)))


def _manifest(folder: Path) -> Manifest:
    try:
        return backing_up.read_manifest(folder)
    except backing_up.NoBackupError:
        opening.wrong_use(f"{folder} is no whole backup: it has no manifest that this version can read.")


def _put_keys(folder: Path, manifest: Manifest) -> None:
    """Puts the keys that a backup brings where none are; ends where others are."""
    data_folder = Path(os.environ.get("SURVEYAPP_DATA") or "var").absolute()
    for name in manifest.keys:
        brought, here = folder / backing_up.KEYS / name, data_folder / name
        if name not in (SECRET_KEY_FILE, AUDIT_KEY_FILE) or not brought.is_file():
            opening.at_fault(f"The backup says that it brings {name}, and it is not there.")
        if not here.exists():
            copied(brought, here)
            here.chmod(0o400)
        elif here.read_bytes() != brought.read_bytes():
            opening.wrong_use(f"{here} is another key than the one in the backup: move one of the two away first.")


def _end_unless_possible(settings: Settings, manifest: Manifest, *, without_audit_key: bool) -> None:
    if manifest.revision != migrating.head():
        opening.wrong_use(
            f"The backup has the tables of migration {manifest.revision}, this version those of {migrating.head()}: "
            "restore it with the version that made it, then upgrade."
        )
    if auditing.key_check(settings.audit_key) != manifest.audit_key_check and not without_audit_key:
        opening.wrong_use(
            "The key of the log here is not the one with which this log was sealed: set AUDIT_KEY to it, or put it "
            "into the data folder as audit_key. If it is lost, --without-audit-key restores without "
            "verifying the chain."
        )


def _end_unless_empty(settings: Settings, storage: Storage, manifest: Manifest) -> None:
    if {one.name for one in storage.every()} - manifest.files.keys():
        opening.wrong_use(f"{settings.data_folder / 'files'} holds other files: restore into an empty data folder.")
    if (
        settings.database_url.startswith("sqlite")
        and not Path(sa.make_url(settings.database_url).database or "").exists()
    ):
        return
    try:
        with opening.closing(database.make_engine(settings.database_url)) as engine:
            is_empty = _is_empty(engine, migrating.current(settings.database_url))
    except sa.exc.OperationalError as error:
        opening.wrong_use(f"The database cannot be used: {error.orig}")
    if not is_empty:
        opening.wrong_use("The database is not empty: a backup is restored into an empty one.")


def _is_empty(engine: sa.Engine, revision: str | None) -> bool:
    """Whether there are no tables, or those of this version without a row."""
    if not sa.inspect(engine).get_table_names():
        return True
    if revision != migrating.head():
        return False
    with database.reading(engine) as session:
        return not any(copying.row_counts(session).values())


def _end_with(faults: "list[Fault] | tuple[Fault, ...]", as_json: bool, language: str) -> None:
    """Says each fault and ends: nothing is committed."""
    text = json.dumps({"faults": facts_of(faults)}, indent=2) if as_json else "\n".join(words_of(faults, language))
    click.echo(text)
    raise SystemExit(opening.CONTENT_AT_FAULT)


def _facts(found: Verified, manifest: Manifest) -> dict[str, object]:
    return {
        "made_at": manifest.made_at.isoformat(),
        "tables": found.tables,
        "rows": found.rows,
        "receipts": found.submissions,
        "files": found.files,
        "chain_verified": found.is_chain_verified,
        "seals": found.seals,
        "sealed_events": found.events,
        "faults": [],
    }


def _said(found: Verified, language: str) -> list[str]:
    words = wording.verified(found.tables, found.rows, found.submissions, found.files, language)
    chain = wording.chain(found.seals, found.events, language)
    return [words, chain if found.is_chain_verified else wording.no_chain(language)]
