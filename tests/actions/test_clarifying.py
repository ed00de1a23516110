from dataclasses import replace

import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, authoring, clarifying, moving_rounds, requesting, seeing, submitting
from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.clarifying import File, NotPossible
from surveyapp.actions.seeing import SECRETARIAT, viewer_of
from surveyapp.core.clarifying import Status
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind
from surveyapp.files.inspection import Fault
from surveyapp.files.storage import Storage
from surveyapp.store import models
from tests import stored
from tests.builders import a_question, a_questionnaire, a_section

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
BASE = "https://survey.example.org"


@pytest.fixture
def reply(session, now):
    found = stored.a_reply(session)
    answering.save_answer(session, found, Place("offence"), {"option": "yes"}, 0, "one", None, now)
    submitting.submit(session, found, DECLARED, "send", None, now, "5a" * 16)
    session.commit()
    return found


@pytest.fixture
def ana(session, reply):
    return stored.a_person(session, "Name A")


@pytest.fixture
def officer(session):
    return stored.a_person(session, "Officer", role="officer", state=None)


@pytest.fixture
def storage(tmp_path):
    return Storage(tmp_path)


@pytest.fixture
def asked(session, reply, ana, officer, now):
    one = clarifying.draft(session, reply, "offence", "Which article?", "draft", officer, now)
    clarifying.send(session, reply, officer, now, BASE)
    return one


def letters(session):
    return session.scalars(sa.select(models.Letter).where(models.Letter.kind == "clarifications")).all()


def test_nothing_is_asked_about_a_reply_that_was_not_sent(session, officer, now):
    reply = stored.a_reply(session)

    assert clarifying.draft(session, reply, "offence", "Which?", "1", officer, now) is None


def test_a_draft_is_written_anew_until_it_is_sent(session, reply, officer, now):
    first = clarifying.draft(session, reply, "offence", "Which?", "1", officer, now)
    again = clarifying.draft(session, reply, "offence", "Which article?", "2", officer, now)

    assert first is again
    assert [one.text for one in first.messages] == ["Which article?"]


def test_drafts_are_sent_with_one_letter_which_quotes_nothing(session, reply, ana, officer, now):
    for question in ("calls", "offence"):
        clarifying.draft(session, reply, question, f"What of {question}?", question, officer, now)

    assert clarifying.send(session, reply, officer, now, BASE) == 2
    assert clarifying.send(session, reply, officer, now, BASE) == 0

    [letter] = letters(session)
    assert "What of" not in letter.body
    assert f"{BASE}/es/reply/{reply.public_id}/clarifications" in letter.body


def test_a_discarded_draft_is_not_sent(session, reply, ana, officer, now):
    draft = clarifying.draft(session, reply, "offence", "Which?", "1", officer, now)

    clarifying.discard(session, draft, officer, now)

    assert clarifying.send(session, reply, officer, now, BASE) == 0
    assert seeing.clarifications_of(session, SECRETARIAT, reply) == []


def test_an_answer_pressed_twice_is_said_once(session, storage, asked, ana, now):
    first = clarifying.answer(session, storage, asked, "172.", [], "press", ana, now)
    again = clarifying.answer(session, storage, asked, "172.", [], "press", ana, now)

    assert first is again
    assert (asked.status, asked.answered_at) == ("answered", now)
    assert len(asked.messages) == 2


def test_a_file_goes_with_an_answer_and_one_that_is_refused_keeps_all_from_being_said(
    session, storage, asked, ana, now
):
    bad = File("law.pdf", b"no pdf")
    refused = clarifying.answer(session, storage, asked, "172.", [bad], "one", ana, now)
    assert refused == FileRefused("law.pdf", Fault.NAMED_OTHERWISE)
    assert asked.status == "open"

    said = clarifying.answer(session, storage, asked, "172.", [File("law.txt", b"The law.")], "two", ana, now)

    session.flush()
    file = session.scalars(sa.select(models.Attachment)).one()
    assert (file.place, file.message_id, file.name) == ("@clarification", said.id, "law.txt")
    assert storage.path(file.sha256).read_bytes() == b"The law."


def test_a_closed_clarification_takes_no_answer_until_it_is_asked_again(session, storage, asked, ana, officer, now):
    clarifying.close(session, asked, officer, now)
    assert clarifying.answer(session, storage, asked, "Late.", [], "1", ana, now) == NotPossible(Status.CLOSED)
    assert clarifying.correct(session, asked, ana, now) == NotPossible(Status.CLOSED)

    clarifying.ask_again(session, asked, "And the penalty?", "2", officer, now, BASE)

    assert (asked.status, asked.closed_at) == ("open", None)
    assert len(letters(session)) == 2


def test_correcting_opens_the_reply_for_that_answer_and_sending_it_answers(session, reply, asked, ana, now):
    clarifying.correct(session, asked, ana, now)
    assert (reply.standing, reply.reopened_for) == ("reopened", ["offence"])
    answering.save_answer(session, reply, Place("offence"), {"option": "no"}, 1, "two", ana, now)

    submitting.submit(session, reply, DECLARED, "again", ana, now, "5a" * 16)

    assert asked.status == "answered"
    assert (asked.messages[-1].amends, asked.messages[-1].side) == (True, "state")


def test_sending_without_changing_that_answer_leaves_it_open(session, reply, asked, ana, officer, now):
    requesting.reopen(session, reply, None, "As agreed.", "press", officer, now, BASE)
    answering.save_answer(session, reply, Place("calls"), {"text": "3"}, 0, "two", ana, now)

    submitting.submit(session, reply, DECLARED, "again", ana, now, "5a" * 16)

    assert asked.status == "open"


def test_who_sees_a_clarification(session, reply, asked, ana, now):
    def sees(person):
        return seeing.clarification(session, viewer_of(session, person, now), reply, asked.public_id) is not None

    assert sees(ana)
    assert sees(stored.a_person(session, "Mission", role="observer"))
    assert sees(stored.a_person(session, "Law", role="contributor", sections=["law"]))
    assert not sees(stored.a_person(session, "Help", role="contributor", sections=["help"]))
    stored.a_reply(session, "JAM", reply.round)
    assert not sees(stored.a_person(session, "Foreigner", state="JAM"))


def test_a_thread_stays_with_its_answer_when_the_round_moves_and_when_it_goes_back(session, now):
    offence, calls = a_question("offence", Kind.ONE, "yes no"), a_question("calls", Kind.INTEGER)
    first = a_questionnaire(a_section("law", offence, calls, number="1"))
    round_ = stored.a_round(session, first)
    reply = stored.a_reply(session, "CRI", round_)
    answering.save_answer(session, reply, Place("offence"), {"option": "yes"}, 0, "one", None, now)
    submitting.submit(session, reply, DECLARED, "send", None, now, "5a" * 16)
    threads = [clarifying.draft(session, reply, code, "Why?", code, None, now) for code in ("offence", "calls")]
    before = round_.edition
    text = a_question("calls", Kind.LONG_TEXT, wording={"en": "Another thing", "es": "Otra cosa"}, previous="none")
    second = replace(a_questionnaire(a_section("law", offence, text, number="1")), version="2")
    after = authoring.take_in(session, second, "second.xlsx", None, now)
    after.published_at = now
    session.flush()

    moving_rounds.move(session, round_, after, (), None, now, BASE)
    moved = [one.place for one in threads]
    moving_rounds.move(session, round_, before, (), None, now, BASE)

    assert moved == ["offence", f"calls@e{before.id}"]
    assert [one.place for one in threads] == ["offence", "calls"]
