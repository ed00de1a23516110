"""The first sheet: of which round, received to which day, who replied, how to read the rest, and where it stands."""

from collections.abc import Iterator

from openpyxl import Workbook

from surveyapp.core.text import said
from surveyapp.documents.comparative_workbook.plan import Plan
from surveyapp.documents.sheets import BLUE, SOFT, TITLE, Drawn, Look, Page, Sheet
from surveyapp.wording import dates, states

_OVER = Look(size=10, colour=SOFT)
_GREAT_TITLE = Look(size=20, bold=True, serif=True)
_LABEL = Look(size=10.5, bold=True)
_TEXT = Look(size=10.5)
_STRONG = Look(size=12, bold=True, serif=True)
_HEADING = Look(size=13, bold=True, serif=True, wrap=False, above="medium")
_RULE = Look(above="medium")
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
    _documents(sheet, plan)
    _contents(sheet, plan)


def _facts(plan: Plan) -> Iterator[tuple[str, str]]:
    heading, comparison, language = plan.heading, plan.comparison, plan.language
    yield plan.words("document_number"), plan.terms.document_number
    yield plan.words("version"), _version(plan)
    yield plan.words("classification"), said(plan.terms.classification, language)
    yield plan.words("made_on"), plan.made_on
    yield plan.words("questionnaire"), said(comparison.questionnaire.title, language)
    yield plan.words("mandate"), said(heading.mandate, language)
    yield plan.words("period"), dates.period(heading.period_from, heading.period_to, language)
    yield plan.words("meeting"), _capital(said(heading.meeting, language))
    yield plan.words("audience_label"), _capital(plan.words(f"audience_{comparison.audience.value}"))
    yield plan.words("thanks_label"), states.thanks(comparison.replied, language) or plan.words("no_replies")
    yield plan.words("missing_label"), states.appeal(plan.missing, language, by_name=plan.names_missing)


def _version(plan: Plan) -> str:
    """Which it is, and what the officer says of it."""
    note = said(plan.facts.version.note, plan.language) if plan.facts.version else ""
    return f"{_capital(plan.version)}: {note}" if note else _capital(plan.version)


def _documents(sheet: Sheet, plan: Plan) -> None:
    """The replies that came as documents, each with what is said of it."""
    notes = [(plan.state_heading(state), plan.state_note(state)) for state in plan.shown if plan.state_note(state)]
    if notes:
        _section(sheet, plan.words("documents"))
    for name, note in notes:
        _line(sheet, name, _capital(note))


def _contents(sheet: Sheet, plan: Plan) -> None:
    _section(sheet, plan.words("contents"))
    first, *others = [key for key in plan.sheets if key != "overview"]
    contents = [(plan.sheets[first], plan.words(f"contents_{first}"))]
    contents += [(one.synoptic_sheet, plan.words("contents_synoptic", section=one.title)) for one in plan.sections]
    contents += [(one.sheet, plan.words("contents_section", section=one.title)) for one in plan.sections]
    contents += [(plan.sheets[key], plan.words(f"contents_{key}")) for key in others]
    for name, text in contents:
        sheet.write([Drawn(name, _LINK, leads_to=name), Drawn(text, _TEXT)])


def _section(sheet: Sheet, title: str) -> None:
    sheet.write([])
    sheet.write([Drawn(title, _HEADING), Drawn("", _RULE)], height=20)


def _line(sheet: Sheet, label: str, text: str) -> None:
    if text:
        sheet.write([Drawn(label, _LABEL), Drawn(text, _TEXT)])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
