from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from surveyapp.core import reminding
from surveyapp.core.reminding import (
    QUIET,
    USUAL,
    Ladder,
    LadderFault,
    Recipient,
    Situation,
    Step,
    Why,
    complete_not_sent_due,
)
from surveyapp.core.standing import Standing

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
SAN_JOSE = ZoneInfo("America/Costa_Rica")
DEADLINE = datetime(2026, 9, 30, 21, 0, tzinfo=UTC)
COMPLETE = Situation(
    reply="one",
    standing=Standing.COMPLETE_NOT_SENT,
    deadline=DEADLINE,
    zone="America/Costa_Rica",
    since=NOW - timedelta(days=30),
    complete_since=NOW - timedelta(days=1),
    last_activity_at=NOW - timedelta(days=1),
    accepted_until=NOW + timedelta(days=30),
)
STATE = Situation(
    reply="one",
    standing=Standing.IN_PROGRESS,
    deadline=DEADLINE,
    zone="America/Costa_Rica",
    since=datetime(2026, 8, 1, tzinfo=UTC),
    accepted_until=DEADLINE + timedelta(days=45),
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


def test_that_it_is_complete_is_not_said_on_the_day_of_another_letter_nor_while_paused():
    assert not is_due(last_written=NOW - timedelta(hours=7))
    assert is_due(last_written=NOW - timedelta(hours=17))
    assert not is_due(is_paused=True)


# The ladder


def at(day, hour=12):
    """A moment by the clocks of Costa Rica, in September 2026 (31 is the first of October)."""
    return datetime(2026, 9, 1, hour, tzinfo=SAN_JOSE) + timedelta(days=day - 1)


def verdict(now, ladder=USUAL, **facts):
    [found] = reminding.verdicts(ladder, [replace(STATE, **facts)], now)
    return found


def step_due(now, **facts):
    """The key of the step that is due, "" for none."""
    found = verdict(now, **facts)
    return found.step.key if found.why is Why.DUE and found.step else ""


@pytest.mark.parametrize(
    ("day", "hour", "step"),
    [
        (15, 23, ""),
        (16, 7, ""),
        (16, 8, "1"),
        (16, 23, "1"),
        (20, 12, "1"),  # the worker was away: it is sent when it is back
        (28, 7, "1"),
        (28, 8, "2"),  # and then the newest alone
        (30, 14, "2"),
        (30, 16, ""),  # after the deadline nothing says that it is near
        (36, 12, ""),
        (37, 8, "3"),
        (43, 12, "3"),
        (44, 8, "4"),
        (74, 12, "4"),
        (76, 12, ""),  # closed
    ],
)
def test_the_step_that_is_due_by_day(day, hour, step):
    assert step_due(at(day, hour)) == step


@pytest.mark.parametrize(
    ("standing", "why"),
    [
        (Standing.NOT_STARTED, Why.DUE),
        (Standing.IN_PROGRESS, Why.DUE),
        (Standing.COMPLETE_NOT_SENT, Why.COMPLETE),
        (Standing.AWAITING_APPROVAL, Why.AWAITING_APPROVAL),
        (Standing.SUBMITTED, Why.REPLIED),
        (Standing.REOPENED, Why.REPLIED),
        (Standing.CLEARED, Why.REPLIED),
        (Standing.RECEIVED_AS_DOCUMENT, Why.REPLIED),
    ],
)
@pytest.mark.parametrize("day", [16, 28, 37, 44])
def test_on_the_day_of_any_step_each_standing_gets_what_is_its_own(day, standing, why):
    assert verdict(at(day), standing=standing).why is why


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"has_handed_in": True}, Why.HANDED_IN),
        ({"is_paused": True}, Why.PAUSED),
        ({"is_paused": True, "paused_until": date(2026, 9, 17)}, Why.PAUSED),
        ({"is_paused": True, "paused_until": date(2026, 9, 16)}, Why.DUE),
        ({"since": None}, Why.NOT_OPEN),
        ({"since": at(17)}, Why.NOT_OPEN),
        ({"since": at(16, 6)}, Why.NOT_YET),  # invited this very morning
        ({"since": at(15)}, Why.DUE),
        ({"last_written": at(16, 9)}, Why.WRITTEN_LATELY),
        ({"last_written": at(12)}, Why.WRITTEN_LATELY),
        ({"last_written": at(11, 23)}, Why.DUE),
        ({"reachable": frozenset({Recipient.MISSION})}, Why.NOBODY),
        ({"written": frozenset({"reminder:one:1:2026-09-30"})}, Why.NOT_YET),
        ({"written": frozenset({"reminder:one:1:2026-09-30"}), "waits_for_approval": True}, Why.WAITS_FOR_OFFICER),
        ({"deadline": DEADLINE + timedelta(days=15)}, Why.NOT_YET),
    ],
)
def test_on_the_sixteenth_what_keeps_a_state_from_its_letter(facts, why):
    assert verdict(at(16), **facts).why is why


def test_the_mission_is_written_to_where_no_focal_point_is_named():
    assert verdict(at(44), reachable=frozenset({Recipient.MISSION})).why is Why.DUE
    assert verdict(at(44), reachable=frozenset({Recipient.FOCAL_POINT})).why is Why.NOBODY


def test_an_expected_approval_quietens_through_its_day():
    awaits = {"standing": Standing.AWAITING_APPROVAL, "approval_expected_on": date(2026, 10, 10)}

    assert verdict(at(37), **awaits).why is Why.AWAITING_APPROVAL
    assert verdict(at(40, 23), **awaits).why is Why.AWAITING_APPROVAL
    assert step_due(at(41), **awaits) == "3"


