from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.core.editions import Reason, compatible, proposed_map, same_map
from surveyapp.core.places import parse
from surveyapp.core.questionnaire import Kind
from tests.builders import a_question, a_questionnaire, a_row, a_section, an_option, words
from tests.core.test_definition import questionnaires
from tests.stored import laws_and_figures


def question_of(old, new, code: str) -> tuple[str, Reason] | None:
    way = proposed_map(a_questionnaire(*old), a_questionnaire(*new)).ways.get(code)
    return (way.old, way.reason) if way else None


def test_what_the_author_says_comes_first() -> None:
    old = (a_question("law"), a_question("act"))

    assert question_of(old, (a_question("law", previous="act"),), "law") == ("act", Reason.SAID)


def test_two_questions_may_be_said_to_come_from_one() -> None:
    old = a_questionnaire(a_question("law"))
    new = a_questionnaire(a_question("act", previous="law"), a_question("decree", previous="law"))

    found = proposed_map(old, new)

    assert (found.question("act"), found.question("decree")) == ("law", "law")
    assert found.back().question("law") == "act"


def test_a_previous_code_that_never_was_is_not_believed() -> None:
    assert question_of((a_question("law"),), (a_question("law", previous="lex"),), "law") == ("law", Reason.CODE)


def test_the_same_code_is_the_same_question_whatever_it_says_now() -> None:
    old = (a_question("law", wording=words("Is there a law?", "¿Hay una ley?")),)
    new = (a_question("law", wording=words("Which legislation is in force?", "¿Qué legislación está en vigor?")),)

    assert question_of(old, new, "law") == ("law", Reason.CODE)


def test_the_same_wording_is_the_same_question_under_another_code() -> None:
    old = (a_question("q1", wording=words("Is trafficking an offence of its own?")),)
    new = (a_question("offence", wording=words("Is trafficking an offence of its own")),)

    assert question_of(old, new, "offence") == ("q1", Reason.WORDING)


def test_a_wording_changed_a_little_is_the_same_question() -> None:
    old = (a_question("q1", wording=words("Does your State offer shelter to the victims of trafficking in persons?")),)
    new = (
        a_question("help", wording=words("Does your State offer shelters to the victims of trafficking in persons")),
    )

    assert question_of(old, new, "help") == ("q1", Reason.WORDING)


def test_a_wording_in_one_common_language_is_enough() -> None:
    old = (a_question("q1", wording={"en": "What is done at borders?", "es": "¿Qué se hace?"}),)
    new = (a_question("borders", wording={"en": "What is done at borders?", "es": "Controles en las fronteras"}),)

    assert question_of(old, new, "borders") == ("q1", Reason.WORDING)


def test_questions_renumbered_by_code_are_found_by_their_wordings() -> None:
    asked = [words(f"What has been done about matter {name} in the period?") for name in ("one", "two", "three")]
    old = a_questionnaire(*(a_question(f"q{at}", wording=wording) for at, wording in enumerate(asked, 1)))
    inserted = (asked[0], words("Something that nobody asked before, about money"), *asked[1:])
    new = a_questionnaire(*(a_question(f"q{at}", wording=wording) for at, wording in enumerate(inserted, 1)))

    found = proposed_map(old, new)

    assert [found.question(f"q{at}") for at in range(1, 5)] == ["q1", "", "q2", "q3"]


def test_a_question_that_is_still_there_is_not_taken_for_another_that_says_please_explain() -> None:
    explain = words("Please explain")
    old = a_questionnaire(a_section("a", a_question("a_explain", wording=explain)))
    new = a_questionnaire(
        a_section("a", a_question("a_explain", wording=words("Say in more detail what has been done"))),
        a_section("b", a_question("b_explain", wording=explain)),
    )

    found = proposed_map(old, new)

    assert (found.question("a_explain"), found.question("b_explain")) == ("a_explain", "")


def test_of_questions_worded_the_same_each_leads_to_the_one_of_its_section() -> None:
    sources = words("Sources of the figures that were given")
    old = a_questionnaire(*(a_section(code, a_question(f"{code}1", wording=sources)) for code in ("a", "b")))
    new = a_questionnaire(*(a_section(code, a_question(f"{code}2", wording=sources)) for code in ("b", "a")))

    found = proposed_map(old, new)

    assert (found.question("a2"), found.question("b2")) == ("a1", "b1")


def test_a_new_question_leads_nowhere() -> None:
    old, new = a_questionnaire(a_question("law")), a_questionnaire(a_question("law"), a_question("body"))

    found = proposed_map(old, new)

    assert found.question("body") == ""
    assert found.place(parse("body")) is None


def test_an_old_question_to_which_nothing_leads_is_named() -> None:
    old = a_questionnaire(a_question("law"), a_question("body", wording=words("Which body coordinates?")))

    assert proposed_map(old, a_questionnaire(a_question("law"))).left_behind() == ["body"]


