"""Puts the sheets together."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from openpyxl import Workbook

from surveyapp.core.answer_texts import Known
from surveyapp.core.comparison import Comparison
from surveyapp.core.text import MissingWording, said
from surveyapp.documents.comparative_workbook import comparative, flat, overview, synoptic, texts
from surveyapp.documents.comparative_workbook.plan import Plan, plan_of
from surveyapp.documents.round_facts import Heading


def write(
    comparison: Comparison, heading: Heading, language: str, translations: Mapping[str, Known] | None = None
) -> bytes:
    """The workbook; MissingWording where the questionnaire or the heading has no wording in this language.

    `translations`: by state, into this language. One is shown only beside the text that it translates.
    """
    _check_language(comparison, heading, language)
    workbook = Workbook(write_only=True)
    plan = replace(plan_of(comparison, heading, language), translations=translations or {})
    _set_properties(workbook, plan)
    overview.write(workbook, plan)
    for section in plan.sections:
        synoptic.write(workbook, plan, section)
    for section in plan.sections:
        comparative.write(workbook, plan, section)
    texts.write(workbook, plan)
    flat.write(workbook, plan)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _check_language(comparison: Comparison, heading: Heading, language: str) -> None:
    """Before the first row: a workbook broken off in the middle of a sheet cannot be closed."""
    for text in (comparison.questionnaire.title, heading.title, heading.mandate, heading.meeting):
        said(text, language)
    if language not in comparison.questionnaire.languages:
        raise MissingWording(comparison.questionnaire.title, language)


def _set_properties(workbook: Workbook, plan: Plan) -> None:
    properties = workbook.properties
    properties.title = plan.said_title
    properties.subject = plan.words("document")
    properties.creator = plan.words("organization")
    properties.language = plan.language
    properties.description = plan.received
    properties.created = plan.heading.made_at.replace(tzinfo=None)
