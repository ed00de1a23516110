"""The difficulties that States name, in sentences."""

from collections.abc import Sequence

from surveyapp.core.comparison import OptionCount, Tally
from surveyapp.core.text import Text
from surveyapp.wording.answers import says_nothing
from surveyapp.wording.lists import join
from surveyapp.wording.numbers import Agreement
from surveyapp.wording.summary.speaking import Speaker, is_plural, sentence, sentences, some_of_base

_MOST_OFTEN, _WITH_EQUALS = 3, 5
_OTHER = "other"
"""The option of those that name one of their own: together they are no difficulty that could be named."""

_NAMED: tuple[Text, Text] = (
    {
        "en": "Under {asked}, {who} named at least one difficulty",
        "es": "En {asked}, {who} señaló al menos una dificultad",
    },
    {
        "en": "Under {asked}, {who} named at least one difficulty",
        "es": "En {asked}, {who} señalaron al menos una dificultad",
    },
)
_MOST: tuple[Text, Text] = (
    {"en": "The one named most often is {named}", "es": "La señalada con mayor frecuencia es {named}"},
    {"en": "Those named most often are {named}", "es": "Las señaladas con mayor frecuencia son {named}"},
)
_COUNTED: tuple[Text, Text] = (
    {"en": "{option} (one State)", "es": "{option} (un Estado)"},
    {"en": "{option} ({count} States)", "es": "{option} ({count} Estados)"},
)


def difficulties_named(tally: Tally) -> Sequence[OptionCount]:
    """Those that some State named, the most frequent first; "none of these" is no difficulty."""
    named = [one for one in tally.options if one.count and not says_nothing(one.option)]
    return sorted(named, key=lambda one: -one.count)


def difficulties(tally: Tally, speaker: Speaker) -> str:
    """How many States named difficulties under a question, and which most often; "" where none did."""
    named = difficulties_named(tally)
    if not named:
        return ""
    count = len({state for one in named for state in one.states})
    asked = speaker.quoted(tally.question.heading or tally.question.wording)
    who = some_of_base(speaker, count, tally.base)
    first = sentence(speaker.say(_NAMED[is_plural(count, tally.base)], asked=asked, who=who))
    most = [_counted(one, speaker) for one in _most_often([one for one in named if one.option.code != _OTHER])]
    if not most:
        return first
    return sentences([first, sentence(speaker.say(_MOST[len(most) > 1], named=join(most, speaker.language)))])


def _most_often(named: Sequence[OptionCount]) -> Sequence[OptionCount]:
    """The first few, with those named as often as the last of them; without all of these where they are too many."""
    if not named:
        return []
    fewest = named[:_MOST_OFTEN][-1].count
    most = [one for one in named if one.count >= fewest]
    return most if len(most) <= _WITH_EQUALS else [one for one in named if one.count > fewest]


def _counted(one: OptionCount, speaker: Speaker) -> str:
    count = speaker.count(one.count, Agreement.MASCULINE)
    return speaker.say(_COUNTED[one.count > 1], option=speaker.quoted(one.option.wording), count=count)
