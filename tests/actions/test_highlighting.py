"""Highlighted practices: written in both languages, changed and removed with a trace, told when they need care."""

import io
from datetime import timedelta

import pytest
import python_calamine
import sqlalchemy as sa

from surveyapp.actions import answering, authoring, highlighting, submitting
from surveyapp.actions.highlighting import Conflict, Fault, Refused
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure
from surveyapp.store import highlighted_practices, models
from surveyapp.store.secretariat_models import HighlightedPractice
from tests.stored import a_reply, a_round

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
TITLE = {"en": "A law", "es": "Una ley"}
TEXT = {"en": "The state has a law.", "es": "El Estado cuenta con una ley."}


@pytest.fixture
def database_url(sqlite_url):
    return sqlite_url


@pytest.fixture
def round_(session):
    return a_round(session)


def a_sent_reply(session, round_, state, now, readers=None):
    reply = a_reply(session, state, round_)
    answering.save_answer(session, reply, Place("offence"), {"option": "yes"}, 0, "one", None, now)
    answering.save_answer(session, reply, Place("calls"), {"text": "1"}, 0, "two", None, now)
    if readers:
        answering.set_disclosure(session, reply, Place("offence"), readers, "three", None, now)
    send(session, reply, now)
    return reply


def send(session, reply, now):
    sent = session.scalar(sa.select(sa.func.count()).select_from(models.Submission))
    submitting.submit(session, reply, DECLARED, f"send {sent}", None, now, "5a" * 16)


def highlight(session, reply, now, code="offence", title=TITLE, text=TEXT, seen=""):
    question = authoring.for_round(reply.round).find(code).question
    return highlighting.highlight(session, reply, question, title, text, seen, None, now)


def listed(session, round_, now, language="en"):
    return highlighting.of_round(session, round_, language, now)


def test_practices_stand_in_the_official_order_and_that_of_the_questions(session, round_, now):
    for state in ("PRY", "CRI", "BRA"):
        reply = a_sent_reply(session, round_, state, now)
        highlight(session, reply, now, "calls")
        highlight(session, reply, now, "offence")

    found = [(one.state.iso3, one.question.code) for one in listed(session, round_, now)]

    assert found == [(state, code) for state in ("BRA", "CRI", "PRY") for code in ("offence", "calls")]


def test_a_change_is_a_new_row_and_the_former_one_stays(session, round_, now):
    reply = a_sent_reply(session, round_, "CRI", now)
    first = highlight(session, reply, now)
    later = now + timedelta(hours=1)

    second = highlight(session, reply, later, title={"en": "The law", "es": "La ley"}, seen=first.public_id)

    assert [one.practice for one in listed(session, round_, later)] == [second]
    assert [one.practice for one in listed(session, round_, now)] == [first]
    assert (first.title, first.replaced_by_id, first.ended_at) == (TITLE, second.id, later)


def test_of_two_officers_at_once_the_second_one_is_told(session, round_, now):
    reply = a_sent_reply(session, round_, "CRI", now)
    first = highlight(session, reply, now)

    assert highlight(session, reply, now) == Conflict(first)
    assert not highlighting.remove(session, reply, "offence", "another", None, now)


def test_what_is_removed_stays_on_record(session, round_, now):
    reply = a_sent_reply(session, round_, "CRI", now)
    written = highlight(session, reply, now)

    assert highlighting.remove(session, reply, "offence", written.public_id, None, now)

    assert listed(session, round_, now) == []
    assert [one for one, _ in highlighted_practices.history(session, reply.id, "offence")] == [written]
    of_practices = sa.select(models.Event.deed).where(models.Event.deed.like("practice%"))
    deeds = session.scalars(of_practices.order_by(models.Event.id)).all()
    assert deeds == ["practice highlighted", "practice no longer highlighted"]


def test_title_and_text_are_written_in_both_languages(session, round_, now):
    reply = a_sent_reply(session, round_, "CRI", now)

    outcome = highlight(session, reply, now, title={"en": "x" * 201}, text={"en": "A law", "es": " "})

    assert outcome == Refused(
        {("title", "en"): Fault.TOO_LONG, ("title", "es"): Fault.EMPTY, ("text", "es"): Fault.EMPTY}
    )
    assert session.scalars(sa.select(HighlightedPractice)).all() == []


def test_an_answer_that_changed_since_is_told(session, round_, now):
    reply = a_sent_reply(session, round_, "CRI", now)
    highlight(session, reply, now)
    highlight(session, reply, now, "calls")
    reply.standing = "reopened"
    session.flush()
    answering.save_answer(session, reply, Place("offence"), {"option": "no"}, 1, "again", None, now)
    send(session, reply, now)

    assert {one.question.code: one.has_changed for one in listed(session, round_, now)} == {
        "offence": True,
        "calls": False,
    }


@pytest.mark.parametrize("readers", list(Disclosure))
def test_an_answer_that_is_not_public_is_told(session, round_, now, readers):
    reply = a_sent_reply(session, round_, "CRI", now, readers)
    highlight(session, reply, now)

    [found] = listed(session, round_, now)

    assert found.readers is readers
    assert found.is_public == (readers is Disclosure.PUBLIC)


@pytest.mark.parametrize(
    ("language", "remark"),
    [("en", "Not for a public paper"), ("es", "No debe figurar en un documento público")],
)
def test_the_list_as_a_workbook_is_read_by_another_program(session, round_, now, language, remark):
    reply = a_sent_reply(session, round_, "CRI", now, Disclosure.MEMBER_STATES)
    highlight(session, reply, now, title={"en": "=1+1 <b>", "es": "Ley «A» & B"})

    data = highlighting.workbook(round_, listed(session, round_, now, language), language)

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    row = book.get_sheet_by_index(0).to_python()[3]
    assert row[0] == "Costa Rica"
    assert row[3:7] == ["=1+1 <b>", TEXT["en"], "Ley «A» & B", TEXT["es"]]
    assert row[8].startswith(remark)
