"""surveyapp questionnaire export: an edition as a workbook."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from surveyapp.cli import main
from surveyapp.core import definition
from surveyapp.documents import xlsform
from tests.workbooks import workbook

SOUND = workbook("type  name  en  es\ntext  law  Law  Ley")


@pytest.fixture
def run(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    """Runs the command line where one edition, practices 1, was taken in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sound.xlsx").write_bytes(SOUND)

    def call(line: str) -> Result:
        environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path)}
        return CliRunner().invoke(main, ["questionnaire", *line.split()], env=environment, catch_exceptions=False)

    assert call("import sound.xlsx").exit_code == 0
    return call


def canonical(data: bytes) -> str:
    form = xlsform.read(data, "form.xlsx").questionnaire
    assert form is not None
    return definition.to_json(form)


def test_an_edition_is_written_under_its_code_and_version(run, tmp_path: Path) -> None:
    result = run("export practices")

    assert (result.exit_code, result.stdout) == (0, "Written: practices-1.xlsx\n")
    assert canonical((tmp_path / "practices-1.xlsx").read_bytes()) == canonical(SOUND)


def test_what_was_written_is_the_same_edition_when_taken_in(run) -> None:
    run("export practices")

    assert run("import practices-1.xlsx").stdout == run("list").stdout


def test_it_is_written_to_a_file_of_ones_choice(run, tmp_path: Path) -> None:
    assert run("export practices --output other.xlsx --language es").stdout == "Se escribió: other.xlsx\n"

    assert (tmp_path / "other.xlsx").exists()


def test_a_dash_writes_to_standard_output(run) -> None:
    result = run("export practices --output -")

    assert canonical(result.stdout_bytes) == canonical(SOUND)


def test_a_file_that_is_there_is_not_written_over(run, tmp_path: Path) -> None:
    (tmp_path / "practices-1.xlsx").write_text("mine")

    result = run("export practices")

    assert result.exit_code == 2
    assert "--force" in result.stderr
    assert (tmp_path / "practices-1.xlsx").read_text() == "mine"


def test_force_writes_over_it(run, tmp_path: Path) -> None:
    (tmp_path / "practices-1.xlsx").write_text("mine")

    assert run("export practices --force").exit_code == 0
    assert (tmp_path / "practices-1.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("line", ["export nothing", "export practices --output nowhere/form.xlsx", "export"])
def test_wrong_use(run, line: str) -> None:
    result = run(line)

    assert result.exit_code == 2
    assert result.stderr
