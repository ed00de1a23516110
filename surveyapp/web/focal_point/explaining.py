"""Explaining, on the review page, why what looks odd is right: a text beside the answer, for the secretariat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from surveyapp.actions.answering import Conflict, Outcome, Refused
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Question, Section
from surveyapp.core.supplements import Supplement
from surveyapp.web.focal_point import drawing, sentences, visible
from surveyapp.web.focal_point.drawing import Sheet
from surveyapp.wording import supplements


@dataclass(frozen=True)
class Line:
    """A question on the review page, with what is said of it."""

    question: Question
    section: Section
    words: str
    disclosure: str = ""
    is_taken: bool = True
    """Whether an answer to it can be written, as the reply stands."""
    beside: tuple[supplements.Line, ...] = ()
    """What stands beside the answer."""
    written_in: str = ""
    """That its text is in another language than the page, in words."""


@dataclass(frozen=True)
class Theirs:
    """Another text that somebody wrote meanwhile."""

    text: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Odd:
    """A question of which something looks odd, with its explanation."""

    line: Line
    place: str
    text: str
    """What is in the field: as kept, or as typed where it was not kept."""
    kept: str
    version: int
    may_write: bool
    theirs: Theirs | None = None
    fault: str = ""

    @property
    def is_explained(self) -> bool:
        return bool(self.kept) and not self.theirs and not self.fault

    @property
    def id(self) -> str:
        return f"x-{self.line.question.code}"


def place_of(code: str) -> Place:
    """Where the explanation of an answer stands."""
    return Place(code, beside=Supplement.EXPLANATION.value)


def of_review(sheet: Sheet, lines: Sequence[Line], outcomes: Mapping[Place, Outcome]) -> list[Odd]:
    """Each odd question with its explanation, and with what became of one that was just posted."""
    return [_odd(sheet, line, outcomes.get(place_of(line.question.code))) for line in lines]


def _odd(sheet: Sheet, line: Line, outcome: Outcome | None) -> Odd:
    place = place_of(line.question.code)
    answer = sheet.answers.get(str(place))
    kept = answer.typed.get("text", "") if answer else ""
    found = Odd(
        line=line,
        place=str(place),
        text=kept,
        kept=kept,
        version=answer.version if answer else 0,
        may_write=visible.may_write(sheet.held.reply, line.section.code) and line.is_taken,
    )
    if isinstance(outcome, Conflict):
        by = outcome.theirs_by or str(_("a colleague"))
        theirs = Theirs(outcome.theirs.get("text", ""), by, drawing.moment(sheet, outcome.theirs_at))
        return replace(found, text=outcome.yours.get("text", ""), version=outcome.version, theirs=theirs)
    if isinstance(outcome, Refused):
        return replace(found, fault=sentences.refusal(outcome.reason, sheet.language))
    return found
