"""Every wording of a questionnaire with the path to it, and which of them are missing in a language."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from surveyapp.core.questionnaire import Group, Questionnaire, Section
from surveyapp.core.text import Text


def wordings(questionnaire: Questionnaire) -> Iterator[tuple[str, Text]]:
    """The path ("sections.laws.parts.offence.options.yes.detail") and the text of everything that is said."""
    return ((path, text) for path, text, _ in _texts(questionnaire, ""))


def missing(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Path and language of every wording that is lacking; what need not be said may lack in all languages."""
    return [
        (path, language)
        for path, text, is_needed in _texts(questionnaire, "")
        if is_needed or any(text.values())
        for language in questionnaire.languages
        if not text.get(language)
    ]


def _texts(thing: Any, path: str) -> Iterator[tuple[str, Text, bool]]:
    for field in fields(thing):
        if not field.init:
            continue
        fact, here = getattr(thing, field.name), f"{path}{field.name}"
        if isinstance(fact, Mapping):
            yield here, fact, field.name in ("wording", "title") and not _may_be_silent(thing)
        elif isinstance(fact, tuple):
            for part in fact:
                if is_dataclass(part):
                    yield from _texts(part, f"{here}.{getattr(part, 'code', '')}.")


def _may_be_silent(thing: object) -> bool:
    """A group may have no sub-heading: it then only carries a condition."""
    return isinstance(thing, Group) and not isinstance(thing, Section)
