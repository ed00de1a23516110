"""Ranges and numbers of entries in words."""

import pytest

from surveyapp.core.limits import Limits
from surveyapp.core.questionnaire import Kind
from surveyapp.wording.limits import entries_words, range_words
from tests.builders import a_question


@pytest.mark.parametrize(
    ("bounds", "english", "spanish"),
    [
        (("1", "10", "1"), "From 1 to 10, in steps of 1.", "De 1 a 10, de 1 en 1."),
        (("-5", "5", ""), "From \u22125 to 5.", "De \u22125 a 5."),
        (("0", "", "0.25"), "From 0 upwards, in steps of 0.25.", "Desde 0, de 0,25 en 0,25."),
        (("", "1000", "10"), "Up to 1\u202f000, in steps of 10.", "Hasta 1\u202f000, de 10 en 10."),
        (("2", "", ""), "From 2 upwards.", "Desde 2."),
        (("", "9", "0"), "Up to 9.", "Hasta 9."),
        (("", "", "5"), "In steps of 5.", "De 5 en 5."),
        (("", "", ""), "", ""),
    ],
)
def test_a_range_is_said_in_numbers_of_the_reader(bounds, english, spanish):
    question = a_question("q", Kind.DECIMAL, **dict(zip(("lowest", "highest", "step"), bounds, strict=True)))

    assert (range_words(question, "en"), range_words(question, "es")) == (english, spanish)


@pytest.mark.parametrize(
    ("limits", "english", "spanish"),
    [
        (Limits(), "", ""),
        (Limits(2, 5), "At least 2, at most 5 entries", "Entre 2 y 5 elementos"),
        (Limits(1), "At least one entry", "Al menos un elemento"),
        (Limits(0, 3), "At most 3 entries", "3 elementos como máximo"),
        (Limits(3, 3, 3), "Exactly 3 entries are asked", "Se piden exactamente 3 elementos"),
        (Limits(exactly=1), "Exactly one entry is asked", "Se pide exactamente un elemento"),
        (Limits(exactly=0), "No entry is asked", "No se pide ningún elemento"),
    ],
)
def test_how_many_entries_are_asked_is_said(limits, english, spanish):
    assert (entries_words(limits, "en"), entries_words(limits, "es")) == (english, spanish)
