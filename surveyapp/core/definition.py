"""The definition of an edition as one canonical JSON text and back, exactly.

Canonical: keys sorted, no spaces, characters as they are, facts that have their default value left out. Two
equal questionnaires have the same text, and so the same SHA-256.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from surveyapp.core.questionnaire import Group, Question, Questionnaire
from surveyapp.core.text import Text

FORMAT = 1


class MalformedDefinition(ValueError):
    """The text is not a definition; the message says where."""


class UnknownFormat(MalformedDefinition):
    """The text was written in a format that this version of the product does not know."""

    def __init__(self, found: object) -> None:
        super().__init__(f"a definition of format {FORMAT} was expected, not {found!r}")
        self.found = found


def to_json(questionnaire: Questionnaire) -> str:
    """The canonical text."""
    document = {"format": FORMAT, "questionnaire": _plain(questionnaire)}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def from_json(text: str) -> Questionnaire:
    """The questionnaire of a canonical text; UnknownFormat or MalformedDefinition when there is none."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MalformedDefinition(f"not JSON: {error}") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise UnknownFormat(document.get("format") if isinstance(document, dict) else None)
    if document.keys() != {"format", "questionnaire"}:
        raise MalformedDefinition("besides its format a definition holds a questionnaire and nothing else")
    questionnaire: Questionnaire = _thing(Questionnaire, document["questionnaire"], "questionnaire")
    return questionnaire


def sha256(text: str) -> str:
    """The SHA-256 of a canonical text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(value: Any) -> Any:
    """A fact as JSON writes it; of a thing, only what differs from its default."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value):
        facts = ((field, getattr(value, field.name)) for field in fields(value) if field.init)
        return {field.name: _plain(fact) for field, fact in facts if not _is_default(field, fact)}
    return value


def _is_default(field: "Field[Any]", fact: object) -> bool:
    return field.default is not MISSING and bool(fact == field.default)


@cache
def _facts_of(kind: Any) -> dict[str, tuple[Any, "Field[Any]"]]:
    """The facts of a kind of thing: name to type and field."""
    hints = get_type_hints(kind)
    return {field.name: (hints[field.name], field) for field in fields(kind) if field.init}


def _thing(kind: Any, facts: object, path: str) -> Any:
    if not isinstance(facts, dict):
        raise MalformedDefinition(f"{path}: facts were expected")
    known = _facts_of(kind)
    unknown = facts.keys() - known.keys()
    if unknown:
        raise MalformedDefinition(f"{path}: unknown {', '.join(sorted(unknown))}")
    missing = [name for name, (_, field) in known.items() if field.default is MISSING and name not in facts]
    if missing:
        raise MalformedDefinition(f"{path}: without {', '.join(missing)}")
    return kind(**{name: _value(known[name][0], fact, f"{path}.{name}") for name, fact in facts.items()})


def _value(kind: Any, fact: object, path: str) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        return _values(get_args(kind)[0], fact, path)
    if origin is Mapping:
        return _text(fact, path)
    if origin is UnionType:
        return _part(fact, path)
    if issubclass(kind, Enum):
        return _choice(kind, fact, path)
    if is_dataclass(kind):
        return _thing(kind, fact, path)
    if type(fact) is not kind:
        raise MalformedDefinition(f"{path}: {kind.__name__} was expected, not {fact!r}")
    return fact


def _values(kind: Any, facts: object, path: str) -> tuple[Any, ...]:
    if not isinstance(facts, list):
        raise MalformedDefinition(f"{path}: a list was expected")
    return tuple(_value(kind, fact, f"{path}[{position}]") for position, fact in enumerate(facts))


def _text(fact: object, path: str) -> Text:
    if not isinstance(fact, dict) or not all(isinstance(wording, str) for wording in fact.values()):
        raise MalformedDefinition(f"{path}: wordings by language were expected")
    return fact


def _part(fact: object, path: str) -> Question | Group:
    """A part of a group: a question has a kind, a group has none."""
    is_question = isinstance(fact, dict) and "kind" in fact
    part: Question | Group = _thing(Question if is_question else Group, fact, path)
    return part


def _choice(kind: type[Enum], fact: object, path: str) -> Enum:
    try:
        return kind(fact)
    except ValueError as error:
        raise MalformedDefinition(f"{path}: {error}") from error
