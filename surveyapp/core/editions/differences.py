"""What is otherwise in a newer edition, question by question: codes and texts, worded elsewhere."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from surveyapp.core.editions.changes import OF_SUBSTANCE, Change, told_above
from surveyapp.core.editions.map import Map
from surveyapp.core.editions.pairing import Reason
from surveyapp.core.editions.words import Piece, words_changed
from surveyapp.core.questionnaire import Question, Questionnaire


@dataclass(frozen=True)
class Rewording:
    """One wording in one language that is otherwise; "" where there was or is none."""

    fact: str
    """"wording", "hint", "options.yes.detail": below the question, by the new codes."""
    language: str
    was: str
    now: str

    @cached_property
    def pieces(self) -> list[Piece]:
        """Both as one text, the words removed and added marked."""
        return words_changed(self.was, self.now)


@dataclass(frozen=True)
class Fact:
    """A fact that is otherwise, as the definition has it: "relevant", "kind", "number", "section"."""

    name: str
    was: str
    now: str


@dataclass(frozen=True, kw_only=True)
class PartDifference:
    """A section, a group, an option, a row or a column; `old` is None where it was added, `new` where removed."""

    old: Any
    new: Any
    changes: tuple[Change, ...]
    rewordings: tuple[Rewording, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def code(self) -> str:
        code: str = (self.new or self.old).code
        return code


@dataclass(frozen=True, kw_only=True)
class QuestionDifference:
    """A question, or a field or companion of one; `old` is None where it was added, `new` where it was removed."""

    old: Question | None
    new: Question | None
    changes: tuple[Change, ...]
    section: str = ""
    """Code of the section in which it is told: of the new edition, unless that section was removed."""
    reason: Reason | None = None
    """Why the new one is taken for the old."""
    rewordings: tuple[Rewording, ...] = ()
    """Of the question itself; those of its parts stand with them."""
    facts: tuple[Fact, ...] = ()
    parts: Mapping[str, tuple[PartDifference, ...]] = field(default_factory=dict)
    """"options", "rows", "columns": those that are otherwise, in the new order, then those removed."""
    asked: Mapping[str, tuple["QuestionDifference", ...]] = field(default_factory=dict)
    """"fields", "companions": likewise."""

    @property
    def question(self) -> Question:
        """The new question, or the old one that was removed."""
        question = self.new or self.old
        if question is None:
            raise LookupError("a difference is one of something")
        return question

    @property
    def is_of_substance(self) -> bool:
        """Whether an answer may no longer say what its state meant."""
        if not OF_SUBSTANCE.isdisjoint(self.changes):
            return True
        inner = (one for found in self.parts.values() for one in found)
        if any(not OF_SUBSTANCE.isdisjoint(one.changes) for one in inner):
            return True
        return any(one.is_of_substance for found in self.asked.values() for one in found)

    def number_of(self, change: Change) -> int:
        """How many parts a change of the parts tells of: two of "options_added"; 0 of a change of the question."""
        part, _, became = change.value.partition("_")
        found: tuple[PartDifference | QuestionDifference, ...] = (*self.parts.get(part, ()), *self.asked.get(part, ()))
        return sum(became in map(told_above, one.changes) for one in found)

    def every_rewording(self) -> Iterator[Rewording]:
        """Those of the question and of all its parts, of parts that were there before."""
        yield from self.rewordings
        for part, differences_ in self.parts.items():
            for one in differences_:
                yield from (_below(f"{part}.{one.code}", rewording) for rewording in one.rewordings)
        for part, asked in self.asked.items():
            for question in asked:
                path = f"{part}.{question.question.code}"
                yield from (_below(path, rewording) for rewording in question.every_rewording())


@dataclass(frozen=True)
class Differences:
    """What is otherwise; what is as it was is not here."""

    old: Questionnaire
    new: Questionnaire
    map: Map
    title: tuple[Rewording, ...]
    languages_added: tuple[str, ...]
    languages_removed: tuple[str, ...]
    sections: tuple[PartDifference, ...]
    groups: tuple[PartDifference, ...]
    questions: tuple[QuestionDifference, ...]
    """In the order of the new edition; a removed one after the one that stood before it."""

    @property
    def is_empty(self) -> bool:
        every = (self.title, self.languages_added, self.languages_removed, self.sections, self.groups, self.questions)
        return not any(every)

    @cached_property
    def counts(self) -> Counter[Change]:
        """How many questions (and notes) each change concerns."""
        return Counter(change for one in self.questions for change in one.changes)

    def question(self, code: str) -> QuestionDifference | None:
        """Of the question of this code in the new edition; None where nothing is otherwise."""
        return self._by_code.get(code)

    def in_section(self, section: str) -> list[QuestionDifference]:
        return [one for one in self.questions if one.section == section]

    @cached_property
    def _by_code(self) -> Mapping[str, QuestionDifference]:
        return {one.new.code: one for one in self.questions if one.new}


def _below(path: str, rewording: Rewording) -> Rewording:
    return Rewording(f"{path}.{rewording.fact}", rewording.language, rewording.was, rewording.now)
