from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.core import wordings
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.core.text import NOTHING
from tests.builders import a_group, a_note, a_question, a_questionnaire, a_section, an_option, words
from tests.core.test_definition import questionnaires
from tests.stored import laws_and_figures

CHOICE = a_question("law", Kind.ONE, (an_option("yes", detail=words("Cite")), an_option("no")), list_name="yes_no")
AGAIN = replace(CHOICE, code="plan")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("title", "Best practices"),
        ("law.wording", "Section law"),
        ("offence.wording", "Question offence"),
        ("offence.options.yes.detail", "Cite the law"),
        ("laws.fields.title.wording", "Question title"),
        ("victims.rows.y1.wording", "Y1"),
        ("victims.columns.women.wording", "Women"),
        ("victims.companions.source.wording", "Question source"),
    ],
)
def test_every_wording_has_a_path_of_codes(path: str, says: str) -> None:
    assert dict(wordings.wordings(laws_and_figures()))[path]["en"] == says


def test_a_wording_knows_what_it_belongs_to() -> None:
    found = {one.path: one for one in wordings.every(a_questionnaire(a_section("laws", a_group("inner", CHOICE))))}

    detail = found["law.options.yes.detail"]

    assert [thing.code for thing in detail.of] == ["law", "yes"]
    assert detail.section is not None
    assert detail.section.code == "laws"


def test_a_complete_questionnaire_lacks_nothing() -> None:
    assert wordings.missing(a_questionnaire(a_question("law"), a_group("inner", a_question("other"), wording={}))) == []


def test_what_is_worked_out_need_not_be_worded() -> None:
    assert wordings.missing(a_questionnaire(a_question("sum", Kind.CALCULATED, wording={}))) == []


def test_a_text_said_in_one_language_only_is_missing_in_the_other() -> None:
    form = a_questionnaire(a_question("law", hint={"en": "Hint", "es": ""}))

    assert wordings.missing(form) == [("law.hint", "es")]


def test_a_question_without_any_wording_lacks_it_in_every_language() -> None:
    assert wordings.missing(a_questionnaire(a_question("law", wording={}))) == [
        ("law.wording", "en"),
        ("law.wording", "es"),
    ]


def test_other_words_are_laid_over_language_by_language() -> None:
    form = a_questionnaire(a_question("law", wording=words("Law", "Ley")), a_question("body"))

    corrected = wordings.apply(form, {"law.wording": {"es": "¿Ley?"}, "nothing.wording": {"es": "Nada"}})

    law, body = corrected.questions()
    assert law.wording == {"en": "Law", "es": "¿Ley?"}
    assert body is form.sections[0].parts[1]


def test_a_text_of_which_nothing_remains_is_nothing() -> None:
    form = a_questionnaire(a_question("law", hint=words("Hint", "Ayuda")))

    (law,) = wordings.apply(form, {"law.hint": {"en": "", "es": ""}}).questions()

    assert law.hint is NOTHING


def has_unique_codes(form: Questionnaire) -> bool:
    paths = [path for path, _ in wordings.wordings(form)]
    return len(paths) == len(set(paths))


@settings(max_examples=60, deadline=None)
@given(questionnaires.filter(has_unique_codes))
def test_applying_the_wordings_a_questionnaire_has_changes_nothing(form: Questionnaire) -> None:
    assert wordings.apply(form, dict(wordings.wordings(form))) is form


@settings(max_examples=60, deadline=None)
@given(questionnaires.filter(has_unique_codes), st.data())
def test_what_was_applied_is_what_is_said_then(form: Questionnaire, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path, _ in wordings.wordings(form)]))

    said = dict(wordings.wordings(wordings.apply(form, {path: {"fr": "Mots"}})))

    assert said.pop(path)["fr"] == "Mots"
    assert said == {other: text for other, text in wordings.wordings(form) if other != path}


def test_an_option_of_a_list_is_alike_in_every_question_that_uses_the_list() -> None:
    form = a_questionnaire(
        CHOICE, a_question("laws", Kind.LIST, fields=(AGAIN,)), replace(CHOICE, code="c", list_name="")
    )

    paths = wordings.alike(form, "laws.fields.plan.options.yes.detail")

    assert paths == ("law.options.yes.detail", "laws.fields.plan.options.yes.detail")


def test_what_is_of_no_list_is_alike_itself_alone() -> None:
    form = a_questionnaire(CHOICE, AGAIN)

    assert wordings.alike(form, "law.wording") == ("law.wording",)
    assert wordings.alike(form, "nothing.wording") == ()


def test_completeness_counts_what_needs_to_be_said_and_options_of_a_list_once() -> None:
    form = a_questionnaire(CHOICE, AGAIN, a_note(wording={"en": "Note"}))

    # the title, the section, two questions, two options and a detail of theirs, the note
    assert wordings.completeness(form) == {"en": (8, 8), "es": (7, 8)}


def test_a_further_language_begins_with_nothing_said_and_touches_no_other() -> None:
    form = wordings.with_languages(a_questionnaire(a_question("law")), ["pt", "en", "pt"])

    assert form.languages == ("en", "es", "pt")
    assert wordings.completeness(form)["pt"] == (0, 3)
    assert wordings.complete_languages(form) == ("en", "es")
