"""What is worked out from answers: never typed and nowhere counted, but heard by conditions."""

from datetime import date

import pytest

from surveyapp.core.checking import findings
from surveyapp.core.comparison import compare
from surveyapp.core.conditions import asked, scope_at
from surveyapp.core.places import Place, leaf, leaves
from surveyapp.core.progress import progress
from surveyapp.core.questionnaire import Disclosure, Kind
from tests.builders import a_disclosed_reply, a_question, a_questionnaire, a_section, a_submission, answered
from tests.replies import states

TODAY = date(2012, 10, 15)


def a_calculation(code, calculation="", **facts):
    return a_question(code, Kind.CALCULATED, calculation=calculation, **facts)


def worked_out(form, typed=None, entries=None):
    found = asked(form, answered(form, typed or {}), entries or {}, TODAY)
    return {str(place): text for place, text in found.calculated.items()}


def test_a_calculation_is_worked_out_from_what_is_answered():
    form = a_questionnaire(
        a_question("women", Kind.INTEGER),
        a_question("men", Kind.INTEGER),
        a_calculation("all", "${women} + ${men}"),
        a_calculation("doubled", "${all} * 2"),
    )

    assert worked_out(form, {"women": "3", "men": "4"}) == {"all": "7", "doubled": "14"}
    assert worked_out(form, {"women": "3"}) == {"all": "", "doubled": ""}


def test_what_an_author_fixes_needs_no_calculation():
    form = a_questionnaire(a_calculation("edition", default="2012"), a_calculation("day", default="today()"))

    assert worked_out(form) == {"edition": "2012", "day": "2012-10-15"}


def test_conditions_hear_a_calculation_only_while_it_is_asked():
    form = a_questionnaire(
        a_question("law", Kind.ONE, "yes no"),
        a_question("acts", Kind.INTEGER),
        a_calculation("many", "${acts} > 3", relevant="${law} = 'yes'"),
        a_question("why", relevant="${many} = 'true'"),
    )

    def asks_why(typed):
        return asked(form, answered(form, typed), {}, TODAY).question("why")

    assert asks_why({"law": "yes", "acts": "5"})
    assert not asks_why({"law": "yes", "acts": "2"})
    assert not asks_why({"law": "no", "acts": "5"})


def test_a_calculation_in_a_list_is_worked_out_for_each_entry():
    form = a_questionnaire(
        a_question("rate", Kind.INTEGER),
        a_question(
            "acts",
            Kind.LIST,
            fields=(
                a_question("cases", Kind.INTEGER),
                a_calculation("weight", "${cases} * ${rate}"),
                a_question("why", relevant="${weight} > 10"),
            ),
        ),
    )
    typed = {"rate": "3", "acts[aaaa].cases": "2", "acts[bbbb].cases": "5"}

    found = asked(form, answered(form, typed), {"acts": ["aaaa", "bbbb"]}, TODAY)

    assert found.calculated == {
        Place("acts", entry="aaaa", field="weight"): "6",
        Place("acts", entry="bbbb", field="weight"): "15",
    }
    assert [found.place(Place("acts", entry=entry, field="why")) for entry in ("aaaa", "bbbb")] == [False, True]
    scope = scope_at(found, answered(form, typed), Place("acts", entry="bbbb", field="why"), TODAY)
    assert scope.values["weight"] == "15"


def test_a_calculation_has_no_place_and_counts_nowhere():
    field = a_question("acts", Kind.LIST, fields=(a_question("title"), a_calculation("total", "1 + 1")))
    form = a_questionnaire(a_question("law"), a_calculation("all", "1"), field)
    entries = {"acts": ["aaaa"]}
    answers = answered(form, {"law": "x", "acts[aaaa].title": "y"})
    now = asked(form, answers, entries, TODAY)

    assert leaf(form, Place("all")) is None
    assert leaf(form, Place("acts", entry="aaaa", field="total")) is None
    assert [str(one.place) for one in leaves(form.find("acts").question, entries)] == ["acts", "acts[aaaa].title"]
    assert list(leaves(form.find("all").question, {})) == []
    assert progress(form, answers, entries, now).whole.asked == 2
    assert findings(form, answers, entries, now, TODAY) == []
    assert set(a_submission(form, {"law": "x"}).places) == {"law", "acts"}
    compared = compare(form, [a_disclosed_reply(form, {"law": "x"})], states("CRI"))
    assert set(compared.tallies) == {"law", "acts"}
    assert [part.question.code for part in compared.tallies["acts"].parts] == ["title"]


@pytest.mark.parametrize("kind", [Kind.CALCULATED, Kind.NOTE])
def test_what_asks_nothing_is_never_a_question_of_a_section(kind):
    form = a_questionnaire(a_section("one", a_question("x", kind), a_question("law")))

    assert [one.code for one in form.questions()] == ["law"]


def test_a_calculation_passes_on_how_widely_its_sources_may_be_read():
    form = a_questionnaire(
        a_question("law", Kind.ONE, "yes no"),
        a_calculation("has_law", "if(${law} = 'yes', 1, 0)"),
        a_question("why", relevant="${has_law} = 1"),
    )
    made = a_submission(form, {"law": "yes", "why": "x"}, disclosures={"law": Disclosure.SECRETARIAT})

    assert made.places["why"].effective is Disclosure.SECRETARIAT


def test_a_calculation_in_an_entry_passes_it_on_too():
    fields = (
        a_question("cases", Kind.INTEGER),
        a_calculation("many", "${cases} > 3"),
        a_question("why", relevant="${many} = 'true'"),
    )
    form = a_questionnaire(a_question("acts", Kind.LIST, fields=fields))
    made = a_submission(
        form,
        {"acts[aaaa].cases": "5", "acts[aaaa].why": "x"},
        {"acts": ["aaaa"]},
        disclosures={"acts[aaaa].cases": Disclosure.MEMBER_STATES},
    )

    assert made.places["acts[aaaa].why"].effective is Disclosure.MEMBER_STATES
