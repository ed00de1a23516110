"""What stands in which row of a section's sheet: pure, before any cell is drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from surveyapp.core import link_lines, places, reply_cells, supplements
from surveyapp.core.link_lines import Link
from surveyapp.core.places import Leaf, Place
from surveyapp.core.questionnaire import Group, Kind, Option, Question, Row, Section, Totals
from surveyapp.core.returned import REMOVE
from surveyapp.core.supplements import Supplement
from surveyapp.core.text import Text, said
from surveyapp.documents.printable import clean
from surveyapp.documents.reply_workbook.book import Book
from surveyapp.wording import blank_form as furniture
from surveyapp.wording import conditions
from surveyapp.wording.plain import plain
from surveyapp.wording.reply_workbook import words

FEWEST_NEW_ROWS = 10
MOST_NEW_ROWS = 50
ANSWER, LAST, SOURCE, NOTE, LINKS, READERS = 4, 5, 6, 7, 8, 9
"""Columns, counted from 1; tables begin in that of the answer."""

Choices = tuple[tuple[str, str], ...]
"""Code and word of each choice, in order."""
Style = Literal["heading", "note", "question", "part", "head", "entry", "total"]
Shape = Literal["text", "number", "day", "choice"]


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A cell that can be written in."""

    place: Place
    part: str
    content: str
    version: int | None
    """None: of an entry that is not there yet."""
    choices: Choices
    shape: Shape = "text"
    prompt: str = ""
    links: Mapping[str, Link] = field(default_factory=dict)
    """Of the cell in which all links of an answer stand: which they are, by their supplement."""


