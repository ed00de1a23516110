"""Wordings in several languages: what is said, in which language, and never in another one silently."""

from collections.abc import Iterable, Iterator, Mapping

Text = Mapping[str, str]
"""Language code (BCP 47: "en", "es") to wording. An empty mapping says that there is nothing to say."""


class _Nothing(Mapping[str, str]):
    """The text without a wording: immutable and hashable, so that it can be the default of a frozen fact."""

    def __getitem__(self, language: str) -> str:
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __hash__(self) -> int:
        return hash(frozenset())

    def __repr__(self) -> str:
        return "NOTHING"


NOTHING: Text = _Nothing()


class MissingWording(LookupError):
    """A text has wordings, but none in the language asked for."""

    def __init__(self, text: Text, language: str) -> None:
        super().__init__(f"no wording in {language!r}; there is one in {', '.join(sorted(text))}")
        self.language = language


def said(text: Text, language: str) -> str:
    """The wording in this language; "" where there is nothing to say in any; MissingWording otherwise."""
    if not text:
        return ""
    if language not in text:
        raise MissingWording(text, language)
    return text[language]


def said_anyhow(text: Text, language: str) -> str:
    """The wording; where this language lacks it, another one: for those who complete the wordings."""
    return text.get(language_said(text, language), "")


def language_said(text: Text, language: str) -> str:
    """The language in which `said_anyhow` says a text: this one, or the first in which there is a wording."""
    said_in = (code for code, wording in text.items() if wording)
    return language if text.get(language) else next(said_in, language)


def has_words(text: str) -> bool:
    """Whether a text is in some language at all: a bare number, a date in figures or a dash is in none."""
    return any(one.isalpha() for one in text)


def languages_missing(text: Text, languages: Iterable[str]) -> list[str]:
    """The languages in which a text that has some wording has none (or an empty one), in the order given."""
    if not any(text.values()):
        return []
    return [language for language in languages if not text.get(language)]
