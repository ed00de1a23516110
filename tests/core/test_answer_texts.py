"""Which texts of a reply need a translation, how far one is, and how texts are named on their way."""

import pytest

from surveyapp.core import answer_texts
from surveyapp.core.answer_texts import AnswerText, Stage, Translated, answer_translated, stage_of, texts, to_translate
from surveyapp.core.answers import Answer
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Kind
from tests.builders import a_question, a_questionnaire, an_option, words
from tests.stored import a_state

FORM = a_questionnaire(
    a_question("laws", Kind.LIST, fields=(a_question("title"), a_question("year", Kind.YEAR))),
    a_question("offence", Kind.SEVERAL, (an_option("yes", detail=words("Which?")), an_option("no"))),
    a_question("plan", Kind.LONG_TEXT),
    a_question("site", Kind.LINK),
    a_question("calls", Kind.INTEGER),
)


def said(value, language=""):
    return Answer(mark=Mark.ANSWERED, value=value, language=language)


ANSWERS = {
    "laws[aaaa].title": said({"text": "Ley contra la trata"}, "es"),
    "laws[aaaa].year": said({"year": 2007}),
    "offence": said({"options": ["yes"], "details": {"yes": {"text": "Lei 1", "article": "5"}}}, "pt"),
    "plan": said({"text": "A plan"}),
    "site": said({"url": "https://example.org", "title": "Sitio"}),
    "calls": said({"number": 12}),
    "plan@source": said({"text": "Ministerio"}, "es"),
    "plan@note": said({"text": "Entre nosotros"}, "es"),
    "plan@link1": said({"url": "https://example.org"}),
}
ENTRIES = {"laws": ("aaaa",)}


def found(answers=ANSWERS):
    return texts(FORM, answers, ENTRIES, "en")


def test_texts_details_entries_and_sources_are_texts_and_nothing_else():
    assert found() == [
        AnswerText("laws[aaaa].title", "", "Ley contra la trata", "es"),
        AnswerText("offence", "yes", "Lei 1", "pt"),
        AnswerText("plan", "", "A plan", "en"),
        AnswerText("plan@source", "", "Ministerio", "es"),
    ]


@pytest.mark.parametrize(
    ("language", "places"),
    [
        ("en", ["laws[aaaa].title", "offence", "plan@source"]),
        ("es", ["offence", "plan"]),
    ],
)
def test_only_what_is_in_another_language_is_to_be_translated(language, places):
    assert [one.place for one in to_translate(found(), language)] == places


def test_of_what_is_withheld_there_is_no_text():
    withheld = {address: Answer(mark=Mark.WITHHELD) for address in ANSWERS}

    assert found(withheld) == []


@pytest.mark.parametrize(
    ("text", "is_text"),
    [
        ("12.500", False),
        ("15/10/2012", False),
        ("–", False),
        ("https://example.org/ley www.example.org a@example.org", False),
        ("15 de octubre", True),
        ("véase https://example.org", True),
        ("法律", True),
    ],
)
def test_figures_and_addresses_read_the_same_in_every_language(text, is_text):
    assert answer_texts.is_in_a_language(text) == is_text


@pytest.mark.parametrize(("state", "language"), [("CRI", "es"), ("JAM", "en"), ("BRA", "en"), ("SUR", "en")])
def test_the_language_of_a_form_is_the_first_of_the_state_s_own_that_the_questionnaire_has(state, language):
    assert FORM.languages == ("en", "es")
    assert answer_texts.form_language(a_state(state), FORM) == language


def test_a_translation_stands_in_place_of_its_text_alone():
    translated = answer_texts.with_translations(ANSWERS, {("offence", "yes"): "Act 1", ("gone", ""): "x"})

    assert translated["offence"].value == {"options": ["yes"], "details": {"yes": {"text": "Act 1", "article": "5"}}}
    assert translated["plan"] is ANSWERS["plan"]
    assert ANSWERS["offence"].value["details"]["yes"]["text"] == "Lei 1"


@pytest.mark.parametrize(
    ("source", "status", "stage"),
    [
        (None, "", Stage.TO_TRANSLATE),
        ("Ley", "draft", Stage.DRAFT),
        ("Ley", "confirmed", Stage.CONFIRMED),
        ("Ley 1", "confirmed", Stage.STALE),
    ],
)
def test_a_translation_is_as_far_as_is_said_of_it_while_its_text_stands(source, status, stage):
    assert stage_of("Ley", source, status) is stage


def test_an_answer_is_as_far_as_the_least_of_its_texts():
    question = FORM.find("laws").question
    answers = ANSWERS | {"laws[bbbb].title": said({"text": "Otra ley"}, "es")}
    entries = {"laws": ("aaaa", "bbbb")}
    known = {("laws[aaaa].title", ""): Translated("Act against trafficking", "Ley contra la trata", "confirmed")}

    translated, stage = answer_translated(question, answers, entries, known, ("en", "en"))

    assert translated["laws[aaaa].title"].value == {"text": "Act against trafficking"}
    assert translated["laws[bbbb].title"].value == {"text": "Otra ley"}
    assert stage is Stage.TO_TRANSLATE
    assert answer_translated(question, answers, entries, {}, ("en", "en")) is None


@pytest.mark.parametrize("where", [("laws[7f3k].title", ""), ("offence", "yes"), ("q@source", ""), ("rows/a", "b")])
def test_a_text_is_found_by_its_name_again(where):
    assert answer_texts.parsed(answer_texts.key("CRI", where)) == ("CRI", where)


def test_what_is_no_name_of_a_text_is_none():
    assert answer_texts.parsed("CRI") is None
    assert answer_texts.parsed("cri:plan") is None
