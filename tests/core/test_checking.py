from datetime import date

import pytest

from surveyapp.core.checking import Finding, FindingKind, Severity, findings
from surveyapp.core.conditions import asked
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind
from tests.builders import (
    NONE,
    NOT_AVAILABLE,
    a_column,
    a_note,
    a_question,
    a_questionnaire,
    a_row,
    a_section,
    an_option,
    answered,
    words,
)

TODAY = date(2012, 10, 15)


def found(form, typed=None, entries=None):
    answers, entries = answered(form, typed or {}), entries or {}
    return findings(form, answers, entries, asked(form, answers, entries, TODAY), TODAY)


def in_short(form, typed=None, entries=None):
    return [(str(one.place), one.kind.value, one.severity.value) for one in found(form, typed, entries)]


def test_what_is_answered_readable_and_coherent_gives_no_finding():
    form = a_questionnaire(a_note("why"), a_question("law", core=True), a_question("cases", Kind.INTEGER))
    assert in_short(form, {"law": "Ley 26.364", "cases": NOT_AVAILABLE}) == []


@pytest.mark.parametrize(
    ("facts", "kind", "severity"),
    [
        ({}, "missing", "note"),
        ({"core": True}, "missing_core", "warning"),
        ({"required": True}, "missing", "blocker"),
        ({"core": True, "required": True}, "missing_core", "blocker"),
    ],
)
def test_only_what_is_required_stops_a_submission(facts, kind, severity):
    assert in_short(a_questionnaire(a_question("law", **facts))) == [("law", kind, severity)]


def test_what_is_not_asked_is_not_missing():
    form = a_questionnaire(a_question("law", Kind.ONE, "yes no"), a_question("title", relevant="${law} = 'yes'"))
    assert in_short(form, {"law": "no"}) == []


def test_a_compound_is_missing_once_and_its_rows_each_when_some_are_answered():
    form = a_questionnaire(a_question("services", Kind.ROWS, "state nobody", rows="shelter legal health", core=True))
    assert in_short(form) == [("services", "missing_core", "warning")]
    assert in_short(form, {"services/legal": "state"}) == [
        ("services/shelter", "missing_core", "warning"),
        ("services/health", "missing_core", "warning"),
    ]


def test_what_cannot_be_read_is_pointed_out_and_not_missing():
    form = a_questionnaire(a_question("cases", Kind.INTEGER, core=True, required=True))
    assert in_short(form, {"cases": "a dozen"}) == [("cases", "not_readable", "warning")]


def test_a_broken_constraint_speaks_in_the_words_of_the_author():
    message = words("At most three.", "Tres como máximo.")
    question = a_question(
        "areas", Kind.SEVERAL, "a b c d", constraint="count-selected(.) <= 3", constraint_message=message
    )
    form = a_questionnaire(question)
    assert found(form, {"areas": "a b c d"}) == [
        Finding(Place("areas"), FindingKind.CONSTRAINT, Severity.WARNING, message)
    ]
    assert found(form, {"areas": "a b c"}) == []
    assert found(form, {"areas": NOT_AVAILABLE}) == []


def test_a_constraint_on_a_column_speaks_of_each_cell_and_its_row():
    columns = (a_column("women", constraint=". <= ${victims_all}"), a_column("victims_all"))
    form = a_questionnaire(a_question("victims", Kind.GRID, rows="y1 y2", columns=columns))
    typed = {
        "victims/y1/women": "3",
        "victims/y1/victims_all": "2",
        "victims/y2/women": "0",
        "victims/y2/victims_all": "9",
    }
    assert in_short(form, typed) == [("victims/y1/women", "constraint", "warning")]


LAW = an_option("yes", detail=words("Cite the law"), cites="laws")
ASKING = a_question("offence", Kind.ONE, [LAW, an_option("no")])
ASKING_SEVERAL = a_question("forms", Kind.SEVERAL, [an_option("other", detail=words("Which?")), an_option("work")])


