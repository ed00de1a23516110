import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from surveyapp.cli import main
from tests.workbooks import workbook

OLD = workbook("type  name  en  es\ntext  law  Law  Ley\ntext  plan  Plan  Plan")
NEW = workbook("type  name  en  es\ntext  law  Law in force  Ley\ntext  body  Body  Organismo")
AT_FAULT = workbook("type  name  en  es\ntexd  other  Other  Otra")


@pytest.fixture
def run(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    for name, data in {"old": OLD, "new": NEW, "at_fault": AT_FAULT}.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    monkeypatch.chdir(tmp_path)

    def call(line: str) -> Result:
        environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path)}
        return CliRunner().invoke(main, ["questionnaire", *line.split()], env=environment, catch_exceptions=False)

    return call


def test_two_workbooks_are_compared_without_being_taken_in(run) -> None:
    result = run("differences old.xlsx new.xlsx")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "added: 1",
        "removed: 1",
        "reworded: 1",
        "of substance: 2",
        "Law in force (law): reworded",
        "  Wording, en: Law{+ in force+}",
        "Plan (plan): removed",
        "Body (body): added",
    ]


def test_the_same_in_the_language_asked_for(run) -> None:
    result = run("differences old.xlsx old.xlsx --language es")

    assert result.stdout == "No hay diferencias.\n"


def test_json_has_codes_and_both_wordings(run) -> None:
    found = json.loads(run("differences old.xlsx new.xlsx --json").stdout)

    assert found["counts"] == {"reworded": 1, "added": 1, "removed": 1}
    assert found["of_substance"] == 2
    law = next(one for one in found["questions"] if one["code"] == "law")
    assert (law["earlier_code"], law["changes"], law["reason"], law["of_substance"]) == (
        "law", ["reworded"], "code", False
    )  # fmt: skip
    assert law["wordings"] == [{"fact": "wording", "language": "en", "was": "Law", "now": "Law in force"}]


def test_an_edition_is_compared_with_a_workbook_that_is_not_yet_taken_in(run) -> None:
    code = run("import old.xlsx").stdout.split(" · ")[0]

    for what in (code, f"{code}:1"):
        assert json.loads(run(f"differences {what} new.xlsx --json").stdout)["counts"]["added"] == 1


def test_two_editions_of_one_questionnaire_are_compared_along_their_map(run) -> None:
    code = run("publish old.xlsx").stdout.split(" · ")[0]
    run("import new.xlsx")

    found = json.loads(run(f"differences {code}:1 {code} --json").stdout)

    assert found["counts"] == {"reworded": 1, "added": 1, "removed": 1}


def test_what_is_not_there_is_wrong_use(run) -> None:
    result = run("differences old.xlsx nothing")

    assert result.exit_code == 2
    assert "There is no workbook, questionnaire or edition “nothing”." in result.stderr


def test_a_workbook_with_faults_ends_it(run) -> None:
    result = run("differences old.xlsx at_fault.xlsx")

    assert result.exit_code == 1
    assert "surveyapp questionnaire check at_fault.xlsx" in result.stderr
