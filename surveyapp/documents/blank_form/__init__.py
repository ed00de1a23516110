"""The questionnaire on paper: one outline in one language, as a PDF or as a Word file."""

from collections.abc import Callable, Mapping

from surveyapp.core.questionnaire import Questionnaire
from surveyapp.documents.blank_form import pdf, word
from surveyapp.documents.blank_form.outline import Form, Heading, LanguageIncomplete, LanguageNotOffered, form_of

__all__ = ["FORMATS", "Heading", "LanguageIncomplete", "LanguageNotOffered", "write"]

FORMATS: Mapping[str, Callable[[Form], bytes]] = {"pdf": pdf.write, "docx": word.write}
"""Ending of a file's name to what writes it."""


def write(questionnaire: Questionnaire, language: str, heading: Heading, form: str) -> bytes:
    """The blank form ("pdf" or "docx"); LanguageNotOffered or LanguageIncomplete where it would be a mix."""
    return FORMATS[form](form_of(questionnaire, language, heading))
