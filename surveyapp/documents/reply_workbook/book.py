"""What a reply workbook is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from surveyapp.core.answers import Answers
from surveyapp.core.places import Entries
from surveyapp.core.questionnaire import Disclosure, Questionnaire
from surveyapp.core.states import Habits


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What the cover says, in the words of the workbook's language."""

    state: str
    round: str
    period: str
    deadline: str
    made: str
    """When and for whom."""
    is_illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class Book:
    """One reply, or some sections of it, as it stands when the workbook is made."""

    heading: Heading
    questionnaire: Questionnaire
    """As it is asked in the round."""
    sections: Sequence[str]
    """Codes of those in the workbook."""
    answers: Answers
    entries: Entries
    titles: Mapping[tuple[str, str], str]
    """List and id of an entry to what it is called."""
    habits: Habits
    language: str
    disclosure: Disclosure = Disclosure.PUBLIC
    """Of the reply as a whole."""
    last: Mapping[str, str] = field(default_factory=dict)
    """Code of a question to what the state answered in an earlier round, in words."""
    last_round: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    """reply, round, edition, revision, book, made_at: what tells this workbook among all others."""
