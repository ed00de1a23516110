"""Explaining, on the review page, why what looks odd is right: a text beside the answer, for the secretariat."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from surveyapp.actions import explaining
from surveyapp.actions.answering import Conflict, Refused
from surveyapp.core.questionnaire import Question, Section
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
    answer_said: str
    """What the answer says, hashed: an explanation is kept for the answer that was seen."""
    has_lapsed: bool
    """Whether the answer says something else since it was explained."""
    theirs: Theirs | None = None
    fault: str = ""

    @property
    def is_explained(self) -> bool:
        return bool(self.kept) and not self.has_lapsed and not self.theirs and not self.fault

    @property
    def id(self) -> str:
        return f"x-{self.line.question.code}"


def of_review(sheet: Sheet, lines: Sequence[Line]) -> list[Odd]:
    """Each odd question with its explanation, and with what became of one that was just posted."""
    lapsed = explaining.lapsed(sheet.held, (line.question.code for line in lines))
    return [_odd(sheet, line, line.question.code in lapsed) for line in lines]


def _odd(sheet: Sheet, line: Line, has_lapsed: bool) -> Odd:
    place = explaining.place_of(line.question.code)
    outcome = sheet.outcomes.get(place)
    answer = sheet.answers.get(str(place))
    kept = answer.typed.get("text", "") if answer else ""
    found = Odd(
        line=line,
        place=str(place),
        text=kept,
        kept=kept,
        version=answer.version if answer else 0,
        answer_said=explaining.said_at(sheet.held, line.question.code),
        has_lapsed=has_lapsed,
        may_write=visible.may_write(sheet.held.reply, line.section.code) and line.is_taken,
    )
    if isinstance(outcome, Conflict):
        by = outcome.theirs_by or str(_("a colleague"))
        theirs = Theirs(outcome.theirs.get("text", ""), by, drawing.moment(sheet, outcome.theirs_at))
        return replace(found, text=outcome.yours.get("text", ""), version=outcome.version, theirs=theirs)
    if isinstance(outcome, Refused):
        typed = sheet.typed_again.get(place, {}).get("text", kept)
        return replace(found, text=typed, fault=sentences.refusal(outcome.reason, sheet.language))
    return found
