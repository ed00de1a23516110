"""Counting what a page asks of the store, for tests of pages that must stay cheap."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The statements that the application sends until the end of the block, without begin and commit."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            seen.append(statement)

    event.listen(app.extensions["engine"], "before_cursor_execute", note)
    yield seen
    event.remove(app.extensions["engine"], "before_cursor_execute", note)
