"""A disk that is full, without filling one: the store of an application can grow no further."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import Flask


@contextmanager
def a_full_disk(app: Flask) -> Iterator[None]:
    """SQLite says "database or disk is full" to what needs more room than the pages that the store has."""

    def set_limit(connection: Any, _record: Any, _proxy: Any) -> None:
        [pages] = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    def take_limit_away(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1073741823")

    engine = app.extensions["engine"]
    sa.event.listen(engine, "checkout", set_limit)
    sa.event.listen(engine, "checkin", take_limit_away)
    try:
        yield
    finally:
        sa.event.remove(engine, "checkout", set_limit)
        sa.event.remove(engine, "checkin", take_limit_away)
