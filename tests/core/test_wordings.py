from surveyapp.core import wordings
from surveyapp.core.questionnaire import Kind
from tests.builders import a_group, a_question, a_questionnaire, a_section, an_option, words


def test_every_wording_has_a_path_of_codes() -> None:
    form = a_questionnaire(a_section("laws", a_question("law", Kind.ONE, (an_option("yes", detail=words("Cite")),))))

    texts = dict(wordings.wordings(form))

    assert texts["title"]["en"] == "Best practices"
    assert texts["sections.laws.parts.law.options.yes.detail"]["en"] == "Cite"


def test_a_complete_questionnaire_lacks_nothing() -> None:
    assert wordings.missing(a_questionnaire(a_question("law"), a_group("inner", a_question("other"), wording={}))) == []


def test_a_text_said_in_one_language_only_is_missing_in_the_other() -> None:
    form = a_questionnaire(a_question("law", hint={"en": "Hint", "es": ""}))

    assert wordings.missing(form) == [("sections.first.parts.law.hint", "es")]


def test_a_question_without_any_wording_lacks_it_in_every_language() -> None:
    form = a_questionnaire(a_question("law", wording={}))

    assert wordings.missing(form) == [
        ("sections.first.parts.law.wording", "en"),
        ("sections.first.parts.law.wording", "es"),
    ]
