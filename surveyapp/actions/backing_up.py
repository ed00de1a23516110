"""A backup: every table as it stood at one moment, every file, and a manifest that says what must be there.

Made while people write: the tables are read in one transaction that sees one state of the store; files are on disk
before a row names them and are never replaced, so that those copied afterwards are all that the rows need. The
manifest is written last: a folder without it is no backup. Keys are not in it unless somebody says so.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import auditing
from surveyapp.core import submission
from surveyapp.core.event_chain import Broken, read_receipt
from surveyapp.files import copying as files
from surveyapp.files.folders import sync_folder
from surveyapp.files.storage import Storage
from surveyapp.store import copying
from surveyapp.store.models import Attachment, Letter, ReturnedWorkbook, Submission

FORMAT = 1
MANIFEST = "manifest.json"
KEYS = "keys"


class NoBackupError(ValueError):
    """A folder that is no whole backup, or one of another making."""


class NotEmptyError(ValueError):
    """The folder holds something already."""


class What(StrEnum):
    """What a fault is about."""

    TABLE_MISSING = "table_missing"
    TABLE_ALTERED = "table_altered"
    ROWS = "rows"
    FILE_MISSING = "file_missing"
    FILE_ALTERED = "file_altered"
    RECEIPT = "receipt"
    CHAIN = "chain"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a backup or a store: a table, file or receipt by its name; of the chain, where it breaks."""

    what: What
    name: str = ""
    broken: Broken | None = None


@dataclass(frozen=True)
class Manifest:
    """What a backup says must be in it."""

    made_at: datetime
    revision: str
    tables: Mapping[str, Mapping[str, Any]]
    files: Mapping[str, int]
    uploads: Mapping[str, int]
    log_receipt: str
    audit_key_check: str
    keys: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return sum(int(one["rows"]) for one in self.tables.values())


@dataclass(frozen=True)
class Verified:
    """How much was looked at, and what is wrong."""

    tables: int = 0
    rows: int = 0
    submissions: int = 0
    files: int = 0
    seals: int = 0
    events: int = 0
    is_chain_verified: bool = True
    faults: tuple[Fault, ...] = field(default_factory=tuple)


