"""Constraints that compare a cell of a grid with one before it in its row.

All rows have columns of the same names, so for XLSForm a cell is named by its way, `../women`; in a definition, and
by an author who likes it better, `${women}`.
"""

import re
from collections.abc import Container

_QUOTED = r"""'[^']*'|"[^"]*(?:")"""
_WAY = re.compile(rf"{_QUOTED}|\.\./(?P<name>[A-Za-z_]\w*)(?![\w./(-])", re.ASCII)
_NAME = re.compile(rf"{_QUOTED}|\$\{{\s*(?P<name>\w+)\s*\}}", re.ASCII)


def as_names(expression: str, columns: Container[str]) -> str:
    """The expression with `${women}` for `../women`, of these columns."""
    return _replaced(_WAY, expression, columns, "${{{}}}")


def as_ways(expression: str, columns: Container[str]) -> str:
    """The expression with `../women` for `${women}`, of these columns."""
    return _replaced(_NAME, expression, columns, "../{}")


def _replaced(pattern: re.Pattern[str], expression: str, columns: Container[str], other: str) -> str:
    return pattern.sub(
        lambda found: other.format(found["name"]) if found["name"] and found["name"] in columns else found[0],
        expression,
    )
