"""What every command opens: the settings, the store, the clock. Faults of use end it with a sentence and 2."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import click
import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings, WrongSettingError, from_environment
from surveyapp.store import database, migrating

CONTENT_AT_FAULT = 1
WRONG_USE = 2


def now() -> datetime:
    return datetime.now(UTC)


def settings() -> Settings:
    """The settings of this installation; a wrong one ends the command."""
    try:
        return from_environment(os.environ)
    except WrongSettingError as error:
        wrong_use(str(error))


def engine() -> sa.Engine:
    """The store, which must have the shape that this version needs."""
    url = settings().database_url
    if _is_absent(url):
        wrong_use("There is no database yet. Run: surveyapp database upgrade (or surveyapp demo)")
    try:
        present = migrating.current(url)
    except sa.exc.OperationalError as error:
        wrong_use(f"The database cannot be used: {error.orig}")
    if present != migrating.head():
        wrong_use("The database has not the shape that this version needs. Run: surveyapp database upgrade")
    return database.make_engine(url)


def _is_absent(url: str) -> bool:
    """Whether the file of an embedded database is not there; looking for it with SQLite would make an empty one."""
    file = sa.make_url(url).database
    return url.startswith("sqlite") and not (file and Path(file).exists())


@contextmanager
def reading() -> Iterator[Session]:
    """A session that only reads. Nothing of the store stays open after it, so that a server may fork."""
    with closing(engine()) as store, database.reading(store) as session:
        yield session


@contextmanager
def writing() -> Iterator[Session]:
    """A session that may write; the command commits."""
    with closing(engine()) as store, database.writing(store) as session:
        yield session


@contextmanager
def closing(store: sa.Engine) -> Iterator[sa.Engine]:
    """Closes every connection at the end. SQLite's must never be carried over a fork: its locks are the process's."""
    try:
        yield store
    finally:
        store.dispose()


def wrong_use(message: str) -> NoReturn:
    """Ends the command: it was called wrongly, or cannot be used here."""
    click.echo(message, err=True)
    sys.exit(WRONG_USE)


def at_fault(message: str) -> NoReturn:
    """Ends the command: what it was given, or found, is at fault."""
    click.echo(message, err=True)
    sys.exit(CONTENT_AT_FAULT)
