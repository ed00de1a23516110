import contextlib
import multiprocessing
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.columns import Json, UtcDateTime
from surveyapp.store.database import CONNECTIONS, make_engine, only_read, reading, writing
from surveyapp.store.models import Setting

PROCESSES = 4
INCREMENTS_EACH = 25


def _increment(url: str, times: int) -> None:
    engine = make_engine(url)
    for _ in range(times):
        with writing(engine) as session:
            setting = session.get_one(Setting, "count", with_for_update=True)
            setting.value = setting.value + 1
            session.commit()
    engine.dispose()


def test_four_processes_that_count_lose_nothing(engine, database_url):
    with writing(engine) as session:
        session.add(Setting(name="count", value=0))
        session.commit()
    apart = multiprocessing.get_context("spawn")
    processes = [apart.Process(target=_increment, args=(database_url, INCREMENTS_EACH)) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    with reading(engine) as session:
        assert session.get_one(Setting, "count").value == PROCESSES * INCREMENTS_EACH
    assert [process.exitcode for process in processes] == [0] * PROCESSES


def test_reading_cannot_write(engine):
    with (
        reading(engine) as session,
        pytest.raises(sa.exc.DBAPIError, match=r"(?i)read-?only|readonly"),
    ):
        session.execute(sa.insert(Setting).values(name="a", value=1))


def test_after_reading_the_same_connection_can_write(engine):
    for _ in range(2):
        with reading(engine) as session:
            session.scalars(sa.select(Setting)).all()
        with writing(engine) as session:
            session.merge(Setting(name="a", value=1))
            session.commit()


def test_a_session_that_has_committed_can_be_made_to_read_only(engine):
    with writing(engine) as session:
        setting = session.merge(Setting(name="a", value=1))
        session.commit()
        only_read(session)

        assert session.get(Setting, "a") is setting
        with writing(engine) as other:  # nobody waits for it
            other.merge(Setting(name="b", value=1))
            other.commit()
        with pytest.raises(sa.exc.DBAPIError, match=r"(?i)read-?only|readonly"):
            session.execute(sa.insert(Setting).values(name="c", value=1))


def test_reading_sees_one_state_throughout(engine):
    with reading(engine) as session:
        before = session.scalar(sa.select(sa.func.count()).select_from(Setting))
        with writing(engine) as other:
            other.add(Setting(name="a", value=1))
            other.commit()

        assert session.scalar(sa.select(sa.func.count()).select_from(Setting)) == before


def test_what_was_not_committed_is_undone(engine):
    with writing(engine) as session:
        session.add(Setting(name="a", value=1))
        session.flush()

    with reading(engine) as session:
        assert session.get(Setting, "a") is None


def test_sqlite_keeps_what_it_acknowledged_when_the_power_fails(sqlite_url):
    engine = make_engine(sqlite_url)
    with engine.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()
        foreign_keys = connection.exec_driver_sql("PRAGMA foreign_keys").scalar()
    engine.dispose()

    assert (mode, synchronous, foreign_keys) == ("wal", 2, 1)


ENDED = sa.text("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE pid = ANY(:those)")
BACKEND = sa.text("SELECT pg_backend_pid()")


def test_postgresql_keeps_what_it_acknowledged_when_the_power_fails(postgresql_url):
    # The server of the tests waits for no disk; what is asked here is that no connection says so itself.
    engine = make_engine(postgresql_url)
    with writing(engine) as session:
        says = "SELECT source FROM pg_settings WHERE name = 'synchronous_commit'"
        source = session.scalar(sa.text(says))
    engine.dispose()

    assert source not in ("client", "session")


def test_connections_that_the_server_has_ended_are_replaced_before_they_are_used(postgresql_url):
    engine, other = make_engine(postgresql_url), make_engine(postgresql_url)
    with reading(engine) as one, reading(engine) as two:
        before = [one.scalar(BACKEND), two.scalar(BACKEND)]
    with writing(other) as session:
        assert session.scalars(ENDED, {"those": before}).all() == [True, True]

    with reading(engine) as one, writing(engine) as two:
        now = [one.scalar(BACKEND), two.scalar(BACKEND)]
    engine.dispose()
    other.dispose()

    assert not set(now) & set(before)


def test_as_many_connections_as_were_in_use_at_once_stay_open(postgresql_url):
    engine = make_engine(postgresql_url)
    backends = []
    for _ in range(2):
        with contextlib.ExitStack() as stack:
            at_once = [stack.enter_context(reading(engine)) for _ in range(CONNECTIONS)]
            backends.append({session.scalar(BACKEND) for session in at_once})
    engine.dispose()

    assert len(backends[0]) == CONNECTIONS
    assert backends[1] == backends[0]


def test_a_moment_comes_back_as_aware_utc(engine):
    moments = sa.Table("moments", sa.MetaData(), sa.Column("at", UtcDateTime))
    in_guatemala = datetime(2012, 10, 15, 9, 0, tzinfo=timezone(timedelta(hours=-6)))
    with engine.begin() as connection:
        moments.create(connection)
        connection.execute(moments.insert().values(at=in_guatemala))

        at = connection.scalar(sa.select(moments.c.at))

    assert at == in_guatemala
    assert at.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(engine):
    with (
        engine.connect() as connection,
        pytest.raises(sa.exc.StatementError, match="has no time zone"),
    ):
        connection.execute(sa.select(sa.literal(datetime(2012, 10, 15), UtcDateTime)))  # noqa: DTZ001


def test_no_value_is_null_and_not_a_json_null(engine):
    values = sa.Table("values", sa.MetaData(), sa.Column("value", Json))
    with engine.begin() as connection:
        values.create(connection)
        connection.execute(values.insert(), [{"value": None}, {"value": {"year": 2012}}])

        assert connection.scalars(sa.select(values.c.value).where(values.c.value.is_(None))).all() == [None]


def commits(session: Session) -> None:
    session.execute(sa.text("UPDATE setting SET name = name"))
    session.commit()


def breaks_off(session: Session) -> None:
    with contextlib.suppress(sa.exc.OperationalError):
        session.execute(sa.text("UPDATE no_such_table SET name = name"))


def loses_its_connection(session: Session) -> None:
    session.connection().invalidate()


@pytest.mark.parametrize("end", [commits, breaks_off, loses_its_connection, Session.rollback])
def test_whoever_wrote_gives_up_the_turn_however_the_work_ends(sqlite_url: str, end: Callable[[Session], None]) -> None:
    engine = make_engine(sqlite_url)
    for _ in range(2):
        with writing(engine) as session:
            assert session.connection().info["surveyapp_turn"] is not None
            end(session)
    engine.dispose()


def test_whoever_writes_keeps_the_turn_from_other_processes(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    with writing(engine) as session:
        session.execute(sa.text("UPDATE setting SET name = name"))
        other = subprocess.Popen([sys.executable, "-c", WRITES_ONCE, sqlite_url], stdout=subprocess.PIPE, text=True)
        assert other.stdout.readline() == "wants to write\n"
        session.commit()
        said = other.communicate(timeout=60)[0]
    engine.dispose()

    assert (other.returncode, said) == (0, "wrote\n")


def test_without_a_file_to_wait_at_whoever_writes_relies_on_sqlite(sqlite_url: str) -> None:
    Path(sa.make_url(sqlite_url).database + "-turn").mkdir()
    engine = make_engine(sqlite_url)
    with writing(engine) as session:
        session.add(Setting(name="a", value=1))
        session.commit()
    with reading(engine) as session:
        assert session.get(Setting, "a").value == 1
    engine.dispose()


WRITES_ONCE = """
import sys
import sqlalchemy as sa
from surveyapp.store.database import CONNECTIONS, make_engine, writing
engine = make_engine(sys.argv[1])
print("wants to write", flush=True)
with writing(engine) as session:
    session.execute(sa.text("UPDATE setting SET name = name"))
    session.commit()
print("wrote")
"""
