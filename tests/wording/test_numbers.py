from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from surveyapp.core.reading import decimal_number
from surveyapp.core.states import Habits
from surveyapp.core.text import MissingWording
from surveyapp.wording.numbers import grouped, percent, spelled


@pytest.mark.parametrize("language", ["en", "es"])
def test_thousands_are_grouped_by_a_narrow_space_which_every_state_reads_alike(language):
    assert [grouped(n, language) for n in (0, 999, 1107, 1234567)] == [
        "0",
        "999",
        "1\u202f107",
        "1\u202f234\u202f567",
    ]


def test_a_large_number_keeps_every_digit():
    assert grouped(10**17 + 1, "en").replace("\u202f", "") == "100000000000000001"


def test_decimals_are_kept_as_given_with_the_mark_of_the_language_or_the_state():
    assert grouped(Decimal("1234.50"), "en") == "1\u202f234.50"
    assert grouped(Decimal("0.50"), "es") == "0,50"
    assert grouped(Decimal("0.50"), "es", decimal_mark=".") == "0.50"


@given(some.decimals(min_value=-(10**9), max_value=10**9, places=2), some.sampled_from([".", ","]))
def test_what_is_shown_back_reads_as_the_same_number(number, mark):
    assert decimal_number(grouped(number, "es", mark), Habits(mark, "dmy")) == number


@pytest.mark.parametrize(
    ("count", "base", "english", "spanish"),
    [(16, 19, "84%", "84\u00a0%"), (0, 34, "0%", "0\u00a0%"), (1, 8, "13%", "13\u00a0%"), (3, 0, "", "")],
)
def test_a_share_is_rounded_half_upwards_and_needs_a_base(count, base, english, spanish):
    assert percent(count, base, "en") == english
    assert percent(count, base, "es") == spanish


@pytest.mark.parametrize(
    ("number", "english"),
    [(0, "zero"), (19, "nineteen"), (20, "twenty"), (21, "twenty-one"), (99, "ninety-nine")],
)
def test_numbers_in_english_words(number, english):
    assert spelled(number, "en") == english


@pytest.mark.parametrize(
    ("number", "alone", "masculine", "feminine"),
    [
        (1, "uno", "un", "una"),
        (19, "diecinueve", "diecinueve", "diecinueve"),
        (21, "veintiuno", "veintiún", "veintiuna"),
        (22, "veintidós", "veintidós", "veintidós"),
        (30, "treinta", "treinta", "treinta"),
        (31, "treinta y uno", "treinta y un", "treinta y una"),
        (99, "noventa y nueve", "noventa y nueve", "noventa y nueve"),
    ],
)
def test_numbers_in_spanish_words_agree_with_what_they_count(number, alone, masculine, feminine):
    assert spelled(number, "es") == alone
    assert spelled(number, "es", "masculine") == masculine
    assert spelled(number, "es", "feminine") == feminine


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_two_numbers_have_the_same_words(language):
    assert len({spelled(number, language) for number in range(100)}) == 100


def test_large_numbers_stand_in_figures():
    assert spelled(1107, "es") == "1\u202f107"


@pytest.mark.parametrize("worded", [grouped, spelled])
def test_an_unknown_language_is_refused(worded):
    with pytest.raises(MissingWording):
        worded(3, "de")
