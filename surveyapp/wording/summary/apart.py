"""What is never mixed with answers, in words: left blank, not available, withheld, not readable, not asked."""

from surveyapp.core.comparison import Tally
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Kind
from surveyapp.core.text import Text
from surveyapp.wording.lists import join
from surveyapp.wording.numbers import Agreement
from surveyapp.wording.summary.speaking import Speaker, sentence, sentences

APART_WITHIN = (Mark.LEFT_BLANK, Mark.NOT_AVAILABLE, Mark.WITHHELD, Mark.NOT_READABLE)
"""Within the base, in the order in which they are told."""

_DID: dict[Mark, tuple[Text, Text]] = {
    Mark.LEFT_BLANK: (
        {"en": "left it blank", "es": "no contestó"},
        {"en": "left it blank", "es": "no contestaron"},
    ),
    Mark.NOT_AVAILABLE: (
        {
            "en": "stated that the information is not available",
            "es": "indicó que la información no está disponible",
        },
        {
            "en": "stated that the information is not available",
            "es": "indicaron que la información no está disponible",
        },
    ),
    Mark.WITHHELD: (
        {"en": "withheld its answer", "es": "reservó su respuesta"},
        {"en": "withheld their answers", "es": "reservaron sus respuestas"},
    ),
    Mark.NOT_READABLE: (
        {"en": "gave an answer that cannot be read", "es": "dio una respuesta que no puede interpretarse"},
        {"en": "gave answers that cannot be read", "es": "dieron respuestas que no pueden interpretarse"},
    ),
}
_NOT_ADDED_UP = (Kind.SEVERAL, Kind.ROWS, Kind.CONFIRM)
"""Kinds of which the sentence before does not say how many answered: nobody "remains"."""

_SOME: tuple[Text, Text] = (
    {"en": "One State {did}", "es": "Un Estado {did}"},
    {"en": "{count} States {did}", "es": "{count} Estados {did}"},
)
_REMAINING_ONE: Text = {"en": "The remaining State {did}", "es": "El Estado restante {did}"}
_REMAINING: Text = {"en": "The remaining {count} {did}", "es": "Los {count} restantes {did}"}
_OF_REMAINING: Text = {"en": "Of the remaining {count}, {clauses}", "es": "De los {count} restantes, {clauses}"}
_PUT_TO: tuple[Text, Text] = (
    {"en": "The question {asked} was put to one State only", "es": "La pregunta {asked} se formuló a un solo Estado"},
    {"en": "The question {asked} was put to {count} States", "es": "La pregunta {asked} se formuló a {count} Estados"},
)
_ALL_DID: Text = {"en": "{put}, which {did}", "es": "{put}, que {did}"}
_EACH_DID: Text = {"en": "{put}: {clauses}", "es": "{put}: {clauses}"}
_NOT_ASKED: tuple[Text, Text] = (
    {
        "en": "The question was not put to one State, because an earlier answer made it unnecessary.",
        "es": "La pregunta no se formuló a un Estado, porque una respuesta anterior la hizo innecesaria.",
    },
    {
        "en": "The question was not put to {count} States, because an earlier answer made it unnecessary.",
        "es": "La pregunta no se formuló a {count} Estados, porque una respuesta anterior la hizo innecesaria.",
    },
)
_OTHERS_NOT_ASKED: tuple[Text, Text] = (
    {
        "en": "It was not put to the other State, because an earlier answer made it unnecessary.",
        "es": "Al otro Estado no se le formuló, porque una respuesta anterior la hizo innecesaria.",
    },
    {
        "en": "It was not put to the other {count}, because an earlier answer made it unnecessary.",
        "es": "A los otros {count} no se les formuló, porque una respuesta anterior la hizo innecesaria.",
    },
)


def apart_words(speaker: Speaker, tally: Tally) -> str:
    """Sentences on those that are not among the answers; "" where all are."""
    return sentences([_within(speaker, tally), _not_asked(speaker, tally, _NOT_ASKED)])


def unanswered_words(speaker: Speaker, tally: Tally) -> str:
    """Of a question that was put to some and answered by nobody: to how many, and what each did instead."""
    counts = _counts(tally)
    count = speaker.count(tally.base, Agreement.MASCULINE)
    put = speaker.say(_PUT_TO[tally.base > 1], asked=speaker.quoted(tally.question.wording), count=count)
    if len(counts) > 1:
        told = speaker.say(_EACH_DID, put=put, clauses=_clauses(speaker, counts))
    else:
        (mark,) = counts
        told = speaker.say(_ALL_DID, put=put, did=_did(speaker, mark, tally.base))
    return sentences([sentence(told), _not_asked(speaker, tally, _OTHERS_NOT_ASKED)])


def _counts(tally: Tally) -> dict[Mark, int]:
    return {mark: tally.count(mark) for mark in APART_WITHIN if tally.count(mark)}


def _within(speaker: Speaker, tally: Tally) -> str:
    counts = _counts(tally)
    total = sum(counts.values())
    if not total:
        return ""
    if tally.question.kind in _NOT_ADDED_UP:
        return _some(speaker, counts)
    number = speaker.count(total, Agreement.ALONE)
    if len(counts) > 1:
        return sentence(speaker.say(_OF_REMAINING, count=number, clauses=_clauses(speaker, counts)))
    (mark,) = counts
    wording = _REMAINING_ONE if total == 1 else _REMAINING
    return sentence(speaker.say(wording, count=number, did=_did(speaker, mark, total)))


def _some(speaker: Speaker, counts: dict[Mark, int]) -> str:
    """ "Two States left it blank and one stated that the information is not available." """
    (mark, count), *others = counts.items()
    number = speaker.count(count, Agreement.MASCULINE)
    first = speaker.say(_SOME[count > 1], count=number, did=_did(speaker, mark, count))
    return sentence(join([first, *_each(speaker, dict(others))], speaker.language))


def _clauses(speaker: Speaker, counts: dict[Mark, int]) -> str:
    return join(_each(speaker, counts), speaker.language)


def _each(speaker: Speaker, counts: dict[Mark, int]) -> list[str]:
    return [f"{speaker.count(count)} {_did(speaker, mark, count)}" for mark, count in counts.items()]


def _did(speaker: Speaker, mark: Mark, count: int) -> str:
    return speaker.say(_DID[mark][count > 1])


def _not_asked(speaker: Speaker, tally: Tally, wordings: tuple[Text, Text]) -> str:
    count = tally.count(Mark.NOT_ASKED)
    if not count or not tally.base:
        return ""
    return speaker.say(wordings[count > 1], count=speaker.count(count, Agreement.MASCULINE))
