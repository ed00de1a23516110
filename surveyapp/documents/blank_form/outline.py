"""What stands on a blank form, in order and already in words: what the PDF and the Word file both start from.

Nothing here is markup. Texts are cleaned of what no paper can hold (control characters, halves of characters), so that
an author's text is never code to a typesetter and never breaks a file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from surveyapp.core import placeholders, wordings
from surveyapp.core.questionnaire import Group, Kind, Option, Question, Questionnaire, Row, Section, Totals
from surveyapp.core.text import Text, said
from surveyapp.documents.printable import clean, paragraphs
from surveyapp.wording import blank_form as furniture
from surveyapp.wording import conditions
from surveyapp.wording.blank_form import words
from surveyapp.wording.plain import plain

LINES_OF_LONG_TEXT = 7
LINES_OF_DETAIL = 2
ENTRIES_WHERE_NOTHING_IS_SAID = 3
MOST_ENTRIES = 12
"""Blocks drawn for one list; for more of them a page is copied."""
LINES_KEPT_TOGETHER = 14
LONGEST_HEADING = 200
"""Characters of a note that is kept with what follows it."""
LINES_KEPT_TOGETHER_IN_ENTRY = 24
LONGEST_INLINE = 50
"""Characters of a box and of what is written with it, for several of them to stand on one line."""
MOST_COLUMNS = 7
"""Of a table in which one box is marked in each row; more options stand below each row."""


class LanguageNotOffered(Exception):
    """The questionnaire is not in this language, or the form has no words of its own in it."""


class LanguageIncomplete(Exception):
    """Wordings are missing in this language: a form with holes is not made."""

    def __init__(self, missing: int) -> None:
        super().__init__(f"{missing} wordings are missing")
        self.missing = missing


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What the form says of itself, in the words of its language."""

    version: str
    revision: int = 0
    is_draft: bool = False
    is_illustrative: bool = False
    round: str = ""
    mandate: str = ""
    period: str = ""
    deadline: str = ""


# Where answers are written


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Lines to write on, below a label or without one."""

    label: str = ""
    count: int = 1
    is_short: bool = False
    type: str = "lines"


@dataclass(frozen=True, kw_only=True)
class Slots:
    """Several short spaces on one line, each with its label."""

    labels: tuple[str, ...]
    type: str = "slots"


@dataclass(frozen=True, kw_only=True)
class Box:
    """A box to be marked, with what is written when it is."""

    text: str
    hint: str = ""
    below: tuple["Lines | Slots", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Boxes:
    """The boxes of a choice; `is_inline`: short ones, one after the other on a line."""

    boxes: tuple[Box, ...]
    is_inline: bool = False
    type: str = "boxes"


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """A row of a table: what it is about, and what is said below that."""

    text: str
    notes: tuple[str, ...] = ()
    is_total: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows × columns: a box in each cell, or room for a number."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    has_boxes: bool
    type: str = "table"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A question within a question: a row, a companion of a grid, a field of an entry."""

    text: str
    notes: tuple[str, ...] = ()
    body: tuple["Lines | Slots | Boxes | Table", ...] = ()
    type: str = "part"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One block of a list, to be filled in once for each entry."""

    title: str
    parts: tuple[Part, ...]
    type: str = "entry"

    @property
    def is_short(self) -> bool:
        """Whether it can be kept on one page as a whole."""
        return sum(map(_height, self.parts)) <= LINES_KEPT_TOGETHER_IN_ENTRY


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A line of small print among the body of a question."""

    text: str
    type: str = "remark"


Body = Lines | Slots | Boxes | Table | Part | Entry | Remark


