import json

import pytest

from surveyapp.wording.tracking import contact_words, of_states, relative_day, section_signs, sections

CODES = ("law", "help", "figures", "annex")


def test_a_section_has_one_sign_in_the_order_of_the_questionnaire():
    progress = {"help": [1, 2], "annex": [0, 0], "law": [3, 3], "gone": [1, 1]}

    assert section_signs(CODES, progress) == "●◐○·"
    assert section_signs(CODES, {}) == "○○○○"


def test_the_signs_are_said_in_words_too():
    progress = json.dumps({"help": [1, 2], "annex": [0, 0], "law": [3, 3], "figures": [2, 9]})

    assert sections(progress, CODES, ("1", "2", "3", "A"), "en") == ("●◐◐·", "1 of 3 sections whole; begun: 2, 3")
    assert sections(progress, CODES, ("1", "2", "3", "A"), "es")[1] == "secciones completas: 1 de 3; comenzadas: 2, 3"
    assert sections("{}", CODES, ("1", "2", "3", "A"), "en")[1] == "0 of 4 sections whole"


@pytest.mark.parametrize(
    ("day", "english", "spanish"),
    [
        (-12, "12 days before the deadline", "12 días antes del vencimiento del plazo"),
        (-1, "1 day before the deadline", "1 día antes del vencimiento del plazo"),
        (0, "on the day of the deadline", "el día del vencimiento del plazo"),
        (1, "1 day after the deadline", "1 día después del vencimiento del plazo"),
    ],
)
def test_a_day_is_told_by_its_distance_from_the_deadline(day, english, spanish):
    assert relative_day(day, "en") == english
    assert relative_day(day, "es") == spanish


def test_a_number_stands_with_its_base():
    assert of_states(19, 34, "es") == "19 de 34 Estados"
    assert of_states(1, 1, "en") == "1 of 1 state"


def test_letters_and_entries_of_the_log_are_called_by_their_kinds():
    assert contact_words("invitation", True, "es") == "Invitación"
    assert contact_words("call", False, "en") == "Telephone call"
