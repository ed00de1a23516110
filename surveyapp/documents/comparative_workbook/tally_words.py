"""What several sheets say of the counts of a question: its base, its options, its parts, its figures."""

from decimal import Decimal

from surveyapp.core.comparison import Tally
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Kind, Option, Question
from surveyapp.core.text import said
from surveyapp.documents.comparative_workbook.plan import Plan
from surveyapp.documents.sheets import Look

_WHOLE = Look(across="center", number_format="#,##0")
_FIGURE = Look(across="center", number_format="#,##0.##########")
_YEAR = Look(across="center", number_format="0")


def base_words(plan: Plan, tally: Tally) -> str:
    """ "Base: 17 of the 19 states that replied; the others were not asked"."""
    replied = len(plan.comparison.replies)
    if tally.base == 0:
        return plan.words("base_none")
    if tally.base < replied:
        return plan.words("base_some", base=tally.base, replied=replied)
    return plan.words("base_one" if replied == 1 else "base_all", replied=replied)


def is_withheld(tally: Tally) -> bool:
    """Whether all of the base withhold it from these readers: then nothing can be counted, and zero would be untrue."""
    return 0 < tally.base == tally.count(Mark.WITHHELD)


def option_label(option: Option, language: str) -> str:
    """ "● Yes"."""
    shape = f"{option.shape} " if option.shape else ""
    return f"{shape}{said(option.wording, language)}"


def part_label(question: Question, part: Tally, language: str) -> str:
    """ "Shelter"; of a grid "2011, women"."""
    own = said(part.question.wording, language)
    if not part.place.column:
        return own
    row = next(row for row in question.rows if row.code == part.place.row)
    return f"{said(row.wording, language)}, {own}"


def figure_look(question: Question, number: Decimal | None) -> Look:
    if question.kind is Kind.YEAR:
        return _YEAR
    return _WHOLE if number is not None and number == number.to_integral_value() else _FIGURE
