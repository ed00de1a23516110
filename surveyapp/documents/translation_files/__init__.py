"""Wordings, and texts of replies, on their way to a translator and back: XLIFF 1.2 for translation programs, a workbook
for everybody else.

Nothing that comes back is trusted, and nothing is applied here: what is read are units, which
`core.translation.changes` holds against the questionnaire, `core.answer_texts.changes` against the replies.
"""

from re import Pattern

from surveyapp.documents.translation_files import workbook, xliff
from surveyapp.documents.translation_files.faults import PATHS, Code, Fault, ReadFile

__all__ = ["LARGEST_FILE", "Code", "Fault", "ReadFile", "read", "workbook", "xliff"]

LARGEST_FILE = xliff.LARGEST_FILE


def read(data: bytes, name: str, source_language: str, target_language: str, paths: Pattern[str] = PATHS) -> ReadFile:
    """Reads a file that came back, of whichever of the two kinds it is.

    `source_language`: "" where the texts may be in any. `paths`: what the identifier of a unit looks like.
    """
    if data.startswith(b"PK") or name.lower().endswith((".xlsx", ".xls", ".xlsm")):
        return workbook.read(data, name, source_language, target_language, paths)
    return xliff.read(data, source_language, target_language, paths)
