"""The desk of a state: what it says of the deadline, and what it asks once the reply is out of the state's hands."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, coming_in, requesting, submitting
from surveyapp.core.places import Place
from surveyapp.store.models import Letter, StateRequest
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


@pytest.fixture(params=["Pacific/Kiritimati", "Asia/Kathmandu"])
def a_server_elsewhere(request, monkeypatch):
    """A server whose own clock is set to another zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("until", "day", "there"),
    [
        (date(2026, 10, 30), "Friday 30 October 2026", "1:59"),
        (date(2026, 11, 2), "Monday 2 November 2026", "0:59"),  # the clocks of Washington went back between
        (date(2027, 3, 15), "Monday 15 March 2027", "1:59"),  # and forward
    ],
)
def test_the_deadline_is_told_by_the_clocks_of_its_own_day_wherever_the_server_stands(
    desk, session, now, reply, a_server_elsewhere, until, day, there
):
    reply.round.closes_at = now + timedelta(days=400)
    a_person(session, "Ana Mora")
    assert isinstance(requesting.extend(session, reply, until, "Yes.", "one", None, now, ""), StateRequest)

    page = desk()

    assert day in page.text
    [here_at, there_at] = [one.text.strip() for one in page.all(".side-by-side")[0].getchildren()[0].iter("dd")]
    assert here_at == "23:59"
    assert there_at.startswith(f"{there}, ")
    [body] = session.scalars(sa.select(Letter.body).where(Letter.kind == "extension_granted"))
    assert f"a las 23:59 (hora de San José; {there} en Washington" in " ".join(body.split())


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
