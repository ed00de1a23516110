"""Composing letters: a template per kind and language, filled with facts, into a subject and a plain text.

Each template is a text file whose first line is the subject; officers may have worded it otherwise. A fact is one line
of text (breaks and control characters in it become spaces, so that no name can add a heading to a mail), a list of
them, or a number.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from surveyapp.core import letter_language
from surveyapp.core.letter_language import Fields
from surveyapp.core.text import Text, said

Fact = str | int | bool | None | Sequence[str]
TEMPLATES = Path(__file__).parent / "templates"
LONGEST_SUBJECT = 200
REQUIRED: Mapping[str, frozenset[str]] = {
    "secretariat_invitation": frozenset({"address"}),
    "invitation": frozenset({"base_url", "email", "deadline"}),
    **{
        f"{hand}_invitation": frozenset({"base_url", "email"})
        for hand in ("contributor", "alternate", "mission", "successor")
    },
    "access_request": frozenset({"asking", "asking_email", "base_url"}),
    "receipt": frozenset({"receipt", "sha256", "received"}),
    "extension_granted": frozenset({"deadline"}),
    "questions_changed": frozenset({"questions"}),
    "clarifications": frozenset({"questions"}),
}
"""What a letter of a kind cannot do without, however it is worded."""
_NEVER_LEFT_OUT = frozenset({"code"})
"""Wherever the product's own wording has it."""
_ILLUSTRATIVE: Text = {
    "en": "ILLUSTRATIVE LETTER. The persons and answers of this demonstration are invented; they are not statements"
    " of any state.",
    "es": "CARTA ILUSTRATIVA. Las personas y las respuestas de esta demostración son inventadas; no son declaraciones"
    " de ningún Estado.",
}
_INCLUDE = re.compile(r"\{% include \"(?P<name>[\w.]+)\" %\}\n?")


@dataclass(frozen=True)
class Wording:
    """How a kind of letter is worded in one language: by the product itself (version 0), or by officers since.

    Without a body it is withdrawn: nothing of the kind is written in this language.
    """

    subject: str
    body: str
    version: int = 0

    @property
    def is_withdrawn(self) -> bool:
        return not self.body


@dataclass(frozen=True)
class Composed:
    """A letter as it will be read, before it is a row or a mail."""

    kind: str
    language: str
    subject: str
    body: str
    template_version: int | None = None
    """The version of the officers' wording; None: the product's own."""


class NoWordingError(RuntimeError):
    """Officers withdrew the wording of this kind of letter in this language."""

    def __init__(self, kind: str, language: str) -> None:
        super().__init__(f"{kind}.{language}")
        self.kind, self.language = kind, language


def compose(kind: str, language: str, facts: Mapping[str, Fact], wording: Wording | None = None) -> Composed:
    """The letter of this kind in this language, in the officers' wording where one is given.

    Raises UndefinedError for a fact that the product's own template misses, NoWordingError for one withdrawn.
    """
    cleaned = {name: _cleaned(fact) for name, fact in facts.items()}
    if wording is not None and wording.version:
        return _as_worded(kind, language, cleaned, wording)
    text = _environment().get_template(f"{kind}.{language}.txt").render(cleaned)
    subject, _, body = text.partition("\n")
    return Composed(kind, language, _as_subject(subject), _as_body(body))


def kinds() -> tuple[str, ...]:
    """Every kind of letter that is written as mail."""
    return tuple(sorted({name for name, _language in _templates()}))


@lru_cache(maxsize=128)
def original(kind: str, language: str) -> Wording:
    """The product's own wording, as officers may change it. KeyError for a kind there is not."""
    if (kind, language) not in _templates():
        raise KeyError(kind, language)
    subject, _, body = _whole(f"{kind}.{language}.txt").partition("\n")
    return Wording(subject, body)


@lru_cache(maxsize=64)
def fields(kind: str) -> Fields:
    """What officers may name in a letter of this kind."""
    found = [
        letter_language.named(f"{one.subject}\n{one.body}")
        for one in (original(kind, language) for of, language in _templates() if of == kind)
    ]
    names = frozenset[str]().union(*(one.names for one in found))
    lists = frozenset[str]().union(*(one.lists for one in found))
    return Fields(names, lists, REQUIRED.get(kind, frozenset()) | names & _NEVER_LEFT_OUT)


def _as_worded(kind: str, language: str, facts: Mapping[str, Fact], wording: Wording) -> Composed:
    if wording.is_withdrawn:
        raise NoWordingError(kind, language)
    subject = _as_subject(letter_language.rendered(wording.subject, dict(facts)))
    body = _as_body(letter_language.rendered(wording.body, dict(facts)))
    if facts.get("illustrative") and not body.startswith(said(_ILLUSTRATIVE, language)):
        body = f"{said(_ILLUSTRATIVE, language)}\n\n{body}"
    return Composed(kind, language, subject, body, wording.version)


@lru_cache(maxsize=1)
def _templates() -> tuple[tuple[str, str], ...]:
    """Kind and language of each template that is a letter and not a part of others."""
    files = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.txt")}
    parts = {found["name"] for text in files.values() for found in _INCLUDE.finditer(text)}
    named = (name.split(".") for name in sorted(files.keys() - parts))
    return tuple((kind, language) for kind, language, _ending in named)


def _whole(name: str) -> str:
    """A template with the parts that it shares with others put in."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    return _INCLUDE.sub(lambda found: _whole(found["name"]).removesuffix("\n"), text)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 (plain text: nothing in it is read as HTML)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _as_subject(text: str) -> str:
    return _one_line(text)[:LONGEST_SUBJECT]


def _as_body(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _cleaned(fact: Fact) -> Fact:
    if isinstance(fact, str):
        return _one_line(fact)
    if isinstance(fact, Sequence):
        return [_one_line(one) for one in fact]
    return fact


def _one_line(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+", " ", text).strip()