def back_up(
    session: Session,
    storage: Storage,
    folder: Path,
    revision: str,
    audit_key: str,
    now: datetime,
    keys: Mapping[str, str] | None = None,
) -> tuple[Manifest, list[Fault]]:
    """Writes a backup into an empty folder; the session must be one that only reads. Raises NotEmptyError.

    Files that are missing or damaged are named; the rest is there all the same.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise NotEmptyError(str(folder))
    tables = {table.name: _written(session, table, folder) for table in copying.tables()}
    receipt = auditing.receipt(session)
    needed = set(named_files(session))
    kept, faults = _copied(storage, folder)
    faults += [Fault(What.FILE_MISSING, name) for name in sorted(needed - kept.keys() - {one.name for one in faults})]
    manifest = Manifest(
        made_at=now,
        revision=revision,
        tables=tables,
        files=kept,
        uploads=_copied_uploads(storage, folder),
        log_receipt=str(receipt or ""),
        audit_key_check=auditing.key_check(audit_key),
        keys=_written_keys(folder, keys or {}),
    )
    _write(folder / MANIFEST, _manifest_text(manifest).encode())
    sync_folder(folder)
    return manifest, faults


def read_manifest(folder: Path) -> Manifest:
    """What the backup in a folder says of itself. Raises NoBackupError."""
    try:
        facts = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if facts["format"] != FORMAT:
            raise NoBackupError(str(folder))
        return Manifest(
            made_at=datetime.fromisoformat(facts["made_at"]),
            revision=facts["revision"],
            tables=facts["tables"],
            files=facts["files"],
            uploads=facts["uploads"],
            log_receipt=facts["log_receipt"],
            audit_key_check=facts["audit_key_check"],
            keys=tuple(facts["keys"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoBackupError(str(folder)) from error


def faults_of(folder: Path, manifest: Manifest) -> list[Fault]:
    """What is missing or was changed in a backup, each table and file by its name."""
    found = []
    for name, said in manifest.tables.items():
        file = _table_file(folder, name)
        if not file.is_file():
            found.append(Fault(What.TABLE_MISSING, name))
        elif files.sha256_of(file) != said["sha256"]:
            found.append(Fault(What.TABLE_ALTERED, name))
    known = {table.name for table in copying.tables()}
    found += [Fault(What.TABLE_MISSING, name) for name in sorted(known - manifest.tables.keys())]
    storage = Storage(folder / "files")
    for sha256 in manifest.files:
        file = storage.place_for(sha256)
        if not file.is_file():
            found.append(Fault(What.FILE_MISSING, sha256))
        elif files.sha256_of(file) != sha256:
            found.append(Fault(What.FILE_ALTERED, sha256))
    return found


def restore(session: Session, storage: Storage, folder: Path, manifest: Manifest) -> list[Fault]:
    """Puts every row and file of a backup, which has been looked through, into an empty store. The caller commits."""
    for sha256 in manifest.files:
        files.copied(Storage(folder / "files").place_for(sha256), storage.place_for(sha256))
    for name in manifest.uploads:
        source = Storage(folder / "files").pieces.place_for(name)
        if source.is_file():  # what is missing of an upload is sent anew
            files.copied(source, storage.pieces.place_for(name))
    for table in copying.tables():
        try:
            copying.take_in(session, table, _lines(folder, table.name))
        except (copying.NotAsWrittenError, sa.exc.SQLAlchemyError):
            return [Fault(What.REFERENCE, table.name)]
    for table in copying.tables():
        copying.close(session, table, _lines(folder, table.name))
    return []


def verify(
    session: Session, storage: Storage, manifest: Manifest, audit_key: str, *, with_chain: bool = True
) -> Verified:
    """Holds a store against the manifest it was restored from: rows, receipts, files, and the chain of the log."""
    counts = copying.row_counts(session)
    faults = [Fault(What.ROWS, name) for name, count in counts.items() if count != manifest.tables[name]["rows"]]
    submissions, wrong = _receipts(session)
    faults += wrong
    needed = sorted(set(named_files(session)))
    faults += [Fault(What.FILE_MISSING, name) for name in needed if storage.path(name) is None]
    log = auditing.verify(session, audit_key, read_receipt(manifest.log_receipt)) if with_chain else None
    if log and log.broken:
        faults.append(Fault(What.CHAIN, broken=log.broken))
    return Verified(
        tables=len(counts),
        rows=sum(counts.values()),
        submissions=submissions,
        files=len(needed),
        seals=log.seals if log else 0,
        events=log.sealed_events if log else 0,
        is_chain_verified=with_chain,
        faults=tuple(faults),
    )


def named_files(session: Session) -> Iterator[str]:
    """The SHA-256 of every file that a row names."""
    for column in (Attachment.sha256, ReturnedWorkbook.sha256, Letter.file_sha256):
        yield from (one for one in session.scalars(sa.select(column).distinct()) if one)


def _receipts(session: Session) -> tuple[int, list[Fault]]:
    """How many submissions there are, and those whose text is not the one that its receipt names."""
    found = sa.select(Submission.receipt, Submission.sha256, Submission.content).order_by(Submission.id)
    count, wrong = 0, []
    for receipt, sha256, content in session.execute(found.execution_options(yield_per=50)):
        count += 1
        if submission.sha256(content) != sha256:
            wrong.append(Fault(What.RECEIPT, receipt))
    return count, wrong


def _written(session: Session, table: sa.Table, folder: Path) -> dict[str, Any]:
    """Writes one table; how many rows it has, and the SHA-256 of its file."""
    file, made, rows = _table_file(folder, table.name), hashlib.sha256(), -1  # the first line is none of its rows
    file.parent.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as writing:
        for line in copying.lines(session, table):
            text = line.encode() + b"\n"
            made.update(text)
            writing.write(text)
            rows += 1
        writing.flush()
        os.fsync(writing.fileno())
    return {"rows": rows, "sha256": made.hexdigest()}


def _copied(storage: Storage, folder: Path) -> tuple[dict[str, int], list[Fault]]:
    kept, faults, target = {}, [], Storage(folder / "files")
    for file in sorted(storage.every()):
        sha256, size = files.copied(file, target.place_for(file.name))
        if sha256 == file.name:
            kept[sha256] = size
        else:
            target.place_for(file.name).unlink()
            faults.append(Fault(What.FILE_ALTERED, file.name))
    return kept, faults


def _copied_uploads(storage: Storage, folder: Path) -> dict[str, int]:
    """The unfinished files; one that was finished meanwhile is gone."""
    found = {}
    for name in sorted(storage.pieces.names()):
        try:
            _sha256, size = files.copied(
                storage.pieces.place_for(name), Storage(folder / "files").pieces.place_for(name)
            )
        except FileNotFoundError:
            continue
        found[name] = size
    return found


def _written_keys(folder: Path, keys: Mapping[str, str]) -> tuple[str, ...]:
    for name, key in keys.items():
        (folder / KEYS).mkdir(mode=0o700, exist_ok=True)
        _write(folder / KEYS / name, key.encode(), 0o400)
    return tuple(keys)


def _write(file: Path, content: bytes, mode: int = 0o600) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as writing:
        writing.write(content)
        writing.flush()
        os.fsync(writing.fileno())


def _manifest_text(manifest: Manifest) -> str:
    facts = {
        "format": FORMAT,
        "made_at": manifest.made_at.isoformat(),
        "revision": manifest.revision,
        "tables": manifest.tables,
        "files": manifest.files,
        "uploads": manifest.uploads,
        "log_receipt": manifest.log_receipt,
        "audit_key_check": manifest.audit_key_check,
        "keys": manifest.keys,
    }
    return json.dumps(facts, indent=1) + "\n"


def _table_file(folder: Path, name: str) -> Path:
    return folder / "tables" / f"{name}.jsonl"


def _lines(folder: Path, table: str) -> Iterator[str]:
    with _table_file(folder, table).open(encoding="utf-8", newline="\n") as file:
        yield from (line.rstrip("\n") for line in file)
