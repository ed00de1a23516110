"""The database session of a request: opened at its first use, for reading or writing as the endpoint declares."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from surveyapp.store import database


def install(app: Flask, engine: sa.Engine) -> None:
    app.extensions["engine"] = engine
    app.teardown_appcontext(_close)


def engine() -> sa.Engine:
    found: sa.Engine = current_app.extensions["engine"]
    return found


def session() -> Session:
    """The request's session. A writing one begins with BEGIN IMMEDIATE; what the view does not commit is undone."""
    if "database_session" not in g:
        g.database_session = database.new_session(engine(), g.get("use", "reading"))
    found: Session = g.database_session
    return found


def commit() -> None:
    """Commits what the view did. From here on the request only reads: no page is drawn while the store is held."""
    if "database_session" in g:
        session().commit()
        database.only_read(session())
    g.use = "reading"


def let_go() -> None:
    """Undoes what was not committed, for a page that needs nothing of it; from here on the request only reads."""
    _close(None)
    g.use = "reading"


@contextmanager
def reading() -> Iterator[Session]:
    """A session apart, for a view that reads before something long and must not hold the store meanwhile."""
    with database.reading(engine()) as apart:
        yield apart


@contextmanager
def writing() -> Iterator[Session]:
    """A session apart, for what is kept even if the request fails. Never inside a writing request's own session."""
    with database.writing(engine()) as apart:
        yield apart


def _close(_error: BaseException | None) -> None:
    opened = g.pop("database_session", None)
    if opened is not None:
        opened.close()
