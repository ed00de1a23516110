"""What changed since the round before, over the states that answered in both: option by option, and state by state."""

from collections.abc import Iterator

from openpyxl import Workbook

from surveyapp.core.changes import Change, Step, changes, in_both
from surveyapp.core.comparison import Comparison
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Question
from surveyapp.core.text import said
from surveyapp.documents.comparative_workbook.plan import Plan, PlannedSection
from surveyapp.documents.comparative_workbook.tally_words import option_label
from surveyapp.documents.sheets import BLUE, HEADER, HEADER_CENTRED, LINE, SOFT, TITLE, Drawn, Look, Page, Sheet
from surveyapp.wording import dates, marks

_WIDTHS = (7.5, 40, 8, 8, 11, 31, 31, 25, 25)
_LAST = len(_WIDTHS)
_NUMBER = Look(bold=True, colour=BLUE, above="thin")
_NUMBER_AGAIN = Look(colour=SOFT)
_QUESTION, _RULED = Look(bold=True, above="thin"), Look(above="thin")
_SECTION = Look(size=12, bold=True, serif=True, wrap=False)
_BASE, _BASE_COUNT = Look(italic=True, colour=SOFT), Look(italic=True, colour=SOFT, across="center")
_PART, _LABEL, _STATE = Look(bold=True, indent=1), Look(indent=1), Look(indent=2)
_COUNT = Look(across="center")
_DIFFERENCE = Look(across="center", number_format="+0;-0;0")
_NAMES = Look(size=9)


def write(workbook: Workbook, plan: Plan) -> None:
    if plan.facts.before is not None:
        _Changes(workbook, plan, plan.facts.before).write()


class _Changes:
    """The sheet while it is being written."""

    def __init__(self, workbook: Workbook, plan: Plan, before: Comparison) -> None:
        self.plan, self.before, self.language = plan, before, plan.language
        self.found = changes(before, plan.comparison)
        name = plan.sheets["changes"]
        header_row = 5 + plan.banners
        page = Page(widths=_WIDTHS, columns=_LAST, frozen=f"C{header_row + 1}", title_rows=f"{header_row}:{header_row}")
        self.sheet = Sheet(workbook, name, plan.on_paper(page, name, scaled=True))
        self._number = ""

    def write(self) -> None:
        self._write_heading()
        repeated = self.sheet.height
        written = 0
        for section in self.plan.sections:
            if any(question.code in self.found for question in section.questions):
                self.sheet.begin_block(begins_page=written > 0)
                self._write_section(section)
                written += 1
        self.sheet.break_pages(repeated)

    def _write_heading(self) -> None:
        plan = self.plan
        self.sheet.write_across(plan.words("changes_title", before=self._name_before()), TITLE, _LAST)
        self.sheet.write_across(plan.says_all, LINE, _LAST)
        both = in_both(self.before, plan.comparison)
        base = [plan.words("changes_base", count=len(both))]
        base += [] if plan.terms.name_negative else [plan.words("changes_negative")]
        self.sheet.write_across(" ".join(base), LINE, _LAST)
        plan.banner(self.sheet, _LAST)
        self.sheet.write([])
        texts = [plan.words(key) for key in ("number", "question_option_state", "before", "now", "difference")]
        looks = (HEADER, HEADER, HEADER_CENTRED, HEADER_CENTRED, HEADER_CENTRED)
        more = [Drawn(plan.words(key), HEADER) for key in ("gained", "lost", "from", "to")]
        self.sheet.write([*(Drawn(text, look) for text, look in zip(texts, looks, strict=True)), *more])

    def _name_before(self) -> str:
        title = said(self.plan.facts.before_title, self.language) or self.plan.words("round_before")
        period = self.plan.facts.before_period
        return f"{title} ({dates.period(*period, self.language)})" if period else title

    def _write_section(self, section: PlannedSection) -> None:
        self.sheet.write([Drawn(section.title, _SECTION)], height=20)
        for question in section.questions:
            found = self.found.get(question.code)
            if found:
                self._write_question(question, found)
                self.sheet.begin_block()

    def _write_question(self, question: Question, found: tuple[Change, ...]) -> None:
        self._number = question.number
        wording = said(question.wording, self.language)
        ruled = [Drawn(None, _RULED)] * (_LAST - 2)
        self.sheet.write([Drawn(question.number, _NUMBER), Drawn(wording, _QUESTION), *ruled])
        for place, change in enumerate(found):
            if place:
                self.sheet.begin_block()
            part = self.plan.comparison.tally(change.place)
            if part is not None and change.place.question != str(change.place):
                self._line([Drawn(said(part.question.wording, self.language), _PART)])
            self._write_change(change, (part.question if part else question))

    def _write_change(self, change: Change, asked: Question) -> None:
        both = len(change.both)
        sentence = self.plan.words("both_answered" if both else "both_none", count=both)
        self._line([Drawn(sentence, _BASE), Drawn(both, _BASE_COUNT)])
        if not both:
            return
        unnamed = self._unnamed(change, asked)
        for one in change.options:
            counts = [Drawn(len(one.before), _COUNT), Drawn(len(one.now), _COUNT), Drawn(one.difference, _DIFFERENCE)]
            lost = tuple(state for state in one.lost if state not in unnamed)
            names = [
                Drawn(self.plan.names(found), _NAMES)
                for found in (one.gained, lost)
                if self.plan.is_named(asked, one.option)
            ]
            self._line([Drawn(option_label(one.option, self.language), _LABEL), *counts, *names])
        for label, was, now in self._steps(change, asked):
            self._line([Drawn(label, _STATE), *[None] * 5, Drawn(was, _NAMES), Drawn(now, _NAMES)])

    def _steps(self, change: Change, asked: Question) -> Iterator[tuple[str, str, str]]:
        """Each state that answered otherwise: from what, to what."""
        order = {state.iso3: place for place, state in enumerate(self.plan.shown)}
        unnamed = self._unnamed(change, asked, then=True)
        steps = [step for step in change.changed if step.state not in unnamed]
        for step in sorted(steps, key=lambda one: order[one.state]):
            name = self.plan.state_name(self.plan.by_code[step.state])
            was, now = (self._said(asked, codes, mark) for codes, mark in _ends(step))
            yield name, was, now

    def _unnamed(self, change: Change, asked: Question, *, then: bool = False) -> frozenset[str]:
        """The states whose answer now, or `then` too, is one of those that are counted and not named."""
        hidden = {option.code for option in asked.options if not self.plan.is_named(asked, option)}
        return frozenset(step.state for step in change.changed if hidden & {*step.now, *(step.before if then else ())})

    def _said(self, asked: Question, codes: tuple[str, ...], mark: Mark) -> str:
        options = [option for code in codes if (option := asked.option(code))]
        return "; ".join(said(one.wording, self.language) for one in options) or marks.mark_words(mark, self.language)

    def _line(self, cells: "list[Drawn | None] | list[Drawn]") -> None:
        self.sheet.write([Drawn(self._number, _NUMBER_AGAIN), *cells])


def _ends(step: Step) -> tuple[tuple[tuple[str, ...], Mark], tuple[tuple[str, ...], Mark]]:
    return (step.before, step.mark_before), (step.now, step.mark_now)
