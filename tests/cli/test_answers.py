"""surveyapp answers: texts of a round out to a translator and back."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from lxml import etree

from surveyapp.actions import answering, submitting
from surveyapp.cli import main
from surveyapp.core.places import Place
from surveyapp.store import answer_translations
from tests.stored import a_reply

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}


@pytest.fixture
def database_url(sqlite_url):
    return sqlite_url


@pytest.fixture
def reply(session):
    found = a_reply(session)
    typed = {"option": "yes", "detail.yes": "Ley 9095"}
    answering.save_answer(session, found, Place("offence"), typed, 0, "one", None, NOW, "es")
    submitting.submit(session, found, DECLARED, "send", None, NOW, "5a" * 16)
    session.commit()
    return found


@pytest.fixture
def run(tmp_path, sqlite_url, monkeypatch, reply):
    """Runs the command line on a round in which Costa Rica has sent a text, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(line):
        environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path)}
        return CliRunner().invoke(main, ["answers", *line.split()], env=environment, catch_exceptions=False)

    return call


def translate(tmp_path):
    path = tmp_path / "out.xlf"
    document = etree.fromstring(path.read_bytes())
    [target] = document.iter("{urn:oasis:names:tc:xliff:document:1.2}target")
    target.text = "Act 9095"
    target.set("state", "translated")
    path.write_bytes(etree.tostring(document))


def standing(session, reply):
    session.rollback()
    found = answer_translations.newest(session, reply.id, ("offence", "yes"), "en")
    session.rollback()
    return found.text if found else ""


def test_a_file_goes_out_and_its_translations_come_in(run, session, reply, tmp_path):
    assert run("export 2026 --to en --format xliff --out out.xlf").stdout == "Texts written to out.xlf: 1.\n"
    translate(tmp_path)

    looked = run("import 2026 out.xlf --dry-run")
    assert looked.stdout.startswith("Translations that would change: 1.\n  Costa Rica. Section 1, question offence")
    assert standing(session, reply) == ""
    done = run("import 2026 out.xlf --json")

    assert json.loads(done.stdout) == {
        "language": "en",
        "taken_over": 1,
        "changes": [{"text": "CRI:offence:yes", "kind": "new"}],
        "of_an_earlier_text": [],
        "not_usable": [],
        "faults": [],
    }
    assert standing(session, reply) == "Act 9095"
    assert run("import 2026 out.xlf").stdout == "Translations taken over: 0.\n"


def test_where_nothing_is_to_be_translated_no_file_is_written(run, tmp_path):
    result = run("export 2026 --to es --out out.xlsx --language es")

    assert result.stdout == "No hay nada de este tipo que traducir. No se escribió ningún archivo.\n"
    assert not (tmp_path / "out.xlsx").exists()
    assert run("export 2026 --to en --state JAM --out out.xlsx").exit_code == 0


def test_a_workbook_that_was_not_filled_in_changes_nothing(run):
    run("export 2026 --to en --out out.xlsx")

    result = run("import 2026 out.xlsx")

    assert (result.exit_code, result.stdout) == (0, "Translations taken over: 0.\n")


def test_what_is_no_such_file_is_at_fault(run, tmp_path):
    (tmp_path / "out.xlf").write_text("nothing", encoding="utf-8")

    result = run("import 2026 out.xlf")

    assert result.exit_code == 1
    assert "XLIFF" in result.stderr
