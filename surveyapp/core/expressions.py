"""Expressions of the questionnaire (`relevant`, `constraint`, …): XPath as XLSForm writes it, made into functions.

elementpath reads the grammar of XPath 1.0; what it reads is turned into a Python function by the tables below and in
`functions`, which are all that an expression can do. There is no document, so there are no paths: an expression sees
`${name}` (a text, "" where nothing was answered), `.` (the value being checked) and today. Evaluating never fails: what
has no meaning is NaN, "" or false, as XPath 1.0 says. Functions are those of XPath 1.0 on texts, numbers and truths,
and those of OpenRosa (https://getodk.github.io/xforms-spec/#xpath-functions) that an answer can be asked with.
A date is a text (2012-10-15) and, where a number is wanted, its days since 1970-01-01; `now()` is today.

Left out on purpose: what needs a document or a set of nodes (`position`, `indexed-repeat`, `count`, `instance`,
`pulldata`), chance (`random`, `randomize`, `uuid`), the language of a reader (`jr:choice-name`, `jr:itext`), what was
computed before (`once`), the time of day, places on a map, angles, digests. `sum`, `count-non-empty` and `join`, which
OpenRosa has of nodes, take their values one by one; a blank adds nothing to a sum.

What an expression can cost is bounded: its length, its depth, and the length of every text that it makes.
"""

import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from elementpath import XPath1Parser
from elementpath.exceptions import ElementPathError
from elementpath.tdop import Parser
from elementpath.xpath_tokens import XPathFunction, XPathToken

from surveyapp.core.functions import (
    FUNCTIONS,
    XPathValue,
    are_equal,
    are_unequal,
    number_of,
    pattern_of,
    quotient,
    remainder,
    text_of,
    truth_of,
)

LONGEST = 2_000
"""Characters of one expression."""
DEEPEST = 100
"""Levels of brackets, functions and operators within one another."""
NUMBER_OF_COMPILED = 4_096


class Fault(StrEnum):
    """Why an expression cannot be used."""

    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    SYNTAX = "syntax"
    UNKNOWN_FUNCTION = "unknown_function"
    WRONG_ARGUMENTS = "wrong_arguments"
    BAD_PATTERN = "bad_pattern"
    PATH = "path"
    """A path (/data/x, ../x, a bare name) where only ${name} and . have a meaning."""


@dataclass(frozen=True)
class Scope:
    """What an expression sees; a name that is not in `values` is blank."""

    values: Mapping[str, str]
    today: date
    dot: str = ""


Compiled = Callable[[Scope], XPathValue]


def fault(expression: str) -> Fault | None:
    """Why this expression cannot be used; None when it can."""
    compiled = _compiled(expression)
    return compiled if isinstance(compiled, Fault) else None


@lru_cache(NUMBER_OF_COMPILED)
def references(expression: str) -> frozenset[str]:
    """The names in ${…}, outside of texts in quotes."""
    return frozenset(match["name"] for match in _TO_REWRITE.finditer(expression) if match["name"])


def holds(expression: str, scope: Scope) -> bool:
    """Whether the expression is true here; one that has a fault never is."""
    compiled = _compiled(expression)
    return not isinstance(compiled, Fault) and truth_of(compiled(scope))


def value(expression: str, scope: Scope) -> str:
    """What the expression comes to here, as text; "" for what has a fault or is no number where one is computed."""
    compiled = _compiled(expression)
    if isinstance(compiled, Fault):
        return ""
    found = compiled(scope)
    return "" if isinstance(found, float) and not math.isfinite(found) else text_of(found)


def for_option(choice_filter: str, properties: Mapping[str, str]) -> str:
    """The filter of a choice as the condition of one option: its bare names are what the option says of itself.

    A name that the option does not have is blank. Texts in quotes, ${…}, functions and operators stay as they are.
    """
    return _for_option(choice_filter, tuple(sorted(properties.items())))


@lru_cache(NUMBER_OF_COMPILED)
def _for_option(choice_filter: str, properties: tuple[tuple[str, str], ...]) -> str:
    known = dict(properties)

    def said(found: re.Match[str]) -> str:
        name = found["bare"]
        return found[0] if name is None or name in _OPERATORS_LIKE_NAMES else quoted(known.get(name, ""))

    return _BARE.sub(said, choice_filter)


