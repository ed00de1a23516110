import pytest

from surveyapp.core.questionnaire import Kind
from surveyapp.core.text import Text
from surveyapp.wording.conditions import (
    answer_only_if,
    asked_when,
    must_hold,
    options_depend_on,
    required_when,
    worked_out,
)
from tests.builders import a_column, a_question, a_questionnaire, a_row, an_option


def words(english: str, spanish: str, portuguese: str = "", french: str = "") -> Text:
    return {"en": english, "es": spanish, "pt": portuguese or spanish, "fr": french or english}


YES_NO = (
    an_option("yes", wording=words("Yes", "Sí", "Sim", "Oui")),
    an_option("partly", wording=words("In part", "En parte", "Em parte", "En partie")),
    an_option("no", wording=words("No", "No", "Não", "Non")),
)
FIELDS = (
    a_question("kind", Kind.ONE, YES_NO, wording=words("Kind", "Clase")),
    a_question("title", wording=words("Title", "Título")),
)
FORM = a_questionnaire(
    a_question("law", Kind.ONE, YES_NO, number="1.2"),
    a_question("grounds", Kind.SEVERAL, YES_NO, number="2.1"),
    a_question("body", wording=words("Name of the **body**", "Nombre del órgano", "Nome do órgão", "Nom de l’organe")),
    a_question("number", Kind.INTEGER, number="3.1"),
    a_question("other", Kind.INTEGER, number="3.2"),
    a_question("on", Kind.DATE, number="4.1"),
    a_question("sum", Kind.CALCULATED, wording={}, calculation="${number} + ${other}"),
    a_question("named", Kind.CALCULATED, wording=words("Total", "Total"), calculation="${number} + ${other}"),
    a_question("flag", Kind.CALCULATED, wording={}, calculation="if(${law} = 'yes', 1, 0)"),
    a_question("circle", Kind.CALCULATED, wording={}, calculation="${circle} + 1"),
    a_question("services", Kind.ROWS, YES_NO, rows=(a_row("shelter", wording=words("Shelter", "Albergue")),)),
    a_question(
        "numbered", Kind.ROWS, YES_NO, number="6.2", rows=(a_row("advice", wording=words("Advice", "Asesoría")),)
    ),
    a_question("laws", Kind.LIST, number="7", fields=FIELDS),
    a_question("victims", Kind.GRID, rows="y1", columns=(a_column("women", wording=words("Women", "Mujeres")),)),
    languages=("en", "es", "pt", "fr"),
)
GROUNDS = FORM.find("grounds").question
NUMBER = FORM.find("number").question

