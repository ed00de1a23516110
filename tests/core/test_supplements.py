"""What stands beside an answer is no part of it, and is read by nobody who may not read the answer."""

from datetime import date

import pytest

from surveyapp.core import checking, conditions, progress
from surveyapp.core.comparison import compare
from surveyapp.core.disclosure import Audience
from surveyapp.core.kinds import FOLLOWS_BY_MAIL
from surveyapp.core.marks import Mark
from surveyapp.core.places import supplements
from surveyapp.core.questionnaire import Disclosure, Kind
from surveyapp.core.submission import write
from surveyapp.core.taking_over import unchanged
from tests.builders import a_disclosed_reply, a_question, a_questionnaire, a_submission, answered
from tests.replies import states

TODAY = date(2012, 10, 1)
FORM = a_questionnaire(
    a_question("law", Kind.ONE, "yes no"),
    a_question("title", relevant="${law} = 'yes'"),
    a_question("budget", Kind.INTEGER, disclosure=Disclosure.MEMBER_STATES),
)
BESIDE = {
    "law@source": "Official Gazette 12",
    "law@link1": {"url": "example.org/law", "title": "The law"},
    "law@note": "Not yet in force",
    "law@explanation": "It is being amended",
}
ANSWER = {"law": "yes", "title": "Act 1"}


@pytest.mark.parametrize("answer", [ANSWER, {}])
def test_progress_conditions_and_checking_do_not_look_at_it(answer):
    without, with_ = answered(FORM, answer), answered(FORM, answer | BESIDE)
    asked = conditions.asked(FORM, without, {}, TODAY)

    assert conditions.asked(FORM, with_, {}, TODAY) == asked
    assert progress.progress(FORM, with_, {}, asked) == progress.progress(FORM, without, {}, asked)
    assert checking.findings(FORM, with_, {}, asked, TODAY) == checking.findings(FORM, without, {}, asked, TODAY)


def test_the_comparison_counts_the_same():
    def compared(typed):
        return compare(FORM, [a_disclosed_reply(FORM, typed, state="CRI")], states("CRI", "JAM")).tallies

    assert compared(ANSWER | BESIDE) == compared(ANSWER)
    assert compared(BESIDE) == compared({})


@pytest.mark.parametrize(
    ("audience", "seen"),
    [
        (Audience.PUBLIC, {"law@source", "law@link1"}),
        (Audience.MEMBER_STATES, {"law@source", "law@link1"}),
        (Audience.SECRETARIAT, set(BESIDE)),
    ],
)
def test_a_word_to_the_secretariat_is_read_by_nobody_else(audience, seen):
    cells = a_disclosed_reply(FORM, ANSWER | BESIDE, audience=audience).cells

    assert {address for address in cells if "@" in address} == seen


@pytest.mark.parametrize("disclosure", [Disclosure.MEMBER_STATES, Disclosure.SECRETARIAT])
def test_beside_a_withheld_answer_nothing_is_seen_not_even_that_something_is(disclosure):
    kept_back = {"disclosures": {"law": disclosure}, "audience": Audience.PUBLIC}

    cells = a_disclosed_reply(FORM, ANSWER | BESIDE, **kept_back).cells

    assert cells == a_disclosed_reply(FORM, ANSWER, **kept_back).cells
    assert cells["law"].mark is Mark.WITHHELD


def test_beside_an_answer_that_hangs_on_a_withheld_one_nothing_is_seen():
    cells = a_disclosed_reply(
        FORM, ANSWER | {"title@source": "Gazette"}, disclosures={"law": Disclosure.SECRETARIAT}
    ).cells

    assert not [address for address in cells if "@" in address]


def test_what_the_questionnaire_keeps_from_the_public_it_keeps_with_all_that_stands_beside_it():
    typed = {"budget": "5", "budget@source": "Budget act"}

    assert "budget@source" not in a_disclosed_reply(FORM, typed).cells
    assert "budget@source" in a_disclosed_reply(FORM, typed, audience=Audience.MEMBER_STATES).cells


def test_it_is_submitted_only_beside_a_question_that_was_asked():
    assert "title@source" not in a_submission(FORM, {"law": "no", "title@source": "Gazette"}).places


def test_a_submission_without_any_reads_as_it_always_did():
    assert "@" not in write(a_submission(FORM, ANSWER))


def test_a_word_beside_an_answer_does_not_make_it_another():
    sources = {"law": 7, "law@source": None, "law@note": None}

    assert unchanged(sources, {"law", "law@source"}, {}) == {"law": 7}
    assert unchanged({"law@source": 7}, {"law@source"}, {}) == {}


def test_every_kind_of_question_can_carry_it():
    for kind in Kind:
        found = list(supplements(a_question("q", kind)))
        assert bool(found) is (kind not in (Kind.NOTE, Kind.CALCULATED)), kind


def test_a_file_announced_to_follow_by_mail_is_an_answer_without_a_file():
    paper = a_question("paper", Kind.FILE)
    answers = answered(a_questionnaire(paper), {"paper": {FOLLOWS_BY_MAIL: "1"}})

    assert answers["paper"].mark is Mark.ANSWERED
    assert answers["paper"].value == {"files": [], "by_mail": True}
    assert a_submission(a_questionnaire(paper), {"paper": {FOLLOWS_BY_MAIL: "1"}}).attachments == {}
