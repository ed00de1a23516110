"""The comparison against a second count: slow, obvious, and made from the rows of the data file alone."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.core.comparison import OUTSIDE_THE_BASE, Comparison, Tally, compare
from surveyapp.core.marks import Mark
from surveyapp.core.places import is_compound, parse
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.core.states import MemberState
from surveyapp.documents import data_files
from surveyapp.wording.plain import plain_questionnaire
from tests import strategies
from tests.documents.test_comparative_workbook import a_heading, small_form
from tests.replies import made_up, states_of_2012

MARKS = {mark.value: mark for mark in Mark}
STATES = states_of_2012()


@dataclass
class Count:
    """What the rows say of one place over all states; of a field of a list, over its entries too."""

    marks: dict[str, set[Mark]] = field(default_factory=lambda: defaultdict(set))
    options: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    numbers: list[tuple[str, Decimal]] = field(default_factory=list)
    days: list[tuple[str, str]] = field(default_factory=list)


def counted_again(rows: Sequence[dict[str, Any]]) -> dict[str, Count]:
    found: dict[str, Count] = defaultdict(Count)
    for row in rows:
        mark, place = MARKS.get(row["mark_code"]), parse(row["place"])
        if mark is None or place is None:
            continue  # the text of the row above goes on, or it is what stands beside an answer
        one = found[f"{place.question}.{place.field}" if place.entry else str(place)]
        one.marks[row["state_code"]].add(mark)
        if "option_code" in row:
            one.options[row["option_code"]].add(row["state_code"])
        if "value_number" in row:
            one.numbers.append((row["state_code"], Decimal(str(row["value_number"]))))
        if "date" in row:
            one.days.append((row["state_code"], row["date"]))
    return found


def rows_of(comparison: Comparison) -> list[dict[str, Any]]:
    language = comparison.questionnaire.languages[0]
    file = json.loads(data_files.as_json(comparison, a_heading(name_missing=True), "en", codes=True))
    assert language in comparison.questionnaire.languages
    rows: list[dict[str, Any]] = file["facts"]
    return rows


def check(form: Questionnaire, replied: Sequence[MemberState], seed: str) -> None:
    asked = STATES[: len(replied) + 1]
    comparison = compare(plain_questionnaire(form), list(made_up(form, replied, seed)), asked)
    again = counted_again(rows_of(comparison))
    for tally in comparison.tallies.values():
        if not is_compound(tally.question):
            check_marks(tally, again[str(tally.place)], asked)
            check_values(tally, again[str(tally.place)])
        for part in tally.parts:
            check_values(part, again[str(part.place)])
        if tally.question.kind is Kind.LIST:
            assert {state for state, _ in tally.figures.values} == set(tally.states(Mark.ANSWERED))


def check_marks(tally: Tally, again: Count, asked: Sequence[MemberState]) -> None:
    for state in asked:
        (mark,) = again.marks[state.iso3]
        assert state.iso3 in tally.states(mark), (tally.place, state.iso3, mark)
    in_base = [iso3 for iso3, found in again.marks.items() if not found & OUTSIDE_THE_BASE]
    assert tally.base == len(in_base)
    assert set(tally.in_base) == set(in_base)


def check_values(tally: Tally, again: Count) -> None:
    assert {one.option.code: set(one.states) for one in tally.options if one.states} == again.options, tally.place
    assert sorted(tally.figures.values if tally.figures else ()) == sorted(again.numbers), tally.place
    assert sorted((iso3, day.isoformat()) for iso3, day in (tally.days.values if tally.days else ())) == sorted(
        again.days
    )


@settings(max_examples=25)
@given(strategies.questionnaires(gaps=False), st.integers(0, 6), st.text("abc", max_size=3))
def test_any_round_counted_again_from_its_rows_gives_the_same_figures(form: Questionnaire, replies: int, seed: str):
    check(form, STATES[:replies], seed)


def test_the_bundled_kinds_counted_again_give_the_same_figures():
    check(small_form(), STATES[:20], "again")
