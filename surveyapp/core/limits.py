"""Limits: the range of a number, and how many entries a list should have.

What lies outside is pointed out and never refused, but for entries beyond the most that a list may have.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from surveyapp.core.conditions import Asked
from surveyapp.core.expressions import Scope, value
from surveyapp.core.questionnaire import Question

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?", re.ASCII)
MOST_COUNTED = 10_000
"""A count worked out to more than this is a slip and no count."""


@dataclass(frozen=True)
class Limits:
    """How many entries a list should have; 0 and None where it is not said."""

    fewest: int = 0
    most: int = 0
    exactly: int | None = None


def limits(question: Question, asked: Asked, today: date) -> Limits:
    """Those of a list, given the other answers."""
    if question.count:
        return Limits(question.fewest, question.most, _count(value(question.count, Scope(asked.values, today))))
    is_fixed = question.fewest == question.most != 0
    return Limits(question.fewest, question.most, question.fewest if is_fixed else None)


def lies_outside(question: Question, number: Decimal) -> bool:
    """Whether a number is below or above the range of its question, or between its steps."""
    lowest, highest, step = bounds(question)
    if (lowest is not None and number < lowest) or (highest is not None and number > highest):
        return True
    return step is not None and step > 0 and (number - (lowest or Decimal())) % step != 0


def bounds(question: Question) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Lowest, highest and step of a number; None where one is not said."""
    lowest, highest, step = (_decimal(text) for text in (question.lowest, question.highest, question.step))
    return lowest, highest, step


def _decimal(text: str) -> Decimal | None:
    """A number as a questionnaire writes it; None for any that is not written out in few digits."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _count(text: str) -> int | None:
    number = _decimal(text)
    if number is None or number != number.to_integral_value() or not 0 <= number <= MOST_COUNTED:
        return None
    return int(number)
