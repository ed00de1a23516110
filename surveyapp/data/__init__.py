"""What the product brings along: the bundled questionnaire, the member states, the demonstration."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def path(name: str) -> Path:
    """Where the file of this name stands; LookupError when the product brings no such file."""
    found = _FOLDER / name
    if found.parent != _FOLDER or not found.is_file():
        raise LookupError(f"no bundled file {name!r}")
    return found


def text(name: str) -> str:
    """The text of the bundled file of this name."""
    return path(name).read_text(encoding="utf-8")
