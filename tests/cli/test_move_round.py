import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from surveyapp.actions import answering, authoring
from surveyapp.cli import main
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind
from surveyapp.store import models
from surveyapp.store.database import make_engine, reading, writing
from tests.builders import a_question, a_questionnaire, an_option, words
from tests.pages.desk import BILINGUAL
from tests.stored import OPENED, a_person, a_reply, a_round

OFFENCE = a_question("offence", Kind.ONE, "yes partly no", number="1")
CALLS = a_question("calls", Kind.INTEGER, number="2")
FORM = a_questionnaire(OFFENCE, CALLS)
NEXT = a_questionnaire(
    replace(OFFENCE, options=(an_option("yes"), an_option("no"))),
    replace(CALLS, wording=words("How many calls?")),
    version="2",
)
DRAFT = replace(NEXT, version="3")


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path, now):
    """Runs the command line on a round in which Costa Rica has answered both questions; a second edition is there."""
    with writing(make_engine(sqlite_url)) as session:
        reply = a_reply(session, "CRI", a_round(session, FORM, **BILINGUAL))
        a_person(session)
        answering.save_answer(session, reply, Place("offence"), {"option": "partly"}, 0, "1", None, now)
        answering.save_answer(session, reply, Place("calls"), {"text": "3"}, 0, "2", None, now)
        authoring.take_in(session, NEXT, "f.xlsx", None, OPENED).published_at = OPENED + timedelta(days=1)
        session.flush()
        authoring.take_in(session, DRAFT, "f.xlsx", None, OPENED)
        session.commit()

    def call(*said: str) -> Result:
        environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path)}
        return CliRunner().invoke(main, ["round", "move", *said], env=environment, catch_exceptions=False)

    return call


def version_of_the_round(url: str) -> str:
    with reading(make_engine(url)) as session:
        return session.scalars(sa.select(models.Round)).one().edition.version


def test_a_dry_run_says_whom_it_concerns_and_moves_nothing(run, sqlite_url: str):
    said = run("2026", "2", "--dry-run").stdout

    assert "Round 2026 would move from version 1 to version 2." in said
    assert "Question offence: one option removed; answered by CRI" in said
    assert "States asked to confirm answers: CRI" in said
    assert version_of_the_round(sqlite_url) == "1"


def test_it_speaks_spanish_and_takes_the_version_with_the_code(run, sqlite_url: str):
    code = told_code(sqlite_url)

    said = run("2026", f"{code}:2", "--dry-run", "--language", "es").stdout

    assert "La ronda 2026 pasaría de la versión 1 a la versión 2." in said
    assert "se retiró una opción; contestada por: CRI" in said


def told_code(url: str) -> str:
    with reading(make_engine(url)) as session:
        return session.scalars(sa.select(models.Questionnaire.code)).first()


def test_the_round_is_moved_and_the_states_are_written_to(run, sqlite_url: str):
    told = json.loads(run("2026", "2", "--confirm-also", "calls", "--json").stdout)

    assert (told["moved"], told["to_confirm"], told["letters"]) == (True, ["CRI"], 1)
    assert told["substance"][0]["options_gone_or_recoded"] == {}  # it stands in a draft alone, which nobody may read
    assert version_of_the_round(sqlite_url) == "2"
    with reading(make_engine(sqlite_url)) as session:
        assert sorted(session.scalars(sa.select(models.Confirmation.question))) == ["calls", "offence"]


@pytest.mark.parametrize(
    ("words_", "code", "message"),
    [
        (("2026", "3"), 1, "has not been published yet"),
        (("2026", "1"), 1, "asks this edition already"),
        (("2026", "9"), 2, "has no edition 9"),
        (("1999", "2"), 2, "There is no round 1999"),
        (
            ("2026", "2", "--confirm-also", "offence"),
            2,
            "Not among the questions only reworded: offence. These are: calls.",
        ),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    run, sqlite_url: str, words_: tuple[str, ...], code: int, message: str
):
    result = run(*words_)

    assert (result.exit_code, message in result.stderr) == (code, True)
    assert version_of_the_round(sqlite_url) == "1"