def test_a_question_of_another_kind_is_known_but_its_answer_is_not_taken_over() -> None:
    old, new = a_questionnaire(a_question("law", Kind.ONE, "yes no")), a_questionnaire(a_question("law", Kind.DATE))

    found = proposed_map(old, new)

    assert found.question("law") == "law"
    assert found.place(parse("law")) is None
    assert found.new_place(parse("law")) is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (Kind.SHORT_TEXT, Kind.LONG_TEXT, True),
        (Kind.LONG_TEXT, Kind.SHORT_TEXT, False),
        (Kind.INTEGER, Kind.DECIMAL, True),
        (Kind.DECIMAL, Kind.INTEGER, False),
        (Kind.YEAR, Kind.INTEGER, True),
        (Kind.INTEGER, Kind.YEAR, False),
        (Kind.ONE, Kind.SEVERAL, True),
        (Kind.SEVERAL, Kind.ONE, False),
        (Kind.INTEGER, Kind.SHORT_TEXT, False),
        (Kind.GRID, Kind.GRID, True),
        (Kind.ROWS, Kind.ONE, False),
    ],
)
def test_an_answer_is_taken_over_by_the_same_kind_or_a_wider_one(old: Kind, new: Kind, expected: bool) -> None:
    assert compatible(a_question(kind=old), a_question(kind=new)) is expected


# Options


def options_of(old: str, new: str) -> list[str]:
    """Where each new option leads to; options as "1 Yes, 2 No"."""

    def made(text: str):
        parts = (one.split(" ", 1) for one in text.split(", "))
        return [an_option(code, wording=words(wording)) for code, wording in parts]

    before, after = (a_questionnaire(a_question("law", Kind.ONE, made(text))) for text in (old, new))
    found = proposed_map(before, after)
    return [found.option("law", one.code) for one in after.find("law").question.options]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("1 Yes, 2 No", "1 Yes, 2 In part, 3 No", ["1", "", "2"]),
        ("1 Yes, 2 In part, 3 No", "1 Yes, 2 No", ["1", "3"]),
        ("1 Yes, 2 No", "1 No, 2 Yes", ["2", "1"]),
        ("yes Yes, partly In part", "yes Yes, partly In some cases", ["yes", "partly"]),
        ("yes Yes, no No", "y Yes, n No", ["yes", "no"]),
        ("yes Yes", "yes Yes, no No", ["yes", ""]),
    ],
)
def test_an_option_is_known_by_code_and_wording_together(old: str, new: str, expected: list[str]) -> None:
    assert options_of(old, new) == expected


def test_what_the_author_says_of_an_option_comes_first() -> None:
    old = a_questionnaire(a_question("law", Kind.ONE, "yes no"))
    new = a_questionnaire(a_question("law", Kind.ONE, [an_option("yes", previous="no"), an_option("no")]))

    found = proposed_map(old, new)

    assert (found.option("law", "yes"), found.option("law", "no")) == ("no", "")


def test_the_options_of_a_field_lead_to_those_of_the_old_field() -> None:
    def laws(*options):
        return a_questionnaire(a_question("laws", Kind.LIST, fields=(a_question("kind", Kind.ONE, options),)))

    old = laws(an_option("act", wording=words("Act of parliament")))
    new = laws(an_option("statute", wording=words("Act of parliament")))

    assert proposed_map(old, new).option("laws", "statute", "kind") == "act"


# Places


@pytest.mark.parametrize(
    "address",
    [
        "offence",
        "laws",
        "laws[7f3k].title",
        "treaties/palermo",
        "services/shelter",
        "victims/y1/women",
        "victims.source",
    ],
)
def test_every_kind_of_place_leads_to_itself_where_nothing_changed(address: str) -> None:
    found = proposed_map(laws_and_figures(), laws_and_figures())

    assert found.place(parse(address)) == parse(address)
    assert found.new_place(parse(address)) == parse(address)


def test_a_place_leads_through_question_row_and_column() -> None:
    def figures(question: str, rows: str, columns: str):
        return a_questionnaire(a_question(question, Kind.GRID, rows=rows, columns=columns, wording=words("Victims")))

    old, new = figures("victims", "y1 y2", "women men"), figures("figures", "y1 y2", "women men girls")

    found = proposed_map(old, new)

    assert found.place(parse("figures/y2/men")) == parse("victims/y2/men")
    assert found.place(parse("figures/y2/girls")) is None
    assert found.new_place(parse("victims/y2/men")) == parse("figures/y2/men")


def test_a_row_that_was_removed_leads_nowhere() -> None:
    old = a_questionnaire(a_question("services", Kind.ROWS, "yes no", rows="shelter legal"))
    new = a_questionnaire(a_question("services", Kind.ROWS, "yes no", rows=(a_row("shelter"),)))

    assert proposed_map(old, new).new_place(parse("services/legal")) is None


# Corrected


