"""Puts the sheets together."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from openpyxl import Workbook

from surveyapp.core.answer_texts import Known
from surveyapp.core.comparison import Comparison
from surveyapp.core.text import NOTHING, MissingWording, said
from surveyapp.documents.comparative_workbook import (
    changes,
    codebook,
    comparative,
    contacts,
    flat,
    frequencies,
    method,
    overview,
    practices,
    register,
    response,
    statistics,
    synoptic,
    texts,
)
from surveyapp.documents.comparative_workbook.plan import Plan, plan_of
from surveyapp.documents.repeatable import save
from surveyapp.documents.round_facts import Heading, RoundFacts
from surveyapp.documents.sheets import measure_in_arial


def write(
    comparison: Comparison,
    facts: RoundFacts | Heading,
    language: str,
    translations: Mapping[str, Known] | None = None,
) -> bytes:
    """The workbook; MissingWording where the questionnaire or a fact has no wording in this language.

    `translations`: by state, into this language, in place of those of the facts. One is shown only beside the text
    that it translates. The same comparison and facts are the same bytes.
    """
    file = BytesIO()
    write_to(file, comparison, facts, language, translations)
    return file.getvalue()


def write_to(
    file: BinaryIO,
    comparison: Comparison,
    facts: RoundFacts | Heading,
    language: str,
    translations: Mapping[str, Known] | None = None,
) -> None:
    """The same into a file, never whole in memory."""
    whole = RoundFacts(heading=facts) if isinstance(facts, Heading) else facts
    whole = replace(whole, translations=translations) if translations is not None else whole
    _check_language(comparison, whole, language)
    workbook = Workbook(write_only=True)
    measure_in_arial(workbook)
    plan = plan_of(comparison, whole, language)
    _set_properties(workbook, plan)
    overview.write(workbook, plan)
    response.write(workbook, plan)
    for section in plan.sections:
        synoptic.write(workbook, plan, section)
    for section in plan.sections:
        comparative.write(workbook, plan, section)
    for key, written in _ENDING.items():
        if key in plan.sheets:
            written(workbook, plan)
    save(workbook, file, whole.heading.made_at)


_ENDING: Mapping[str, Callable[[Workbook, Plan], None]] = {
    "frequencies": frequencies.write,
    "changes": changes.write,
    "register": register.write,
    "statistics": statistics.write,
    "texts": texts.write,
    "practices": practices.write,
    "contacts": contacts.write,
    "data": flat.write,
    "codebook": codebook.write,
    "method": method.write,
}
"""In the order of the names in `plan`."""


def _check_language(comparison: Comparison, facts: RoundFacts, language: str) -> None:
    """Before the first row: a workbook broken off in the middle of a sheet cannot be closed."""
    heading = facts.heading
    names = (*(level.title for level in facts.levels), *(group.name for group in facts.groups), facts.before_title)
    for text in (comparison.questionnaire.title, heading.title, heading.mandate, heading.meeting, *names):
        said(text, language)
    said(facts.terms.classification, language)
    said(facts.version.note if facts.version else NOTHING, language)
    if language not in comparison.questionnaire.languages:
        raise MissingWording(comparison.questionnaire.title, language)


def _set_properties(workbook: Workbook, plan: Plan) -> None:
    properties = workbook.properties
    properties.title = plan.said_title
    properties.subject = plan.words("document")
    properties.creator = plan.words("organization")
    properties.language = plan.language
    properties.description = plan.received
    properties.identifier = plan.terms.document_number or None
    properties.version = plan.version
