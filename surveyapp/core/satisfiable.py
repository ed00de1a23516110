"""Conditions that can never hold: found by trying every kind of answer there can be, or not claimed.

A condition is tried together with those above it and with those under which the questions it names are themselves
asked. Of each question the answers tried are those between which the expressions can tell: the options and blank;
of several options, the sets that differ in an option that is named or in their number; of a number, a date or a
text, those around the constants it is compared with. Where that would not be every answer there can be (a sum, a
pattern, two numbers compared), or would be too many to try, nothing is said: what is found is certain.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from itertools import combinations, pairwise, product

from surveyapp.core.expressions import TODAY, Scope, Term, fault, holds, references, term, value
from surveyapp.core.questionnaire import Group, Kind, Placed, Question, Questionnaire, Row

MOST_TRIED = 20_000
"""Combinations of answers tried for one condition."""
MOST_WORK = 12_000_000
"""Characters of expressions evaluated for a questionnaire as a whole."""
MOST_NAMES = 12
"""Questions on whose answers one condition depends."""
MOST_SETS = 1_024
LONGEST_COUNTED = 300
"""Characters up to which texts of every length are tried."""


@dataclass(frozen=True)
class Never:
    """A section, group, question, row or field that is asked of nobody."""

    code: str
    inside: str
    """The question of which it is a row, a field or a companion; "" for all others."""
    condition: str
    against: tuple[str, ...] = ()
    """Codes of what stands above it whose conditions exclude its own; empty where its own suffices."""


def never_asked(questionnaire: Questionnaire, doubtful: Collection[str] = ()) -> list[Never]:
    """What no answers lead to, outermost first and nothing below it; `doubtful` are expressions not to build on."""
    return list(_Search(questionnaire, frozenset(doubtful)).found())


@dataclass(frozen=True)
class _Asked:
    """What a name means: a question, or a row or field of one, and the conditions under which it is asked."""

    question: Question
    kind: Kind
    conditions: tuple[str, ...]


class _TooMuch(Exception):
    """It cannot be said, or not soon enough."""


@dataclass
class _Search:
    questionnaire: Questionnaire
    doubtful: frozenset[str]
    work: int = 0
    _never_asked: set[str] = field(default_factory=set)
    """Codes of questions found so far, on which nothing else is built: one contradiction is told once."""
    _known: dict[tuple[tuple[str, ...], str], bool] = field(default_factory=dict)

    def found(self) -> Iterator[Never]:
        for section in self.questionnaire.sections:
            yield from self._in_group(section, ())

    def _in_group(self, group: Group, above: tuple[Group, ...]) -> Iterator[Never]:
        never = self._never(group.code, "", group.relevant, above)
        if never:
            self._never_asked |= set(_codes(group))
            yield never
            return
        below = (*above, group)
        for part in group.parts:
            if isinstance(part, Group):
                yield from self._in_group(part, below)
            else:
                yield from self._in_question(part, below)

    def _in_question(self, question: Question, above: tuple[Group, ...]) -> Iterator[Never]:
        never = self._never(question.code, "", question.relevant, above)
        if never:
            self._never_asked.add(question.code)
            yield never
            return
        under: tuple[Group | Question, ...] = (*above, question)
        parts: tuple[Row | Question, ...] = (*question.rows, *question.fields, *question.companions)
        for part in parts:
            never = self._never(part.code, question.code, part.relevant, under)
            if never:
                yield never

    def _never(self, code: str, inside: str, own: str, above: Sequence[Group | Question]) -> Never | None:
        if not own:
            return None
        if self._cannot((own,), inside):
            return Never(code, inside, own)
        conditional = [one for one in above if one.relevant]
        if not conditional or not self._cannot((*(one.relevant for one in conditional), own), inside):
            return None
        alone = next((one for one in reversed(conditional) if self._cannot((one.relevant, own), inside)), None)
        return Never(code, inside, own, tuple(one.code for one in ([alone] if alone else conditional)))

    def _cannot(self, conditions: tuple[str, ...], inside: str) -> bool:
        """Whether it is certain that these can never all hold."""
        wanted = tuple(dict.fromkeys(one for one in conditions if one))
        known = self._known.get((wanted, inside))
        if known is None:
            try:
                known = not self._some_answers_satisfy(wanted, inside)
            except _TooMuch:
                known = False
            self._known[wanted, inside] = known
        return known

    def _some_answers_satisfy(self, conditions: tuple[str, ...], inside: str) -> bool:
        names = self._names(conditions, inside)
        uses = _Uses([*conditions, *(each for one in names.values() for each in _expressions(one))], self.doubtful)
        domains = {name: _domain(one, uses.of(name)) for name, one in names.items() if one.kind is not Kind.CALCULATED}
        if math.prod(map(len, domains.values())) > MOST_TRIED:
            raise _TooMuch
        for answers in product(*domains.values()):
            self.work += uses.length
            if self.work > MOST_WORK:
                raise _TooMuch
            scope = _scope(names, dict(zip(domains, answers, strict=True)))
            if all(holds(condition, scope) for condition in conditions):
                return True
        return False

    def _names(self, conditions: Sequence[str], inside: str) -> dict[str, _Asked]:
        """Every name on which these depend, in the order of the questionnaire."""
        found: dict[str, _Asked] = {}
        waiting = {name for one in conditions for name in references(one)}
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            meant = self._inside.get((inside, name)) or self._inside.get(("", name))
            if meant is None or meant.question.code in self._never_asked or len(found) == MOST_NAMES:
                raise _TooMuch
            found[name] = meant
            waiting |= {each for one in _expressions(meant) for each in references(one)}
        order = self._order
        place = {name: order[inside, name] if (inside, name) in order else order["", name] for name in found}
        return {name: found[name] for name in sorted(found, key=place.__getitem__)}

    @cached_property
    def _order(self) -> Mapping[tuple[str, str], int]:
        return {one: place for place, one in enumerate(self._inside)}

    @cached_property
    def _inside(self) -> Mapping[tuple[str, str], _Asked]:
        """What a name means inside a question, and, for "", anywhere; in the order in which it is asked."""
        found: dict[tuple[str, str], _Asked] = {}
        for placed in self.questionnaire.placed():
            found |= {key: one for key, one in _meanings(placed) if key not in found}
        return found


def _codes(group: Group) -> Iterator[str]:
    for part in group.parts:
        if isinstance(part, Group):
            yield from _codes(part)
        else:
            yield part.code


def _meanings(placed: Placed) -> Iterator[tuple[tuple[str, str], _Asked]]:
    question = placed.question
    conditions = placed.conditions
    if question.kind in (Kind.ROWS, Kind.CONFIRM):
        for row in question.rows:
            meant = _Asked(question, Kind.ONE, (*conditions, *_if_any(row.relevant)))
            yield ("", row.code), meant
            yield (question.code, row.code), meant
    elif question.kind not in (Kind.GRID, Kind.LIST, Kind.NOTE):
        yield ("", question.code), _Asked(question, question.kind, conditions)
    for part in (*question.fields, *question.companions):
        yield (question.code, part.code), _Asked(part, part.kind, (*conditions, *_if_any(part.relevant)))


def _if_any(condition: str) -> tuple[str, ...]:
    return (condition,) if condition else ()


def _expressions(asked: _Asked) -> tuple[str, ...]:
    """What decides what conditions hear of it, besides what is answered."""
    calculation = asked.question.calculation if asked.kind is Kind.CALCULATED else ""
    return (*asked.conditions, *_if_any(calculation))


def _scope(names: Mapping[str, _Asked], answers: Mapping[str, str]) -> Scope:
    """What conditions hear when these answers are given: nothing of what is then not asked."""
    values: dict[str, str] = {}
    scope = Scope(values, date(2000, 1, 1))
    for name, one in names.items():
        if not all(holds(condition, scope) for condition in one.conditions):
            continue
        if one.kind is Kind.CALCULATED:
            values[name] = value(one.question.calculation, scope) or one.question.default
        else:
            values[name] = answers[name]
    return scope


# How expressions use the answers


@dataclass(frozen=True)
class _Use:
    """How a name is used: the constants it is compared with, and whether in any other way."""

    texts: frozenset[str]
    lengths: frozenset[str]
    otherwise: bool
    counted: bool
    """Whether its options are asked for and counted, and nothing else (of several options)."""
    words: bool = False
    """Whether it is taken as a list of words."""


_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_TRUTHS = frozenset({"and", "or", "not", "boolean"})
_VARYING = TODAY | {".", "bare"}
"""What is not decided by answers."""
_ASKED_OF_THE_DOT = frozenset({"number", "string", "string-length", "normalize-space"})
"""Functions that without an argument speak of the value being checked."""


class _Uses:
    """Every place at which an expression uses a name. _TooMuch for what cannot be looked through."""

    def __init__(self, texts: Sequence[str], doubtful: Collection[str]) -> None:
        self.length = sum(map(len, texts)) + 50 * len(texts)
        self._texts: dict[str, set[str]] = {}
        self._lengths: dict[str, set[str]] = {}
        self._otherwise: set[str] = set()
        self._uncounted: set[str] = set()
        self._words: set[str] = set()
        for text in texts:
            read = term(text)
            if read is None or fault(text) or text in doubtful:
                raise _TooMuch
            self._look(read, "boolean")

    def of(self, name: str) -> _Use:
        return _Use(
            frozenset(self._texts.get(name, ())),
            frozenset(self._lengths.get(name, ())),
            name in self._otherwise,
            name not in self._uncounted,
            name in self._words,
        )

    def _look(self, read: Term, above: str) -> None:
        if read.symbol in _VARYING or (read.symbol in _ASKED_OF_THE_DOT and not read.parts):
            raise _TooMuch
        if read.symbol == "name":
            if above not in _TRUTHS:
                self._otherwise.add(read.value)
                self._uncounted.add(read.value)
        elif self._is_compared(read) or self._is_selected(read):
            return
        elif read.symbol == "count-selected" and read.parts[0].symbol == "name":
            self._words.add(read.parts[0].value)
        else:
            for position, part in enumerate(read.parts):
                self._look(part, "boolean" if read.symbol == "if" and position == 0 else read.symbol)

    def _is_compared(self, read: Term) -> bool:
        """Whether it compares a name, or the length of one, with a constant, which is then noted."""
        if read.symbol not in _COMPARISONS:
            return False
        for one, other in (read.parts, read.parts[::-1]):
            constant = _constant(other)
            if constant is None:
                continue
            if one.symbol == "name":
                self._texts.setdefault(one.value, set()).add(constant)
                if read.symbol not in ("=", "!="):
                    self._uncounted.add(one.value)
                return True
            if one.symbol == "number" and len(one.parts) == 1 and one.parts[0].symbol == "name":
                self._texts.setdefault(one.parts[0].value, set()).add(constant)
                self._uncounted.add(one.parts[0].value)
                return True
            if one.symbol == "string-length" and len(one.parts) == 1 and one.parts[0].symbol == "name":
                self._lengths.setdefault(one.parts[0].value, set()).add(constant)
                self._uncounted.add(one.parts[0].value)
                return True
        return False

    def _is_selected(self, read: Term) -> bool:
        """Whether it asks for a constant among the options of a name."""
        if read.symbol != "selected":
            return False
        name, option = read.parts
        if name.symbol != "name" or option.symbol != "text":
            return False
        self._texts.setdefault(name.value, set()).add(option.value)
        self._words.add(name.value)
        return True


def _constant(read: Term) -> str | None:
    """The text of a constant, of one with a minus sign, or of one made a date or a number; None for anything else."""
    if read.symbol in ("text", "figure"):
        return read.value
    if read.symbol == "-" and len(read.parts) == 1 and read.parts[0].symbol == "figure":
        return f"-{read.parts[0].value}"
    if read.symbol in ("date", "number") and len(read.parts) == 1:
        return _constant(read.parts[0])
    return None


# Which answers are tried


def _domain(asked: _Asked, use: _Use) -> list[str]:
    """Answers that stand for all there can be, blank among them, those likely to satisfy first."""
    if asked.kind in (Kind.ONE, Kind.SEVERAL) and not asked.question.options:
        raise _TooMuch
    if asked.kind is Kind.ONE:
        return _options(asked.question, use)
    if asked.kind is Kind.SEVERAL:
        return _sets(asked.question, use)
    if use.otherwise or use.words:
        raise _TooMuch
    if asked.kind in (Kind.INTEGER, Kind.YEAR, Kind.DECIMAL):
        return _numbers(use, whole=asked.kind is not Kind.DECIMAL)
    return _dates(use) if asked.kind is Kind.DATE else _texts(use)


def _options(question: Question, use: _Use) -> list[str]:
    """The options named, one of those not named, and blank; all where it is used in another way."""
    codes = [option.code for option in question.options]
    is_told_apart = use.otherwise or use.lengths or not use.counted
    if is_told_apart:
        return [*codes, ""]
    named = [code for code in codes if code in use.texts]
    return [*named, *[code for code in codes if code not in use.texts][:1], ""]


def _sets(question: Question, use: _Use) -> list[str]:
    """Every set of options; of those not named, where their number is all that can be told, only their number."""
    codes = [option.code for option in question.options]
    mentioned = {word for text in use.texts for word in text.split()}
    named = [code for code in codes if code in mentioned or not use.counted]
    others = [code for code in codes if code not in named]
    if len(named) > 10 or 2 ** len(named) * (len(others) + 1) > MOST_SETS:
        raise _TooMuch
    chosen = [
        {*some, *others[:number]}
        for size in range(len(named) + 1)
        for some in combinations(named, size)
        for number in range(len(others) + 1)
    ]
    in_order = [" ".join(code for code in codes if code in one) for one in chosen]
    as_written = [text for text in sorted(use.texts) if text and set(text.split()) <= set(codes)]
    return [*dict.fromkeys((*in_order[1:], *as_written, ""))]


def _numbers(use: _Use, whole: bool) -> list[str]:
    """Each constant, and a number on either side of it and between it and the next."""
    if use.lengths:
        raise _TooMuch
    points = sorted({Decimal(0), *filter(None, map(_decimal, use.texts)), *_days(use.texts)})
    around = {near for point in points for near in (point - 1, point, point + 1)}
    if whole:
        return [*map(str, sorted({math.floor(one) + more for one in around for more in (0, 1)})), ""]
    around |= {(low + high) / 2 for low, high in pairwise(points)}
    as_written = [text for text in sorted(use.texts) if _decimal(text) is not None]
    return [*dict.fromkeys((*(format(each, "f") for each in sorted(around)), *as_written, ""))]


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**15 else None


def _days(texts: Collection[str]) -> Iterator[Decimal]:
    """Dates as the numbers that they are compared as."""
    for text in texts:
        day = _day(text)
        if day:
            yield Decimal((day - _EPOCH).days)


_EPOCH = date(1970, 1, 1)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _dates(use: _Use) -> list[str]:
    """Each constant and the days before and after it; one more where there is none."""
    if use.lengths:
        raise _TooMuch
    points = {(day - _EPOCH).days for day in map(_day, use.texts) if day}
    points |= {math.floor(number) for number in map(_decimal, use.texts) if number is not None}
    days = []
    for point in sorted({0, *points}):
        for near in (point - 1, point, point + 1):
            try:
                days.append((_EPOCH + timedelta(near)).isoformat())
            except OverflowError:
                raise _TooMuch from None
    return [*dict.fromkeys(days), ""]


def _texts(use: _Use) -> list[str]:
    """Each constant, another text, and, where lengths are asked for, one of each length around those named."""
    if use.lengths and _numerals(use.texts):
        raise _TooMuch
    lengths = {1, 7}
    for text in use.lengths:
        number = _decimal(text)
        if number is None or not -2 < number < LONGEST_COUNTED:
            raise _TooMuch
        lengths |= {math.floor(number) + near for near in (-1, 0, 1, 2)}
    if _numerals(use.texts) and not use.counted:
        # Compared as numbers: a text may hold any.
        return [*_numbers(_Use(use.texts, frozenset(), False, True), whole=False), *sorted(use.texts), "zzzz"]
    others = [_other(length, use.texts) for length in sorted(lengths) if length > 0]
    return [*dict.fromkeys((*sorted(use.texts), *others, ""))]


def _numerals(texts: Collection[str]) -> set[str]:
    return {text for text in texts if _decimal(text) is not None or _day(text)}


def _other(length: int, texts: Collection[str]) -> str:
    """A text of this length that is none of these."""
    return next(
        (letter * length for letter in "zyxwvutsrqponmlkjihgfedcba" if letter * length not in texts), "z" * length
    )
