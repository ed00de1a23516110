"""What the States said to one question, in words, and the figures that the words tell."""

from collections.abc import Callable, Mapping

from surveyapp.core.comparison import OptionCount, Tally
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Kind
from surveyapp.core.text import Text
from surveyapp.wording.summary.apart import apart_words, unanswered_words
from surveyapp.wording.summary.choices import one_words, rows_words, several_words
from surveyapp.wording.summary.measures import date_words, grid_words, list_words, number_words
from surveyapp.wording.summary.speaking import (
    Speaker,
    is_plural,
    needs_no_names,
    sentence,
    sentences,
    some_of_base,
)

_NOBODY_ASKED: Text = {
    "en": "The question {asked} was not put to any of the States that replied.",
    "es": "La pregunta {asked} no se formuló a ninguno de los Estados que respondieron.",
}
_NO_REPLY: Text = {
    "en": "No reply has been received to the question {asked}.",
    "es": "No se ha recibido ninguna respuesta a la pregunta {asked}.",
}
_NO_ANSWER: Text = {
    "en": "To the question {asked} there is no answer that can be counted.",
    "es": "A la pregunta {asked} no hay ninguna respuesta que pueda contarse.",
}
_TOO_FEW: Text = {
    "en": "So few States answered the question {asked} that what they answered is not told: it would name them.",
    "es": "A la pregunta {asked} contestaron tan pocos Estados que no se indica qué: equivaldría a nombrarlos.",
}
_ASKED: Text = {
    "en": "In answer to the question {asked}, {clause}",
    "es": "En respuesta a la pregunta {asked}, {clause}",
}
_DID: dict[str, tuple[Text, Text]] = {
    "text": (
        {"en": "{who} answered in its own words", "es": "{who} contestó con sus propias palabras"},
        {"en": "{who} answered in their own words", "es": "{who} contestaron con sus propias palabras"},
    ),
    "link": (
        {"en": "{who} gave an address on the Internet", "es": "{who} dio una dirección de Internet"},
        {"en": "{who} gave an address on the Internet", "es": "{who} dieron una dirección de Internet"},
    ),
    "file": (
        {"en": "{who} attached a document", "es": "{who} adjuntó un documento"},
        {"en": "{who} attached a document", "es": "{who} adjuntaron un documento"},
    ),
    "citation": (
        {"en": "{who} cited an instrument", "es": "{who} citó un instrumento"},
        {"en": "{who} cited an instrument", "es": "{who} citaron un instrumento"},
    ),
}
_NAMED: Text = {"en": "{clause}: {names}", "es": "{clause}: {names}"}
_WAYS = {Kind.LINK: "link", Kind.FILE: "file", Kind.CITATION: "citation"}

_WORDS: Mapping[Kind, Callable[[Speaker, Tally], str]] = {
    Kind.ONE: one_words,
    Kind.SEVERAL: several_words,
    Kind.ROWS: rows_words,
    Kind.CONFIRM: rows_words,
    Kind.INTEGER: number_words,
    Kind.DECIMAL: number_words,
    Kind.YEAR: number_words,
    Kind.DATE: date_words,
    Kind.GRID: grid_words,
    Kind.LIST: list_words,
}


def question_words(speaker: Speaker, tally: Tally) -> str:
    """One or more sentences; of a question nobody was asked, that it was not."""
    asked = speaker.quoted(tally.question.wording)
    if not speaker.replied:
        return speaker.say(_NO_REPLY, asked=asked)
    if not tally.base:
        return speaker.say(_NOBODY_ASKED, asked=asked)
    if not tally.count(Mark.ANSWERED):
        return unanswered_words(speaker, tally)
    if not speaker.tells_answers(tally.question, tally.count(Mark.ANSWERED)):
        return sentences([speaker.say(_TOO_FEW, asked=asked), apart_words(speaker, tally)])
    answers = _WORDS.get(tally.question.kind, _own_words)(speaker, tally)
    return sentences([answers or speaker.say(_NO_ANSWER, asked=asked), apart_words(speaker, tally)])


def figures_of(speaker: Speaker, tally: Tally) -> dict[str, object]:
    """The figures that the words tell, ready for JSON, the same in every language. Who is not named is counted."""
    told: dict[str, object] = {
        "base": tally.base,
        "marks": {mark.value: tally.count(mark) for mark in Mark if tally.count(mark) and mark is not Mark.NO_REPLY},
    }
    if tally.options:
        told["options"] = {one.option.code: states_told(speaker, tally, one) for one in tally.options}
    elif tally.figures is not None:
        told["figures"] = [[iso3, str(value)] for iso3, value in sorted(tally.figures.values)]
    elif tally.days is not None:
        told["days"] = [[iso3, value.isoformat()] for iso3, value in sorted(tally.days.values)]
    elif not tally.parts:
        told["answered"] = sorted(tally.states(Mark.ANSWERED))
    if tally.parts:
        told["parts"] = {str(part.place): figures_of(speaker, part) for part in tally.parts}
    return told


def states_told(speaker: Speaker, tally: Tally, one: OptionCount) -> object:
    """The states that chose an option, or how many they are where they are not named."""
    return sorted(one.states) if speaker.is_named(tally.question, one.option) else one.count


def _own_words(speaker: Speaker, tally: Tally) -> str:
    """Of what can only be read, not counted: who answered."""
    answered = tally.states(Mark.ANSWERED)
    who = some_of_base(speaker, len(answered), tally.base)
    did = _DID[_WAYS.get(tally.question.kind, "text")][is_plural(len(answered), tally.base)]
    clause = speaker.say(did, who=who)
    if not needs_no_names(speaker, answered, tally):
        clause = speaker.say(_NAMED, clause=clause, names=speaker.names(answered))
    return sentence(speaker.say(_ASKED, asked=speaker.quoted(tally.question.wording), clause=clause))
