"""The facts of a comparison as files for other programs: CSV, one fact a row, and JSON with the edition's definition.

Either in codes, which are the same in every language, or in the words of one. Each file says for whom it was made, of
how many states that replied and were asked, to which day, and whether the answers are invented: a CSV on every row, so
that no row goes without.

CSV is UTF-8 with a byte order mark, commas, and lines that end in CR LF (RFC 4180). A text that begins as a formula
does ("=", "+", "-", "@", tab), or with an apostrophe, gets an apostrophe before it, so that a spreadsheet shows it and
does not compute it: whoever reads the file with a program takes one leading apostrophe away. In JSON every text stands
as it is.
"""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from surveyapp.core import definition
from surveyapp.core.comparison import Comparison
from surveyapp.core.states import MemberState
from surveyapp.core.text import said
from surveyapp.documents.comparative_workbook.facts import Fact, facts, mark_words
from surveyapp.documents.comparative_workbook.plan import Plan, PlannedSection, plan_of
from surveyapp.documents.round_facts import Heading, RoundFacts
from surveyapp.documents.sheets import is_quoted
from surveyapp.wording import subregions

FORMAT = 1
CODES = (
    "state_code",
    "subregion_code",
    "section_code",
    "question_code",
    "number",
    "place",
    "mark_code",
    "option_code",
    "value_number",
    "text",
    "date",
)
WORDS = (
    "state",
    "subregion",
    "section",
    "number",
    "question",
    "place",
    "mark",
    "option",
    "value_number",
    "text",
    "date",
)
OF_THE_FILE = ("audience", "replied", "asked", "received_to", "illustrative")
"""What every row of a CSV says of the whole."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def as_csv(comparison: Comparison, facts_: RoundFacts | Heading, language: str, *, codes: bool) -> bytes:
    """One fact a row; headings are codes or words as the cells are. The same bytes for the same comparison."""
    file = io.BytesIO()
    write_csv_to(file, comparison, facts_, language, codes=codes)
    return file.getvalue()


def as_json(comparison: Comparison, facts_: RoundFacts | Heading, language: str, *, codes: bool) -> bytes:
    """One object: what the file is, the states, the edition's definition, the facts. Numbers are numbers, exact."""
    file = io.BytesIO()
    write_json_to(file, comparison, facts_, language, codes=codes)
    return file.getvalue()


def write_csv_to(
    file: BinaryIO, comparison: Comparison, facts_: RoundFacts | Heading, language: str, *, codes: bool
) -> None:
    """As `as_csv`, row by row: never whole in memory."""
    plan = _plan(comparison, facts_, language)
    of_the_file = _of_the_file(plan, codes=codes)
    columns = CODES if codes else WORDS
    named = [plan.words(key) for key in WORDS] + [plan.words(f"csv_{key}") for key in OF_THE_FILE]
    file.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(file, "utf-8", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow([*CODES, *OF_THE_FILE] if codes else named)
        for row in _rows(plan):
            writer.writerow([*(_in_csv(row[column]) for column in columns), *of_the_file])
    finally:
        text.detach()  # writes what is held back, and leaves the file open


def write_json_to(
    file: BinaryIO, comparison: Comparison, facts_: RoundFacts | Heading, language: str, *, codes: bool
) -> None:
    """As `as_json`, fact by fact: never whole in memory."""
    plan = _plan(comparison, facts_, language)
    columns = CODES if codes else WORDS
    before = {
        "format": FORMAT,
        **_about(plan, codes=codes),
        "states": [_state(plan, state) for state in plan.shown],
        "edition": json.loads(definition.to_json(plan.facts.unworded or comparison.questionnaire)),
    }
    file.write(_json(before)[:-1] + b', "facts": [')
    between = b""
    for row in _rows(plan):
        fact = {column: _in_json(row[column]) for column in columns if row[column] is not None}
        file.write(between + _json(fact))
        between = b", "
    file.write(b"]}")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def _plan(comparison: Comparison, facts_: RoundFacts | Heading, language: str) -> Plan:
    whole = RoundFacts(heading=facts_) if isinstance(facts_, Heading) else facts_
    return plan_of(comparison, whole, language)


def _about(plan: Plan, *, codes: bool) -> dict[str, Any]:
    heading = plan.heading
    return {
        "title": said(heading.title, plan.language),
        "document_number": plan.terms.document_number,
        "language": plan.language,
        "cells": "codes" if codes else "words",
        "audience": plan.comparison.audience.value,
        "asked": len(plan.comparison.asked),
        "replied": len(plan.comparison.replies),
        "base": plan.base,
        "received_to": heading.received_to.isoformat(),
        "information": plan.received,
        "period": [heading.period_from.isoformat(), heading.period_to.isoformat()],
        "illustrative": heading.illustrative,
    }


def _of_the_file(plan: Plan, *, codes: bool) -> list[str | int]:
    heading, comparison = plan.heading, plan.comparison
    audience, invented = comparison.audience.value, "true" if heading.illustrative else "false"
    if not codes:
        audience = plan.words(f"csv_for_{audience}")
        invented = plan.words("illustrative_short") if heading.illustrative else ""
    return [audience, len(comparison.replies), len(comparison.asked), heading.received_to.isoformat(), invented]


def _state(plan: Plan, state: MemberState) -> dict[str, Any]:
    return {
        "code": state.iso3,
        "name": plan.state_name(state),
        "subregion": state.subregion.value,
        "replied": state.iso3 in plan.comparison.replies,
    }


def _rows(plan: Plan) -> Iterator[Mapping[str, Any]]:
    """Every fact with all that it may be told by, in the order of the questionnaire and then of the states."""
    of_states = {state.iso3: _of_state(plan, state) for state in plan.shown}
    for section in plan.sections:
        for question in section.questions:
            of_question = {"question_code": question.code, "number": question.number, **_of_section(section)}
            for state in plan.shown:
                before = of_states[state.iso3] | of_question
                yield from (before | _of_fact(plan, fact) for fact in facts(plan, question, state))


def _of_state(plan: Plan, state: MemberState) -> dict[str, Any]:
    return {
        "state_code": state.iso3,
        "state": plan.state_name(state),
        "subregion_code": state.subregion.value,
        "subregion": subregions.subregion_name(state.subregion, plan.language),
    }


def _of_section(section: PlannedSection) -> dict[str, Any]:
    return {"section_code": section.section.code, "section": section.title}


def _of_fact(plan: Plan, fact: Fact) -> dict[str, Any]:
    return {
        "place": fact.place,
        "question": fact.asked,
        "mark_code": str(fact.mark),
        "mark": mark_words(plan, fact.mark),
        "option_code": fact.option_code,
        "option": fact.option,
        "value_number": fact.number,
        "text": fact.text,
        "date": fact.on,
    }


def _in_csv(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if not isinstance(value, str):
        return value
    text = _CONTROLS.sub("\ufffd", value)
    return f"'{text}" if is_quoted(text) or text.startswith("'") else text


def _in_json(value: object) -> object:
    """Decimals as whole numbers where they are, as texts of their digits where a float would not be exact."""
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        return float(value) if Decimal(repr(float(value))) == value else f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value