CONDITIONS = [
    ("${law} = 'yes'", "1.2 is “Yes”", "la respuesta a 1.2 es «Sí»"),
    ("(${law} = 'yes')", "1.2 is “Yes”", "la respuesta a 1.2 es «Sí»"),
    ("'yes' = ${law}", "1.2 is “Yes”", "la respuesta a 1.2 es «Sí»"),
    ('${law} != "no"', "1.2 is not “No”", "la respuesta a 1.2 no es «No»"),
    ("${law} = 'yes' or ${law} = 'partly'", "1.2 is “Yes” or “In part”", "la respuesta a 1.2 es «Sí» o «En parte»"),
    (
        "not(${law} = 'yes' or ${law} = 'partly')",
        "1.2 is neither “Yes” nor “In part”",
        "la respuesta a 1.2 no es ni «Sí» ni «En parte»",
    ),
    ("${law} = 'gone'", "1.2 is “gone”", "la respuesta a 1.2 es «gone»"),
    ("selected(${grounds}, 'yes')", "2.1 includes “Yes”", "la respuesta a 2.1 incluye «Sí»"),
    ("selected(${law}, 'yes')", "1.2 is “Yes”", "la respuesta a 1.2 es «Sí»"),
    ("not(selected(${grounds}, 'yes'))", "2.1 does not include “Yes”", "la respuesta a 2.1 no incluye «Sí»"),
    (
        "selected(${grounds}, 'yes') and selected(${grounds}, 'no')",
        "2.1 includes “Yes” and “No”",
        "la respuesta a 2.1 incluye «Sí» y «No»",
    ),
    (
        "not(selected(${grounds}, 'yes')) and not(selected(${grounds}, 'no'))",
        "2.1 includes neither “Yes” nor “No”",
        "la respuesta a 2.1 no incluye ni «Sí» ni «No»",
    ),
    ("count-selected(${grounds}) >= 2", "at least 2 options are chosen in 2.1", "en 2.1 se eligen al menos 2 opciones"),
    ("count-selected(${grounds}) > 1", "more than 1 option is chosen in 2.1", "en 2.1 se elige más de 1 opción"),
    (
        "not(count-selected(${grounds}) < 3)",
        "at least 3 options are chosen in 2.1",
        "en 2.1 se eligen al menos 3 opciones",
    ),
    ("count-selected(${grounds}) > 0", "2.1 is answered", "la pregunta 2.1 está contestada"),
    ("${body} != ''", "“Name of the body” is answered", "la pregunta «Nombre del órgano» está contestada"),
    ("${law} = ''", "1.2 is not answered", "la pregunta 1.2 no está contestada"),
    ("${law}", "1.2 is answered", "la pregunta 1.2 está contestada"),
    ("not(string-length(${law}) > 0)", "1.2 is not answered", "la pregunta 1.2 no está contestada"),
    ("${shelter} = 'yes'", "“Shelter” is “Yes”", "la respuesta a «Albergue» es «Sí»"),
    ("${advice} = 'yes'", "6.2 (“Advice”) is “Yes”", "la respuesta a 6.2 («Asesoría») es «Sí»"),
    ("${number} > 5", "3.1 is greater than 5", "la respuesta a 3.1 es mayor que 5"),
    ("5 < ${number}", "3.1 is greater than 5", "la respuesta a 3.1 es mayor que 5"),
    ("not(${number} > 12000)", "3.1 is not greater than 12\u202f000", "la respuesta a 3.1 no es mayor que 12\u202f000"),
    ("${number} < -0.5", "3.1 is less than −0.5", "la respuesta a 3.1 es menor que −0,5"),
    ("${number} = 2012", "3.1 is 2012", "la respuesta a 3.1 es 2012"),
    ("number(${number}) <= 2012", "3.1 is at most 2012", "la respuesta a 3.1 es menor o igual que 2012"),
    ("${number} >= 1 and ${number} <= 9", "3.1 is from 1 to 9", "la respuesta a 3.1 está entre 1 y 9"),
    ("${number} >= ${other}", "3.1 is at least 3.2", "la respuesta a 3.1 es mayor o igual que la respuesta a 3.2"),
    ("${number} = ${other}", "3.1 is the same as 3.2", "la respuesta a 3.1 es igual a la respuesta a 3.2"),
    (
        "${number} + ${other} > 10",
        "the sum of 3.1 and 3.2 is greater than 10",
        "la suma de la respuesta a 3.1 y de la respuesta a 3.2 es mayor que 10",
    ),
    (
        "${sum} > 10",
        "the sum of 3.1 and 3.2 is greater than 10",
        "la suma de la respuesta a 3.1 y de la respuesta a 3.2 es mayor que 10",
    ),
    ("${named} > 10", "“Total” is greater than 10", "el valor de «Total» es mayor que 10"),
    ("${named} != ''", "“Total” has a value", "«Total» tiene un valor"),
    ("${flag} = 1", "1.2 is “Yes”", "la respuesta a 1.2 es «Sí»"),
    ("${flag} != 1", "1.2 is not “Yes”", "la respuesta a 1.2 no es «Sí»"),
    (
        "${on} > '2012-10-15'",
        "4.1 is after 15 October 2012",
        "la respuesta a 4.1 es posterior al 15 de octubre de 2012",
    ),
    (
        "${on} >= date('2012-10-15')",
        "4.1 is on or after 15 October 2012",
        "la respuesta a 4.1 es igual o posterior al 15 de octubre de 2012",
    ),
    ("${on} < today()", "4.1 is before today", "la respuesta a 4.1 es anterior a la fecha de hoy"),
    (
        "${number} <= format-date(today(), '%Y')",
        "3.1 is at most the current year",
        "la respuesta a 3.1 es menor o igual que el año en curso",
    ),
    (
        "contains(${body}, 'x')",
        "“Name of the body” contains the text “x”",
        "la respuesta a «Nombre del órgano» contiene el texto «x»",
    ),
    ("coalesce(${number}, 0) > 2", "3.1 is greater than 2", "la respuesta a 3.1 es mayor que 2"),
    (
        "${law} = 'yes' and ${body} != ''",
        "1.2 is “Yes” and “Name of the body” is answered",
        "la respuesta a 1.2 es «Sí» y la pregunta «Nombre del órgano» está contestada",
    ),
    (
        "${law} = 'yes' or ${law} = 'no' and ${body} != ''",
        "1.2 is “Yes”; or 1.2 is “No” and “Name of the body” is answered",
        (
            "la respuesta a 1.2 es «Sí»; o bien la respuesta a 1.2 es «No» y la pregunta «Nombre del órgano» "
            "está contestada"
        ),
    ),
    (
        "${law} = 'yes' and (${number} = 1 or ${body} != '' and ${other} = 2)",
        "all of these hold: (a) 1.2 is “Yes”; (b) 3.1 is 1; or “Name of the body” is answered and 3.2 is 2",
        (
            "se cumple todo lo siguiente: (a) la respuesta a 1.2 es «Sí»; (b) la respuesta a 3.1 es 1; "
            "o bien la pregunta «Nombre del órgano» está contestada y la respuesta a 3.2 es 2"
        ),
    ),
    ("${law} = 'yes' and true()", "1.2 is “Yes”", "la respuesta a 1.2 es «Sí»"),
]


