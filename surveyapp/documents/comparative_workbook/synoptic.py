"""One section on one A4 page: the states down, short marks across, the core questions first."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from openpyxl import Workbook

from surveyapp.core.comparison import Comparison, Tally
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.core.states import MemberState
from surveyapp.core.text import said
from surveyapp.documents.comparative_workbook.plan import Plan, PlannedSection
from surveyapp.documents.comparative_workbook.wordings import DATE_FORMATS
from surveyapp.documents.sheets import BLUE, INK, SOFT, SYMBOLS, TINT, Drawn, Look, Page, Sheet
from surveyapp.wording import answers, footnotes, marks
from surveyapp.wording.sentences import within

MOST_QUESTIONS = 10
"""Columns that can be read when the page is printed."""
MOST_STATES = 36
"""That fit on one page in type that can be read; more go on over several, under the same headings."""

_WITHOUT_SHORT_MARK = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.LINK, Kind.FILE, Kind.CITATION})
_PAGE_WIDTH = 140.0
_STATE_WIDTH = 25.0
_FILLED = 0.98
"""Of the page: no two programs set rows equally high."""
_FOOT = 45.0
"""Points of the counts and the legend below the states."""
_LINE_OF_LEGEND = 12.0
_LEAST_HIGH, _HIGHEST, _ROOMY = 10.4, 18.0, 13.5
"""Points of the row of a state; from _ROOMY on the type is larger."""

_TITLE = Look(size=14, bold=True, serif=True)
_LINE = Look(size=9, colour=SOFT)
_HEADING = Look(size=8.5, bold=True, fill=TINT, across="center", down="bottom", above="medium", below="thin")
_HEADING_OF_STATES = Look(size=8.5, bold=True, fill=TINT, down="bottom", above="medium", below="thin")
_TOTAL = Look(size=9, bold=True, down="center", wrap=False, above="thin", below="medium")
_TOTAL_COUNT = Look(size=9, bold=True, across="center", down="center", wrap=False, above="thin", below="medium")
_END = Look(size=8.5, above="medium", wrap=False)
_LEGEND = Look(size=8.5, colour=SOFT, wrap=False)


class _Looks:
    """How the cells of the states are drawn, in larger type or in smaller."""

    def __init__(self, size: float) -> None:
        short = partial(Look, size=size, across="center", down="center", wrap=False, below="hair")
        self.state = Look(size=size, down="center", wrap=False, below="hair")
        self.shape = replace(short(colour=BLUE), size=size + 1, family=SYMBOLS)
        self.short = short(colour=INK)
        self.mark = short(colour=SOFT)
        self.figure = short(number_format="#,##0.##")
        self.whole = short(number_format="#,##0")
        self.year = short(number_format="0")
        self.date = {language: short(number_format=written) for language, written in DATE_FORMATS.items()}

    def of(self, question: Question, short: answers.Short, language: str) -> Look:
        if isinstance(short, str):
            return self.shape if len(short) == 1 else self.short
        if question.kind is Kind.DATE:
            return self.date[language]
        if question.kind is Kind.YEAR:
            return self.year
        return self.whole if short == int(short) else self.figure  # type: ignore[arg-type]


_LARGER, _SMALLER = _Looks(9.5), _Looks(8.5)


def write(workbook: Workbook, plan: Plan, section: PlannedSection) -> None:
    questions = shown(plan.comparison, section.questions)
    page = plan.on_paper(_page(plan, questions), section.synoptic_sheet)
    sheet = Sheet(workbook, section.synoptic_sheet, page)
    across = 1 + len(questions)
    sheet.write_across(plan.words("synoptic_title", section=section.title), _TITLE, across)
    sheet.write_across(plan.words("synoptic_base", base=within(plan.base), received=plan.received), _LINE, across)
    plan.banner(sheet, across)
    sheet.write([], height=5)
    sheet.write(list(_headings(plan, questions)))
    foot = _FOOT + (_LINE_OF_LEGEND if _has_notes(plan, questions) else 0)
    height = _height_of_states(page, sheet.used + foot, len(plan.shown))
    looks = _LARGER if height >= _ROOMY else _SMALLER
    for state in plan.shown:
        sheet.write(list(_of_state(plan, state, questions, looks)), height=height)
    _write_in_favour(sheet, plan, questions)
    _write_legend(sheet, plan, section, questions)


def _height_of_states(page: Page, used: float, count: int) -> float:
    """As high as the page has room for them beside what else it holds."""
    room = page.room * _FILLED - used
    return max(min(room / max(count, 1), _HIGHEST), _LEAST_HIGH) if page.one_page else _ROOMY


def shown(comparison: Comparison, questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The core questions, then those that a heading and a short mark can stand for, as many as can be read.

    Of the others none that every state withholds from these readers: its column would say nothing.
    """
    core = [question for question in questions if question.core]
    others = [one for one in questions if not one.core and _is_short(one) and not _is_withheld(comparison, one)]
    return tuple((core + others)[:MOST_QUESTIONS])


