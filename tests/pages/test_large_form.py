"""A form as large as governments get, from its workbook to a submission; every page of it in both languages."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.actions import authoring, coming_in
from surveyapp.documents import xlsform
from surveyapp.store import models
from tests import answered_whole, large_form
from tests.page_client import PageClient
from tests.stored import a_person, a_reply, a_round

DATA = large_form.workbook()


@pytest.fixture
def edition(session: Session, now: datetime) -> models.Edition:
    found: Any = authoring.import_workbook(session, DATA, "large_form.xlsx", None, now)
    assert isinstance(found, models.Edition), found
    authoring.publish(session, found, None, now)
    session.commit()
    return found


@pytest.fixture
def reply(session: Session, edition: models.Edition) -> models.Reply:
    round_ = a_round(session, edition=edition)
    found = a_reply(session, "CRI", round_)
    session.commit()
    return found


def browser_of(client: PageClient, session: Session, person: models.Person, now: datetime, app: Flask) -> PageClient:
    app.config["CLOCK"] = lambda: now
    token = coming_in.begin(session, person, now)
    session.commit()
    client.browser.set_cookie("session", token)
    return client


def test_it_has_no_fault() -> None:
    read = xlsform.read(DATA, "large_form.xlsx")

    assert read.faults == ()
    assert read.questionnaire is not None
    assert len(list(read.questionnaire.questions())) == 180
    assert read.questionnaire.languages == large_form.LANGUAGES
    assert sum(bool(placed.conditions) for placed in read.questionnaire.placed()) >= 40


def test_it_is_answered_to_submission_and_every_page_of_it_can_be_opened(
    app: Flask, client: PageClient, session: Session, reply: models.Reply, now: datetime
) -> None:
    person = a_person(session)
    answered = answered_whole.answer(session, reply, person, now)
    session.commit()
    browser = browser_of(client, session, person, now, app)
    questionnaire = authoring.for_round(reply.round)

    for language in ("en", "es"):
        for section in questionnaire.sections:
            browser.open(f"/{language}/reply/{reply.public_id}/section/{section.code}")
        browser.open(f"/{language}/reply/{reply.public_id}/review")
    made = answered_whole.submit(session, reply, person, now)
    session.commit()

    assert answered > 140
    for language in ("en", "es"):
        browser.open(f"/{language}/reply/{reply.public_id}/receipt/{made.public_id}")


def test_its_preview_can_be_opened_section_by_section(
    app: Flask, client: PageClient, session: Session, edition: models.Edition, now: datetime
) -> None:
    browser = browser_of(client, session, a_person(session, role="officer", state=None), now, app)
    questionnaire = authoring.questionnaire_of(edition)

    for language in ("en", "es"):
        browser.open(f"/{language}/secretariat/questionnaires/{edition.public_id}")
        for section in questionnaire.sections:
            browser.open(f"/{language}/secretariat/questionnaires/{edition.public_id}/section/{section.code}")
