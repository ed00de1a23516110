"""The summary while it is written from top to bottom: parts, sentences and their figures, numbers of tables."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from surveyapp.core.comparison import Comparison
from surveyapp.core.disclosure import Audience
from surveyapp.core.questionnaire import Question, Section
from surveyapp.core.states import MemberState, in_order
from surveyapp.core.text import said
from surveyapp.documents.papers.parts import line
from surveyapp.documents.printable import clean, paragraphs
from surveyapp.documents.round_facts import RoundFacts
from surveyapp.documents.summary.parts import Cell, Figure, Heading, Link, Paragraph, Part, Quote, Sentence, Table
from surveyapp.wording.summary import fixed
from surveyapp.wording.summary.speaking import Speaker

_LONG_TABLE = 16
"""Rows of a table that stands in small type."""


@dataclass(kw_only=True)
class Writer:
    """What every chapter is given, and where it puts what it says."""

    comparison: Comparison
    facts: RoundFacts
    language: str
    speaker: Speaker
    parts: list[Part] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    figures: dict[str, object] = field(default_factory=dict)
    tables: int = 0
    pictures: int = 0
    tables_of: dict[str, Table] = field(default_factory=dict)
    """By code of question, the table in which its answers are counted."""
    quotes_of: dict[str, Sequence[Quote]] = field(default_factory=dict)
    """By code of question, what the States wrote: looked for once."""

    def words(self, name: str, **facts: object) -> str:
        return fixed.words(name, self.language, **facts)

    @property
    def names_missing(self) -> bool:
        """Whether states that have not replied are named: to the public only when the officer says so."""
        says_so = self.facts.terms.name_missing or self.facts.heading.name_missing
        return says_so or self.comparison.audience is not Audience.PUBLIC

    @property
    def replied(self) -> list[MemberState]:
        """Those whose answers are in the tables, in the official order."""
        return in_order(self.comparison.replied, self.language)

    @property
    def has_replied(self) -> list[MemberState]:
        """Those, and those whose reply came as a document and is not in the tables yet."""
        known = {*self.comparison.replies, *self.facts.heading.documents}
        return in_order([one for one in self.comparison.asked if one.iso3 in known], self.language)

    @property
    def missing(self) -> list[MemberState]:
        known = {one.iso3 for one in self.has_replied}
        return in_order([one for one in self.comparison.asked if one.iso3 not in known], self.language)

    def short_names(self, states: Iterable[str]) -> str:
        """The states by the names that they have in tables, in the official order."""
        chosen = [self.speaker.states[one] for one in dict.fromkeys(states) if one in self.speaker.states]
        return ", ".join(state.name(self.language).short for state in in_order(chosen, self.language))

    def questions(self, section: Section | None = None) -> list[Question]:
        """Those that ask something which this audience may read; what is asked for others alone is not told of."""
        asked = self.comparison.questionnaire.questions(section)
        return [one for one in asked if self.comparison.audience.may_read(one.disclosure)]

    def called(self, question: Question) -> str:
        """A question in short: its number and heading; without a heading, its number or its wording."""
        number = question.number
        title = line(said(question.heading, self.language))
        if number and title:
            return self.words("question_heading", number=number, title=title)
        return title or (
            f"{self.words('question')} {number}" if number else line(said(question.wording, self.language))
        )

    def heading(
        self, text: str, level: int = 1, anchor: str = "", *, begins_page: bool = False, is_listed: bool = True
    ) -> None:
        self.parts.append(
            Heading(text=line(text), level=level, anchor=anchor, begins_page=begins_page, is_listed=is_listed)
        )

    def say(
        self, key: str, own: str, figures: object = None, links: Sequence[Link] = (), *, is_kept: bool = False
    ) -> None:
        """A sentence that the officer may put otherwise; nothing for an empty one that nobody did."""
        digest = _digest(figures)
        mine = self.facts.sentences.get(key)
        if not own and mine is None:
            return
        shown = mine.text if mine is not None else own
        is_stale = mine is not None and mine.figures != digest
        self.sentences.append(
            Sentence(key=key, own=own, shown=shown, figures=digest, is_overridden=mine is not None, is_stale=is_stale)
        )
        if figures is not None:
            self.figures[key] = figures
        lines = paragraphs(clean(shown))
        if lines:
            self.parts.append(Paragraph(text=lines, links=tuple(links), key=key, is_kept=is_kept))

    def note(self, text: str) -> None:
        """Small print."""
        self.parts.append(Paragraph(text=paragraphs(clean(text)), is_soft=True))

    def text(self, text: str, *, is_strong: bool = False, is_kept: bool = False) -> None:
        self.parts.append(Paragraph(text=paragraphs(clean(text)), is_strong=is_strong, is_kept=is_kept))

    def table(
        self,
        title: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        shares: Sequence[float],
        *,
        numeric: Iterable[int] = (),
        centred: Iterable[int] = (),
        notes: Sequence[str] = (),
        has_total: bool = False,
        is_small: bool = False,
    ) -> Table:
        """A table with the next number; the caller puts it where it belongs."""
        self.tables += 1
        drawn = [tuple(_cell(one) for one in row) for row in rows]
        return Table(
            caption=self.words("table", number=self.tables, title=line(title)),
            anchor=f"t{self.tables}",
            columns=tuple(line(one) for one in columns),
            rows=tuple(drawn),
            shares=tuple(shares),
            numeric=frozenset(numeric),
            centred=frozenset(centred),
            notes=tuple(line(one) for one in notes if one),
            has_total=has_total,
            is_small=is_small or len(drawn) > _LONG_TABLE,
        )

    def link(self, table: Table) -> Link:
        return Link(text=self.words("see_table", number=table.anchor[1:]), to=table.anchor)

    def figure(self, title: str, picture: str, says: str, width: float, table: Table) -> Figure:
        """A picture with the next number, beside the table that holds its figures."""
        self.pictures += 1
        return Figure(
            caption=self.words("figure", number=self.pictures, title=line(title)),
            anchor=f"f{self.pictures}",
            alternative=line(says),
            picture=picture,
            width=width,
            link=Link(text=self.words("figure_of_table", number=table.anchor[1:]), to=table.anchor),
        )


def _digest(figures: object) -> str:
    return hashlib.sha256(json.dumps(figures, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _cell(one: Cell) -> Cell:
    return line(one) if isinstance(one, str) else one
