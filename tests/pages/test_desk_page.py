"""The desk of a state: what it says of the deadline, and what it asks once the reply is out of the state's hands."""

from datetime import UTC, datetime

import pytest

from surveyapp.actions import answering, coming_in, submitting
from surveyapp.core.places import Place
from tests.stored import a_person, a_reply

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}


@pytest.fixture
def reply(session):
    return a_reply(session)


@pytest.fixture
def desk(app, client, session, now, reply):
    def open_it(language="en"):
        app.config["CLOCK"] = lambda: now
        token = coming_in.begin(session, a_person(session, "Somebody", "focal_point", "CRI"), now)
        session.commit()
        client.browser.set_cookie("session", token)
        return client.open(f"/{language}/reply/{reply.public_id}")

    return open_it


def test_the_day_is_said_where_the_deadline_falls_on_another_one_in_washington(desk, session, reply):
    reply.own_deadline = datetime(2027, 1, 16, 5, 59, tzinfo=UTC)  # the end of 15 January in San José

    page = desk()

    assert "Friday 15 January 2027" in page.text
    assert "0:59, 16 January 2027" in page.text


def test_nothing_is_asked_for_that_a_sent_reply_no_longer_takes(desk, session, now, reply):
    answering.save_answer(session, reply, Place("calls"), {"text": "many"}, 0, "one", None, now)
    assert "Correct the answer" in desk().text

    submitting.submit(session, reply, DECLARED, "send", None, now, "5a" * 16)
    session.commit()
    page = desk()

    assert "Correct the answer" not in page.text
    assert "Review and send" not in page.text
    assert "In progress" not in page.text


def test_of_a_reply_reopened_for_some_questions_the_others_are_not_asked(desk, session, now, reply):
    submitting.submit(session, reply, DECLARED, "send", None, now, "5a" * 16)
    reply.standing, reply.reopened_for = "reopened", ["calls"]

    page = desk()

    assert "See which core questions are open" not in page.text
    assert "The correction is still to be sent" in page.text
