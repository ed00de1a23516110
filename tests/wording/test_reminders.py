from datetime import UTC, date, datetime

import pytest

from surveyapp.core.reminding import LadderFault, Recipient, Situation, Step, Verdict, Why
from surveyapp.core.standing import Standing
from surveyapp.wording.reminders import fault_words, step_of_batch, step_words, why_not_sent, why_words

NOW = datetime(2026, 9, 16, 16, 0, tzinfo=UTC)
STATE = Situation(
    reply="one",
    standing=Standing.IN_PROGRESS,
    deadline=NOW,
    accepted_until=NOW,
    zone="America/Costa_Rica",
    since=NOW,
)


@pytest.mark.parametrize(
    ("step", "english", "spanish"),
    [
        (Step("1", -14), "14 days before the deadline", "14 días antes del vencimiento"),
        (Step("1", -1), "1 day before the deadline", "1 día antes del vencimiento"),
        (Step("1", 0), "on the day of the deadline", "el día del vencimiento del plazo"),
        (
            Step("1", 1, Recipient.MISSION),
            "1 day after the deadline, to the permanent mission",
            "1 día después del vencimiento, a la misión permanente",
        ),
    ],
)
def test_a_step_is_called_by_its_day_and_its_recipient(step, english, spanish):
    assert (step_words(step, "en"), step_words(step, "es")) == (english, spanish)


@pytest.mark.parametrize("why", Why)
@pytest.mark.parametrize("day", [None, date(2026, 9, 30)])
def test_every_reason_has_words_in_both_languages(why, day):
    told = Verdict(STATE, why, Step("1", -14), day)

    assert why_words(told, "en") != why_words(told, "es")
    assert "{" not in why_words(told, "en") + why_words(told, "es")
    assert why_not_sent(why, "en") != why_not_sent(why, "es")


def test_an_extension_is_told_beside_the_reason():
    told = Verdict(STATE, Why.NOT_YET, Step("1", -14), date(2026, 10, 16))

    assert why_words(told, "es", date(2026, 10, 30)) == (
        "próximo: 14 días antes del vencimiento, el 16 de octubre de 2026 (prórroga hasta el 30 de octubre de 2026)"
    )


def test_a_batch_is_called_by_its_step_also_when_the_ladder_has_it_no_longer():
    steps = {"1": Step("1", -14)}

    assert step_of_batch("1", steps, "en") == "14 days before the deadline"
    assert step_of_batch("7", steps, "es") == "paso anterior 7"
    assert step_of_batch("by_hand", steps, "en") == "to those that have not replied"


@pytest.mark.parametrize("fault", LadderFault)
def test_every_fault_of_a_ladder_has_words_in_both_languages(fault):
    assert fault_words(fault, "en") != fault_words(fault, "es")
