"""Proposals beside a blank field: who may propose an answer, and what would be typed if the proposal were used."""

from collections.abc import Callable, Mapping

from surveyapp.actions.holding import Held
from surveyapp.core import conditions, proposals
from surveyapp.core.answers import Typed
from surveyapp.core.conditions import Asked
from surveyapp.core.places import Leaf

Source = Callable[[Held, Asked, Leaf], Typed]
"""What would be typed at a leaf; {} where nothing is proposed."""


def typed(held: Held, asked: Asked, leaf: Leaf) -> dict[str, Typed]:
    """By source, what is proposed at a leaf; whether the leaf is blank is for the caller to know."""
    found = {code: source(held, asked, leaf) for code, source in SOURCES.items()}
    return {code: one for code, one in found.items() if one}


def _by_default(held: Held, asked: Asked, leaf: Leaf) -> Typed:
    """What the author of the questionnaire proposes."""
    if not leaf.question.default:
        return {}
    scope = conditions.scope_at(asked, held.answers, leaf.place, held.today)
    found = proposals.proposed(leaf.question, scope, held.habits)
    if not leaf.question.choice_filter:
        return found
    can_be_chosen = {option.code for option in conditions.offered(asked, held.answers, leaf, held.today)}
    return found if can_be_chosen.issuperset(found.get("options", found.get("option", "")).split()) else {}


SOURCES: Mapping[str, Source] = {"default": _by_default}
