from datetime import date

import pytest

from surveyapp.core.text import said
from surveyapp.wording.paragraphs import as_text, paragraphs, title
from tests.wording.test_states import REPLIED, SILENT, states

ON = date(2012, 8, 27)
TITLE = {"en": "Questionnaire", "es": "Cuestionario"}


def test_the_report_of_2012_comes_out_as_the_secretariat_wrote_it():
    found = paragraphs(REPLIED[::-1], SILENT, ON, "en")

    assert found.level == (
        "Of the thirty-four member states consulted, nineteen had replied to the questionnaire as of 27 August 2012."
    )
    assert found.thanks == (
        "The General Secretariat thanks the following nineteen member states for their replies to the questionnaire:"
        " Antigua and Barbuda, Argentina, Bahamas, Brazil, Colombia, Costa Rica, Dominican Republic, Ecuador,"
        " El Salvador, Guatemala, Jamaica, Mexico, Panama, Paraguay, Peru, Saint Kitts and Nevis, Saint Vincent and"
        " the Grenadines, Trinidad and Tobago, and the United States of America."
    )
    assert found.appeal == (
        "The General Secretariat respectfully asks the fifteen member states that have not yet replied to send their"
        " replies as soon as possible."
    )
    assert found.names[:3] == ("Barbados", "Belize", "Bolivia")


def test_in_spanish_states_stand_in_the_order_of_spanish():
    found = paragraphs(REPLIED, SILENT, ON, "es")

    assert found.level == (
        "De los treinta y cuatro Estados Miembros consultados, diecinueve habían respondido al cuestionario al 27 de"
        " agosto de 2012."
    )
    assert found.missing.startswith("Los siguientes quince Estados Miembros aún no han respondido al cuestionario: Bar")
    assert found.missing.endswith(f"{found.names[-2]} y {found.names[-1]}.")


@pytest.mark.parametrize(
    ("code", "english", "spanish"),
    [
        ("DOM", "The Dominican Republic has not yet", "La República Dominicana aún no ha respondido"),
        ("PER", "Peru has not yet", "El Perú aún no ha respondido"),
        ("USA", "The United States of America has not yet", "Los Estados Unidos de América aún no han respondido"),
        ("BHS", "The Bahamas has not yet", "Las Bahamas aún no han respondido"),
        ("SLV", "El Salvador has not yet", "El Salvador aún no ha respondido"),
    ],
)
def test_a_single_state_is_named_with_its_article_and_its_verb_agrees(code, english, spanish):
    assert paragraphs(REPLIED, states(code), ON, "en").missing.startswith(english)
    assert paragraphs(REPLIED, states(code), ON, "es").missing.startswith(spanish)


@pytest.mark.parametrize(
    ("replied", "missing", "english", "spanish"),
    [
        (0, 0, "No member state has been consulted.", "No se ha consultado a ningún Estado Miembro."),
        (0, 1, "The one member state consulted had not", "El único Estado Miembro consultado no había respondido"),
        (1, 0, "The one member state consulted had replied", "El único Estado Miembro consultado había respondido"),
        (0, 2, "None of the two member states consulted had", "Ninguno de los dos Estados Miembros consultados había"),
        (
            1,
            20,
            "Of the twenty-one member states consulted, one had",
            "De los veintiún Estados Miembros consultados, uno",
        ),
        (3, 0, "All three member states consulted had", "Los tres Estados Miembros consultados habían"),
    ],
)
def test_the_response_level_is_right_for_nobody_one_and_all(replied, missing, english, spanish):
    every = [*REPLIED, *SILENT]
    groups = every[:replied], every[replied : replied + missing]

    assert paragraphs(*groups, ON, "en").level.startswith(english)
    assert paragraphs(*groups, ON, "es").level.startswith(spanish)


@pytest.mark.parametrize("language", ["en", "es"])
def test_where_all_have_replied_nobody_is_asked_and_where_none_has_nobody_is_thanked(language):
    everybody, nobody = paragraphs(REPLIED, [], ON, language), paragraphs([], SILENT, ON, language)

    assert (everybody.appeal, everybody.appeal_by_name, everybody.names) == ("", "", ())
    assert everybody.missing.startswith({"en": "All the member states", "es": "Todos los Estados"}[language])
    assert nobody.thanks == ""


def test_the_last_two_names_are_joined_as_they_sound():
    found = paragraphs([], states("PER", "HTI", "DOM"), ON, "es")

    assert found.missing.endswith(": Haití, Perú y República Dominicana.")


def test_as_text_each_language_has_its_own_headings():
    each = [paragraphs(REPLIED, SILENT, ON, language) for language in ("es", "en")]
    text = as_text(TITLE, each)

    assert text.startswith("Cuestionario\r\n============\r\n\r\nNivel de respuesta\r\n------------------\r\nDe los")
    spanish, _, english = text.partition("\r\nQuestionnaire\r\n")
    assert title("thanks", "es") in spanish
    assert title("thanks", "en") not in spanish
    assert title("names", "en") in english
    assert said(TITLE, "en") not in spanish
