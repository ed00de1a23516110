"""The pages of a state: its desk, the people, the sections it answers, the review, the receipt, its letters, files."""

from surveyapp.web.focal_point import (
    approval,
    asking_on_desk,
    blank_forms,
    clarifications,
    desk,
    documents,
    files,
    letters,
    papers,
    people,
    presence,
    readiness,
    requests,
    review,
    section,
    strip,
    words,
)
from surveyapp.web.focal_point.pages import blueprint

__all__ = [
    "approval",
    "asking_on_desk",
    "blank_forms",
    "blueprint",
    "clarifications",
    "desk",
    "documents",
    "files",
    "letters",
    "papers",
    "people",
    "presence",
    "readiness",
    "requests",
    "review",
    "section",
    "strip",
    "words",
]
