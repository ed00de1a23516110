from datetime import date

import pytest

from surveyapp.core.conditions import asked
from surveyapp.core.progress import QuestionProgress, Tally, progress
from surveyapp.core.questionnaire import Kind
from tests.builders import (
    NONE,
    NOT_AVAILABLE,
    a_note,
    a_question,
    a_questionnaire,
    a_row,
    a_section,
    answered,
)


def how_far(form, typed=None, entries=None):
    answers = answered(form, typed or {})
    entries = entries or {}
    return progress(form, answers, entries, asked(form, answers, entries, date(2012, 10, 15)))


def test_only_what_is_asked_counts_and_notes_never():
    form = a_questionnaire(
        a_note("why"),
        a_question("law", Kind.ONE, "yes no"),
        a_question("title", relevant="${law} = 'yes'"),
        a_question("cases", Kind.INTEGER),
    )
    assert how_far(form).whole == Tally(0, 2)
    assert how_far(form, {"law": "yes"}).whole == Tally(1, 3)
    assert how_far(form, {"law": "no", "title": "kept"}).whole == Tally(1, 2)


def test_each_section_has_its_own_count():
    form = a_questionnaire(
        a_section("laws", a_question("law"), a_question("title")),
        a_section("figures", a_question("cases")),
        a_section("never", a_question("hidden"), relevant="false()"),
    )
    sections = how_far(form, {"law": "Ley 26.364"}).sections
    assert sections == {"laws": Tally(1, 2), "figures": Tally(0, 1), "never": Tally(0, 0)}
    assert list(sections) == ["laws", "figures", "never"]


ROWS = a_question("services", Kind.ROWS, "state nobody", rows="shelter legal")
HIDING_ROWS = a_question(
    "services", Kind.CONFIRM, "state nobody", rows=(a_row("shelter"), a_row("legal", relevant="${shelter} = 'state'"))
)
GRID = a_question("victims", Kind.GRID, rows="y1 y2", columns="women men", companions=(a_question("source"),))
LIST = a_question("laws", Kind.LIST, fields=(a_question("title"), a_question("in_force", Kind.ONE, "yes no")))


@pytest.mark.parametrize(
    ("question", "typed", "found"),
    [
        (a_question("law"), {}, "blank"),
        (a_question("law"), {"law": "  "}, "blank"),
        (a_question("law"), {"law": "Ley"}, "answered"),
        (a_question("law"), {"law": NOT_AVAILABLE}, "answered"),
        (a_question("cases", Kind.INTEGER), {"cases": "0"}, "answered"),
        (a_question("cases", Kind.INTEGER), {"cases": "a dozen"}, "partly"),
        (ROWS, {}, "blank"),
        (ROWS, {"services/shelter": "state"}, "partly"),
        (ROWS, {"services/shelter": "state", "services/legal": NOT_AVAILABLE}, "answered"),
        (ROWS, {"services": NOT_AVAILABLE}, "answered"),
        (HIDING_ROWS, {"services/shelter": "nobody"}, "answered"),
        (HIDING_ROWS, {"services/shelter": "state"}, "partly"),
        (GRID, {}, "blank"),
        (GRID, {"victims/y1/women": "0"}, "answered"),
        (GRID, {"victims/y1/women": "some"}, "partly"),
        (GRID, {"victims/y1/women": "some", "victims/y2/men": "3"}, "answered"),
        (GRID, {"victims": NOT_AVAILABLE}, "answered"),
        (GRID, {"victims.source": "Police"}, "blank"),
        (LIST, {}, "blank"),
        (LIST, {"laws[aaaa].title": "Act"}, "answered"),
        (LIST, {"laws[aaaa].title": ""}, "blank"),
        (LIST, {"laws": NONE}, "answered"),
        (LIST, {"laws": NOT_AVAILABLE}, "answered"),
    ],
)
def test_a_question_counts_as_one_however_many_places_it_has(question, typed, found):
    far = how_far(a_questionnaire(question), typed, {"laws": ["aaaa"]})
    assert far.question(question.code) is QuestionProgress(found)
    assert far.whole == Tally(int(found == "answered"), 1)


def test_an_entry_removed_from_a_list_is_not_counted():
    form = a_questionnaire(LIST)
    assert how_far(form, {"laws[aaaa].title": "Act"}, {"laws": []}).question("laws") is QuestionProgress.BLANK


def a_form_with_core_questions():
    return a_questionnaire(
        a_question("law", Kind.ONE, "yes no", core=True),
        a_question("title", core=True, relevant="${law} = 'yes'"),
        a_question("cases", Kind.INTEGER),
    )


def test_a_reply_is_complete_when_the_core_questions_asked_are_answered():
    form = a_form_with_core_questions()
    assert not how_far(form).is_complete
    assert not how_far(form, {"law": "yes", "cases": "3"}).is_complete
    assert how_far(form, {"law": "no"}).is_complete
    assert how_far(form, {"law": "yes", "title": NOT_AVAILABLE}).is_complete
    assert how_far(form, {"law": "no"}).core == Tally(1, 1)


def test_without_core_questions_a_reply_is_complete_when_all_is_answered():
    form = a_questionnaire(a_question("law"), a_question("title"))
    assert not how_far(form, {"law": "Ley"}).is_complete
    assert how_far(form, {"law": "Ley", "title": "26.364"}).is_complete


def test_a_reply_in_which_nothing_is_answered_is_never_complete():
    form = a_questionnaire(a_question("law", core=True, relevant="${title} != ''"), a_question("title"))
    assert not how_far(form).is_complete
