from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, following, holding, requesting, submitting
from surveyapp.actions.answering import Refused, Saved
from surveyapp.actions.holding import Reason
from surveyapp.actions.requesting import Declined, Fault
from surveyapp.core.extensions import DayFault
from surveyapp.core.places import Place
from surveyapp.store import models
from tests import stored

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
UNTIL = date(2026, 10, 15)
END = datetime(2026, 10, 16, 5, 59, 59, tzinfo=UTC)
BASE = "https://survey.example.org"


@pytest.fixture
def reply(session, now):
    found = stored.a_reply(session)
    stored.a_person(session, "Name A")
    stored.a_person(session, "Name B", language="en")
    stored.a_person(session, "Name C", role="contributor")
    answering.save_answer(session, found, Place("offence"), {"option": "yes"}, 0, "one", None, now)
    session.commit()
    return found


@pytest.fixture
def mission(session, reply):
    return stored.a_person(session, "Mission", role="observer")


@pytest.fixture
def officer(session):
    return stored.a_person(session, "Officer", role="officer", state=None)


def send(session, reply, now, operation="send"):
    return submitting.submit(session, reply, DECLARED, operation, None, now, "5a" * 16)


def ask(session, reply, who, now, operation="ask", until=UNTIL):
    return requesting.ask_for_time(session, reply, until, "Five ministries.", operation, who, now)


def letters(session, kind):
    found = sa.select(models.Letter).where(models.Letter.kind == kind).order_by(models.Letter.email)
    return session.scalars(found).all()


def deeds(session):
    return [one.deed for one in session.scalars(sa.select(models.Event).order_by(models.Event.id))]


def test_a_request_pressed_twice_is_one(session, reply, mission, now):
    first, again = ask(session, reply, mission, now), ask(session, reply, mission, now)

    assert first is again
    assert deeds(session).count("extension asked") == 1


def test_of_each_kind_one_request_waits(session, reply, mission, now):
    ask(session, reply, mission, now)

    assert ask(session, reply, mission, now, "another") == Declined(Fault.ASKED_ALREADY)


def test_a_day_that_does_not_help_is_refused(session, reply, mission, now):
    assert ask(session, reply, mission, now, until=date(2026, 9, 20)) == Declined(DayFault.NOT_LATER)


def test_a_granted_extension_is_the_states_own_deadline(session, reply, mission, officer, now):
    asked = ask(session, reply, mission, now)

    assert requesting.grant(session, asked, None, "Gladly.", officer, now, BASE) is None

    assert (reply.own_deadline, asked.granted, asked.granted_until) == (END, True, END)
    assert [one.email for one in letters(session, "extension_granted")] == [
        "mission@example.org",
        "name.a@example.org",
        "name.b@example.org",
    ]
    assert "15 October 2026" in letters(session, "extension_granted")[2].body
    assert deeds(session)[-1] == "extension granted"


def test_a_reply_within_its_own_deadline_is_not_late_and_not_overdue(session, reply, mission, officer, now):
    requesting.grant(session, ask(session, reply, mission, now), None, "", officer, now, BASE)
    later = stored.DEADLINE + timedelta(days=3)
    assert not following.standing_of(session, reply.round, reply, later).is_overdue

    send(session, reply, later)

    assert not following.standing_of(session, reply.round, reply, later).is_late


def test_an_extension_beyond_the_closing_keeps_the_reply_open(session, reply, mission, officer, now):
    far = date(2026, 12, 15)
    requesting.grant(session, ask(session, reply, mission, now, until=far), None, "", officer, now, BASE)

    after_closing = reply.round.closes_at + timedelta(days=1)

    assert holding.refusal(reply, after_closing) is None


def test_what_is_not_granted_changes_nothing_and_says_why(session, reply, mission, officer, now):
    asked = ask(session, reply, mission, now)

    requesting.decline(session, asked, "The Meeting is near.", officer, now, BASE)

    assert (reply.own_deadline, asked.granted, asked.answer) == (None, False, "The Meeting is near.")
    assert len(letters(session, "extension_declined")) == 3
    assert all("The Meeting is near." in one.body for one in letters(session, "extension_declined"))


