"""Conditions, constraints and calculations in sentences: for officers, translators and readers of the paper form.

An expression is read part by part (`core.expressions.term`) into clauses. What no clause of `condition_phrases` says
exactly is not said at all: the sentence is "" and the page shows the expression as its author wrote it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby
from string import ascii_lowercase

from surveyapp.core.expressions import Term, references, term
from surveyapp.core.functions import day_of
from surveyapp.core.questionnaire import Kind, Question, Questionnaire
from surveyapp.core.text import Text, said
from surveyapp.wording import condition_phrases as phrases
from surveyapp.wording import dates, numbers
from surveyapp.wording.condition_phrases import nor, of, to
from surveyapp.wording.lists import either, join
from surveyapp.wording.plain import plain

LONGEST_SENTENCE = 1_000
LONGEST_NAME = 80
"""Characters of a wording by which a question without a number is called."""
MOST_PARTS = 200
"""Of one expression, calculations that it uses included."""
UNGROUPED = 10_000
"""Numbers below it are written without a space: among them are the years."""


def asked_when(expression: str, questionnaire: Questionnaire, language: str, within: Question | None = None) -> str:
    """ "Asked when 1.2 is “Yes” or “In part”."; "" for a condition that only its author can read.

    `within` is the list, grid or question in rows of which a part has the condition: its other parts go by their names.
    """
    said_so = _condition(expression, questionnaire, language, within)
    if isinstance(said_so, bool):
        return said(phrases.SENTENCES["always_asked" if said_so else "never_asked"], language)
    return _sentence("asked_when", said_so, language)


def answer_only_if(expression: str, questionnaire: Questionnaire, language: str, within: Question | None = None) -> str:
    """ "Answer only if 1.2 is “Yes”.": what the paper form says; "" also for what holds always or never."""
    said_so = _condition(expression, questionnaire, language, within)
    return "" if isinstance(said_so, bool) else _sentence("answer_only_if", said_so, language)


def must_hold(
    expression: str, questionnaire: Questionnaire, language: str, of_question: Question, within: Question | None = None
) -> str:
    """ "The following must hold: the answer is from 0 to 100."; "" for a constraint that cannot be said."""
    said_so = _condition(expression, questionnaire, language, within, of_question)
    return "" if isinstance(said_so, bool) else _sentence("must_hold", said_so, language)


def required_when(expression: str, questionnaire: Questionnaire, language: str, within: Question | None = None) -> str:
    """ "An answer is required when 1.2 is “Yes”."; "" for what cannot be said."""
    said_so = _condition(expression, questionnaire, language, within)
    return "" if isinstance(said_so, bool) else _sentence("required_when", said_so, language)


def options_depend_on(expression: str, questionnaire: Questionnaire, language: str) -> str:
    """ "Which of these options apply depends on 3.1."; "" where the filter hears no answer."""
    reader = _Reader(questionnaire, language, None)
    nouns = [reader.noun_of(name) for name in sorted(references(expression), key=_order(questionnaire))]
    if not nouns or not all(nouns):
        return ""
    of_nouns = join([of(noun, language) for noun in nouns], language)
    pattern = said(phrases.SENTENCES["options_depend_on"], language)
    return pattern.format(nouns=join(nouns, language), of_nouns=of_nouns)


def worked_out(expression: str, questionnaire: Questionnaire, language: str, within: Question | None = None) -> str:
    """ "Worked out: the sum of 2.1 and 2.2."; "" for what cannot be said."""
    read = term(expression)
    if read is None:
        return ""
    try:
        noun = _Reader(questionnaire, language, within).noun(read)
    except _Unsayable:
        return ""
    return said(phrases.SENTENCES["worked_out"], language).format(noun=noun)


def called(question: Question, language: str) -> str:
    """How a sentence calls a question: by its printed number, else by its wording in quotation marks."""
    return question.number or _quoted(_cut(plain(said(question.wording, language))), language)


# What an expression says: true or false for ever, one clause, or several joined


class _Unsayable(Exception):
    """No clause says this exactly."""


@dataclass(frozen=True)
class _Chosen:
    """A clause on the options of one answer; several such clauses on the same answer make one."""

    noun: str
    relation: str
    """ "is", "is_not", "includes", "includes_all", "includes_not"."""
    answers: tuple[str, ...]


@dataclass(frozen=True)
class _Bound:
    """A clause that a number is not below or not above another, or between two."""

    noun: str
    lowest: str
    highest: str
    words: str
    """The clause while it has one limit alone."""


@dataclass(frozen=True)
class _Joined:
    """Clauses joined by "and" or "or"."""

    by: str
    parts: tuple["_Clause", ...]


_Clause = str | _Chosen | _Bound | _Joined | bool

_JOINED = ("and", "or")
_MIRRORED: Mapping[str, str] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_DENIED: Mapping[str, str] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_SAYS_GIVEN: Mapping[tuple[str, int], bool] = {
    (">", 0): True,
    ("!=", 0): True,
    (">=", 1): True,
    ("=", 0): False,
    ("<=", 0): False,
    ("<", 1): False,
}
"""Numbers of options or characters that say whether there is an answer at all."""
_SAME_VALUE = frozenset({"number", "string", "normalize-space", "date"})
"""Functions that change how an answer is taken, and nothing that a reader would notice."""
_OF_CHOSEN: Mapping[str, tuple[Text, Text]] = {
    "is": (phrases.IS, phrases.IS),
    "is_not": (phrases.IS_NOT, phrases.IS_NONE_OF),
    "includes": (phrases.INCLUDES, phrases.INCLUDES),
    "includes_all": (phrases.INCLUDES, phrases.INCLUDES),
    "includes_not": (phrases.INCLUDES_NOT, phrases.INCLUDES_NONE_OF),
}
_MERGED: Mapping[str, frozenset[str]] = {
    "or": frozenset({"is", "includes"}),
    "and": frozenset({"is_not", "includes", "includes_not"}),
}
"""Which relations to one answer are one clause where they are joined so."""


def _condition(
    expression: str,
    questionnaire: Questionnaire,
    language: str,
    within: Question | None,
    of_question: Question | None = None,
) -> str | bool:
    """The clause; true or false for what always or never holds; "" for what cannot be said."""
    read = term(expression)
    if read is None:
        return ""
    try:
        found = _Reader(questionnaire, language, within, of_question).clause(read, is_so=True)
        if isinstance(found, bool):
            return found
        words = _words(found, language)
    except _Unsayable:
        return ""
    return words if len(words) <= LONGEST_SENTENCE else ""


@dataclass
class _Reader:
    """Reads the terms of one expression into clauses."""

    questionnaire: Questionnaire
    language: str
    within: Question | None
    of_question: Question | None = None
    """Whose answer is "."."""
    parts: int = 0

    # Clauses

    def clause(self, read: Term, *, is_so: bool) -> _Clause:
        """What a term says as a condition, or (not `is_so`) its denial."""
        self._count()
        symbol, parts = read.symbol, read.parts
        if symbol in _JOINED:
            by = symbol if is_so else {"and": "or", "or": "and"}[symbol]
            return _joined(by, [self.clause(part, is_so=is_so) for part in parts])
        if symbol == "not":
            return self.clause(parts[0], is_so=not is_so)
        if symbol in ("true", "false"):
            return (symbol == "true") == is_so
        if symbol == "boolean":
            return self.clause(parts[0], is_so=is_so)
        if symbol in _MIRRORED:
            return self._comparison(symbol, parts[0], parts[1], is_so)
        if symbol in ("selected", *phrases.HOLDS_TEXT):
            return self._on_text(read, is_so)
        if symbol == "if":
            return self._chosen_branch(read, is_so)
        return self._truth(read, is_so)

    def _truth(self, read: Term, is_so: bool) -> _Clause:
        """A value where a condition is asked for: an answer is true where it is given, a number where it is not 0."""
        if read.symbol in ("count-selected", "string-length"):
            return self._many(">" if is_so else "=", read, Decimal())
        if read.symbol in ("name", "."):
            calculated = self._calculated(read)
            return self.clause(calculated, is_so=is_so) if calculated else self._given(read, is_so)
        raise _Unsayable

    def _chosen_branch(self, read: Term, is_so: bool) -> _Clause:
        """if(a, b, c) as a condition: a and b, or not a and c."""
        asks, then, other = read.parts
        return _joined(
            "or",
            [
                _joined("and", [self.clause(asks, is_so=True), self.clause(then, is_so=is_so)]),
                _joined("and", [self.clause(asks, is_so=False), self.clause(other, is_so=is_so)]),
            ],
        )

    def _comparison(self, symbol: str, left: Term, right: Term, is_so: bool) -> _Clause:
        left, right = self._plainer(left), self._plainer(right)
        if _is_constant(left) and not _is_constant(right):
            symbol, left, right = _MIRRORED[symbol], right, left
        if left.symbol == "if" and _is_constant(right):
            return self._compared_branches(symbol, left, right, is_so)
        if left.symbol in ("count-selected", "string-length") and right.symbol == "figure":
            return self._many(symbol if is_so else _DENIED[symbol], left, _number(right))
        if symbol in ("=", "!="):
            return self._equality(left, right, is_so == (symbol == "="))
        return self._order(symbol, left, right, is_so)

    def _compared_branches(self, symbol: str, left: Term, right: Term, is_so: bool) -> _Clause:
        """if(a, 'x', 'y') = 'x' says a."""
        asks, then, other = left.parts
        if not (_is_constant(then) and _is_constant(other)) or symbol not in ("=", "!="):
            raise _Unsayable
        wanted = is_so == (symbol == "=")
        first, second = (then == right) == wanted, (other == right) == wanted
        return first if first == second else self.clause(asks, is_so=first)

    def _equality(self, left: Term, right: Term, is_so: bool) -> _Clause:
        if right == Term("text") and left.symbol in ("name", "."):
            return self._given(left, not is_so)
        if right.symbol in ("true", "false"):
            return self.clause(left, is_so=is_so == (right.symbol == "true"))
        noun = self.noun(left)
        if right.symbol in ("text", "figure"):
            question = self._question(left)
            if right.symbol == "text" and day_of(right.value) and not (question and question.options):
                return _Chosen(noun, "is" if is_so else "is_not", (self._limit(right),))
            return _Chosen(noun, "is" if is_so else "is_not", (self._answer(right, question),))
        other = self.noun(right)
        same = said(phrases.SAME_AS, self.language).format(other=other, to_other=to(other, self.language))
        return said(phrases.IS if is_so else phrases.IS_NOT, self.language).format(noun=noun, answers=same)

    def _order(self, symbol: str, left: Term, right: Term, is_so: bool) -> _Clause:
        is_day = self._is_day(left) or self._is_day(right)
        noun, other = self.noun(left), self._limit(right)
        pattern = said((phrases.LATER if is_day else phrases.GREATER)[symbol], self.language)
        compared = pattern.format(other=other, to_other=to(other, self.language))
        words = said(phrases.IS if is_so else phrases.IS_NOT, self.language).format(noun=noun, answers=compared)
        if is_so and symbol in (">=", "<=") and not is_day and _is_constant(right):
            return _Bound(noun, other, "", words) if symbol == ">=" else _Bound(noun, "", other, words)
        return words

    def _many(self, symbol: str, counted: Term, number: Decimal) -> str:
        """How many options are chosen, how many characters written."""
        [of_what] = counted.parts or (Term("."),)
        is_given = _SAYS_GIVEN.get((symbol, int(number))) if number in (0, 1) else None
        if is_given is not None:
            return self._given(of_what, is_given)
        many = said(phrases.MANY[symbol], self.language).format(number=self._written(number))
        is_one = number == 1
        if counted.symbol == "string-length":
            return said(phrases.CHARACTERS[is_one], self.language).format(noun=self.noun(of_what), many=many)
        if of_what.symbol == ".":
            return said(phrases.CHOSEN_HERE[is_one], self.language).format(many=many)
        question = self._called(of_what)
        return said(phrases.CHOSEN[is_one], self.language).format(many=many, question=question)

    def _on_text(self, read: Term, is_so: bool) -> _Clause:
        answer, text = self._plainer(read.parts[0]), read.parts[1]
        if text.symbol not in ("text", "figure"):
            raise _Unsayable
        noun = self.noun(answer)
        if read.symbol != "selected":
            pattern = (phrases.HOLDS_TEXT if is_so else phrases.HOLDS_NO_TEXT)[read.symbol]
            return said(pattern, self.language).format(noun=noun, text=_quoted(text.value, self.language))
        question = self._question(answer)
        chosen = (self._answer(text, question),)
        if question and question.kind is not Kind.SEVERAL and question.options:
            return _Chosen(noun, "is" if is_so else "is_not", chosen)
        return _Chosen(noun, "includes" if is_so else "includes_not", chosen)

    def _given(self, read: Term, is_so: bool) -> str:
        if read.symbol == ".":
            return said(phrases.IS_THERE if is_so else phrases.IS_NOT_THERE, self.language)
        question = self._question(read)
        if question and question.kind is Kind.CALCULATED:
            pattern = phrases.HAS_A_VALUE if is_so else phrases.HAS_NO_VALUE
        else:
            pattern = phrases.IS_ANSWERED if is_so else phrases.IS_BLANK
        return said(pattern, self.language).format(question=self._called(read))

    # Nouns

    def noun(self, read: Term) -> str:
        """What is compared, in words."""
        self._count()
        read = self._plainer(read)
        if read.symbol == "name":
            return self.noun_of(read.value) or self._worked_out_noun(read)
        if read.symbol == ".":
            return said(phrases.THE_ANSWER, self.language)
        if read.symbol in phrases.COMPUTED and len(read.parts) == 2:
            left, right = map(self.noun, read.parts)
            nouns = {"left": left, "right": right}
            nouns |= {"of_left": of(left, self.language), "of_right": of(right, self.language)}
            return said(phrases.COMPUTED[read.symbol], self.language).format(**nouns)
        return self._limit(read)

    def noun_of(self, name: str) -> str:
        """The answer to the question of this name; "" where no wording tells which."""
        question = self._named(name)
        if question is None or not (question.wording or question.number):
            return ""
        pattern = phrases.VALUE_OF if question.kind is Kind.CALCULATED else phrases.ANSWER_TO
        return said(pattern, self.language).format(question=called(question, self.language))

    def _worked_out_noun(self, read: Term) -> str:
        calculated = self._calculated(read)
        if calculated is None:
            raise _Unsayable
        return self.noun(calculated)

    def _limit(self, read: Term) -> str:
        """A constant, or the noun of what is compared with."""
        read = self._plainer(read)
        if read.symbol == "figure" or (read.symbol == "-" and len(read.parts) == 1 and _is_constant(read)):
            return self._written(_number(read))
        if read.symbol == "today":
            return said(phrases.TODAY, self.language)
        if read == Term("format-date", "", (Term("today"), Term("text", "%Y"))):
            return said(phrases.THIS_YEAR, self.language)
        if read.symbol == "text":
            day = day_of(read.value)
            words = dates.day(day, self.language) if day else ""
            return said(phrases.ON_DAY, self.language).format(day=words) if day else _quoted(read.value, self.language)
        if read.symbol in ("name", ".") or (read.symbol in phrases.COMPUTED and len(read.parts) == 2):
            return self.noun(read)
        raise _Unsayable

    def _answer(self, read: Term, question: Question | None) -> str:
        """A constant as an answer: the wording of an option, a number, a text in quotation marks."""
        option = question.option(read.value) if question else None
        if option:
            return _quoted(plain(said(option.wording, self.language)), self.language)
        return self._written(_number(read)) if read.symbol == "figure" else _quoted(read.value, self.language)

    def _written(self, number: Decimal) -> str:
        if abs(number) >= UNGROUPED or number != number.to_integral_value():
            return numbers.grouped(number, self.language)
        return str(int(number)).replace("-", numbers.MINUS)

    # Questions

    def _named(self, name: str) -> Question | None:
        """What ${name} means: a neighbour in the list or grid, a question, a row of a question in rows."""
        if self.within is not None:
            near = next((one for one in _neighbours(self.within) if one.code == name), None)
            if near:
                return near
        placed = self.questionnaire.find(name)
        if placed:
            return placed.question
        return next((_row(one, name, self.language) for one in self.questionnaire.questions() if _has(one, name)), None)

    def _question(self, read: Term) -> Question | None:
        return self._named(read.value) if read.symbol == "name" else self.of_question if read.symbol == "." else None

    def _called(self, read: Term) -> str:
        question = self._question(read)
        if question is None or not (question.wording or question.number):
            raise _Unsayable
        return called(question, self.language)

    def _calculated(self, read: Term) -> Term | None:
        """The expression of a calculation that has no wording of its own."""
        question = self._question(read)
        if question is None or question.kind is not Kind.CALCULATED or question.wording or question.number:
            return None
        return term(question.calculation) if question.calculation else Term("text", question.default)

    def _plainer(self, read: Term) -> Term:
        """The same without what a reader need not know: number(x), coalesce(x, ''), a calculation without a name."""
        self._count()
        if read.symbol in _SAME_VALUE and len(read.parts) <= 1:
            return self._plainer(read.parts[0]) if read.parts else Term(".")
        if read.symbol == "coalesce" and len(read.parts) == 2 and read.parts[1] in (Term("text"), Term("figure", "0")):
            return self._plainer(read.parts[0])
        calculated = self._calculated(read)
        return self._plainer(calculated) if calculated else read

    def _is_day(self, read: Term) -> bool:
        question = self._question(read)
        return read.symbol == "today" or bool(day_of(read.value)) or bool(question and question.kind is Kind.DATE)

    def _count(self) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise _Unsayable


def _neighbours(root: Question) -> list[Question]:
    columns = [Question(code=one.code, kind=one.kind, wording=one.wording) for one in root.columns]
    rows = [Question(code=row.code, kind=Kind.ONE, wording=row.wording, options=root.options) for row in root.rows]
    return [*root.fields, *root.companions, *columns, *(rows if root.kind is not Kind.GRID else [])]


def _has(question: Question, row: str) -> bool:
    return question.kind is not Kind.GRID and any(one.code == row for one in question.rows)


def _row(root: Question, code: str, language: str) -> Question:
    """A row as a question, called "6.2 (“Shelter”)"."""
    row = next(row for row in root.rows if row.code == code)
    words = _quoted(_cut(plain(said(row.wording, language))), language)
    number = f"{root.number} ({words})" if root.number else ""
    return Question(code=code, kind=Kind.ONE, wording=row.wording, number=number, options=root.options)


# Joining clauses


def _joined(by: str, parts: Sequence[_Clause]) -> _Clause:
    """The parts as one clause: what is always so is left out of "and", what never is out of "or"; neighbours meet."""
    flat: list[_Clause] = []
    for part in parts:
        flat += part.parts if isinstance(part, _Joined) and part.by == by else [part]
    settles = by == "or"
    if any(part is settles for part in flat):
        return settles
    said_once = list(dict.fromkeys(part for part in flat if not isinstance(part, bool)))
    if not said_once:
        return not settles
    merged = _between(_merged(by, said_once)) if by == "and" else _merged(by, said_once)
    return merged[0] if len(merged) == 1 else _Joined(by, tuple(merged))


def _merged(by: str, parts: Sequence[_Clause]) -> list[_Clause]:
    """Clauses on the options of one answer that stand side by side, made one: "is “Yes” or “In part”"."""

    def key(at: int) -> tuple[str, str] | int:
        part = parts[at]
        return (part.noun, part.relation) if isinstance(part, _Chosen) and part.relation in _MERGED[by] else at

    groups = [[parts[at] for at in together] for _, together in groupby(range(len(parts)), key)]
    return [group[0] if len(group) == 1 else _one_of(by, group) for group in groups]


def _one_of(by: str, group: Sequence[_Clause]) -> _Clause:
    chosen = [part for part in group if isinstance(part, _Chosen)]
    answers = tuple(answer for part in chosen for answer in part.answers)
    relation = "includes_all" if (by, chosen[0].relation) == ("and", "includes") else chosen[0].relation
    return _Chosen(chosen[0].noun, relation, answers)


def _between(parts: Sequence[_Clause]) -> list[_Clause]:
    """A lowest and a highest limit of one number, side by side, made one: "is from 0 to 100"."""
    found: list[_Clause] = []
    for part in parts:
        before = found[-1] if found else None
        if isinstance(part, _Bound) and isinstance(before, _Bound) and _closes(before, part):
            found[-1] = _Bound(part.noun, before.lowest, part.highest, "")
        else:
            found.append(part)
    return found


def _closes(before: _Bound, after: _Bound) -> bool:
    return before.noun == after.noun and not before.highest and not after.lowest


# From clauses to words


def _words(clause: _Clause, language: str) -> str:
    if isinstance(clause, _Joined):
        return _joined_words(clause, language)
    if isinstance(clause, _Chosen):
        return _chosen_words(clause, language)
    if isinstance(clause, _Bound):
        return clause.words or said(phrases.BETWEEN, language).format(
            noun=clause.noun, lowest=clause.lowest, highest=clause.highest
        )
    return str(clause)


def _chosen_words(clause: _Chosen, language: str) -> str:
    one, several = _OF_CHOSEN[clause.relation]
    if len(clause.answers) == 1:
        return said(one, language).format(noun=clause.noun, answers=clause.answers[0])
    together = {"is": either, "includes": either, "includes_all": join}.get(clause.relation, nor)
    return said(several, language).format(noun=clause.noun, answers=together(clause.answers, language))


def _joined_words(clause: _Joined, language: str) -> str:
    """Joined by a word, by a semicolon and a word, or as a list (a), (b), by how much stands within the parts."""
    words = [_words(part, language) for part in clause.parts]
    height = _height(clause)
    if height == 1:
        return join(words, language) if clause.by == "and" else either(words, language)
    if height == 2:
        return said(phrases.BESIDES[clause.by], language).join(words)
    if height > 3 or len(words) > len(ascii_lowercase):
        raise _Unsayable
    lettered = (f"({letter}) {each}" for letter, each in zip(ascii_lowercase, words, strict=False))
    listed = said(phrases.LISTED, language).join(lettered)
    return said(phrases.OF_THESE[clause.by], language).format(clauses=listed)


def _height(clause: _Clause) -> int:
    return 1 + max(map(_height, clause.parts)) if isinstance(clause, _Joined) else 0


def _sentence(name: str, clause: str, language: str) -> str:
    return said(phrases.SENTENCES[name], language).format(clause=clause) if clause else ""


# Words


def _quoted(text: str, language: str) -> str:
    return said(phrases.QUOTED, language).format(text=text)


def _cut(text: str) -> str:
    """The beginning of a long wording, at the end of a word."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NAME else f"{line[:LONGEST_NAME].rsplit(' ', 1)[0]}…"


# Terms


def _is_constant(read: Term) -> bool:
    return read.symbol in ("text", "figure") or (
        read.symbol == "-" and len(read.parts) == 1 and _is_constant(read.parts[0])
    )


def _number(read: Term) -> Decimal:
    try:
        return -_number(read.parts[0]) if read.symbol == "-" else Decimal(read.value)
    except InvalidOperation:
        raise _Unsayable from None


def _order(questionnaire: Questionnaire) -> Callable[[str], tuple[int, str]]:
    """For sorting names: as the questions stand in the questionnaire, what is no question last."""
    places = {placed.question.code: at for at, placed in enumerate(questionnaire.placed())}
    return lambda name: (places.get(name, len(places)), name)
