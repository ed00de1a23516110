"""A paper about a reply as a PDF."""

import io
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import segno

from surveyapp.documents.papers.parts import Code, Paper, Question
from surveyapp.documents.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("paper.typ")


def write(paper: Paper) -> bytes:
    """The PDF: A4, tagged, the same bytes for the same paper."""
    return typeset(_TEMPLATE, "paper", _printed(paper))


def _printed(thing: Any) -> Any:
    """A part of the paper with its kind, and what it says of itself."""
    if isinstance(thing, tuple):
        return [_printed(one) for one in thing]
    if not is_dataclass(thing):
        return thing
    facts = {each.name: _printed(getattr(thing, each.name)) for each in fields(thing)}
    facts["type"] = type(thing).__name__
    if isinstance(thing, Question):
        facts["is_kept"] = thing.is_short
    if isinstance(thing, Code):
        facts["picture"] = _drawn(thing.address)
    return facts


def _drawn(address: str) -> str:
    content = io.BytesIO()
    segno.make(address, error="m").save(content, kind="svg", border=4, xmldecl=False)
    return content.getvalue().decode()
