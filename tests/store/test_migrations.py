import multiprocessing
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from surveyapp.actions import answering, attaching, submitting
from surveyapp.core.places import parse
from surveyapp.files.storage import Storage
from surveyapp.store import migrating
from surveyapp.store.database import make_engine, writing
from surveyapp.store.models import Base, MemberState, Person, Role, Setting, StateRequest
from tests.stored import a_person, a_reply

WHAT_STATES_WROTE = ("answer", "answer_version", "entry", "submission", "attachment", "event")

FIRST_HALF_THEN_DEATH = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("UPDATE setting SET name = 'changed'")
    raise RuntimeError("the power failed")
"""

COPY_OF_A_TABLE = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("member_state") as table:
        table.alter_column("iso3", type_=sa.String(40))
"""

COPIES_OF_WHAT_STATES_WROTE = """
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    # PostgreSQL does not part with a table that others refer to, and never needs a copy of one.
    kept = () if op.get_bind().dialect.name == "sqlite" else ("submission", "attachment")
    for name in ("answer", "answer_version", "entry", "submission", "attachment", "event"):
        with op.batch_alter_table(name, recreate="auto" if name in kept else "always"):
            pass
"""

LOST_ANSWERS = """
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    op.execute("DELETE FROM answer_version WHERE place = 'plan'")
"""

LOST_PARENT = """
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    op.execute("DELETE FROM member_state")
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """The address of a database without a single table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
    else:
        with request.getfixturevalue("postgresql").database(template="template0") as url:
            yield url


@pytest.fixture
def migrations_and(tmp_path):
    """The product's migrations and one more."""

    def copied_with(source: str) -> Path:
        folder = tmp_path / "migrations"
        shutil.copytree(migrating.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "9999_one_more.py").write_text(source.format(head=migrating.head()))
        return folder

    return copied_with


