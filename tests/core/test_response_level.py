from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.response_level import chosen_days, curve, day_of, end_of

WASHINGTON = "America/New_York"
DEADLINE = datetime(2012, 8, 31, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (DEADLINE, 0),
        (datetime(2012, 9, 1, 3, 59, tzinfo=UTC), 0),
        (datetime(2012, 9, 1, 4, 0, tzinfo=UTC), 1),
        (datetime(2012, 8, 19, 16, 0, tzinfo=UTC), -12),
    ],
)
def test_days_are_counted_from_the_deadline_on_the_calendar_of_the_round(when, day):
    assert day_of(when, DEADLINE, WASHINGTON) == day


def test_a_day_ends_at_midnight_of_the_zone_also_where_clocks_change():
    deadline = datetime(2026, 10, 30, 21, 0, tzinfo=UTC)

    assert end_of(1, deadline, WASHINGTON) == datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
    assert end_of(2, deadline, WASHINGTON) == datetime(2026, 11, 2, 5, 0, tzinfo=UTC)


@given(st.integers(-1_000_000, 10_000_000))
def test_a_moment_stands_within_its_day(minutes):
    when = DEADLINE + timedelta(minutes=minutes)
    day = day_of(when, DEADLINE, WASHINGTON)

    assert end_of(day - 1, DEADLINE, WASHINGTON) <= when < end_of(day, DEADLINE, WASHINGTON)


def test_a_curve_adds_up_what_came_and_says_nothing_of_days_that_are_not_known():
    found = curve(34, [-2, -2, 3], first=-60, last=5)

    assert [found.at(day) for day in (-61, -60, -3, -2, 2, 3, 5, 6)] == [None, 0, 0, 2, 2, 3, 3, None]
    assert found.steps() == [(-2, 2), (3, 3)]
    assert found.total == 3


def test_a_round_whose_beginning_is_not_on_record_begins_with_its_first_reply():
    assert curve(3, [-7, 1], first=None, last=0).first == -7
    assert curve(3, [-7, 1], first=None, last=0).last == 1
    assert curve(3, [], first=None, last=0).at(0) == 0


@given(st.lists(st.tuples(st.integers(-900, 0), st.integers(0, 900)), min_size=1, max_size=2))
def test_a_short_table_is_short_and_holds_the_deadline_and_today(spans):
    curves = [curve(1, [], first, last) for first, last in spans]
    days = chosen_days(curves)

    assert len(days) <= 14
    assert 0 in days
    assert curves[0].last in days
    assert days == sorted(days)


def test_weeks_are_told_where_a_round_is_short():
    assert chosen_days([curve(1, [], -20, 4)]) == [-14, -7, 0, 4]
    assert chosen_days([]) == []


def test_the_day_of_the_deadline_is_that_of_its_zone():
    late_evening = datetime(2026, 10, 1, 3, 59, tzinfo=UTC)

    assert day_of(datetime.combine(date(2026, 9, 30), datetime.min.time(), UTC), late_evening, WASHINGTON) == -1
