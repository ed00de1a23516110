"""Who speaks: the language, the states by name, how many replied; and the phrases of which every sentence is made."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.core.comparison import Comparison, Tally
from surveyapp.core.questionnaire import Option, Question
from surveyapp.core.states import MemberState
from surveyapp.core.text import Text, said
from surveyapp.wording import states as state_words
from surveyapp.wording.answers import says_nothing
from surveyapp.wording.numbers import Agreement, spelled
from surveyapp.wording.plain import plain
from surveyapp.wording.sentences import capital

NAMED_AT_MOST = 3
"""States that are an exception, and are named as one."""
FEWEST_UNNAMED = 3
"""States that answered a question in which none is named, from which on it is told how many answered what."""
LONGEST_QUOTED = 400
"""Characters of a wording that is quoted inside a sentence."""

_INNER_QUOTES = {"en": str.maketrans("“”", "‘’"), "es": str.maketrans("«»", "“”")}
_QUOTED: Text = {"en": "“{text}”", "es": "«{text}»"}
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """In which language, about whose replies, and whether those that answered No are named."""

    language: str
    states: Mapping[str, MemberState]
    replied: int
    name_negative: bool = False

    def say(self, text: Text, **facts: object) -> str:
        return said(text, self.language).format(**facts)

    def count(self, number: int, agreement: Agreement = Agreement.ALONE) -> str:
        return spelled(number, self.language, agreement)

    def names(self, states: Collection[str]) -> str:
        """The states by their names as they stand in lists, in the official order."""
        return state_words.listed([self.states[one] for one in states if one in self.states], self.language)

    def quoted(self, text: Text) -> str:
        """A wording in quotation marks, on one line; those within it become inner ones."""
        words = _BLANKS.sub(" ", plain(said(text, self.language))).strip()
        if len(words) > LONGEST_QUOTED:
            words = words[:LONGEST_QUOTED].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
        return said(_QUOTED, self.language).format(text=words.translate(_INNER_QUOTES.get(self.language, {})))

    def tells_answers(self, question: Question, answered: int) -> bool:
        """Whether it is told what was answered: of fewer than a few, their number alone would tell who it was."""
        return question.names_states or not 0 < answered < FEWEST_UNNAMED

    def is_named(self, question: Question, option: Option) -> bool:
        """Whether the states that chose an option are named, or counted only."""
        return question.names_states and (self.name_negative or not says_nothing(option))


def speaker(comparison: Comparison, language: str, *, name_negative: bool = False) -> Speaker:
    return Speaker(
        language=language,
        states={state.iso3: state for state in comparison.asked},
        replied=len(comparison.replies),
        name_negative=name_negative,
    )


_EVERY: dict[str, Text] = {
    "replied": {"en": "all {base} States that replied", "es": "los {base} Estados que respondieron"},
    "asked": {
        "en": "all {base} States that replied and were asked",
        "es": "los {base} Estados que respondieron y a los que se formuló la pregunta",
    },
    "two_replied": {"en": "both States that replied", "es": "los dos Estados que respondieron"},
    "two_asked": {
        "en": "both States that replied and were asked",
        "es": "los dos Estados que respondieron y a los que se formuló la pregunta",
    },
    "one_replied": {"en": "the one State that replied", "es": "el único Estado que respondió"},
    "one_asked": {
        "en": "the one State that replied and was asked",
        "es": "el único de los Estados que respondieron al que se formuló la pregunta",
    },
}
_SOME: dict[str, Text] = {
    "replied": {
        "en": "{count} of the {base} States that replied",
        "es": "{count} de los {base} Estados que respondieron",
    },
    "asked": {
        "en": "{count} of the {base} States that replied and were asked",
        "es": "{count} de los {base} Estados que respondieron y a los que se formuló la pregunta",
    },
}
_NONE: Text = {"en": "none", "es": "ninguno"}
_OF_BASE: dict[str, Text] = {
    "replied": {"en": "the {base} States that replied", "es": "los {base} Estados que respondieron"},
    "asked": {
        "en": "the {base} States that replied and were asked",
        "es": "los {base} Estados que respondieron y a los que se formuló la pregunta",
    },
}


def some_of_base(speaker: Speaker, count: int, base: int) -> str:
    """ "fifteen of the nineteen States that replied", "all twelve States that replied and were asked", "none of …"."""
    kind = _kind(speaker, base)
    if count == base:
        return _every(speaker, kind, base)
    number = said(_NONE, speaker.language) if count == 0 else speaker.count(count)
    return speaker.say(_SOME[kind], count=number, base=speaker.count(base, Agreement.MASCULINE))


def the_base(speaker: Speaker, base: int) -> str:
    """ "the nineteen States that replied": those of whom the figures are."""
    kind = _kind(speaker, base)
    if base == 1:
        return _every(speaker, kind, base)
    return speaker.say(_OF_BASE[kind], base=speaker.count(base, Agreement.MASCULINE))


def _every(speaker: Speaker, kind: str, base: int) -> str:
    name = {1: f"one_{kind}", 2: f"two_{kind}"}.get(base, kind)
    return speaker.say(_EVERY[name], base=speaker.count(base, Agreement.MASCULINE))


def _kind(speaker: Speaker, base: int) -> str:
    return "replied" if base == speaker.replied else "asked"


def is_plural(count: int, base: int) -> bool:
    """Whether the verb after `some_of_base` stands in the plural: "ninguno … contestó", "uno … contestó"."""
    return count > 1 or (count == base and base > 1)


def needs_no_names(speaker: Speaker, states: Sequence[str], tally: Tally) -> bool:
    """Whether it is plain who is meant: all those that replied, whom the paper names once."""
    return len(states) == tally.base == speaker.replied


def sentence(text: str) -> str:
    """A text as a sentence: a capital, one full stop."""
    return capital(text if text.endswith((".", "…", "!", "?")) else f"{text}.")


def sentences(parts: Sequence[str]) -> str:
    return " ".join(part for part in parts if part)
