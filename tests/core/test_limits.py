"""Ranges of numbers, numbers of entries, and what is required by other answers."""

from datetime import date
from decimal import Decimal

import pytest

from surveyapp.core.checking import Finding, FindingKind, Severity, findings
from surveyapp.core.conditions import asked
from surveyapp.core.limits import Limits, lies_outside, limits
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind
from tests.builders import NONE, NOT_AVAILABLE, a_question, a_questionnaire, answered, words

TODAY = date(2012, 10, 15)


def found(form, typed=None, entries=None):
    answers, entries = answered(form, typed or {}), entries or {}
    return findings(form, answers, entries, asked(form, answers, entries, TODAY), TODAY)


@pytest.mark.parametrize(
    ("lowest", "highest", "step", "number", "outside"),
    [
        ("1", "10", "1", "1", False),
        ("1", "10", "1", "10", False),
        ("1", "10", "1", "0", True),
        ("1", "10", "1", "11", True),
        ("1", "10", "2", "4", True),
        ("1", "10", "2", "5", False),
        ("0", "1", "0.1", "0.3", False),
        ("0", "1", "0.1", "0.35", True),
        ("-5", "5", "0.5", "-4.5", False),
        ("", "10", "", "-99", False),
        ("1", "", "", "99", False),
        ("", "", "5", "15", False),
        ("", "", "5", "16", True),
        ("1", "10", "0", "2.5", False),
        ("x", "1e999999999", "NaN", "2.5", False),
    ],
)
def test_a_number_lies_outside_of_its_range_or_between_its_steps(lowest, highest, step, number, outside):
    question = a_question("q", Kind.DECIMAL, lowest=lowest, highest=highest, step=step)

    assert lies_outside(question, Decimal(number)) is outside


def test_a_number_outside_of_its_range_is_pointed_out_and_kept():
    form = a_questionnaire(a_question("level", Kind.INTEGER, lowest="1", highest="10", step="1"))

    assert found(form, {"level": "11"}) == [Finding(Place("level"), FindingKind.OUT_OF_RANGE, Severity.WARNING)]
    assert found(form, {"level": "10"}) == []
    assert found(form, {"level": NOT_AVAILABLE}) == []


ENTRIES = {"laws": ["aaaa", "bbbb", "cccc"]}


def a_list(**facts):
    fields = (a_question("title"),)
    return a_questionnaire(a_question("wanted", Kind.INTEGER), a_question("laws", Kind.LIST, fields=fields, **facts))


def about_laws(form, typed, entries):
    in_list = (one for one in found(form, typed, entries) if one.place.question == "laws")
    return [(one.kind.value, one.number) for one in in_list if one.kind is not FindingKind.EMPTY_ENTRY]


@pytest.mark.parametrize(
    ("facts", "made", "about"),
    [
        ({"fewest": 2}, 1, [("too_few", 2)]),
        ({"fewest": 2}, 2, []),
        ({"most": 2}, 3, [("too_many", 2)]),
        ({"most": 2}, 2, []),
        ({"fewest": 2, "most": 2}, 3, [("other_count", 2)]),
        ({"fewest": 2, "most": 2}, 2, []),
        ({"count": "${wanted}"}, 1, [("other_count", 3)]),
        ({"count": "${wanted}"}, 3, []),
        ({"count": "${wanted} div 2"}, 1, []),
        ({"count": "${blank}"}, 1, []),
        ({"count": "-1"}, 1, []),
    ],
)
def test_a_list_with_another_number_of_entries_than_expected_is_pointed_out(facts, made, about):
    typed = {"wanted": "3"} | {f"laws[{entry}].title": "x" for entry in ENTRIES["laws"][:made]}

    assert about_laws(a_list(**facts), typed, {"laws": ENTRIES["laws"][:made]}) == about


def test_an_entry_in_which_nothing_stands_does_not_count():
    assert about_laws(a_list(fewest=2), {"laws[aaaa].title": "x"}, ENTRIES) == [("too_few", 2)]


@pytest.mark.parametrize(
    ("facts", "typed", "about"),
    [
        ({"fewest": 1}, {"laws": NONE}, [("too_few", 1)]),
        ({"fewest": 0, "most": 3}, {"laws": NONE}, []),
        ({"fewest": 1}, {"laws": NOT_AVAILABLE}, []),
        ({"fewest": 1}, {}, [("missing", 0)]),
    ],
)
def test_there_are_none_satisfies_only_a_list_that_may_be_empty(facts, typed, about):
    assert about_laws(a_list(**facts), typed, {}) == about


def test_limits_are_said_as_they_are_now():
    form = a_list(fewest=1, most=9, count="${wanted} + 1")
    now = asked(form, answered(form, {"wanted": "3"}), {}, TODAY)

    assert limits(form.find("laws").question, now, TODAY) == Limits(1, 9, 4)


LAW = a_question("law", Kind.ONE, "yes no")


def test_an_answer_is_required_where_the_others_say_so_and_the_author_says_why():
    why = words("Please name the law", "Indique la ley")
    form = a_questionnaire(LAW, a_question("title", required_when="${law} = 'yes'", required_message=why))

    assert found(form, {"law": "yes"}) == [Finding(Place("title"), FindingKind.MISSING, Severity.BLOCKER, why)]
    assert found(form, {"law": "no"}) == [Finding(Place("title"), FindingKind.MISSING, Severity.NOTE)]
    assert found(form, {"law": "yes", "title": NOT_AVAILABLE}) == []


def test_a_field_is_required_by_another_of_its_entry():
    fields = (LAW, a_question("title", required_when="${law} = 'yes'"), a_question("note"))
    form = a_questionnaire(a_question("acts", Kind.LIST, fields=fields))

    blocking = [
        str(one.place)
        for one in found(form, {"acts[aaaa].law": "yes", "acts[bbbb].law": "no"}, {"acts": ["aaaa", "bbbb"]})
        if one.severity is Severity.BLOCKER
    ]

    assert blocking == ["acts[aaaa].title"]
