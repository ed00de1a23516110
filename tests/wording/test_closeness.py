from datetime import date, timedelta

import pytest

from surveyapp.wording.closeness import closeness

DEADLINE = date(2026, 9, 30)
CLOSING = date(2026, 10, 30)
SAID = {
    -15: "15 days until the deadline, 30 September 2026. After it, a reply is accepted until 30 October 2026 and "
    "marked as late.",
    -1: "The deadline is tomorrow, 30 September 2026. After it, a reply is accepted until 30 October 2026 and marked "
    "as late.",
    0: "The deadline is today, 30 September 2026. After it, a reply is accepted until 30 October 2026 and marked as "
    "late.",
    1: "The deadline passed yesterday, on 30 September 2026. A reply is still accepted for 29 more days "
    "(30 October 2026) and marked as late.",
    29: "The deadline passed 29 days ago, on 30 September 2026. A reply is still accepted until tomorrow "
    "(30 October 2026) and marked as late.",
    30: "The deadline passed 30 days ago, on 30 September 2026. A reply is still accepted only today "
    "(30 October 2026) and marked as late.",
    31: "The round closed on 30 October 2026.",
}
DICHO = {
    -2: "Faltan 2 días para que venza el plazo, el 30 de septiembre de 2026. Después se acepta hasta el 30 de octubre "
    "de 2026, con la indicación de que se recibió fuera de plazo.",
    2: "El plazo venció hace 2 días, el 30 de septiembre de 2026. La respuesta aún se acepta durante 28 días más "
    "(30 de octubre de 2026), con la indicación de que se recibió fuera de plazo.",
    31: "La ronda se cerró el 30 de octubre de 2026.",
}


@pytest.mark.parametrize(("days", "language", "words"), [(d, "en", w) for d, w in SAID.items()])
def test_how_far_away_the_deadline_and_the_closing_are(days, language, words):
    assert closeness(DEADLINE, CLOSING, DEADLINE + timedelta(days=days), language) == words


@pytest.mark.parametrize(("days", "words"), DICHO.items())
def test_the_same_in_spanish(days, words):
    assert closeness(DEADLINE, CLOSING, DEADLINE + timedelta(days=days), "es") == words


def test_where_the_round_closes_with_the_deadline_one_sentence_is_enough():
    assert closeness(DEADLINE, DEADLINE, DEADLINE, "en") == "The deadline is today, 30 September 2026."
