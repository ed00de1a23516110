"""Whoever of the secretariat reads what only it may read is on record, and the state sees it."""

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from surveyapp.actions import answering, reading_log, submitting
from surveyapp.cli import main
from surveyapp.core.places import parse
from surveyapp.core.questionnaire import Disclosure
from surveyapp.store import models
from surveyapp.store.database import reading
from tests.pages.desk import come_in
from tests.stored import a_person, a_reply

SALT = "5a" * 16


@pytest.fixture
def reply(session, now):
    """Two answers: the number of calls for the secretariat alone, the offence for everybody."""
    made = a_reply(session)
    person = a_person(session)
    answering.save_answer(session, made, parse("calls"), {"text": "7"}, 0, "one", person, now)
    answering.set_disclosure(session, made, parse("calls"), Disclosure.SECRETARIAT, "narrow", person, now)
    answering.save_answer(session, made, parse("offence"), {"option": "no"}, 0, "two", person, now)
    sent = submitting.submit(session, made, {"name": "Ana", "gaps": "later"}, "sent", person, now, SALT)
    assert isinstance(sent, models.Submission)
    session.commit()
    return made


@pytest.fixture
def officer(client, session, now, clock):
    return come_in(client, session, now)


def readings(engine):
    with reading(engine) as session:
        found = sa.select(models.Event).where(models.Event.deed.in_((reading_log.READ, reading_log.TAKEN)))
        return [(one.deed, one.place, one.details, one.by) for one in session.scalars(found.order_by(models.Event.id))]


def test_opening_the_answers_is_recorded_once_an_hour(officer, reply, engine, clock):
    for _time in range(4):
        officer.open("/en/secretariat/rounds/2026/CRI/answers")
        clock.pass_(minutes=16)
    assert readings(engine) == [("answer read", "calls", {"role": "officer"}, "The officer")]

    officer.open("/es/secretariat/rounds/2026/CRI/answers")
    assert len(readings(engine)) == 2


def test_the_page_of_one_answer_records_that_one_alone(officer, reply, engine):
    officer.open("/en/secretariat/rounds/2026/CRI/clarifications/offence")
    assert readings(engine) == []

    officer.open("/en/secretariat/rounds/2026/CRI/clarifications/calls")
    assert [one[1] for one in readings(engine)] == ["calls"]


@pytest.mark.parametrize(
    ("address", "file"),
    [("CRI/reply.docx", "docx"), ("comparative-workbook?audience=secretariat", "comparative workbook")],
)
def test_a_file_for_the_secretariat_is_recorded_with_the_number(officer, reply, engine, address, file):
    for _time in range(2):
        officer.browser.get(f"/en/secretariat/rounds/2026/{address}").close()

    details = {"role": "officer", "file": file, "number": 1, "questions": ["calls"]}
    assert readings(engine) == [("answers taken away", "", details, "The officer")]


def test_a_table_for_others_holds_nothing_of_it_and_is_not_recorded(officer, reply, engine):
    officer.browser.get("/en/secretariat/rounds/2026/comparative-workbook?audience=public").close()

    assert readings(engine) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "read on the page of the reply (Officer)"), ("es", "leída en la página de la respuesta")],
)
def test_the_state_sees_it_at_the_answer_and_for_the_whole_reply(
    officer, reply, client, engine, sign_in, language, words
):
    officer.open("/en/secretariat/rounds/2026/CRI/answers")
    with reading(engine) as apart:
        person = apart.scalars(sa.select(models.Person).where(models.Person.name == "Name A")).one()
    sign_in(client, person)

    desk = client.open(f"/{language}/reply/{reply.public_id}")
    page = client.open(desk.document.xpath("//a[contains(@href, '/readings')]/@href")[0])
    assert words in page.text
    assert "The officer" not in page.text
    assert words in client.open(f"/{language}/reply/{reply.public_id}/history/calls").text
    assert words not in client.open(f"/{language}/reply/{reply.public_id}/history/offence").text


def test_who_was_sent_other_sections_does_not_see_it(officer, reply, client, session, sign_in):
    officer.open("/en/secretariat/rounds/2026/CRI/answers")
    person = a_person(session, "Of one section", "contributor", sections=["law"])
    session.commit()
    sign_in(client, person)

    assert "read on the page" not in client.open(f"/en/reply/{reply.public_id}/readings").text


def test_a_table_made_at_the_command_line_is_recorded_too(reply, engine, settings, tmp_path):
    environment = {"DATABASE_URL": settings.database_url, "SURVEYAPP_DATA": str(tmp_path / "data")}
    words = ["round", "compare", "2026", "--language", "en", "--audience", "secretariat"]

    result = CliRunner().invoke(main, [*words, "--out", str(tmp_path / "table.xlsx")], env=environment)

    assert result.exit_code == 0, result.output
    [(deed, _place, details, by)] = readings(engine)
    assert (deed, details["role"], details["number"], by) == ("answers taken away", "", 1, "command line")
