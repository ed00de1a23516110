import re

import pytest

from surveyapp.core.checking import FindingKind
from surveyapp.core.kinds import Problem, Refusal
from surveyapp.core.questionnaire import Kind
from surveyapp.wording.problems import finding, problem, refusal
from tests.builders import ARGENTINA, MEXICO, UNITED_STATES, a_question, an_option, words

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


def test_the_message_of_the_author_comes_first():
    assert finding(FindingKind.CONSTRAINT, QUESTION, "en", words("Write 0 or more.")) == "Write 0 or more."
