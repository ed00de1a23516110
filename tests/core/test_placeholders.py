from datetime import date

from surveyapp.core import placeholders
from surveyapp.core.questionnaire import Kind
from surveyapp.core.text import NOTHING
from tests.builders import a_question, a_questionnaire, a_row, an_option, words

VALUES = placeholders.values_for(date(2010, 1, 1), date(2011, 12, 31), 2011)


def test_the_years_and_the_period_are_filled_in() -> None:
    filled = placeholders.fill("{period}: {last_year_2}, {last_year_1}, {last_year}", VALUES)

    assert filled == "2010–2011: 2009, 2010, 2011"


def test_a_period_within_one_year_is_called_by_that_year() -> None:
    assert placeholders.values_for(date(2025, 1, 1), date(2025, 12, 31), 2025)["period"] == "2025"


def test_braces_that_are_no_placeholder_stay_as_they_are() -> None:
    assert placeholders.fill("{other} { last_year } ${last_year} {}", VALUES) == "{other} { last_year } ${last_year} {}"


def test_the_year_in_which_a_period_ends_is_complete_only_when_it_is_over() -> None:
    assert placeholders.last_complete_year(date(2011, 12, 31)) == 2011
    assert placeholders.last_complete_year(date(2012, 6, 30)) == 2011


def test_every_wording_of_a_questionnaire_is_filled_and_nothing_else_changes() -> None:
    year = words("In {last_year}", "En {last_year}")
    grid = a_question("victims", Kind.GRID, rows=(a_row("y1", wording=year),), relevant="'{last_year}' = ''")
    choice = a_question("law", Kind.ONE, (an_option("yes", detail=year),))

    filled = placeholders.filled(a_questionnaire(grid, choice), VALUES)

    grid, choice = filled.questions()
    assert grid.rows[0].wording == {"en": "In 2011", "es": "En 2011"}
    assert choice.options[0].detail["es"] == "En 2011"
    assert choice.hint is NOTHING
    assert grid.relevant == "'{last_year}' = ''"
