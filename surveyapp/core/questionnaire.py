"""What a questionnaire is: sections, groups, questions, options. Facts only; nothing here computes or changes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from surveyapp.core.text import NOTHING, Text


class Kind(StrEnum):
    """The kinds of question. How each is read and what its value looks like stands in `kinds`."""

    ONE = "one"
    SEVERAL = "several"
    ROWS = "rows"
    CONFIRM = "confirm"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    YEAR = "year"
    DATE = "date"
    LINK = "link"
    FILE = "file"
    NOTE = "note"
    GRID = "grid"
    LIST = "list"
    CITATION = "citation"
    CALCULATED = "calculated"
    """Worked out from other answers, or fixed by the author: never typed, so it has no place of its own. Conditions
    hear it; it is shown where it has a wording."""
    WHOLE = "whole"
    """The root place of a compound question, which can only say "not available" or, of a list, "none"."""


class Disclosure(StrEnum):
    """Who may read an answer, widest first."""

    PUBLIC = "public"
    MEMBER_STATES = "member_states"
    SECRETARIAT = "secretariat"

    __hash__ = str.__hash__  # that of an enum is written in Python, and it is looked up at every place

    @property
    def width(self) -> int:
        """2 for public, 1 for member states, 0 for the secretariat only."""
        return {"public": 2, "member_states": 1, "secretariat": 0}[self.value]


DISCLOSURES = {one.value: one for one in Disclosure}
"""By their words, quicker than calling the class."""


def narrowest(*disclosures: Disclosure) -> Disclosure:
    """The narrowest of those given; public when none is given."""
    return min(disclosures, key=lambda one: one.width, default=Disclosure.PUBLIC)


class Totals(StrEnum):
    """Which totals of a grid are computed and shown."""

    NONE = "none"
    ROWS = "rows"
    COLUMNS = "columns"
    BOTH = "both"


@dataclass(frozen=True)
class Property:
    """A further fact about an option (its region), by which the `choice_filter` of a question chooses."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option of a choice. Told apart by its code, never by its wording."""

    code: str
    wording: Text
    hint: Text = NOTHING
    detail: Text = NOTHING
    """The prompt of the text attached to this option ("cite the law"); empty: no text is asked."""
    cites: str = ""
    """Code of the list of which an entry may be cited with this option."""
    exclusive: bool = False
    shape: str = ""
    short: Text = NOTHING
    previous: str = ""
    """Its code in the last edition, where that was another."""
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a grid or of a question in rows."""

    code: str
    wording: Text
    hint: Text = NOTHING
    relevant: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a grid of numbers; its kind is INTEGER or DECIMAL."""

    code: str
    wording: Text
    kind: Kind = Kind.INTEGER
    constraint: str = ""
    constraint_message: Text = NOTHING