@pytest.mark.parametrize(
    ("question", "typed", "lacks"),
    [
        (ASKING, {"option": "yes"}, True),
        (ASKING, {"option": "yes", "detail.yes": "Act 1 of 2007"}, False),
        (ASKING, {"option": "yes", "entry.yes": "aaaa"}, False),
        (ASKING, {"option": "no"}, False),
        (ASKING_SEVERAL, {"options": "work other"}, True),
        (ASKING_SEVERAL, {"options": "work other", "detail.other": "begging"}, False),
        (ASKING_SEVERAL, {"options": "work"}, False),
    ],
)
def test_an_option_that_asks_for_a_text_wants_one(question, typed, lacks):
    expected = [(question.code, "no_detail", "warning")] if lacks else []
    assert in_short(a_questionnaire(question), {question.code: typed}) == expected


def test_a_date_to_come_is_noted():
    form = a_questionnaire(a_question("since", Kind.DATE))
    assert in_short(form, {"since": "16/10/2012"}) == [("since", "future_date", "note")]
    assert in_short(form, {"since": "15/10/2012"}) == []


def a_grid(rows="y1 y2", columns="women men total", **facts):
    return a_questionnaire(a_question("victims", Kind.GRID, rows=rows, columns=columns, **facts))


def test_a_total_that_the_state_wrote_is_compared_with_its_figures():
    row = {"victims/y1/women": "3", "victims/y1/men": "0"}
    assert in_short(a_grid(), row | {"victims/y1/total": "4"}) == [("victims/y1/total", "total", "warning")]
    assert in_short(a_grid(), row | {"victims/y1/total": "3"}) == []
    assert in_short(a_grid(), {"victims/y1/women": "3", "victims/y1/total": "4"}) == []
    assert in_short(a_grid(), {"victims/y1/total": "4"}) == []
    assert in_short(a_grid(), row) == []


def test_a_row_of_totals_is_compared_with_its_column():
    form = a_grid(rows="y1 y2 total", columns="women")
    typed = {"victims/y1/women": "3", "victims/y2/women": "4", "victims/total/women": "8"}
    assert in_short(form, typed) == [("victims/total/women", "total", "warning")]
    assert in_short(form, typed | {"victims/total/women": "7"}) == []


LIST = a_question("laws", Kind.LIST, fields=(a_note("why"), a_question("title", required=True), a_question("since")))


def test_an_entry_in_which_nothing_stands_is_noted():
    form = a_questionnaire(LIST)
    assert in_short(form, {"laws[bbbb].title": "Act"}, {"laws": ["aaaa", "bbbb"]}) == [
        ("laws[aaaa].title", "empty_entry", "note")
    ]


def test_a_required_field_is_wanted_of_an_entry_in_which_something_stands():
    assert in_short(a_questionnaire(LIST), {"laws[aaaa].since": "2012"}, {"laws": ["aaaa"]}) == [
        ("laws[aaaa].title", "missing", "blocker")
    ]


def test_a_list_said_to_be_empty_that_has_an_entry_is_pointed_out():
    form = a_questionnaire(LIST)
    assert in_short(form, {"laws": NONE}, {"laws": []}) == []
    assert in_short(form, {"laws": NONE, "laws[aaaa].title": "Act"}, {"laws": ["aaaa"]}) == [
        ("laws", "contradiction", "warning")
    ]


def test_a_required_companion_is_wanted_once_the_grid_is_answered():
    form = a_grid(companions=(a_question("source", required=True), a_question("note")))
    assert in_short(form) == [("victims", "missing", "note")]
    assert in_short(form, {"victims/y1/women": "0"}) == [("victims.source", "missing", "blocker")]


def test_rows_and_cells_that_are_hidden_are_not_looked_at():
    rows = (a_row("y1"), a_row("y2", relevant="false()"))
    form = a_questionnaire(a_question("services", Kind.ROWS, "state nobody", rows=rows))
    assert in_short(form, {"services/y1": "state"}) == []


def test_findings_stand_in_the_order_of_the_questionnaire():
    form = a_questionnaire(
        a_section("one", a_question("law"), a_question("cases", Kind.INTEGER)),
        a_section("two", a_question("plan", core=True), ASKING),
    )
    typed = {"offence": "yes", "cases": "a dozen"}
    assert [str(one.place) for one in found(form, typed)] == ["law", "cases", "plan", "offence"]
