"""What a submission contains, counted: for its receipt."""

from collections import Counter
from dataclasses import dataclass

from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.submission import Submission
from surveyapp.core.whole import mark_of


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Questions asked; of those, answered (the ones "not available" among them), not readable, left blank; files."""

    asked: int
    answered: int
    not_available: int
    not_readable: int
    left_blank: int
    files: int


def contents(questionnaire: Questionnaire, submission: Submission) -> Contents:
    """Counts each question asked once, however many places it has."""
    marks = Counter(
        mark_of(question, submission.places, submission.entries)
        for question in questionnaire.questions()
        if question.code in submission.asked
    )
    return Contents(
        asked=marks.total(),
        answered=marks[Mark.ANSWERED] + marks[Mark.NOT_AVAILABLE],
        not_available=marks[Mark.NOT_AVAILABLE],
        not_readable=marks[Mark.NOT_READABLE],
        left_blank=marks[Mark.LEFT_BLANK],
        files=len(submission.attachments),
    )
