import json

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from surveyapp.cli import main


@pytest.fixture
def database_url(sqlite_url):
    return sqlite_url


@pytest.fixture
def surveyapp(database_url, tmp_path):
    environment = {
        "DATABASE_URL": database_url,
        "SURVEYAPP_DATA": str(tmp_path / "data"),
        "BASE_URL": "http://localhost",
    }

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["directory", *words], env=environment)

    return run


@pytest.fixture
def file(surveyapp, tmp_path):
    out = tmp_path / "directory.xlsx"
    assert surveyapp("export", "--language", "es", "--out", str(out)).exit_code == 0
    return out


def with_a_group(file, states="CRI; JAM"):
    book = load_workbook(file)
    book["grupos"].append([None, "First wave", "Primera ola", states])
    book.save(file)


def test_what_was_exported_changes_nothing(surveyapp, file):
    done = surveyapp("import", str(file))

    assert (done.exit_code, done.stdout) == (0, "Nothing changes.\n")


def test_a_file_is_looked_at_and_then_brought_in(surveyapp, file):
    with_a_group(file)

    looked = json.loads(surveyapp("import", str(file), "--dry-run", "--json").stdout)
    done = surveyapp("import", str(file))
    again = json.loads(surveyapp("import", str(file), "--json").stdout)

    assert (looked["brought_in"], looked["counts"]) == (False, {"add": 1, "change": 0, "end": 0})
    assert "groups, row 2: First wave / Primera ola is added" in done.stdout
    assert (again["brought_in"], again["changes"]) == (True, [])


def test_a_faulty_file_is_told_and_nothing_is_brought_in(surveyapp, file):
    with_a_group(file, "CRI; XYZ")

    done = surveyapp("import", str(file))

    assert done.exit_code == 1
    assert "grupos row 2 Estados: “XYZ” is not the code of a state." in done.stderr
    with_json = surveyapp("import", str(file), "--json")
    assert with_json.exit_code == 1
    assert [one["code"] for one in json.loads(with_json.stdout)["faults"]] == ["state_code_unknown"]
