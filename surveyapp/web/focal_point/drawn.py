"""What stands before a person's eyes, ready for the template: fields, entries, questions, headings."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from surveyapp.core import kinds
from surveyapp.core.answers import Typed
from surveyapp.core.editions import Piece
from surveyapp.core.questionnaire import Disclosure, Group, Question
from surveyapp.web import answer_form


@dataclass(frozen=True, kw_only=True)
class ShownConflict:
    """Two texts at one place: this person's, and the one that somebody else saved meanwhile."""

    yours: str
    theirs: str
    by: str
    at: str
    version: int
    both: str = ""
    """Of texts: something of each in one text, to begin from; "" of what is no text."""
    pieces: Sequence[Piece] = ()
    """Of texts: from the other's to this person's, word by word."""
    where: str = ""
    """In a table: the row, and the column of a grid, whose place it is."""


@dataclass(frozen=True)
class Proposal:
    """What may be answered at a place with one press; no answer until somebody presses."""

    place: str
    source: str
    """A code of `proposing.SOURCES`: who proposes it."""
    words: str

    @property
    def button(self) -> str:
        """What the button "Use this" says when it is pressed."""
        return f"{self.place} {self.source}"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One place as it is drawn."""

    place: str
    question: Question
    macro: str
    typed: Typed
    version: int
    is_asked: bool
    is_blank: bool = True
    """Whether nothing is said here, not even that there is no information."""
    problem: str = ""
    is_refused: bool = False
    """Whether what was typed here was not kept; it is said in `problem` why."""
    read_as: str = ""
    has_focus: bool = False
    """Whether the page begins here: "reuse and edit" leads to it."""
    conflict: ShownConflict | None = None
    fact: "ShownFact | None" = None
    proposals: Sequence[Proposal] = ()
    """Only while the place is blank."""
    offered: Collection[str] | None = None
    """The codes of the options that can be chosen now; None: all, whatever else is answered."""
    limits: str = ""
    """In words, which numbers or how many entries are expected."""

    @property
    def name(self) -> str:
        return answer_form.field_name(self.place)

    @property
    def id(self) -> str:
        return answer_form.field_id(self.place)

    @property
    def chosen(self) -> list[str]:
        """The codes chosen, of a question with several choices."""
        return self.typed.get("options", "").split()

    @property
    def gone(self) -> list[str]:
        """The codes chosen that are no option any more. They stay chosen until somebody chooses otherwise."""
        if self.macro not in ("one", "several"):
            return []
        chosen = (self.part("option") or self.part("options")).split()
        return [code for code in chosen if not self.question.option(code)]

    @property
    def is_not_available(self) -> bool:
        return bool(self.typed.get(kinds.NOT_AVAILABLE))

    @property
    def first_option(self) -> str:
        """Where the keyboard begins among options: at the one chosen, or else at the first."""
        codes = [option.code for option in self.question.options]
        return self.part("option") if self.part("option") in codes else codes[0]

    def stands_for(self, code: str) -> str:
        """Of an option of a filtered question: "offered", "gone" (chosen, and no longer offered) or "hidden"."""
        if self.offered is None or code in self.offered:
            return "offered"
        return "gone" if code == self.part("option") or code in self.chosen else "hidden"

    def part(self, part: str) -> str:
        """What was typed into one part; "" where nothing was."""
        return self.typed.get(part, "")

    @property
    def described_by(self) -> str:
        """The ids of what explains the field: its hint, what is wrong with it (perhaps nothing), how it was read."""
        hint = [f"{self.id}-hint"] if self.question.hint else []
        read = [f"{self.id}-read"] if self.macro in ("number", "date") else []
        limits = [f"{self.id}-limits"] if self.limits else []
        return " ".join([*hint, *limits, f"{self.id}-error", *read])


@dataclass(frozen=True, kw_only=True)
class ShownFact:
    """A fact on file, in words, shown beside the row where it is to be confirmed."""

    words: str
    source: str


@dataclass(frozen=True)
class ShownFile:
    id: str
    name: str
    words: str
    """ "PDF, 412 KB"."""


@dataclass(frozen=True)
class DrawnNote:
    """What asks nothing: a note, or what is worked out from answers."""

    id: str
    question: Question
    is_asked: bool
    value: str | None = None
    """What was worked out, in words; None of a note."""


@dataclass(frozen=True, kw_only=True)
class DrawnEntry:
    """An entry of a list with its fields, and what stands between them; `number` counts from 1."""

    entry: str
    id: str
    number: int
    title: str
    parts: Sequence[Field | DrawnNote]
    is_first: bool
    is_last: bool

    @property
    def fields(self) -> list[Field]:
        return [one for one in self.parts if isinstance(one, Field)]


@dataclass(frozen=True, kw_only=True)
class DrawnDisclosure:
    """Who may read the answer now, and who may be chosen: nobody wider than the question and the reply say."""

    now: Disclosure
    choices: Sequence[Disclosure]
    from_questionnaire: str = ""
    """That the questionnaire itself keeps it from some readers, in words."""


@dataclass(frozen=True, kw_only=True)
class DrawnBeside:
    """What a state may put beside an answer, drawn where something stands or somebody asked for it."""

    source: Field
    links: Sequence[Field]
    """Those that say something, and one more."""
    files: Field
    note: Field
    summary: str
    """What stands there, in few words; "" where nothing does."""
    is_open: bool
    text_language: str
    """The language in which the answer's text is, or will be, written; "" where the question takes no text."""
    languages: Sequence[tuple[str, str]]
    """Those to choose from: code and name."""

    @property
    def fields(self) -> list[Field]:
        return [self.source, *self.links, self.files, self.note]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A question as it is drawn. Which of the parts below it has is a matter of its kind."""

    question: Question
    id: str
    macro: str
    is_asked: bool
    root: Field
    fields: Mapping[str, Field]
    """By address: the rows, the cells, the companions."""
    entries: Sequence[DrawnEntry]
    removed: Sequence[tuple[str, str]]
    """Entries taken out of the list: id and title."""
    totals: Mapping[str, str]
    """By id of what shows them: "t-victims-y1", "t-victims--women", "t-victims"."""
    status: str
    disclosure: DrawnDisclosure
    words: str
    is_writable: bool
    has_history: bool = False
    """Whether anything was ever written here, or beside it."""
    is_full: bool = False
    """Of a list: whether it has as many entries as it may have."""
    beside: DrawnBeside | None = None
    """None where nothing stands beside the answer and nobody asked for it: a page stays short."""

    @property
    def leaf_fields(self) -> Iterator[Field]:
        yield self.root
        yield from self.fields.values()
        for entry in self.entries:
            yield from entry.fields

    @property
    def every_field(self) -> Iterator[Field]:
        """Those of the answer, and those beside it."""
        yield from self.leaf_fields
        if self.beside:
            yield from self.beside.fields

    @property
    def first_wrong(self) -> Field | None:
        return next((one for one in self.every_field if one.problem or one.conflict), None)

    @property
    def is_wrong(self) -> bool:
        """Whether something in a question that is asked needs the attention of somebody who can write."""
        return self.is_asked and self.is_writable and self.first_wrong is not None

    @property
    def is_answered(self) -> bool:
        return any(one.typed for one in self.leaf_fields)

    @property
    def is_said(self) -> bool:
        """Whether anything is said here, be it that there is no information."""
        return any(not one.is_blank for one in self.leaf_fields)

    @property
    def is_confirmable(self) -> bool:
        """Whether facts on file wait for confirmation in rows that are still blank."""
        return any(one.fact and not one.typed for one in self.fields.values())


@dataclass(frozen=True)
class DrawnHeading:
    """A sub-heading; it is hidden when nothing below it is asked."""

    id: str
    group: Group
    level: int
    is_asked: bool


Part = Drawn | DrawnHeading | DrawnNote


@dataclass(frozen=True, kw_only=True)
class ShownLast:
    """What was answered then to one question, as it stands beside it now."""

    code: str
    round: str
    received: str
    wording: str
    """Of then, where it was another."""
    answer: str
    period: str
    """That the period was another, and which."""
    remarks: tuple[str, ...]
    """What should be known before it is taken over."""
    beside: tuple[str, ...]
    """What stood beside it and goes along."""
    can_be_kept: bool
    """Whether "no change" can be said."""
    can_be_reused: bool


@dataclass(frozen=True)
class Last:
    """Of one section: the earlier round, the questions that were asked in it, and the answers asked for."""

    round: str = ""
    asked_then: frozenset[str] = frozenset()
    shown: Mapping[str, ShownLast] = field(default_factory=dict)

    def offers(self, code: str) -> bool:
        """Whether the answer of then can be asked for and is not shown yet."""
        return code in self.asked_then and code not in self.shown


NO_LAST = Last()
