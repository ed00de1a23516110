"""Answers of a reply in the language of the page, by their translations, to be unfolded beside the original."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask import g

from surveyapp.actions import translating_answers
from surveyapp.actions.disclosing import Readable
from surveyapp.actions.translating_answers import Piece
from surveyapp.core import answer_texts
from surveyapp.core.answer_texts import Stage
from surveyapp.store.models import Reply
from surveyapp.web import database
from surveyapp.wording import answer_translations as words
from surveyapp.wording import answers as answer_words

_LEAST_FIRST = list(Stage)


@dataclass(frozen=True)
class Translated:
    """An answer with its texts translated, and how far the least of their translations is."""

    words: str
    summary: str


@dataclass(frozen=True)
class Translations:
    """By code of question, what is translated of its answer, and of each text that stands beside it (by its code)."""

    answers: Mapping[str, Translated] = field(default_factory=dict)
    beside: Mapping[str, Mapping[str, Translated]] = field(default_factory=dict)


def of_reply(reply: Reply, readable: Readable) -> Translations:
    """What is translated into the language of the page."""
    pieces = translating_answers.of_reply(database.session(), reply, g.language)
    texts = {one.text.where: one.written for one in pieces if one.translation}
    answers = answer_texts.with_translations(readable.answers, texts)
    found: dict[str, Translated] = {}
    of_answers = [one for one in pieces if "@" not in one.text.place]
    for code, question in {one.question.code: one.question for one in of_answers if one.translation}.items():
        of_answer = [one for one in of_answers if one.question.code == code]
        least = min((one.stage for one in of_answer), key=_LEAST_FIRST.index)
        translated = answer_words.answer_words(readable.questionnaire, question, answers, readable.entries, g.language)
        found[code] = Translated(translated, words.of_answer(least, g.language))
    return Translations(found, _beside(pieces))


def _beside(pieces: Iterable[Piece]) -> dict[str, dict[str, Translated]]:
    found: dict[str, dict[str, Translated]] = {}
    for one in pieces:
        code = one.text.place.partition("@")[2]
        if code and one.written:
            found.setdefault(one.question.code, {})[code] = Translated(
                one.written, words.of_answer(one.stage, g.language)
            )
    return found