def test_from_empty_the_migrations_build_what_the_models_say(empty_url):
    migrating.upgrade(empty_url)

    engine = make_engine(empty_url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    assert differences == []
    assert migrating.current(empty_url) == migrating.head()


def test_an_empty_store_has_no_migration_yet(empty_url):
    assert migrating.current(empty_url) is None


def test_upgrading_again_changes_nothing(database_url):
    migrating.upgrade(database_url)

    assert migrating.current(database_url) == migrating.head()


def test_a_migration_that_dies_midway_leaves_nothing_and_can_be_run_again(engine, database_url, migrations_and):
    with writing(engine) as session:
        session.add(Setting(name="kept", value=1))
        session.commit()
    migrations = migrations_and(FIRST_HALF_THEN_DEATH)

    for _ in range(2):
        with pytest.raises(RuntimeError, match="the power failed"):
            migrating.upgrade(database_url, migrations)

    with engine.connect() as connection:
        assert not sa.inspect(connection).has_table("half")
        assert connection.scalars(sa.select(Setting.name)).all() == ["kept"]
    assert migrating.current(database_url) == migrating.head()


def test_copying_a_table_takes_no_row_that_refers_to_it_along(engine, database_url, migrations_and, a_role):
    migrating.upgrade(database_url, migrations_and(COPY_OF_A_TABLE))

    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT state FROM role")) == "CHL"


def test_a_migration_that_leaves_a_reference_to_nothing_is_undone(engine, database_url, migrations_and, a_role):
    with pytest.raises((migrating.BrokenReferenceError, sa.exc.IntegrityError)):
        migrating.upgrade(database_url, migrations_and(LOST_PARENT))

    with engine.connect() as connection:
        assert connection.scalars(sa.select(MemberState.iso3)).all() == ["CHL"]


# What a state wrote. A later migration that touches these tables gets a test of its own beside this one: rows of the
# shape before it, `upgrade`, and what is found afterwards. A column that moved is looked for where it stands now.


def test_what_a_state_wrote_comes_across_a_migration(engine, database_url, migrations_and, a_submitted_reply):
    before = what_states_wrote(engine)

    migrating.upgrade(database_url, migrations_and(COPIES_OF_WHAT_STATES_WROTE))

    assert all(before.values())
    assert what_states_wrote(engine) == before


def test_a_migration_that_drops_an_answer_would_be_noticed(engine, database_url, migrations_and, a_submitted_reply):
    before = what_states_wrote(engine)

    migrating.upgrade(database_url, migrations_and(LOST_ANSWERS))

    assert what_states_wrote(engine) != before


def test_a_store_of_a_former_shape_with_all_its_rows_comes_to_the_newest(empty_url, former_shape, rows_of_a_round):
    migrating.upgrade(empty_url, former_shape)
    engine = make_engine(empty_url)
    fill(engine, rows_of_a_round)
    before = rows_by_column(engine)

    migrating.upgrade(empty_url)

    after = rows_by_column(engine)
    engine.dispose()
    assert all(before[name] for name in WHAT_STATES_WROTE)
    for name, rows in before.items():
        assert [{column: row[column] for column in rows[0]} for row in after[name]] == rows, name
    written = [row for name in ("answer", "answer_version") for row in after[name]]
    assert {(row["carried_from_id"], row["entered_from_id"]) for row in written} == {(None, None)}
    assert [(row["wordings_from"], row["languages_added"]) for row in after["edition"]] == [(0, [])]
    assert {row["received_as"] for row in after["submission"]} == {""}
    assert {row["reopened_for"] for row in after["reply"]} == {None}
    assert {row["amends_id"] for row in after["submission"]} == {None}
    assert {(row["sees_rest"], row["is_alternate"], row["message"]) for row in after["role"]} == {(False, False, "")}
    assert {(row["channel"], row["recipient"], row["file_sha256"]) for row in after["letter"]} == {("mail", "", "")}
    assert {row["reminders_paused_why"] for row in after["reply"]} == {""}
    assert {row["designated_by"] for row in after["role"]} == {""}
    assert {row["is_unasked"] for row in after["state_request"]} == {False for _ in before.get("state_request", ())}


@pytest.fixture(params=["0001", "0002", "0003", "0004"])
def former_shape(request, tmp_path):
    """The migrations as they were when this was the last."""
    folder = tmp_path / "former"
    shutil.copytree(migrating.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for later in (folder / "versions").glob("*.py"):
        if later.name[:4] > request.param:
            later.unlink()
    return folder


@pytest.fixture
def rows_of_a_round(tmp_path, now):
    """Table to rows of a round with a submitted reply, as they stand in a store of today."""
    url = f"sqlite:///{tmp_path}/today.db"
    migrating.upgrade(url)
    engine = make_engine(url)
    submit_a_reply(engine, now, tmp_path)
    rows = rows_by_column(engine)
    engine.dispose()
    return rows


def fill(engine: sa.Engine, rows: dict[str, list[dict]]) -> None:
    """Puts rows into a store, leaving out the columns that it does not have."""
    tables = sa.MetaData()
    with engine.begin() as connection:
        tables.reflect(connection)
        for table in tables.sorted_tables:
            known = [{column: row[column] for column in row if column in table.c} for row in rows.get(table.name, ())]
            if known:
                connection.execute(table.insert(), known)


def rows_by_column(engine: sa.Engine) -> dict[str, list[dict]]:
    tables = sa.MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        return {
            name: [dict(row._mapping) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            for name, table in tables.tables.items()
            if name != "alembic_version"
        }


def what_states_wrote(engine: sa.Engine) -> dict[str, list[tuple]]:
    """Every row of the tables of which nothing may be lost, whatever their columns are now."""
    tables = sa.MetaData()
    with engine.connect() as connection:
        tables.reflect(connection, only=WHAT_STATES_WROTE)
        return {
            name: [tuple(map(str, row)) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            for name, table in tables.tables.items()
            if name in WHAT_STATES_WROTE
        }


@pytest.fixture
def a_submitted_reply(engine, now, tmp_path):
    submit_a_reply(engine, now, tmp_path)


def submit_a_reply(engine: sa.Engine, now: datetime, tmp_path: Path) -> None:
    """A reply with a list, a file, an answer that was changed, and a submission."""
    with writing(engine) as session:
        reply, who = a_reply(session), a_person(session)
        entry = answering.add_entry(session, reply, "laws", "operation", who, now)
        for number, (place, text) in enumerate(
            [("plan", "first"), ("plan", "second"), (f"laws[{entry}].title", "Act 1")]
        ):
            seen = int(text == "second")
            answering.save_answer(session, reply, parse(place), {"text": text}, seen, str(number), who, now)
        attaching.attach(
            session, Storage(tmp_path / "files"), reply, parse("paper"), "a.txt", b"a text", "file", who, now
        )
        session.add(StateRequest(reply=reply, kind="extension", reason="Elections.", asked_at=now))
        submitting.submit(session, reply, {"name": "Name A"}, "submit", who, now, "5a" * 16)
        session.commit()


def test_two_processes_that_upgrade_at_once_do_it_once(empty_url):
    apart = multiprocessing.get_context("spawn")
    processes = [apart.Process(target=migrating.upgrade, args=(empty_url,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0]
    assert migrating.current(empty_url) == migrating.head()


@pytest.fixture
def a_role(engine):
    """A row that refers to a member state."""
    since = datetime(2012, 6, 1, tzinfo=UTC)
    person = Person(name="Name A", email="a@example.org", email_key="a@example.org", language="es", created_at=since)
    with writing(engine) as session:
        session.add(MemberState(iso3="CHL", facts={}))
        session.flush()
        session.add(Role(person=person, role="observer", state="CHL", since=since))
        session.commit()
