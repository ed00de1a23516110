"""What was answered to one question, as parts of a paper: a text, bullets, a table, entries; or its mark."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from surveyapp.core.marks import Mark
from surveyapp.core.places import Place, is_compound, leaves, supplements
from surveyapp.core.questionnaire import Column, Kind, Option, Question, Questionnaire, Totals
from surveyapp.core.submission import Submission, Submitted
from surveyapp.core.supplements import FOR_THE_SECRETARIAT, LINKS
from surveyapp.core.text import said as text_said
from surveyapp.core.whole import mark_of, marks_of_parts, number_in, total
from surveyapp.documents.papers.parts import (
    Body,
    Bullets,
    Entry,
    Fields,
    Passage,
    Row,
    Table,
    line,
    said,
    written,
)
from surveyapp.wording import answers as answer_wording
from surveyapp.wording import marks, numbers
from surveyapp.wording.answers import Titles
from surveyapp.wording.papers import supplement, who_reads, words
from surveyapp.wording.plain import plain

_IN_OWN_WORDS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})
_BLANK = Submitted(mark=Mark.LEFT_BLANK)
_HOLDS = frozenset({Mark.ANSWERED, Mark.NOT_READABLE, Mark.NOT_AVAILABLE})


@dataclass(frozen=True)
class Answers:
    """The answers of one submission, put into words in the language of the paper."""

    questionnaire: Questionnaire
    submission: Submission
    language: str
    titles: Titles

    def body(self, question: Question) -> tuple[Body, ...]:
        """What stands at a question, its marks included."""
        mark = self.mark(question)
        if mark not in (Mark.ANSWERED, Mark.NOT_READABLE):
            return (self._signed(mark),)
        if is_compound(question):
            return tuple(self._compound(question))
        return tuple(self._at(question, self._found(question.code)))

    def mark(self, question: Question) -> Mark:
        return mark_of(question, self.submission.places, self.submission.entries)

    def beside(self, question: Question, *, with_notes: bool) -> Fields | None:
        """What was put beside the answer; what is for the secretariat alone only in the state's own copy."""
        pairs = []
        for leaf in supplements(question):
            found = self.submission.places.get(str(leaf.place))
            is_note = leaf.place.beside in FOR_THE_SECRETARIAT
            if found is not None and found.mark in _HOLDS and (with_notes or not is_note):
                label = supplement(leaf.place.beside, self.language)
                pairs.append((label, self._beside(leaf.question, leaf.place.beside, found)))
        return Fields(pairs=tuple(pairs)) if pairs else None

    def _beside(self, question: Question, code: str, found: Submitted) -> Passage:
        text = answer_wording.words_at(question, found, self.language, self.titles)
        if code in LINKS and found.value:
            return self._link(found)
        return self._written(text, found)

    # One place

    def _found(self, address: str) -> Submitted:
        return self.submission.places.get(address, _BLANK)

    def _at(self, question: Question, found: Submitted) -> Iterator[Body]:
        if found.mark is Mark.ANSWERED and question.kind is Kind.SEVERAL:
            yield Bullets(items=tuple(self._chosen(question, found)))
        else:
            yield self._passage(question, found)

    def _passage(self, question: Question, found: Submitted) -> Passage:
        """What stands at a place in one passage."""
        if found.mark not in (Mark.ANSWERED, Mark.NOT_READABLE):
            return self._signed(found.mark)
        if found.mark is Mark.NOT_READABLE:
            as_typed = answer_wording.words_at(question, found, self.language, self.titles)
            return said(as_typed, sign=marks.short_mark(Mark.NOT_READABLE, self.language))
        if question.kind is Kind.LINK and found.value:
            return self._link(found)
        details = answer_wording.details_in(question, found.value or {}) if question.kind is Kind.ONE else {}
        for option in question.options if details else ():
            if option.code in details:
                return self._detailed(option, details[option.code], ".", found)
        text = answer_wording.words_at(question, found, self.language, self.titles)
        return self._written(text, found) if question.kind in _IN_OWN_WORDS else said(text)

    def _chosen(self, question: Question, found: Submitted) -> Iterator[Passage]:
        value = found.value or {}
        details = answer_wording.details_in(question, value)
        for option in question.options:
            if option.code in details and option.code in value["options"]:
                yield self._detailed(option, details[option.code], ":", found)
            elif option.code in value["options"]:
                yield said(plain(text_said(option.wording, self.language)))

    def _detailed(self, option: Option, detail: Mapping[str, object], ends: str, found: Submitted) -> Passage:
        """An option in the language of the paper, and what was written with it in its own."""
        lead = plain(text_said(option.wording, self.language)).rstrip(".") + ends
        text = answer_wording.detail_words(detail, option.cites, self.language, self.titles)
        return written(text, found.language, self.language, lead=lead)

    def _link(self, found: Submitted) -> Passage:
        value = found.value or {}
        title, url = str(value.get("title") or ""), str(value["url"])
        text = f"{title} ({url})" if title else url
        if not title:
            return said(text, address=url)
        return written(text, found.language, self.language, address=url)

    def _written(self, text: str, found: Submitted) -> Passage:
        return written(text, found.language, self.language)

    def _signed(self, mark: Mark) -> Passage:
        return said(marks.mark_words(mark, self.language), sign=marks.short_mark(mark, self.language), is_soft=True)

    # Compound questions

    def _compound(self, question: Question) -> Iterator[Body]:
        if question.kind is Kind.GRID:
            yield self._grid(question)
            yield from self._companions(question)
        elif question.kind is Kind.LIST:
            yield from self._entries(question)
        else:
            yield self._rows(question)

    def _part_marks(self, question: Question) -> Mapping[str, Mark]:
        return marks_of_parts(question, self.submission.places, self.submission.entries)

    def _part(self, question: Question, place: Place, part_marks: Mapping[str, Mark]) -> Passage:
        mark = part_marks[str(place)]
        if mark in (Mark.ANSWERED, Mark.NOT_READABLE):
            return self._passage(question, self._found(str(place)))
        return self._signed(mark)

    def _rows(self, question: Question) -> Table:
        part_marks = self._part_marks(question)
        rows = (
            Row(cells=(said(self._said(leaf.question)), self._part(leaf.question, leaf.place, part_marks)))
            for leaf in leaves(question, {})
            if leaf.place.row
        )
        return Table(
            columns=(words("row", self.language), words("answer", self.language)), rows=tuple(rows), shares=(1, 1)
        )

    def _grid(self, question: Question) -> Table:
        part_marks = self._part_marks(question)
        has_row_totals = question.totals in (Totals.ROWS, Totals.BOTH) and len(question.columns) > 1
        columns = [line(plain(text_said(one.wording, self.language))) for one in question.columns]
        rows = []
        for row in question.rows:
            cells = [self._cell(question, row.code, column, part_marks) for column in question.columns]
            if has_row_totals:
                cells.append(self._figure(total(question, self.submission.places, row=row.code)))
            rows.append(Row(cells=(said(plain(text_said(row.wording, self.language))), *cells)))
        if question.totals in (Totals.COLUMNS, Totals.BOTH):
            rows.append(self._column_totals(question, has_row_totals=has_row_totals))
        of_rows = (words("total", self.language),) if has_row_totals else ()
        return Table(columns=("", *columns, *of_rows), rows=tuple(rows), has_figures=True)

    def _cell(self, question: Question, row: str, column: Column, part_marks: Mapping[str, Mark]) -> Passage:
        place = Place(question.code, row=row, column=column.code)
        mark = part_marks[str(place)]
        if mark is Mark.ANSWERED:
            value = self._found(str(place)).value or {}
            return self._figure(number_in(value))
        if mark is Mark.NOT_READABLE:
            typed = answer_wording.typed_in_words(question, self._found(str(place)), self.language)
            return said(answer_wording.as_typed(typed, self.language))
        return said(marks.short_mark(mark, self.language), is_soft=True)

    def _column_totals(self, question: Question, *, has_row_totals: bool) -> Row:
        sums = [self._sum_of_column(question, column) for column in question.columns]
        cells = [self._figure(one) for one in sums]
        if has_row_totals:
            cells.append(self._figure(total(question, self.submission.places)))
        return Row(cells=(said(words("total", self.language)), *cells), is_total=True)

    def _sum_of_column(self, question: Question, column: Column) -> Decimal | None:
        places = (str(Place(question.code, row=row.code, column=column.code)) for row in question.rows)
        found = (self._found(place) for place in places)
        known = [number_in(one.value) for one in found if one.mark is Mark.ANSWERED and one.value is not None]
        figures = [one for one in known if one is not None]
        return sum(figures, Decimal()) if figures else None

    def _figure(self, number: Decimal | None) -> Passage:
        return said(numbers.grouped(number, self.language)) if number is not None else said("")

    def _companions(self, question: Question) -> Iterator[Fields]:
        part_marks = self._part_marks(question)
        pairs = [
            (self._label(one, place), self._part(one, place, part_marks))
            for one in question.companions
            if one.asks and part_marks.get(str(place := Place(question.code, field=one.code)), Mark.NOT_ASKED) in _HOLDS
        ]
        if pairs:
            yield Fields(pairs=tuple(pairs))

    def _entries(self, question: Question) -> Iterator[Body]:
        ids = self.submission.entries.get(question.code, ())
        if not ids:
            yield said(words("none", self.language))
        part_marks = self._part_marks(question)
        fields = [one for one in question.fields if one.asks]
        for number, entry in enumerate(ids, 1):
            first, *others = [(one, Place(question.code, entry=entry, field=one.code)) for one in fields]
            title = self._part(*first, part_marks)
            if part_marks[str(first[1])] is not Mark.ANSWERED:
                title = said(words("unnamed_entry", self.language), is_soft=True)
            pairs = tuple(
                (self._label(one, place), self._part(one, place, part_marks))
                for one, place in others
                if part_marks[str(place)] is not Mark.NOT_ASKED
            )
            yield Entry(title=_numbered(title, number), pairs=pairs)

    def _label(self, question: Question, place: Place) -> str:
        """The wording of a part; who reads it, where they are fewer than read the whole."""
        label = self._said(question).rstrip(":")
        readers, of_whole = self._found(str(place)).effective, self._found(place.question).effective
        return f"{label} ({who_reads(readers, self.language)})" if readers.width < of_whole.width else label

    def _said(self, question: Question) -> str:
        return line(plain(text_said(question.wording, self.language)))


def answers_of(questionnaire: Questionnaire, submission: Submission, language: str) -> Answers:
    """The answers of a submission to just this questionnaire."""
    titles = answer_wording.entry_titles(questionnaire, submission.places, submission.entries, language)
    return Answers(questionnaire, submission, language, titles)


def _numbered(title: Passage, number: int) -> Passage:
    return replace(title, sign=f"{number}.", is_strong=not title.is_soft)
