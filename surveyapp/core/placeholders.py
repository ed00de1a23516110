"""Placeholders in the wordings of a questionnaire, filled by each round: the years and the period it asks about.

{period}         the reporting period: "2010–2011"
{last_year}      the last complete year before the round, {last_year_1} the one before, {last_year_2} two before
"""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from surveyapp.core.questionnaire import Questionnaire

NAMES = frozenset({"period", "last_year", "last_year_1", "last_year_2"})

_PLACEHOLDER = re.compile(r"(?<!\$)\{([A-Za-z0-9_]+)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; what is not among the values stays as it is written."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def names_in(text: str) -> frozenset[str]:
    """The names that stand in braces, known or not."""
    return frozenset(_PLACEHOLDER.findall(text))


def values_for(period_from: date, period_to: date, last_year: int) -> dict[str, str]:
    """The values of all placeholders; a period within one year is called by that year."""
    first, last = period_from.year, period_to.year
    return {
        "period": str(first) if first == last else f"{first}–{last}",
        "last_year": str(last_year),
        "last_year_1": str(last_year - 1),
        "last_year_2": str(last_year - 2),
    }


def last_complete_year(period_to: date) -> int:
    """The last year that is over when the period ends."""
    return period_to.year if (period_to.month, period_to.day) == (12, 31) else period_to.year - 1


def filled(questionnaire: Questionnaire, values: Mapping[str, str]) -> Questionnaire:
    """The questionnaire with the placeholders of every wording filled."""
    result: Questionnaire = _filled(questionnaire, values)
    return result


def _filled(fact: Any, values: Mapping[str, str]) -> Any:
    if isinstance(fact, Mapping):
        return {language: fill(wording, values) for language, wording in fact.items()} if fact else fact
    if isinstance(fact, tuple):
        return tuple(_filled(one, values) for one in fact)
    if not is_dataclass(fact) or isinstance(fact, type):
        return fact
    parts = {
        field.name: _filled(getattr(fact, field.name), values)
        for field in fields(fact)
        if field.init and isinstance(getattr(fact, field.name), (Mapping, tuple))
    }
    return replace(fact, **parts)