def _is_withheld(comparison: Comparison, question: Question) -> bool:
    replied = len(comparison.replies)
    return bool(replied) and comparison.tallies[question.code].count(Mark.WITHHELD) == replied


def _is_short(question: Question) -> bool:
    is_compiled = question.summary != "none" and question.names_states
    return bool(question.heading) and question.kind not in _WITHOUT_SHORT_MARK and is_compiled


def _page(plan: Plan, questions: tuple[Question, ...]) -> Page:
    header_row = 4 + bool(plan.heading.illustrative)
    width = min(26.0, (_PAGE_WIDTH - _STATE_WIDTH) / max(len(questions), 1))
    return Page(
        widths=(_STATE_WIDTH, width),
        columns=1 + len(questions),
        frozen=f"B{header_row + 1}",
        title_rows=f"{header_row}:{header_row}",
        title_columns="A:A",
        one_page=len(plan.shown) <= MOST_STATES,
        tab=BLUE,
    )


def _headings(plan: Plan, questions: tuple[Question, ...]) -> Iterator[Drawn]:
    yield Drawn(plan.words("state"), _HEADING_OF_STATES)
    for question in questions:
        yield Drawn(f"{plan.number(question)}\n{_heading(question, plan.language)}".strip(), _HEADING)


def _heading(question: Question, language: str) -> str:
    heading = said(question.heading, language)
    if heading:
        return heading
    wording = said(question.wording, language)
    return wording if len(wording) <= 30 else wording[:29].rstrip(" ,;.") + "…"


def _of_state(plan: Plan, state: MemberState, questions: tuple[Question, ...], looks: _Looks) -> Iterator[Drawn]:
    yield Drawn(plan.state_heading(state), looks.state)
    reply = plan.comparison.replies.get(state.iso3)
    for question in questions:
        if reply is None:
            yield Drawn(marks.short_mark(Mark.NO_REPLY, plan.language), looks.mark)
            continue
        is_answered = state.iso3 in plan.comparison.tallies[question.code].states(Mark.ANSWERED)
        short = answers.short(question, reply.cells, reply.entries, plan.language)
        yield Drawn(short, looks.of(question, short, plan.language) if is_answered else looks.mark)


def _write_in_favour(sheet: Sheet, plan: Plan, questions: tuple[Question, ...]) -> None:
    """The counts where there are any, and the rule that ends the table."""
    counts = list(_in_favour(plan, questions))
    if any(drawn.value is not None for drawn in counts[1:]):
        sheet.write(counts, height=15)
        sheet.write([], height=5)
    else:
        sheet.write([Drawn("", _END) for _ in counts], height=5)


def _in_favour(plan: Plan, questions: tuple[Question, ...]) -> Iterator[Drawn]:
    """How many say "yes" or "in part": a number of all that replied; "13 of 17" where fewer were asked."""
    replied = len(plan.comparison.replies)
    yield Drawn(plan.words("yes_or_in_part", base=replied), _TOTAL)
    for question in questions:
        tally = plan.comparison.tallies[question.code]
        count = _count_in_favour(tally)
        if count is not None and tally.base < replied:
            yield Drawn(answers.some_of(count, tally.base, plan.language), _TOTAL_COUNT)
        else:
            yield Drawn(count, _TOTAL_COUNT)


def _count_in_favour(tally: Tally) -> int | None:
    """None for a question whose options have no shapes that say so."""
    if tally.question.kind is not Kind.ONE or not any(one.option.shape in answers.IN_FAVOUR for one in tally.options):
        return None
    return sum(one.count for one in tally.options if one.option.shape in answers.IN_FAVOUR)


def _write_legend(sheet: Sheet, plan: Plan, section: PlannedSection, questions: tuple[Question, ...]) -> None:
    shapes = (("●", "yes"), ("◐", "in_part"), ("△", "preparing"), ("○", "no"))
    five_of_six = answers.some_of(5, 6, plan.language)
    signs = [f"{shape} {plan.words(meaning)}" for shape, meaning in shapes]
    signs.append(f"{five_of_six}: {plan.words('some_of')}")
    below = list(_signs_of_marks(plan.language))
    noted = []
    if _has_notes(plan, questions):  # in a line of its own: one that is wider than the table makes all of it smaller
        noted.append(plan.words("synoptic_notes", sign=footnotes.SIGN, sheet=section.sheet))
    if len(questions) < len(section.questions):
        below.append(plan.words("synoptic_rest", sheet=section.sheet))
    for line in (signs, below, noted):
        if line:
            sheet.write([Drawn("   ".join(line), _LEGEND)], height=_LINE_OF_LEGEND)


def _has_notes(plan: Plan, questions: tuple[Question, ...]) -> bool:
    return any(plan.notes(question) for question in questions)


def _signs_of_marks(language: str) -> Iterator[str]:
    """The marks that need to be told apart; "no reply" says what it means."""
    for mark in Mark:
        sign, words = marks.short_mark(mark, language), marks.mark_words(mark, language)
        if mark is not Mark.ANSWERED and sign.casefold() != words.casefold():
            yield f"{sign} {words[:1].lower()}{words[1:]}"
