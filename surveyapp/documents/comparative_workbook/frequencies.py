"""How often each option was chosen, over all states and over each subregion and group, with a chart beside.

Every column has its base, and a share only where the base is of as many states as one is given for. Of figures their
sum, median and range stand in place of options; of a grid the sum of each cell, or its median where it has no totals.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from surveyapp.core.comparison import APART, OUTSIDE_THE_BASE, Tally
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Kind, Question, Totals
from surveyapp.core.text import Text, said
from surveyapp.documents.comparative_workbook import charts
from surveyapp.documents.comparative_workbook.plan import Band, Plan
from surveyapp.documents.comparative_workbook.tally_words import (
    base_words,
    figure_look,
    is_withheld,
    option_label,
)
from surveyapp.documents.comparative_workbook.wordings import SHARE_FORMATS
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
)
from surveyapp.wording import marks
from surveyapp.wording.sentences import capital

_NUMBER = Look(bold=True, colour=BLUE, above="thin")
_NUMBER_AGAIN = Look(colour=SOFT)
_QUESTION = Look(bold=True, above="thin")
_RULED = Look(above="thin")
_SECTION = Look(size=12, bold=True, serif=True, wrap=False)
_BASE = Look(italic=True, colour=SOFT)
_BASE_COUNT = Look(italic=True, colour=SOFT, across="center")
_PART = Look(bold=True, indent=1)
_LABEL, _LABEL_OF_PART = Look(indent=1), Look(indent=2)
_APART, _APART_OF_PART = Look(indent=1, italic=True, colour=SOFT), Look(indent=2, italic=True, colour=SOFT)
_COUNT = Look(across="center")
_SHARE = {
    language: Look(across="center", number_format=written, colour=SOFT) for language, written in SHARE_FORMATS.items()
}
_COUNT_APART = Look(across="center", italic=True, colour=SOFT)
_SHARE_APART = {
    language: Look(across="center", italic=True, colour=SOFT, number_format=written)
    for language, written in SHARE_FORMATS.items()
}

_WIDTHS = (7.5, 42.0)
_WIDTH_OF_COUNT, _WIDTH_OF_SHARE = 12.5, 6.0
_WIDTH_OF_GAP, _WIDTH_OF_CHART = 1.5, 52.0
_POINTS_OF_WIDTH = 5.25
_COUNTS_BEGIN = 3
_MOST_BARS = 30
"""A chart of more cannot be read."""

Cells = list[Drawn | None]


@dataclass
class _Charted:
    """The bars that a block offers to a chart."""

    title: str
    labels: charts.Labels
    series: list[charts.Bars]
    described: list[str]
    stacked: bool = False


def write(workbook: Workbook, plan: Plan) -> None:
    _Frequencies(workbook, plan).write()


class _Frequencies:
    """The sheet while it is being written."""

    def __init__(self, workbook: Workbook, plan: Plan) -> None:
        self.plan, self.language, self.name = plan, plan.language, plan.sheets["frequencies"]
        self.bands: Sequence[Band] = plan.bands
        compared = (plan.comparison, *(band.comparison for band in self.bands))
        self.has_shares = [len(one.replies) >= plan.terms.fewest_for_shares for one in compared]
        """Of all states and of each band: one of too few states has no column of shares."""
        self.columns = 2 + len(compared) + sum(self.has_shares)
        self.header_row = 4 + plan.banners
        self._number = ""
        pairs = [width for has in self.has_shares for width in (_WIDTH_OF_COUNT, _WIDTH_OF_SHARE)[: 1 + has]]
        page = Page(
            widths=(*_WIDTHS, *pairs, _WIDTH_OF_GAP, _WIDTH_OF_CHART),
            columns=self.columns + 2,
            frozen=f"C{self.header_row + 1}",
            title_rows=f"{self.header_row}:{self.header_row}",
            tab=BLUE,
        )
        self.sheet = Sheet(workbook, self.name, plan.on_paper(page, self.name, scaled=True))

    def write(self) -> None:
        self._write_heading()
        repeated = self.sheet.height
        for place, section in enumerate(self.plan.sections):
            self.sheet.begin_block(begins_page=place > 0)
            self.sheet.write([Drawn(section.title, _SECTION)], height=20)
            for question in section.questions:
                self._write_question(question)
                self.sheet.begin_block()
        self.sheet.break_pages(repeated)

    def _write_heading(self) -> None:
        plan, last = self.plan, self.columns
        self.sheet.write_across(plan.words("frequencies_title"), TITLE, last)
        self.sheet.write_across(plan.says_all, LINE, last)
        plan.banner(self.sheet, last)
        self.sheet.write([])
        names = (plan.words("all_states"), *(band.name for band in self.bands))
        pairs: list[Cells] = [[Drawn(text, HEADER_CENTRED) for text in (name, "%")] for name in names]
        first = [Drawn(plan.words(key), HEADER) for key in ("number", "question_and_option")]
        self.sheet.write([*first, *self._side_by_side(pairs)])

    def _side_by_side(self, pairs: Sequence[Cells]) -> Cells:
        """Count and share of all states and of each band."""
        return [cell for pair, has in zip(pairs, self.has_shares, strict=True) for cell in pair[: 1 + has]]

    def _write_question(self, question: Question) -> None:
        tallies = self._tallies(question)
        if not _has_counts(tallies[0]):
            return
        self._number = question.number
        begun, top = self.sheet.used, self.sheet.row + 1
        wording = said(question.wording, self.language)
        ruled = [Drawn(None, _RULED)] * (self.columns - 2)
        self.sheet.write([Drawn(question.number, _NUMBER), Drawn(wording, _QUESTION), *ruled])
        self._write_base(tallies)
        charted = self._write_counts(question, tallies)
        self._write_chart(charted, top, self.sheet.used - begun)

    def _tallies(self, question: Question) -> list[Tally]:
        """Over all states, then over each band."""
        return [one.tallies[question.code] for one in (self.plan.comparison, *(band.comparison for band in self.bands))]

    def _write_base(self, tallies: Sequence[Tally]) -> None:
        self._line(Drawn(base_words(self.plan, tallies[0]), _BASE), self._bases(tallies))

    def _bases(self, tallies: Sequence[Tally]) -> list[Cells]:
        return [[Drawn(tally.base, _BASE_COUNT), None] for tally in tallies]

    def _write_counts(self, question: Question, tallies: Sequence[Tally]) -> _Charted | None:
        whole = tallies[0]
        if is_withheld(whole):
            self._write_apart(tallies)
            return None
        if whole.options:
            charted = self._write_options(tallies)
            self._write_apart(tallies)
            return charted
        self._write_marked(
            tallies, Mark.ANSWERED, capital(self.plan.words("answered")), _LABEL, (_COUNT, _SHARE[self.language])
        )
        self._write_apart(tallies)
        if whole.figures is not None:
            self._write_figures(tallies)
        if question.kind in (Kind.ROWS, Kind.CONFIRM):
            return self._write_rows(tallies)
        if question.kind is Kind.GRID:
            return self._write_grid(question, tallies)
        for place, part in enumerate(whole.parts):
            if part.options:
                self._write_part(part, [tally.parts[place] for tally in tallies])
        return None

    def _write_options(self, tallies: Sequence[Tally], look: Look = _LABEL) -> _Charted:
        """A row for each option."""
        rows = []
        for place, counted in enumerate(tallies[0].options):
            self._line(Drawn(option_label(counted.option, self.language), look), self._of_option(tallies, place))
            rows.append(self.sheet.row)
        labels = [self._said(one.option.wording) for one in tallies[0].options]
        counts = [one.count for one in tallies[0].options]
        described = [f"{label}: {count}" for label, count in zip(labels, counts, strict=True)]
        bars = charts.Bars(self.plan.words("states"), charts.cells_in("C", rows))
        named = charts.Labels(labels, charts.cells_in("B", rows))
        return _Charted(self._title(tallies[0].question), named, [bars], described)

    def _of_option(self, tallies: Sequence[Tally], place: int) -> list[Cells]:
        cells: list[Cells] = []
        for tally in tallies:
            counted = tally.options[place]
            share = counted.share_from(self.plan.terms.fewest_for_shares)
            cells.append(
                [
                    Drawn(counted.count, _COUNT),
                    Drawn(float(share), _SHARE[self.language]) if share is not None else None,
                ]
            )
        return cells

    def _write_apart(self, tallies: Sequence[Tally], look: Look = _APART, skipped: Sequence[Mark] = ()) -> None:
        for mark in APART:
            if mark not in skipped and tallies[0].count(mark):
                label = capital(marks.mark_words(mark, self.language))
                self._write_marked(tallies, mark, label, look, (_COUNT_APART, _SHARE_APART[self.language]))

    def _write_marked(
        self, tallies: Sequence[Tally], mark: Mark, label: str, look: Look, looks: tuple[Look, Look]
    ) -> None:
        fewest = self.plan.terms.fewest_for_shares
        cells: list[Cells] = []
        for tally in tallies:
            count = tally.count(mark)
            has_share = mark not in OUTSIDE_THE_BASE and tally.base >= max(fewest, 1)
            cells.append([Drawn(count, looks[0]), Drawn(count / tally.base, looks[1]) if has_share else None])
        self._line(Drawn(label, look), cells)

    def _write_figures(self, tallies: Sequence[Tally]) -> None:
        is_year = tallies[0].question.kind is Kind.YEAR
        for key in ("sum", "median", "smallest", "largest")[is_year:]:
            cells: list[Cells] = []
            for tally in tallies:
                value = getattr(tally.figures, key) if tally.figures and tally.figures.count else None
                cells.append([Drawn(value, figure_look(tally.question, value)) if value is not None else None, None])
            self._line(Drawn(self._figure_label(tallies[0], key), _LABEL), cells)

    def _figure_label(self, tally: Tally, key: str) -> str:
        own = self.plan.words(key)
        is_list = tally.question.kind is Kind.LIST
        return f"{self.plan.words('entries')}: {own[:1].lower()}{own[1:]}" if is_list else own

    def _write_part(self, part: Tally, tallies: Sequence[Tally]) -> _Charted:
        label = self._said(part.question.wording)
        self._line(Drawn(label, _PART), self._bases(tallies))
        charted = self._write_options(tallies, _LABEL_OF_PART)
        self._write_apart(tallies, _APART_OF_PART, skipped=(Mark.NO_REPLY,))
        return charted

    def _write_rows(self, tallies: Sequence[Tally]) -> _Charted | None:
        """Row by row its options; the chart has a bar for each row, in which the options follow one another."""
        rows: list[tuple[Tally, int]] = []
        for place, part in enumerate(tallies[0].parts):
            if place:
                self.sheet.begin_block()
            first = self.sheet.row + 2
            self._write_part(part, [tally.parts[place] for tally in tallies])
            rows.append((part, first))
        if not rows:
            return None
        labels = [self._said(part.question.wording) for part, _first in rows]
        options = [self._said(one.option.wording) for one in rows[0][0].options]
        series = [
            charts.Bars(option, charts.cells_in("C", [first + place for _part, first in rows]))
            for place, option in enumerate(options)
        ]
        described = [f"{label}: {self._all_of(part)}" for label, (part, _first) in zip(labels, rows, strict=True)]
        named = charts.Labels(labels, charts.cells_in("B", [first - 1 for _part, first in rows]))
        return _Charted(self._title(tallies[0].question), named, series, described, stacked=True)

    def _all_of(self, part: Tally) -> str:
        counts = (f"{self._said(one.option.wording)} {one.count}" for one in part.options)
        return ", ".join(counts)

    def _write_grid(self, question: Question, tallies: Sequence[Tally]) -> _Charted | None:
        """Column by column, so that each is one series; companions say nothing that can be added up."""
        key = "median" if question.totals is Totals.NONE else "sum"
        places = [place for place, part in enumerate(tallies[0].parts) if part.place.column]
        if not places:
            return None
        self._line(Drawn(self.plan.words(f"{key}_of_cells"), _PART), [])
        rows: dict[str, list[int]] = {column.code: [] for column in question.columns}
        told: dict[str, list[str]] = {row.code: [] for row in question.rows}
        for column in question.columns:
            if len(question.columns) > 1:
                self._line(Drawn(self._said(column.wording), _PART), [])
            for place in places:
                part = tallies[0].parts[place]
                if part.place.column == column.code:
                    value = self._write_cell(question, [tally.parts[place] for tally in tallies], key)
                    rows[column.code].append(self.sheet.row)
                    told[part.place.row].append(f"{self._said(column.wording)} {value}")
        labels = [self._said(row.wording) for row in question.rows]
        series = [
            charts.Bars(self._said(column.wording), charts.cells_in("C", rows[column.code]))
            for column in question.columns
        ]
        described = [f"{label}: {', '.join(told[row.code])}" for label, row in zip(labels, question.rows, strict=True)]
        stacked = question.totals in (Totals.ROWS, Totals.BOTH)
        named = charts.Labels(labels, charts.cells_in("B", rows[question.columns[0].code]))
        return _Charted(self._title(question), named, series, described, stacked=stacked)

    def _write_cell(self, question: Question, tallies: Sequence[Tally], key: str) -> str:
        values = [getattr(tally.figures, key) if tally.figures and tally.figures.count else None for tally in tallies]
        cells: list[Cells] = []
        for tally, value in zip(tallies, values, strict=True):
            cells.append([Drawn(value, figure_look(tally.question, value)) if value is not None else None, None])
        row = next(one for one in question.rows if one.code == tallies[0].place.row)
        self._line(Drawn(self._said(row.wording), _LABEL_OF_PART), cells)
        return "–" if values[0] is None else f"{values[0]:f}"

    def _said(self, wording: Text) -> str:
        return said(wording, self.language)

    def _title(self, question: Question) -> str:
        heading = said(question.heading, self.language) or said(question.wording, self.language)
        return f"{question.number} {heading}".strip()

    def _line(self, label: Drawn, cells: Sequence[Cells]) -> None:
        drawn = self._side_by_side(cells) if cells else []
        self.sheet.write([Drawn(self._number, _NUMBER_AGAIN), label, *drawn])

    def _write_chart(self, charted: _Charted | None, top: int, used: float) -> None:
        """Beside its block, which grows by an empty row where the chart is the higher of the two."""
        bars = len(charted.labels.words) if charted else 0
        if charted is None or not 0 < bars <= _MOST_BARS:
            return
        wanted = charts.height_of(charted.labels.words, len(charted.series), stacked=charted.stacked)
        height = min(wanted, 700.0)
        if used < height:
            self.sheet.write([], height=min(height - used + 4, 400))
        chart = charts.bars(self.name, charted.title, charted.labels, charted.series, stacked=charted.stacked)
        charts.sized(chart, _WIDTH_OF_CHART * _POINTS_OF_WIDTH, height - 6)
        described = self.plan.words("chart", title=charted.title, figures="; ".join(charted.described))
        self.sheet.add_chart(chart, self.columns + 2, top, charts.shortened(described, 2_000))


def _has_counts(tally: Tally) -> bool:
    return bool(tally.options) or tally.figures is not None or bool(tally.parts)
