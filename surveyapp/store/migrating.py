"""Bringing a store to the newest shape, in numbered steps that happen wholly or not at all."""

from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from surveyapp.store.database import make_engine

MIGRATIONS = Path(__file__).parents[2] / "migrations"


class BrokenReferenceError(RuntimeError):
    """A migration left rows that refer to rows which are not there. It was undone."""


def upgrade(url: str, migrations: Path = MIGRATIONS) -> None:
    """Applies what is missing, in one transaction. Several processes may ask at once: one does it.

    Raises what a failing migration raises, and BrokenReferenceError; the store is then as it was before.
    """
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                _upgrade_sqlite(connection, migrations)
            else:
                command.upgrade(_config(connection, migrations), "head")
    finally:
        engine.dispose()


def current(url: str) -> str | None:
    """The number of the last migration applied to the store; None for an empty one."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def head(migrations: Path = MIGRATIONS) -> str | None:
    """The number of the newest migration; None where there is none."""
    return ScriptDirectory(str(migrations)).get_current_head()


def add(message: str, migrations: Path = MIGRATIONS) -> None:
    """Writes the next numbered migration: what lies between the migrations so far and the models."""
    number = f"{int(head(migrations) or 0) + 1:04}"
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/newest.db"
        upgrade(url, migrations)
        engine = make_engine(url)
        with engine.connect() as connection:
            command.revision(_config(connection, migrations), message, autogenerate=True, rev_id=number)
        engine.dispose()


def _upgrade_sqlite(connection: sa.Connection, migrations: Path) -> None:
    # Changing a table means copying it and dropping the old one; with foreign keys on, that would take along
    # the rows which refer to it. So they are off, and checked as a whole before the end.
    _pragma_outside_transaction(connection, "PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            command.upgrade(_config(connection, migrations), "head")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken:
                raise BrokenReferenceError(f"A row of {broken[0]} refers to a row of {broken[2]} that is gone.")
    finally:
        _pragma_outside_transaction(connection, "PRAGMA foreign_keys = ON")


def _pragma_outside_transaction(connection: sa.Connection, pragma: str) -> None:
    connection.connection.cursor().execute(pragma)


def _config(connection: sa.Connection, migrations: Path) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    return config
