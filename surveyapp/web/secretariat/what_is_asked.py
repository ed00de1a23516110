"""What a state that answers so and so would be asked: under an address that can be mailed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from flask import current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.answers import Typed
from surveyapp.core.expressions import Scope, holds
from surveyapp.core.kinds import NOT_AVAILABLE
from surveyapp.core.places import Leaf
from surveyapp.core.questionnaire import Kind, Option, Question, Questionnaire, Section
from surveyapp.core.rules import Rule, RuleKind, deciding, rules
from surveyapp.core.text import said_anyhow
from surveyapp.store.models import Edition
from surveyapp.web import clock
from surveyapp.web.answer_form import SAYS_NOT_AVAILABLE
from surveyapp.web.secretariat import conditions_page, trial, visible
from surveyapp.web.secretariat.conditions_page import Named
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.trial import Trial
from surveyapp.wording.answers import says_nothing
from surveyapp.wording.plain import plain

LONGEST_VALUE = 200
"""Of one answer in the address; servers and mail programs bound an address as a whole."""
NO = frozenset({"no", "none", "false", "never", "neither"})
YES = frozenset({"yes", "true", "always"})
PART = {Kind.ONE: "option", Kind.SEVERAL: "options", Kind.LINK: "url", Kind.CITATION: "article", Kind.FILE: "files"}

Answered = list[tuple[str, str]]
"""Address of a place and what is answered there; of several choices, several pairs."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A question on which others depend, with what is chosen now."""

    place: str
    named: Named
    question: Question
    row: str
    options: Sequence[tuple[str, str]]
    chosen: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class SectionAsked:
    """How much of a section is asked."""

    section: Section
    asked: int
    all: int
    core: int
    all_core: int
    minutes: int


@dataclass(frozen=True)
class NotAsked:
    """A question that is not asked, and why."""

    named: Named
    why: Sequence[tuple[str, str]]
    """The conditions that do not hold: in words ("" where none say it exactly) and as written."""


@blueprint.get("/questionnaires/<edition>/asked")
def what_is_asked(edition: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    questionnaire = visible.readable(found)
    leaves = deciding(questionnaire)
    answered = _answered(leaves)
    if answered != list(request.args.items(multi=True)):
        return redirect(_address(found, answered))
    tried = trial.of(questionnaire, [(leaf, _typed(leaf, answered)) for leaf in leaves], clock.now().date())
    sections = [_section(tried, section) for section in questionnaire.sections]
    settings = current_app.extensions["settings"]
    return render_template(
        "secretariat/what_is_asked.html",
        edition=found,
        questionnaire=questionnaire,
        choices=[_choice(leaf, questionnaire, answered) for leaf in leaves],
        sections=sections,
        not_asked=list(_not_asked(tried)),
        totals={
            name: sum(getattr(one, name) for one in sections)
            for name in ("asked", "all", "core", "all_core", "minutes")
        },
        permanent=f"{settings.base_url.rstrip('/')}{_address(found, answered)}",
        all_no=_address(found, [(str(leaf.place), code) for leaf in leaves for code in _denying(leaf.question)]),
        all_yes=_address(found, [(str(leaf.place), code) for leaf in leaves for code in _affirming(leaf.question)]),
        nothing=_address(found, []),
        is_anything_said=bool(answered),
        here="questionnaires",
    )


# The address


def _answered(leaves: Sequence[Leaf]) -> Answered:
    """What the address says of these places, in their order; all else in it is left out."""
    return [
        (str(leaf.place), value)
        for leaf in leaves
        for value in dict.fromkeys(one.strip()[:LONGEST_VALUE] for one in request.args.getlist(str(leaf.place)))
        if value and _is_known(leaf.question, value)
    ]


def _is_known(question: Question, value: str) -> bool:
    return not question.options or value == SAYS_NOT_AVAILABLE or question.option(value) is not None


def _address(edition: Edition, answered: Answered) -> str:
    address = url_for("secretariat.what_is_asked", edition=edition.public_id)
    return f"{address}?{urlencode(answered)}" if answered else address


def _typed(leaf: Leaf, answered: Answered) -> Typed:
    values = [value for place, value in answered if place == str(leaf.place)]
    if SAYS_NOT_AVAILABLE in values:
        return {NOT_AVAILABLE: "1"}
    return {PART.get(leaf.question.kind, "text"): " ".join(values)} if values else {}


def _denying(question: Question) -> list[str]:
    """The option that says no, where there is one."""
    return [one.code for one in question.options if one.code in NO or says_nothing(one)][:1]


def _affirming(question: Question) -> list[str]:
    """The option that says yes; of several choices all that say something."""
    if question.kind is Kind.SEVERAL:
        return [one.code for one in question.options if not says_nothing(one)]
    return [one.code for one in question.options if _says_yes(one)][:1]


def _says_yes(option: Option) -> bool:
    return option.code in YES or option.shape == "●"


# What stands on the page


def _choice(leaf: Leaf, questionnaire: Questionnaire, answered: Answered) -> Choice:
    placed = questionnaire.find(leaf.root.code)
    assert placed is not None  # noqa: S101 (a leaf is one of a question)
    row = plain(said_anyhow(leaf.question.wording, g.language)) if leaf.place.row else ""
    rule = Rule(leaf.root, placed.section, leaf.root, RuleKind.ASKED_WHEN, "")
    return Choice(
        place=str(leaf.place),
        named=conditions_page.named(rule),
        question=leaf.question,
        row=row,
        options=[(one.code, plain(said_anyhow(one.wording, g.language))) for one in leaf.question.options],
        chosen=[value for place, value in answered if place == str(leaf.place)],
    )


def _section(tried: Trial, section: Section) -> SectionAsked:
    questions = list(tried.questionnaire.questions(section))
    asked = [one for one in questions if tried.asked.question(one.code)]
    return SectionAsked(
        section=section,
        asked=len(asked),
        all=len(questions),
        core=sum(one.core for one in asked),
        all_core=sum(one.core for one in questions),
        minutes=ceil(section.minutes * len(asked) / len(questions)) if questions else 0,
    )


def _not_asked(tried: Trial) -> Iterator[NotAsked]:
    scope = Scope(tried.asked.values, tried.today)
    stated = {id(rule.owner): rule for rule in rules(tried.questionnaire) if rule.kind is RuleKind.ASKED_WHEN}
    for placed in tried.questionnaire.placed():
        if not placed.question.asks or tried.asked.question(placed.question.code):
            continue
        above = [stated[id(one)] for one in (placed.section, *placed.groups, placed.question) if id(one) in stated]
        failing = [rule for rule in above if not holds(rule.expression, scope)]
        of_rows = [stated[id(row)] for row in placed.question.rows if id(row) in stated] if not failing else []
        why = [
            (conditions_page.words(rule, tried.questionnaire, g.language), rule.expression)
            for rule in failing or of_rows
        ]
        own = Rule(placed.question, placed.section, placed.question, RuleKind.ASKED_WHEN, "")
        yield NotAsked(conditions_page.named(own), why)
