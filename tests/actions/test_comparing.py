from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from surveyapp.actions import answering, comparing, submitting
from surveyapp.core.disclosure import Audience
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.store import models
from tests.stored import a_reply, a_round

SALT = "5a" * 16
DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}


@pytest.fixture
def round_(session: Session) -> models.Round:
    return a_round(session)


def a_submitted_reply(session, round_, state, now, **typed: str) -> models.Reply:
    reply = a_draft(session, round_, state, now, **typed)
    submitting.submit(session, reply, DECLARED, "send", None, now, SALT)
    return reply


def a_draft(session, round_, state, now, **typed: str) -> models.Reply:
    reply = a_reply(session, state, round_)
    for code, text in typed.items():
        part = "option" if code == "offence" else "text"
        answering.save_answer(session, reply, Place(code), {part: text}, 0, code, None, now)
    return reply


def test_what_was_submitted_is_compared_and_a_draft_never(session, round_, now):
    a_submitted_reply(session, round_, "CRI", now, offence="yes", calls="12")
    a_draft(session, round_, "JAM", now, offence="no")

    comparison = comparing.comparison(session, round_, Audience.SECRETARIAT)

    assert list(comparison.replies) == ["CRI"]
    assert comparison.tallies["offence"].by_mark == {Mark.ANSWERED: ("CRI",), Mark.NO_REPLY: ("JAM",)}


def test_each_audience_sees_what_is_disclosed_to_it(session, round_, now):
    a_submitted_reply(session, round_, "CRI", now, budget="100")

    marks = {
        audience: list(comparing.comparison(session, round_, audience).tallies["budget"].by_mark)
        for audience in Audience
    }

    assert marks == {
        Audience.PUBLIC: [Mark.WITHHELD],
        Audience.MEMBER_STATES: [Mark.ANSWERED],
        Audience.SECRETARIAT: [Mark.ANSWERED],
    }


def test_the_newest_submission_of_a_reply_is_the_one_that_stands(session, round_, now):
    reply = a_submitted_reply(session, round_, "CRI", now, calls="1")
    reply.standing = "reopened"
    session.flush()
    answering.save_answer(session, reply, Place("calls"), {"text": "2"}, 1, "again", None, now)
    submitting.submit(session, reply, DECLARED, "send again", None, now, SALT)

    figures = comparing.comparison(session, round_, Audience.PUBLIC).tallies["calls"].figures

    assert figures is not None
    assert figures.values == (("CRI", 2),)


def test_information_reaches_to_today_while_a_round_is_open(round_, now):
    assert comparing.received_to(round_, [], now) == date(2026, 9, 15)


def test_of_a_closed_round_it_reaches_to_the_last_reply(session, round_, now):
    closed = round_.closes_at
    late = models.Submission(submitted_at=closed + timedelta(days=3))

    assert comparing.received_to(round_, [], closed + timedelta(days=400)) == date(2026, 10, 30)
    assert comparing.received_to(round_, [late], closed + timedelta(days=400)) == date(2026, 11, 2)
