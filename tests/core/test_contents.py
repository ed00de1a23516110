from datetime import date

import pytest

from surveyapp.core import conditions, contents
from surveyapp.core.contents import Contents
from surveyapp.core.progress import progress, progress_submitted
from surveyapp.core.questionnaire import Kind
from tests.builders import (
    NOT_AVAILABLE,
    a_question,
    a_questionnaire,
    a_row,
    a_section,
    a_submission,
    answered,
)

ROWS = a_question("services", Kind.ROWS, "state civil", rows="shelter legal")
GRID = a_question("victims", Kind.GRID, rows="y1 y2", columns="women men", companions=(a_question("source"),))
LIST = a_question("laws", Kind.LIST, fields=(a_question("title"), a_question("year", Kind.YEAR)))
HIDING = a_question(
    "treaties", Kind.CONFIRM, "party not", rows=(a_row("first"), a_row("second", relevant="${first} = 'party'"))
)


def counted(form, typed, entries=None, section=None):
    return contents.contents(form, a_submission(form, typed, entries), section)


def of(**facts):
    none = dict.fromkeys(("asked", "answered", "not_available", "in_part", "not_readable", "left_blank", "files"), 0)
    return Contents(**none | facts)


def test_every_question_asked_is_counted_once_and_a_hidden_one_not_at_all():
    form = a_questionnaire(
        a_question("law", Kind.ONE, "yes no"),
        a_question("title", relevant="${law} = 'yes'"),
        ROWS,
        a_question("calls", Kind.INTEGER),
        a_question("budget", Kind.DECIMAL),
        a_question("body"),
    )
    typed = {
        "law": "no",
        "title": "kept, not asked",
        "services/shelter": "state",
        "services/legal": NOT_AVAILABLE,
        "calls": "many",
        "budget": NOT_AVAILABLE,
    }

    assert counted(form, typed) == of(asked=5, answered=3, not_available=1, not_readable=1, left_blank=1)


@pytest.mark.parametrize(
    ("question", "typed", "found"),
    [
        (ROWS, {"services/shelter": "state"}, {"in_part": 1}),
        (ROWS, {"services/shelter": NOT_AVAILABLE}, {"in_part": 1}),
        (ROWS, {"services": NOT_AVAILABLE}, {"answered": 1, "not_available": 1}),
        (HIDING, {"treaties/first": "not"}, {"answered": 1}),
        (HIDING, {"treaties/first": "party"}, {"in_part": 1}),
        (GRID, {"victims/y1/women": "3"}, {"answered": 1}),
        (GRID, {"victims/y1/women": "some"}, {"not_readable": 1}),
        (GRID, {"victims/y1/women": "some", "victims/y2/men": "3"}, {"answered": 1, "not_readable": 1}),
        (GRID, {"victims.source": "Police"}, {"left_blank": 1}),
        (LIST, {"laws[aaaa].year": "long ago"}, {"not_readable": 1}),
        (LIST, {"laws[aaaa].title": "Act", "laws[aaaa].year": "long ago"}, {"answered": 1, "not_readable": 1}),
        (LIST, {}, {"left_blank": 1}),
    ],
)
def test_a_submission_counts_as_answered_what_the_pages_count_so(question, typed, found):
    form, entries = a_questionnaire(question), {"laws": ["aaaa"]} if question is LIST else {}
    answers = answered(form, typed)
    asked = conditions.asked(form, answers, entries, date(2012, 9, 28))

    assert counted(form, typed, entries) == of(asked=1, **found)
    how_far = progress(form, answers, entries, asked)
    assert how_far.whole.answered == found.get("answered", 0)
    assert progress_submitted(question, a_submission(form, typed, entries)) is how_far.question(question.code)


def test_a_row_that_was_added_after_the_submission_was_not_asked_then():
    then = a_submission(a_questionnaire(ROWS), {"services/shelter": "state", "services/legal": "civil"})
    now = a_questionnaire(a_question("services", Kind.ROWS, "state civil", rows="shelter legal food"))

    assert contents.contents(now, then) == of(asked=1, answered=1)


def test_a_section_is_counted_alone():
    form = a_questionnaire(a_section("one", a_question("law")), a_section("two", ROWS))

    assert counted(form, {"law": "Act"}, section=form.sections[1]) == of(asked=1, left_blank=1)
