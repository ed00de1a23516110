import pytest

from surveyapp.core.filtering import Criterion, Filter, kept, read_criterion, states_of
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure, Kind
from tests.builders import NOT_AVAILABLE, a_question, a_questionnaire
from tests.replies import compared

LAW = a_question("law", Kind.ONE, "yes no")
PLAN = a_question("plan", Kind.ONE, "yes no")
CALLS = a_question("calls", Kind.INTEGER)
SERVICES = a_question("services", Kind.ROWS, "state none", rows="shelter legal")
FORM = a_questionnaire(LAW, PLAN, CALLS, SERVICES)
REPLIES = {
    "CRI": {"law": "yes", "plan": "yes", "calls": "3", "services/shelter": "state"},
    "JAM": {"law": "yes", "plan": "no", "calls": "0"},
    "PER": {"law": "no", "plan": "yes", "calls": "5"},
    "MEX": {"law": NOT_AVAILABLE, "calls": "7"},
}


def chosen(text: str, *, every: bool = True) -> Filter:
    criteria = [read_criterion(one) for one in text.split()]
    assert None not in criteria
    return Filter(tuple(one for one in criteria if one), every)


@pytest.mark.parametrize(
    ("text", "every", "states"),
    [
        ("", True, "CRI JAM PER MEX CHL"),
        ("law:yes", True, "CRI JAM"),
        ("law:yes plan:yes", True, "CRI"),
        ("law:yes plan:yes", False, "CRI JAM PER"),
        ("law:=not_available", True, "MEX"),
        ("law:=no_reply", True, "CHL"),
        ("services/shelter:state", True, "CRI"),
        ("law:maybe", True, ""),
        ("gone:yes", True, ""),
        ("law:=nothing", True, ""),
    ],
)
def test_a_filter_keeps_the_states_that_said_so(text: str, every: bool, states: str):
    comparison = compared(FORM, REPLIES, silent=["CHL"])

    assert kept(comparison, chosen(text, every=every)) == tuple(states.split())


def test_every_other_question_is_counted_over_the_states_that_are_kept_alone():
    comparison = compared(FORM, REPLIES, silent=["CHL"])

    narrowed = comparison.among(kept(comparison, chosen("law:yes")))

    plan = narrowed.tallies["plan"]
    assert plan.base == 2
    assert {one.option.code: (one.states, one.base) for one in plan.options} == {
        "yes": (("CRI",), 2),
        "no": (("JAM",), 2),
    }
    calls = narrowed.tallies["calls"].figures
    assert calls is not None
    assert (calls.count, calls.sum) == (2, 3)
    assert [state.iso3 for state in narrowed.asked] == ["CRI", "JAM"]
    assert narrowed.tallies["services"].parts[0].base == 2
    assert [state.iso3 for state in comparison.missing] == ["CHL"]


def test_what_is_withheld_keeps_no_state_in():
    comparison = compared(FORM, REPLIES, disclosures={"CRI": {"law": Disclosure.SECRETARIAT}})

    assert states_of(comparison, Criterion(Place("law"), "yes")) == ("JAM",)
    assert states_of(comparison, Criterion(Place("law"), f"={Mark.WITHHELD}")) == ("CRI",)


@pytest.mark.parametrize("text", ["", "law", "law:", ":yes", "no place:yes", "a b:yes"])
def test_what_is_no_criterion_is_none(text: str):
    assert read_criterion(text) is None


def test_a_criterion_is_written_as_it_is_read():
    assert str(read_criterion("services/shelter:state")) == "services/shelter:state"
