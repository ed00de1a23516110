"""What stands beside a question, ready for the template: that its answer is to be confirmed, that somebody is there."""

from dataclasses import dataclass

from surveyapp.core.editions import Piece
from surveyapp.core.questionnaire import Question


@dataclass(frozen=True)
class Rewording:
    """Something that reads otherwise now, both as one text."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Notice:
    """What stands beside a question whose answer is to be confirmed."""

    question: Question
    rewordings: list[Rewording]
    sentences: list[str]
    unreadable: list[str]
    """What was chosen and is offered no longer."""
    is_confirmable: bool
    is_writable: bool


@dataclass(frozen=True)
class Present:
    """A colleague, in words. `element` is the id of the question; "" where it is not known at which he or she is."""

    element: str
    words: str
