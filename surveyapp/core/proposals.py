"""Proposals: what the author of a questionnaire proposes as an answer, typed the way the state would type it.

A proposal is never an answer by itself. It becomes one when somebody presses "Use this", by the same deed as typing.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from surveyapp.core import kinds
from surveyapp.core.answers import Typed
from surveyapp.core.expressions import Scope, fault, value
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.core.states import Habits

NOTHING: Typed = {}


def proposed(question: Question, scope: Scope, habits: Habits) -> Typed:
    """What would be typed at a leaf if its default were used; {} where there is none, or none that could be read."""
    if question.kind not in _TYPED:
        return NOTHING
    text = default_text(question, scope)
    typed = _TYPED[question.kind](text, habits) if text else NOTHING
    reading = kinds.read(question, typed, habits)
    return typed if reading.mark is Mark.ANSWERED and reading.problem is None else NOTHING


def default_text(question: Question, scope: Scope) -> str:
    """The default as a text; one that is written as an expression (`today()`, `${law}`) is worked out."""
    written = question.default.strip()
    return value(written, scope) if _is_worked_out(written) else written


_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_MAY_BE_WORKED_OUT = re.compile(r"\$\{|[a-z]\(")


def _is_worked_out(default: str) -> bool:
    """Whether a default calls a function or names a question, and can be worked out; any other is meant literally."""
    return _MAY_BE_WORKED_OUT.search(default) is not None and fault(default) is None


def _day(text: str, _habits: Habits) -> Typed:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return NOTHING
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def _number(text: str, habits: Habits) -> Typed:
    """A questionnaire writes numbers with a point; the state with its own mark."""
    if not _NUMBER.fullmatch(text):
        return NOTHING
    return {"text": text.replace(".", habits.decimal_mark)}


def _part(name: str) -> Callable[[str, Habits], Typed]:
    return lambda text, _habits: {name: text}


_TYPED: Mapping[Kind, Callable[[str, Habits], Typed]] = {
    Kind.ONE: _part("option"),
    Kind.SEVERAL: _part("options"),
    Kind.SHORT_TEXT: _part("text"),
    Kind.LONG_TEXT: _part("text"),
    Kind.INTEGER: _number,
    Kind.DECIMAL: _number,
    Kind.YEAR: _part("text"),
    Kind.DATE: _day,
    Kind.LINK: _part("url"),
}
"""Of the kinds for which a default can be written; files and citations have none."""
