"""What an expression can do with values: the conversions, comparisons and functions of XPath 1.0 and of OpenRosa.

A value is a text, a number or a truth; "" where nothing was answered. Evaluating never fails: what has no meaning is
NaN, "" or false. Which functions of XLSForm are left out, and why, is said in `expressions`.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

import re2

XPathValue = str | float | bool
LONGEST_MADE = 20_000
"""Characters of a text that an expression makes; one that would be longer is cut there."""


# Conversions of XPath 1.0, section 4


_NUMBER = re.compile(r"[ \t\r\n]*-?(?:\d+(?:\.\d*)?|\.\d+)[ \t\r\n]*", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_EPOCH = date(1970, 1, 1)


def truth_of(value: XPathValue) -> bool:
    return not math.isnan(value) and value != 0 if isinstance(value, float) else bool(value)


def number_of(value: XPathValue) -> float:
    if not isinstance(value, str):
        return float(value)
    if _NUMBER.fullmatch(value):
        return float(value)
    day = day_of(value)
    return math.nan if day is None else float((day - _EPOCH).days)


def text_of(value: XPathValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else f"{'-' if value < 0 else ''}Infinity"
    return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")


def day_of(text: str) -> date | None:
    """The day that a text in an expression is (2012-10-15); None where it is none."""
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# Comparing and dividing


def are_equal(left: XPathValue, right: XPathValue) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return truth_of(left) == truth_of(right)
    if isinstance(left, float) or isinstance(right, float):
        return number_of(left) == number_of(right)
    return left == right


def are_unequal(left: XPathValue, right: XPathValue) -> bool:
    return not are_equal(left, right)


def quotient(left: float, right: float) -> float:
    if right:
        return left / right
    if not left or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def remainder(left: float, right: float) -> float:
    """Of the sign of the dividend, as in XPath."""
    return math.fmod(left, right) if math.isfinite(left) and right else math.nan


# Functions


def _selected_at(codes: XPathValue, index: XPathValue) -> str:
    chosen, place = text_of(codes).split(), number_of(index)
    return chosen[int(place)] if 0 <= place < len(chosen) else ""


def _coalesce(*values: XPathValue) -> str:
    return next(filter(None, map(text_of, values)), "")


def _regex(text: XPathValue, pattern: XPathValue) -> bool:
    """The whole text, as ODK has it; in time linear in its length, whatever the pattern."""
    compiled = pattern_of(text_of(pattern))
    return compiled is not None and compiled.fullmatch(text_of(text)) is not None


@lru_cache(256)
def pattern_of(pattern: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options=options)
    except re2.error:
        return None


def _date(value: XPathValue) -> str:
    """A date as text, from one or from days since 1970-01-01; "" where it is none."""
    if isinstance(value, str) and day_of(value):
        return value
    try:
        return (_EPOCH + timedelta(math.floor(number_of(value)))).isoformat()
    except (ValueError, OverflowError):
        return ""


def _format_date(value: XPathValue, form: XPathValue) -> str:
    """A date in the form given, of %Y %y %m %n %d %e; other letters after % give nothing."""
    day = day_of(_date(value))
    if day is None:
        return ""
    parts = {"Y": f"{day.year:04}", "y": f"{day.year % 100:02}", "m": f"{day.month:02}", "n": str(day.month)}
    parts |= {"d": f"{day.day:02}", "e": str(day.day)}
    return re.sub(r"%(.)", lambda match: parts.get(match[1], ""), text_of(form))


def _whole(to_whole: Callable[[float], int], number: float) -> float:
    return float(to_whole(number)) if math.isfinite(number) else number


def _rounded(value: XPathValue, places: XPathValue = 0.0) -> float:
    """Halves go up, as in XPath: round(-2.5) is -2."""
    number, digits = number_of(value), number_of(places)
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
        return math.pow(number_of(base), number_of(exponent))
    except OverflowError:
        return math.inf
    except ValueError:
        return math.nan


def _extreme(choose: Callable[[list[float]], float], *values: XPathValue) -> float:
    numbers = [number_of(value) for value in values]
    return math.nan if any(map(math.isnan, numbers)) else choose(numbers)


def _sum(*values: XPathValue) -> float:
    """Of what is not blank; what is blank adds nothing, what is no number makes the sum none."""
    return float(sum(number_of(value) for value in values if not _is_blank(value)))


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
    return _within(fewest, most, sum(map(truth_of, values)))


def _weighted_checklist(fewest: XPathValue, most: XPathValue, *values: XPathValue) -> bool:
    """The same by the weight that follows each value."""
    weights = (number_of(weight) for value, weight in zip(values[::2], values[1::2], strict=False) if truth_of(value))
    return _within(fewest, most, sum(weights))


def _within(fewest: XPathValue, most: XPathValue, reached: float) -> bool:
    least, bound = number_of(fewest), number_of(most)
    return (least == -1 or reached >= least) and (bound == -1 or reached <= bound)


def _substring(text: XPathValue, start: XPathValue, length: XPathValue = math.inf) -> str:
    """Characters from a position counted from 1, both rounded (XPath 1.0, section 4.2)."""
    first = _rounded(start)
    end = first + _rounded(length)
    return "".join(character for place, character in enumerate(text_of(text), 1) if first <= place < end)


def _substr(text: XPathValue, start: XPathValue, end: XPathValue = math.inf) -> str:
    """Characters from an index counted from 0 to before another; a negative one counts from the end."""
    characters = text_of(text)
    size = len(characters)
    bounds = [number_of(bound) for bound in (start, end)]
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
    return lambda *values: function(*map(text_of, values))


def _on_number(function: Callable[[float], float]) -> Evaluate:
    return lambda value: function(number_of(value))


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
    "if": Function(3, 3, lambda condition, then, other: then if truth_of(condition) else other),
    "coalesce": Function(2, ANY, _coalesce),
    "regex": Function(2, 2, _regex),
    "date": Function(1, 1, _date),
    "date-time": Function(1, 1, _date),
    "decimal-date-time": Function(1, 1, lambda value: number_of(_date(value))),
    "format-date": Function(2, 2, _format_date),
    "not": Function(1, 1, lambda value: not truth_of(value)),
    "true": Function(0, 0, lambda: True),
    "false": Function(0, 0, lambda: False),
    "boolean": Function(1, 1, truth_of),
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
