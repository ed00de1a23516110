"""Counting what a request asks of the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event


@dataclass
class Asked:
    """The statements of a piece of work, without the BEGIN that SQLite needs said; how often it was committed."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0

    @property
    def count(self) -> int:
        return len(self.statements)


@contextmanager
def counted(engine: sa.Engine) -> Iterator[Asked]:
    """Counts until the end of the block."""
    asked = Asked()

    def statement(_connection: Any, _cursor: Any, text: str, *_rest: Any) -> None:
        if not text.startswith("BEGIN"):
            asked.statements.append(text)

    def commit(_connection: Any) -> None:
        asked.commits += 1

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "commit", commit)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "commit", commit)
