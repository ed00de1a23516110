"""Opening the store, and saying before the first statement whether a piece of work reads or writes.

On SQLite a piece of work that writes begins with BEGIN IMMEDIATE: it waits for its turn at once. Left to
begin as a reader, two of them could read the same row and the second would overwrite the first or fail.
A piece of work that reads sees one state of the store throughout, and both databases refuse it a write.
"""

import fcntl
import json
import os
import select
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker

BUSY_TIMEOUT_SECONDS = 10
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # NORMAL loses acknowledged answers when the power fails
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}",
)
CONNECTIONS = 16
"""To PostgreSQL, kept open by a process: two for each thread of a server. To open one costs more than a saving."""
_ALIVE = {"keepalives_idle": 60, "keepalives_interval": 10, "keepalives_count": 3}
"""A server that vanished without a word is noticed while nobody waits for it."""
_USE = "surveyapp_use"
_TURN = "surveyapp_turn"
_JSON = json.JSONDecoder()
_READING = {_USE: "reading"}
_READING_ON_POSTGRESQL = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

Use = Literal["reading", "writing"]
Sessions = sessionmaker(expire_on_commit=False)


def make_engine(url: str) -> sa.Engine:
    """An engine for an SQLite or PostgreSQL address, with every connection set up as the store needs it.

    The values of a statement stay out of errors, and so out of logs: they are answers, codes and addresses.
    """
    if sa.make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    return _postgresql_engine(url)


def new_session(engine: sa.Engine, use: Use) -> Session:
    """A session whose transactions are all of one use. The caller closes it."""
    return Sessions(bind=engine if use == "writing" else _for_reading(engine))


def only_read(session: Session) -> None:
    """Makes a session that has committed one that reads; what it has loaded stays at hand."""
    session.bind = _for_reading(cast(sa.Engine, session.get_bind()))


@contextmanager
def reading(engine: sa.Engine) -> Iterator[Session]:
    """A session that sees one state of the store throughout and cannot change it."""
    with new_session(engine, "reading") as session:
        yield session


@contextmanager
def writing(engine: sa.Engine) -> Iterator[Session]:
    """A session that may change the store. Its entrance commits; what is not committed is undone."""
    with new_session(engine, "writing") as session:
        yield session


def _for_reading(engine: sa.Engine) -> sa.Engine:
    options = _READING if engine.dialect.name == "sqlite" else _READING_ON_POSTGRESQL
    return engine.execution_options(**options)


def _postgresql_engine(url: str) -> sa.Engine:
    engine = sa.create_engine(
        url,
        connect_args=_ALIVE,
        pool_size=CONNECTIONS,
        pool_use_lifo=True,  # no more are open than were ever in use at once
        json_deserializer=_read_json,
        hide_parameters=True,
    )
    event.listen(engine, "checkout", _refuse_one_that_ended)
    return engine


def _refuse_one_that_ended(connection: Any, _record: Any, _proxy: Any) -> None:
    """Has the pool open another in place of a connection that the server ended: one at rest hears nothing else.

    To ask the server would be one more round trip for every page.
    """
    looking = select.poll()
    looking.register(connection.fileno(), select.POLLIN)
    if looking.poll(0):
        raise sa.exc.DisconnectionError


def _read_json(sent: bytes) -> Any:
    """What PostgreSQL sends is UTF-8: `json.loads` would find that out anew for every answer of a reply."""
    return _JSON.decode(sent.decode())


def _sqlite_engine(url: str) -> sa.Engine:
    # No transaction is begun behind our back (isolation_level None): the begin event below says which kind.
    options = {"isolation_level": None, "timeout": BUSY_TIMEOUT_SECONDS}
    engine = sa.create_engine(url, connect_args=options, hide_parameters=True)
    turns = _Turns(sa.make_url(url).database)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", turns.begin)
    event.listen(engine, "checkin", turns.end)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in _PRAGMAS:
        connection.execute(pragma)


class _Turns:
    """Who writes next, among the threads and processes that share a file.

    SQLite lets whoever finds the store held look again after a while, at longer and longer intervals: with many who
    wait, the store lies idle and some are overtaken for seconds. They stand in line here instead: the threads of a
    process behind each other, and the foremost of each process before a gate that one of them at a time has passed.
    Whoever dies gives up its place. After too long without a turn SQLite says that the store is held.
    """

    def __init__(self, path: str | None) -> None:
        self._thread = threading.Lock()
        self._path = None if path in {None, "", ":memory:"} else path

    def begin(self, connection: sa.Connection) -> None:
        is_reading = connection.get_execution_options().get(_USE) == "reading"
        if not is_reading and _TURN not in connection.info:
            connection.info[_TURN] = self._take()
        # Not through SQLAlchemy: it is no statement of the work itself, and costs nothing.
        driver = cast(sqlite3.Connection, connection.connection.driver_connection)
        driver.execute(f"PRAGMA query_only = {'ON' if is_reading else 'OFF'}")
        connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")

    def end(self, _connection: Any, record: Any) -> None:
        """The work is over, whichever way it ended."""
        turn: _Turn | None = record.info.pop(_TURN, None)
        if turn is not None:
            turn.give_up()

    def _take(self) -> "_Turn | None":
        if not self._thread.acquire(timeout=BUSY_TIMEOUT_SECONDS):
            return None
        turn = _Turn(self._thread)
        if self._path is not None:
            gate = _locked(f"{self._path}-gate")  # whoever waits for the turn is the next to have it
            turn.file = _locked(f"{self._path}-turn")
            _unlock(gate)
        return turn


@dataclass
class _Turn:
    """The right to write, until it is given up."""

    thread: threading.Lock
    file: int | None = None

    def give_up(self) -> None:
        _unlock(self.file)
        self.thread.release()


def _locked(path: str) -> int | None:
    """The file, held against every other process; None where there can be none: SQLite decides alone then."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    fcntl.flock(file, fcntl.LOCK_EX)  # the system wakes whoever waits; the threads behind say meanwhile that it is held
    return file


def _unlock(file: int | None) -> None:
    if file is not None:
        os.close(file)  # the lock goes with it
