"""Every answer that holds a text, whole: question by question, then state by state, as in a compendium.

Where the secretariat has translated something that is shown, the translation stands beside it with how far it is.
"""

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from openpyxl import Workbook

from surveyapp.core import answer_texts
from surveyapp.core.answers import Value
from surveyapp.core.disclosure import DisclosedReply
from surveyapp.core.marks import Mark
from surveyapp.core.places import leaves
from surveyapp.core.questionnaire import Question
from surveyapp.core.states import MemberState
from surveyapp.core.text import said
from surveyapp.documents.comparative_workbook.listing import Listing
from surveyapp.documents.comparative_workbook.plan import Plan, PlannedSection
from surveyapp.documents.sheets import BLUE, Drawn, Look, pieces_to_read
from surveyapp.wording import answers, supplements
from surveyapp.wording.language_names import language_name

_COLUMNS = {"number": 7.0, "question": 38.0, "state": 22.0, "text": 96.0, "written_in": 12.0}
_COLUMNS_TRANSLATED = {
    "number": 7.0,
    "question": 30.0,
    "state": 19.0,
    "text": 64.0,
    "written_in": 11.0,
    "translation": 64.0,
    "translation_stage": 22.0,
}

_NUMBER = Look(bold=True, colour=BLUE, above="hair")
_QUESTION = Look(above="hair")
_STATE = Look(bold=True, above="hair")
_TEXT = Look(size=10, above="hair")


def write(workbook: Workbook, plan: Plan) -> None:
    widths = _COLUMNS_TRANSLATED if is_anything_translated(plan) else _COLUMNS
    columns = [(plan.words(key), width) for key, width in widths.items()]
    listing = Listing(workbook, plan, "texts", columns, title=plan.words("contents_texts"), frozen_columns=3)
    for section in plan.sections:
        listing.begin_section()
        _write_section(listing, plan, section, widths)
    listing.close()


def is_anything_translated(plan: Plan) -> bool:
    """Whether a translation stands beside a text that this audience may read."""
    return any(True for _found in _translations(plan))


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


def _write_section(listing: Listing, plan: Plan, section: PlannedSection, widths: Mapping[str, float]) -> None:
    for question in section.questions:
        for state in plan.shown:
            reply = plan.comparison.replies.get(state.iso3)
            if reply is not None and holds_text(question, reply):
                _write_answer(listing, plan, question, state, widths)


def _write_answer(
    listing: Listing, plan: Plan, question: Question, state: MemberState, widths: Mapping[str, float]
) -> None:
    reply = plan.comparison.replies[state.iso3]
    text = answers.answer_words(plan.comparison.questionnaire, question, reply.cells, reply.entries, plan.language)
    wording = said(question.wording, plan.language)
    code = supplements.language_of(question, reply.cells, reply.entries)
    written_in = language_name(code, plan.language) if code else ""
    translated, stage = _translated(plan, question, state) or ("", "")
    pieces = pieces_to_read(text, _TEXT, widths["text"])
    beside = pieces_to_read(translated, _TEXT, widths["translation"]) if translated else []
    name = plan.state_name(state)
    for place, (piece, other) in enumerate(zip_longest(pieces, beside)):
        said_name = plan.words("continued", name=name) if place else name
        cells = [Drawn(question.number, _NUMBER), Drawn(wording, _QUESTION), Drawn(said_name, _STATE)]
        more = [Drawn(other or "", _TEXT), Drawn(stage, _TEXT)] if "translation" in widths else []
        own = Drawn(piece, _TEXT) if piece is not None else None
        listing.write([*cells, own, Drawn(written_in, _TEXT), *more])
