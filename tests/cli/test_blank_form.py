import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from surveyapp.cli import main
from tests.workbooks import workbook


@pytest.fixture
def run(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    """Runs the command line on a store with one questionnaire in English and Spanish."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "form.xlsx").write_bytes(workbook("type  name  en  es\ntext  law  Which law?  ¿Qué ley?"))

    def call(line: str) -> Result:
        environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path)}
        return CliRunner().invoke(main, ["questionnaire", *line.split()], env=environment, catch_exceptions=False)

    assert call("import form.xlsx").exit_code == 0
    return call


def test_the_form_is_written_to_a_file(run, tmp_path: Path) -> None:
    result = run("blank-form practices --language es --output form.pdf")

    assert result.exit_code == 0
    pages = PdfReader(io.BytesIO((tmp_path / "form.pdf").read_bytes())).pages
    assert "¿Qué ley?" in " ".join(page.extract_text() for page in pages)


def test_the_form_can_be_a_word_file(run, tmp_path: Path) -> None:
    assert run("blank-form practices --language en --format docx --output form.docx").exit_code == 0
    assert (tmp_path / "form.docx").read_bytes().startswith(b"PK")


def test_a_language_in_which_there_is_no_form_is_refused_in_words(run, tmp_path: Path) -> None:
    result = run("blank-form practices --language pt --output form.pdf")

    assert (result.exit_code, result.stderr) == (1, "No form can be made in “pt”. It can be made in: en, es.\n")
    assert not (tmp_path / "form.pdf").exists()


def test_an_unknown_questionnaire_is_wrong_use(run) -> None:
    result = run("blank-form nothing --language en --output form.pdf --messages es")

    assert result.exit_code == 2
    assert "«nothing» no es ni el código de un cuestionario (CODE o CODE:VERSION) ni una edición." in result.stderr
