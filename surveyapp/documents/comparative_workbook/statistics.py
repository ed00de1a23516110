"""Every figure as one row, ready to be put into a pivot table: state, indicator, year, sex, age, value, source.

The year is read from the wording of the row, the column or the question, where it names one; sex and age from the
codes of row and column. What a row and a column say beside that is the category. A cell without a figure has a row
too, with its mark in place of a value.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook

from surveyapp.core import placeholders
from surveyapp.core.comparison import Comparison
from surveyapp.core.disclosure import DisclosedReply
from surveyapp.core.marks import Mark
from surveyapp.core.places import Leaf, Place, leaves
from surveyapp.core.questionnaire import Column, Kind, Question, Row
from surveyapp.core.supplements import Supplement
from surveyapp.core.text import Text, said
from surveyapp.core.whole import mark_of, marks_of_parts, number_in
from surveyapp.documents.comparative_workbook.listing import Listing
from surveyapp.documents.comparative_workbook.plan import Plan, holds_figures
from surveyapp.documents.round_facts import Heading
from surveyapp.documents.sheets import pieces
from surveyapp.wording import answers, marks, subregions

COLUMNS = {
    "state_code": 8,
    "state": 22,
    "subregion": 20,
    "number": 8,
    "question_code": 20,
    "indicator": 44,
    "category": 32,
    "year": 9,
    "sex": 12,
    "age": 12,
    "value": 12,
    "mark": 20,
    "source": 50,
    "remark": 40,
}

_SEXES = {
    "female": "female women woman girls girl mujeres mujer ninas nina femenino",
    "male": "male men man boys boy hombres hombre ninos nino masculino",
    "unknown": "unknown desconocido nd",
}
_AGES = {
    "adult": "women woman men man adults adult mujeres mujer hombres hombre adultos adulto",
    "child": "girls girl boys boy children child minors minor ninas nina ninos nino menores",
    "unknown": "unknown desconocido nd",
}
_KNOWN = ("female", "male", "adult", "child")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


Parts = Sequence[Row] | Sequence[Column]


@dataclass(frozen=True)
class Cut:
    """How one cell of a table of figures cuts the states' figures."""

    place: Place
    category: str
    year: int | None
    sex: str
    age: str


def write(workbook: Workbook, plan: Plan) -> None:
    note = plan.words("illustrative_short") if plan.heading.illustrative else None
    columns = [(plan.words(key), width) for key, width in COLUMNS.items()]
    if note:
        columns.append((plan.words("note"), 22))
    listing = Listing(workbook, plan, "statistics", columns, table="Statistics", frozen_columns=2)
    for section in plan.sections:
        for question in filter(holds_figures, section.questions):
            for row in _rows(plan, question):
                listing.write_plain([*row, note] if note else row)
    listing.close()


def _rows(plan: Plan, question: Question) -> Iterator[list[str | int | Decimal | None]]:
    found = cuts(question, plan.heading, plan.language)
    indicator = said(question.heading, plan.language) or said(question.wording, plan.language)
    for state in plan.shown:
        reply = plan.comparison.replies.get(state.iso3)
        if reply is None:
            continue
        standing = _marks(question, reply)
        beside = [_cut(text) for text in _beside(plan.comparison, question, reply, plan.language)]
        subregion = subregions.subregion_name(state.subregion, plan.language)
        first = [state.iso3, plan.state_name(state), subregion, question.number, question.code, indicator]
        for cut in found:
            address = str(cut.place)
            mark, cell = standing[address], reply.cells.get(address)
            is_given = mark is Mark.ANSWERED and cell is not None and cell.value is not None
            value = number_in(cell.value) if is_given and cell and cell.value else None
            said_mark = marks.mark_words(mark, plan.language)
            words = [
                plan.words(f"sex_{cut.sex}") if cut.sex else None,
                plan.words(f"age_{cut.age}") if cut.age else None,
            ]
            yield [*first, cut.category or None, cut.year, *words, value, said_mark, *beside]


