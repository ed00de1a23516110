import csv
from datetime import date

import pytest

from surveyapp import data
from surveyapp.core.states import MemberState, read_states, taking_part
from surveyapp.core.text import MissingWording
from surveyapp.wording.states import (
    appeal,
    base,
    listed,
    of_state,
    official_name,
    replied,
    sentence_name,
    thanks,
    to_state,
)

STATES = {state.iso3: state for state in read_states(data.text("member_states.csv"))}
ROWS = csv.DictReader(data.text("member_states.csv").splitlines())
REPLIED = [STATES[row["iso3"]] for row in ROWS if row["replied_2012"] == "yes"]
ASKED = taking_part(STATES.values(), date(2012, 6, 18))
SILENT = [state for state in ASKED if state not in REPLIED]


def states(*codes: str) -> list[MemberState]:
    return [STATES[code] for code in codes]


def test_the_thanks_of_2012_name_the_nineteen_as_the_secretariat_listed_them():
    assert thanks(REPLIED[::-1], "en") == (
        "The General Secretariat thanks the following nineteen member states for their replies to the questionnaire"
        ": Antigua and Barbuda, Argentina, Bahamas, Brazil, Colombia, Costa Rica, Dominican Republic,"
        " Ecuador, El Salvador, Guatemala, Jamaica, Mexico, Panama, Paraguay, Peru, Saint Kitts and Nevis,"
        " Saint Vincent and the Grenadines, Trinidad and Tobago, and the United States of America."
    )


def test_the_thanks_of_2012_in_spanish_follow_the_spanish_order():
    assert thanks(REPLIED, "es") == (
        "La Secretaría General agradece sus respuestas al cuestionario a los siguientes diecinueve Estados Miembros:"
        " Antigua y Barbuda, Argentina, Bahamas, Brasil, Colombia, Costa Rica, Ecuador, El Salvador, Estados"
        " Unidos de América, Guatemala, Jamaica, México, Panamá, Paraguay, Perú, República Dominicana, Saint"
        " Kitts y Nevis, San Vicente y las Granadinas, y Trinidad y Tobago."
    )


def test_a_single_state_is_thanked_in_the_singular():
    assert thanks(states("DOM"), "en") == (
        "The General Secretariat thanks the Dominican Republic for its reply to the questionnaire."
    )
    assert thanks(states("PER"), "es") == "La Secretaría General agradece al Perú su respuesta al cuestionario."


@pytest.mark.parametrize("language", ["en", "es"])
def test_where_there_is_nobody_nothing_is_said(language):
    assert thanks([], language) == ""
    assert appeal([], language) == ""


@pytest.mark.parametrize("language", ["en", "es"])
def test_those_that_have_not_replied_are_not_named_unless_the_officer_says_so(language):
    unnamed, named = appeal(SILENT, language), appeal(SILENT, language, by_name=True)

    assert {"en": "fifteen", "es": "quince"}[language] in unnamed
    assert not any(state.name(language).short in unnamed for state in SILENT)
    assert named.endswith(f": {listed(SILENT, language)}.")


def test_the_appeal_to_one_state_is_in_the_singular():
    assert appeal(states("BHS"), "es", by_name=True) == (
        "La Secretaría General solicita respetuosamente a las Bahamas el envío de su respuesta, que aún no se ha"
        " recibido, a la mayor brevedad posible."
    )
    assert appeal(states("BHS"), "en", by_name=True) == (
        "The General Secretariat respectfully asks The Bahamas, which has not yet replied, to send its reply"
        " as soon as possible."
    )


@pytest.mark.parametrize(
    ("code", "language", "of", "to"),
    [
        ("USA", "en", "of the United States of America", "to the United States of America"),
        ("USA", "es", "de los Estados Unidos de América", "a los Estados Unidos de América"),
        ("PER", "es", "del Perú", "al Perú"),
        ("SLV", "es", "de El Salvador", "a El Salvador"),
        ("DOM", "es", "de la República Dominicana", "a la República Dominicana"),
        ("CRI", "es", "de Costa Rica", "a Costa Rica"),
    ],
)
def test_articles_stand_and_contract_as_the_language_wants(code, language, of, to):
    assert of_state(STATES[code], language) == of
    assert to_state(STATES[code], language) == to


def test_official_names_take_their_own_article():
    costa_rica, bolivia = states("CRI", "BOL")

    assert official_name(costa_rica, "es") == "República de Costa Rica"
    assert sentence_name(costa_rica, "es", official=True) == "la República de Costa Rica"
    assert of_state(costa_rica, "en", official=True) == "of the Republic of Costa Rica"
    assert of_state(bolivia, "es", official=True) == "del Estado Plurinacional de Bolivia"


@pytest.mark.parametrize(
    ("count", "asked", "english", "spanish"),
    [
        (
            0,
            34,
            "None of the 34 states asked has replied",
            "Ninguno de los 34 Estados consultados ha respondido",
        ),
        (1, 34, "1 of the 34 states asked has replied", "Ha respondido 1 de los 34 Estados consultados"),
        (19, 34, "19 of the 34 states asked have replied", "Han respondido 19 de los 34 Estados consultados"),
        (34, 34, "All 34 states asked have replied", "Han respondido los 34 Estados consultados"),
        (0, 1, "The one state asked has not yet replied", "El único Estado consultado aún no ha respondido"),
        (1, 1, "The one state asked has replied", "El único Estado consultado ha respondido"),
        (0, 0, "No state has been asked", "No se ha consultado a ningún Estado"),
    ],
)
def test_how_many_have_replied_agrees_in_number(count, asked, english, spanish):
    assert replied(count, asked, "en") == english
    assert replied(count, asked, "es") == spanish


@pytest.mark.parametrize(
    ("count", "asked", "english", "spanish"),
    [
        (19, 34, "19 of 34 States replied", "Respondieron 19 de 34 Estados"),
        (1, 34, "1 of 34 States replied", "Respondió 1 de 34 Estados"),
        (0, 34, "0 of 34 States replied", "Ninguno de los 34 Estados respondió"),
        (1, 1, "1 of 1 State replied", "Respondió 1 de 1 Estado"),
    ],
)
def test_the_base_is_said_in_words(count, asked, english, spanish):
    assert base(count, asked, "en") == english
    assert base(count, asked, "es") == spanish


def test_an_unknown_language_is_refused():
    with pytest.raises(MissingWording):
        replied(19, 34, "fr")
