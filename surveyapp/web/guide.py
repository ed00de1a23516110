"""The guide for focal points as a page shows it: its Markdown cut into chapters, each with its anchor."""

import re
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from surveyapp import data
from surveyapp.web.markdown import markdown

_HEADING = re.compile(r"^(#{2,3}) (.+) \{#([a-z-]+)\}$", re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """`level` is that of its heading: 2, or 3 for a part of the chapter before it."""

    anchor: str
    title: str
    level: int
    text: Markup


@dataclass(frozen=True)
class Guide:
    title: str
    lead: Markup
    chapters: tuple[Chapter, ...]


@lru_cache
def for_focal_points(language: str) -> Guide:
    """The guide in this language, safe to draw."""
    opening, *pieces = _HEADING.split(data.text(f"guide-for-focal-points.{language}.md"))
    title, _, lead = opening.partition("\n")
    chapters = zip(pieces[0::4], pieces[1::4], pieces[2::4], pieces[3::4], strict=True)
    return Guide(
        title.removeprefix("# "),
        markdown(lead),
        tuple(Chapter(anchor, name, len(marks), markdown(text)) for marks, name, anchor, text in chapters),
    )
