"""Progress: how much of what is asked of a state has been answered, question by question.

Only questions asked count, each once, however many rows, cells or entries it has; notes ask nothing. "Information not
available" is an answer; what cannot be read is not one yet.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from surveyapp.core.answers import Answers
from surveyapp.core.conditions import Asked
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries, Place, leaves
from surveyapp.core.questionnaire import Kind, Question, Questionnaire
from surveyapp.core.submission import Submission
from surveyapp.core.whole import Said, mark_at


class QuestionProgress(StrEnum):
    ANSWERED = "answered"
    PARTLY = "partly"
    """Some rows of several, or something that cannot be read."""
    BLANK = "blank"


@dataclass(frozen=True)
class Tally:
    """How many questions are answered, of those asked."""

    answered: int = 0
    asked: int = 0


@dataclass(frozen=True)
class Progress:
    whole: Tally
    core: Tally
    sections: Mapping[str, Tally]
    """By code, in the order of the questionnaire; a section of which nothing is asked stands at 0 of 0."""
    has_core: bool = True
    """Whether the questionnaire has core questions at all."""
    _questions: Mapping[str, QuestionProgress] = field(default_factory=dict, repr=False)

    def question(self, code: str) -> QuestionProgress:
        """Blank where the question is not asked."""
        return self._questions.get(code, QuestionProgress.BLANK)

    def asks(self, question: Question) -> bool:
        """Whether a question is among those counted."""
        return question.code in self._questions

    @property
    def is_complete(self) -> bool:
        """A state that answers the core questions has replied; without core questions, one that answers all."""
        needed = self.core if self.has_core else self.whole
        return needed.answered == needed.asked and self.whole.answered > 0


def progress(questionnaire: Questionnaire, answers: Answers, entries: Entries, asked: Asked) -> Progress:
    """How far a state is."""
    counted = [placed for placed in questionnaire.placed() if _counts(placed.question, asked)]
    found = {one.question.code: question_progress(one.question, answers, entries, asked) for one in counted}
    return Progress(
        whole=_tally(found.values()),
        core=_tally(found[one.question.code] for one in counted if one.question.core),
        sections={
            section.code: _tally(found[one.question.code] for one in counted if one.section.code == section.code)
            for section in questionnaire.sections
        },
        has_core=any(question.core for question in questionnaire.questions()),
        _questions=found,
    )


def within(counted: Progress, questionnaire: Questionnaire, sections: Collection[str]) -> Progress:
    """The same of these sections alone, for somebody who may know of no others."""
    placed = [one for one in questionnaire.placed() if one.section.code in sections]
    found = {one.question.code: counted.question(one.question.code) for one in placed if counted.asks(one.question)}
    return replace(
        counted,
        whole=_tally(found.values()),
        core=_tally(found[one.question.code] for one in placed if one.question.core and counted.asks(one.question)),
        sections={code: tally for code, tally in counted.sections.items() if code in sections},
        _questions=found,
    )


def question_progress(question: Question, answers: Answers, entries: Entries, asked: Asked) -> QuestionProgress:
    """How far one question is: rows want all of theirs, a grid one cell, a list one entry with something in it."""
    return _how_far(question, answers, entries, asked.place)


def progress_submitted(question: Question, submission: Submission) -> QuestionProgress:
    """The same of a question of a submission, by what stands in it and what was asked when it was made."""
    return _how_far(question, submission.places, submission.entries, submission.asks)


def _how_far(
    question: Question, said: Mapping[str, Said], entries: Entries, is_asked: Callable[[Place], bool]
) -> QuestionProgress:
    whole = mark_at(said, question.code)
    if whole in _DONE:
        return QuestionProgress.ANSWERED
    marks = list(_marks_of_parts(question, said, entries, is_asked))
    enough = all if question.kind in (Kind.ROWS, Kind.CONFIRM) else any
    if enough(mark in _DONE for mark in marks) and marks:
        return QuestionProgress.ANSWERED
    return QuestionProgress.BLANK if {whole, *marks} == {Mark.LEFT_BLANK} else QuestionProgress.PARTLY


_DONE = frozenset({Mark.ANSWERED, Mark.NOT_AVAILABLE})


def _counts(question: Question, asked: Asked) -> bool:
    return question.asks and asked.question(question.code)


def _marks_of_parts(
    question: Question, said: Mapping[str, Said], entries: Entries, is_asked: Callable[[Place], bool]
) -> Iterator[Mark]:
    """Of the rows, cells and fields asked; what accompanies a grid (its source, a note) does not answer it."""
    root = Place(question.code)
    for leaf in leaves(question, entries):
        is_companion = bool(leaf.place.field) and not leaf.place.entry
        if leaf.place != root and not is_companion and is_asked(leaf.place):
            yield mark_at(said, str(leaf.place))


def _tally(found: Iterable[QuestionProgress]) -> Tally:
    each = list(found)
    return Tally(each.count(QuestionProgress.ANSWERED), len(each))
