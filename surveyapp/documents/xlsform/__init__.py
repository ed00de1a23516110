"""Questionnaires in and out: a workbook in the convention XLSForm, with columns of our own, and a definition.

The convention: https://xlsform.org/en/ref-table/. The way from bytes to a questionnaire:

    opening        bytes → cells, nothing trusted
    columns        which columns there are
    sheets, cells  cells → rows; what one row says
    options, tree  choices → lists of options; survey → groups within groups
    building       tree → sections and questions; with ranges, defaults, choice_filters, neighbouring, supplied
    checking       what only the whole can tell
    never          conditions that can never hold
    second_reader  what pyxform says of it

And back: writing_rows (every fact into its column), writing (rows → workbook).
"""

from surveyapp.documents.xlsform.faults import SEVERITIES, Code, Fault, Severity
from surveyapp.documents.xlsform.opening import LARGEST_FILE
from surveyapp.documents.xlsform.reading import ReadWorkbook, read
from surveyapp.documents.xlsform.writing import write
from surveyapp.documents.xlsform.writing_rows import CannotBeWritten

__all__ = [
    "LARGEST_FILE",
    "SEVERITIES",
    "CannotBeWritten",
    "Code",
    "Fault",
    "ReadWorkbook",
    "Severity",
    "read",
    "write",
]
