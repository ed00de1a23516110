"""What papers about a round tell beside the comparison itself: gathered once, the same for every paper and format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from surveyapp.core.answer_texts import Known
from surveyapp.core.comparison import Comparison, States
from surveyapp.core.document_reply import Stage
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.text import NOTHING, Text
from surveyapp.core.tiles import Tile


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The facts of the round that stand over its tables."""

    title: Text
    mandate: Text = NOTHING
    meeting: Text = NOTHING
    period_from: date
    period_to: date
    received_to: date
    """The last day of which everything received is in the tables, in the time zone of the round."""
    made_at: datetime
    illustrative: bool = False
    """The answers are invented, and every sheet says so."""
    name_missing: bool = False
    """Whether those that have not replied are named in a paper for the public; in any other they are."""
    documents: Mapping[str, tuple[Stage, date]] = field(default_factory=dict)
    """By ISO 3166 alpha-3 the states whose reply came as a document: where it stands, on which day it was received."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How the secretariat wants the papers for one audience made."""

    document_number: str = ""
    classification: Text = NOTHING
    paper: str = "a4"
    """a4, letter."""
    fewest_for_shares: int = 5
    """Of fewer states than these no percentage is given."""
    name_missing: bool = False
    name_negative: bool = False
    """Whether the states that answered No are named, and not only counted."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """How many states a round asked and how many replied to it, this round's among them; the earliest first."""

    title: Text
    deadline: date
    asked: int
    replied: int


@dataclass(frozen=True, kw_only=True)
class Practice:
    """An answer picked for the summary."""

    state: str
    question: str
    title: Text
    text: Text


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A line of the log of contacts: for the secretariat alone."""

    state: str
    on: date
    kind: str
    """As in `wording.contacts`."""
    direction: str
    with_whom: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """States told together: a group of the secretariat's own. Subregions are facts of the states."""

    code: str
    name: Text
    states: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class OwnSentence:
    """What an officer wrote in place of a sentence of the summary, and the figures that he or she saw."""

    text: str
    figures: str
    """SHA-256, as `Sentence.figures`."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """Which version of the summary a paper is: its kind (original, rev, corr, add), and what the officer says of it."""

    kind: str
    number: int
    note: Text = NOTHING
    previous_received_to: date | None = None
    previous_figures: Mapping[str, object] = field(default_factory=dict)
    """Those of the version before, as `Outline.figures` told them."""


@dataclass(frozen=True, kw_only=True)
class RoundFacts:
    """Everything else. Only what the audience of the comparison may know is in it."""

    heading: Heading
    terms: Terms = Terms()
    before: Comparison | None = None
    """The replies to the round before, seen by the same audience as answers to the present questionnaire."""
    before_title: Text = NOTHING
    before_period: tuple[date, date] | None = None
    levels: tuple[Level, ...] = ()
    groups: tuple[Group, ...] = ()
    translations: Mapping[str, Known] = field(default_factory=dict)
    """By state, into the language of the paper."""
    practices: tuple[Practice, ...] = ()
    verified: Mapping[str, States] = field(default_factory=dict)
    """By code of question, the states whose answer the secretariat has verified."""
    clarified: Mapping[str, States] = field(default_factory=dict)
    """By code of question, the states that clarified their answer."""
    contacts: tuple[Contact, ...] = ()
    """Empty but for the secretariat."""
    sentences: Mapping[str, OwnSentence] = field(default_factory=dict)
    """By key, in the language of the paper."""
    version: Version | None = None
    """None of a draft."""
    asked_on: date | None = None
    """When the questionnaire was sent."""
    unworded: Questionnaire | None = None
    """The questionnaire as it was asked, wordings with their marks of emphasis: for the annex that prints it."""
    tiles: Mapping[str, Tile] = field(default_factory=dict)
    """By ISO 3166 alpha-3, where each state stands on the map of equal tiles; without them no map is drawn."""
