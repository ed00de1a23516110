import hashlib
from datetime import timedelta

import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, submitting
from surveyapp.actions.answering import Refused, Saved
from surveyapp.actions.holding import Reason
from surveyapp.core import submission
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.store import models
from surveyapp.store.database import writing
from tests import stored

SALT = "5a" * 16
DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry", "gaps": " Figures follow. "}


@pytest.fixture
def reply(session, now):
    found = stored.a_reply(session)
    stored.a_person(session, "Name A")
    stored.a_person(session, "Name B", language="en")
    stored.a_person(session, "Name C", role="contributor")
    answering.save_answer(session, found, Place("offence"), {"option": "yes"}, 0, "one", None, now)
    session.commit()
    return found


def submit(session, reply, now, operation="send"):
    return submitting.submit(session, reply, DECLARED, operation, None, now, SALT)


def letters(session):
    return session.scalars(sa.select(models.Letter).order_by(models.Letter.email)).all()


def test_a_submission_freezes_the_answers_and_its_receipt_is_their_hash(session, reply, now):
    made = submit(session, reply, now)

    assert made.receipt == "CR-2026-01"
    assert made.sha256 == hashlib.sha256(made.content.encode()).hexdigest()
    assert submission.read(made.content).places["offence"].value == {"option": "yes"}
    assert submission.read(made.content).places["calls"].mark is Mark.LEFT_BLANK
    assert made.declared["gaps"] == "Figures follow."


def test_a_submitted_reply_says_so_and_takes_no_more_answers(session, reply, now):
    submit(session, reply, now)

    assert (reply.standing, reply.submitted_at) == ("submitted", now)
    refused = answering.save_answer(session, reply, Place("calls"), {"text": "1"}, 0, "two", None, now)
    assert refused == Refused(Reason.SUBMITTED)


@pytest.mark.parametrize("again", ["send", "another press"])
def test_however_often_it_is_pressed_there_is_one_submission(session, reply, now, again):
    made = submit(session, reply, now)

    assert submit(session, reply, now, again) is made
    assert session.scalar(sa.select(sa.func.count()).select_from(models.Submission)) == 1


def test_two_focal_points_at_once_make_one_submission(engine, reply, now):
    receipts = []
    for _ in range(2):
        with writing(engine) as session:
            receipts.append(submit(session, session.get_one(models.Reply, reply.id), now, str(len(receipts))).receipt)
            session.commit()

    assert receipts == ["CR-2026-01", "CR-2026-01"]


def test_every_focal_point_gets_the_receipt_in_his_or_her_language(session, reply, now):
    made = submit(session, reply, now)

    assert [(one.email, one.language) for one in letters(session)] == [
        ("name.a@example.org", "es"),
        ("name.b@example.org", "en"),
    ]
    assert all(made.receipt in one.subject and one.reply_id == reply.id for one in letters(session))
    assert "1 de 9 preguntas contestadas" in letters(session)[0].body


def test_a_reopened_reply_is_submitted_again_under_the_next_number(session, reply, now):
    first = submit(session, reply, now)
    reply.standing = "reopened"
    session.flush()
    later = now + timedelta(days=40)
    saved = answering.save_answer(session, reply, Place("calls"), {"text": "7"}, 0, "two", None, later)

    second = submit(session, reply, later, "again")

    assert isinstance(saved, Saved)
    assert (second.receipt, second.number) == ("CR-2026-02", 2)
    assert first.content != second.content
    assert reply.submitted_at == now


def test_nothing_is_submitted_after_the_round_has_closed(session, reply, now):
    assert submit(session, reply, now + timedelta(days=100)) == Refused(Reason.ROUND_CLOSED)


def test_what_is_submitted_is_on_record_without_its_answers(session, reply, now):
    made = submit(session, reply, now)
    session.flush()

    event = session.scalars(sa.select(models.Event).where(models.Event.deed == "reply submitted")).one()
    assert event.details == {"receipt": made.receipt, "sha256": made.sha256}
