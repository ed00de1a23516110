"""Proposals: what a default would have a state type."""

from datetime import date

import pytest

from surveyapp.core.expressions import Scope
from surveyapp.core.proposals import proposed
from surveyapp.core.questionnaire import Kind
from tests.builders import ARGENTINA, MEXICO, a_question

SCOPE = Scope({"law": "yes", "budget": "12.5"}, date(2026, 9, 15))


@pytest.mark.parametrize(
    ("kind", "default", "typed"),
    [
        (Kind.ONE, "yes", {"option": "yes"}),
        (Kind.SEVERAL, "yes no", {"options": "yes no"}),
        (Kind.SHORT_TEXT, "Ministry", {"text": "Ministry"}),
        (Kind.LONG_TEXT, "See act (2007)", {"text": "See act (2007)"}),
        (Kind.INTEGER, "1200", {"text": "1200"}),
        (Kind.DECIMAL, "12.50", {"text": "12,50"}),
        (Kind.YEAR, "2012", {"text": "2012"}),
        (Kind.DATE, "2012-10-15", {"day": "15", "month": "10", "year": "2012"}),
        (Kind.DATE, "today()", {"day": "15", "month": "9", "year": "2026"}),
        (Kind.ONE, "${law}", {"option": "yes"}),
        (Kind.DECIMAL, "${budget} * 2", {"text": "25"}),
        (Kind.LINK, "https://example.org", {"url": "https://example.org"}),
    ],
)
def test_a_default_is_typed_as_the_state_would_type_it(kind, default, typed):
    question = a_question("q", kind, "yes no", default=default)

    assert proposed(question, SCOPE, ARGENTINA) == typed


@pytest.mark.parametrize(
    ("kind", "default"),
    [
        (Kind.ONE, "maybe"),
        (Kind.INTEGER, "about forty"),
        (Kind.INTEGER, "1e999999999"),
        (Kind.INTEGER, "NaN"),
        (Kind.DATE, "2012-02-31"),
        (Kind.FILE, "law.pdf"),
        (Kind.GRID, "1"),
        (Kind.NOTE, "text"),
        (Kind.ONE, "${unknown}"),
        (Kind.SHORT_TEXT, ""),
        (Kind.SHORT_TEXT, "   "),
    ],
)
def test_what_could_not_be_read_as_an_answer_is_not_proposed(kind, default):
    assert proposed(a_question("q", kind, "yes no", default=default), SCOPE, MEXICO) == {}
