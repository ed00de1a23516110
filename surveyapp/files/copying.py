"""Copying files from one folder to another, with what their bytes turn out to be."""

import hashlib
import os
from pathlib import Path

_AT_ONCE = 1024 * 1024


def copied(source: Path, target: Path) -> tuple[str, int]:
    """Copies a file, for its owner's eyes alone, so that it outlives a power cut; SHA-256 and size of what was read."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made, size = hashlib.sha256(), 0
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with source.open("rb") as reading, os.fdopen(descriptor, "wb") as writing:
        while portion := reading.read(_AT_ONCE):
            made.update(portion)
            size += len(portion)
            writing.write(portion)
        writing.flush()
        os.fsync(writing.fileno())
    return made.hexdigest(), size


def sha256_of(file: Path) -> str:
    """Of a file, read by and by."""
    with file.open("rb") as reading:
        return hashlib.file_digest(reading, "sha256").hexdigest()
