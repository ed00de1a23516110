"""What is compiled once in a run: each test has an application and a store of its own, and would compile it anew."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import CodeType
from typing import Any, ClassVar

import sqlalchemy as sa
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule
from werkzeug.routing.rules import RulePart

MOST_STATEMENTS = 5_000


def share() -> None:
    """From now on an application takes over addresses, and an engine statements, that another one has compiled."""
    Flask.url_rule_class = _Rule
    # SQLAlchemy keeps what it has compiled under the dialect, and each engine has a dialect of its own.
    setattr(DefaultDialect, "__hash__", lambda one: hash(type(one)))  # noqa: B010 (no method of SQLAlchemy's own)
    setattr(DefaultDialect, "__eq__", lambda one, other: type(one) is type(other))  # noqa: B010
    sa.event.listen(sa.Engine, "engine_connect", _know)


class _Templates(BytecodeCache):
    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._known.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = (bucket.checksum, bucket.code)


TEMPLATES = _Templates()
CATALOGS: dict[Any, Any] = {}


@dataclass(frozen=True)
class _Parsed:
    parts: list[RulePart]
    trace: list[tuple[bool, str]]
    converters: dict[str, Any]
    arguments: set[str]


class _Rule(Rule):
    _known: ClassVar[dict[tuple[str, str, bool], Callable[..., tuple[str, str]]]] = {}
    _parsed: ClassVar[dict[tuple[str, frozenset[str]], "_Parsed"]] = {}

    def _parse_rule(self, rule: str) -> Iterable[RulePart]:
        """The parts of an address. What Werkzeug notes of them in passing is taken over too."""
        key = (rule, frozenset(self.arguments))
        if key not in self._parsed:
            parts = list(super()._parse_rule(rule))
            self._parsed[key] = _Parsed(parts, self._trace, self._converters, self.arguments)
        known = self._parsed[key]
        self._trace, self._converters, self.arguments = known.trace, known.converters, set(known.arguments)
        return known.parts

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, repr(self.defaults), append_unknown)
        if key not in self._known:
            self._known[key] = super()._compile_builder(append_unknown)
        return self._known[key]


_STATEMENTS: LRUCache[Any, Any] = LRUCache(MOST_STATEMENTS)


def _know(connection: sa.Connection) -> None:
    connection.engine._compiled_cache = _STATEMENTS
