import pytest

from surveyapp.core.questionnaire import Kind
from surveyapp.wording.conditions import asked_when
from tests.builders import a_question, a_questionnaire, a_row, an_option, words

YES_NO = (an_option("yes", wording=words("Yes", "Sí")), an_option("no", wording=words("No", "No")))
FORM = a_questionnaire(
    a_question("law", Kind.ONE, YES_NO, number="1.2"),
    a_question("grounds", Kind.SEVERAL, YES_NO, number="2.1"),
    a_question("body", wording=words("Name of the body", "Nombre del órgano")),
    a_question("services", Kind.ROWS, YES_NO, rows=(a_row("shelter", wording=words("Shelter", "Albergue")),)),
)


@pytest.mark.parametrize(
    ("expression", "english", "spanish"),
    [
        ("${law} = 'yes'", "Asked when 1.2 is “Yes”.", "Se pregunta cuando la respuesta a 1.2 es «Sí»."),
        ('${law} != "no"', "Asked when 1.2 is not “No”.", "Se pregunta cuando la respuesta a 1.2 no es «No»."),
        (
            "selected(${grounds}, 'yes')",
            "Asked when 2.1 includes “Yes”.",
            "Se pregunta cuando la respuesta a 2.1 incluye «Sí».",
        ),
        (
            "${body} != ''",
            "Asked when “Name of the body” is answered.",
            "Se pregunta cuando la pregunta «Nombre del órgano» está contestada.",
        ),
        ("${law} = ''", "Asked when 1.2 is not answered.", "Se pregunta cuando la pregunta 1.2 no está contestada."),
        (
            "${shelter} = 'yes'",
            "Asked when “Shelter” is “Yes”.",
            "Se pregunta cuando la respuesta a «Albergue» es «Sí».",
        ),
        (
            "${law} = 'yes' or ${shelter} = 'no'",
            "Asked when 1.2 is “Yes” or “Shelter” is “No”.",
            "Se pregunta cuando la respuesta a 1.2 es «Sí» o la respuesta a «Albergue» es «No».",
        ),
        (
            "${law} = 'yes' and ${body} != ''",
            "Asked when 1.2 is “Yes” and “Name of the body” is answered.",
            "Se pregunta cuando la respuesta a 1.2 es «Sí» y la pregunta «Nombre del órgano» está contestada.",
        ),
    ],
)
def test_a_condition_is_said_in_words(expression: str, english: str, spanish: str) -> None:
    assert asked_when(expression, FORM, "en") == english
    assert asked_when(expression, FORM, "es") == spanish


@pytest.mark.parametrize(
    "expression",
    [
        "${law} = 'yes' or ${law} = 'no' and ${body} != ''",
        "(${law} = 'yes')",
        "${unknown} = 'yes'",
        "count-selected(${grounds}) > 1",
        "",
    ],
)
def test_a_condition_that_words_would_blur_is_left_to_its_author(expression: str) -> None:
    assert asked_when(expression, FORM, "en") == ""
