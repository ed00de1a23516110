"""Folders on disk."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """What has been given a name in a folder keeps it after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
