"""All conditions of an edition in words: for officers and translators, who need not read expressions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import g, render_template
from flask_babel import gettext as _

from surveyapp.core.questionnaire import Column, Question, Questionnaire
from surveyapp.core.rules import Owned, Rule, RuleKind, listeners, owners, rules
from surveyapp.core.text import said_anyhow
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.wording import conditions
from surveyapp.wording.plain import plain


@dataclass(frozen=True)
class Named:
    """A question, group or part of one: its number, its wording, and where it stands in the preview."""

    number: str
    wording: str
    section: str
    anchor: str


@dataclass(frozen=True)
class Line:
    """What is asked under a condition, or is listened to by others."""

    named: Named
    words: str
    """Its condition; "" where it has none, or one that words would not say exactly."""
    expression: str
    depending: Sequence[Named]


@dataclass(frozen=True)
class Further:
    """A rule that does not decide what is asked."""

    named: Named
    kind: str
    words: str
    expression: str


@blueprint.get("/questionnaires/<edition>/conditions", endpoint="conditions")
def conditions_page(edition: str) -> str:
    found = visible.edition(edition)
    questionnaire = visible.readable(found)
    return render_template(
        "secretariat/conditions.html",
        edition=found,
        questionnaire=questionnaire,
        lines=list(_lines(questionnaire)),
        further=[
            _further(rule, questionnaire) for rule in rules(questionnaire) if rule.kind is not RuleKind.ASKED_WHEN
        ],
        count=sum(rule.kind is RuleKind.ASKED_WHEN for rule in rules(questionnaire)),
        here="questionnaires",
    )


def words(rule: Rule, questionnaire: Questionnaire, language: str) -> str:
    """A rule in a sentence; "" where none says it exactly."""
    expression, owner = rule.expression, rule.owner
    if rule.kind is RuleKind.ASKED_WHEN:
        return conditions.asked_when(expression, questionnaire, language, rule.within)
    if rule.kind is RuleKind.REQUIRED_WHEN:
        return conditions.required_when(expression, questionnaire, language, rule.within)
    if rule.kind is RuleKind.OPTIONS:
        return conditions.options_depend_on(expression, questionnaire, language)
    if rule.kind is RuleKind.MUST_HOLD:
        of = Question(code=owner.code, kind=owner.kind, wording=owner.wording) if isinstance(owner, Column) else owner
        return (
            conditions.must_hold(expression, questionnaire, language, of, rule.within)
            if isinstance(of, Question)
            else ""
        )
    return conditions.worked_out(expression, questionnaire, language, rule.within)


def named(owned: Owned) -> Named:
    """What a rule belongs to, as the page calls it: a part by the number of its question."""
    owner, root = owned.owner, owned.root
    number = getattr(owner, "number", "") or (root.number if root else "")
    anchor = f"q-{root.code}" if root else f"g-{owner.code}" if owner is not owned.section else ""
    wording = plain(said_anyhow(owner.wording, g.language)) or owner.code
    return Named(number, wording, owned.section.code, anchor)


def _lines(questionnaire: Questionnaire) -> Iterator[Line]:
    """In the order of the questionnaire: what has a condition, and what others listen to."""
    heard = listeners(questionnaire)
    for owned in owners(questionnaire):
        relevant = getattr(owned.owner, "relevant", "")
        depending = heard.get(owned.owner.code, []) if owned.owner is owned.root else []
        if relevant:
            rule = Rule(owned.owner, owned.section, owned.root, RuleKind.ASKED_WHEN, relevant)
            yield Line(named(owned), words(rule, questionnaire, g.language), relevant, _once(map(named, depending)))
        elif depending:
            yield Line(named(owned), "", "", _once(map(named, depending)))


def _once(names: Iterable[Named]) -> list[Named]:
    return list(dict.fromkeys(names))


def _further(rule: Rule, questionnaire: Questionnaire) -> Further:
    kinds = {
        RuleKind.MUST_HOLD: _("Check of the answer"),
        RuleKind.REQUIRED_WHEN: _("Required when"),
        RuleKind.OPTIONS: _("Options offered"),
        RuleKind.WORKED_OUT: _("Worked out"),
        RuleKind.ENTRIES: _("Number of entries"),
    }
    return Further(named(rule), kinds[rule.kind], words(rule, questionnaire, g.language), rule.expression)
