import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from surveyapp.actions import answering, submitting
from surveyapp.cli import main
from surveyapp.core.places import Place
from surveyapp.store import models
from surveyapp.store.database import make_engine, writing
from tests import workbooks
from tests.stored import a_person, a_reply, a_round


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path, now):
    """Runs the command line on a store with one round: Costa Rica has replied, Jamaica has not."""
    with writing(make_engine(sqlite_url)) as session:
        round_ = a_round(session)
        reply = a_reply(session, "CRI", round_)
        a_reply(session, "JAM", round_)
        a_person(session, "Name A")
        answering.save_answer(session, reply, Place("offence"), {"option": "yes"}, 0, "one", None, now)
        declared = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
        submitting.submit(session, reply, declared, "send", None, now, "5a" * 16)
        session.commit()

    def call(*words: str) -> Result:
        environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path)}
        return CliRunner().invoke(main, ["round", *words], env=environment, catch_exceptions=False)

    return call


def test_rounds_are_listed_for_people_and_for_programs(run):
    assert "2026  Questionnaire, 2026" in run("list").stdout
    assert [one["code"] for one in json.loads(run("list", "--json").stdout)["rounds"]] == ["2026"]


def test_status_says_who_has_replied(run):
    status = json.loads(run("status", "2026", "--json").stdout)

    assert (status["asked"], status["replied"], status["not_started"]) == (2, 1, 1)
    assert {one["state"]: one["stage"] for one in status["states"]} == {"CRI": "replied", "JAM": "not_started"}
    assert "1 of the 2 states asked has replied." in run("status", "2026").stdout


def test_what_is_said_is_said_in_the_language_asked_for(run):
    status = run("status", "2026", "--language", "es").stdout

    assert "versión" in run("list", "--language", "es").stdout
    assert "con respuesta" in status
    assert "no focal point" not in status


def test_where_a_round_stands_is_written_as_a_workbook(run, tmp_path):
    out = tmp_path / "standing.xlsx"

    assert "Se escribió" in run("standing", "2026", "--language", "es", "--out", str(out)).stdout

    book = CalamineWorkbook.from_path(str(out))
    states = book.get_sheet_by_name("Estados").to_python()
    assert [row[0] for row in states[1:]] == ["Costa Rica", "Jamaica"]
    assert "Jamaica aún no ha respondido al cuestionario." in [
        row[0] for row in book.get_sheet_by_name("Párrafos").to_python()
    ]
    assert run("standing", "2026", "--language", "es", "--out", str(tmp_path / "none" / "x.xlsx")).exit_code == 2


@pytest.mark.parametrize("option", ["--out", "--output"])
def test_the_table_is_named_by_either_option(run, tmp_path: Path, option: str):
    out = tmp_path / "table.xlsx"

    result = run("compare", "2026", "--language", "es", option, str(out))

    assert (result.stdout, out.exists()) == (f"Se escribió: {out}\n", True)


@pytest.mark.parametrize(("language", "first"), [("en", "Overview"), ("es", "Presentación")])
def test_the_comparative_table_is_written_in_the_language_asked_for(run, tmp_path: Path, language: str, first: str):
    out = tmp_path / "table.xlsx"

    result = run("compare", "2026", "--language", language, "--audience", "member-states", "--out", str(out))

    assert result.exit_code == 0
    assert CalamineWorkbook.from_path(out).sheet_names[0] == first
    assert [file.name for file in tmp_path.iterdir() if "unfinished" in file.name] == []


@pytest.mark.parametrize(
    "words",
    [
        ("status", "1999"),
        ("compare", "1999", "--language", "en", "--out", "table.xlsx"),
        ("compare", "2026", "--language", "fr", "--out", "table.xlsx"),
        ("compare", "2026", "--language", "en"),
        ("compare", "2026", "--language", "en", "--out", "no-such-folder/table.xlsx"),
    ],
)
def test_wrong_use_is_said_and_ends_with_2(run, words: tuple[str, ...]):
    result = run(*words)

    assert result.exit_code == 2
    assert result.stderr


def earlier_answers(tmp_path: Path, *rows) -> str:
    file = tmp_path / "answers.xlsx"
    file.write_bytes(workbooks.sheets({"answers": [["state", "question", "answer"], *rows]}))
    return str(file)


@pytest.fixture
def closed(sqlite_url: str, run):
    """The round of `run`, closed long ago."""
    with writing(make_engine(sqlite_url)) as session:
        round_ = session.scalars(sa.select(models.Round)).one()
        round_.deadline = round_.closes_at = datetime(2012, 8, 31, tzinfo=UTC)
        session.commit()


@pytest.mark.parametrize(("language", "row"), [("en", "row 2"), ("es", "fila 2")])
def test_earlier_answers_at_fault_are_told_and_not_brought_in(run, closed, tmp_path: Path, language: str, row: str):
    result = run("import-answers", "2026", earlier_answers(tmp_path, ["JAM", "calls", "many"]), "--language", language)

    assert result.exit_code == 1
    assert f"answers, {row}, answer: " in result.stderr
    assert json.loads(run("status", "2026", "--json").stdout)["replied"] == 1


def test_earlier_answers_come_in_once_and_a_dry_run_brings_nothing_in(run, closed, tmp_path: Path):
    file = earlier_answers(tmp_path, ["JAM", "calls", "5"])

    dry = run("import-answers", "2026", file, "--dry-run")
    before = json.loads(run("status", "2026", "--json").stdout)["replied"]
    first, again = run("import-answers", "2026", file), run("import-answers", "2026", file)

    assert (dry.exit_code, before) == (0, 1)
    assert "JM-2026-01" in first.stdout
    assert "Nothing has changed" in again.stdout
    assert json.loads(run("status", "2026", "--json").stdout)["replied"] == 2
