"""The summary as a PDF: tagged, with bookmarks and links, the same bytes for the same outline."""

from pathlib import Path
from typing import Any

from surveyapp.documents.papers.parts import Passage
from surveyapp.documents.summary.parts import Cell, Outline, Table, length
from surveyapp.documents.typesetting import as_facts, typeset
from surveyapp.wording.summary import fixed

_TEMPLATE = Path(__file__).with_name("summary.typ")
_LONG = 600
"""Characters."""


def as_pdf(outline: Outline) -> bytes:
    """The PDF, PDF/UA-1."""
    drawn = Outline(
        language=outline.language,
        paper=outline.paper,
        cover=outline.cover,
        parts=outline.parts,
        sentences=(),
    )
    return typeset(_TEMPLATE, "summary", as_facts(drawn, _more))


def _more(part: Any) -> dict[str, Any]:
    """Of which kind it is; a set as a list in order."""
    if isinstance(part, Outline):
        return {"page": fixed.words("page_of", part.language)}
    if isinstance(part, Passage):
        return {"type": "Passage"}
    if isinstance(part, Table):
        return {
            "type": "Table",
            "is_breakable": any(_is_long(one) for row in part.rows for one in row),
            "is_whole": part.is_whole,
            "numeric": sorted(part.numeric),
            "centred": sorted(part.centred),
        }
    return {"type": type(part).__name__}


def _is_long(cell: Cell) -> bool:
    """Whether a cell may fill a page; only such a one is broken over two, which takes the typesetter much longer."""
    return length(cell) > _LONG