_BARE = re.compile(
    r"""'[^']*'|"[^"]*"|\$\{[^}]*\}|(?<![\w.$-])(?P<bare>[A-Za-z_][\w.-]*)(?![\w.-]|\s*\()""",
    re.ASCII,
)


def quoted(text: str) -> str:
    """A text as an expression writes it: XPath has no sign for a quote within quotes of the same kind."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    return "concat('" + text.replace("'", "', \"'\", '") + "')"


@dataclass(frozen=True)
class Term:
    """A part of an expression as its author wrote it, for those who say it in words.

    `symbol` is an operator ("and", "<="), the name of a function, or "name" (of ${…}), "bare" (a name without ${…}),
    "text", "figure", "."; the last five hold a `value` and no parts. "-" with one part is a minus sign.
    """

    symbol: str
    value: str = ""
    parts: tuple["Term", ...] = ()


@lru_cache(NUMBER_OF_COMPILED)
def term(expression: str) -> Term | None:
    """The expression as it is written, brackets taken away; None for one that cannot be read."""
    if len(expression) > LONGEST:
        return None
    try:
        return _term(_token(expression), 0)
    except (_FaultFound, RecursionError, ElementPathError, ArithmeticError, ValueError):
        return None


# From text to function


class _FaultFound(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


_TO_REWRITE = re.compile(r"""(?P<quoted>'[^']*'|"[^"]*")|\$\{\s*(?P<name>[A-Za-z_]\w*)\s*\}|(?P<stray>[$])""", re.ASCII)
_CALL = re.compile(r"(?<![$\w.-])([A-Za-z_][\w.:-]*)\s*\(")
_OPERATORS_LIKE_NAMES = frozenset({"and", "or", "div", "mod"})


@lru_cache(NUMBER_OF_COMPILED)
def _compiled(expression: str) -> Compiled | Fault:
    if len(expression) > LONGEST:
        return Fault.TOO_LONG
    try:
        return _function_of(_token(expression), 0)
    except _FaultFound as found:
        return found.fault
    except RecursionError:
        return Fault.TOO_DEEP
    except (ElementPathError, ArithmeticError, ValueError):
        return Fault.SYNTAX


def _token(expression: str) -> XPathToken:
    """The expression as elementpath reads it: the outermost of its operators, with the others below it."""
    source = _TO_REWRITE.sub(_rewritten, expression)
    _refuse_unknown_functions(source)
    return _Parser().parse(source)


def _rewritten(match: re.Match[str]) -> str:
    """${name} as the XPath variable $_name: apart from what follows ("-1"), unlike any operator ("and")."""
    if match["stray"]:
        raise _FaultFound(Fault.SYNTAX)
    return match["quoted"] or f" $_{match['name']} "


def _refuse_unknown_functions(source: str) -> None:
    without_texts = re.sub(r"'[^']*'|\"[^\"]*\"", "''", source)
    if any(name not in NAMES_OF_FUNCTIONS | _OPERATORS_LIKE_NAMES for name in _CALL.findall(without_texts)):
        raise _FaultFound(Fault.UNKNOWN_FUNCTION)


def _function_of(token: XPathToken, depth: int) -> Compiled:
    if depth > DEEPEST:
        raise _FaultFound(Fault.TOO_DEEP)
    symbol = token.symbol
    if symbol in _LEAVES:
        return _LEAVES[symbol](token)
    parts = [_function_of(part, depth + 1) for part in token]
    if isinstance(token, XPathFunction) and symbol in NAMES_OF_FUNCTIONS:
        return _call(token, parts)
    if symbol in _OPERATORS and len(parts) == 2:
        return _OPERATORS[symbol](*parts)
    if symbol == "(" and parts:
        return parts[0]
    if symbol == "-" and parts:
        return _negated(parts[0])
    raise _FaultFound(Fault.SYNTAX if symbol == "+" else Fault.PATH)


_WORDS_OF_TERMS = {"(string)": "text", "(integer)": "figure", "(decimal)": "figure", "(float)": "figure"}


