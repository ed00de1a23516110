"""The desk of a state: what it says of the deadline, and what it asks once the reply is out of the state's hands."""

from datetime import UTC, datetime, timedelta

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


@pytest.mark.parametrize(
    ("language", "heading", "clocks"),
    [
        ("en", "Deadline", ["San José", "15:00", "Washington, D.C.", "17:00"]),
        ("es", "Plazo", ["San José", "15:00", "Washington, D. C.", "17:00"]),
    ],
)
def test_the_deadline_on_both_clocks_stands_before_all_else_of_the_desk(desk, language, heading, clocks):
    first = desk(language).all(".side-by-side")[0].getchildren()[0]

    assert first.findtext("h2") == heading
    assert [" ".join(one.text.split()) for one in first.iter("dt", "dd")] == clocks


@pytest.mark.parametrize(
    ("language", "closed", "sees"),
    [
        ("en", "The reply has been sent. The round is closed.", "the Secretariat reads what was sent"),
        ("es", "La respuesta se ha enviado. La ronda está cerrada.", "la Secretaría lee lo que se envió"),
    ],
)
def test_of_a_reply_that_was_sent_the_desk_says_that_the_round_is_closed(
    client, desk, session, now, reply, language, closed, sees
):
    reply.standing, reply.submitted_at = "submitted", now
    reply.round.closes_at = now + timedelta(days=1)
    assert closed not in desk(language).text

    reply.round.closes_at = now - timedelta(days=1)
    session.commit()

    for rest in ("", "/people"):
        told = client.open(f"/{language}/reply/{reply.public_id}{rest}").text
        assert (closed in told, sees in told) == (True, True)
