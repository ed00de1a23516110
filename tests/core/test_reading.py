from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.reading import day_from_parts, day_from_text, decimal_number, whole_number, year_number
from tests.builders import ARGENTINA, JAMAICA, MEXICO, UNITED_STATES

THIN, NARROW, HARD = "\u2009", "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("typed", "in_mexico", "in_argentina"),
    [
        ("1234", "1234", "1234"),
        ("1,234", "1234", "1.234"),
        ("1.234", "1.234", "1234"),
        ("1,234.5", "1234.5", None),
        ("1.234,5", None, "1234.5"),
        ("1.23", "1.23", None),
        ("1,23", None, "1.23"),
        ("1 234", "1234", "1234"),
        ("1 234.5", "1234.5", None),
        ("1 234,5", None, "1234.5"),
        (f"1{THIN}234{NARROW}567{HARD}890", "1234567890", "1234567890"),
        ("12,345,678", "12345678", None),
        ("12.345.678", None, "12345678"),
        ("1,2345", None, "1.2345"),
        ("0.123", "0.123", None),
        ("0,123", None, "0.123"),
        ("012,345", None, "12.345"),
        ("12,34,567", None, None),
        ("1,234 567", None, None),
        ("1 23", None, None),
        ("1  234", None, None),
        ("0", "0", "0"),
        ("007", "7", "7"),
        ("-3", "-3", "-3"),
        ("\u22123", "-3", "-3"),
        (" 12 ", "12", "12"),
        ("12.50", "12.50", None),
        ("12,50", None, "12.50"),
        (".5", None, None),
        ("5.", None, None),
        ("5,", None, None),
        ("1.2.3", None, None),
        ("1'234", None, None),
        ("12%", None, None),
        ("about 12", None, None),
        ("1e3", None, None),
        ("NaN", None, None),
        ("Infinity", None, None),
        ("٣", None, None),
        ("1.٣", None, None),
        ("--1", None, None),
        ("- 1", None, None),
        ("1-2", None, None),
        ("", None, None),
    ],
)
def test_a_number_is_read_in_the_habit_of_the_state(typed, in_mexico, in_argentina):
    assert decimal_number(typed, MEXICO) == (in_mexico and Decimal(in_mexico))
    assert decimal_number(typed, ARGENTINA) == (in_argentina and Decimal(in_argentina))


@pytest.mark.parametrize(
    ("typed", "number"), [("12", 12), ("12.0", 12), ("1,234", 1234), ("12.5", None), ("-0", 0), ("dozen", None)]
)
def test_a_whole_number_has_no_fraction(typed, number):
    assert whole_number(typed, MEXICO) == number


@given(st.integers(-(10**15), 10**15), st.sampled_from(["", " ", NARROW, "own"]), st.sampled_from([MEXICO, ARGENTINA]))
def test_a_number_grouped_in_the_habit_of_the_state_is_read_back(number, group, habits):
    own = "," if habits.decimal_mark == "." else "."
    written = f"{number:,}".replace(",", own if group == "own" else group)
    assert whole_number(written, habits) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_decimal_is_read_back_exactly(number):
    assert decimal_number(str(number), MEXICO) == number
    assert decimal_number(str(number).replace(".", ","), ARGENTINA) == number


@given(st.text())
def test_reading_never_fails(text):
    for habits in (MEXICO, ARGENTINA, UNITED_STATES):
        decimal_number(text, habits)
        whole_number(text, habits)
        day_from_text(text, habits)
    year_number(text)
    day_from_parts(text, text, text)


@pytest.mark.parametrize(
    ("typed", "year"),
    [("2012", 2012), (" 2012 ", 2012), ("1800", 1800), ("2199", 2199), ("1799", None), ("2200", None)]
    + [(text, None) for text in ("12", "02012", "2 012", "2,012", "２０１２", "2012.0", "")],
)
def test_a_year_has_four_digits(typed, year):
    assert year_number(typed) == year


@pytest.mark.parametrize(
    ("typed", "in_jamaica", "in_the_united_states"),
    [
        ("3/4/2012", date(2012, 4, 3), date(2012, 3, 4)),
        ("03.04.2012", date(2012, 4, 3), date(2012, 3, 4)),
        ("3-4-2012", date(2012, 4, 3), date(2012, 3, 4)),
        ("3 4 2012", date(2012, 4, 3), date(2012, 3, 4)),
        ("15/10/2012", date(2012, 10, 15), None),
        ("10/15/2012", None, date(2012, 10, 15)),
        ("2012-04-03", date(2012, 4, 3), date(2012, 4, 3)),
        (" 2012-4-3 ", date(2012, 4, 3), date(2012, 4, 3)),
        ("31/2/2012", None, None),
        ("29/2/2012", date(2012, 2, 29), None),
        ("29/2/2011", None, None),
        ("3/4/12", None, None),
        ("April 3, 2012", None, None),
        ("1/1/1799", None, None),
        ("", None, None),
    ],
)
def test_a_date_is_read_in_the_order_of_the_state(typed, in_jamaica, in_the_united_states):
    assert day_from_text(typed, JAMAICA) == in_jamaica
    assert day_from_text(typed, UNITED_STATES) == in_the_united_states


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (("3", "4", "2012"), date(2012, 4, 3)),
        ((" 03", "04 ", " 2012 "), date(2012, 4, 3)),
        (("", "4", "2012"), None),
        (("3", "13", "2012"), None),
        (("30", "2", "2012"), None),
        (("3", "April", "2012"), None),
        (("3", "4", "12"), None),
        (("-3", "4", "2012"), None),
    ],
)
def test_a_date_in_three_fields_is_a_day_that_exists(parts, day):
    assert day_from_parts(*parts) == day