def _term(token: XPathToken, depth: int) -> Term:
    if depth > DEEPEST:
        raise _FaultFound(Fault.TOO_DEEP)
    symbol = token.symbol
    if symbol in _WORDS_OF_TERMS:
        return Term(_WORDS_OF_TERMS[symbol], str(token.value))
    if symbol == "$":
        return Term("name", str(token[0].value).removeprefix("_"))
    if symbol == "(name)":
        return Term("bare", str(token.value))
    parts = tuple(_term(part, depth + 1) for part in token)
    return parts[0] if symbol == "(" and len(parts) == 1 else Term(symbol, "", parts)


def _call(token: XPathFunction, arguments: list[Compiled]) -> Compiled:
    if token.symbol in TODAY and not arguments:
        return lambda scope: scope.today.isoformat()
    function = FUNCTIONS.get(token.symbol)
    if function is None or not function.fewest <= len(arguments) <= function.most:
        raise _FaultFound(Fault.WRONG_ARGUMENTS)
    if token.symbol == "regex" and token[1].symbol == "(string)" and pattern_of(str(token[1].value)) is None:
        raise _FaultFound(Fault.BAD_PATTERN)
    evaluate = function.evaluate
    if function.takes_dot and not arguments:
        return lambda scope: evaluate(scope.dot)
    return lambda scope: evaluate(*[argument(scope) for argument in arguments])


def _negated(part: Compiled) -> Compiled:
    return lambda scope: -number_of(part(scope))


def _constant(value: XPathValue) -> Compiled:
    return lambda _: value


def _literal_number(token: XPathToken) -> Compiled:
    return _constant(float(Decimal(str(token.value))))


def _variable(name: str) -> Compiled:
    return lambda scope: scope.values.get(name, "")


_LEAVES: Mapping[str, Callable[[XPathToken], Compiled]] = {
    "(string)": lambda token: _constant(str(token.value)),
    "(integer)": _literal_number,
    "(decimal)": _literal_number,
    "(float)": _literal_number,
    "$": lambda token: _variable(str(token[0].value).removeprefix("_")),
    ".": lambda _: lambda scope: scope.dot,
}


# Operators


Operator = Callable[[Compiled, Compiled], Compiled]


def _comparison(compare: Callable[[XPathValue, XPathValue], bool]) -> Operator:
    return lambda left, right: lambda scope: compare(left(scope), right(scope))


def _order(compare: Callable[[float, float], bool]) -> Operator:
    return lambda left, right: lambda scope: compare(number_of(left(scope)), number_of(right(scope)))


def _arithmetic(compute: Callable[[float, float], float]) -> Operator:
    return lambda left, right: lambda scope: compute(number_of(left(scope)), number_of(right(scope)))


_OPERATORS: Mapping[str, Operator] = {
    "or": lambda left, right: lambda scope: truth_of(left(scope)) or truth_of(right(scope)),
    "and": lambda left, right: lambda scope: truth_of(left(scope)) and truth_of(right(scope)),
    "=": _comparison(are_equal),
    "!=": _comparison(are_unequal),
    "<": _order(operator.lt),
    "<=": _order(operator.le),
    ">": _order(operator.gt),
    ">=": _order(operator.ge),
    "+": _arithmetic(operator.add),
    "-": _arithmetic(operator.sub),
    "*": _arithmetic(operator.mul),
    "div": _arithmetic(quotient),
    "mod": _arithmetic(remainder),
}


TODAY = frozenset({"today", "now"})
"""What time it is matters to no answer, so both are the day."""
NAMES_OF_FUNCTIONS = frozenset({*FUNCTIONS, *TODAY})


class _Parser(XPath1Parser):
    """XPath 1.0 with the names of our functions; `_call` counts their arguments."""

    def parse(self, source: str) -> XPathToken:
        """Read only: elementpath would evaluate the expression here, without a context, and fail on it."""
        token: XPathToken = Parser.parse(self, source)
        return token


for _name in NAMES_OF_FUNCTIONS:
    _Parser.symbol_table.pop(_name, None)
    _Parser.function(_name, nargs=(0, None))
_Parser.build()
