"""Limits in words: the range of a number, and how many entries a list should have."""

from surveyapp.core.limits import Limits, bounds
from surveyapp.core.questionnaire import Question
from surveyapp.core.text import Text, said
from surveyapp.wording import numbers


def range_words(question: Question, language: str, decimal_mark: str = "") -> str:
    """ "From 1 to 10, in steps of 1."; "" for a number without a range."""
    lowest, highest, step = bounds(question)
    values = {
        name: numbers.grouped(number, language, decimal_mark)
        for name, number in (("lowest", lowest), ("highest", highest), ("step", step))
        if number is not None and (name != "step" or number > 0)
    }
    sentence = _RANGES.get(frozenset(values))
    return said(sentence, language).format(**values) if sentence else ""


def entries_words(limits: Limits, language: str) -> str:
    """ "At least 2, at most 5 entries"; "" where nothing is said."""
    if limits.exactly is not None:
        return _of_entries(_EXACTLY, language, limits.exactly)
    if limits.fewest and limits.most:
        return _of_entries(_BETWEEN, language, limits.most, fewest=limits.fewest)
    if limits.fewest:
        return _of_entries(_AT_LEAST, language, limits.fewest)
    return _of_entries(_AT_MOST, language, limits.most) if limits.most else ""


_RANGES: dict[frozenset[str], Text] = {
    frozenset({"lowest", "highest", "step"}): {
        "en": "From {lowest} to {highest}, in steps of {step}.",
        "es": "De {lowest} a {highest}, de {step} en {step}.",
    },
    frozenset({"lowest", "highest"}): {"en": "From {lowest} to {highest}.", "es": "De {lowest} a {highest}."},
    frozenset({"lowest", "step"}): {
        "en": "From {lowest} upwards, in steps of {step}.",
        "es": "Desde {lowest}, de {step} en {step}.",
    },
    frozenset({"highest", "step"}): {
        "en": "Up to {highest}, in steps of {step}.",
        "es": "Hasta {highest}, de {step} en {step}.",
    },
    frozenset({"lowest"}): {"en": "From {lowest} upwards.", "es": "Desde {lowest}."},
    frozenset({"highest"}): {"en": "Up to {highest}.", "es": "Hasta {highest}."},
    frozenset({"step"}): {"en": "In steps of {step}.", "es": "De {step} en {step}."},
}

_Counted = dict[str, tuple[str, str]]
"""By language, of one entry and of several."""

_EXACTLY: _Counted = {
    "en": ("Exactly one entry is asked", "Exactly {count} entries are asked"),
    "es": ("Se pide exactamente un elemento", "Se piden exactamente {count} elementos"),
}
_AT_LEAST: _Counted = {
    "en": ("At least one entry", "At least {count} entries"),
    "es": ("Al menos un elemento", "Al menos {count} elementos"),
}
_AT_MOST: _Counted = {
    "en": ("At most one entry", "At most {count} entries"),
    "es": ("Un elemento como máximo", "{count} elementos como máximo"),
}
_BETWEEN: _Counted = {
    "en": ("At least {fewest}, at most one entry", "At least {fewest}, at most {count} entries"),
    "es": ("Entre {fewest} y un elemento", "Entre {fewest} y {count} elementos"),
}


def _of_entries(sentences: _Counted, language: str, count: int, **also: int) -> str:
    if count == 0:
        return said({"en": "No entry is asked", "es": "No se pide ningún elemento"}, language)
    one, several = sentences[language]
    values = {name: numbers.grouped(number, language) for name, number in {"count": count, **also}.items()}
    return (one if count == 1 else several).format(**values)
