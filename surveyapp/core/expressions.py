"""Expressions of the questionnaire (`relevant`, `constraint`, …): XPath as XLSForm writes it, made into functions.

elementpath reads the grammar of XPath 1.0; what it reads is turned into a Python function by the tables below,
which are all that an expression can do. There is no document, so there are no paths: an expression sees `${name}`
(a text, "" where nothing was answered), `.` (the value being checked) and today. Evaluating never fails: what has
no meaning is NaN, "" or false, as XPath 1.0 says. Functions are those of XPath 1.0 on texts, numbers and truths,
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
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

import re2
from elementpath import XPath1Parser
from elementpath.exceptions import ElementPathError
from elementpath.tdop import Parser
from elementpath.xpath_tokens import XPathFunction, XPathToken

LONGEST = 2_000
"""Characters of one expression."""
DEEPEST = 100
"""Levels of brackets, functions and operators within one another."""
LONGEST_MADE = 20_000
"""Characters of a text that an expression makes; one that would be longer is cut there."""
NUMBER_OF_COMPILED = 4_096

XPathValue = str | float | bool


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
    return not isinstance(compiled, Fault) and _truth(compiled(scope))


def value(expression: str, scope: Scope) -> str:
    """What the expression comes to here, as text; "" for what has a fault or is no number where one is computed."""
    compiled = _compiled(expression)
    if isinstance(compiled, Fault):
        return ""
    found = compiled(scope)
    return "" if isinstance(found, float) and not math.isfinite(found) else _text(found)


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
    if token.symbol == "regex" and token[1].symbol == "(string)" and _pattern(str(token[1].value)) is None:
        raise _FaultFound(Fault.BAD_PATTERN)
    evaluate = function.evaluate
    if function.takes_dot and not arguments:
        return lambda scope: evaluate(scope.dot)
    return lambda scope: evaluate(*[argument(scope) for argument in arguments])


def _negated(part: Compiled) -> Compiled:
    return lambda scope: -_number(part(scope))


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


# Conversions of XPath 1.0, section 4


_NUMBER = re.compile(r"[ \t\r\n]*-?(?:\d+(?:\.\d*)?|\.\d+)[ \t\r\n]*", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_EPOCH = date(1970, 1, 1)


def _truth(value: XPathValue) -> bool:
    return not math.isnan(value) and value != 0 if isinstance(value, float) else bool(value)


def _number(value: XPathValue) -> float:
    if not isinstance(value, str):
        return float(value)
    if _NUMBER.fullmatch(value):
        return float(value)
    day = _day(value)
    return math.nan if day is None else float((day - _EPOCH).days)


def _text(value: XPathValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else f"{'-' if value < 0 else ''}Infinity"
    return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")


def _day(text: str) -> date | None:
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# Operators


def _equal(left: XPathValue, right: XPathValue) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return _truth(left) == _truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return _number(left) == _number(right)
    return left == right


def _unequal(left: XPathValue, right: XPathValue) -> bool:
    return not _equal(left, right)


def _quotient(left: float, right: float) -> float:
    if right:
        return left / right
    if not left or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def _remainder(left: float, right: float) -> float:
    """Of the sign of the dividend, as in XPath."""
    return math.fmod(left, right) if math.isfinite(left) and right else math.nan


Operator = Callable[[Compiled, Compiled], Compiled]


def _comparison(compare: Callable[[XPathValue, XPathValue], bool]) -> Operator:
    return lambda left, right: lambda scope: compare(left(scope), right(scope))


def _order(compare: Callable[[float, float], bool]) -> Operator:
    return lambda left, right: lambda scope: compare(_number(left(scope)), _number(right(scope)))


def _arithmetic(compute: Callable[[float, float], float]) -> Operator:
    return lambda left, right: lambda scope: compute(_number(left(scope)), _number(right(scope)))


_OPERATORS: Mapping[str, Operator] = {
    "or": lambda left, right: lambda scope: _truth(left(scope)) or _truth(right(scope)),
    "and": lambda left, right: lambda scope: _truth(left(scope)) and _truth(right(scope)),
    "=": _comparison(_equal),
    "!=": _comparison(_unequal),
    "<": _order(operator.lt),
    "<=": _order(operator.le),
    ">": _order(operator.gt),
    ">=": _order(operator.ge),
    "+": _arithmetic(operator.add),
    "-": _arithmetic(operator.sub),
    "*": _arithmetic(operator.mul),
    "div": _arithmetic(_quotient),
    "mod": _arithmetic(_remainder),
}


# Functions


def _selected_at(codes: XPathValue, index: XPathValue) -> str:
    chosen, place = _text(codes).split(), _number(index)
    return chosen[int(place)] if 0 <= place < len(chosen) else ""


def _coalesce(*values: XPathValue) -> str:
    return next(filter(None, map(_text, values)), "")


def _regex(text: XPathValue, pattern: XPathValue) -> bool:
    """The whole text, as ODK has it; in time linear in its length, whatever the pattern."""
    compiled = _pattern(_text(pattern))
    return compiled is not None and compiled.fullmatch(_text(text)) is not None


@lru_cache(256)
def _pattern(pattern: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options=options)
    except re2.error:
        return None


def _date(value: XPathValue) -> str:
    """A date as text, from one or from days since 1970-01-01; "" where it is none."""
    if isinstance(value, str) and _day(value):
        return value
    try:
        return (_EPOCH + timedelta(math.floor(_number(value)))).isoformat()
    except (ValueError, OverflowError):
        return ""


def _format_date(value: XPathValue, form: XPathValue) -> str:
    """A date in the form given, of %Y %y %m %n %d %e; other letters after % give nothing."""
    day = _day(_date(value))
    if day is None:
        return ""
    parts = {"Y": f"{day.year:04}", "y": f"{day.year % 100:02}", "m": f"{day.month:02}", "n": str(day.month)}
    parts |= {"d": f"{day.day:02}", "e": str(day.day)}
    return re.sub(r"%(.)", lambda match: parts.get(match[1], ""), _text(form))


def _whole(to_whole: Callable[[float], int], number: float) -> float:
    return float(to_whole(number)) if math.isfinite(number) else number


def _rounded(value: XPathValue, places: XPathValue = 0.0) -> float:
    """Halves go up, as in XPath: round(-2.5) is -2."""
    number, digits = _number(value), _number(places)
    if not math.isfinite(number) or not abs(digits) <= MOST_DIGITS:
        return number if math.isinf(number) else math.nan
    factor = Decimal(10) ** int(digits)
    return float(Decimal(math.floor(Decimal(repr(number)) * factor + Decimal("0.5"))) / factor)


def _computed(function: Callable[[float], float]) -> Callable[[float], float]:
    """A function of mathematics: NaN where it has no value, infinity where the value is too large."""

    def compute(number: float) -> float:
        try:
            return function(number)
        except OverflowError:
            return math.inf
        except ValueError:
            return math.nan

    return compute


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else _computed(function)(number)


def _power(base: XPathValue, exponent: XPathValue) -> float:
    try:
        return math.pow(_number(base), _number(exponent))
    except OverflowError:
        return math.inf
    except ValueError:
        return math.nan


def _extreme(choose: Callable[[list[float]], float], *values: XPathValue) -> float:
    numbers = [_number(value) for value in values]
    return math.nan if any(map(math.isnan, numbers)) else choose(numbers)


def _sum(*values: XPathValue) -> float:
    """Of what is not blank; what is blank adds nothing, what is no number makes the sum none."""
    return float(sum(_number(value) for value in values if not _is_blank(value)))


def _is_blank(value: XPathValue) -> bool:
    return isinstance(value, str) and not value.strip()


def _joined(separator: str, texts: Iterable[str]) -> str:
    """The texts in a row, cut where they become too long."""
    made: list[str] = []
    left = LONGEST_MADE
    for place, text in enumerate(texts):
        piece = f"{separator if place else ''}{text}"[:left]
        made.append(piece)
        left -= len(piece)
    return "".join(made)


def _checklist(fewest: XPathValue, most: XPathValue, *values: XPathValue) -> bool:
    """Whether that many of the values are true; -1 sets no bound."""
    return _within(fewest, most, sum(map(_truth, values)))


def _weighted_checklist(fewest: XPathValue, most: XPathValue, *values: XPathValue) -> bool:
    """The same by the weight that follows each value."""
    weights = (_number(weight) for value, weight in zip(values[::2], values[1::2], strict=False) if _truth(value))
    return _within(fewest, most, sum(weights))


def _within(fewest: XPathValue, most: XPathValue, reached: float) -> bool:
    least, bound = _number(fewest), _number(most)
    return (least == -1 or reached >= least) and (bound == -1 or reached <= bound)


def _substring(text: XPathValue, start: XPathValue, length: XPathValue = math.inf) -> str:
    """Characters from a position counted from 1, both rounded (XPath 1.0, section 4.2)."""
    first = _rounded(start)
    end = first + _rounded(length)
    return "".join(character for place, character in enumerate(_text(text), 1) if first <= place < end)


def _substr(text: XPathValue, start: XPathValue, end: XPathValue = math.inf) -> str:
    """Characters from an index counted from 0 to before another; a negative one counts from the end."""
    characters = _text(text)
    size = len(characters)
    bounds = [_number(bound) for bound in (start, end)]
    if any(map(math.isnan, bounds)):
        return ""
    first, last = (int(max(-size, min(size, bound))) for bound in bounds)
    return characters[first:last]


def _partition(text: str, mark: str) -> tuple[str, str, str]:
    return text.partition(mark) if mark else ("", "", text)


def _before(text: str, mark: str) -> str:
    before, found, _ = _partition(text, mark)
    return before if found else ""


def _after(text: str, mark: str) -> str:
    return _partition(text, mark)[2]


def _translate(text: str, letters: str, others: str) -> str:
    table: dict[int, str] = {}
    for place, letter in enumerate(letters):
        table.setdefault(ord(letter), others[place] if place < len(others) else "")
    return text.translate(table)


Evaluate = Callable[..., XPathValue]


def _on_texts(function: Evaluate) -> Evaluate:
    return lambda *values: function(*map(_text, values))


def _on_number(function: Callable[[float], float]) -> Evaluate:
    return lambda value: function(_number(value))


ANY = 100
MOST_DIGITS = 15
"""Of decimals kept by round()."""


@dataclass(frozen=True)
class Function:
    """How many arguments it takes, at the fewest and at the most, and what it makes of their values."""

    fewest: int
    most: int
    evaluate: Evaluate
    takes_dot: bool = False
    """Without an argument it is asked of `.`."""


FUNCTIONS: Mapping[str, Function] = {
    "selected": Function(2, 2, _on_texts(lambda codes, code: code.strip() in codes.split())),
    "selected-at": Function(2, 2, _selected_at),
    "count-selected": Function(1, 1, _on_texts(lambda codes: float(len(codes.split())))),
    "if": Function(3, 3, lambda condition, then, other: then if _truth(condition) else other),
    "coalesce": Function(2, ANY, _coalesce),
    "regex": Function(2, 2, _regex),
    "date": Function(1, 1, _date),
    "date-time": Function(1, 1, _date),
    "decimal-date-time": Function(1, 1, lambda value: _number(_date(value))),
    "format-date": Function(2, 2, _format_date),
    "not": Function(1, 1, lambda value: not _truth(value)),
    "true": Function(0, 0, lambda: True),
    "false": Function(0, 0, lambda: False),
    "boolean": Function(1, 1, _truth),
    "boolean-from-string": Function(1, 1, _on_texts(lambda text: text.strip() in ("true", "1"))),
    "number": Function(0, 1, _on_number(float), takes_dot=True),
    "int": Function(1, 1, _on_number(lambda number: _whole(math.trunc, number))),
    "floor": Function(1, 1, _on_number(lambda number: _whole(math.floor, number))),
    "ceiling": Function(1, 1, _on_number(lambda number: _whole(math.ceil, number))),
    "round": Function(1, 2, _rounded),
    "abs": Function(1, 1, _on_number(abs)),
    "pow": Function(2, 2, _power),
    "min": Function(1, ANY, lambda *values: _extreme(min, *values)),
    "max": Function(1, ANY, lambda *values: _extreme(max, *values)),
    "string": Function(0, 1, _on_texts(str), takes_dot=True),
    "sum": Function(1, ANY, _sum),
    "count-non-empty": Function(1, ANY, lambda *values: float(sum(not _is_blank(value) for value in values))),
    "sqrt": Function(1, 1, _on_number(_computed(math.sqrt))),
    "exp": Function(1, 1, _on_number(_computed(math.exp))),
    "exp10": Function(1, 1, lambda value: _power(10.0, value)),
    "log": Function(1, 1, _on_number(_logarithm(math.log))),
    "log10": Function(1, 1, _on_number(_logarithm(math.log10))),
    "pi": Function(0, 0, lambda: math.pi),
    "checklist": Function(3, ANY, _checklist),
    "weighted-checklist": Function(4, ANY, _weighted_checklist),
    "concat": Function(1, ANY, _on_texts(lambda *texts: _joined("", texts))),
    "join": Function(2, ANY, _on_texts(lambda separator, *texts: _joined(separator, texts))),
    "contains": Function(2, 2, _on_texts(lambda text, part: part in text)),
    "starts-with": Function(2, 2, _on_texts(str.startswith)),
    "ends-with": Function(2, 2, _on_texts(str.endswith)),
    "string-length": Function(0, 1, _on_texts(lambda text: float(len(text))), takes_dot=True),
    "normalize-space": Function(0, 1, _on_texts(lambda text: " ".join(text.split())), takes_dot=True),
    "substring": Function(2, 3, _substring),
    "substr": Function(2, 3, _substr),
    "substring-before": Function(2, 2, _on_texts(_before)),
    "substring-after": Function(2, 2, _on_texts(_after)),
    "translate": Function(3, 3, _on_texts(_translate)),
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
