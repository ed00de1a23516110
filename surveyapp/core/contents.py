"""What a submission contains, counted: for its receipt and its papers.

A question is answered where `core.progress` says so, here as on every page.
"""

from dataclasses import dataclass

from surveyapp.core.marks import Mark
from surveyapp.core.places import leaves
from surveyapp.core.progress import QuestionProgress, progress_submitted
from surveyapp.core.questionnaire import Question, Questionnaire, Section
from surveyapp.core.submission import Submission
from surveyapp.core.whole import mark_at, mark_of


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Questions asked, counted by how far each is; files.

    One that is not wholly answered is in part answered, not readable or left blank. One that is answered, and has a
    place that cannot be read, is among those not readable too.
    """

    asked: int
    answered: int
    not_available: int
    """Of those answered."""
    in_part: int
    not_readable: int
    """With a place that cannot be read."""
    left_blank: int
    files: int


def contents(questionnaire: Questionnaire, submission: Submission, section: Section | None = None) -> Contents:
    """Counts each question asked once, however many places it has; of one section alone if told. Files are of all."""
    asked = [one for one in questionnaire.questions(section) if one.code in submission.asked]
    found = {one.code: progress_submitted(one, submission) for one in asked}
    answered = [one for one in asked if found[one.code] is QuestionProgress.ANSWERED]
    not_readable = {one.code for one in asked if is_unreadable(one, submission)}
    return Contents(
        asked=len(asked),
        answered=len(answered),
        not_available=sum(_mark(one, submission) is Mark.NOT_AVAILABLE for one in answered),
        in_part=sum(how is QuestionProgress.PARTLY and code not in not_readable for code, how in found.items()),
        not_readable=len(not_readable),
        left_blank=sum(how is QuestionProgress.BLANK and code not in not_readable for code, how in found.items()),
        files=len(submission.attachments),
    )


def is_unreadable(question: Question, submission: Submission) -> bool:
    """Whether something was typed at one of its places that cannot be read."""
    places = (str(leaf.place) for leaf in leaves(question, submission.entries))
    return any(mark_at(submission.places, address) is Mark.NOT_READABLE for address in places)


def _mark(question: Question, submission: Submission) -> Mark:
    return mark_of(question, submission.places, submission.entries)
