import string

import pytest

from surveyapp.documents.xlsform.faults import Code
from surveyapp.wording import faults
from surveyapp.wording.faults import worded


def placeholders(wording: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name}


@pytest.mark.parametrize("code", Code)
def test_every_fault_is_worded_with_its_cure_in_both_languages(code: Code) -> None:
    for text in faults._FAULTS[code]:
        assert text.keys() == {"en", "es"}
        assert placeholders(text["en"]) == placeholders(text["es"])


def test_nothing_is_worded_that_cannot_be_wrong() -> None:
    assert faults._FAULTS.keys() == set(Code)


def test_what_may_have_been_meant_is_said_first() -> None:
    cure = worded("unknown_type", {"type": "texd", "near": "text"}, "es").cure

    assert cure.startswith("¿Quiso decir «text»? Use uno de estos:")


def test_where_nothing_is_near_nothing_is_asked() -> None:
    assert worded("unknown_type", {"type": "texd", "near": ""}, "en").cure.startswith("Use one of these")


def test_languages_are_named_in_the_language_of_the_author() -> None:
    assert worded("missing_wording", {"language": "es"}, "en").fault == "The wording in Spanish is missing."
    assert worded("missing_wording", {"language": "es"}, "es").fault == "Falta el texto en español."


def test_what_an_author_wrote_is_repeated_as_it_is() -> None:
    assert worded("unknown_type", {"type": "{0} {x}", "near": ""}, "en").fault == "The type “{0} {x}” is not known."


def test_braces_are_shown_as_an_author_writes_them() -> None:
    assert "${question}" in worded("unreadable_expression", {"problem": "syntax"}, "en").cure
    assert worded("compares_several", {"name": "law", "option": "yes"}, "es").cure == "Escriba selected(${law}, 'yes')."
    assert (
        worded("unknown_placeholder", {"name": "year", "near": ""}, "en").fault
        == "The placeholder {year} is not known."
    )
