"""surveyapp backup and restore: from either database to either, while people write, and each damage named."""

import json
import shutil
import threading

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from surveyapp.actions import answering, submitting
from surveyapp.actions.recording import record
from surveyapp.cli import main
from surveyapp.core.places import parse
from surveyapp.files.storage import Storage
from surveyapp.store import copying, models
from surveyapp.store.database import make_engine, reading, writing
from surveyapp.store.secretariat_models import ContactEntry
from tests.stored import a_person, a_reply

KEYS = {"SECRET_KEY": "a secret key of these tests", "AUDIT_KEY": "a key of the log of these tests"}


def run(url, data_folder, *arguments, **environment):
    settings = {"DATABASE_URL": url, "SURVEYAPP_DATA": str(data_folder), **KEYS, **environment}
    return CliRunner().invoke(main, [str(one) for one in arguments], env=settings)


def filled(url, data_folder, now):
    """A round with a reply that was sent, a file, a person, rows that refer to later ones."""
    engine, storage = make_engine(url), Storage(data_folder / "files")
    with writing(engine) as session:
        reply = a_reply(session)
        person = a_person(session, "Ánimo «Nández»")
        answering.save_answer(session, reply, parse("calls"), {"text": "1 200"}, 0, "one", person, now)
        made = submitting.submit(session, reply, {"name": "Ana"}, "sent", person, now, "5a" * 16)
        assert isinstance(made, models.Submission)
        facts = {"media_type": "application/pdf", "size": 7, "at": now, "sha256": storage.keep(b"a paper")}
        session.add(models.Attachment(reply_id=reply.id, place="paper", name="paper.pdf", **facts))
        about = {"state": "CRI", "kind": "call", "direction": "out", "happened_on": now.date(), "entered_at": now}
        former, later = ContactEntry(text="a\nb\u2028c", **about), ContactEntry(text="other", **about)
        session.add_all([former, later])
        session.flush()
        former.replaced_by_id = later.id
        session.commit()
    storage.pieces.add("upload-of-somebody", 0, b"half")
    engine.dispose()


def rows(url):
    engine = make_engine(url)
    with reading(engine) as session:
        found = {table.name: list(copying.lines(session, table)) for table in copying.tables()}
    engine.dispose()
    return found


@pytest.fixture
def source(database_url, tmp_path, now):
    filled(database_url, tmp_path / "data", now)
    return database_url


@pytest.fixture
def made(source, tmp_path):
    result = run(source, tmp_path / "data", "backup", tmp_path / "backup")
    assert result.exit_code == 0, result.output
    return tmp_path / "backup"


@pytest.fixture
def backup_of_sqlite(sqlite_url, tmp_path, now):
    filled(sqlite_url, tmp_path / "data", now)
    assert run(sqlite_url, tmp_path / "data", "backup", tmp_path / "backup").exit_code == 0
    return tmp_path / "backup"


def new_sqlite(tmp_path):
    return f"sqlite:///{tmp_path}/restored/surveyapp.db"


@pytest.fixture
def empty(migrated_sqlite, tmp_path):
    """The place to restore into, with the tables: making them is what takes longest."""
    (tmp_path / "restored").mkdir()
    shutil.copy(migrated_sqlite, tmp_path / "restored" / "surveyapp.db")


def restored(tmp_path, folder, *options, **environment):
    (tmp_path / "restored").mkdir(exist_ok=True)
    return run(new_sqlite(tmp_path), tmp_path / "restored", "restore", folder, *options, **environment)


def test_a_backup_of_either_database_is_restored_whole_into_the_embedded_one(made, source, tmp_path):
    result = restored(tmp_path, made)

    assert result.exit_code == 0, result.output
    assert "receipts: 1; files: 1." in result.output
    assert "The chain of the log holds: seals: 1" in result.output
    before, after = rows(source), rows(new_sqlite(tmp_path))
    before["event"], after["event"] = before["event"][:-1], after["event"][:-1]  # "backup made", "backup restored"
    assert after == before
    assert Storage(tmp_path / "restored" / "files").pieces.whole("upload-of-somebody", 4) == b"half"


def test_the_embedded_database_moves_to_postgresql(backup_of_sqlite, sqlite_url, tmp_path, postgresql_url):
    (tmp_path / "restored").mkdir()
    result = run(postgresql_url, tmp_path / "restored", "restore", backup_of_sqlite)

    assert result.exit_code == 0, result.output
    before, after = rows(sqlite_url), rows(postgresql_url)
    for table in before.keys() - {"event"}:
        assert [json.loads(one) for one in after[table]] == [json.loads(one) for one in before[table]]
    engine = make_engine(postgresql_url)
    with writing(engine) as session:
        a_person(session, "Somebody new")
        session.commit()
    engine.dispose()
    assert run(postgresql_url, tmp_path / "restored", "audit", "verify").exit_code == 0


def test_a_backup_of_postgresql_is_restored_into_another_postgresql(postgresql_url, postgresql, tmp_path, now):
    filled(postgresql_url, tmp_path / "data", now)
    assert run(postgresql_url, tmp_path / "data", "backup", tmp_path / "backup").exit_code == 0
    (tmp_path / "restored").mkdir()

    with postgresql.database() as other:
        result = run(other, tmp_path / "restored", "restore", tmp_path / "backup")
        assert result.exit_code == 0, result.output
        before, after = rows(postgresql_url), rows(other)
        before["event"], after["event"] = before["event"][:-1], after["event"][:-1]  # "backup made", "backup restored"
        assert after == before
        engine = make_engine(other)
        with writing(engine) as session:  # numbers of rows go on where they were
            a_person(session, "Somebody new")
            session.commit()
        engine.dispose()
        assert run(other, tmp_path / "restored", "audit", "verify").exit_code == 0


