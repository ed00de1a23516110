"""What tests ask for by name: stores on both databases, the time, a mail server, the product in a browser."""

import gc
import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store import migrating
from surveyapp.store.database import make_engine, writing
from tests import compiled, postgres

# The same cases in every run, however slow the machine: whether the suite passes hangs on neither draw nor clock.
hypothesis.settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("same")

compiled.share()

pytest_plugins = ["tests.mail_server", "tests.product", "tests.browser"]

MEMORY = Path("/dev/shm")
ROOM_FOR_A_RUN = 2 * 1024**3

if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_FOR_A_RUN:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))  # a commit that waits for the disk takes 5 ms there

gc.disable()


@sa.event.listens_for(sa.Engine, "connect")
def _without_an_order_by_chance(connection: object, _record: object) -> None:
    """What asks SQLite for rows in no order gets them in the reverse one: it would fail on PostgreSQL, some day."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects = ON")


def pytest_collection_finish() -> None:
    """From here on the collector of garbage passes over what stays until the end: every test and every module."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come first: what is left at the end, when one worker has nothing more to do, is short."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)


@pytest.fixture
def now() -> datetime:
    """A moment within the open round of most tests, to be handed to actions."""
    return datetime(2026, 9, 15, 14, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def folder_of_the_run(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def postgresql(folder_of_the_run: Path) -> Iterator[postgres.Postgres]:
    """The PostgreSQL server of this run, with a migrated template."""

    def prepare(server: postgres.Postgres) -> None:
        migrating.upgrade(server.create(postgres.TEMPLATE, "template0"))

    with postgres.shared(folder_of_the_run, prepare) as server:
        yield server


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    migrating.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """An empty, migrated store on SQLite."""
    shutil.copy(migrated_sqlite, tmp_path / "surveyapp.db")
    return f"sqlite:///{tmp_path}/surveyapp.db"


@pytest.fixture
def postgresql_url(postgresql: postgres.Postgres) -> Iterator[str]:
    """An empty, migrated store on PostgreSQL."""
    with postgresql.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty, migrated store: the test runs once on each database."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    """A session that may write; what a test does not commit is undone."""
    with writing(engine) as session:
        yield session
