"""Which things of a new edition are which of the old: as the author says, by code, by wording.

A code is stable for ever, so that it usually decides. But authors renumber: where the options 1 Yes, 2 No became 1 Yes,
2 In part, 3 No, it is the wording that tells. So a code is believed at once where the wording is the same, and else
only after the same wording has been sought under another code.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.core.editions.words import likeness, plain_words
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.core.text import NOTHING, Text

THE_SAME = 1.0
ALIKE = 0.85
"""From here on two wordings are taken for one that was changed a little."""
RATHER_ALIKE = 0.5
CANDIDATES = 5
"""How many of the old wordings most alike are compared with a new one word by word."""
TELLING = 4
"""Words from which on a wording that is the same is stronger than a code: "Please explain" stands everywhere."""

WIDENINGS = frozenset(
    {
        (Kind.SHORT_TEXT, Kind.LONG_TEXT),
        (Kind.INTEGER, Kind.DECIMAL),
        (Kind.YEAR, Kind.INTEGER),
        (Kind.YEAR, Kind.DECIMAL),
        (Kind.ONE, Kind.SEVERAL),
    }
)
"""Old kind and new kind: what was a good answer to the one is a good answer to the other, and says the same."""


class Reason(StrEnum):
    """Why a thing of the new edition is taken for one of the old, surest first."""

    CORRECTED = "corrected"
    SAID = "said"
    """The author says so in the column `previous`."""
    CODE = "code"
    WORDING = "wording"


def compatible(old_question: Question, new_question: Question) -> bool:
    """Whether an answer to the old question can be taken over by the new one: the same kind, or a wider one.

    Wider are a long text than a short one, decimals than whole numbers, a number than a year, several choices than one.
    Whether each option still exists is another question: the map knows that.
    """
    old, new = old_question.kind, new_question.kind
    return old is new or (old, new) in WIDENINGS


@dataclass(frozen=True)
class Thing:
    """What can be paired: a question (with what stands around it), an option, a row, a column."""

    code: str
    wording: Text
    previous: str = ""
    around: str = ""
    """The section of a question: the same wording may stand once in each."""
    question: Question | None = None

    def fits(self, old: "Thing") -> bool:
        return self.question is None or old.question is None or compatible(old.question, self.question)


Pairs = dict[str, tuple[str, Reason]]
"""Code of the new thing to code of the old and why."""


def paired(old: Sequence[Thing], new: Sequence[Thing]) -> Pairs:
    """Each new thing with the old one it is. None is paired with two, but where the author says so himself."""
    pairing = _Pairing(old, new)
    pairing.as_said()
    if not pairing.is_done:
        pairing.by_code(THE_SAME)
    if not pairing.is_done:
        pairing.by_same_wording()
        pairing.by_code(0)
        pairing.by_alike_wording()
        pairing.though_unfit()
    return pairing.pairs


class _Pairing:
    """Those not yet paired, on both sides, while one reason after the other is tried."""

    def __init__(self, old: Sequence[Thing], new: Sequence[Thing]) -> None:
        self.pairs: Pairs = {}
        self._old = {one.code: one for one in old}
        self._new = {one.code: one for one in new}
        self._codes_now = frozenset(self._new)

    @property
    def is_done(self) -> bool:
        return not (self._old and self._new)

    def as_said(self) -> None:
        said = [(one, self._old[one.previous]) for one in self._new.values() if one.previous in self._old]
        for new, old in said:
            self._pair(old, new, Reason.SAID)

    def by_code(self, least: float) -> None:
        """The same code, a kind that fits, and wordings as alike as this."""
        for new in list(self._new.values()):
            old = self._old.get(new.code)
            if old and new.fits(old) and (not least or likeness(old.wording, new.wording) >= least):
                self._pair(old, new, Reason.CODE)

    def by_same_wording(self, *, must_fit: bool = True) -> None:
        for language in _languages(self._new.values()):
            olds, news = _by_wording(self._old.values(), language), _by_wording(self._new.values(), language)
            for words, group in news.items():
                for old, new in _one_to_one(olds.get(words, []), group):
                    if self._is_telling(old, words) and (new.fits(old) or not must_fit):
                        self._pair(old, new, Reason.WORDING)

    def by_alike_wording(self) -> None:
        """Surest first. A likeness that two old wordings share tells nothing."""
        found = sorted(self._alike(), key=lambda one: -one[0])
        for _, old, new in found:
            if old.code in self._old and new.code in self._new:
                self._pair(old, new, Reason.WORDING)

    def though_unfit(self) -> None:
        """The same question, of which the answers cannot be taken over because its kind is another."""
        for new in list(self._new.values()):
            old = self._old.get(new.code)
            if old and likeness(old.wording, new.wording) >= RATHER_ALIKE:
                self._pair(old, new, Reason.CODE)
        self.by_same_wording(must_fit=False)

    def _pair(self, old: Thing, new: Thing, reason: Reason) -> None:
        self.pairs[new.code] = old.code, reason
        self._old.pop(old.code, None)
        self._new.pop(new.code, None)

    def _is_telling(self, old: Thing, words: tuple[str, ...]) -> bool:
        """A question whose code is still there is not taken for another because both say "Please explain"."""
        return old.question is None or len(words) >= TELLING or old.code not in self._codes_now

    def _alike(self) -> Iterator[tuple[float, Thing, Thing]]:
        for language in _languages(self._new.values()):
            bits: dict[str, int] = {}
            olds = [(one, _mask(one.wording.get(language, ""), bits)) for one in self._old.values()]
            for new in self._new.values():
                mask = _mask(new.wording.get(language, ""), bits)
                close = [(_overlap(mask, other), one) for one, other in olds if new.fits(one)]
                close = [one for one in close if one[0] >= ALIKE - 0.1]
                close = sorted(close, key=lambda one: -one[0])[:CANDIDATES]
                scored = [(likeness(old.wording, new.wording), old) for _, old in close]
                scored.sort(key=lambda one: -one[0])
                if scored and scored[0][0] >= ALIKE and (len(scored) == 1 or scored[1][0] < scored[0][0]):
                    yield *scored[0], new


def _languages(things: Iterable[Thing]) -> list[str]:
    return list(dict.fromkeys(language for one in things for language in one.wording))


def _by_wording(things: Iterable[Thing], language: str) -> dict[tuple[str, ...], list[Thing]]:
    grouped: dict[tuple[str, ...], list[Thing]] = defaultdict(list)
    for one in things:
        words = plain_words(one.wording.get(language, ""))
        if words:
            grouped[words].append(one)
    return grouped


def _one_to_one(olds: Sequence[Thing], news: Sequence[Thing]) -> Iterator[tuple[Thing, Thing]]:
    """The pairs of things worded the same: the only ones there are, or the only ones in their section."""
    if len(olds) == len(news) == 1:
        yield olds[0], news[0]
        return
    for around in dict.fromkeys(one.around for one in news):
        old, new = ([one for one in side if one.around == around] for side in (olds, news))
        if len(old) == len(new) == 1:
            yield old[0], new[0]


def _mask(wording: str, bits: dict[str, int]) -> int:
    """The set of words as the bits of one number: hundreds by hundreds of wordings are compared in no time."""
    mask = 0
    for word in plain_words(wording):
        mask |= 1 << bits.setdefault(word, len(bits))
    return mask


def _overlap(one: int, other: int) -> float:
    size = one.bit_count() + other.bit_count()
    return 2 * (one & other).bit_count() / size if size else 0.0


def things_of(question: Question, part: str) -> list[Thing]:
    """The options, rows, columns, fields or companions of a question, to be paired."""
    if part in ("fields", "companions"):
        return [Thing(one.code, one.wording, one.previous, question=one) for one in getattr(question, part)]
    return [Thing(one.code, one.wording or NOTHING, getattr(one, "previous", "")) for one in getattr(question, part)]
