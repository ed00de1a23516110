"""Papers that a command writes to disk."""

from pathlib import Path

from surveyapp.cli import opening


def write(out: Path, content: bytes) -> None:
    """The file is there whole or not at all; where it cannot be written the command ends and says so."""
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(out)
    except OSError as error:
        opening.wrong_use(f"{out} could not be written: {error.strerror}.")
