"""Papers about a reply: what stands on one, in order and in words (`parts`), set as a PDF or as a Word file."""

from collections.abc import Callable, Mapping

from surveyapp.documents.papers import pdf, word
from surveyapp.documents.papers.parts import Paper

LANGUAGES = ("en", "es")
"""Those in which the papers have words of their own: in any other they would be a mix."""
FORMATS: Mapping[str, Callable[[Paper], bytes]] = {"pdf": pdf.write, "docx": word.write}
"""Ending of a file's name to what writes it."""


def write(paper: Paper, form: str) -> bytes:
    """The paper ("pdf" or "docx"); the same paper is the same bytes."""
    return FORMATS[form](paper)
