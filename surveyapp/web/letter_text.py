"""A letter as it was written, laid out as a letter: its heading, its date, to whom, the text, from whom."""

from dataclasses import dataclass

_HEADS = ("Organization of American States", "Organización de los Estados Americanos")


@dataclass(frozen=True)
class Block:
    """Lines that stand together. `part` is "head", "date", "to", "from", or "" for the text itself."""

    part: str
    lines: tuple[str, ...]


def blocks(body: str) -> list[Block]:
    """The paragraphs of a plain text; those of a formal letter with the part that each plays."""
    paragraphs = [tuple(part.strip("\n").split("\n")) for part in body.split("\n\n") if part.strip()]
    start = next((place for place, lines in enumerate(paragraphs) if lines[0] in _HEADS), None)
    parts = {} if start is None else {start: "head", start + 1: "date", start + 2: "to", len(paragraphs) - 1: "from"}
    return [Block(parts.get(place, ""), tuple(map(str.strip, lines))) for place, lines in enumerate(paragraphs)]
