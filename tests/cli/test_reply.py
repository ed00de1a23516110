"""The reply as a workbook from the command line: out and back."""

import json
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from surveyapp.actions import answering
from surveyapp.cli import main
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure
from surveyapp.store import models
from surveyapp.store.database import make_engine, reading, writing
from tests.offline import Paper
from tests.stored import a_reply, a_round

FAR = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def run(sqlite_url, tmp_path, now):
    with writing(make_engine(sqlite_url)) as session:
        reply = a_reply(session, "CRI", a_round(session, closes_at=FAR))
        a_reply(session, "JAM", reply.round)
        answering.save_answer(session, reply, Place("calls"), {"text": "5"}, 0, "one", None, now)
        session.commit()

    def call(*words):
        environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path)}
        return CliRunner().invoke(main, ["reply", *map(str, words)], env=environment, catch_exceptions=False)

    return call


@pytest.fixture
def file(tmp_path):
    return tmp_path / "reply.xlsx"


def test_a_reply_goes_out_and_comes_back(run, file):
    assert run("template", "2026", "cri", "--language", "en", "--out", file).exit_code == 0
    paper = Paper(file.read_bytes())
    paper.write("calls", "text", 7)
    file.write_bytes(paper.saved())

    dry = run("import", "2026", "CRI", file, "--dry-run", "--json")
    done = run("import", "2026", "CRI", file, "--json")
    again = run("import", "2026", "CRI", file, "--json")

    told = json.loads(dry.stdout)
    assert (dry.exit_code, told["applied"]) == (0, 0)
    [cell] = told["cells"]
    assert {name: cell[name] for name in ("place", "part", "kind", "before", "after")} == {
        "place": "calls",
        "part": "text",
        "kind": "changed",
        "before": "5",
        "after": ["7"],
    }
    assert (done.exit_code, json.loads(done.stdout)["applied"]) == (0, 1)
    assert json.loads(again.stdout)["cells"] == []


def test_some_sections_can_be_taken_alone(run, file):
    run("template", "2026", "CRI", "--language", "es", "--section", "help", "--output", file)

    assert ("offence", "option") not in Paper(file.read_bytes()).cells


def test_a_conflict_is_left_unless_it_is_to_be_taken(run, file, sqlite_url, now):
    run("template", "2026", "CRI", "--language", "en", "--out", file)
    paper = Paper(file.read_bytes())
    paper.write("calls", "text", 7)
    file.write_bytes(paper.saved())
    other = Paper(paper.saved())
    other.write("calls", "text", 6)
    second = file.with_name("second.xlsx")
    second.write_bytes(other.saved())
    run("import", "2026", "CRI", second)

    left = run("import", "2026", "CRI", file)
    taken = run("import", "2026", "CRI", file, "--take-conflicts", "--messages", "es")

    assert (left.exit_code, "0 cells saved, 1 left." in left.stdout) == (1, True)
    assert (taken.exit_code, "Celdas guardadas: 1; sin guardar: 0." in taken.stdout) == (0, True)


def test_what_was_emptied_is_taken_away_only_where_that_is_asked_for(run, file):
    run("template", "2026", "CRI", "--language", "en", "--out", file)
    paper = Paper(file.read_bytes())
    paper.write("calls", "text", 7)
    file.write_bytes(paper.saved())
    run("import", "2026", "CRI", file)
    again = file.with_name("again.xlsx")
    run("template", "2026", "CRI", "--language", "en", "--out", again)
    emptied = Paper(again.read_bytes())
    emptied.write("calls", "text", None)
    again.write_bytes(emptied.saved())

    left = run("import", "2026", "CRI", again)
    taken = run("import", "2026", "CRI", again, "--take-removals")

    assert (left.exit_code, "0 cells saved, 1 left." in left.stdout) == (1, True)
    assert (taken.exit_code, "1 cells saved, 0 left." in taken.stdout) == (0, True)


def test_the_workbook_of_another_state_is_refused(run, file):
    run("template", "2026", "JAM", "--language", "en", "--out", file)

    refused = run("import", "2026", "CRI", file)

    assert (refused.exit_code, "does not belong to this reply" in refused.stderr) == (1, True)


@pytest.mark.parametrize(
    "words",
    [
        ("template", "2030", "CRI", "--language", "en"),
        ("template", "2026", "PAN", "--language", "en"),
        ("template", "2026", "CRI", "--language", "en", "--section", "none"),
        ("template", "2026", "CRI", "--language", "fr"),
    ],
)
def test_wrong_use_is_told(run, file, words):
    assert run(*words, "--out", file).exit_code == 2
    assert not file.exists()


@pytest.mark.parametrize(("sections", "taken"), [((), ["calls"]), (("--section", "law"), None)])
def test_answers_that_only_the_secretariat_may_read_are_taken_away_on_record(
    run, file, sqlite_url, now, sections, taken
):
    with writing(make_engine(sqlite_url)) as session:
        reply = session.scalars(sa.select(models.Reply).where(models.Reply.state == "CRI")).one()
        answering.set_disclosure(session, reply, Place("calls"), Disclosure.SECRETARIAT, "narrow", None, now)
        session.commit()

    run("template", "2026", "CRI", "--language", "en", *sections, "--out", file)

    with reading(make_engine(sqlite_url)) as session:
        event = session.scalars(sa.select(models.Event).where(models.Event.deed == "answers taken away")).one_or_none()
    assert (event.details["questions"] if event else None) == taken