def test_while_people_write_a_backup_is_of_one_moment(source, tmp_path, empty, now):
    engine, over = make_engine(source), threading.Event()

    def write():
        number = 0
        while not over.is_set():
            with writing(engine) as session:  # a person and the event of it, or neither
                number += 1
                person = a_person(session, f"Person {number}")
                record(session, "role given", now, person, details={"number": number})
                session.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        results = [run(source, tmp_path / "data", "backup", tmp_path / f"backup {number}") for number in range(2)]
    finally:
        over.set()
        writer.join()
        engine.dispose()

    assert [one.exit_code for one in results] == [0, 0], results[0].output
    for number in range(2):
        lines = (tmp_path / f"backup {number}" / "tables" / "event.jsonl").read_text().splitlines()
        people = (tmp_path / f"backup {number}" / "tables" / "person.jsonl").read_text().splitlines()
        assert sum('"role given"' in line for line in lines) == sum("person." in line for line in people)
    assert restored(tmp_path, tmp_path / "backup 1").exit_code == 0


def test_keys_are_in_it_only_when_asked_for(backup_of_sqlite, sqlite_url, tmp_path, empty):
    assert not (backup_of_sqlite / "keys").exists()
    everything = b"".join(file.read_bytes() for file in backup_of_sqlite.rglob("*") if file.is_file())
    assert KEYS["AUDIT_KEY"].encode() not in everything

    result = run(sqlite_url, tmp_path / "data", "backup", tmp_path / "with keys", "--with-keys")

    assert "whoever has this folder" in result.output
    assert restored(tmp_path, tmp_path / "with keys", SECRET_KEY="", AUDIT_KEY="").exit_code == 0
    assert (tmp_path / "restored" / "audit_key").read_text() == KEYS["AUDIT_KEY"]
    assert (tmp_path / "restored" / "audit_key").stat().st_mode & 0o777 == 0o400


def test_another_key_of_the_log_stops_the_restoring_unless_it_is_said_to_be_lost(backup_of_sqlite, tmp_path, empty):
    assert restored(tmp_path, backup_of_sqlite, AUDIT_KEY="another key of the log").exit_code == 2

    result = restored(tmp_path, backup_of_sqlite, "--without-audit-key", AUDIT_KEY="another key of the log")

    assert result.exit_code == 0
    assert "The chain of the log was not verified" in result.output


def test_it_is_restored_into_an_empty_place_only(backup_of_sqlite, sqlite_url, tmp_path):
    assert run(sqlite_url, tmp_path / "data", "restore", backup_of_sqlite).exit_code == 2
    Storage(tmp_path / "restored" / "files").keep(b"another file")
    assert restored(tmp_path, backup_of_sqlite).exit_code == 2


def test_a_backup_goes_into_a_new_folder_only(backup_of_sqlite, sqlite_url, tmp_path):
    assert run(sqlite_url, tmp_path / "data", "backup", backup_of_sqlite).exit_code == 2


def test_a_folder_without_a_whole_manifest_is_no_backup(backup_of_sqlite, tmp_path):
    (backup_of_sqlite / "manifest.json").write_text("{")
    assert restored(tmp_path, backup_of_sqlite).exit_code == 2


def a_table_altered(folder, _url):
    file = folder / "tables" / "person.jsonl"
    file.write_text(file.read_text().replace("Nández", "Núñez"))
    return "Table person is not as it was written"


def a_table_gone(folder, _url):
    (folder / "tables" / "answer.jsonl").unlink()
    return "Table answer is missing."


def a_file_altered(folder, _url):
    [file] = [one for one in (folder / "files").glob("??/*") if len(one.name) == 64]
    file.write_bytes(b"another")
    return f"File {file.name} is not what its SHA-256 says."


def a_file_gone(folder, _url):
    [file] = [one for one in (folder / "files").glob("??/*") if len(one.name) == 64]
    file.unlink()
    return f"File {file.name} is missing."


def of_a_store_changed_before(statement, words):
    """A fault that was in the store already when it was backed up."""

    def damage(folder, url):
        engine = make_engine(url)
        with writing(engine) as session:
            session.execute(sa.text(statement))
            session.commit()
        engine.dispose()
        shutil.rmtree(folder)
        run(url, folder.parent / "data", "backup", folder)
        return words

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        a_table_altered,
        a_table_gone,
        a_file_altered,
        a_file_gone,
        of_a_store_changed_before("UPDATE submission SET content = content || ' '", "The text of the submission with"),
        of_a_store_changed_before("UPDATE event SET by = 'X' WHERE id = 1", "at least one is not as it was sealed"),
        of_a_store_changed_before(f"UPDATE attachment SET sha256 = '{'0' * 64}'", f"File {'0' * 64} is missing."),
    ],
)
def test_each_damage_is_named_and_nothing_is_restored(backup_of_sqlite, sqlite_url, tmp_path, empty, damage):
    words = damage(backup_of_sqlite, sqlite_url)

    result = restored(tmp_path, backup_of_sqlite)

    assert (result.exit_code, words in result.output) == (1, True), result.output
    assert all(len(lines) == 1 for lines in rows(new_sqlite(tmp_path)).values())


def test_a_file_that_is_damaged_on_the_server_is_named_when_it_is_backed_up(sqlite_url, tmp_path, now):
    filled(sqlite_url, tmp_path / "data", now)
    [file] = Storage(tmp_path / "data" / "files").every()
    file.write_bytes(b"damaged")

    result = run(sqlite_url, tmp_path / "data", "backup", tmp_path / "backup", "--json")

    assert result.exit_code == 1
    assert [one["what"] for one in json.loads(result.output)["faults"]] == ["file_altered"]
