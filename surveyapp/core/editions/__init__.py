"""How two editions of a questionnaire differ, and how the newer leads to the older.

`proposed_map(old, new)` says which question, row, column, field and option of the new edition is which of the old;
`differences(old, new)` says what is otherwise. Neither looks at answers.
"""

from surveyapp.core.editions.changes import OF_SUBSTANCE, Change
from surveyapp.core.editions.comparing import differences
from surveyapp.core.editions.differences import Differences, Fact, PartDifference, QuestionDifference, Rewording
from surveyapp.core.editions.map import Corrections, Map, Way, proposed_map, same_map
from surveyapp.core.editions.pairing import Reason, compatible
from surveyapp.core.editions.words import Piece, Words, words_changed

__all__ = [
    "OF_SUBSTANCE",
    "Change",
    "Corrections",
    "Differences",
    "Fact",
    "Map",
    "PartDifference",
    "Piece",
    "QuestionDifference",
    "Reason",
    "Rewording",
    "Way",
    "Words",
    "compatible",
    "differences",
    "proposed_map",
    "same_map",
    "words_changed",
]
