"""The parts of which the summary is made. Nothing in them is markup: texts of states are shown and never obeyed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveyapp.documents.papers.parts import Passage

Cell = str | Passage
"""A passage where a text is in another language than the paper."""
SHORT_TABLE = 14
"""Rows."""
LONG_CELL = 300
"""Characters."""


def length(cell: Cell) -> int:
    """In characters."""
    return len(cell) if isinstance(cell, str) else cell.length


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One thing that the summary says in words, and what stands in the paper."""

    key: str
    """Stable: "question:law_offence", "introduction:laws", "gaps"."""
    own: str
    """What the product says."""
    shown: str
    """What stands in the paper: the officer's text where there is one."""
    figures: str
    """SHA-256 of the figures that the sentence tells."""
    is_overridden: bool = False
    is_stale: bool = False
    """The officer wrote it when the figures were others."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """Where else in the paper something stands."""

    text: str
    to: str
    """An anchor."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    text: str
    level: int = 1
    """1 a chapter, 2 a part of it, 3 a question."""
    anchor: str = ""
    begins_page: bool = False
    is_listed: bool = True
    """Whether it stands in the contents."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A text in the language of the paper; links lead to the tables that its figures come from."""

    text: tuple[str, ...]
    links: tuple[Link, ...] = ()
    is_soft: bool = False
    """In small print."""
    is_strong: bool = False
    is_kept: bool = False
    """On one page with what follows it."""
    key: str = ""
    """Of the sentence that it is."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What must not be overlooked."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows below headings that are repeated on every page; `shares` of the width, as many as columns."""

    caption: str
    anchor: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[float, ...]
    numeric: frozenset[int] = frozenset()
    """Columns of figures, which stand at the right."""
    centred: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    has_total: bool = False
    """Whether the last row adds up those above."""
    is_small: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is so short that it stands on one page."""
        return len(self.rows) <= SHORT_TABLE and all(length(one) < LONG_CELL for row in self.rows for one in row)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A picture, what it says in words, and the table with the same figures."""

    caption: str
    anchor: str
    alternative: str
    picture: str
    """SVG."""
    width: float
    """Millimetres."""
    link: Link | None = None
    beside: Table | None = None
    """That table, where it is small enough to stand beside the picture."""


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What one state wrote, after its name."""

    who: str
    passages: tuple[Passage, ...]
    is_small: bool = False


@dataclass(frozen=True, kw_only=True)
class Practice:
    """A highlighted practice."""

    title: str
    where: str
    text: tuple[str, ...]
    link: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as the questionnaire has it."""

    number: str
    text: str
    core: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Wide:
    """Parts on pages laid across."""

    parts: tuple["Part", ...]


@dataclass(frozen=True, kw_only=True)
class Twin:
    """Parts in two columns."""

    parts: tuple["Heading | Paragraph | Quote | Asked", ...]


@dataclass(frozen=True, kw_only=True)
class Contents:
    title: str


Part = Heading | Paragraph | Notice | Table | Figure | Quote | Practice | Asked | Wide | Twin | Contents


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The first page, and what stands above and below every page."""

    organization: str
    department: str
    document_number: str
    classification: str
    version: str
    title: str
    """Of the paper."""
    round: str
    lines: tuple[str, ...]
    """Meeting, base, who may read it."""
    received: str
    warning: str
    """That the answers are invented; "" where they are not."""
    warning_short: str


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A whole summary in one language."""

    language: str
    paper: str
    """a4, letter."""
    cover: Cover
    parts: tuple[Part, ...]
    sentences: tuple[Sentence, ...]
    figures: Mapping[str, object] = field(default_factory=dict)
    """Ready for JSON: the figures told, by the key of the sentence; by them two versions are compared."""
