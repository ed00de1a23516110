"""Keeping the bytes of files on disk, under their SHA-256: the same file is kept once, and none is ever replaced."""

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from surveyapp.files.folders import sync_folder
from surveyapp.files.pieces import Pieces

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Storage:
    """The files below one folder, in sub-folders by the first two characters of their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def pieces(self) -> Pieces:
        """Files that are still on their way."""
        return Pieces(self._folder / "uploads")

    def keep(self, content: bytes) -> str:
        """Keeps a file so that it outlives a power cut, and returns its SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_whole(path, content)
            sync_folder(path.parent)
            sync_folder(self._folder)
        return sha256

    def path(self, sha256: str) -> Path | None:
        """Where the file with this SHA-256 lies; None when it is not kept here."""
        path = self._path(sha256) if _SHA256.fullmatch(sha256) else None
        return path if path and path.is_file() else None

    def every(self) -> Iterator[Path]:
        """Every file that is kept here, whole."""
        return (one for one in self._folder.glob("[0-9a-f][0-9a-f]/*") if _SHA256.fullmatch(one.name))

    def drop_drafts(self, before: datetime) -> None:
        """Drops what a process that was ended half way had begun to write before this moment."""
        for draft in self._folder.glob("[0-9a-f][0-9a-f]/.*"):
            with contextlib.suppress(FileNotFoundError):  # ended well meanwhile
                if draft.stat().st_mtime < before.timestamp():
                    draft.unlink()

    def place_for(self, sha256: str) -> Path:
        """Where a file with this SHA-256 belongs; ValueError where it is none."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is not a SHA-256")
        return self._path(sha256)

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


def _write_whole(path: Path, content: bytes) -> None:
    """The file appears under its name when it is complete, or not at all."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
