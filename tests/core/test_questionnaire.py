import pytest

from surveyapp.core.questionnaire import Disclosure, Kind, narrowest
from surveyapp.core.text import MissingWording, languages_missing, said
from tests.builders import a_group, a_note, a_question, a_questionnaire, a_section, words

FORM = a_questionnaire(
    a_section(
        "laws",
        a_note("why"),
        a_question("law"),
        a_group("inner", a_group("innermost", a_question("title", relevant="c")), relevant="b"),
        relevant="a",
    ),
    a_section("figures", a_question("cases", Kind.INTEGER)),
)


def test_questions_stand_in_the_order_of_the_questionnaire_and_notes_are_none():
    assert [placed.question.code for placed in FORM.placed()] == ["why", "law", "title", "cases"]
    assert [question.code for question in FORM.questions()] == ["law", "title", "cases"]
    assert [question.code for question in FORM.questions(FORM.section("figures"))] == ["cases"]


def test_a_question_is_found_with_all_that_stands_above_it():
    placed = FORM.find("title")
    assert placed.section.code == "laws"
    assert [group.code for group in placed.groups] == ["inner", "innermost"]
    assert placed.conditions == ("a", "b", "c")
    assert FORM.find("unknown") is None
    assert FORM.section("unknown") is None


def test_an_option_is_told_by_its_code():
    question = a_question("law", Kind.ONE, "yes no")
    assert question.option("no").code == "no"
    assert question.option("No") is None


def test_the_narrowest_disclosure_is_that_with_the_fewest_readers():
    public, member_states, secretariat = Disclosure
    assert narrowest(public, secretariat, member_states) is secretariat
    assert narrowest(public, member_states) is member_states
    assert narrowest() is public


def test_a_wording_is_said_in_the_language_asked_for_and_never_silently_in_another():
    text = words("Law", "Ley")
    assert said(text, "es") == "Ley"
    assert said({}, "es") == ""
    with pytest.raises(MissingWording, match="'pt'"):
        said(text, "pt")


def test_languages_without_a_wording_are_named_unless_there_is_nothing_to_say():
    assert languages_missing({"en": "Law", "es": ""}, ["en", "es", "pt"]) == ["es", "pt"]
    assert languages_missing({}, ["en", "es"]) == []
    assert languages_missing({"en": ""}, ["en", "es"]) == []
