import json

import pytest
from click.testing import CliRunner

from surveyapp.actions import reply_papers, submitting
from surveyapp.cli import main
from surveyapp.documents import papers
from surveyapp.store.database import make_engine, writing
from tests.stored import a_reply

SALT = "5a" * 16


@pytest.fixture
def made(sqlite_url, now):
    """A submission that stands, by its content, its SHA-256 and its receipt's PDF."""
    engine = make_engine(sqlite_url)
    with writing(engine) as session:
        found = submitting.submit(session, a_reply(session), {"name": "Ana Mora"}, "one", None, now, SALT)
        paper = papers.write(reply_papers.receipt_paper(session, found, "en", "http://localhost"), "pdf")
        content, sha256 = found.content, found.sha256
        session.commit()
    engine.dispose()
    return content, sha256, paper


@pytest.fixture
def run(tmp_path, sqlite_url):
    environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path)}

    def call(*arguments):
        return CliRunner().invoke(main, ["receipt", "verify", *map(str, arguments)], env=environment)

    return call


def test_the_text_that_was_submitted_is_genuine(run, made, tmp_path):
    file = tmp_path / "CR-2026-01.json"
    file.write_bytes(made[0].encode())

    result = run(file)

    assert result.exit_code == 0
    assert "Genuine: this is the receipt of the reply that stands." in result.output
    assert "CR-2026-01: Republic of Costa Rica" in result.output
    assert "Auténtico" in run(file, "--language", "es").output


def test_a_text_of_which_a_letter_was_changed_is_not(run, made, tmp_path):
    file = tmp_path / "changed.json"
    file.write_bytes(made[0].replace("left_blank", "answered", 1).encode())

    result = run(file)

    assert result.exit_code == 1
    assert "Not confirmed" in result.output


def test_as_json_it_says_what_was_found(run, made, tmp_path):
    file, other = tmp_path / "receipt.pdf", tmp_path / "other"
    file.write_bytes(made[2])
    other.write_bytes(b"")

    genuine, unknown = run(file, "--json"), run(other, "--json")

    assert json.loads(genuine.output) == {
        "verdict": "latest",
        "genuine": True,
        "receipt": "CR-2026-01",
        "sha256": made[1],
        "state": "CRI",
        "round": "2026",
        "submitted_at": "2026-09-15T14:30:00+00:00",
        "checked": "number and fingerprint",
    }
    assert (genuine.exit_code, unknown.exit_code) == (0, 1)
    assert json.loads(unknown.output) == {"verdict": "unknown", "genuine": False}


def test_a_file_that_is_not_there_is_wrong_use(run, made, tmp_path):
    assert run(tmp_path / "nothing").exit_code == 2
    assert run(tmp_path).exit_code == 2
    assert run().exit_code == 2
