from datetime import UTC, date, datetime

import pytest

from surveyapp.core import extensions
from surveyapp.core.extensions import DayFault

TODAY, DEADLINE = date(2026, 9, 15), date(2026, 9, 30)


@pytest.mark.parametrize(
    ("until", "fault"),
    [
        (date(2026, 9, 14), DayFault.NOT_AFTER_TODAY),
        (date(2026, 9, 15), DayFault.NOT_AFTER_TODAY),
        (date(2026, 9, 30), DayFault.NOT_LATER),
        (date(2026, 10, 1), None),
        (date(2027, 9, 16), None),
        (date(2027, 9, 17), DayFault.TOO_FAR),
    ],
)
def test_a_new_deadline_is_later_than_the_present_one_and_within_a_year(until, fault):
    assert extensions.fault(until, TODAY, DEADLINE) == fault


def test_after_the_deadline_any_later_day_will_do():
    assert extensions.fault(date(2026, 10, 6), date(2026, 10, 5), DEADLINE) is None


def test_a_day_ends_where_the_state_is():
    assert extensions.end_of(date(2026, 10, 31), "America/Costa_Rica") == datetime(2026, 11, 1, 5, 59, 59, tzinfo=UTC)
