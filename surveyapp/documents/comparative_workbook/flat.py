"""Every fact as one row, codes beside words: for filters, pivot tables, and whoever wants to count again.

Columns that not every table needs stand at the end: the earlier submission in which the answer of a question stood
already, the earlier wording that was answered, that the answers are invented.
"""

from collections.abc import Iterator

from openpyxl import Workbook

from surveyapp.documents.comparative_workbook.facts import CONTINUED, Fact, facts, is_anything_unchanged, mark_words
from surveyapp.documents.comparative_workbook.listing import Listing
from surveyapp.documents.comparative_workbook.plan import Plan, PlannedSection
from surveyapp.documents.sheets import Value, pieces
from surveyapp.wording import subregions

COLUMNS = {
    "state_code": 8.0,
    "state": 22.0,
    "subregion": 20.0,
    "section_code": 16.0,
    "section": 26.0,
    "question_code": 20.0,
    "number": 8.0,
    "place": 26.0,
    "question": 48.0,
    "mark_code": 14.0,
    "mark": 16.0,
    "option_code": 16.0,
    "option": 26.0,
    "value_number": 14.0,
    "text": 60.0,
    "date": 13.0,
}
_AT_THE_END = {"unchanged_since": 16.0, "earlier_wording": 30.0, "note": 22.0}


def write(workbook: Workbook, plan: Plan) -> None:
    is_needed = {
        "unchanged_since": is_anything_unchanged(plan),
        "earlier_wording": plan.has_notes,
        "note": plan.heading.illustrative,
    }
    at_the_end = [key for key in _AT_THE_END if is_needed[key]]
    widths = COLUMNS | {key: _AT_THE_END[key] for key in at_the_end}
    columns = [(plan.words(key), width) for key, width in widths.items()]
    listing = Listing(workbook, plan, "data", columns, table="Data", frozen_columns=2)
    for section in plan.sections:
        for row, more in _rows(plan, section):
            listing.write_plain([*row, *(more[key] for key in at_the_end)])
    listing.close()


def _rows(plan: Plan, section: PlannedSection) -> Iterator[tuple[list[Value], dict[str, str | None]]]:
    """Each row, and what stands at its end."""
    language = plan.language
    of_states: dict[str, list[Value]] = {
        state.iso3: [state.iso3, plan.state_name(state), subregions.subregion_name(state.subregion, language)]
        for state in plan.shown
    }
    note = plan.words("illustrative_short")
    for question in section.questions:
        of_question = [section.section.code, section.title, question.code, question.number]
        for state in plan.shown:
            before = [*of_states[state.iso3], *of_question]
            for fact in facts(plan, question, state):
                more = {"note": note, "unchanged_since": fact.unchanged_since, "earlier_wording": fact.earlier_wording}
                for row in _of_fact(plan, fact):
                    yield [*before, *row], more


def _of_fact(plan: Plan, fact: Fact) -> Iterator[list[Value]]:
    """The row of a fact, and those on which its text goes on; these repeat nothing that could be counted."""
    first, *others = pieces(fact.text) if fact.text else [None]
    mark = [str(fact.mark), mark_words(plan, fact.mark)]
    yield [fact.place, fact.asked, *mark, fact.option_code, fact.option, fact.number, first, fact.on]
    for piece in others:
        continued = [CONTINUED, mark_words(plan, CONTINUED)]
        yield [fact.place, fact.asked, *continued, None, None, None, piece, None]
