from datetime import timedelta

import pytest

from surveyapp.actions import limiting
from surveyapp.actions.limiting import Limit, TooOftenError

THRICE = Limit("tries", 3)


def test_what_is_tried_more_often_than_allowed_is_refused_until_the_window_ends(session, now):
    for _time in range(3):
        limiting.count(session, THRICE, "a", now)

    with pytest.raises(TooOftenError) as refused:
        limiting.count(session, THRICE, "a", now)

    limiting.count(session, THRICE, "a", refused.value.until)


def test_each_is_counted_alone(session, now):
    for _time in range(3):
        limiting.count(session, THRICE, "a", now)

    limiting.count(session, THRICE, "b", now)
    assert limiting.is_reached(session, THRICE, "a", now)
    assert not limiting.is_reached(session, THRICE, "b", now)


def test_old_counts_are_forgotten(session, now):
    for _time in range(3):
        limiting.count(session, THRICE, "a", now)
    limiting.forget_before(session, now + timedelta(hours=1))

    assert not limiting.is_reached(session, THRICE, "a", now)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("", "", True),
    ],
)
def test_of_ipv6_the_64_bits_that_a_subscriber_has_whole_count_as_one(one, other, is_same):
    assert (limiting.network(one) == limiting.network(other)) is is_same
