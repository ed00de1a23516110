"""What stands beside an answer, in words: source, links, files, a word to the secretariat; and its language."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveyapp.core import kinds
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries, Leaf, leaves, supplements
from surveyapp.core.questionnaire import Question
from surveyapp.core.supplements import FOR_THE_SECRETARIAT, LINKS, Supplement
from surveyapp.core.text import Text, has_words, said
from surveyapp.core.whole import Said
from surveyapp.wording import answers as answer_wording
from surveyapp.wording.language_names import language_name

_LINK: Text = {"en": "Link", "es": "Enlace"}
_NAMES: Mapping[Supplement, Text] = {
    Supplement.SOURCE: {"en": "Source", "es": "Fuente"},
    **dict.fromkeys(LINKS, _LINK),
    Supplement.FILES: {"en": "Files", "es": "Archivos"},
    Supplement.NOTE: {
        "en": "Note to the Secretariat (never published)",
        "es": "Nota para la Secretaría (nunca se publica)",
    },
    Supplement.EXPLANATION: {
        "en": "Explanation for the Secretariat (never published)",
        "es": "Explicación para la Secretaría (nunca se publica)",
    },
}
_WRITTEN_IN: Text = {"en": "Text written in {language}", "es": "Texto redactado en {language}"}
_TEXT_IN: Text = {"en": "text in {language}", "es": "texto en {language}"}
_STANDS = frozenset({Mark.ANSWERED, Mark.NOT_READABLE})


@dataclass(frozen=True)
class Line:
    """One supplement: what it is called, what it says, and where it leads."""

    code: Supplement
    name: str
    words: str
    url: str = ""
    """Of a link that can be followed."""
    files: tuple[tuple[str, str], ...] = ()
    """Identifier and name of each file."""
    more: str = ""
    """Of files: that one follows by mail."""

    @property
    def is_for_secretariat(self) -> bool:
        return self.code in FOR_THE_SECRETARIAT


def name(code: str, language: str) -> str:
    """What a supplement is called."""
    return said(_NAMES[Supplement(code)], language)


def lines(question: Question, answers: Mapping[str, Said], language: str) -> list[Line]:
    """What stands beside the answer to a question, in order; what does not stand there is not named.

    `answers` holds, by address, stored answers or disclosed cells of one state.
    """
    found = ((leaf, answers.get(str(leaf.place))) for leaf in supplements(question))
    return [_line(leaf, one, language) for leaf, one in found if one is not None and one.mark in _STANDS]


def other_languages(question: Question, answers: Mapping[str, Said], entries: Entries, language: str) -> str:
    """ "Text written in Portuguese", where a text of the answer is in another language than the reader's; else ""."""
    found = dict.fromkeys(_languages(question, answers, entries))
    names = [language_name(one, language) for one in found if one and one != language]
    return said(_WRITTEN_IN, language).format(language=", ".join(names)) if names else ""


def text_in(code: str, language: str) -> str:
    """ "text in Portuguese"."""
    return said(_TEXT_IN, language).format(language=language_name(code, language))


def language_of(question: Question, answers: Mapping[str, Said], entries: Entries) -> str:
    """The language in which an answer is written, if it has a text: that of its first; else ""."""
    return next(filter(None, _languages(question, answers, entries)), "")


def _languages(question: Question, answers: Mapping[str, Said], entries: Entries) -> Iterator[str]:
    """Of each text in an answer, in which language it is; "" where that is not known."""
    for leaf in leaves(question, entries):
        one = answers.get(str(leaf.place))
        if one is not None and one.mark in _STANDS and _has_text(leaf, one):
            yield str(getattr(one, "language", ""))


def _has_text(leaf: Leaf, one: Said) -> bool:
    if not kinds.takes_text(leaf.question):
        return False
    value: Mapping[str, Any] = one.value or {}
    if not leaf.question.options:
        return any(has_words(text) for text in (*value.values(), *(one.typed or {}).values()) if isinstance(text, str))
    return bool(answer_wording.details_in(leaf.question, value) if value else False)


def files_by_mail(question: Question, answers: Mapping[str, Said], entries: Entries) -> bool:
    """Whether the state announced, in the answer to a question or beside it, that a file follows by mail."""
    every = (*leaves(question, entries), *supplements(question))
    found = (answers.get(str(leaf.place)) for leaf in every)
    return any(one is not None and (one.value or {}).get(kinds.FOLLOWS_BY_MAIL) for one in found)


def summary(codes: Collection[str], language: str) -> str:
    """What stands there, in few words: "source, 2 links, files, note"."""
    links = len([one for one in codes if one in LINKS])
    words = [
        said({"en": "source", "es": "fuente"}, language) if Supplement.SOURCE in codes else "",
        said(_COUNTED_LINKS[links == 1], language).format(number=links) if links else "",
        said({"en": "files", "es": "archivos"}, language) if Supplement.FILES in codes else "",
        said({"en": "note", "es": "nota"}, language) if Supplement.NOTE in codes else "",
    ]
    return ", ".join(word for word in words if word)


_COUNTED_LINKS: Mapping[bool, Text] = {
    True: {"en": "{number} link", "es": "{number} enlace"},
    False: {"en": "{number} links", "es": "{number} enlaces"},
}


def _line(leaf: Leaf, one: Said, language: str) -> Line:
    code = Supplement(leaf.place.beside)
    value: Mapping[str, Any] = (one.value or {}) if one.mark is Mark.ANSWERED else {}
    words = answer_wording.words_at(leaf.question, one, language, lambda _list, _entry: "")
    files = tuple((str(file["id"]), str(file["name"])) for file in value.get("files", ()))
    more = answer_wording.follows_by_mail(language) if value.get(kinds.FOLLOWS_BY_MAIL) else ""
    return Line(code, name(code, language), words, str(value.get("url", "")), files, more)
