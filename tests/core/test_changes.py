import pytest

from surveyapp.core.changes import changes, in_both
from surveyapp.core.comparison import Comparison
from surveyapp.core.disclosure import Audience
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Disclosure, Kind
from tests.builders import a_question, a_questionnaire
from tests.replies import compared

LAW = a_question("law", Kind.ONE, "yes partly no")
SERVICES = a_question("services", Kind.ROWS, "state none", rows="shelter legal")
FORM = a_questionnaire(LAW, a_question("calls", Kind.INTEGER), SERVICES)
BEFORE = {"CRI": {"law": "no"}, "JAM": {"law": "yes"}, "PER": {"law": "partly"}, "MEX": {}, "CHL": {"law": "yes"}}
NOW = {"CRI": {"law": "yes"}, "JAM": {"law": "yes"}, "PER": {"law": "no"}, "MEX": {"law": "yes"}, "ARG": {"law": "no"}}


def test_only_states_that_answered_both_times_are_in_the_figures_of_a_change():
    before, now = compared(FORM, BEFORE), compared(FORM, NOW, silent=["CHL"])

    (law,) = changes(before, now)["law"]

    assert in_both(before, now) == ("CRI", "JAM", "PER", "MEX")
    assert law.both == ("CRI", "JAM", "PER")
    told = {one.option.code: (one.before, one.now, one.gained, one.lost, one.difference) for one in law.options}
    assert told == {
        "yes": (("JAM",), ("CRI", "JAM"), ("CRI",), (), 1),
        "partly": (("PER",), (), (), ("PER",), -1),
        "no": (("CRI",), ("PER",), ("PER",), ("CRI",), 0),
    }
    assert [(step.state, step.before, step.now) for step in law.changed] == [
        ("CRI", ("no",), ("yes",)),
        ("PER", ("partly",), ("no",)),
    ]


def test_an_answer_where_none_was_is_told_and_is_no_change():
    (law,) = changes(compared(FORM, BEFORE), compared(FORM, NOW))["law"]

    (mexico,) = (step for step in law.steps if step.state == "MEX")
    assert (mexico.mark_before, mexico.mark_now, mexico.is_change) == (Mark.LEFT_BLANK, Mark.ANSWERED, False)


def test_rows_have_changes_of_their_own_and_numbers_have_none():
    before = compared(FORM, {"CRI": {"services/shelter": "none", "services/legal": "none", "calls": "1"}})
    now = compared(FORM, {"CRI": {"services/shelter": "state", "services/legal": "none", "calls": "2"}})

    found = changes(before, now)

    assert "calls" not in found
    assert [(str(one.place), len(one.changed)) for one in found["services"]] == [
        ("services/shelter", 1),
        ("services/legal", 0),
    ]


def test_what_one_of_the_rounds_withholds_is_in_no_figure():
    hidden = {"CRI": {"law": Disclosure.SECRETARIAT}}
    before = compared(FORM, BEFORE, disclosures=hidden)

    (law,) = changes(before, compared(FORM, NOW))["law"]

    assert law.both == ("JAM", "PER")
    assert [step.state for step in law.changed] == ["PER"]


def other_audience() -> Comparison:
    return compared(FORM, BEFORE, audience=Audience.MEMBER_STATES)


@pytest.mark.parametrize("before", [other_audience, lambda: compared(a_questionnaire(LAW), BEFORE)])
def test_two_audiences_or_two_questionnaires_are_not_compared(before):
    with pytest.raises(ValueError, match=r"compared|present questionnaire"):
        changes(before(), compared(FORM, NOW))
