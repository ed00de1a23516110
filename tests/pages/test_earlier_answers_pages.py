"""Bringing in earlier answers on the page of the secretariat: the empty workbook, faults, preview, one press."""

import io
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.store import answers as store
from surveyapp.store import models
from tests import stored, workbooks
from tests.page_client import Page, PageClient
from tests.pages.desk import BILINGUAL, come_in

DEADLINE = datetime(2012, 8, 31, 21, 0, tzinfo=UTC)
ADDRESS = "/{language}/secretariat/rounds/2012/earlier-answers"
HEADERS = ["state", "question", "answer", "detail"]


@pytest.fixture
def officer(app: Flask, client: PageClient, session: Session, now: datetime) -> PageClient:
    app.config["CLOCK"] = lambda: now
    return come_in(client, session, now)


@pytest.fixture
def round_(session: Session) -> models.Round:
    found = stored.a_round(
        session,
        code="2012",
        period_from=date(2010, 1, 1),
        period_to=date(2011, 12, 31),
        deadline=DEADLINE,
        closes_at=DEADLINE + timedelta(days=30),
        opened_at=None,
        **BILINGUAL,
    )
    for state in ("CRI", "JAM"):
        stored.a_reply(session, state, found)
    session.commit()
    return found


def send(officer: PageClient, rows: list[list[object]], status: int = 200, language: str = "en") -> Page:
    address = ADDRESS.format(language=language)
    token = officer.open(address).form("/earlier-answers").fields["csrf_token"][0]
    data = workbooks.sheets({"answers": [HEADERS, *rows]})
    fields = {"csrf_token": token, "workbook": (io.BytesIO(data), "answers of 2012.xlsx")}
    return officer.post(address, fields, status)  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "heading"), [("en", "Bring in earlier answers"), ("es", "Incorporar")])
def test_the_page_says_how_to_begin(officer: PageClient, round_: models.Round, language: str, heading: str) -> None:
    page = officer.open(ADDRESS.format(language=language))

    assert page.h1.startswith(heading)


def test_the_page_of_a_closed_round_leads_there(officer: PageClient, round_: models.Round) -> None:
    assert officer.open("/en/secretariat/rounds/2012").follow("Bring in earlier answers").h1


def test_the_empty_workbook_is_for_this_round(officer: PageClient, round_: models.Round) -> None:
    answer = officer.download(ADDRESS.format(language="es") + "/workbook")

    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["respuestas", "preguntas", "estados"]
    assert "2012-respuestas-anteriores.xlsx" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_fault_is_told_and_nothing_is_written(
    officer: PageClient, session: Session, round_: models.Round, language: str
) -> None:
    rows = [["Narnia", "calls", "5", ""], ["CRI", "calls", "<script>alert(1)</script>", ""], ["CRI", "cals", "5", ""]]

    page = send(officer, rows, 422, language)

    assert "3" in page.h1
    assert "answers, row 3" in page.text or "answers, fila 3" in page.text
    assert "<script>alert(1)" in page.text
    assert store.answers(session, round_.replies[0].id) == {}


def test_what_would_come_in_is_seen_before_it_does(officer: PageClient, session: Session, round_: models.Round) -> None:
    page = send(officer, [["CRI", "calls", "5", ""], ["JAM", "offence", "yes", "Act 1"]])

    assert page.h1 == "Answers of 2 states, to be brought in"
    assert store.answers(session, round_.replies[0].id) == {}
    session.commit()  # lets go of the store

    page = page.form("/earlier-answers").send(button="Bring in these answers")

    session.expire_all()
    assert page.address.startswith("/en/secretariat/rounds/2012")
    assert store.answers(session, round_.replies[0].id)["calls"].value == {"number": 5}
    assert {one.standing for one in round_.replies} == {"received_as_document"}
    assert "Answers of an earlier round brought in from a workbook" in page.follow("Costa Rica").text


def test_the_same_workbook_again_is_nothing_to_do(officer: PageClient, round_: models.Round) -> None:
    rows: list[list[object]] = [["CRI", "calls", "5", ""]]
    send(officer, rows).form("/earlier-answers").send(button="Bring in these answers")

    assert send(officer, rows).h1 == "This workbook was brought in before"


def test_what_is_confirmed_is_what_was_looked_at(officer: PageClient, session: Session, round_: models.Round) -> None:
    page = send(officer, [["CRI", "calls", "5", ""]])

    page = page.form("/earlier-answers").send({"confirm": "something else"}, status=422)

    assert "Choose the workbook first." in page.text
    assert store.answers(session, round_.replies[0].id) == {}


def test_a_state_that_wrote_meanwhile_stops_it(
    officer: PageClient, session: Session, round_: models.Round, now: datetime
) -> None:
    page = send(officer, [["CRI", "calls", "5", ""]])
    round_.closes_at = now + timedelta(days=1)
    session.commit()

    page = page.form("/earlier-answers").send(button="Bring in these answers", status=409)

    assert "The round still takes answers from the states." in page.text


def test_no_workbook_is_said_beside_its_field(officer: PageClient, round_: models.Round) -> None:
    page = officer.open(ADDRESS.format(language="en")).form("/earlier-answers").send(status=422)

    assert "Choose the workbook first." in page.text


def test_a_round_that_still_takes_answers_says_so(officer: PageClient, session: Session) -> None:
    stored.a_reply(session, "CRI", stored.a_round(session, **BILINGUAL))
    session.commit()

    page = officer.open("/en/secretariat/rounds/2026/earlier-answers")

    assert "This round still takes answers from the states." in page.text
    assert "Bring in earlier answers" not in officer.open("/en/secretariat/rounds/2026").text
