"""Keeping the pieces of files that are on their way until the last has come; each is on disk before it counts."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from surveyapp.files.folders import sync_folder

_NAME = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Pieces:
    """Unfinished files below one folder, each under the identifier of its upload."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, name: str, offset: int, content: bytes) -> int:
        """Puts a piece where the file so far ends, so that it outlives a power cut, and returns how long it is now.

        What lies beyond `offset` was never acknowledged and is written over. ValueError when less than that is there.
        """
        path = self._path(name)
        if self.length(name) < offset:
            raise ValueError(f"there are no {offset} bytes of {name}")
        is_new = not path.exists()
        if is_new:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as handle:
            handle.truncate(offset)
            handle.seek(offset)
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        if is_new:
            sync_folder(self._folder)
        return offset + len(content)

    def length(self, name: str) -> int:
        """How many bytes lie there; 0 where nothing does."""
        path = self._path(name)
        return path.stat().st_size if path.is_file() else 0

    def whole(self, name: str, length: int) -> bytes:
        """The first `length` bytes; fewer where they are gone."""
        path = self._path(name)
        if not path.is_file():
            return b""
        with path.open("rb") as handle:
            return handle.read(length)

    def drop(self, name: str) -> None:
        """Forgets a file; one that is not there is forgotten already."""
        self._path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Every unfinished file that lies here."""
        return (path.name for path in self._folder.iterdir()) if self._folder.is_dir() else iter(())

    def place_for(self, name: str) -> Path:
        """Where the unfinished file of an upload lies, or belongs."""
        return self._path(name)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not the identifier of an upload")
        return self._folder / name
