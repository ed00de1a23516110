"""Papers that a command writes to disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from surveyapp.cli import opening


def output(help_: str = "The file to write.", *, required: bool = True) -> Callable[[Any], Any]:
    """The option that names the file, by either of its names on every command."""
    file = click.Path(dir_okay=False, path_type=Path)
    return click.option("--output", "--out", "output", type=file, required=required, help=help_)


def write(out: Path, content: bytes) -> None:
    """The file is there whole or not at all; where it cannot be written the command ends and says so."""
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(out)
    except OSError as error:
        opening.wrong_use(f"{out} could not be written: {error.strerror}.")