@dataclass(frozen=True, kw_only=True)
class Sum:
    """A cell that adds up others: so many to its left, or above it."""

    left: int = 0
    above: int = 0


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row. `cells`: column to what can be written, is worked out, or is said there."""

    style: Style
    number: str = ""
    text: str = ""
    notes: tuple[str, ...] = ()
    cells: Mapping[int, Slot | Sum | str] = field(default_factory=dict)
    is_core: bool = False


def lines(book: Book, section: Section) -> Iterator[Line]:
    """The rows of a section, below its title."""
    return _Layout(book).section(section)


class _Layout:
    def __init__(self, book: Book) -> None:
        self._book, self._language = book, book.language
        self._not_available = (reply_cells.SAYS_NOT_AVAILABLE, furniture.words("not_available", self._language))

    def section(self, section: Section) -> Iterator[Line]:
        yield from self._parts(section)

    def _parts(self, group: Group) -> Iterator[Line]:
        for part in group.parts:
            if isinstance(part, Group):
                condition = self._condition(part.relevant)
                if part.wording or part.hint or condition:
                    notes = tuple(filter(None, (condition, self._said(part.hint))))
                    yield Line(style="heading", text=self._said(part.wording), notes=notes)
                yield from self._parts(part)
            elif part.kind is Kind.NOTE:
                notes = tuple(filter(None, (self._condition(part.relevant), self._said(part.hint))))
                yield Line(style="note", text=self._said(part.wording), notes=notes)
            elif part.asks:
                yield from self._question(part)

    def _question(self, question: Question) -> Iterator[Line]:
        leaves = [one for one in places.leaves(question, {}) if not one.place.entry]
        root = leaves[0]
        main = reply_cells.main_part(root.question)
        yield Line(
            style="question",
            number=clean(question.number),
            text=self._said(question.wording),
            notes=tuple(self._notes(question)),
            cells={ANSWER: self._slot(root, main), **self._beside(question)},
            is_core=question.core,
        )
        if question.kind in (Kind.ROWS, Kind.CONFIRM):
            yield from self._rows(question, leaves[1:])
        elif question.kind is Kind.GRID:
            yield from self._grid(question, leaves[1:])
        elif question.kind is Kind.LIST:
            yield from self._list(question)
        else:
            yield from self._further(root, main)

    def _beside(self, question: Question) -> dict[int, Slot | Sum | str]:
        """What the state answered before, and what it puts beside its answer."""
        found: dict[int, Slot | Sum | str] = {}
        if self._book.last.get(question.code):
            found[LAST] = clean(self._book.last[question.code])
        for code, column in ((Supplement.SOURCE, SOURCE), (Supplement.NOTE, NOTE)):
            leaf = places.leaf_beside(question, code)
            if leaf:
                found[column] = self._slot(leaf, "text", offers_not_available=False)
        return found | {LINKS: self._links(question), READERS: self._readers(question)}

    def _links(self, question: Question) -> Slot:
        """All links of an answer, a line each."""
        links = {}
        for code in supplements.LINKS:
            answer = self._book.answers.get(str(Place(question.code, beside=code)))
            link = Link(*(answer.typed.get(part, "") for part in ("url", "title"))) if answer else Link()
            if link.line:
                links[code.value] = link
        told = link_lines.lines(list(links.values()))
        return Slot(
            place=Place(question.code, beside=link_lines.LINES),
            part=link_lines.LINES,
            content=f"{reply_cells.TEXT}{told}" if told else "",
            version=0,
            choices=(),
            links=links,
        )

    def _readers(self, question: Question) -> Slot:
        answer, of_reply = self._book.answers.get(question.code), self._book.disclosure
        offered = reply_cells.readers_offered(question, of_reply)
        return Slot(
            place=Place(question.code),
            part=reply_cells.READERS,
            content=reply_cells.readers(question, answer.disclosure if answer else None, of_reply),
            version=answer.version if answer else 0,
            choices=tuple((code, words(one.value, self._language)) for code, one in offered.items()),
            shape="choice",
            prompt=words("who_reads", self._language),
        )

    def _further(self, leaf: Leaf, main: str, label: str = "") -> Iterator[Line]:
        """The cells of a place besides its main one, each in a row of its own."""
        question = leaf.question
        for part in reply_cells.parts(question):
            if part != main:
                text = self._label(question, part)
                yield Line(style="part", text=f"{label}{text}", cells={ANSWER: self._slot(leaf, part)})
        if question.kind is Kind.FILE:
            yield Line(style="part", text=self._files(leaf), notes=(words("files_on_page", self._language),))

    def _files(self, leaf: Leaf) -> str:
        answer = self._book.answers.get(str(leaf.place))
        files = (answer.value or {}).get("files", ()) if answer else ()
        names = "; ".join(clean(str(one["name"])) for one in files)
        return words("attached", self._language, names=names) if names else words("no_files", self._language)

    def _rows(self, question: Question, leaves: list[Leaf]) -> Iterator[Line]:
        rows = {row.code: row for row in question.rows}
        for leaf in leaves:
            row = rows[leaf.place.row]
            notes = self._notes_of_row(row, question)
            yield Line(
                style="part", text=self._said(row.wording), notes=notes, cells={ANSWER: self._slot(leaf, "option")}
            )
            yield from self._further(leaf, "option", label="    ")

    def _notes_of_row(self, row: Row, question: Question) -> tuple[str, ...]:
        return tuple(filter(None, (self._condition(row.relevant, question), self._said(row.hint))))

    def _grid(self, question: Question, leaves: list[Leaf]) -> Iterator[Line]:
        by_place = {leaf.place: leaf for leaf in leaves}
        has_row_totals = question.totals in (Totals.ROWS, Totals.BOTH)
        width, total = len(question.columns), words("total", self._language)
        heads: dict[int, Slot | Sum | str] = {
            ANSWER + at: self._said(column.wording) for at, column in enumerate(question.columns)
        }
        yield Line(style="head", cells=heads | ({ANSWER + width: total} if has_row_totals else {}))
        for row in question.rows:
            cells: dict[int, Slot | Sum | str] = {}
            for at, column in enumerate(question.columns):
                cells[ANSWER + at] = self._slot(
                    by_place[Place(question.code, row=row.code, column=column.code)], "text"
                )
            if has_row_totals:
                cells[ANSWER + width] = Sum(left=width)
            yield Line(style="part", text=self._said(row.wording), notes=self._notes_of_row(row, question), cells=cells)
        if question.totals in (Totals.COLUMNS, Totals.BOTH):
            count = width + has_row_totals
            sums: dict[int, Slot | Sum | str] = {ANSWER + at: Sum(above=len(question.rows)) for at in range(count)}
            yield Line(style="total", text=total, cells=sums)
        for leaf in leaves:
            if leaf.place.field:
                yield from self._companion(leaf, question)

    def _companion(self, leaf: Leaf, within: Question) -> Iterator[Line]:
        main = reply_cells.main_part(leaf.question)
        notes = tuple(self._notes(leaf.question, within))
        text = self._said(leaf.question.wording)
        yield Line(style="part", text=text, notes=notes, cells={ANSWER: self._slot(leaf, main)})
        yield from self._further(leaf, main, label="    ")

    # Lists: a row for each entry, a column for each cell of its fields

    def _list(self, question: Question) -> Iterator[Line]:
        fields = [each for each in question.fields if each.asks]
        columns = [(each, part) for each in fields for part in reply_cells.parts(each)]
        heads: dict[int, Slot | Sum | str] = {
            ANSWER + at: self._head(each, part, question) for at, (each, part) in enumerate(columns)
        }
        yield Line(style="head", cells=heads | {ANSWER + len(columns): words("remove", self._language)})
        entries = list(self._book.entries.get(question.code, ()))
        for number, entry in enumerate(entries, 1):
            text = words("entry", self._language, number=number)
            cells = self._entry(question, columns, entry, is_new=False)
            first = Place(question.code, entry=entry, field=fields[0].code)
            mark = ((reply_cells.TICKED, words("tick", self._language)),)
            removal = Slot(place=first, part=REMOVE, content="", version=0, choices=mark, shape="choice")
            yield Line(style="entry", text=text, cells=cells | {ANSWER + len(columns): removal})
        for number in range(1, _new_rows(question, len(entries)) + 1):
            cells = self._entry(question, columns, f"new{number:03}", is_new=True)
            yield Line(style="entry", text=words("new_entry", self._language), cells=cells)

    def _head(self, each: Question, part: str, root: Question) -> str:
        wording = self._said(each.wording)
        if part == reply_cells.main_part(each):
            return "\n".join((wording, *self._notes(each, root)))
        return f"{wording}: {self._label(each, part)}"

    def _entry(
        self, question: Question, columns: list[tuple[Question, str]], entry: str, *, is_new: bool
    ) -> dict[int, Slot | Sum | str]:
        return {
            ANSWER + at: self._slot(
                Leaf(Place(question.code, entry=entry, field=each.code), each, question), part, is_new=is_new
            )
            for at, (each, part) in enumerate(columns)
        }

    # One cell

    def _slot(self, leaf: Leaf, part: str, *, offers_not_available: bool = True, is_new: bool = False) -> Slot:
        question = leaf.question
        answer = None if is_new else self._book.answers.get(str(leaf.place))
        held = reply_cells.contents(question, answer.typed, self._book.habits) if answer else {}
        choices = self._choices(question, part)
        if part == reply_cells.main_part(question) and offers_not_available:
            choices = (*choices, self._not_available)
        return Slot(
            place=leaf.place,
            part=part,
            content=held.get(part, ""),
            version=None if is_new else answer.version if answer else 0,
            choices=choices,
            shape=_shape(question, part),
            prompt=self._prompt(question, part),
        )

    def _choices(self, question: Question, part: str) -> Choices:
        name, _, code = part.partition(".")
        if part == "option":
            return _told_apart((f"c:{one.code}", self._said(one.wording)) for one in question.options)
        if name == "entry":
            option = question.option(code)
            listed = option.cites if option else question.cites
            entries = self._book.entries.get(listed, ())
            return _told_apart((f"c:{one}", clean(self._book.titles.get((listed, one), one))) for one in entries)
        if part.startswith(reply_cells.OPTIONS):
            return ((reply_cells.TICKED, words("tick", self._language)),)
        if part == reply_cells.WHOLE and question.fields:
            return ((reply_cells.SAYS_NONE, words("none", self._language)),)
        return ()

    def _prompt(self, question: Question, part: str) -> str:
        names = {
            Kind.INTEGER: "whole_number",
            Kind.DECIMAL: "a_number",
            Kind.YEAR: "a_year",
        }
        if part == "option":
            return words("choose", self._language)
        if part in (reply_cells.WHOLE, "not_available"):
            return words("as_a_whole", self._language)
        if part == "text" and question.kind in names:
            return words(names[question.kind], self._language)
        if part == "text" and question.kind is Kind.DATE:
            example = "10/15/2012" if self._book.habits.date_order == "mdy" else "15/10/2012"
            return words("a_date", self._language, example=example)
        return ""

    def _label(self, question: Question, part: str) -> str:
        """What a cell that is not the main one asks for."""
        name, _, code = part.partition(".")
        option = question.option(code)
        if option is None:
            plain_names = {"title": "link_title", "article": "article", "year": "since"}
            return words(plain_names[name], self._language)
        wording = self._said(option.wording)
        if part.startswith(reply_cells.OPTIONS):
            return self._tick(option, wording)
        if name == "detail":
            return words("detail_of", self._language, option=wording, detail=self._said(option.detail))
        return words(
            {"entry": "law_of", "article": "article_of", "year": "year_of"}[name], self._language, option=wording
        )

    def _tick(self, option: Option, wording: str) -> str:
        hint = self._said(option.hint) or (furniture.words("alone", self._language) if option.exclusive else "")
        return f"{wording} ({hint})" if hint else wording

    # Words

    def _notes(self, question: Question, within: Question | None = None) -> Iterator[str]:
        """What must be known to answer, in a line each."""
        remarks = (
            self._condition(question.relevant, within),
            self._said(question.hint),
            self._how_to_answer(question),
            furniture.range_of(question, self._language),
            self._filtered(question),
            self._constraint(question, within),
            self._required(question, within),
            self._said(question.guidance) if within is None else "",
        )
        return (one for one in remarks if one)

    def _how_to_answer(self, question: Question) -> str:
        if question.kind is Kind.SEVERAL:
            return words("mark", self._language)
        return furniture.how_many(question, self._language) if question.kind is Kind.LIST else ""

    def _filtered(self, question: Question) -> str:
        if not question.choice_filter:
            return ""
        filtered = conditions.options_depend_on(question.choice_filter, self._book.questionnaire, self._language)
        return clean(filtered) or furniture.words("some_options", self._language)

    def _constraint(self, question: Question, within: Question | None) -> str:
        if question.constraint_message or not question.constraint:
            return self._said(question.constraint_message)
        form = self._book.questionnaire
        return clean(conditions.must_hold(question.constraint, form, self._language, question, within))

    def _required(self, question: Question, within: Question | None) -> str:
        if question.required:
            return furniture.words("required", self._language)
        if not question.required_when:
            return ""
        form = self._book.questionnaire
        return clean(conditions.required_when(question.required_when, form, self._language, within))

    def _condition(self, expression: str, within: Question | None = None) -> str:
        if not expression:
            return ""
        said_so = conditions.answer_only_if(expression, self._book.questionnaire, self._language, within)
        return clean(said_so) or furniture.words("certain_cases", self._language)

    def _said(self, text: Text) -> str:
        return plain(clean(said(text, self._language))).strip()


def _shape(question: Question, part: str) -> Shape:
    if part == "text" and question.kind in (Kind.INTEGER, Kind.DECIMAL, Kind.YEAR):
        return "number"
    if part.partition(".")[0] == "year":
        return "number"
    if part == "text" and question.kind is Kind.DATE:
        return "day"
    is_choice = part in ("option", reply_cells.WHOLE, "not_available") or part.startswith(
        (reply_cells.OPTIONS, "entry")
    )
    return "choice" if is_choice else "text"


def _new_rows(question: Question, there: int) -> int:
    """Empty rows for new entries: as many as are still allowed, ten where nothing is said."""
    allowed = max(question.most - there, 0) if question.most else FEWEST_NEW_ROWS
    return min(allowed, MOST_NEW_ROWS)


def _told_apart(choices: Iterator[tuple[str, str]]) -> Choices:
    """Choices of which no two have the same words, so that each can be found again by them."""
    taken: set[str] = set()
    made = []
    for code, word in choices:
        one_line = " ".join(word.split()) or code[2:]
        told, number = one_line, 1
        while told.casefold() in taken:
            number += 1
            told = f"{one_line} ({number})"
        taken.add(told.casefold())
        made.append((code, told))
    return tuple(made)
