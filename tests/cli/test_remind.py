import json
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine
from click.testing import CliRunner

from surveyapp.actions import reminders
from surveyapp.cli import main
from surveyapp.store import models
from surveyapp.store.database import make_engine, reading, writing
from tests.stored import a_person, a_reply, a_round

DUE = datetime(2026, 9, 16, 16, 0, tzinfo=UTC)


@pytest.fixture
def run(sqlite_url, tmp_path):
    """Runs the command on the day of the first reminder: Jamaica has replied, Haiti has no focal point."""
    with writing(make_engine(sqlite_url)) as session:
        round_ = a_round(session)
        for state in ("CRI", "JAM", "HTI", "PER"):
            a_reply(session, state, round_)
        a_person(session, "Ana Mora")
        a_person(session, "Rosa Quispe", state="PER")
        by_state = {reply.state: reply for reply in session.scalars(sa.select(models.Reply))}
        by_state["JAM"].standing = "submitted"
        by_state["PER"].own_deadline = datetime(2026, 10, 31, 4, 59, 59, tzinfo=UTC)
        session.commit()

    def call(*words, at=DUE):
        environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path)}
        with time_machine.travel(at, tick=False):
            return CliRunner().invoke(main, ["remind", *words], env=environment, catch_exceptions=False)

    call.url = sqlite_url
    return call


def test_a_dry_run_says_who_would_get_what_on_a_day_and_why_the_others_get_nothing(run):
    said = run("2026", "--now", "2026-09-16", "--dry-run", at=datetime(2026, 9, 2, 12, 0, tzinfo=UTC)).stdout

    lines = {line[2:5]: line for line in said.splitlines()[1:]}
    assert lines["CRI"].startswith("> CRI")
    assert "gets a letter: 14 days before the deadline  ana.mora@example.org (es)" in lines["CRI"]
    assert "has replied" in lines["JAM"]
    assert "nobody to write to: 14 days before the deadline" in lines["HTI"]
    assert "next: 14 days before the deadline, on 16 October 2026 (extension until 30 October 2026)" in lines["PER"]


def test_a_dry_run_writes_nothing(run):
    run("--dry-run")

    with reading(make_engine(run.url)) as session:
        assert session.scalars(sa.select(models.Letter)).all() == []


def test_programs_read_the_same_as_json(run):
    [told] = json.loads(run("2026", "--dry-run", "--json").stdout)["rounds"]

    states = {one["state"]: one for one in told["states"]}
    assert (told["round"], told["automatic"]) == ("2026", False)
    assert states["CRI"]["kind"] == "reminder_before"
    assert states["CRI"]["letters"] == [{"to": "ana.mora@example.org", "language": "es"}]
    assert {iso3: one["why"] for iso3, one in states.items()} == {
        "CRI": "due",
        "JAM": "replied",
        "HTI": "nobody",
        "PER": "not_yet",
    }


def test_it_is_said_in_spanish_too(run):
    said = run("2026", "--dry-run", "--language", "es").stdout

    assert "se le escribe: 14 días antes del vencimiento" in said
    assert "no hay a quién escribir" in said


def test_what_is_due_is_written_once(run):
    assert "2026  CRI  reminder_before  ana.mora@example.org  held\nOne letter was written." in run().stdout
    assert run("2026").stdout == "0 letters were written.\n"
    assert json.loads(run("--json").stdout) == {"letters": []}
    assert "waits for an officer’s approval" in run("--dry-run").stdout


def test_a_paused_state_and_one_written_to_lately_are_told(run):
    run()
    with writing(make_engine(run.url)) as session:
        round_ = session.scalars(sa.select(models.Round)).one()
        [batch] = reminders.store.batches(session, round_.id)
        reminders.approve(session, round_, batch, None, DUE)
        peru = session.scalars(sa.select(models.Reply).where(models.Reply.state == "PER")).one()
        reminders.pause(session, peru, "Elections.", None, None, DUE)
        session.commit()
    said = run("--now", "2026-09-17", "--dry-run").stdout

    assert "next: 2 days before the deadline, on 28 September 2026" in said
    assert "reminders are paused (extension until 30 October 2026)" in said


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--now", "2026-09-16"], "add --dry-run"),
        (["--now", "soon", "--dry-run"], "soon is no date"),
        (["1999", "--dry-run"], "There is no round 1999"),
    ],
)
def test_wrong_use_ends_with_a_sentence(run, words, fault):
    done = run(*words)

    assert done.exit_code == 2
    assert fault in done.stderr


def test_where_no_round_is_open_it_says_so(run):
    assert run("--dry-run", at=datetime(2027, 1, 1, tzinfo=UTC)).stdout == "No round is open.\n"


def test_an_hour_may_be_asked_about(run):
    before = run("--now", "2026-09-16T07:00", "--dry-run").stdout

    assert "CRI" in before
    assert ">" not in before
