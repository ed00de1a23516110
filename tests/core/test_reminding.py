from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from surveyapp.core.reminding import QUIET, Situation, complete_not_sent_due
from surveyapp.core.standing import Standing

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
COMPLETE = Situation(
    reply="one",
    standing=Standing.COMPLETE_NOT_SENT,
    complete_since=NOW - timedelta(days=1),
    last_activity_at=NOW - timedelta(days=1),
    accepted_until=NOW + timedelta(days=30),
)


def is_due(**facts):
    return complete_not_sent_due([replace(COMPLETE, **facts)], NOW) != []


def test_a_reply_that_is_complete_and_at_rest_is_due():
    assert is_due()
    assert is_due(complete_since=NOW - QUIET, last_activity_at=None)


@pytest.mark.parametrize("standing", sorted(set(Standing) - {Standing.COMPLETE_NOT_SENT}))
def test_a_reply_that_stands_otherwise_is_left_alone(standing):
    assert not is_due(standing=standing)


def test_while_somebody_may_still_be_typing_nobody_is_written_to():
    assert not is_due(last_activity_at=NOW - QUIET + timedelta(seconds=1))
    assert not is_due(complete_since=NOW - timedelta(hours=1))


def test_what_can_no_longer_be_sent_is_no_occasion():
    assert not is_due(accepted_until=NOW)


def test_one_of_which_nobody_knows_since_when_is_left_alone():
    assert not is_due(complete_since=None)


def test_becoming_complete_anew_is_another_occasion():
    again = replace(COMPLETE, complete_since=NOW)

    assert COMPLETE.occasion != again.occasion
    assert replace(COMPLETE, last_activity_at=NOW).occasion == COMPLETE.occasion
