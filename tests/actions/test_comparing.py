from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session

from surveyapp.actions import answering, compared_replies, comparing, reading_log, rewording, submitting
from surveyapp.core.changes import changes
from surveyapp.core.disclosure import Audience
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure, Kind
from surveyapp.store import models, submissions
from tests.builders import a_question, a_questionnaire
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


def test_the_comparison_is_made_once_and_anew_when_anything_of_it_changes(session, round_, now):
    a_submitted_reply(session, round_, "CRI", now, calls="1")
    first = comparing.comparison(session, round_, Audience.PUBLIC)

    assert comparing.comparison(session, round_, Audience.PUBLIC) is first
    assert comparing.comparison(session, round_, Audience.SECRETARIAT) is not first

    a_submitted_reply(session, round_, "CHL", now, calls="3")
    with_chile = comparing.comparison(session, round_, Audience.PUBLIC)
    assert with_chile.replies["CRI"] is first.replies["CRI"]
    assert list(with_chile.replies) == ["CHL", "CRI"]

    a_draft(session, round_, "JAM", now, calls="2")
    with_jamaica = comparing.comparison(session, round_, Audience.PUBLIC)
    assert [one.iso3 for one in with_jamaica.missing] == ["JAM"]

    words = {"calls.wording": {"en": "How many calls?"}}
    rewording.write(session, round_.edition, with_jamaica.questionnaire, words, None, now)
    reworded = comparing.comparison(session, round_, Audience.PUBLIC)
    assert reworded.tallies["calls"].question.wording["en"] == "How many calls?"


def test_a_page_of_one_question_reads_of_many_replies_only_what_it_shows(session, round_, now, monkeypatch):
    a_submitted_reply(session, round_, "CRI", now, calls="1", offence="yes")
    a_submitted_reply(session, round_, "JAM", now, calls="3", offence="no")
    monkeypatch.setattr(comparing, "FEW_UNREAD", 1)

    def calls(only=("calls",)):
        return comparing.comparison(session, round_, Audience.PUBLIC, only=only)

    one = calls()
    assert list(one.tallies) == ["calls"]
    assert calls() is one
    assert list(calls(["offence", "gone"]).tallies) == ["offence"]

    whole = comparing.comparison(session, round_, Audience.PUBLIC)
    assert whole.tallies["calls"] == one.tallies["calls"]
    assert calls() is whole

    a_submitted_reply(session, round_, "CHL", now, calls="5")
    assert calls().tallies["calls"].figures.values == (("CHL", 5), ("CRI", 1), ("JAM", 3))
    assert len(calls().tallies) == len(whole.tallies)


def test_only_so_many_cells_are_kept_and_always_those_looked_at_last(round_, monkeypatch):
    def shelf(told_by, cells=3):
        found = compared_replies.shelf(round_, (told_by, "kept"), Audience.PUBLIC)
        reply = SimpleNamespace(cells=range(cells))
        found.replies = found.replies or {"": compared_replies.Seen(reply, frozenset())}
        return found

    monkeypatch.setattr(compared_replies, "MOST_CELLS", 7)
    first, second = shelf("first"), shelf("second")
    assert shelf("first") is first
    large = shelf("large", 100)
    assert shelf("large") is large
    assert shelf("second") is not second
    assert shelf("first") is not first


def test_the_newest_round_is_made_ready_before_anybody_asks(session, round_, now):
    a_submitted_reply(session, round_, "CRI", now, calls="1")

    comparing.make_ready(session, now, Audience.MEMBER_STATES)

    standing = submissions.standing_in(session, round_.id)
    kept = compared_replies.shelf(round_, comparing._told_by(round_), Audience.MEMBER_STATES)
    assert kept.unread(standing) == 0
    assert kept.compared is not None


# The round before


def an_earlier_round(session, round_, **facts) -> models.Round:
    same = ("title", "mandate", "meeting", "time_zone", "created_at", "opened_at")
    back = timedelta(days=700)
    default = {
        "code": "2024",
        "edition": round_.edition,
        "period_from": date(2022, 1, 1),
        "period_to": date(2023, 12, 31),
        "deadline": round_.deadline - back,
        "closes_at": round_.closes_at + timedelta(days=1),
    }
    before = models.Round(**{name: getattr(round_, name) for name in same} | default | facts)
    session.add(before)
    session.flush()
    return before


def test_the_round_before_is_the_newest_earlier_one_to_which_anybody_replied(session, round_, now):
    assert comparing.comparison_before(session, round_, Audience.PUBLIC) is None

    before = an_earlier_round(session, round_)
    an_earlier_round(session, round_, code="2025", deadline=round_.deadline - timedelta(days=300))
    an_earlier_round(session, round_, code="2027", deadline=round_.deadline + timedelta(days=300))
    a_submitted_reply(session, before, "CRI", now, offence="no", budget="7")
    a_submitted_reply(session, round_, "CRI", now, offence="yes")

    found = comparing.comparison_before(session, round_, Audience.PUBLIC)

    assert comparing.round_before(session, round_) is before
    assert found is not None
    assert found.tallies["budget"].states(Mark.WITHHELD) == ("CRI",)
    change = changes(found, comparing.comparison(session, round_, Audience.PUBLIC))["offence"][0]
    assert [(one.option.code, one.gained, one.lost) for one in change.options] == [
        ("yes", ("CRI",), ()),
        ("partly", (), ()),
        ("no", (), ("CRI",)),
    ]


def test_papers_for_the_secretariat_take_away_what_they_tell_of_the_round_before(session, round_, now):
    before = an_earlier_round(session, round_)
    for state, of in (("CRI", before), ("JAM", before), ("CRI", round_)):
        reply = a_draft(session, of, state, now, offence="no", calls="3")
        if of is before:
            for code in ("offence", "calls"):
                answering.set_disclosure(session, reply, Place(code), Disclosure.SECRETARIAT, f"{code} 2", None, now)
        submitting.submit(session, reply, DECLARED, f"send {state} {of.code}", None, now, SALT)
    then = next(one.id for one in before.replies if one.state == "CRI")

    def of_before(file):
        found = reading_log.in_papers(session, round_, file)
        return [(one.reply_id, one.questions, one.file) for one in found if one.round_id == before.id]

    assert of_before("summary") == [(then, ("offence",), "summary")]
    assert of_before("data") == []


def test_replies_to_an_earlier_edition_are_seen_as_answers_to_the_present_one(session, now):
    before = a_round(
        session, a_questionnaire(a_question("offence", Kind.ONE, "yes no"), a_question("gone")), code="2024"
    )
    later = a_questionnaire(
        a_question("crime", Kind.ONE, "yes no", previous="offence"), a_question("added"), version="2026"
    )
    round_ = a_round(session, later, code="2026", deadline=before.deadline + timedelta(days=700))
    a_submitted_reply(session, before, "CRI", now, offence="yes")

    found = comparing.comparison_before(session, round_, Audience.PUBLIC)

    assert found is not None
    assert found.questionnaire == comparing.comparison(session, round_, Audience.PUBLIC).questionnaire
    assert found.tallies["crime"].options[0].states == ("CRI",)
    assert found.tallies["added"].by_mark == {Mark.NOT_ASKED: ("CRI",)}

    standing = submissions.standing_in(session, before.id)
    alone = comparing._compare_earlier(
        session, before, round_, standing, Audience.PUBLIC, compared_replies.Shelf(), {"crime"}
    )
    assert alone.tallies == {"crime": found.tallies["crime"]}
