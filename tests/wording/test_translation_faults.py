"""Every fault of a translation file, and everything that keeps one unit back, is said in words with its cure."""

import pytest

from surveyapp.core.translation import FAULTS, Change, ChangeKind
from surveyapp.documents.translation_files import Code
from surveyapp.wording.translation_faults import obstacle, worded

DETAILS = {
    "limit": 10,
    "message": "Start tag expected",
    "encoding": "utf-7",
    "found": "Sheet1",
    "column": "standing",
    "expected": "es",
    "path": "law.wording",
    "value": "#N/A",
    "count": 3,
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("code", Code)
def test_every_fault_has_words_and_a_cure(code: Code, language: str) -> None:
    words = worded(code, DETAILS, language)

    assert words.fault.endswith(".")
    assert words.cure.endswith(".")
    assert "{" not in words.fault + words.cure


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", sorted(FAULTS))
def test_whatever_keeps_a_unit_back_is_said(kind: ChangeKind, language: str) -> None:
    change = Change("law.wording", "", "Ley", kind, lacking=("period",), longest=12)

    assert obstacle(change, language).endswith(".")


def test_what_applies_needs_no_words() -> None:
    assert obstacle(Change("law.wording", "", "Ley", ChangeKind.NEW), "en") == ""


def test_placeholders_are_named() -> None:
    lacking = Change("a.wording", "", "x", ChangeKind.PLACEHOLDERS_DIFFER, lacking=("last_year", "period"))
    foreign = Change("a.wording", "", "x", ChangeKind.PLACEHOLDERS_DIFFER, foreign=("ano",))

    assert "{last_year} y {period}" in obstacle(lacking, "es")
    assert "{ano}" in obstacle(foreign, "en")


def test_the_language_expected_is_called_by_its_name() -> None:
    words = worded(Code.WRONG_TARGET_LANGUAGE, {"found": "pt", "expected": "es"}, "es")

    assert words.fault == "El archivo traduce a «pt», no a español."
