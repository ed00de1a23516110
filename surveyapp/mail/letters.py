"""Composing letters: a template per kind and language, filled with facts, into a subject and a plain text.

Each template is a text file whose first line is the subject. A fact is one line of text (breaks and control characters
in it become spaces, so that no name can add a heading to a mail), a list of them, or a number.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

Fact = str | int | bool | None | Sequence[str]
TEMPLATES = Path(__file__).parent / "templates"
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Composed:
    """A letter as it will be read, before it is a row or a mail."""

    kind: str
    language: str
    subject: str
    body: str


def compose(kind: str, language: str, facts: Mapping[str, Fact]) -> Composed:
    """The letter of this kind in this language. Raises UndefinedError for a fact that the template misses."""
    cleaned = {name: _cleaned(fact) for name, fact in facts.items()}
    text = _environment().get_template(f"{kind}.{language}.txt").render(cleaned)
    subject, _, body = text.partition("\n")
    body = re.sub(r"\n{3,}", "\n\n", body).strip("\n") + "\n"
    return Composed(kind, language, _one_line(subject)[:LONGEST_SUBJECT], body)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 (plain text: nothing in it is read as HTML)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _cleaned(fact: Fact) -> Fact:
    if isinstance(fact, str):
        return _one_line(fact)
    if isinstance(fact, Sequence):
        return [_one_line(one) for one in fact]
    return fact


def _one_line(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+", " ", text).strip()
