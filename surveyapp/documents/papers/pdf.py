"""A paper about a reply as a PDF."""

import io
from pathlib import Path
from typing import Any

import segno

from surveyapp.documents.papers.parts import Code, Paper, Question
from surveyapp.documents.typesetting import as_facts, typeset

_TEMPLATE = Path(__file__).with_name("paper.typ")


def write(paper: Paper) -> bytes:
    """The PDF: A4, tagged, the same bytes for the same paper."""
    return typeset(_TEMPLATE, "paper", as_facts(paper, _more))


def _more(part: Any) -> dict[str, Any]:
    """Of which kind it is; of a question, whether it is kept on one page; of a code, how it is drawn."""
    facts: dict[str, Any] = {"type": type(part).__name__}
    if isinstance(part, Question):
        facts["is_kept"] = part.is_short
    if isinstance(part, Code):
        facts["picture"] = _drawn(part.address)
    return facts


def _drawn(address: str) -> str:
    content = io.BytesIO()
    segno.make(address, error="m").save(content, kind="svg", border=4, xmldecl=False)
    return content.getvalue().decode()
