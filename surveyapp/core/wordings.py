"""Every wording of a questionnaire by its path: what is said, what is missing, and other words in its place.

A path is `title` for the questionnaire's own title and `<code>.<fact>` for everything else, since the codes of
sections, groups and questions are unique: `offence.wording`, `offence.options.yes.detail`,
`laws.fields.title.hint`, `victims.rows.y1.wording`.
An option of a named list stands in every question that uses the list and is worded once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from surveyapp.core.questionnaire import Group, Kind, Option, Question, Questionnaire, Section
from surveyapp.core.text import NOTHING, Text

Words = Mapping[str, Text]
"""Path to wordings by language."""

OUTERMOST = ("sections", "parts")
"""The facts whose members have codes of their own, unique in the questionnaire: a path begins with them."""


@dataclass(frozen=True)
class Wording:
    """One text of a questionnaire, and what it belongs to."""

    path: str
    text: Text
    fact: str
    """Which one it is: "wording", "hint", "detail", "title", …"""
    of: tuple[Any, ...]
    """What it says, outermost first: (question, option), (list, field, option), (section,); of the title, nothing."""
    section: Section | None
    is_needed: bool
    """Whether it must be said; what need not be may lack in all languages."""

    @property
    def is_said(self) -> bool:
        """Whether it is, or must be, said in every language."""
        return self.is_needed or any(self.text.values())

    @property
    def list_option(self) -> tuple[str, str, str] | None:
        """List, option and fact, where this is the wording of an option of a named list."""
        if len(self.of) < 2 or not isinstance(self.of[-1], Option) or not self.of[-2].list_name:
            return None
        return (self.of[-2].list_name, self.of[-1].code, self.fact)


def every(questionnaire: Questionnaire) -> Iterator[Wording]:
    """Every wording in the order of the questionnaire, those that say nothing too."""
    yield from _wordings(questionnaire, "", (), None)


def wordings(questionnaire: Questionnaire) -> Iterator[tuple[str, Text]]:
    """The path ("offence.options.yes.detail") and the text of everything that is or could be said."""
    return ((one.path, one.text) for one in every(questionnaire))


def once(questionnaire: Questionnaire) -> Iterator[Wording]:
    """Every wording that is, or must be, said; those of a list of options once, at the first question that uses it."""
    known = set()
    for one in every(questionnaire):
        if not one.is_said or one.list_option in known:
            continue
        if one.list_option:
            known.add(one.list_option)
        yield one


def first_paths(questionnaire: Questionnaire) -> dict[str, str]:
    """Every path to the one that stands for it in `once`: another only for an option of a list used before."""
    first: dict[tuple[str, str, str], str] = {}
    return {
        one.path: first.setdefault(one.list_option, one.path) if one.list_option else one.path
        for one in every(questionnaire)
    }


def missing(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Path and language of every wording that is lacking; what need not be said may lack in all languages."""
    return [
        (one.path, language)
        for one in every(questionnaire)
        if one.is_said
        for language in questionnaire.languages
        if not one.text.get(language)
    ]


def completeness(questionnaire: Questionnaire) -> dict[str, tuple[int, int]]:
    """Language to how many wordings are said in it and how many need to be; options of a list counted once."""
    needed = list(once(questionnaire))
    return {
        language: (sum(bool(one.text.get(language)) for one in needed), len(needed))
        for language in questionnaire.languages
    }


def complete_languages(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The languages in which everything is said: the only ones a paper can be made in."""
    lacking = {language for _, language in missing(questionnaire)}
    return tuple(language for language in questionnaire.languages if language not in lacking)


def alike(questionnaire: Questionnaire, path: str) -> tuple[str, ...]:
    """The paths of the same option in every question that uses its list, in order, this one among them.

    Of any other wording its own path alone; () of an unknown one.
    """
    found = {one.path: one.list_option for one in every(questionnaire)}
    if path not in found:
        return ()
    shared = found[path]
    return tuple(other for other, of in found.items() if of == shared) if shared else (path,)


def apply(questionnaire: Questionnaire, words: Words) -> Questionnaire:
    """The questionnaire with these wordings laid over its own, language by language; unknown paths are ignored.

    A text of which nothing remains in any language is nothing. What does not change stays the same object.
    """
    result: Questionnaire = _applied(questionnaire, "", words)
    return result


def with_languages(questionnaire: Questionnaire, languages: Iterable[str]) -> Questionnaire:
    """The questionnaire in these further languages too, the wordings of which may still be missing."""
    further = tuple(dict.fromkeys(language for language in languages if language not in questionnaire.languages))
    return replace(questionnaire, languages=(*questionnaire.languages, *further)) if further else questionnaire


def _wordings(thing: Any, path: str, of: tuple[Any, ...], section: Section | None) -> Iterator[Wording]:
    facts = {field.name: getattr(thing, field.name) for field in fields(thing) if field.init}
    own = sorted(facts.items(), key=lambda named: isinstance(named[1], tuple))  # before what stands in it
    for name, fact in own:
        if isinstance(fact, Mapping):
            is_needed = name in ("wording", "title") and not _may_be_silent(thing)
            yield Wording(f"{path}{name}", fact, name, of, section, is_needed)
        elif isinstance(fact, tuple):
            for part in fact:
                if hasattr(part, "code"):
                    above = () if name in OUTERMOST else of
                    inside = part if isinstance(part, Section) else section
                    yield from _wordings(part, _below(path, name, part.code), (*above, part), inside)


def _applied(thing: Any, path: str, words: Words) -> Any:
    changed: dict[str, Any] = {}
    for field in fields(thing):
        fact = getattr(thing, field.name) if field.init else None
        if isinstance(fact, Mapping):
            new = _laid_over(fact, words.get(f"{path}{field.name}", NOTHING))
            if new is not fact:
                changed[field.name] = new
        elif isinstance(fact, tuple):
            parts = tuple(
                _applied(part, _below(path, field.name, part.code), words) if hasattr(part, "code") else part
                for part in fact
            )
            if any(new is not old for new, old in zip(parts, fact, strict=True)):
                changed[field.name] = parts
    return replace(thing, **changed) if changed else thing


def _below(path: str, fact: str, code: str) -> str:
    return f"{code}." if fact in OUTERMOST else f"{path}{fact}.{code}."


def _laid_over(text: Text, words: Text) -> Text:
    if all(text.get(language) == wording for language, wording in words.items()):
        return text
    new = {**text, **words}
    return new if any(new.values()) else NOTHING


def _may_be_silent(thing: object) -> bool:
    """A group may have no sub-heading: it then only carries a condition. What is worked out need not be shown."""
    if isinstance(thing, Question):
        return thing.kind is Kind.CALCULATED
    return isinstance(thing, Group) and not isinstance(thing, Section)
