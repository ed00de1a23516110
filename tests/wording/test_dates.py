from datetime import UTC, date, datetime

import pytest

from surveyapp.core.text import MissingWording
from surveyapp.wording.dates import (
    day,
    day_of_year,
    deadline,
    moment,
    period,
    recently,
    remaining,
    two_zones,
    weekday_day,
)

COSTA_RICA = "America/Costa_Rica"
FRIDAY = date(2012, 8, 31)
DEADLINE = datetime(2012, 8, 31, 21, 0, tzinfo=UTC)


def test_days_are_written_in_words():
    assert day(date(2012, 10, 15), "en") == "15 October 2012"
    assert day(date(2012, 10, 15), "es") == "15 de octubre de 2012"
    assert day_of_year(FRIDAY, "en") == "31 August"
    assert day_of_year(FRIDAY, "es") == "31 de agosto"


def test_weekdays_and_months_are_lower_case_in_spanish():
    assert weekday_day(FRIDAY, "en") == "Friday 31 August 2012"
    assert weekday_day(FRIDAY, "es") == "viernes 31 de agosto de 2012"


@pytest.mark.parametrize(
    ("first", "last", "english", "spanish"),
    [
        (date(2010, 1, 1), date(2011, 12, 31), "2010–2011", "2010–2011"),
        (date(2011, 1, 1), date(2011, 12, 31), "2011", "2011"),
        (
            date(2010, 7, 1),
            date(2012, 6, 30),
            "1 July 2010 to 30 June 2012",
            "del 1 de julio de 2010 al 30 de junio de 2012",
        ),
    ],
)
def test_a_period_of_whole_years_is_said_in_years(first, last, english, spanish):
    assert period(first, last, "en") == english
    assert period(first, last, "es") == spanish


def test_a_moment_is_told_by_the_clocks_of_a_zone():
    assert moment(DEADLINE, COSTA_RICA, "en") == "31 August 2012, 15:00"
    assert moment(DEADLINE, COSTA_RICA, "es") == "31 de agosto de 2012, a las 15:00"


def test_at_one_o_clock_spanish_says_a_la():
    assert moment(datetime(2012, 8, 31, 7, 5, tzinfo=UTC), COSTA_RICA, "es").endswith(", a la 1:05")
    assert moment(datetime(2012, 8, 31, 16, 5, tzinfo=UTC), COSTA_RICA, "es").endswith(", a las 10:05")


def test_a_time_without_its_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        moment(datetime(2012, 8, 31, 15, 0), COSTA_RICA, "en")  # noqa: DTZ001


def test_the_state_reads_its_own_time_first_and_the_secretariats_beside_it():
    sent = datetime(2012, 8, 13, 15, 0, tzinfo=UTC)

    assert two_zones(sent, COSTA_RICA, "San José", "es") == (
        "13 de agosto de 2012, a las 9:00 (San José), 11:00 (Washington, D.\u00a0C.)"
    )
    assert two_zones(sent, COSTA_RICA, "San José", "en") == (
        "13 August 2012, 9:00 (San José), 11:00 (Washington, D.C.)"
    )


def test_one_time_is_enough_where_the_clocks_agree():
    assert two_zones(DEADLINE, "America/Nassau", "Nassau", "en") == (
        "31 August 2012, 17:00 (Nassau and Washington, D.C.)"
    )
    assert two_zones(DEADLINE, "America/New_York", "Washington, D.C.", "en") == (
        "31 August 2012, 17:00 (Washington, D.C.)"
    )


def test_another_day_in_washington_is_said():
    after_midnight = datetime(2012, 9, 1, 3, 30, tzinfo=UTC)

    assert two_zones(after_midnight, "America/Sao_Paulo", "Brasilia", "es") == (
        "1 de septiembre de 2012, a las 0:30 (Brasilia), 23:30 (Washington, D.\u00a0C., 31 de agosto)"
    )


def test_a_deadline_names_the_weekday_and_whose_time_it_is():
    assert deadline(DEADLINE, COSTA_RICA, "San José", "es") == (
        "viernes 31 de agosto de 2012, a las 15:00 (hora de San José; 17:00 en Washington, D.\u00a0C.)"
    )
    assert deadline(DEADLINE, COSTA_RICA, "San José", "en") == (
        "Friday 31 August 2012, 15:00 (San José time; 17:00 in Washington, D.C.)"
    )
    assert deadline(DEADLINE, "America/Nassau", "Nassau", "en") == (
        "Friday 31 August 2012, 17:00 (Nassau and Washington, D.C. time)"
    )


@pytest.mark.parametrize(
    ("when", "english", "spanish"),
    [
        (datetime(2012, 8, 31, 16, 42, tzinfo=UTC), "today, 10:42", "hoy, 10:42"),
        (datetime(2012, 8, 31, 5, 30, tzinfo=UTC), "yesterday, 23:30", "ayer, 23:30"),
        (datetime(2012, 8, 20, 15, 15, tzinfo=UTC), "20 August 2012, 9:15", "20 de agosto de 2012, 9:15"),
    ],
)
def test_today_and_yesterday_are_those_of_the_reader(when, english, spanish):
    assert recently(when, DEADLINE, COSTA_RICA, "en") == english
    assert recently(when, DEADLINE, COSTA_RICA, "es") == spanish


@pytest.mark.parametrize(
    ("today", "english", "spanish"),
    [
        (20, "11 days remain.", "Faltan 11 días."),
        (30, "The deadline is tomorrow.", "El plazo vence mañana."),
        (31, "The deadline is today.", "El plazo vence hoy."),
    ],
)
def test_how_long_there_is_until_the_deadline(today, english, spanish):
    assert remaining(FRIDAY, date(2012, 8, today), "en") == english
    assert remaining(FRIDAY, date(2012, 8, today), "es") == spanish


@pytest.mark.parametrize(
    ("today", "english", "spanish"),
    [
        (1, "The deadline passed yesterday.", "El plazo venció ayer."),
        (6, "The deadline passed 6 days ago.", "El plazo venció hace 6 días."),
    ],
)
def test_how_long_ago_the_deadline_was(today, english, spanish):
    assert remaining(FRIDAY, date(2012, 9, today), "en") == english
    assert remaining(FRIDAY, date(2012, 9, today), "es") == spanish


@pytest.mark.parametrize("worded", [day, day_of_year, weekday_day])
def test_an_unknown_language_is_refused(worded):
    with pytest.raises(MissingWording):
        worded(FRIDAY, "de")