@pytest.mark.parametrize(("expression", "english", "spanish"), CONDITIONS)
def test_a_condition_is_said_in_words(expression: str, english: str, spanish: str) -> None:
    assert asked_when(expression, FORM, "en") == f"Asked when {english}."
    assert asked_when(expression, FORM, "es") == f"Se pregunta cuando {spanish}."


@pytest.mark.parametrize("expression", [row[0] for row in CONDITIONS])
@pytest.mark.parametrize("language", ["pt", "fr"])
def test_what_is_said_in_english_is_said_in_portuguese_and_french(expression: str, language: str) -> None:
    assert answer_only_if(expression, FORM, language)


@pytest.mark.parametrize(
    ("expression", "portuguese", "french"),
    [
        (
            "${law} = 'yes' or ${law} = 'partly'",
            "Responda somente neste caso: a resposta à pergunta 1.2 é “Sim” ou “Em parte”.",
            "Répondez uniquement si la réponse à la question 1.2 est «\u00a0Oui\u00a0» ou «\u00a0En partie\u00a0».",
        ),
        (
            "${on} <= '2012-10-01' and ${number} >= ${other}",
            (
                "Responda somente neste caso: a resposta à pergunta 4.1 é igual ou anterior a 1º de outubro de 2012 e "
                "a resposta à pergunta 3.1 é maior ou igual à resposta à pergunta 3.2."
            ),
            (
                "Répondez uniquement si la réponse à la question 4.1 est égale ou antérieure au 1er octobre 2012 et "
                "la réponse à la question 3.1 est supérieure ou égale à la réponse à la question 3.2."
            ),
        ),
    ],
)
def test_a_condition_is_said_on_the_form_in_each_of_its_languages(
    expression: str, portuguese: str, french: str
) -> None:
    assert answer_only_if(expression, FORM, "pt") == portuguese
    assert answer_only_if(expression, FORM, "fr") == french


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "((",
        "${unknown} = 'yes'",
        "${law} = 'yes' and ${unknown} = 1",
        "concat(${law}, 'x') = 'yesx'",
        "${circle} > 1",
        " or ".join(f"contains(${{body}}, '{number}')" for number in range(150)),
    ],
)
def test_a_condition_that_words_would_blur_is_left_to_its_author(expression: str) -> None:
    assert asked_when(expression, FORM, "en") == ""


def test_what_holds_always_or_never_is_said_so() -> None:
    assert asked_when("true()", FORM, "en") == "Always asked."
    assert asked_when("${law} = 'yes' and false()", FORM, "es") == "No se pregunta nunca."
    assert answer_only_if("true()", FORM, "en") == ""


def test_the_parts_of_a_list_are_called_by_their_names() -> None:
    laws, victims = FORM.find("laws").question, FORM.find("victims").question

    assert asked_when("${kind} = 'yes'", FORM, "en", laws) == "Asked when “Kind” is “Yes”."
    assert must_hold(". <= ${women}", FORM, "en", victims, victims) == (
        "The following must hold: the answer is at most “Women”."
    )


@pytest.mark.parametrize(
    ("expression", "english", "spanish"),
    [
        (". >= 0 and . <= 100", "the answer is from 0 to 100", "la respuesta está entre 0 y 100"),
        ("count-selected(.) <= 3", "at most 3 options are chosen", "se eligen como máximo 3 opciones"),
        ("not(selected(., 'no'))", "the answer does not include “No”", "la respuesta no incluye «No»"),
        (
            "string-length(.) <= 100",
            "the answer has at most 100 characters",
            "la respuesta tiene como máximo 100 caracteres",
        ),
        (
            "regex(., '[0-9]{4}')",
            "the answer follows the pattern “[0-9]{4}”",
            "la respuesta sigue el patrón «[0-9]{4}»",
        ),
    ],
)
def test_a_constraint_is_said_in_words(expression: str, english: str, spanish: str) -> None:
    assert must_hold(expression, FORM, "en", GROUNDS) == f"The following must hold: {english}."
    assert must_hold(expression, FORM, "es", GROUNDS) == f"Debe cumplirse lo siguiente: {spanish}."


def test_when_an_answer_is_required_is_said_in_words() -> None:
    assert required_when("${law} = 'yes'", FORM, "en") == "An answer is required when 1.2 is “Yes”."


def test_a_choice_filter_says_on_what_the_options_depend() -> None:
    filtered = "region = ${body} or area = ${law}"

    assert (
        options_depend_on(filtered, FORM, "en") == "Which of these options apply depends on 1.2 and “Name of the body”."
    )
    assert options_depend_on(filtered, FORM, "es") == (
        "Las opciones aplicables dependen de la respuesta a 1.2 y de la respuesta a «Nombre del órgano»."
    )
    assert options_depend_on("region = 'south'", FORM, "en") == ""


def test_a_calculation_says_what_it_works_out() -> None:
    assert worked_out("${number} - ${other}", FORM, "en") == "Worked out: the difference between 3.1 and 3.2."
    assert worked_out("if(${law} = 'yes', 1, 2)", FORM, "en") == ""
