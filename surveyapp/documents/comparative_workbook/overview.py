"""The first sheet: of which round, received to which day, who replied, how to read the rest, and where it stands."""

from collections.abc import Iterator

from openpyxl import Workbook

from surveyapp.core.text import said
from surveyapp.documents.comparative_workbook.plan import Plan, names_missing
from surveyapp.documents.sheets import BLUE, SOFT, TITLE, Drawn, Look, Page, Sheet
from surveyapp.wording import answers, dates, footnotes, marks, states

_OVER = Look(size=10, colour=SOFT)
_GREAT_TITLE = Look(size=20, bold=True, serif=True)
_LABEL = Look(size=10.5, bold=True)
_TEXT = Look(size=10.5)
_STRONG = Look(size=12, bold=True, serif=True)
_HEADING = Look(size=13, bold=True, serif=True, wrap=False, above="medium")
_RULE = Look(above="medium")
_SIGN = Look(size=10.5, bold=True, colour=BLUE)
_LINK = Look(size=10.5, colour=BLUE)


def write(workbook: Workbook, plan: Plan) -> None:
    page = Page(widths=(33, 92), columns=2, landscape=False, one_page=True, tab=BLUE)
    name = plan.sheets["overview"]
    sheet = Sheet(workbook, name, plan.on_paper(page, name))
    sheet.write_across(plan.words("organization"), _OVER, 2)
    plan.banner(sheet, 2)
    sheet.write_across(plan.words("document"), _GREAT_TITLE, 2)
    sheet.write_across(plan.said_title, TITLE, 2)
    sheet.write_across(f"{plan.received}. {plan.base}.", _STRONG, 2)
    sheet.write([])
    for label, text in _facts(plan):
        _line(sheet, label, text)
    _reading(sheet, plan)
    _legend(sheet, plan)
    _documents(sheet, plan)
    _contents(sheet, plan)


def _facts(plan: Plan) -> Iterator[tuple[str, str]]:
    heading, comparison, language = plan.heading, plan.comparison, plan.language
    yield plan.words("questionnaire"), said(comparison.questionnaire.title, language)
    yield plan.words("mandate"), said(heading.mandate, language)
    yield plan.words("period"), dates.period(heading.period_from, heading.period_to, language)
    yield plan.words("meeting"), _capital(said(heading.meeting, language))
    yield plan.words("audience_label"), _capital(plan.words(f"audience_{comparison.audience.value}"))
    yield plan.words("thanks_label"), states.thanks(comparison.replied, language) or plan.words("no_replies")
    by_name = names_missing(comparison, heading)
    yield plan.words("missing_label"), states.appeal(plan.missing, language, by_name=by_name)


def _reading(sheet: Sheet, plan: Plan) -> None:
    _section(sheet, plan.words("reading"))
    for wording in ("reading_base", "reading_share", "reading_order", "reading_not_final"):
        _line(sheet, plan.words(f"{wording}_label"), plan.words(wording))


def _legend(sheet: Sheet, plan: Plan) -> None:
    _section(sheet, plan.words("legend"))
    five_of_six = answers.some_of(5, 6, plan.language)
    notes = [(footnotes.SIGN, "noted")] if plan.has_notes else []
    for sign, meaning in ("★", "core"), *notes, ("●", "chosen"), ("·", "not_chosen"), (five_of_six, "some_of"):
        _line(sheet, sign, _capital(plan.words(meaning)), sign=True)
    for sign, meaning in marks.legend(plan.language):
        _line(sheet, sign, _capital(meaning), sign=True)


def _documents(sheet: Sheet, plan: Plan) -> None:
    """The replies that came as documents, each with what is said of it."""
    notes = [(plan.state_heading(state), plan.state_note(state)) for state in plan.shown if plan.state_note(state)]
    if notes:
        _section(sheet, plan.words("documents"))
    for name, note in notes:
        _line(sheet, name, _capital(note))


def _contents(sheet: Sheet, plan: Plan) -> None:
    _section(sheet, plan.words("contents"))
    contents = [(one.synoptic_sheet, plan.words("contents_synoptic", section=one.title)) for one in plan.sections]
    contents += [(one.sheet, plan.words("contents_section", section=one.title)) for one in plan.sections]
    contents += [(plan.sheets[key], plan.words(f"contents_{key}")) for key in ("texts", "data")]
    for name, text in contents:
        sheet.write([Drawn(name, _LINK, leads_to=name), Drawn(text, _TEXT)])


def _section(sheet: Sheet, title: str) -> None:
    sheet.write([])
    sheet.write([Drawn(title, _HEADING), Drawn("", _RULE)], height=20)


def _line(sheet: Sheet, label: str, text: str, sign: bool = False) -> None:
    if text:
        sheet.write([Drawn(label, _SIGN if sign else _LABEL), Drawn(text, _TEXT)])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
