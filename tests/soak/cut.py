"""A power cut without pulling the plug: whatever was not synced when the server died is undone.

`cut.c` is compiled and loaded into the server; it knows what every write since the last sync wrote over.
"""

import shutil
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("cut.c")
COMPILER = shutil.which("cc")
BESIDE = ("", "-wal", "-journal")
"""What SQLite keeps of a store. The shared memory ("-shm") is made anew by whoever opens it after a cut."""
_HEAD = struct.Struct("=qqq")


@dataclass
class Cut:
    """The cut of one store."""

    preloaded: Path
    store: Path
    notes: Path
    is_deaf: bool = False
    undone: int = 0
    """Writes that were undone so far."""

    @property
    def environ(self) -> dict[str, str]:
        """What the server is given so that it can be cut off."""
        deaf = {"CUT_DEAF": "1"} if self.is_deaf else {}
        return {"LD_PRELOAD": str(self.preloaded), "CUT_STORE": str(self.store), "CUT_NOTES": str(self.notes), **deaf}

    def drop_what_was_not_synced(self) -> None:
        """Leaves the files as a disk would that was cut off; call it when the server is dead."""
        for beside in BESIDE:
            notes, file = self.notes / f"notes{beside}", Path(f"{self.store}{beside}")
            if notes.exists() and file.exists():
                self.undone += _undo(file, notes.read_bytes())
            notes.unlink(missing_ok=True)
        Path(f"{self.store}-shm").unlink(missing_ok=True)


def of_store(store: Path, folder: Path, *, is_deaf: bool = False) -> Cut:
    """Compiles the library into a folder. RuntimeError where there is no compiler."""
    if COMPILER is None:
        raise RuntimeError("A power cut needs a C compiler: apt-get install gcc libc6-dev")
    preloaded, notes = folder / "cut.so", folder / "notes"
    notes.mkdir(parents=True, exist_ok=True)
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O2", "-o", preloaded, SOURCE, "-ldl"], check=True)
    return Cut(preloaded, store, notes, is_deaf)


def _undo(file: Path, notes: bytes) -> int:
    """Takes the writes back, the last one first. A note that was not finished is of a write that never began."""
    taken, at = [], 0
    while at + _HEAD.size <= len(notes):
        offset, size, over = _HEAD.unpack_from(notes, at)
        at += _HEAD.size + over
        if at <= len(notes):
            taken.append((offset, size, notes[at - over : at]))
    with file.open("r+b") as handle:
        for offset, size, before in reversed(taken):
            handle.seek(offset)
            handle.write(before)
            handle.truncate(size)
    return len(taken)
