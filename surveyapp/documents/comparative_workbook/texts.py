"""Every answer that holds a text, whole: question by question, then state by state, as in a compendium.

Where the secretariat has translated something that is shown, the translation stands beside it with how far it is.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from surveyapp.core import answer_texts
from surveyapp.core.answers import Value
from surveyapp.core.disclosure import DisclosedReply
from surveyapp.core.marks import Mark
from surveyapp.core.places import leaves
from surveyapp.core.questionnaire import Question
from surveyapp.core.states import MemberState
from surveyapp.core.text import said
from surveyapp.documents.comparative_workbook.plan import Plan, PlannedSection
from surveyapp.documents.sheets import BLUE, HEADER, LINE, TITLE, Drawn, Look, Page, Sheet, pieces_to_read
from surveyapp.wording import answers

_WIDTHS = (7, 40, 24, 100)
_WIDTHS_TRANSLATED = (7, 32, 20, 68, 68, 22)
_HEADINGS = ("number", "question", "state", "text")
_HEADINGS_TRANSLATED = (*_HEADINGS, "translation", "translation_stage")

_NUMBER = Look(bold=True, colour=BLUE, above="hair")
_QUESTION = Look(above="hair")
_STATE = Look(bold=True, above="hair")
_TEXT = Look(size=10, above="hair")


def write(workbook: Workbook, plan: Plan) -> None:
    name = plan.sheets["texts"]
    header_row = 4 + bool(plan.heading.illustrative)
    is_translated = any(True for _found in _translations(plan))
    widths, headings = (_WIDTHS_TRANSLATED, _HEADINGS_TRANSLATED) if is_translated else (_WIDTHS, _HEADINGS)
    last = len(widths)
    page = Page(
        widths=widths,
        columns=last,
        frozen=f"A{header_row + 1}",
        title_rows=f"{header_row}:{header_row}",
    )
    sheet = Sheet(workbook, name, plan.on_paper(page, name))
    sheet.write_across(plan.words("contents_texts"), TITLE, last)
    sheet.write_across(f"{plan.said_title}. {plan.received}. {plan.base}.", LINE, last)
    plan.banner(sheet, last)
    sheet.write([])
    sheet.write([Drawn(plan.words(key), HEADER) for key in headings])
    for section in plan.sections:
        _write_section(sheet, plan, section, widths)
    sheet.filter(f"A{header_row}:{get_column_letter(last)}{sheet.row}")


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


def _translations(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every translation that is shown: nothing, where no text that this audience may read is translated."""
    for section in plan.sections if plan.translations else ():
        for question in section.questions:
            for state in plan.shown:
                found = _translated(plan, question, state)
                if found:
                    yield found


def _translated(plan: Plan, question: Question, state: MemberState) -> tuple[str, str] | None:
    """An answer in the language of the workbook and how far its translation is; None where nothing is translated."""
    reply, known = plan.comparison.replies.get(state.iso3), plan.translations.get(state.iso3)
    if reply is None or not known:
        return None
    questionnaire = plan.comparison.questionnaire
    languages = answer_texts.form_language(state, questionnaire), plan.language
    found = answer_texts.answer_translated(question, reply.cells, reply.entries, known, languages)
    if found is None:
        return None
    words = answers.answer_words(questionnaire, question, found[0], reply.entries, plan.language)
    return words, plan.words(f"translation_{found[1].value}")


def _write_section(sheet: Sheet, plan: Plan, section: PlannedSection, widths: Sequence[float]) -> None:
    for question in section.questions:
        for state in plan.shown:
            reply = plan.comparison.replies.get(state.iso3)
            if reply is not None and holds_text(question, reply):
                _write_answer(sheet, plan, question, state, widths)


def _write_answer(sheet: Sheet, plan: Plan, question: Question, state: MemberState, widths: Sequence[float]) -> None:
    reply = plan.comparison.replies[state.iso3]
    text = answers.answer_words(plan.comparison.questionnaire, question, reply.cells, reply.entries, plan.language)
    wording = said(question.wording, plan.language)
    translated, stage = _translated(plan, question, state) or ("", "")
    pieces = pieces_to_read(text, _TEXT, widths[3])
    beside = pieces_to_read(translated, _TEXT, widths[-2]) if translated else []
    name = plan.state_name(state)
    for place, (piece, other) in enumerate(zip_longest(pieces, beside)):
        said_name = plan.words("continued", name=name) if place else name
        cells = [Drawn(question.number, _NUMBER), Drawn(wording, _QUESTION), Drawn(said_name, _STATE)]
        more = [Drawn(other, _TEXT), Drawn(stage, _TEXT)] if other is not None else []
        sheet.write([*cells, Drawn(piece, _TEXT) if piece is not None else None, *more])
