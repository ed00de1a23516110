from datetime import UTC, datetime, timedelta

import pytest

from surveyapp.core.contents import Contents
from surveyapp.wording import receipts
from tests.stored import a_state

SPANISH = (
    "68 de 83 preguntas contestadas, 3 de ellas con «información no disponible»; 9 sin contestar; 4 archivos adjuntos"
)
UNTIL = datetime(2012, 8, 31, 21, 0, tzinfo=UTC)


def counted(**facts: int) -> Contents:
    none = dict.fromkeys(("not_available", "in_part", "not_readable", "left_blank", "files"), 0)
    return Contents(**{"asked": 83, "answered": 68} | none | facts)


@pytest.mark.parametrize(
    ("facts", "english", "spanish"),
    [
        ({}, "68 of 83 questions answered", "68 de 83 preguntas contestadas"),
        (
            {"not_available": 3, "left_blank": 9, "files": 4},
            "68 of 83 questions answered, 3 of them with “information not available”; 9 left blank; 4 files attached",
            SPANISH,
        ),
        (
            {"not_readable": 1, "files": 1},
            "68 of 83 questions answered; 1 not wholly readable, kept as typed; 1 file attached",
            (
                "68 de 83 preguntas contestadas; 1 no del todo interpretable, conservada tal como se escribió; "
                "1 archivo adjunto"
            ),
        ),
        (
            {"in_part": 1, "left_blank": 14},
            "68 of 83 questions answered; 1 answered in part; 14 left blank",
            "68 de 83 preguntas contestadas; 1 contestada en parte; 14 sin contestar",
        ),
        (
            {"in_part": 2, "not_readable": 2},
            "68 of 83 questions answered; 2 answered in part; 2 not wholly readable, kept as typed",
            (
                "68 de 83 preguntas contestadas; 2 contestadas en parte; 2 no del todo interpretables, "
                "conservadas tal como se escribieron"
            ),
        ),
    ],
)
def test_a_receipt_counts_what_was_submitted(facts, english, spanish):
    assert receipts.contents(counted(**facts), "en") == english
    assert receipts.contents(counted(**facts), "es") == spanish


@pytest.mark.parametrize(("minutes", "said"), [(0, "dentro del plazo"), (1, "recibida fuera de plazo")])
def test_a_receipt_says_whether_the_deadline_was_met(minutes, said):
    deadline = receipts.deadline(UNTIL, UNTIL + timedelta(minutes=minutes), a_state("CRI"), "es")

    assert deadline == f"31 de agosto de 2012, a las 15:00: {said}"


def test_a_fingerprint_is_read_in_groups_of_four():
    assert receipts.fingerprint("3fa961c7") == "3fa9 61c7"


def test_only_what_was_declared_is_said():
    assert receipts.declared_by({"name": "Name A", "institution": "Ministry"}) == "Name A, Ministry"
