"""One section in full: its questions down, the states across; below each question its counts, with their base in words.

Every row carries the number of its question, so that a filter on the first column keeps a question with its counts.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from surveyapp.core.comparison import APART, OUTSIDE_THE_BASE, Figures, Tally
from surveyapp.core.disclosure import DisclosedReply
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Kind, Question, Totals
from surveyapp.core.text import said
from surveyapp.core.whole import mark_of_total, number_in, total
from surveyapp.documents.comparative_workbook.plan import Plan, PlannedSection
from surveyapp.documents.comparative_workbook.tally_words import base_words, is_withheld, option_label, part_label
from surveyapp.documents.comparative_workbook.texts import holds_text
from surveyapp.documents.comparative_workbook.wordings import DATE_FORMATS, SHARE_FORMATS
from surveyapp.documents.sheets import (
    BLUE,
    HEADER,
    HEADER_CENTRED,
    LINE,
    SOFT,
    TITLE,
    Drawn,
    Look,
    Page,
    Sheet,
    pieces_to_read,
)
from surveyapp.wording import answers, marks

LONGEST_ANSWER = 140
"""Characters of an answer shown here; a longer one that holds a text stands whole in the sheet of texts."""

LONGEST_OPTIONS = 60
"""Characters of the options chosen that are shown in words; of more their number, as the rows below show each."""

_BAND_BEGINS = Look(size=9, bold=True, colour=BLUE, down="bottom", wrap=False, above="medium", indent=1)
_BAND_OF_ONE = Look(size=9, bold=True, colour=BLUE, down="bottom", above="medium", indent=1)
"""In a column of its own, where its name stands on two lines if it must."""
_BAND = Look(above="medium")
_NUMBER = Look(bold=True, colour=BLUE, above="thin")
_NUMBER_AGAIN = Look(colour=SOFT)
_QUESTION = Look(bold=True, above="thin")
_RULED = Look(above="thin")
_RULED_COUNTS = (Drawn(None, _RULED), Drawn(None, _RULED))
_ANSWER = Look(size=9, above="thin")
_ANSWER_MARK = Look(size=9, above="thin", italic=True, colour=SOFT)
_ANSWER_FIGURE = Look(above="thin", across="center", number_format="#,##0.##########")
_ANSWER_WHOLE = Look(above="thin", across="center", number_format="#,##0")
_ANSWER_YEAR = Look(above="thin", across="center", number_format="0")
_ANSWER_DATE = {
    language: Look(above="thin", across="center", number_format=written) for language, written in DATE_FORMATS.items()
}
_BASE = Look(italic=True, colour=SOFT)
_NOTE = Look(size=9, italic=True)
_LABEL = Look(indent=1)
_LABEL_OF_PART = Look(indent=2)
_PART = Look(bold=True, indent=1)
_APART = Look(indent=1, italic=True, colour=SOFT)
_APART_OF_PART = Look(indent=2, italic=True, colour=SOFT)
_COUNT = Look(across="center")
_COUNT_APART = Look(across="center", italic=True, colour=SOFT)
_SHARE = {language: Look(across="center", number_format=written) for language, written in SHARE_FORMATS.items()}
_SHARE_APART = {
    language: Look(across="center", number_format=written, italic=True, colour=SOFT)
    for language, written in SHARE_FORMATS.items()
}
_WHOLE = Look(across="center", number_format="#,##0")
_FIGURE = Look(across="center", number_format="#,##0.##########")
_YEAR = Look(across="center", number_format="0")
_SIGN = Look(across="center", colour=BLUE)
_SIGN_OF_MARK = Look(size=8, across="center", colour=SOFT)
_TOTAL = Look(bold=True, across="center", number_format="#,##0.##########")

_ANSWER_SHORT = Look(above="thin", across="center", number_format="#,##0")

_SPREAD_BELOW = frozenset({Kind.ROWS, Kind.CONFIRM, Kind.GRID})
"""Their rows and cells stand below, so that the row of the question only sums up."""

_CHOSEN, _NOT_CHOSEN = Drawn("●", _SIGN), Drawn("·", _SIGN_OF_MARK)
_APART_OF_PARTS = tuple(mark for mark in APART if mark is not Mark.NO_REPLY)
"""Those that have not replied are counted once a question."""
_FIGURE_COLUMNS = ("sum", "median", "smallest", "largest")
_HEADER_ROWS = 5
_WIDTHS = (7.5, 37, 8, 10)
_WIDTH_OF_REPLY, _WIDEST_OF_REPLY, _WIDTH_OF_NO_REPLY, _WIDTH_OF_FIGURE = 12, 24, 9.5, 10
_WIDTH_OF_PAGE = 173
_SCALE = 70
"""Percent: eleven states that replied stand on one page, in type of seven points."""

Row = list[Drawn | None]


def write(workbook: Workbook, plan: Plan, section: PlannedSection) -> None:
    _Table(workbook, plan, section).write()


class _Table:
    """The sheet of one section while it is being written."""

    def __init__(self, workbook: Workbook, plan: Plan, section: PlannedSection) -> None:
        self.plan = plan
        self.section = section
        self.language = plan.language
        self.tallies = [plan.comparison.tallies[question.code] for question in section.questions]
        self.figures = _FIGURE_COLUMNS if any(map(_has_figures, self.tallies)) else ()
        self.bands = plan.by_subregion if plan.is_across else ()
        self.states = [state for _name, states in self.bands for state in states]
        self.replies = [(state.iso3, plan.comparison.replies.get(state.iso3)) for state in self.states]
        self.fewest = max(plan.terms.fewest_for_shares, 1)
        self.signs: dict[Mark, Drawn] = {
            mark: Drawn(marks.short_mark(mark, self.language), _SIGN_OF_MARK) for mark in APART
        }
        self.header_row = _HEADER_ROWS + plan.banners + (not plan.is_across)
        self._number = ""
        """Of the question being written."""
        self.sheet = Sheet(workbook, section.sheet, plan.on_paper(self._page(), section.sheet))

    def write(self) -> None:
        self._write_heading()
        repeated = self.height_of_headings
        for tally in self.tallies:
            self._write_question(tally)
        self.sheet.break_pages(repeated)
        self.sheet.filter(
            f"A{self.header_row}:{get_column_letter(self._columns)}{max(self.sheet.row, self.header_row)}"
        )

    @property
    def _columns(self) -> int:
        return 4 + len(self.replies) + len(self.figures)

    def _page(self) -> Page:
        return Page(
            widths=(*_WIDTHS, *self._widths_of_states(), _WIDTH_OF_FIGURE),
            columns=self._columns,
            frozen=f"E{self.header_row + 1}",
            title_rows=f"{self.header_row - 1}:{self.header_row}",
            title_columns="A:D",
            scale=_SCALE,
        )

    def _widths_of_states(self) -> list[float]:
        """Few states have wide columns, as far as one page has room for them."""
        silent = sum(reply is None for _, reply in self.replies) * _WIDTH_OF_NO_REPLY
        page = _WIDTH_OF_PAGE * self.plan.room_across
        room = page - sum(_WIDTHS) - silent - len(self.figures) * _WIDTH_OF_FIGURE
        width = room / max(len(self.plan.comparison.replies), 1)
        wide = max(_WIDTH_OF_REPLY, min(width, _WIDEST_OF_REPLY))
        return [_WIDTH_OF_NO_REPLY if reply is None else wide for _, reply in self.replies]

    def _write_heading(self) -> None:
        plan = self.plan
        self.sheet.write_across(self.section.title, TITLE, 4)
        self.sheet.write_across(plan.says_all, LINE, 4)
        self.plan.banner(self.sheet, 4)
        if not plan.is_across:
            self.sheet.write_across(plan.words("too_many_across", states=len(plan.shown)), LINE, 4)
        self.sheet.write([])
        self.sheet.write([None] * 4 + list(self._bands()))
        height_of_bands = self.sheet.height
        headings = [Drawn(plan.words(key), HEADER) for key in ("number", "question")]
        headings += [Drawn(plan.words(key), HEADER_CENTRED) for key in ("states", "share")]
        headings += [Drawn(plan.state_heading(state), HEADER_CENTRED) for state in self.states]
        self.sheet.write([*headings, *(Drawn(plan.words(key), HEADER_CENTRED) for key in self.figures)])
        self.height_of_headings = self.sheet.height + height_of_bands

    def _bands(self) -> Iterator[Drawn]:
        """The subregions over their states: the name over the first, as wide as they are together."""
        for name, states in self.bands:
            yield Drawn(name, _BAND_BEGINS if len(states) > 1 else _BAND_OF_ONE)
            yield from (Drawn(None, _BAND) for _ in states[1:])

    def _write_question(self, tally: Tally) -> None:
        question = tally.question
        self._number = question.number
        self.sheet.begin_block()
        wording = said(question.wording, self.language)
        first: Row = [Drawn(self.plan.number(question), _NUMBER), Drawn(wording, _QUESTION), *_RULED_COUNTS]
        states = [self._answer(tally, iso3, reply) for iso3, reply in self.replies]
        self.sheet.write([*first, *states, *(Drawn(None, _RULED) for _ in self.figures)])
        self._write_base(tally)
        self._write_notes(question)
        if tally.parts:
            self._write_counts(tally, self.plan.words("answered"))
            self._write_apart(tally)
            self._write_parts(tally)
            return
        if tally.figures is not None:
            self._write_counts(tally, self.plan.words("answered"), tally.figures)
        elif tally.options:
            self._write_options(tally)
        else:
            self._write_counts(tally, self.plan.words("answered"))
        self._write_apart(tally)

    def _write_base(self, tally: Tally) -> None:
        self._write_below([Drawn(base_words(self.plan, tally), _BASE), Drawn(tally.base, _COUNT_APART)])

    def _write_notes(self, question: Question) -> None:
        """Both wordings, where some states answered an earlier one; which answers were clarified or verified."""
        for text in self.plan.remarks(question):
            for piece in pieces_to_read(text, _NOTE, sum(_WIDTHS[1:])):
                self.sheet.write_beside(Drawn(self._number, _NUMBER_AGAIN), Drawn(piece, _NOTE), 4, level=1)

    def _write_options(self, tally: Tally, level: int = 1) -> None:
        standing, is_counted = _standing(tally), not is_withheld(tally)
        for counted in tally.options:
            label = Drawn(option_label(counted.option, self.language), _LABEL if level == 1 else _LABEL_OF_PART)
            shared = counted.share_from(self.fewest) if is_counted else None
            share = Drawn(float(shared), _SHARE[self.language]) if shared is not None else None
            chosen = set(counted.states)
            signs = [self._sign(iso3 in chosen, standing[iso3]) for iso3, _ in self.replies]
            self._write_below([label, Drawn(counted.count if is_counted else None, _COUNT), share], signs)

    def _write_counts(self, tally: Tally, label: str, figures: Figures | None = None) -> None:
        """How many answered, and what their figures come to."""
        answered = tally.count(Mark.ANSWERED)
        share = Drawn(answered / tally.base, _SHARE[self.language]) if tally.base >= self.fewest else None
        leading = [Drawn(label, _LABEL), Drawn(answered, _COUNT), share]
        self._write_below(leading, figures=self._summary(tally, figures))

    def _summary(self, tally: Tally, figures: Figures | None) -> Row:
        if not self.figures or figures is None or not figures.count:
            return []
        if tally.question.kind is Kind.YEAR:
            return [None, *(Drawn(one, _YEAR) for one in (figures.median, figures.smallest, figures.largest))]
        return [
            Drawn(one, _number_look(one)) for one in (figures.sum, figures.median, figures.smallest, figures.largest)
        ]

    def _write_apart(self, tally: Tally, level: int = 1) -> None:
        for mark in APART if level == 1 else _APART_OF_PARTS:
            count = tally.count(mark)
            if count:
                share = count / tally.base if tally.base >= self.fewest and mark not in OUTSIDE_THE_BASE else None
                label = _capital(marks.mark_words(mark, self.language))
                look = _APART if level == 1 else _APART_OF_PART
                self._write_below(
                    [Drawn(label, look), Drawn(count, _COUNT_APART), Drawn(share, _SHARE_APART[self.language])]
                )

    def _write_parts(self, tally: Tally) -> None:
        if tally.question.kind is Kind.LIST:
            self._write_list(tally)
            return
        for place, part in enumerate(tally.parts):
            if place:
                self.sheet.begin_block()
            self._write_part(tally, part)
        if tally.question.kind is Kind.GRID:
            self._write_totals(tally.question)

    def _write_part(self, whole: Tally, part: Tally) -> None:
        label = part_label(whole.question, part, self.language)
        if part.options:
            self._write_below([Drawn(label, _PART), Drawn(part.base, _COUNT_APART)])
            self._write_options(part, level=2)
            self._write_apart(part, level=2)
            return
        standing, address = _standing(part), str(part.place)
        cells = [self._part_cell(standing[iso3], address, reply) for iso3, reply in self.replies]
        answered = part.count(Mark.ANSWERED)
        share = Drawn(answered / part.base, _SHARE[self.language]) if part.base >= self.fewest else None
        leading = [Drawn(label, _LABEL), Drawn(answered, _COUNT), share]
        self._write_below(leading, cells, self._summary(part, part.figures))

    def _part_cell(self, mark: Mark, address: str, reply: DisclosedReply | None) -> Drawn:
        """The figure or the text at a cell or companion of a grid."""
        if reply is None or mark is not Mark.ANSWERED:
            return self.signs[mark]
        value = reply.cells[address].value or {}
        number = number_in(value)
        if number is not None:
            return Drawn(number, _number_look(number))
        return Drawn(self._abridged(str(value.get("text", ""))), _COUNT)

    def _write_totals(self, question: Question) -> None:
        if question.totals in (Totals.ROWS, Totals.BOTH):
            for row in question.rows:
                label = self.plan.words("total_of", row=said(row.wording, self.language))
                self._write_total(question, label, row.code)
        if question.totals is Totals.BOTH:
            self._write_total(question, self.plan.words("total"))

    def _write_total(self, question: Question, label: str, row: str = "") -> None:
        self._write_below([Drawn(label, _PART)], [self._total(question, reply, row) for _, reply in self.replies])

    def _total(self, question: Question, reply: DisclosedReply | None, row: str) -> Drawn:
        if reply is None:
            return self.signs[Mark.NO_REPLY]
        found = total(question, reply.cells, row=row)
        return Drawn(found, _TOTAL) if found is not None else self.signs[mark_of_total(question, reply.cells, row)]

    def _write_list(self, tally: Tally) -> None:
        made = dict(tally.figures.values) if tally.figures else {}
        standing = _standing(tally)
        cells = [Drawn(made[iso3], _WHOLE) if iso3 in made else self.signs[standing[iso3]] for iso3, _ in self.replies]
        self._write_below([Drawn(self.plan.words("entries"), _LABEL)], cells, self._summary(tally, tally.figures))
        for part in tally.parts:
            if part.options:
                self.sheet.begin_block()
                self._write_below([Drawn(said(part.question.wording, self.language), _PART)])
                self._write_options(part, level=2)

    def _write_below(
        self, leading: Sequence[Drawn | None], states: Sequence[Drawn] = (), figures: Sequence[Drawn | None] = ()
    ) -> None:
        """A row below a question; it can be folded away."""
        before: Row = [Drawn(self._number, _NUMBER_AGAIN), *leading]
        before += [None] * (4 - len(before))
        between: Row = [None] * (len(self.replies) - len(states)) if figures else []
        self.sheet.write([*before, *states, *between, *figures], level=1)

    def _sign(self, is_chosen: bool, mark: Mark) -> Drawn:
        if mark is not Mark.ANSWERED:
            return self.signs[mark]
        return _CHOSEN if is_chosen else _NOT_CHOSEN

    def _answer(self, tally: Tally, iso3: str, reply: DisclosedReply | None) -> Drawn:
        """What the state said, as a number or a date where it is one, in words where it is not."""
        if reply is None:
            return Drawn(marks.mark_words(Mark.NO_REPLY, self.language), _ANSWER_MARK)
        question = tally.question
        cell = reply.cells.get(question.code)
        if cell is not None and cell.mark is Mark.ANSWERED and cell.value and not tally.parts:
            number = number_in(cell.value)
            if number is not None:
                return Drawn(number, _answer_look(question, number))
            if question.kind is Kind.DATE:
                return Drawn(date.fromisoformat(cell.value["date"]), _ANSWER_DATE[self.language])
        look = _ANSWER if iso3 in tally.states(Mark.ANSWERED) else _ANSWER_MARK
        if look is _ANSWER and question.kind in _SPREAD_BELOW:
            return Drawn(answers.short(question, reply.cells, reply.entries, self.language), _ANSWER_SHORT)
        return Drawn(self._in_words(question, reply), look)

    def _in_words(self, question: Question, reply: DisclosedReply) -> str:
        questionnaire = self.plan.comparison.questionnaire
        text = answers.answer_words(questionnaire, question, reply.cells, reply.entries, self.language)
        if question.kind is Kind.SEVERAL and len(text) > LONGEST_OPTIONS:
            return self._number_of_options(question, reply)
        return self._abridged(text) if holds_text(question, reply) else text

    def _number_of_options(self, question: Question, reply: DisclosedReply) -> str:
        """How many options were chosen, and what the state wrote beside them."""
        titles = answers.entry_titles(self.plan.comparison.questionnaire, reply.cells, reply.entries, self.language)
        value = reply.cells[question.code].value or {}
        attached = "; ".join(
            f"{said(option.wording, self.language)}: "
            + answers.detail_words(detail, option.cites, self.language, titles)
            for code, detail in answers.details_in(question, value).items()
            if (option := question.option(code))
        )
        number = str(answers.short(question, reply.cells, reply.entries, self.language))
        return f"{number}\n{self._abridged(attached)}" if attached else number

    def _abridged(self, text: str) -> str:
        if len(text) <= LONGEST_ANSWER:
            return text
        kept = text[:LONGEST_ANSWER].rsplit(None, 1)[0].rstrip(" ,;.:")
        return self.plan.words("more_in_texts", text=kept)


def _has_figures(tally: Tally) -> bool:
    if tally.question.kind is Kind.LIST:
        return False
    return tally.figures is not None or any(part.figures is not None for part in tally.parts)


def _standing(tally: Tally) -> dict[str, Mark]:
    return {iso3: mark for mark, states in tally.by_mark.items() for iso3 in states}


def _number_look(number: Decimal | None) -> Look:
    return _WHOLE if number is not None and number == number.to_integral_value() else _FIGURE


def _answer_look(question: Question, number: Decimal) -> Look:
    if question.kind is Kind.YEAR:
        return _ANSWER_YEAR
    return _ANSWER_WHOLE if number == number.to_integral_value() else _ANSWER_FIGURE


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
