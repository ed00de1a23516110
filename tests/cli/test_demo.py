"""surveyapp demo: only in a place that is empty."""

import pytest
from click.testing import CliRunner

from surveyapp.cli.demo import demo
from surveyapp.store.database import make_engine, writing
from tests.stored import a_round


@pytest.fixture
def place(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SURVEYAPP_DATA", str(tmp_path))
    return sqlite_url


def test_a_place_that_is_not_empty_is_the_wrong_one(place):
    engine = make_engine(place)
    with writing(engine) as session:
        a_round(session)
        session.commit()
    engine.dispose()

    outcome = CliRunner().invoke(demo)

    assert outcome.exit_code == 2
    assert "There is something in the database already" in outcome.output
