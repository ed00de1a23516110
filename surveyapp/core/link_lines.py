"""The links of an answer as they are written offline: all in one cell, a line each, "title | address".

A line that was left as it was is the link that it was given out for, exactly; others are read. So a line put between
others, moved or taken out changes no link but its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveyapp.core.supplements import LINKS

LINES = "links"
"""The cell, and the place beside the answer, at which all links stand together in a workbook and nowhere else."""
BETWEEN = "|"
_BEGINS_AN_ADDRESS = ("http://", "https://", "www.")


@dataclass(frozen=True)
class Link:
    url: str = ""
    title: str = ""

    @property
    def line(self) -> str:
        """ "title | address", or the address alone."""
        return _folded(f"{self.title} {BETWEEN} {self.url}" if self.title else self.url)


def lines(links: Sequence[Link]) -> str:
    """What stands in the cell."""
    return "\n".join(one.line for one in links)


def came_back(given: Mapping[str, Link], text: str) -> tuple[dict[str, Link], list[str]]:
    """The links that the lines say now, by their supplement, and the lines for which an answer has no room.

    `given`: the links for which the lines were given out, by their supplement.
    """
    written = [line for one in text.splitlines() if (line := _folded(one))]
    waiting = dict(given)
    found: dict[str, Link] = {}
    others = []
    for line in written:
        same = next((code for code, link in waiting.items() if link.line == line), None)
        if same is None:
            others.append(line)
        else:
            found[same] = waiting.pop(same)
    free = [*waiting, *(code.value for code in LINKS if code.value not in given)]
    found |= {code: _read(line) for code, line in zip(free, others, strict=False)}
    return found, others[len(free) :]


def _read(line: str) -> Link:
    """A title may stand before the address or behind it."""
    before, between, after = (one.strip() for one in line.rpartition(BETWEEN))
    if not between:
        return Link(line)
    is_turned_round = _is_address(before) and not _is_address(after)
    return Link(before, after) if is_turned_round else Link(after, before)


def _is_address(text: str) -> bool:
    return text.casefold().startswith(_BEGINS_AN_ADDRESS)


def _folded(text: str) -> str:
    return " ".join(text.split())
