import string

import pytest

from surveyapp.documents.earlier_answers import Code
from surveyapp.wording import earlier_answers
from surveyapp.wording.earlier_answers import declared, in_language, worded

DETAILS = {
    "name": "state / estado",
    "names": "answers / respuestas",
    "value": "x",
    "receipt": "CR-2012-01",
    "near": "calls",
    "parts": "laws.title",
    "question": "calls",
    "list": "laws",
    "leading": "offence",
    "known": "yes, no",
    "problem": "not_a_year",
    "limit": 20_000,
    "other_row": 3,
    "count": 7,
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("code", list(Code))
def test_every_fault_has_its_words_and_its_cure(code: Code, language: str) -> None:
    words = worded(code, DETAILS, language)

    assert words.fault.endswith(".")
    assert words.cure.endswith((".", "?"))
    assert "{" not in words.fault + words.cure


@pytest.mark.parametrize("code", list(Code))
def test_the_words_name_the_same_details_in_both_languages(code: Code) -> None:
    for text in earlier_answers._FAULTS.get(code, ()):
        named = [{name for _, name, _, _ in string.Formatter().parse(text[one]) if name} for one in ("en", "es")]
        assert named[0] == named[1]


def test_a_fault_of_the_file_itself_is_said_as_elsewhere() -> None:
    assert "macro" in worded("macros", {}, "en").fault


def test_a_submission_says_in_the_language_of_the_state_how_it_came() -> None:
    assert declared("Olga Núñez", "2012.xlsx", "es") == {
        "name": "Olga Núñez",
        "institution": "Secretaría",
        "gaps": "Respuestas de una ronda anterior, incorporadas por la Secretaría del libro «2012.xlsx».",
    }


def test_what_the_product_declared_of_a_workbook_is_said_in_the_language_of_who_reads_it() -> None:
    spanish = declared("Ana Mora", "ronda «2012».xlsx", "es")

    assert in_language(spanish, "en") == declared("Ana Mora", "ronda «2012».xlsx", "en")
    assert in_language(spanish, "es") == spanish


def test_what_a_state_declared_itself_is_never_put_into_other_words() -> None:
    own = {"name": "Name A", "institution": "Secretaría", "gaps": "Faltan las cifras de 2012."}

    assert in_language(own, "en") is own
    assert in_language({"name": "Name A"}, "en") == {"name": "Name A"}
