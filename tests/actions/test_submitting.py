import hashlib
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, handing_in, submitting
from surveyapp.actions.answering import Refused, Saved
from surveyapp.actions.handing_in import Paper, Sheet
from surveyapp.actions.holding import Reason
from surveyapp.core import submission
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.files.storage import Storage
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


def test_two_presses_at_the_same_moment_make_one_submission(engine, reply, now):
    receipts, together = [], threading.Barrier(4)

    def press(number):
        together.wait()
        with writing(engine) as session:
            receipts.append(submit(session, session.get_one(models.Reply, reply.id), now, str(number)).receipt)
            session.commit()

    presses = [threading.Thread(target=press, args=(number,)) for number in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()

    assert receipts == ["CR-2026-01"] * 4
    with writing(engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(models.Submission)) == 1
        assert len(letters(session)) == 2


def test_the_mission_gets_the_receipt_too_and_an_address_gets_it_once(session, reply, now):
    stored.a_person(session, "The mission", role="observer", language="en")
    shared = {"email": "name.a@example.org", "email_key": "name.a@example.org"}
    stored.a_person(session, "Alternate", language="en", **shared)

    submit(session, reply, now)

    assert [(one.email, one.language) for one in letters(session)] == [
        ("name.a@example.org", "en"),
        ("name.b@example.org", "en"),
        ("the.mission@example.org", "en"),
    ]
    assert ["permanent mission" in one.body for one in letters(session)] == [False, False, True]


def test_the_receipt_says_who_sent_and_when_it_was_approved(session, reply, now):
    who = session.scalars(sa.select(models.Person).where(models.Person.name == "Name B")).one()

    made = submitting.submit(session, reply, DECLARED | {"approved_on": "2026-09-14"}, "send", who, now, SALT)

    assert made.declared["approved_on"] == "2026-09-14"
    assert submission.read(made.content).declared == made.declared
    assert "Aprobada el: 14 de septiembre de 2026" in letters(session)[0].body
    assert "Sent by: Name B" in letters(session)[1].body


# With a signed letter


@pytest.fixture
def paper(session, reply, now, tmp_path):
    def hand_in(kind, content=b"Signed.", of=reply):
        return handing_in.hand_in(
            session, Storage(tmp_path / "files"), of, kind, Sheet("carta.txt", content), None, now
        )

    return hand_in


def test_a_signed_letter_is_named_in_what_the_receipt_covers(session, reply, now, paper):
    letter = paper(Paper.LETTER)

    made = submitting.submit(session, reply, DECLARED, "send", None, now, SALT, letter)

    assert submission.read(made.content).declared["letter"] == "carta.txt"
    assert submission.read(made.content).declared["letter_sha256"] == hashlib.sha256(b"Signed.").hexdigest()
    assert letter.submission_id == made.id
    assert "Carta firmada: carta.txt" in letters(session)[0].body


def test_a_letter_of_another_reply_or_kind_goes_with_nothing(session, reply, now, paper):
    other = stored.a_reply(session, "JAM", reply.round)

    for wrong in (paper(Paper.LETTER, of=other), paper(Paper.DOCUMENT)):
        made = submitting.submit(session, reply, DECLARED, "send", None, now, SALT, wrong)
        assert "letter" not in made.declared
        assert wrong.submission_id is None


# Corrections


def reopen(session, reply, *questions):
    reply.standing, reply.reopened_for = "reopened", list(questions) or None
    session.flush()


def amend(session, reply, now, operation="correct"):
    return submitting.amend(session, reply, operation, None, now, SALT)


def test_a_correction_stands_under_the_declaration_that_was_given(session, reply, now):
    first = submit(session, reply, now)
    reopen(session, reply, "calls")
    answering.save_answer(session, reply, Place("calls"), {"text": "7"}, 0, "two", None, now)

    made = amend(session, reply, now)

    assert (made.receipt, made.amends_id, reply.standing) == ("CR-2026-02", first.id, "submitted")
    assert made.declared == first.declared | {"amends": "CR-2026-01"}
    assert submission.read(made.content).places["calls"].value == {"number": 7}
    assert "Corrige: CR-2026-01" in letters(session)[1].body + letters(session)[0].body


def test_a_correction_of_a_correction_stands_under_the_same_declaration(session, reply, now):
    first = submit(session, reply, now)
    for number in range(2):
        reopen(session, reply, "calls")
        made = amend(session, reply, now, str(number))

    assert (made.receipt, made.amends_id) == ("CR-2026-03", first.id)
    assert made.declared["amends"] == "CR-2026-01"


@pytest.mark.parametrize("again", ["correct", "another press"])
def test_however_often_a_correction_is_pressed_there_is_one(session, reply, now, again):
    submit(session, reply, now)
    reopen(session, reply, "calls")
    made = amend(session, reply, now)

    assert amend(session, reply, now, again) is made


def test_a_reply_reopened_as_a_whole_is_declared_anew(session, reply, now):
    submit(session, reply, now)
    reopen(session, reply)

    assert amend(session, reply, now) == Refused(Reason.DECLARATION_NEEDED)


def test_a_reply_that_was_never_declared_is_no_correction(session, reply, now):
    assert amend(session, reply, now) == Refused(Reason.DECLARATION_NEEDED)


def test_a_correction_sent_after_the_deadline_of_a_reply_in_time_is_not_late(session, reply, now):
    submit(session, reply, now)
    reopen(session, reply, "calls")

    made = amend(session, reply, now + timedelta(days=60))

    written = [one for one in letters(session) if one.occasion == f"receipt:{made.public_id}" and one.language == "en"]
    assert "in time" in written[0].body


# On the mission's instruction


def test_the_secretariat_submits_on_the_written_instruction_of_the_mission(session, reply, now, paper):
    officer = stored.a_person(session, "Officer", "officer", None)
    instruction = paper(Paper.INSTRUCTION)

    made = submitting.submit_on_instruction(session, reply, DECLARED, instruction, "send", officer, now, SALT)

    assert (made.received_as, instruction.submission_id) == ("instruction", made.id)
    assert made.declared["instruction"] == "carta.txt"
    assert "written instruction" in letters(session)[1].body
    assert "Sent by: Officer (Secretariat)" in letters(session)[1].body
    deeds = sa.select(models.Event.deed).where(models.Event.deed.like("reply submitted%"))
    assert session.scalars(deeds).all() == ["reply submitted on instruction"]


def test_without_an_instruction_of_this_reply_the_secretariat_submits_nothing(session, reply, now, paper):
    other = stored.a_reply(session, "JAM", reply.round)

    for wrong in (None, paper(Paper.LETTER), paper(Paper.INSTRUCTION, of=other)):
        refused = submitting.submit_on_instruction(session, reply, DECLARED, wrong, "send", None, now, SALT)
        assert refused == Refused(Reason.NO_INSTRUCTION)
    assert reply.standing == "in_progress"


def test_an_instruction_serves_once(session, reply, now, paper):
    instruction = paper(Paper.INSTRUCTION)
    submitting.submit_on_instruction(session, reply, DECLARED, instruction, "send", None, now, SALT)
    reopen(session, reply)

    refused = submitting.submit_on_instruction(session, reply, DECLARED, instruction, "again", None, now, SALT)

    assert refused == Refused(Reason.NO_INSTRUCTION)
