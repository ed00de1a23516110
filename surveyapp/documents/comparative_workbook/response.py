"""How many of the states asked have replied: now, by subregion and group, round by round, and which they are."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from surveyapp.core.marks import Mark
from surveyapp.core.text import said
from surveyapp.documents.comparative_workbook import charts
from surveyapp.documents.comparative_workbook.plan import Plan
from surveyapp.documents.comparative_workbook.wordings import DATE_FORMATS, SHARE_FORMATS
from surveyapp.documents.sheets import BLUE, HEADER, HEADER_CENTRED, LINE, TITLE, Drawn, Look, Page, Sheet
from surveyapp.wording import states, subregions
from surveyapp.wording.marks import mark_words

_HEADING = Look(size=13, bold=True, serif=True, wrap=False)
_LABEL, _LABEL_OF_ALL = Look(below="hair"), Look(bold=True, below="hair")
_COUNT = Look(across="center", below="hair", number_format="#,##0")
_COUNT_OF_ALL = Look(across="center", below="hair", number_format="#,##0", bold=True)
_SHARE = {
    language: Look(across="center", below="hair", number_format=written) for language, written in SHARE_FORMATS.items()
}
_DAY = {language: Look(below="hair", number_format=written) for language, written in DATE_FORMATS.items()}
_NOTE = Look(below="hair", size=9)
_WIDTHS = (38, 24, 14, 14, 14, 3, 62)
_CHART_COLUMN = 7
_POINTS_OF_CHART = 62 * 5.25


def write(workbook: Workbook, plan: Plan) -> None:
    name = plan.sheets["response"]
    page = Page(widths=_WIDTHS, columns=len(_WIDTHS), tab=BLUE)
    sheet = Sheet(workbook, name, plan.on_paper(page, name, scaled=True))
    sheet.write_across(plan.words("response_title"), TITLE, 5)
    sheet.write_across(plan.says_all, LINE, 5)
    plan.banner(sheet, 5)
    _write_now(sheet, plan)
    if plan.facts.levels:
        _write_rounds(sheet, plan)
    _write_states(sheet, plan)
    sheet.break_pages(0)


def _write_now(sheet: Sheet, plan: Plan) -> None:
    _begin(sheet, plan, "response_now", ("states_told", "", "asked", "replied", "share"))
    top = sheet.row - 1
    rows, told = [], []
    for name, asked, replied in _levels_now(plan):
        is_all = sheet.row == top + 1
        label, count = (_LABEL_OF_ALL, _COUNT_OF_ALL) if is_all else (_LABEL, _COUNT)
        cells = [Drawn(name, label), Drawn("", _LABEL), Drawn(asked, count), Drawn(replied, count)]
        sheet.write([*cells, _share(plan, replied, asked)])
        if not is_all:
            rows.append(sheet.row)
            told.append((name, asked, replied))
    if rows:
        _write_chart(sheet, plan, top, rows, told, plan.words("response_now"))


def _levels_now(plan: Plan) -> Iterator[tuple[str, int, int]]:
    yield plan.words("all_states"), len(plan.comparison.asked), len(plan.comparison.replies)
    for band in plan.bands:
        yield band.name, len(band.states), len(band.comparison.replies)


def _write_rounds(sheet: Sheet, plan: Plan) -> None:
    _begin(sheet, plan, "response_rounds", ("round", "deadline", "asked", "replied", "share"))
    top = sheet.row - 1
    rows, told = [], []
    for level in plan.facts.levels:
        title = said(level.title, plan.language)
        cells = [Drawn(title, _LABEL), Drawn(level.deadline, _DAY[plan.language])]
        counts = [Drawn(level.asked, _COUNT), Drawn(level.replied, _COUNT)]
        sheet.write([*cells, *counts, _share(plan, level.replied, level.asked)])
        rows.append(sheet.row)
        told.append((title, level.asked, level.replied))
    _write_chart(sheet, plan, top, rows, told, plan.words("response_rounds"))


def _write_chart(
    sheet: Sheet, plan: Plan, top: int, rows: Sequence[int], told: Sequence[tuple[str, int, int]], title: str
) -> None:
    """Replied beside asked; room for it below the table."""
    height = min(charts.height_of([name for name, *_rest in told], 2), 420)
    below = height - 20 - 17 * (len(rows) + 1)
    if below > 0:
        sheet.write([], height=below)
    series = [
        charts.Bars(plan.words("replied"), charts.cells_in("D", rows)),
        charts.Bars(plan.words("asked"), charts.cells_in("C", rows)),
    ]
    labels = charts.Labels([name for name, *_rest in told], charts.cells_in("A", rows))
    chart = charts.bars(sheet.name, title, labels, series)
    charts.sized(chart, _POINTS_OF_CHART, height)
    figures = "; ".join(f"{name}: {states.base(replied, asked, plan.language)}" for name, asked, replied in told)
    sheet.add_chart(chart, _CHART_COLUMN, top, plan.words("chart", title=title, figures=figures))


def _write_states(sheet: Sheet, plan: Plan) -> None:
    """By name those that replied, the others only where they may be named."""
    _begin(sheet, plan, "response_states", ("state", "subregion", "reply"))
    for state in plan.shown:
        has_replied = state.iso3 in plan.comparison.replies
        replied = plan.words("has_replied") if has_replied else mark_words(Mark.NO_REPLY, plan.language)
        subregion = subregions.subregion_name(state.subregion, plan.language)
        note = plan.state_note(state)
        cells = [Drawn(plan.state_heading(state), _LABEL), Drawn(subregion, _LABEL), Drawn(replied, _LABEL)]
        sheet.write([*cells, *([None] * 3), Drawn(note, _NOTE) if note else None])
    if not plan.names_missing and plan.missing:
        sheet.write_across(states.appeal(plan.missing, plan.language), LINE, 5)


def _begin(sheet: Sheet, plan: Plan, title: str, headings: Sequence[str]) -> None:
    sheet.write([])
    sheet.begin_block()
    sheet.write([Drawn(plan.words(title), _HEADING)], height=20)
    looks = [HEADER, HEADER, *[HEADER_CENTRED if len(headings) > 3 else HEADER] * 3]
    texts = [plan.words(key) if key else "" for key in headings]
    sheet.write([Drawn(text, look) for text, look in zip(texts, looks, strict=False)])


def _share(plan: Plan, replied: int, asked: int) -> Drawn | None:
    is_given = asked >= max(plan.terms.fewest_for_shares, 1)
    return Drawn(replied / asked, _SHARE[plan.language]) if is_given else Drawn("", _LABEL)
