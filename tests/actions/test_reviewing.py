from datetime import date

import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, assigning, clarifying, reopening, requesting, reviewing, submitting
from surveyapp.actions.reviewing import Verification
from surveyapp.core.places import Place
from surveyapp.core.reviewing import Finding, How, LookedAt
from surveyapp.core.standing import Standing
from surveyapp.store import models, reviews
from surveyapp.store.secretariat_models import InternalNote
from tests import stored

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
BASE = "https://survey.example.org"


@pytest.fixture
def database_url(sqlite_url):
    """What a database could do differently the tests of clarifying hold."""
    return sqlite_url


@pytest.fixture
def reply(session, now):
    found = stored.a_reply(session)
    answering.save_answer(session, found, Place("offence"), {"option": "yes"}, 0, "one", None, now)
    answering.save_answer(session, found, Place("calls"), {"text": "7"}, 0, "two", None, now)
    submitting.submit(session, found, DECLARED, "send", None, now, "5a" * 16)
    session.commit()
    return found


@pytest.fixture
def officer(session):
    return stored.a_person(session, "Officer", role="officer", state=None)


@pytest.fixture
def find(session, reply, officer, now):
    def find(question="offence", finding=Finding.CLEAR, of=None):
        return reviewing.find(session, reply, question, finding, of, officer, now)

    return find


def submitted_anew(session, reply, now, typed):
    reopening.reopen(session, reply, None, None, now, "request")
    answering.save_answer(session, reply, Place("offence"), typed, 1, "again", None, now)
    return submitting.submit(session, reply, DECLARED, "send again", None, now, "5b" * 16)


def test_nothing_is_found_of_what_was_not_submitted(session, officer, now):
    reply = stored.a_reply(session)

    assert reviewing.find(session, reply, "offence", Finding.CLEAR, None, officer, now) is None


def test_what_was_looked_at_is_counted_by_section(session, reply, find):
    find("offence")
    find("calls", Finding.TO_CLARIFY)

    review = reviewing.review_of(session, reply)

    assert review.sections == {"law": LookedAt(1, 4), "help": LookedAt(1, 5)}
    assert review.whole == LookedAt(2, 9)


def test_the_newest_finding_counts_and_taken_back_it_counts_no_more(session, reply, find):
    find("offence", Finding.TO_CLARIFY)
    find("offence", Finding.CLEAR)
    assert reviewing.review_of(session, reply).found["offence"].finding is Finding.CLEAR

    find("offence", Finding.NONE)

    assert reviewing.review_of(session, reply).found == {}
    assert len(reviews.history_of(session, reply.id, "offence")) == 3


def test_the_same_finding_twice_is_one(session, reply, find):
    assert find() is find()


def test_of_a_verified_answer_it_is_known_how(find):
    one = find("offence", Finding.VERIFIED, Verification(How.OFFICIAL_GAZETTE, "Gaceta 12", "Eva", date(2026, 9, 3)))

    assert (one.how, one.source, one.verified_by, one.verified_on) == (
        "official_gazette",
        "Gaceta 12",
        "Eva",
        date(2026, 9, 3),
    )


def test_a_finding_is_of_an_earlier_text_once_the_answer_changed(session, reply, find, now):
    find("offence")
    find("calls")

    submitted_anew(session, reply, now, {"option": "no"})

    review = reviewing.review_of(session, reply)
    assert (review.found["offence"].is_of_earlier_text, review.found["calls"].is_of_earlier_text) == (True, False)
    assert (review.sections["law"].count, review.sections["help"].count) == (0, 1)
    find("offence")
    assert not reviewing.review_of(session, reply).found["offence"].is_of_earlier_text


def test_notes_are_kept_once_and_withdrawn_for_good(session, reply, officer, now):
    one = reviewing.write_note(session, reply, "offence", "Ask the ministry.", officer, now)
    assert reviewing.write_note(session, reply, "offence", "Ask the ministry.", officer, now) is one
    reviewing.write_note(session, reply, "", "A careful reply.", officer, now)

    assert reviewing.withdraw_note(session, reply, one.public_id, officer, now)

    assert [note.text for note in reviews.notes_of(session, reply.id)] == ["A careful reply."]
    assert len(session.scalars(sa.select(InternalNote)).all()) == 2


def accept(session, reply, officer, now, *, despite_open=False):
    return reviewing.accept(session, reply, "With thanks.", officer, now, BASE, despite_open=despite_open)


def test_an_accepted_reply_is_cleared_and_the_state_is_thanked(session, reply, officer, now):
    stored.a_person(session), stored.a_person(session, "Mission", "observer")

    assert accept(session, reply, officer, now)

    assert (reply.standing, reply.accepted_at, reply.accepted_by_id) == (Standing.CLEARED, now, officer.id)
    accepted = sa.select(models.Letter).where(models.Letter.kind == "reply_accepted")
    letters = session.scalars(accepted.order_by(models.Letter.id)).all()
    assert [one.email for one in letters] == ["name.a@example.org", "mission@example.org"]
    assert "With thanks." in letters[0].body
    assert not accept(session, reply, officer, now)


def test_with_open_clarifications_it_is_accepted_only_knowingly(session, reply, officer, now):
    clarifying.draft(session, reply, "offence", "Which article?", "1", officer, now)
    clarifying.send(session, reply, officer, now, BASE)

    assert not accept(session, reply, officer, now)
    assert accept(session, reply, officer, now, despite_open=True)


def events(session, reply):
    return [one.deed for one in session.scalars(sa.select(models.Event).where(models.Event.reply_id == reply.id))]


def test_a_new_submission_undoes_the_acceptance_and_says_so(session, reply, officer, now):
    accept(session, reply, officer, now)

    submitted_anew(session, reply, now, {"option": "no"})

    assert (reply.standing, reply.accepted_at, reply.accepted_by_id) == (Standing.SUBMITTED, None, None)
    assert "acceptance undone" in events(session, reply)


def test_asking_about_an_accepted_reply_undoes_the_acceptance(session, reply, officer, now):
    accept(session, reply, officer, now)
    clarifying.draft(session, reply, "offence", "Which article?", "1", officer, now)

    clarifying.send(session, reply, officer, now, BASE)

    assert (reply.standing, reply.accepted_at) == (Standing.SUBMITTED, None)


def test_the_list_of_an_officer_says_what_waits_in_every_round(session, reply, officer, now):
    another = stored.a_reply(session, "JAM", reply.round)
    assigning.assign(session, {reply: officer, another: officer}, None, now)
    requesting.ask_for_time(session, another, date(2026, 11, 15), "Five ministries.", "1", None, now)

    first, second = assigning.waiting_for(session, officer, now)

    assert (first.reply, first.to_review, first.requests) == (reply, True, 0)
    assert (second.reply, second.to_review, second.requests) == (another, False, 1)


def test_who_translates_publishes_or_audits_looks_after_no_state(session, officer, now):
    for role in ("translator", "publisher", "auditor"):
        stored.a_person(session, f"Person {role}", role, None)

    assert assigning.who_can_be_assigned(session, now) == [officer]


def test_assigning_records_only_what_changed(session, reply, officer, now):
    assert assigning.assign(session, {reply: officer}, None, now) == [reply]
    assert assigning.assign(session, {reply: officer}, None, now) == []
    assert assigning.assign(session, {reply: None}, None, now) == [reply]
    assert events(session, reply).count("officer assigned") == 2
