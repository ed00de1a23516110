"""Filters of options (`choice_filter`): bare names are columns of the choices, ${names} are answers."""

from surveyapp.core import expressions
from surveyapp.core.expressions import Fault, Term, term

NAME = "name"
"""The bare name that every option has: its own."""


def properties(text: str) -> frozenset[str]:
    """The columns that a filter names besides the name of the option; none of a filter that cannot be read."""
    found = term(text) if text else None
    return frozenset(_bare(found)) - {NAME} if found else frozenset()


def fault(text: str) -> Fault | None:
    """Why a filter cannot be used, whatever its options say of themselves."""
    return expressions.fault(expressions.for_option(text, {}))


def _bare(read: Term) -> set[str]:
    names = {read.value} if read.symbol == "bare" else set()
    return names.union(*map(_bare, read.parts))
