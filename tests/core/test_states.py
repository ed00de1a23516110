import csv
import json
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from surveyapp import data
from surveyapp.core.states import (
    LANGUAGES,
    Habits,
    MemberState,
    Subregion,
    from_facts,
    in_order,
    read_states,
    taking_part,
    to_facts,
)

SUMMER_2012 = date(2012, 6, 18)


@pytest.fixture(scope="module")
def states() -> tuple[MemberState, ...]:
    return read_states(data.text("member_states.csv"))


def codes(states: list[MemberState]) -> list[str]:
    return [state.iso3 for state in states]


def test_the_organization_has_thirty_five_states_in_five_subregions(states):
    asked = taking_part(states, SUMMER_2012)
    counts = {subregion: sum(state.subregion is subregion for state in asked) for subregion in Subregion}

    assert len(states) == 35
    assert list(counts.values()) == [3, 7, 14, 5, 5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_official_order_has_neither_gaps_nor_ties(states, language):
    assert sorted(state.orders[language] for state in states) == list(range(1, 36))


def test_in_spanish_the_united_states_stand_under_e_and_santa_lucia_before_san_vicente(states):
    ordered = codes(in_order(states, "es"))

    assert ordered[ordered.index("SLV") + 1] == "USA"
    assert ordered.index("LCA") < ordered.index("VCT")


def test_in_english_the_united_states_stand_under_u(states):
    ordered = codes(in_order(states, "en"))

    assert ordered[ordered.index("TTO") + 1] == "USA"


@pytest.mark.parametrize(
    ("day", "away"),
    [
        (SUMMER_2012, {"CUB"}),
        (date(2010, 1, 1), {"CUB", "HND"}),
        (date(2023, 11, 18), {"CUB"}),
        (date(2023, 11, 19), {"CUB", "NIC"}),
    ],
)
def test_who_takes_part_depends_on_the_day(states, day, away):
    assert {state.iso3 for state in states} - set(codes(taking_part(states, day))) == away


def test_a_state_that_is_kept_from_its_seat_stays_a_member(states):
    cuba = next(state for state in states if state.iso3 == "CUB")

    assert cuba.membership.includes(SUMMER_2012)
    assert not cuba.takes_part(SUMMER_2012)


def test_the_organizations_spanish_is_kept(states):
    names = {state.iso3: state.name("es").short for state in states}

    assert (names["GRD"], names["SUR"], names["KNA"]) == ("Grenada", "Suriname", "Saint Kitts y Nevis")


def test_habits_belong_to_the_state_and_not_to_its_language(states):
    habits = {state.iso3: state.habits for state in states}

    assert (habits["MEX"], habits["ARG"]) == (Habits(".", "dmy"), Habits(",", "dmy"))
    assert (habits["JAM"], habits["USA"]) == (Habits(".", "dmy"), Habits(".", "mdy"))


def test_every_state_has_a_known_time_zone_and_complete_names(states):
    for state in states:
        assert ZoneInfo(state.time_zone)
        assert state.letter_language in LANGUAGES
        for name in state.names.values():
            assert all((name.short, name.formal, name.listed, name.official, name.capital))


def test_what_a_round_freezes_comes_back_from_json_as_it_was(states):
    for state in states:
        assert from_facts(json.loads(json.dumps(to_facts(state)))) == state


def test_states_can_be_put_in_a_set(states):
    assert len(set(states)) == 35


def test_nineteen_states_replied_in_2012():
    rows = csv.DictReader(data.text("member_states.csv").splitlines())

    assert sum(row["replied_2012"] == "yes" for row in rows) == 19


@pytest.mark.parametrize("name", ["no-such.csv", "../app.py", "/etc/passwd", ""])
def test_only_what_the_product_brings_along_is_read(name):
    with pytest.raises(LookupError):
        data.path(name)