# What is asked


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as it is printed."""

    number: str
    text: tuple[str, ...]
    core: str
    condition: str
    article: str
    hint: tuple[str, ...]
    guidance: tuple[str, ...]
    remarks: tuple[str, ...]
    body: tuple[Body, ...]
    type: str = "question"

    @property
    def is_short(self) -> bool:
        """Whether it can be kept on one page as a whole without leaving half a page empty."""
        return sum(map(_height, self.body)) <= LINES_KEPT_TOGETHER


@dataclass(frozen=True, kw_only=True)
class SubHeading:
    text: str
    condition: str = ""
    hint: tuple[str, ...] = ()
    type: str = "heading"


@dataclass(frozen=True, kw_only=True)
class Note:
    """A text that asks nothing."""

    text: tuple[str, ...]
    condition: str
    hint: tuple[str, ...] = ()
    type: str = "note"

    @property
    def is_short(self) -> bool:
        """Whether it is a mere heading of what follows ("article 5"), and stays with it."""
        return sum(map(len, (*self.text, *self.hint))) <= LONGEST_HEADING


@dataclass(frozen=True, kw_only=True)
class PrintedSection:
    title: str
    about: tuple[str, ...]
    """Which institution usually answers it, and about how long it takes."""
    condition: str
    parts: tuple[Asked | SubHeading | Note, ...]


@dataclass(frozen=True, kw_only=True)
class Form:
    """The whole form."""

    language: str
    title: str
    heading: Heading
    document: str
    edition: str
    warning: str
    """That it is a draft, or a demonstration; empty for a form in earnest."""
    facts: tuple[tuple[str, str], ...]
    """Printed on the first page: of the round it belongs to."""
    front: tuple[Lines, ...]
    """To be filled in on the first page."""
    how_to: tuple[str, ...]
    sections: tuple[PrintedSection, ...]
    declaration: str
    signatures: tuple[Lines, ...]
    furniture: dict[str, str] = field(default_factory=dict)
    """Headings and words of the frame, by name."""


def form_of(questionnaire: Questionnaire, language: str, heading: Heading) -> Form:
    """The form in one language; LanguageNotOffered or LanguageIncomplete where it would be a mix or have holes."""
    if language not in questionnaire.languages or language not in furniture.LANGUAGES:
        raise LanguageNotOffered(language)
    missing = sum(lacking == language for _, lacking in wordings.missing(questionnaire))
    if missing:
        raise LanguageIncomplete(missing)
    filled = placeholders.filled(questionnaire, furniture.placeholders(language))
    cleaned = replace(
        heading,
        version=clean(heading.version),
        round=clean(heading.round),
        mandate=clean(heading.mandate),
        period=clean(heading.period),
        deadline=clean(heading.deadline),
    )
    return _Printer(filled, language).form(cleaned, has_placeholders=filled != questionnaire)


@dataclass(frozen=True)
class _Printer:
    """Puts one questionnaire into words, part by part."""

    questionnaire: Questionnaire
    language: str

    def form(self, heading: Heading, *, has_placeholders: bool) -> Form:
        placed = list(self.questionnaire.placed())
        how_to = furniture.how_to_fill_in(
            self.language,
            has_core=any(one.question.core for one in placed),
            has_conditions=any(one.conditions for one in placed),
            has_placeholders=has_placeholders,
        )
        warning = self._words("draft") if heading.is_draft else self._words("illustrative")
        return Form(
            language=self.language,
            title=self._line(self.questionnaire.title),
            heading=heading,
            document=self._words("document"),
            edition=furniture.edition(heading.version, heading.revision, self.language),
            warning=warning if heading.is_draft or heading.is_illustrative else "",
            facts=self._facts(heading),
            front=self._front(heading),
            how_to=tuple(how_to),
            sections=tuple(map(self._section, self.questionnaire.sections)),
            declaration=self._words("declare"),
            signatures=tuple(
                Lines(label=self._words(name))
                for name in ("name", "position", "institution", "place_and_date", "signature")
            ),
            furniture={name: self._words(name) for name in _FRAME},
        )

    def _facts(self, heading: Heading) -> tuple[tuple[str, str], ...]:
        named = [(name, getattr(heading, name)) for name in ("round", "mandate", "period", "deadline")]
        return tuple((self._words(name), value) for name, value in named if value)

    def _front(self, heading: Heading) -> tuple[Lines, ...]:
        asked = ["state", "contact", "position", "institution", "address", "consulted"]
        asked += [] if heading.period else ["period"]
        counts = {"consulted": 3}
        return tuple(Lines(label=self._words(name), count=counts.get(name, 1)) for name in (*asked, "date"))

    def _section(self, section: Section) -> PrintedSection:
        usually = self._line(section.usually)
        about = [self._words("usually", institution=usually)] if usually else []
        about += [furniture.minutes(section.minutes, self.language)] if section.minutes else []
        return PrintedSection(
            title=f"{section.number} {self._line(section.wording)}".strip(),
            about=(*about, *self._paragraphs(section.hint)),
            condition=self._condition(section.relevant),
            parts=tuple(self._parts(section)),
        )

    def _parts(self, group: Group) -> Iterator[Asked | SubHeading | Note]:
        for part in group.parts:
            if isinstance(part, Group):
                yield from self._group(part)
            elif part.kind is Kind.NOTE:
                condition = self._condition(part.relevant)
                yield Note(text=self._paragraphs(part.wording), condition=condition, hint=self._paragraphs(part.hint))
            elif part.kind is Kind.CALCULATED:
                yield from self._calculated(part)
            else:
                yield self._question(part)

    def _group(self, group: Group) -> Iterator[Asked | SubHeading | Note]:
        condition = self._condition(group.relevant)
        if group.wording or group.hint or condition:
            hint = self._paragraphs(group.hint)
            yield SubHeading(text=self._line(group.wording), condition=condition, hint=hint)
        yield from self._parts(group)

    def _calculated(self, question: Question) -> Iterator[Note]:
        """What is worked out is printed where it has words; a text fixed by the author stands below them."""
        if question.wording:
            fixed = question.default if not question.calculation else ""
            below = clean(fixed) if fixed else self._words("calculated")
            text = (*self._paragraphs(question.wording), below)
            yield Note(text=text, condition=self._condition(question.relevant), hint=self._paragraphs(question.hint))

    def _question(self, question: Question) -> Asked:
        remarks = [self._how_to_answer(question), *self._remarks(question)]
        return Asked(
            number=clean(question.number),
            text=self._paragraphs(question.wording),
            core=self._words("core") if question.core else "",
            condition=self._condition(question.relevant),
            article=self._line(question.article),
            hint=self._paragraphs(question.hint),
            guidance=self._paragraphs(question.guidance),
            remarks=tuple(remark for remark in remarks if remark),
            body=tuple(self._body(question)),
        )

    def _how_to_answer(self, question: Question) -> str:
        if question.kind is Kind.ONE:
            return self._words("choose_one")
        if question.kind is Kind.SEVERAL:
            return self._words("choose_several")
        if question.kind in (Kind.ROWS, Kind.CONFIRM):
            return self._words("one_in_each_row")
        return furniture.how_many(question, self.language) if question.kind is Kind.LIST else ""

    def _remarks(self, question: Question, within: Question | None = None) -> Iterator[str]:
        """What must be known to answer, in a line each."""
        yield furniture.range_of(question, self.language)
        if question.choice_filter:
            filtered = conditions.options_depend_on(question.choice_filter, self.questionnaire, self.language)
            yield clean(filtered) or self._words("some_options")
        if question.constraint_message:
            yield self._line(question.constraint_message)
        elif question.constraint:
            must = conditions.must_hold(question.constraint, self.questionnaire, self.language, question, within)
            yield clean(must)
        if question.required:
            yield self._words("required")
        elif question.required_when:
            yield clean(conditions.required_when(question.required_when, self.questionnaire, self.language, within))
        if within is None:
            yield furniture.disclosure(question.disclosure, self.language)

    # Where the answer is written

    def _body(self, question: Question) -> Iterator[Body]:
        """All that can be marked or written at a question, "information not available" last."""
        if question.kind in (Kind.ROWS, Kind.CONFIRM):
            yield from self._rows(question)
        elif question.kind is Kind.GRID:
            yield self._grid(question)
            yield from (self._part(each, question) for each in question.companions if each.wording)
            yield self._not_available()
        elif question.kind is Kind.LIST:
            yield from self._list(question)
        else:
            yield from self._leaf(question)

    def _leaf(self, question: Question) -> Iterator[Lines | Slots | Boxes]:
        if question.options:
            yield Boxes(boxes=(*map(self._box, question.options), self._not_available().boxes[0]))
            return
        yield from self._space(question)
        yield self._not_available()

    def _space(self, question: Question) -> Iterator[Lines | Slots]:
        """Room for what is written at a place, without boxes."""
        kind = question.kind
        if kind is Kind.LONG_TEXT:
            yield Lines(count=LINES_OF_LONG_TEXT)
        elif kind in (Kind.INTEGER, Kind.DECIMAL, Kind.YEAR):
            yield Lines(label=self._words("year" if kind is Kind.YEAR else "number"), is_short=True)
        elif kind is Kind.DATE:
            yield Slots(labels=(self._words("day"), self._words("month"), self._words("year")))
        elif kind is Kind.LINK:
            yield Lines(label=self._words("web_address"))
            yield Lines(label=self._words("title_of_text"))
        elif kind is Kind.FILE:
            yield Lines(label=self._words("file"))
        elif kind is Kind.CITATION:
            yield from self._citing()
        else:
            yield Lines(count=2)

    def _citing(self) -> Iterator[Lines | Slots]:
        yield Lines(label=self._words("law"))
        yield Slots(labels=(self._words("article"), self._words("since")))

    def _box(self, option: Option) -> Box:
        below: list[Lines | Slots] = list(self._citing()) if option.cites else []
        if option.detail:
            below.append(Lines(label=self._line(option.detail), count=LINES_OF_DETAIL))
        alone = self._words("alone") if option.exclusive else ""
        hint = self._line(option.hint)
        return Box(text=self._line(option.wording), hint=hint or alone, below=tuple(below))

    def _not_available(self) -> Boxes:
        return Boxes(boxes=(Box(text=self._words("not_available")),))

    def _rows(self, question: Question) -> Iterator[Body]:
        has_texts = any(option.detail or option.cites for option in question.options)
        options = [*map(self._box, question.options), *self._not_available().boxes]
        if has_texts or len(options) > MOST_COLUMNS:
            for row in question.rows:
                text, notes = self._line(row.wording), self._notes_of_row(row, question)
                yield Part(text=text, notes=notes, body=(_boxes_in_part(options),))
            return
        yield Table(
            columns=tuple(option.text for option in options),
            rows=tuple(
                TableRow(text=self._line(row.wording), notes=self._notes_of_row(row, question)) for row in question.rows
            ),
            has_boxes=True,
        )

    def _notes_of_row(self, row: Row, question: Question) -> tuple[str, ...]:
        notes = (self._condition(row.relevant, question), self._line(row.hint))
        return tuple(note for note in notes if note)

    def _grid(self, question: Question) -> Table:
        total = self._words("total")
        columns = [self._line(column.wording) for column in question.columns]
        rows = [
            TableRow(text=self._line(row.wording), notes=self._notes_of_row(row, question)) for row in question.rows
        ]
        if question.totals in (Totals.ROWS, Totals.BOTH):
            columns.append(total)
        if question.totals in (Totals.COLUMNS, Totals.BOTH):
            rows.append(TableRow(text=total, is_total=True))
        return Table(columns=tuple(columns), rows=tuple(rows), has_boxes=False)

    def _list(self, question: Question) -> Iterator[Body]:
        yield Boxes(boxes=(Box(text=self._words("none")), *self._not_available().boxes))
        parts = tuple(self._part(each, question) for each in question.fields if each.wording)
        count = _number_of_entries(question)
        for number in range(1, count + 1):
            yield Entry(title=self._words("entry", number=number), parts=parts)
        if not question.most or count < question.most:
            yield Remark(text=self._words("more_entries"))

    def _part(self, question: Question, root: Question) -> Part:
        condition = self._condition(question.relevant, root)
        notes = [condition, *self._paragraphs(question.hint), *self._paragraphs(question.guidance)]
        if question.kind is Kind.CALCULATED:
            notes.append(self._words("calculated"))
        notes += list(self._remarks(question, root))
        body: tuple[Lines | Slots | Boxes | Table, ...] = ()
        if question.options:
            body = (_boxes_in_part(list(map(self._box, question.options))),)
        elif question.asks:
            body = tuple(self._space(question))
        text = self._line(question.wording)
        if _takes_label(body, text, notes):
            is_first = root.fields[:1] == (question,)
            body = (replace(body[0], label=text, count=2 if is_first else 1),)
            text = ""
        return Part(text=text, notes=tuple(filter(None, notes)), body=body)

    # Words

    def _condition(self, expression: str, within: Question | None = None) -> str:
        """When it is to be answered; where words would not say it exactly, that there is a condition."""
        if not expression:
            return ""
        said_so = conditions.answer_only_if(expression, self.questionnaire, self.language, within)
        return clean(said_so) or self._words("certain_cases")

    def _words(self, name: str, **values: str | int) -> str:
        return words(name, self.language, **values)

    def _line(self, text: Text) -> str:
        return " ".join(self._paragraphs(text))

    def _paragraphs(self, text: Text) -> tuple[str, ...]:
        return paragraphs(plain(clean(said(text, self.language))))


_FRAME = (
    "organization",
    "department",
    "contents",
    "front",
    "how_to",
    "guidance",
    "declaration",
)


def _number_of_entries(question: Question) -> int:
    asked = question.entries or question.fewest or ENTRIES_WHERE_NOTHING_IS_SAID
    allowed = min(MOST_ENTRIES, question.most or MOST_ENTRIES)
    return max(1, min(max(asked, question.fewest), allowed))


def _boxes_in_part(boxes: Sequence[Box]) -> Boxes:
    """Those of a row or of a field: on one line where each is short, and what is written with it is a line too."""
    return Boxes(boxes=tuple(boxes), is_inline=all(map(_is_inline, boxes)))


def _is_inline(box: Box) -> bool:
    below = [one for one in box.below if isinstance(one, Lines)]
    length = len(box.text) + len(box.hint) + sum(len(one.label) for one in below)
    return length <= LONGEST_INLINE and len(below) == len(box.below) <= 1


def _takes_label(
    body: Sequence[Lines | Slots | Boxes | Table], text: str, notes: Sequence[str]
) -> TypeGuard[Sequence[Lines]]:
    """Whether the words of a field can stand on the line that is written on."""
    return (
        len(body) == 1
        and isinstance(body[0], Lines)
        and body[0].count <= 2
        and len(text) <= LONGEST_INLINE
        and not any(notes)
    )


def _height(body: Body) -> int:
    """About how many lines it takes."""
    if isinstance(body, Boxes) and body.is_inline:
        return 1 + sum(len(box.text) + 20 * len(box.below) for box in body.boxes) // 90
    if isinstance(body, Boxes):
        return sum(1 + len(box.text) // 90 + bool(box.hint) + sum(map(_height, box.below)) for box in body.boxes)
    if isinstance(body, Table):
        return 2 + 2 * len(body.rows)
    if isinstance(body, Part | Entry):
        inner: Sequence[Body] = body.body if isinstance(body, Part) else body.parts
        return 1 + sum(map(_height, inner))
    return body.count if isinstance(body, Lines) else 1
