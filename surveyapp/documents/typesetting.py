"""Setting a paper as a PDF: A4, tagged for screen readers, the same bytes for the same facts.

A template is a Typst file of this room; what is said comes in as data, so that no text is ever read as markup.
"""

import json
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

_ROOM = Path(__file__).parent
_LONG_WORD = re.compile(r"\S{40,}")
_PIECE = re.compile(r"(\S{20})(?=\S)")
_MAY_BREAK = "\u200b"
_EXACT = frozenset({"address", "keywords", "picture"})
"""Names of facts that are no text to be read: not a sign is put into them."""


def typeset(template: Path, name: str, facts: Any) -> bytes:
    """The PDF, conforming to PDF/UA-1; only a sign that no font at hand can draw is left to the reader's own.

    `facts`: as JSON has them; the template reads them as `sys.inputs` by `name`.
    """
    inputs = {name: json.dumps(_with_breaks(facts), ensure_ascii=False)}
    try:
        return _compiled(template, inputs, _own_fonts(), "ua-1")
    except typst.TypstError:
        # A sign that the fonts of the typesetter do not have: with those of the machine, and at the worst as a box.
        try:
            return _compiled(template, inputs, _all_fonts(), "ua-1")
        except typst.TypstError:
            return _compiled(template, inputs, _all_fonts())


def pictured(template: Path, name: str, facts: Any, dots: int = 120) -> list[bytes]:
    """Each page that a template makes of the facts, as PNG; `dots` an inch."""
    inputs = {name: json.dumps(facts, ensure_ascii=False)}
    compiler = typst.Compiler(template.read_bytes(), root=_ROOM, font_paths=_own_fonts(), sys_inputs=inputs)
    made = compiler.compile(format="png", ppi=dots)
    return [made] if isinstance(made, bytes) else list(made or ())


def as_facts(thing: Any, more: Callable[[Any], dict[str, Any]]) -> Any:
    """A part of a paper, made of dataclasses and tuples, as JSON has it; `more`: what else each part says of itself."""
    if isinstance(thing, tuple):
        return [as_facts(one, more) for one in thing]
    names = _names(type(thing))  # type: ignore[arg-type]
    if names is None:
        return thing
    return {name: as_facts(getattr(thing, name), more) for name in names} | more(thing)


@lru_cache
def _names(kind: type) -> tuple[str, ...] | None:
    """Of the fields of a dataclass; None of anything else."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else None


def _compiled(template: Path, inputs: dict[str, str], fonts: typst.Fonts, *standards: Literal["ua-1"]) -> bytes:
    compiler = typst.Compiler(template.read_bytes(), root=_ROOM, font_paths=fonts, sys_inputs=inputs)
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


def _with_breaks(fact: Any) -> Any:
    """Words longer than a line may be broken."""
    if isinstance(fact, str):
        return _LONG_WORD.sub(lambda word: _PIECE.sub(rf"\1{_MAY_BREAK}", word[0]), fact)
    if isinstance(fact, dict):
        return {name: value if name in _EXACT else _with_breaks(value) for name, value in fact.items()}
    if isinstance(fact, list):
        return [_with_breaks(value) for value in fact]
    return fact
