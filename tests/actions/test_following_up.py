from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from surveyapp import worker
from surveyapp.actions import answering, approving, following_up, submitting
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind
from surveyapp.store import models
from surveyapp.store.database import reading
from tests import stored
from tests.builders import a_question, a_questionnaire, a_section

LATER = timedelta(hours=5)
FORM = a_questionnaire(a_section("one", a_question("first", core=True), a_question("second", Kind.INTEGER)))


@pytest.fixture
def reply(session, now):
    found = stored.a_reply(session, round_=stored.a_round(session, FORM))
    stored.a_person(session, "Name A")
    stored.a_person(session, "Name B", language="en")
    stored.a_person(session, "The mission", role="observer")
    save(session, found, now)
    session.commit()
    return found


def save(session, reply, now, text="Yes", seen=0, place="first"):
    answering.save_answer(session, reply, Place(place), {"text": text}, seen, f"{text} {seen} {now}", None, now)


def follow_up(session, now):
    return [(one.email, one.language) for one in following_up.write_due(session, "http://localhost", now)]


def test_the_focal_points_of_a_complete_reply_get_one_letter_in_their_language(session, reply, now):
    assert follow_up(session, now + LATER) == [("name.a@example.org", "es"), ("name.b@example.org", "en")]
    assert follow_up(session, now + 2 * LATER) == []


def test_nobody_is_written_to_while_somebody_types(session, reply, now):
    save(session, reply, now + LATER, "3", place="second")

    assert follow_up(session, now + LATER + timedelta(hours=1)) == []


def test_a_reply_that_becomes_complete_anew_gets_another_letter(session, reply, now):
    follow_up(session, now + LATER)
    save(session, reply, now + LATER, "", seen=1)
    save(session, reply, now + 2 * LATER, "No", seen=2)

    assert follow_up(session, now + 3 * LATER) == []  # the same day, in Costa Rica
    assert len(follow_up(session, now + 4 * LATER)) == 2


def test_awaiting_approval_is_quiet_and_no_new_occasion(session, reply, now):
    approving.await_approval(session, reply, date(2026, 10, 3), "", None, now)
    assert follow_up(session, now + LATER) == []

    approving.withdraw(session, reply, None, now + LATER)
    assert len(follow_up(session, now + LATER)) == 2
    approving.await_approval(session, reply, date(2026, 10, 3), "", None, now + LATER)
    approving.withdraw(session, reply, None, now + LATER)
    assert follow_up(session, now + 3 * LATER) == []


def test_what_was_sent_is_left_alone(session, reply, now):
    submitting.submit(session, reply, {"name": "Name A"}, "send", None, now, "5a" * 16)

    assert follow_up(session, now + LATER) == []


def test_a_round_that_is_closed_is_left_alone(session, reply, now):
    assert follow_up(session, now + timedelta(days=100)) == []


def test_the_worker_writes_what_is_due_and_holds_nothing_where_nothing_is(engine, settings, reply, now):
    assert worker.follow_up(engine, settings, now) == 0
    assert worker.follow_up(engine, settings, now + LATER) == 2
    assert worker.follow_up(engine, settings, now + 2 * LATER) == 0

    with reading(engine) as session:
        kinds = session.scalars(sa.select(models.Letter.kind)).all()
    assert kinds == ["complete_not_sent"] * 2