BEFORE = a_questionnaire(
    a_question("law", Kind.ONE, "yes no", wording=words("Is there a law?")),
    a_question("plan", Kind.ONE, "draft adopted", wording=words("Does a plan exist, and in which form?")),
)
AFTER = a_questionnaire(
    a_question("law", Kind.ONE, "yes no", wording=words("Is there a law?")),
    a_question("policy", Kind.ONE, "draft adopted other", wording=words("Which policies are in force?")),
)


def test_a_correction_leads_elsewhere_and_its_options_are_sought_there() -> None:
    found = proposed_map(BEFORE, AFTER).corrected({"questions": {"policy": "plan"}})

    assert found.ways["policy"].reason is Reason.CORRECTED
    assert [found.option("policy", code) for code in ("draft", "adopted", "other")] == ["draft", "adopted", ""]


def test_a_correction_takes_an_old_question_from_the_one_it_was_merely_proposed_for() -> None:
    found = proposed_map(BEFORE, AFTER).corrected({"questions": {"policy": "law"}})

    assert (found.question("policy"), found.question("law")) == ("law", "")


def test_a_correction_may_say_that_there_was_nothing_before() -> None:
    found = proposed_map(BEFORE, AFTER).corrected({"questions": {"law": ""}})

    assert found.question("law") == ""


def test_an_option_may_be_corrected_alone() -> None:
    found = proposed_map(BEFORE, AFTER).corrected({"options": {"law": {"yes": "no"}}})

    assert (found.option("law", "yes"), found.option("law", "no")) == ("no", "")


def test_a_correction_that_names_what_there_is_not_changes_nothing() -> None:
    wrong = {"questions": {"law": "lex", "lex": "law"}, "options": {"law": {"perhaps": "yes", "no": "never"}}}

    assert proposed_map(BEFORE, AFTER).corrected(wrong) == proposed_map(BEFORE, AFTER)


def test_no_corrections_are_the_same_map() -> None:
    found = proposed_map(BEFORE, AFTER)

    assert found.corrected({}) is found
    assert found.corrected(None) is found


# Composed


def test_two_steps_are_one_map() -> None:
    first = a_questionnaire(a_question("a", Kind.ONE, [an_option("1", wording=words("Yes"))]))
    second = a_questionnaire(a_question("b", Kind.ONE, [an_option("yes", wording=words("Yes"))], previous="a"))
    third = a_questionnaire(a_question("b", Kind.ONE, [an_option("yes", wording=words("Yes"))]), a_question("new"))

    found = proposed_map(second, third).then(proposed_map(first, second))

    assert (found.question("b"), found.option("b", "yes"), found.question("new")) == ("a", "1", "")
    assert found.ways["b"].reason is Reason.CODE
    assert found.place(parse("b")) == parse("a")


def test_where_one_step_cannot_take_answers_over_the_whole_way_cannot() -> None:
    kinds = [Kind.SHORT_TEXT, Kind.DATE, Kind.DATE]
    first, second, third = (a_questionnaire(a_question("a", kind)) for kind in kinds)

    found = proposed_map(second, third).then(proposed_map(first, second))

    assert found.question("a") == "a"
    assert found.place(parse("a")) is None


def codes_are_their_own(questionnaire) -> bool:
    """Codes are unique, as reading a workbook sees to it."""

    def own(things) -> bool:
        return len({one.code for one in things}) == len(things)

    asked = [placed.question for placed in questionnaire.placed()]
    every = [inner for one in asked for inner in (one, *one.fields, *one.companions)]
    parts = [getattr(one, part) for one in every for part in ("options", "rows", "columns", "fields", "companions")]
    return own(questionnaire.sections) and all(map(own, parts))


sound = questionnaires.filter(codes_are_their_own)


@settings(max_examples=30, deadline=None)
@given(sound)
def test_every_questionnaire_leads_to_itself(questionnaire) -> None:
    found = proposed_map(questionnaire, questionnaire)

    assert {code: way.old for code, way in found.ways.items()} == {code: code for code in found.ways}
    assert found == same_map(questionnaire)
    assert found.left_behind() == []


@settings(max_examples=30, deadline=None)
@given(sound, sound)
def test_composing_with_the_map_to_itself_changes_nothing(old, new) -> None:
    found = proposed_map(old, new)

    assert leads(same_map(new).then(found)) == leads(found) == leads(found.then(same_map(old)))


@settings(max_examples=30, deadline=None)
@given(st.lists(sound, min_size=4, max_size=4))
def test_it_does_not_matter_which_steps_are_composed_first(every) -> None:
    one, two, three = (proposed_map(old, new) for old, new in pairwise(every))

    assert leads(three.then(two).then(one)) == leads(three.then(two.then(one)))


@settings(max_examples=30, deadline=None)
@given(sound, sound)
def test_no_old_question_is_proposed_twice(old, new) -> None:
    proposed = [way.old for way in proposed_map(old, new).ways.values()]

    assert len(set(proposed)) == len(proposed)


def leads(found) -> dict[str, object]:
    return {code: (way.old, way.takes_over, sorted(way.options)) for code, way in found.ways.items()}