def test_with_another_deadline_the_ladder_begins_anew():
    extended = {"deadline": DEADLINE + timedelta(days=30), "since": at(30)}
    written = frozenset(STATE.occasion_of(step) for step in USUAL.steps)

    assert step_due(at(44), written=written, **extended) == ""
    assert step_due(at(46), written=written, **extended) == "1"


def test_more_time_given_within_a_step_does_not_bring_its_letter_at_once():
    assert verdict(at(30, 17), deadline=DEADLINE + timedelta(days=10), since=at(30, 16)).why is Why.NOT_YET


def test_a_step_whose_day_is_changed_is_not_written_again():
    written = frozenset(STATE.occasion_of(step) for step in USUAL.steps)
    changed = Ladder(tuple(replace(step, days=step.days + 1) for step in USUAL.steps))

    assert all(not step_due(at(day), ladder=changed, written=written) for day in range(1, 76))


def test_day_by_day_a_state_gets_each_step_once_and_never_within_the_distance():
    written, last, got = set(), None, []
    for day in range(1, 80):
        for hour in (7, 9, 20):
            found = verdict(at(day, hour), written=frozenset(written), last_written=last)
            if found.why is Why.DUE:
                written.add(found.occasion)
                last = at(day, hour)
                got.append((day, found.step.kind))

    assert got == [
        (16, "reminder_before"),
        (28, "reminder_last_day"),
        (37, "reminder_overdue"),
        (44, "note_to_mission"),
    ]


def test_what_came_between_moves_a_letter_on_by_the_least_distance():
    assert verdict(at(37), last_written=at(35)).why is Why.WRITTEN_LATELY
    assert step_due(at(40), last_written=at(35)) == "3"


# Days and clocks


def test_days_are_those_of_the_calendar_where_clocks_go_back_between():
    """Washington's clocks go back on 1 November 2026; a day of 25 hours moves no step."""
    deadline = datetime(2026, 11, 5, 17, tzinfo=ZoneInfo("America/New_York"))
    facts = {"deadline": deadline, "zone": "America/New_York", "accepted_until": deadline + timedelta(days=60)}

    for days, step in ((-14, "1"), (-2, "2"), (7, "3"), (14, "4")):
        morning = datetime.combine(date(2026, 11, 5) + timedelta(days=days), reminding.MORNING)
        at_home = morning.replace(tzinfo=ZoneInfo("America/New_York"))
        assert step_due(at_home, **facts) == step
        assert step_due(at_home - timedelta(minutes=1), **facts) != step


def test_a_step_on_the_day_of_the_change_falls_due_in_the_morning_after_it():
    zone = ZoneInfo("America/Santiago")  # where clocks go forward at midnight, between 5 and 6 September 2026
    deadline = datetime(2026, 9, 20, 17, tzinfo=zone)
    facts = {"deadline": deadline, "zone": "America/Santiago"}

    assert step_due(datetime(2026, 9, 6, 7, 59, tzinfo=zone), **facts) == ""
    assert step_due(datetime(2026, 9, 6, 8, 0, tzinfo=zone), **facts) == "1"


def test_a_deadline_near_midnight_is_counted_from_the_day_of_the_state():
    just_after_midnight_utc = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)  # still 30 September in Costa Rica

    assert step_due(at(16), deadline=just_after_midnight_utc) == "1"
    assert step_due(at(16), deadline=just_after_midnight_utc, zone="Europe/Lisbon") == ""


# Letters written earlier


def objection(occasion, now, **facts):
    return reminding.objection_to_letter(USUAL, replace(STATE, **facts), occasion, now)


def test_a_letter_may_go_while_its_step_is_the_newest():
    first = STATE.occasion_of(USUAL.steps[0])

    assert objection(first, at(20)) is None
    assert objection(first, at(28)) is Why.OVERTAKEN
    assert objection(first, at(20), standing=Standing.SUBMITTED) is Why.REPLIED
    assert objection(first, at(20), is_paused=True) is Why.PAUSED
    assert objection(first, at(20), deadline=DEADLINE + timedelta(days=1)) is Why.OVERTAKEN


def test_a_letter_that_announces_the_deadline_does_not_go_after_it():
    second = STATE.occasion_of(USUAL.steps[1])

    assert objection(second, at(30, 14)) is None
    assert objection(second, at(30, 16)) is Why.OVERTAKEN


# As it is kept


def test_a_ladder_comes_back_as_it_was_kept_in_the_order_of_its_days():
    ladder = Ladder((Step("b", 3, Recipient.MISSION), Step("a", -7)), is_automatic=True, apart=2)

    assert reminding.from_json(reminding.to_json(ladder)) == replace(ladder, steps=reminding.in_time(ladder.steps))
    assert reminding.from_json(None) == USUAL
    assert reminding.from_json(reminding.to_json(USUAL)) == USUAL


@pytest.mark.parametrize(
    ("ladder", "faults"),
    [
        (USUAL, []),
        (Ladder(()), []),
        (Ladder((Step("1", -7), Step("2", -7))), [LadderFault.SAME_DAY]),
        (Ladder((Step("1", 181),)), [LadderFault.TOO_FAR]),
        (Ladder((), apart=0), [LadderFault.APART_OUT_OF_RANGE]),
        (Ladder(tuple(Step(str(one), one) for one in range(9))), [LadderFault.TOO_MANY_STEPS]),
    ],
)
def test_what_is_wrong_with_a_ladder(ladder, faults):
    assert reminding.faults(ladder) == faults


def test_a_ladder_without_steps_reminds_nobody():
    assert verdict(at(44), ladder=Ladder(())).why is Why.WRITTEN
