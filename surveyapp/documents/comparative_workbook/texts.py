"""Every answer that holds a text, whole: question by question, then state by state, as in a compendium."""

from openpyxl import Workbook

from surveyapp.core.answers import Value
from surveyapp.core.disclosure import DisclosedReply
from surveyapp.core.marks import Mark
from surveyapp.core.places import leaves
from surveyapp.core.questionnaire import Question
from surveyapp.core.text import said
from surveyapp.documents.comparative_workbook.plan import Plan, PlannedSection
from surveyapp.documents.sheets import BLUE, HEADER, LINE, TITLE, Drawn, Look, Page, Sheet, pieces_to_read
from surveyapp.wording import answers

_WIDTHS = (7, 40, 24, 100)

_NUMBER = Look(bold=True, colour=BLUE, above="hair")
_QUESTION = Look(above="hair")
_STATE = Look(bold=True, above="hair")
_TEXT = Look(size=10, above="hair")


def write(workbook: Workbook, plan: Plan) -> None:
    name = plan.sheets["texts"]
    header_row = 4 + bool(plan.heading.illustrative)
    page = Page(
        widths=_WIDTHS,
        columns=4,
        frozen=f"A{header_row + 1}",
        title_rows=f"{header_row}:{header_row}",
    )
    sheet = Sheet(workbook, name, plan.on_paper(page, name))
    sheet.write_across(plan.words("contents_texts"), TITLE, 4)
    sheet.write_across(f"{plan.said_title}. {plan.received}. {plan.base}.", LINE, 4)
    plan.banner(sheet, 4)
    sheet.write([])
    sheet.write([Drawn(plan.words(key), HEADER) for key in ("number", "question", "state", "text")])
    for section in plan.sections:
        _write_section(sheet, plan, section)
    sheet.filter(f"A{header_row}:D{sheet.row}")


def holds_text(question: Question, reply: DisclosedReply) -> bool:
    """Whether anything in the answer is in the state's own words."""
    found = (reply.cells.get(str(leaf.place)) for leaf in leaves(question, reply.entries))
    return any(
        cell.mark is Mark.NOT_READABLE or (cell.mark is Mark.ANSWERED and _has_words(cell.value))
        for cell in found
        if cell
    )


def _has_words(value: Value | None) -> bool:
    return value is not None and any(part in value for part in ("text", "detail", "details", "title", "article"))


def _write_section(sheet: Sheet, plan: Plan, section: PlannedSection) -> None:
    for question in section.questions:
        for state in plan.shown:
            reply = plan.comparison.replies.get(state.iso3)
            if reply is not None and holds_text(question, reply):
                _write_answer(sheet, plan, question, plan.state_name(state), reply)


def _write_answer(sheet: Sheet, plan: Plan, question: Question, state: str, reply: DisclosedReply) -> None:
    text = answers.answer_words(plan.comparison.questionnaire, question, reply.cells, reply.entries, plan.language)
    wording = said(question.wording, plan.language)
    for place, piece in enumerate(pieces_to_read(text, _TEXT, _WIDTHS[-1])):
        name = plan.words("continued", name=state) if place else state
        sheet.write(
            [Drawn(question.number, _NUMBER), Drawn(wording, _QUESTION), Drawn(name, _STATE), Drawn(piece, _TEXT)]
        )
