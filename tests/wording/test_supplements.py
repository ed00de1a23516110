import pytest

from surveyapp.core.questionnaire import Kind
from surveyapp.wording import supplements
from surveyapp.wording.answers import answer_words
from tests.builders import a_question, a_questionnaire, an_option, answered, words

LAW = a_question("law", Kind.ONE, (an_option("yes", detail=words("Cite", "Cite")), an_option("no")))
PLAN = a_question("plan", Kind.LONG_TEXT)
FILE = "0123abcd 12 " + "a" * 64 + " application/pdf ley.pdf"
LINK = "The law (https://example.org/law)"
FORM = a_questionnaire(LAW, PLAN, a_question("paper", Kind.FILE))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Source: Gazette", f"Link: {LINK}", "Files: ley.pdf; a file follows by mail"]),
        ("es", ["Fuente: Gazette", f"Enlace: {LINK}", "Archivos: ley.pdf; se enviará un archivo por correo"]),
    ],
)
def test_what_stands_beside_an_answer_is_said_in_order(language, said):
    typed = {
        "law@files": {"files": FILE, "by_mail": "1"},
        "law@link1": {"url": "example.org/law", "title": "The law"},
        "law@source": "Gazette",
    }

    lines = supplements.lines(LAW, answered(FORM, typed), language)

    assert [f"{one.name}: {one.words}" for one in lines] == said
    assert lines[2].files == (("0123abcd", "ley.pdf"),)
    assert not any(one.is_for_secretariat for one in lines)


def test_a_note_says_for_whom_it_is():
    [line] = supplements.lines(LAW, answered(FORM, {"law@note": "A word"}), "es")

    assert (line.name, line.is_for_secretariat) == ("Nota para la Secretaría (nunca se publica)", True)


def test_a_link_that_cannot_be_followed_is_shown_as_typed():
    [line] = supplements.lines(LAW, answered(FORM, {"law@link2": {"url": "see attached"}}), "en")

    assert (line.words, line.url) == ("“see attached” (not readable)", "")


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ({"plan": "A plan"}, "en"),
        ({"law": {"option": "yes", "detail.yes": "Act 1"}}, "en"),
        ({"law": "yes"}, ""),
        ({"law@source": "Gazette"}, ""),
        ({}, ""),
    ],
)
def test_an_answer_has_a_language_where_it_has_a_text(typed, language):
    question = PLAN if "plan" in typed else LAW

    assert supplements.language_of(question, answered(FORM, typed), {}) == language


def test_another_language_than_the_readers_is_said():
    answers = answered(FORM, {"plan": "A plan"})

    assert supplements.other_languages(PLAN, answers, {}, "es") == "Texto redactado en inglés"
    assert supplements.other_languages(PLAN, answers, {}, "en") == ""


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_has_no_words_is_in_no_other_language(language):
    assert supplements.other_languages(PLAN, answered(FORM, {"plan": "215"}), {}, language) == ""


def test_what_is_there_is_summed_up():
    assert supplements.summary(["source", "link1", "link4", "note"], "en") == "source, 2 links, note"
    assert supplements.summary(["link2", "files"], "es") == "1 enlace, archivos"


def test_a_file_that_follows_by_mail_is_said_in_words():
    paper = a_question("paper", Kind.FILE)

    assert answer_words(FORM, paper, answered(FORM, {"paper": {"by_mail": "1"}}), {}, "es") == (
        "Se enviará un archivo por correo"
    )
