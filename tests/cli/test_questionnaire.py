import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from surveyapp.cli import main
from tests.workbooks import workbook

SOUND = workbook("type  name  en  es\ntext  law  Law  Ley")
CHANGED = workbook("type  name  en  es\ntext  law  Law  Ley\ntext  other  Other  Otra")
WITH_GAP = workbook("type  name  en  es\ntext  law  Law  ·")
WITH_WARNING = workbook("type  name  en  es  remark\ntext  law  Law  Ley  mine")
AT_FAULT = workbook("type  name  en  es\ntext  law  Law  ·\ntexd  other  Other  Otra")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"sound": SOUND, "changed": CHANGED, "with_warning": WITH_WARNING, "with_gap": WITH_GAP}
    for name, data in {**files, "at_fault": AT_FAULT}.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    return tmp_path


@pytest.fixture
def run(folder: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    """Runs the command line on an empty store, in the folder of the workbooks."""
    monkeypatch.chdir(folder)

    def call(line: str) -> Result:
        environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(folder)}
        return CliRunner().invoke(main, ["questionnaire", *line.split()], env=environment, catch_exceptions=False)

    return call


def test_a_sound_workbook_has_no_fault(run) -> None:
    result = run("check sound.xlsx")

    assert (result.exit_code, result.stdout) == (0, "No fault was found.\n")


def test_all_faults_are_said_with_their_place_and_their_cure(run) -> None:
    result = run("check at_fault.xlsx --language es")

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Errores: 1. El libro no se incorpora.",
        (
            "  survey, fila 4, type: El tipo «texd» no se reconoce. ¿Quiso decir «text»? Use uno de estos: text, "
            "integer, decimal, range, year, date, file, url, note, calculate, select_one LISTA, "
            "select_multiple LISTA, begin_group, end_group, begin_repeat, end_repeat."
        ),
        "Textos sin traducir: 1. El libro puede incorporarse como borrador, pero no publicarse sin ellos.",
        (
            "  survey, fila 3, label::Spanish (es): Falta el texto en español. "
            "Escríbalo en esta celda o vacíe también la celda en los demás idiomas."
        ),
    ]


def test_faults_as_json(run) -> None:
    result = run("check at_fault.xlsx --json")

    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert found.keys() == {"faults"}
    assert found["faults"][0] == {
        "sheet": "survey",
        "row": 3,
        "column": "label::Spanish (es)",
        "fault": "The wording in Spanish is missing.",
        "cure": "Write it in this cell, or empty the cell in the other languages too.",
        "severity": "gap",
    }
    assert found["faults"][1]["severity"] == "error"


def test_a_missing_translation_is_a_fault_when_checked_and_none_when_taken_in(run) -> None:
    checked, taken_in, published = run("check with_gap.xlsx"), run("import with_gap.xlsx"), run("publish practices")

    assert (checked.exit_code, taken_in.exit_code, published.exit_code) == (1, 0, 1)
    assert "Gaps in translations: 1" in checked.stderr
    assert "publishing will need these wordings" in taken_in.stderr
    assert "not published" in taken_in.stdout
    assert "a wording is missing" in published.stderr


def test_what_is_published_at_once_with_a_gap_is_not_kept_either(run) -> None:
    assert run("publish with_gap.xlsx").exit_code == 1

    assert json.loads(run("list --json").stdout) == {"questionnaires": []}


def test_a_sound_workbook_as_json(run) -> None:
    assert json.loads(run("check sound.xlsx --json").stdout) == {"faults": []}


def test_a_warning_is_said_and_is_no_fault_of_the_content(run) -> None:
    result = run("check with_warning.xlsx")

    assert result.exit_code == 0
    assert "Warnings: 1." in result.stderr


@pytest.mark.parametrize("line", ["check nowhere.xlsx", "check", "publish nowhere", "list --language fr", "check ."])
def test_wrong_use(run, line: str) -> None:
    assert run(line).exit_code == 2


def test_a_workbook_is_taken_in_then_published(run) -> None:
    assert "not published" in run("import sound.xlsx").stdout

    result = run("publish practices")

    assert result.exit_code == 0
    assert "published on" in result.stdout


def test_a_workbook_is_taken_in_and_published_at_once(run) -> None:
    assert run("publish sound.xlsx").exit_code == 0

    (edition,) = json.loads(run("list --json").stdout)["questionnaires"]
    assert (edition["code"], edition["version"], edition["number"]) == ("practices", "1", 1)
    assert edition["published_at"]


def test_an_edition_is_published_by_its_own_name(run) -> None:
    run("import sound.xlsx")
    (edition,) = json.loads(run("list --json").stdout)["questionnaires"]

    assert run(f"publish {edition['edition']}").exit_code == 0


def test_what_was_taken_in_and_every_fault_can_be_had_as_json(run):
    taken_in, refused = run("import sound.xlsx --json"), run("import at_fault.xlsx --json")

    assert (taken_in.exit_code, refused.exit_code) == (0, 1)
    assert json.loads(taken_in.stdout)["edition"]["code"] == "practices"
    told = json.loads(refused.stdout)
    assert told["edition"] is None
    assert {"sheet", "row", "column", "fault", "cure", "severity"} == set(told["faults"][0])


def test_a_workbook_at_fault_is_not_taken_in(run) -> None:
    assert run("import at_fault.xlsx").exit_code == 1
    assert json.loads(run("list --json").stdout) == {"questionnaires": []}


def test_a_version_is_published_once(run) -> None:
    run("publish sound.xlsx")

    result = run("publish changed.xlsx")

    assert result.exit_code == 1
    assert "already published as version 1" in result.stderr


def test_where_there_is_nothing_to_list_it_is_said(run) -> None:
    assert run("list --language es").stdout == "Todavía no hay ningún cuestionario.\n"