UNNAMED = frozenset({"unnamed", "unnamed_difficulties"})
DIFFICULTIES = frozenset({"difficulties", "unnamed_difficulties"})
"""Ways of compiling a question with options: who chose what is counted and not named; difficulties are gathered."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question, a note, or a compound of rows, columns, companions or fields.

    `options` of ONE, SEVERAL, ROWS, CONFIRM; `rows` of ROWS, CONFIRM, GRID; `columns` and `companions` (source,
    article, note) of GRID; `fields`, `entries` (how many are asked), `fewest`, `most` and `count` of LIST; `cites` (a
    list's code) of CITATION; `lowest`, `highest`, `step` of INTEGER and DECIMAL; `calculation` of CALCULATED.
    """

    code: str
    kind: Kind
    wording: Text
    number: str = ""
    hint: Text = NOTHING
    guidance: Text = NOTHING
    heading: Text = NOTHING
    article: Text = NOTHING
    core: bool = False
    required: bool = False
    required_when: str = ""
    """A condition under which it is required."""
    required_message: Text = NOTHING
    relevant: str = ""
    constraint: str = ""
    constraint_message: Text = NOTHING
    calculation: str = ""
    calculated_as: str = ""
    """Of a CALCULATED, how XLSForm writes it where that is not `calculate`: "text", "integer", "decimal", "date",
    "select_one"."""
    default: str = ""
    """What is proposed, and becomes an answer only when somebody says so; of a CALCULATED, its value."""
    lowest: str = ""
    highest: str = ""
    step: str = ""
    """Of a number in a range, as decimals: what is outside is pointed out, never refused."""
    choice_filter: str = ""
    """An expression over the properties of each option (bare names) and ${answers}: which options are offered."""
    disclosure: Disclosure = Disclosure.PUBLIC
    list_name: str = ""
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    totals: Totals = Totals.NONE
    companions: tuple["Question", ...] = ()
    fields: tuple["Question", ...] = ()
    entries: int = 0
    fewest: int = 0
    most: int = 0
    """Of a list, how many entries it must and may have; 0: not said."""
    count: str = ""
    """Of a list, an expression that says how many entries it should have (XLSForm: repeat_count)."""
    cites: str = ""
    cited_field: str = ""
    """Of a CITATION: the text of the list's entries by which they are called (`select_one ${law_title}`)."""
    previous: str = ""
    summary: str = ""
    """How it is compiled, as docs/writing-a-questionnaire.md lists it; "": as its kind suggests."""

    @property
    def names_states(self) -> bool:
        """Whether the summary names who answered what; states are told on the form where it does not."""
        return self.summary not in UNNAMED

    @property
    def asks_for_difficulties(self) -> bool:
        return self.summary in DIFFICULTIES

    @property
    def asks(self) -> bool:
        """Whether a state can answer it: neither a note nor worked out."""
        return self.kind not in (Kind.NOTE, Kind.CALCULATED)

    def option(self, code: str) -> Option | None:
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Questions below one sub-heading, asked together when `relevant` holds."""

    code: str
    wording: Text
    hint: Text = NOTHING
    relevant: str = ""
    parts: tuple["Question | Group", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section(Group):
    """A part of the questionnaire that one institution can answer."""

    number: str = ""
    heading: Text = NOTHING
    """A short name, for the sheet of a workbook."""
    usually: Text = NOTHING
    """Which institution usually answers it."""
    minutes: int = 0


@dataclass(frozen=True)
class Placed:
    """A question with what stands above it."""

    question: Question
    section: Section
    groups: tuple[Group, ...]

    @property
    def conditions(self) -> tuple[str, ...]:
        """Every condition under which it is asked, outermost first."""
        above = (self.section, *self.groups)
        return tuple(one for one in (*(group.relevant for group in above), self.question.relevant) if one)


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """The definition of one edition: one structure with every wording in each language."""

    code: str
    version: str
    title: Text
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    _index: dict[str, Placed] = field(default_factory=dict, init=False, repr=False, compare=False)
    _asking: dict[str, list[Question]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """By section, and under "" all, the questions that ask something."""

    def __post_init__(self) -> None:
        for section in self.sections:
            for placed in _placed(section, section.parts, ()):
                self._index[placed.question.code] = placed
        for placed in self._index.values():
            if placed.question.asks:
                self._asking.setdefault("", []).append(placed.question)
                self._asking.setdefault(placed.section.code, []).append(placed.question)

    def placed(self) -> Iterator[Placed]:
        """Every question and note, in the order of the questionnaire."""
        return iter(self._index.values())

    def questions(self, section: Section | None = None) -> Iterator[Question]:
        """Every question that asks something (no notes), of the whole or of one section, in order."""
        return iter(self._asking.get(section.code if section else "", ()))

    def find(self, code: str) -> Placed | None:
        return self._index.get(code)

    def section(self, code: str) -> Section | None:
        return next((section for section in self.sections if section.code == code), None)


def _placed(section: Section, parts: tuple[Question | Group, ...], groups: tuple[Group, ...]) -> Iterator[Placed]:
    for part in parts:
        if isinstance(part, Group):
            yield from _placed(section, part.parts, (*groups, part))
        else:
            yield Placed(part, section, groups)
