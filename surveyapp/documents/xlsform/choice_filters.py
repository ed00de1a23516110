"""Filters of options (`choice_filter`): bare names are columns of the choices, ${names} are answers."""

import re

from surveyapp.core.expressions import Term, term

NAME = "name"
"""The bare name that every option has: its own."""

_BARE = re.compile(
    r"""'[^']*'|"[^"]*"|\$\{[^}]*\}|(?<![\w.$-])(?P<bare>[A-Za-z_][\w.-]*)(?![\w.-]|\s*\()""",
    re.ASCII,
)
_OPERATORS = frozenset({"and", "or", "div", "mod"})


def properties(text: str) -> frozenset[str]:
    """The columns that a filter names besides the name of the option; none of a filter that cannot be read."""
    found = term(text) if text else None
    return frozenset(_bare(found)) - {NAME} if found else frozenset()


def as_condition(text: str) -> str:
    """The filter with a question in place of each column: an expression with the same faults, if any."""
    return _BARE.sub(lambda found: "${column}" if _is_column(found) else found[0], text)


def _is_column(found: re.Match[str]) -> bool:
    return found["bare"] is not None and found["bare"] not in _OPERATORS


def _bare(term_: Term) -> set[str]:
    names = {term_.value} if term_.symbol == "bare" else set()
    return names.union(*map(_bare, term_.parts))
