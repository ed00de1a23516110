from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from surveyapp.cli import main
from tests.workbooks import workbook

FORM = workbook("type  name  en  es\ntext  law  Is there a law?  ¿Hay ley?\ntext  calls  Calls  Llamadas")


@pytest.fixture
def run(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    """Runs the command line on a store with one published edition, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "form.xlsx").write_bytes(FORM)

    def call(line: str) -> Result:
        environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path)}
        return CliRunner().invoke(main, ["questionnaire", *line.split()], env=environment, catch_exceptions=False)

    call("publish form.xlsx")
    return call


def translated(path: Path, was: str, now: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now), encoding="utf-8")


def test_a_new_edition_is_begun_from_the_newest_one(run) -> None:
    result = run("copy practices --version 2028")

    assert result.exit_code == 0
    assert "version 2028" in result.stdout
    assert "2028" in run("list").stdout


def test_a_version_that_is_taken_is_refused_in_words(run) -> None:
    result = run("copy practices --version 1 --language es")

    assert (result.exit_code, result.stderr) == (
        1,
        "Otra edición de este cuestionario lleva esa versión. Elija otra.\n",
    )


@pytest.mark.parametrize("command", ["copy nothing --version 2", "translations nothing --output a.xlf"])
def test_what_is_unknown_is_wrong_use(run, command: str) -> None:
    assert run(command).exit_code == 2


@pytest.mark.parametrize("languages", ["--from en --to en", "--from en --to fr"])
def test_two_languages_of_the_edition_are_needed(run, languages: str) -> None:
    result = run(f"translations practices {languages} --output out.xlf")

    assert (result.exit_code, result.stderr) == (2, "Choose two different languages of this edition: en, es.\n")


def test_wordings_go_out_and_what_comes_back_is_told_and_not_applied(run, tmp_path: Path) -> None:
    assert run("translations practices --format xliff --output out.xlf").exit_code == 0
    translated(tmp_path / "out.xlf", "¿Hay ley?", "¿Hay una ley?")

    result = run("import-translations practices out.xlf")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Wordings that would change: 1.",
        "  Section section, question law (short text): wording. ¿Hay{+ una+} ley?",
        "Nothing was taken over. To take it over, add --apply.",
    ]
    assert run("import-translations practices out.xlf").stdout == result.stdout


def test_what_comes_back_is_applied_when_told_so(run, tmp_path: Path) -> None:
    run("translations practices --format xliff --output out.xlf")
    translated(tmp_path / "out.xlf", "¿Hay ley?", "¿Hay una ley?")

    result = run("import-translations practices out.xlf --apply --language es")

    assert result.stdout.splitlines()[-1] == "Aplicadas: 1; confirmadas como están: 0."
    assert "cambiarían: 0." in run("import-translations practices out.xlf --language es").stdout


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Nothing is missing or to be checked in “es”. No file was written.\n"),
        ("es", "No falta ni queda por revisar ningún texto en «es». No se escribió ningún archivo.\n"),
    ],
)
def test_where_nothing_is_open_no_file_is_written_and_that_is_said(
    run, tmp_path: Path, language: str, said: str
) -> None:
    result = run(f"translations practices --only-open --output out.xlsx --language {language}")

    assert (result.exit_code, result.stdout) == (0, said)
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("option", ["--out", "--output"])
def test_the_file_is_named_by_either_option(run, tmp_path: Path, option: str) -> None:
    assert run(f"translations practices {option} named.xlsx").exit_code == 0
    assert run(f"export practices {option} exported.xlsx").exit_code == 0

    assert (tmp_path / "named.xlsx").exists()
    assert (tmp_path / "exported.xlsx").exists()


def test_an_edition_is_asked_for_by_code_by_version_or_by_its_identifier(run) -> None:
    copied = run("copy practices --version 2028")
    [identifier] = [line.split(" · ")[-1] for line in run("list").stdout.splitlines() if "version 2028" in line]

    assert copied.stdout == f"Begun: version 2028, not published. In commands: practices:2028 or {identifier}\n"
    for what in ("practices", "practices:2028", identifier):
        assert run(f"export {what} --force").stdout == "Written: practices-2028.xlsx\n"
    assert run("export practices:1 --language es").stdout == "Se escribió: practices-1.xlsx\n"


def test_a_version_that_is_not_there_is_wrong_use(run) -> None:
    result = run("export practices:2031 --language es")

    assert (result.exit_code, "CODE:VERSION" in result.stderr) == (2, True)


def test_a_file_that_is_none_is_refused_with_its_fault(run, tmp_path: Path) -> None:
    (tmp_path / "back.xlf").write_text("no translation")

    result = run("import-translations practices back.xlf")

    assert result.exit_code == 1
    assert result.stderr


def test_what_cannot_be_taken_over_is_told_and_the_rest_applied(run, tmp_path: Path) -> None:
    run("translations practices --format xliff --output out.xlf")
    translated(tmp_path / "out.xlf", "¿Hay ley?", "¿Hay ley {last_year}?")
    translated(tmp_path / "out.xlf", "Llamadas", "Llamadas recibidas")

    result = run("import-translations practices out.xlf --apply")

    assert result.exit_code == 1
    assert "Taken over: 1" in result.stdout
    assert "The translation has {last_year}" in result.stderr
