"""surveyapp audit: verifying the log, its receipt, its export."""

import json

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from surveyapp.actions.recording import record
from surveyapp.cli import main
from surveyapp.store.database import make_engine, writing


@pytest.fixture
def engine(sqlite_url, now):
    made = make_engine(sqlite_url)
    with writing(made) as session:
        for name in ("Ana", "Eva", "Luz"):
            record(session, "signed in", now, by=name)
        session.commit()
    yield made
    made.dispose()


@pytest.fixture
def run(tmp_path, sqlite_url, engine):
    environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path / "data")}

    def call(*arguments):
        return CliRunner().invoke(main, ["audit", *map(str, arguments)], env=environment)

    return call


def change(engine, statement):
    with writing(engine) as session:
        session.execute(sa.text(statement))
        session.commit()


def test_a_log_that_holds_is_said_to_hold(run):
    run("receipt")

    assert run("verify").output.startswith("The log holds: seals: 1; events sealed: 3")
    found = json.loads(run("verify", "--json").output)
    assert (found["holds"], found["sealed_events"], found["broken"]) == (True, 3, None)


def test_the_first_broken_place_is_named_in_both_languages(run, engine):
    run("receipt")
    change(engine, "UPDATE event SET by = 'Somebody' WHERE by = 'Eva'")

    result = run("verify")
    found = json.loads(run("verify", "--json").output)["broken"]

    assert result.exit_code == 1
    assert "Of the events from 1 to 3 (seal 1) at least one is not as it was sealed." in result.output
    assert "al menos una no está como se selló" in run("verify", "--language", "es").output
    assert (found["how"], found["first_event"], found["last_event"]) == ("event_altered", 1, 3)


def test_an_end_that_was_cut_off_is_found_with_the_receipt_or_the_letter_it_came_in(run, engine, tmp_path):
    receipt = run("receipt").output.strip()
    letter = tmp_path / "letter.txt"
    letter.write_text(f"Receipt of the log:\n\n    {receipt}\n", encoding="utf-8")
    assert run("verify", "--receipt", receipt).exit_code == 0
    change(engine, "DELETE FROM seal")
    change(engine, "DELETE FROM event WHERE id = 3")

    assert run("verify").exit_code == 0
    for kept in (receipt, letter):
        result = run("verify", "--receipt", kept)
        assert result.exit_code == 1
        assert "The end of the log was cut off" in result.output


def test_what_is_no_receipt_is_wrong_use(run):
    assert run("verify", "--receipt", "nothing").exit_code == 2


def test_the_whole_log_is_exported_with_its_seals(run, tmp_path):
    receipt = run("receipt").output.strip()
    file = tmp_path / "log.jsonl"

    result = run("export", "--out", file)

    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert result.exit_code == 0
    assert [line["event"]["by"] for line in lines[:3]] == ["Ana", "Eva", "Luz"]
    assert receipt.endswith(lines[3]["seal"]["mac"])
    assert run("export").output.count("\n") == 4


def test_without_a_seal_there_is_no_receipt(run, engine):
    change(engine, "DELETE FROM event")

    assert run("receipt").exit_code == 1
