"""The history of an answer goes on when its round moves to another edition, and what was typed before can come back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from surveyapp.actions import answering, authoring, history, holding, moving_rounds
from surveyapp.actions.answering import Conflict, Refused, Saved, Unchanged
from surveyapp.actions.history import How
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind
from surveyapp.store import answers as store
from tests.builders import a_question, a_questionnaire, a_section, an_option, words
from tests.stored import OPENED, a_person, a_reply, a_round

OFFENCE = a_question("offence", Kind.ONE, "yes no", number="1")
CALLS = a_question("calls", Kind.LONG_TEXT, number="2")


def a_form(*questions, version="1"):
    return a_questionnaire(a_section("law", *questions, number="1"), version=version)


NEXT = a_form(
    replace(
        OFFENCE,
        options=(
            an_option("yes", wording=words("No"), previous="no"),
            an_option("no", wording=words("Yes"), previous="yes"),
        ),
    ),
    replace(CALLS, code="hotline", previous="calls"),
    a_question("calls", Kind.LONG_TEXT, wording=words("How many prosecutors?"), previous="none_before", number="2b"),
    version="2",
)


@pytest.fixture
def reply(session):
    return a_reply(session, "CRI", a_round(session, a_form(OFFENCE, CALLS)))


@pytest.fixture
def ana(session):
    return a_person(session, "Ana Mora")


@pytest.fixture
def save(session, reply, ana, now):
    """Saves over whatever stands there, one minute after the other."""
    minutes = iter(range(100))

    def at(place: str, **typed: str):
        kept = store.answers(session, reply.id).get(place)
        when = now + timedelta(minutes=next(minutes))
        seen = kept.version if kept else 0
        return answering.save_answer(session, reply, Place(place), typed, seen, f"at {when}", ana, when, "es")

    return at


def move(session, reply, when):
    edition = authoring.take_in(session, NEXT, "form.xlsx", None, OPENED + timedelta(days=1))
    edition.published_at = when
    session.flush()
    moving_rounds.move(session, reply.round, edition, [], None, when)


def told(session, reply, code, when):
    return history.of_question(session, holding.read(session, reply, when), code)


def test_a_question_that_is_called_otherwise_keeps_its_history(session, reply, save, now):
    save("calls", text="before")
    move(session, reply, now + timedelta(minutes=50))

    done = told(session, reply, "hotline", now).done

    assert [(str(one.place), one.how) for one in done] == [("hotline", How.MOVED), ("calls", How.WRITTEN)]
    assert told(session, reply, "calls", now).done == []


def test_what_was_typed_before_a_move_comes_back_to_where_it_stands_now(session, reply, save, ana, now):
    save("calls", text="first")
    save("calls", text="second")
    later = now + timedelta(hours=2)
    move(session, reply, now + timedelta(minutes=50))
    first = told(session, reply, "hotline", later).done[-1]
    assert str(first.comes_back_to) == "hotline"

    outcome = history.bring_back(session, reply, "hotline", first.now.id, 1, "1", ana, later)

    assert isinstance(outcome, Saved)
    now_there = store.answers(session, reply.id)["hotline"]
    assert (now_there.typed, now_there.language) == ({"text": "first"}, "es")


def test_a_choice_of_before_comes_back_as_the_option_that_it_is_now(session, reply, save, ana, now):
    save("offence", option="yes")
    save("offence", option="no")
    later = now + timedelta(hours=2)
    move(session, reply, now + timedelta(minutes=50))
    first = told(session, reply, "offence", later).done[-1]
    seen = store.answers(session, reply.id)["offence"].version

    history.bring_back(session, reply, "offence", first.now.id, seen, "1", ana, later)

    assert store.answers(session, reply.id)["offence"].typed == {"option": "no"}


def test_brought_back_again_it_is_unchanged_and_over_a_text_not_seen_a_conflict(session, reply, save, ana, now):
    save("calls", text="first")
    save("calls", text="second")
    second, first = told(session, reply, "calls", now).done

    def bring(change, seen, operation):
        return history.bring_back(session, reply, "calls", change.now.id, seen, operation, ana, now)

    assert isinstance(bring(first, 2, "1"), Saved)
    assert isinstance(bring(first, 2, "1"), Unchanged)
    save("calls", text="fourth")
    assert isinstance(bring(second, 3, "2"), Conflict)
    assert len(told(session, reply, "calls", now).done) == 4


def test_a_version_of_another_question_or_reply_is_refused(session, reply, save, ana, now):
    save("calls", text="first")
    first = told(session, reply, "calls", now).done[0]
    other = a_reply(session, "JAM", reply.round)

    assert isinstance(history.bring_back(session, reply, "offence", first.now.id, 0, "1", ana, now), Refused)
    assert isinstance(history.bring_back(session, other, "calls", first.now.id, 0, "1", ana, now), Refused)


def test_who_wrote_is_told(session, reply, save, ana, now):
    save("calls", text="first")

    found = told(session, reply, "calls", now)

    assert found.persons[found.done[0].person_id] == ana