def test_a_request_is_answered_once(session, reply, mission, officer, now):
    asked = ask(session, reply, mission, now)
    requesting.decline(session, asked, "No.", officer, now, BASE)

    assert requesting.grant(session, asked, None, "", officer, now, BASE) == Declined(Fault.ANSWERED_ALREADY)
    assert requesting.withdraw(session, asked, mission, now) is False
    assert reply.own_deadline is None


def test_a_withdrawn_request_cannot_be_granted_and_another_can_be_made(session, reply, mission, officer, now):
    asked = ask(session, reply, mission, now)
    assert requesting.withdraw(session, asked, mission, now)

    assert requesting.grant(session, asked, None, "", officer, now, BASE) == Declined(Fault.ANSWERED_ALREADY)
    assert isinstance(ask(session, reply, mission, now, "another"), models.StateRequest)


def test_a_reply_that_was_sent_needs_no_more_time(session, reply, mission, now):
    send(session, reply, now)

    assert ask(session, reply, mission, now) == Declined(Fault.HAS_REPLIED)


def test_only_what_was_sent_can_be_reopened(session, reply, mission, now):
    refused = requesting.ask_to_reopen(session, reply, None, "A slip.", "ask", mission, now)

    assert refused == Declined(Fault.NOT_SENT)


def test_a_granted_reopening_opens_those_answers_alone_and_what_was_sent_stands(session, reply, mission, officer, now):
    made = send(session, reply, now)
    asked = requesting.ask_to_reopen(session, reply, ["calls", "offence", "nothing"], "A slip.", "ask", mission, now)
    assert asked.questions == ["offence", "calls"]

    requesting.grant(session, asked, None, "", officer, now, BASE)

    assert (reply.standing, reply.reopened_for) == ("reopened", ["offence", "calls"])
    saved = answering.save_answer(session, reply, Place("calls"), {"text": "3"}, 0, "two", None, now)
    assert isinstance(saved, Saved)
    refused = answering.save_answer(session, reply, Place("budget"), {"text": "3"}, 0, "three", None, now)
    assert refused == Refused(Reason.NOT_REOPENED)
    assert session.get_one(models.Submission, made.id).sha256 == made.sha256
    assert len(letters(session, "reopening_granted")) == 3
    again = send(session, reply, now, "again")
    assert (again.number, reply.standing, reply.reopened_for) == (2, "submitted", None)


def test_a_reopening_is_not_granted_in_words(session, reply, mission, officer, now):
    send(session, reply, now)
    asked = requesting.ask_to_reopen(session, reply, None, "A slip.", "ask", mission, now)

    requesting.decline(session, asked, "Too late.", officer, now, BASE)

    assert reply.standing == "submitted"
    assert len(letters(session, "reopening_declined")) == 3


def test_an_officer_extends_unasked_once(session, reply, officer, now):
    first = requesting.extend(session, reply, UNTIL, "A hurricane.", "press", officer, now, BASE)
    again = requesting.extend(session, reply, UNTIL, "A hurricane.", "press", officer, now, BASE)

    assert first is again
    assert requesting.is_unasked(first)
    assert reply.own_deadline == END
    assert len(letters(session, "extension_granted")) == 2
    assert all("A hurricane." in one.body for one in letters(session, "extension_granted"))


def test_an_officer_reopens_unasked(session, reply, officer, now):
    refused = requesting.reopen(session, reply, None, "As agreed.", "early", officer, now, BASE)
    assert refused == Declined(Fault.NOT_SENT)
    assert not session.scalars(sa.select(models.StateRequest)).all()
    send(session, reply, now)

    requesting.reopen(session, reply, None, "As agreed.", "press", officer, now, BASE)

    assert (reply.standing, reply.reopened_for) == ("reopened", None)
    assert len(letters(session, "reopening_granted")) == 2