def cuts(question: Question, heading: Heading, language: str) -> list[Cut]:
    """Each place of a question at which a figure is asked."""
    if question.kind is not Kind.GRID:
        return [Cut(Place(question.code), "", _year(question.wording, heading, language), "", "")]
    return [_cut_of(question, leaf, heading, language) for leaf in leaves(question, {}) if leaf.place.column]


def _cut_of(question: Question, leaf: Leaf, heading: Heading, language: str) -> Cut:
    row = next(one for one in question.rows if one.code == leaf.place.row)
    column = next(one for one in question.columns if one.code == leaf.place.column)
    years = [_year(one.wording, heading, language) for one in (row, column)]
    year = next((one for one in years if one is not None), None) or _year(question.wording, heading, language)
    sides: tuple[tuple[Parts, Row | Column], ...] = (question.rows, row), (question.columns, column)
    sex = next((found for parts, one in sides if (found := _of(one.code, _SEXES, parts))), "")
    age = next((found for parts, one in sides if (found := _of(one.code, _AGES, parts))), "")
    kept = [
        said(one.wording, language)
        for (parts, one), own in zip(sides, years, strict=True)
        if own is None and not _says_who(one.code, parts)
    ]
    return Cut(leaf.place, "; ".join(kept), year, sex, age)


def _of(code: str, words: Mapping[str, str], parts: Parts) -> str:
    """ "female" of "women"; "unknown" only among others of which it is known."""
    known = set(code.lower().split("_"))
    found = next((name for name, each in words.items() if known & set(each.split())), "")
    return found if found != "unknown" or _tells(words, parts) else ""


def _tells(words: Mapping[str, str], parts: Parts) -> bool:
    told = {one for name in _KNOWN for one in words.get(name, "").split()}
    return any(told & set(one.code.lower().split("_")) for one in parts)


def _says_who(code: str, parts: Parts) -> bool:
    """Whether sex and age say all that the part says: "women", and not "women_trained"."""
    every = {one for words in (_SEXES, _AGES) for each in words.values() for one in each.split()}
    return bool(_of(code, _SEXES, parts) or _of(code, _AGES, parts)) and set(code.lower().split("_")) <= {*every, "for"}


def _year(wording: Text, heading: Heading, language: str) -> int | None:
    """The one year that a wording names."""
    last = placeholders.last_complete_year(heading.period_to)
    values = placeholders.values_for(heading.period_from, heading.period_to, last)
    found = set(_YEAR.findall(placeholders.fill(said(wording, language), values)))
    return int(found.pop()) if len(found) == 1 else None


def _marks(question: Question, reply: DisclosedReply) -> Mapping[str, Mark]:
    if question.kind is not Kind.GRID:
        return {question.code: mark_of(question, reply.cells, reply.entries)}
    return marks_of_parts(question, reply.cells, reply.entries)


def _beside(comparison: Comparison, question: Question, reply: DisclosedReply, language: str) -> tuple[str, str]:
    """The source of the figures, in the table or beside the answer; what else is said of them."""
    titles = answers.entry_titles(comparison.questionnaire, reply.cells, reply.entries, language)
    source = reply.cells.get(str(Place(question.code, beside=Supplement.SOURCE)))
    sources = [str(source.value["text"])] if source and source.value else []
    remarks = []
    for one in question.companions:
        cell = reply.cells.get(str(Place(question.code, field=one.code)))
        if cell is None or cell.mark is not Mark.ANSWERED or cell.value is None:
            continue
        words = answers.words(one, cell.value, language, titles)
        if "source" in one.code:
            sources.insert(0, words)
        else:
            remarks.append(f"{said(one.wording, language)}: {words}")
    return "; ".join(sources), "; ".join(remarks)


def _cut(text: str) -> str | None:
    """As much of a text as a cell holds: it stands whole among the texts."""
    return pieces(text)[0] if text else None
