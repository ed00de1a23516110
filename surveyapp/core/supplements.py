"""What a state may put beside an answer: where it comes from, links, files, a word to the secretariat.

A supplement stands beside a question as a whole, of whatever kind, at a place of its own: "q12@source". So it has
versions, a history, disclosure and conflicts as every answer has. It is no part of the answer: progress, conditions
and tables do not look at it, and an answer is answered without it.
"""

from collections.abc import Mapping
from enum import StrEnum

from surveyapp.core.questionnaire import Disclosure, Kind, Question, narrowest
from surveyapp.core.text import NOTHING


class Supplement(StrEnum):
    """The supplements of an answer, in the order in which they are shown. How they are called says `wording`."""

    SOURCE = "source"
    """Where the answer comes from: institution, document, page."""
    LINK_1 = "link1"
    LINK_2 = "link2"
    LINK_3 = "link3"
    LINK_4 = "link4"
    LINK_5 = "link5"
    FILES = "files"
    NOTE = "note"
    """A word to the secretariat, never published."""
    EXPLANATION = "explanation"
    """Why something that looks odd is right; for the secretariat."""


LINKS = (Supplement.LINK_1, Supplement.LINK_2, Supplement.LINK_3, Supplement.LINK_4, Supplement.LINK_5)
TAKEN_OVER = (Supplement.SOURCE, *LINKS, Supplement.FILES)
"""What goes along when an answer of an earlier round is taken over; a word to the secretariat was said once."""
FOR_THE_SECRETARIAT = frozenset({Supplement.NOTE, Supplement.EXPLANATION})
"""Read by nobody but the state and the secretariat, whatever the answer's own disclosure."""

_KINDS: Mapping[Supplement, Kind] = {
    Supplement.SOURCE: Kind.LONG_TEXT,
    **dict.fromkeys(LINKS, Kind.LINK),
    Supplement.FILES: Kind.FILE,
    Supplement.NOTE: Kind.LONG_TEXT,
    Supplement.EXPLANATION: Kind.LONG_TEXT,
}


def supplement(root: Question, one: Supplement) -> Question:
    """What is read at a supplement of a question, with its disclosure."""
    readers = Disclosure.SECRETARIAT if one in FOR_THE_SECRETARIAT else root.disclosure
    return Question(code=one, kind=_KINDS[one], wording=NOTHING, disclosure=narrowest(root.disclosure, readers))
