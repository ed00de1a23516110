"""The blank form as a PDF for print: A4, tagged for screen readers, the same bytes for the same form."""

import json
import re
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from surveyapp.documents.blank_form.outline import Asked, Entry, Form, Note

_TEMPLATE = Path(__file__).with_name("form.typ")
_LONG_WORD = re.compile(r"\S{40,}")
_PIECE = re.compile(r"(\S{20})(?=\S)")
_MAY_BREAK = "\u200b"


def write(form: Form) -> bytes:
    """The PDF, conforming to PDF/UA-1; only a sign that no font at hand can draw is left to the reader's own."""
    inputs = {"form": json.dumps(_facts(form), ensure_ascii=False)}
    try:
        return _compiled(inputs, _own_fonts(), "ua-1")
    except typst.TypstError:
        # A sign that the fonts of the typesetter do not have: with those of the machine, and at the worst as a box.
        try:
            return _compiled(inputs, _all_fonts(), "ua-1")
        except typst.TypstError:
            return _compiled(inputs, _all_fonts())


def _compiled(inputs: dict[str, str], fonts: typst.Fonts, *standards: Literal["ua-1"]) -> bytes:
    compiler = typst.Compiler(_TEMPLATE.read_bytes(), root=_TEMPLATE.parent, font_paths=fonts, sys_inputs=inputs)
    made = compiler.compile(format="pdf", pdf_standards=list(standards))
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


@lru_cache(1)
def _own_fonts() -> typst.Fonts:
    """Those that come with the typesetter: the same on every machine."""
    return typst.Fonts(include_system_fonts=False)


@lru_cache(1)
def _all_fonts() -> typst.Fonts:
    return typst.Fonts()


def _facts(form: Form) -> Any:
    """The form as JSON has it; words longer than a line may be broken."""
    return _with_breaks(_printed(form))


def _printed(thing: Any) -> Any:
    """A part of the form with what it says of itself: whether it is kept on one page."""
    if isinstance(thing, tuple):
        return [_printed(one) for one in thing]
    if not is_dataclass(thing):
        return thing
    facts = {each.name: _printed(getattr(thing, each.name)) for each in fields(thing)}
    return facts | {"is_kept": thing.is_short} if isinstance(thing, Asked | Entry | Note) else facts


def _with_breaks(fact: Any) -> Any:
    if isinstance(fact, str):
        return _LONG_WORD.sub(lambda word: _PIECE.sub(rf"\1{_MAY_BREAK}", word[0]), fact)
    if isinstance(fact, dict):
        return {name: _with_breaks(value) for name, value in fact.items()}
    if isinstance(fact, list):
        return [_with_breaks(value) for value in fact]
    return fact
