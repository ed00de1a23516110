"""What the papers about a reply share: whose it is, what they say of the round, their foot."""

from dataclasses import dataclass
from datetime import date

from surveyapp.core.questionnaire import Question
from surveyapp.core.states import MemberState
from surveyapp.core.text import Text, said
from surveyapp.documents.papers.parts import line
from surveyapp.wording import blank_form, dates
from surveyapp.wording.papers import words
from surveyapp.wording.plain import plain


@dataclass(frozen=True, kw_only=True)
class OfRound:
    """The facts of the round that stand on every paper."""

    state: MemberState
    questionnaire_title: Text
    edition: str
    wording_revision: int
    title: Text
    mandate: Text
    period_from: date
    period_to: date
    is_illustrative: bool


def organization(language: str) -> str:
    return blank_form.words("organization", language)


def department(language: str) -> str:
    return blank_form.words("department", language)


def of_round(facts: OfRound, language: str) -> tuple[tuple[str, str], ...]:
    """State, questionnaire, round, mandate, period, edition: those that are known."""
    pairs = (
        ("state", facts.state.name(language).official),
        ("questionnaire", plain(said(facts.questionnaire_title, language))),
        ("round", said(facts.title, language)),
        ("mandate", said(facts.mandate, language)),
        ("period", dates.period(facts.period_from, facts.period_to, language)),
        ("edition", blank_form.edition(facts.edition, facts.wording_revision, language)),
    )
    return tuple((words(name, language), line(value)) for name, value in pairs if value)


def foot(facts: OfRound, language: str, *more: str) -> tuple[str, ...]:
    """The state and what the paper is; an illustrative round says so on every page."""
    illustrative = words("illustrative", language) if facts.is_illustrative else ""
    return tuple(one for one in (facts.state.name(language).short, *more, illustrative) if one)


def named(question: Question, language: str) -> str:
    """A question in a list of several: by its printed number, else by its wording."""
    return line(question.number) or line(plain(said(question.heading or question.wording, language)))
