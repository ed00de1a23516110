from datetime import date

import pytest

from surveyapp import data
from surveyapp.core.known_facts import on_file, read_known_facts
from surveyapp.core.states import read_states

FACTS = read_known_facts(data.text("known_facts.csv"))
SUMMER_2012 = date(2012, 6, 18)
TODAY = date(2026, 1, 1)


def test_the_facts_on_file_are_those_of_the_day_and_not_later_ones():
    assert on_file(FACTS, "DMA", SUMMER_2012) == []
    assert [(fact.option, fact.year) for fact in on_file(FACTS, "DMA", TODAY)] == [("party", 2013)]


@pytest.mark.parametrize(
    ("day", "option", "year"),
    [(SUMMER_2012, "signed", 2001), (date(2014, 6, 1), "signed", 2001), (TODAY, "party", 2014)],
)
def test_a_later_fact_replaces_an_earlier_one_about_the_same_row(day, option, year):
    assert [(fact.option, fact.year) for fact in on_file(FACTS, "BRB", day)] == [(option, year)]


def test_every_fact_is_about_a_member_state_and_names_its_source():
    codes = {state.iso3 for state in read_states(data.text("member_states.csv"))}

    assert all(fact.iso3 in codes and fact.source for fact in FACTS)


def test_a_source_reaches_as_far_as_it_says():
    assert {fact.as_of for fact in FACTS} == {date(2014, 1, 1), date(2014, 12, 31)}
