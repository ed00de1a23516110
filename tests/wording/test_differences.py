import pytest

from surveyapp.core.editions import Change, Reason, differences
from surveyapp.core.editions.comparing import _FACTS, _FACTS_OF_PARTS
from surveyapp.core.editions.map import PARTS
from surveyapp.core.questionnaire import Kind, Question, Totals
from surveyapp.wording import differences as worded
from tests.builders import a_question, a_questionnaire

LANGUAGES = ("en", "es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_may_change_can_be_said(language: str) -> None:
    assert all(worded.change(one, language) for one in Change)
    assert all(worded.reason(one, language) for one in Reason)
    assert all(worded.part(one, language) for one in PARTS)
    assert all(worded.kind(one, language) for one in Kind if one is not Kind.WHOLE)


def test_every_fact_that_is_compared_has_a_name() -> None:
    assert {*_FACTS, *_FACTS_OF_PARTS, "section", "relevant"} <= worded._FACTS.keys()


def test_no_two_changes_are_said_alike() -> None:
    for language in LANGUAGES:
        said = [worded.change(one, language) for one in Change]
        assert len(set(said)) == len(said)


def facts(old: Question, new: Question, language: str = "en") -> list[tuple[str, str, str]]:
    law = a_question("law", Kind.ONE, "yes no", number="1.1")
    compared = differences(a_questionnaire(law, old), a_questionnaire(law, new))
    found = compared.question(new.code)
    assert found
    return [(one.label, one.was.text, one.now.text) for one in worded.facts(found.facts, compared, language)]


def test_a_condition_is_said_in_words_where_it_can_be() -> None:
    old, new = a_question("plan"), a_question("plan", relevant="${law} = 'yes'")

    assert facts(old, new) == [("Condition", "Always asked.", "Asked when 1.1 is “Yes”.")]
    assert facts(old, new, "es")[0][:2] == ("Condición", "Se pregunta siempre.")


def test_a_condition_that_only_its_author_can_read_stays_as_it_is_written() -> None:
    hard = "string-length(substr(${law}, 1)) mod 3 = 1 and (position('a') = 2 or translate(${law}, 'a', 'b') = 'c')"
    compared = differences(
        a_questionnaire(a_question("law"), a_question("plan")),
        a_questionnaire(a_question("law"), a_question("plan", relevant=hard)),
    )
    found = compared.question("plan")
    assert found

    (fact,) = worded.facts(found.facts, compared, "en")

    assert fact.now.is_expression
    assert fact.now.text == hard


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"kind": Kind.LONG_TEXT}, ("Kind of answer", "short text", "long text")),
        ({}, {"core": True}, ("Core", "no", "yes")),
        ({}, {"disclosure": "secretariat"}, ("Disclosure", "public", "for the Secretariat only")),
        ({}, {"highest": "10"}, ("Highest number", "none", "10")),
        ({}, {"entries": 3}, ("Entries asked", "none", "3")),
        (
            {"kind": Kind.GRID},
            {"kind": Kind.GRID, "totals": Totals.BOTH},
            ("Totals", "none", "of the rows and columns"),
        ),
    ],
)
def test_facts_are_said_in_words(before, after, expected) -> None:
    assert facts(a_question("plan", **before), a_question("plan", **after)) == [expected]


@pytest.mark.parametrize(
    ("language", "one_added", "two_added"),
    [("en", "one option added", "options added"), ("es", "se agregó una opción", "se agregaron opciones")],
)
def test_one_option_is_not_said_as_several(language: str, one_added: str, two_added: str) -> None:
    old, new = a_question("law", Kind.ONE, "yes no"), a_question("law", Kind.ONE, "yes no partly")
    several = a_question("law", Kind.ONE, "yes no partly planned")

    def said(question: Question) -> list[str]:
        found = differences(a_questionnaire(old), a_questionnaire(question)).question("law")
        assert found
        return worded.changes(found, language)

    assert (said(new), said(several)) == ([one_added], [two_added])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_changes_of_one_part_are_said_alike(language: str) -> None:
    said = [
        worded._BECAME_OF_ONE[became][language].format(part=one[language])
        for one in worded._ONE_PART.values()
        for became in worded._BECAME_OF_ONE
    ]
    assert len(set(said)) == len(said) == len(PARTS) * 6


def test_a_copy_has_its_codes_from_what_was_copied() -> None:
    assert worded.reason(Reason.SAID, "en", is_copy=True) == "kept from the copy"
    assert worded.reason(Reason.SAID, "es", is_copy=True) == "conservado de la copia"
    assert worded.reason(Reason.CODE, "en", is_copy=True) == "the same code"
