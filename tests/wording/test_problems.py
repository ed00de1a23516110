import re

import pytest

from surveyapp.core.checking import Finding, FindingKind, Severity
from surveyapp.core.kinds import Problem, Refusal
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind
from surveyapp.wording.problems import finding, found, problem, refusal
from tests.builders import ARGENTINA, MEXICO, UNITED_STATES, a_question, a_questionnaire, an_option, words

QUESTION = a_question("q", Kind.SEVERAL, [an_option("none", wording=words("None", "Ninguno"), exclusive=True)])


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("code", list(Problem))
def test_every_problem_is_worded_and_says_what_to_do(code: Problem, language: str):
    message = problem(code, QUESTION, MEXICO, language)

    assert message.endswith(".")
    assert not re.search(r"[{}]", message)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("code", list(Refusal))
def test_every_refusal_says_that_nothing_was_saved(code: Refusal, language: str):
    assert {"en": "was not saved", "es": "no se guardó"}[language] in refusal(code, language)


def test_examples_are_in_the_habits_of_the_state():
    assert "1.234,5" in problem(Problem.NOT_A_NUMBER, QUESTION, ARGENTINA, "es")
    assert "1,234.5" in problem(Problem.NOT_A_NUMBER, QUESTION, MEXICO, "es")
    assert "10/15/2012" in problem(Problem.NOT_A_DATE, QUESTION, UNITED_STATES, "en")


@pytest.mark.parametrize("kind", list(FindingKind))
def test_every_finding_is_worded_in_both_languages(kind: FindingKind):
    assert finding(kind, QUESTION, "en") != finding(kind, QUESTION, "es")


def test_what_is_out_of_range_is_told_the_range_in_numbers_of_the_reader():
    question = a_question("q", Kind.DECIMAL, lowest="1", highest="1200", step="0.5")

    assert "From 1 to 1\u202f200, in steps of 0.5." in finding(FindingKind.OUT_OF_RANGE, question, "en")
    assert "De 1 a 1\u202f200, de 0,5 en 0,5." in finding(FindingKind.OUT_OF_RANGE, question, "es")


@pytest.mark.parametrize(
    ("kind", "english", "spanish"),
    [
        (FindingKind.TOO_FEW, "At least 2 entries.", "Al menos 2 elementos."),
        (FindingKind.TOO_MANY, "At most 2 entries.", "2 elementos como máximo."),
        (FindingKind.OTHER_COUNT, "Exactly 2 entries are asked.", "Se piden exactamente 2 elementos."),
    ],
)
def test_how_many_entries_are_asked_is_said(kind, english, spanish):
    assert finding(kind, QUESTION, "en", number=2).startswith(english)
    assert finding(kind, QUESTION, "es", number=2).startswith(spanish)


def test_a_finding_is_worded_for_the_field_where_it_is():
    form = a_questionnaire(a_question("laws", Kind.LIST, fields=(a_question("level", Kind.INTEGER, highest="3"),)))
    one = Finding(Place("laws", entry="aaaa", field="level"), FindingKind.OUT_OF_RANGE, Severity.WARNING)

    assert "Up to 3." in found(form, one, "en")


def test_the_message_of_the_author_comes_first():
    assert finding(FindingKind.CONSTRAINT, QUESTION, "en", words("Write 0 or more.")) == "Write 0 or more."
