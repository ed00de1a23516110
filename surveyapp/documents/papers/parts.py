"""The parts of which a paper is made. Nothing in them is markup: texts of states are shown and never obeyed.

`said` and `written` make passages of texts, cleaned of what no paper can hold.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from surveyapp.core.text import has_words
from surveyapp.documents.printable import clean, paragraphs
from surveyapp.wording.papers import language_mark

KEPT_TOGETHER = 900
"""Characters of a question that is kept on one page as a whole."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A text. In another language than the paper's it says so, for readers and for programs that read aloud."""

    paragraphs: tuple[str, ...]
    language: str = ""
    """Where it is not the paper's."""
    marked: str = ""
    """ "in Spanish": shown after the text."""
    sign: str = ""
    """Shown before the text: that of a mark."""
    lead: str = ""
    """What is said before the text in the language of the paper: the option that the text hangs on."""
    address: str = ""
    """Where it leads on the web."""
    is_soft: bool = False
    is_strong: bool = False

    @property
    def length(self) -> int:
        return sum(map(len, self.paragraphs))


@dataclass(frozen=True, kw_only=True)
class Heading:
    text: str
    level: int = 1
    anchor: str = ""
    """Named where the contents lead to it."""


@dataclass(frozen=True, kw_only=True)
class Bullets:
    items: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    cells: tuple[Passage, ...]
    is_total: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows below headings; of figures all but the first column stand at the right."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    shares: tuple[float, ...] = ()
    """Of the width; none: the first column takes half as much again as each of the others."""
    has_figures: bool = False


@dataclass(frozen=True, kw_only=True)
class Fields:
    """What is said under several labels, a line each."""

    pairs: tuple[tuple[str, Passage], ...]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry of a list: what it is called, and what is said of it."""

    title: Passage
    pairs: tuple[tuple[str, Passage], ...]


Body = Passage | Bullets | Table | Fields | Entry


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question with what was answered, and in small print what is to be known of the answer."""

    number: str
    text: tuple[str, ...]
    core: str
    body: tuple[Body, ...]
    notes: tuple[Passage, ...] = ()

    @property
    def is_short(self) -> bool:
        """Whether it can be kept on one page as a whole without leaving half a page empty."""
        return sum(map(_length, self.body)) <= KEPT_TOGETHER


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Terms with what is said of them."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What must not be overlooked."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Contents:
    """The sections, each with how much of it is answered and where it begins."""

    title: str
    lines: tuple[tuple[str, str, str], ...]
    """Text, what was counted, anchor."""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A statement with lines to be signed on, together on one page."""

    title: str
    statement: str
    labels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Code:
    """A QR code that leads to an address, which stands below it in words."""

    address: str
    alternative: str
    """Read out in place of the picture."""
    caption: str


@dataclass(frozen=True, kw_only=True)
class NewPage:
    """What follows begins on another page."""


Part = Body | Heading | Question | Facts | Notice | Contents | Signature | Code | NewPage


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A whole paper in one language."""

    language: str
    organization: str
    department: str
    title: str
    document: str
    """What kind of paper it is, below the title."""
    foot: tuple[str, ...]
    """On every page."""
    parts: tuple[Part, ...]
    keywords: tuple[str, ...] = ()
    """Kept in the file for programs."""


def said(text: str, *, sign: str = "", is_soft: bool = False, is_strong: bool = False, address: str = "") -> Passage:
    """A passage in the paper's own language."""
    lines = paragraphs(clean(text))
    leads = address if _WEB.fullmatch(address) else ""
    return Passage(paragraphs=lines, sign=sign, is_soft=is_soft, is_strong=is_strong, address=leads)


def written(text: str, language: str, paper: str, *, address: str = "", lead: str = "") -> Passage:
    """A passage as a state wrote it, in the language it is said to be in; `paper` is that of the paper.

    What has no words, such as a bare number, is in no language.
    """
    own = replace(said(text, address=address), lead=line(lead))
    base = language.partition("-")[0].lower()
    if base == paper or not has_words(text) or not _LANGUAGE.fullmatch(base):
        return own
    mark = language_mark(base, paper)
    return replace(own, language=base, marked=mark)


def replace_paragraphs(passage: Passage, texts: tuple[str, ...], *, is_first: bool, is_last: bool) -> Passage:
    """A part of a passage: its sign stands at the first alone, the mark of its language at the last."""
    return replace(
        passage,
        paragraphs=texts,
        sign=passage.sign if is_first else "",
        lead=passage.lead if is_first else "",
        marked=passage.marked if is_last else "",
    )


def line(text: str) -> str:
    """A text on one line, cleaned."""
    return " ".join(paragraphs(clean(text)))


def _length(body: Body) -> int:
    """About how many characters fill as much room."""
    if isinstance(body, Passage):
        return body.length + 80
    if isinstance(body, Bullets):
        return _of_all(body.items)
    if isinstance(body, Table):
        return sum(max((cell.length for cell in row.cells), default=0) + 90 for row in body.rows)
    pairs = _of_all([passage for _label, passage in body.pairs])
    return pairs + 100


def _of_all(passages: Sequence[Passage]) -> int:
    return sum(one.length + 80 for one in passages)
