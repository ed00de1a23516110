from datetime import date

import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, approving, following, submitting
from surveyapp.actions.answering import Refused, Saved
from surveyapp.actions.holding import Reason
from surveyapp.core.places import Place
from surveyapp.core.standing import Standing
from surveyapp.store import models
from tests import stored

SALT = "5a" * 16
EXPECTED = date(2026, 10, 3)


@pytest.fixture
def reply(session, now):
    found = stored.a_reply(session)
    answering.save_answer(session, found, Place("calls"), {"text": "3"}, 0, "one", None, now)
    return found


def await_approval(session, reply, now, on=EXPECTED, note=""):
    return approving.await_approval(session, reply, on, note, None, now)


def events(session):
    session.flush()
    of_reply = sa.select(models.Event.deed).where(models.Event.reply_id.is_not(None))
    return session.scalars(of_reply.order_by(models.Event.id)).all()


def test_a_reply_awaits_its_approval_until_a_day(session, reply, now):
    await_approval(session, reply, now, note="With the Minister")

    standing = following.standing_of(session, reply.round, reply, now).standing
    assert standing is Standing.AWAITING_APPROVAL
    assert (reply.approval_expected_on, reply.approval_note) == (EXPECTED, "With the Minister")
    assert events(session) == ["approval awaited"]


def test_saying_the_same_twice_is_saying_it_once_and_another_day_changes_it(session, reply, now):
    for day in (EXPECTED, EXPECTED, date(2026, 10, 5)):
        await_approval(session, reply, now, day)

    assert reply.approval_expected_on == date(2026, 10, 5)
    assert events(session) == ["approval awaited"] * 2


def test_answers_can_be_written_all_the_while_and_it_goes_on_awaiting(session, reply, now):
    await_approval(session, reply, now)

    saved = answering.save_answer(session, reply, Place("calls"), {"text": "4"}, 1, "two", None, now)

    assert isinstance(saved, Saved)
    assert reply.standing == "awaiting_approval"


def test_what_is_withdrawn_stands_where_its_answers_say(session, reply, now):
    await_approval(session, reply, now)

    for _ in range(2):
        approving.withdraw(session, reply, None, now)

    assert (reply.standing, reply.approval_expected_on) == ("in_progress", None)
    assert events(session) == ["approval awaited", "approval not awaited"]


def test_sending_ends_the_waiting(session, reply, now):
    await_approval(session, reply, now, note="With the Minister")

    submitting.submit(session, reply, {"name": "Name A"}, "send", None, now, SALT)

    assert (reply.standing, reply.approval_expected_on, reply.approval_note) == ("submitted", None, "")


@pytest.mark.parametrize(("standing", "reason"), [("submitted", Reason.SUBMITTED), ("reopened", Reason.WAS_SENT)])
def test_what_was_sent_awaits_nothing(session, reply, now, standing, reason):
    reply.standing = standing
    session.flush()

    assert await_approval(session, reply, now) == Refused(reason)
    assert approving.withdraw(session, reply, None, now) == Refused(reason)
