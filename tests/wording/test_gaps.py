"""A draft is readable in a language in which some of it is not yet said, and nobody takes that for said."""

from dataclasses import replace

import pytest

from surveyapp.core import wordings
from surveyapp.core.questionnaire import Kind
from surveyapp.wording.gaps import with_gaps_marked
from tests.builders import a_question, a_questionnaire, a_section, words

FORM = a_questionnaire(
    a_section("first", replace(a_question("law", Kind.LONG_TEXT), wording={"en": "Law"}, hint=words("Cite", "Cite"))),
)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "[no wording in Spanish yet] Law"), ("es", "[aún sin texto en español] Law")],
)
def test_a_missing_wording_says_so_and_what_another_language_says(language: str, expected: str) -> None:
    shown = with_gaps_marked(FORM, language)

    assert shown.find("law").question.wording == {"en": "Law", "es": expected}
    assert not wordings.missing(shown)


def test_a_questionnaire_without_gaps_stays_the_same() -> None:
    whole = a_questionnaire(a_section("first", a_question("law", Kind.LONG_TEXT)))

    assert with_gaps_marked(whole, "en") is whole
