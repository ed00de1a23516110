"""The notes under a table that say under which earlier wording of a question some states answered: both wordings."""

from collections.abc import Iterator, Sequence

from surveyapp.core.earlier_wordings import Footnote
from surveyapp.core.questionnaire import Question
from surveyapp.core.states import MemberState
from surveyapp.core.text import Text, said
from surveyapp.wording.plain import plain
from surveyapp.wording.sentences import capital
from surveyapp.wording.states import listed

SIGN = "†"
"""Beside the number of a question under which there are notes."""

_ONE_STATE: Text = {
    "en": "{states} answered an earlier wording of this question.",
    "es": "{states} contestó una redacción anterior de esta pregunta.",
}
_STATES: Text = {
    "en": "{states} answered an earlier wording of this question.",
    "es": "{states} contestaron una redacción anterior de esta pregunta.",
}
_THIS_REPLY: Text = {
    "en": "This answer was given to an earlier wording of the question.",
    "es": "Esta respuesta se dio a una redacción anterior de la pregunta.",
}
_WORDINGS: Text = {"en": "Then: “{was}” Now: “{now}”", "es": "Antes: «{was}» Ahora: «{now}»"}
_PARTS: dict[str, Text] = {
    "hint": {"en": "Hint then: {was} Hint now: {now}", "es": "Indicación antes: {was} Indicación ahora: {now}"},
    "guidance": {
        "en": "Guidance then: {was} Guidance now: {now}",
        "es": "Orientación antes: {was} Orientación ahora: {now}",
    },
    "options": {
        "en": "Options then: {was}. Options now: {now}.",
        "es": "Opciones antes: {was}. Opciones ahora: {now}.",
    },
    "rows": {"en": "Rows then: {was}. Rows now: {now}.", "es": "Filas antes: {was}. Filas ahora: {now}."},
    "columns": {
        "en": "Columns then: {was}. Columns now: {now}.",
        "es": "Columnas antes: {was}. Columnas ahora: {now}.",
    },
    "fields": {"en": "In each entry then: {was}. Now: {now}.", "es": "En cada elemento antes: {was}. Ahora: {now}."},
    "companions": {
        "en": "With the figures then: {was}. Now: {now}.",
        "es": "Junto a las cifras antes: {was}. Ahora: {now}.",
    },
}
_QUOTED: Text = {"en": "“{text}”", "es": "«{text}»"}
_NOTHING: Text = {"en": "none", "es": "ninguna"}


def footnote_words(note: Footnote, question: Question, states: Sequence[MemberState], language: str) -> str:
    """Which of these states answered which earlier wording, and how it reads now; "" where it reads the same.

    `question` as it is asked now, in which words of this language may be the same as before.
    """
    both = _both(note.question, question, language)
    named = [state for state in states if state.iso3 in note.states]
    if not both or not named:
        return ""
    sentence = said(_ONE_STATE if len(named) == 1 else _STATES, language)
    return " ".join((sentence.format(states=capital(listed(named, language))), *both))


def wording_then(note: Footnote, question: Question, language: str) -> str:
    """The same of one reply alone, without the name of its state."""
    both = _both(note.question, question, language)
    return " ".join((said(_THIS_REPLY, language), *both)) if both else ""


def _both(was: Question, now: Question, language: str) -> list[str]:
    """Then and now, of everything that reads otherwise."""
    return [*_wordings(was, now, language), *_parts(was, now, language)]


def _wordings(was: Question, now: Question, language: str) -> Iterator[str]:
    before, after = _read(was.wording, language), _read(now.wording, language)
    if before != after:
        yield said(_WORDINGS, language).format(was=before, now=after)


def _parts(was: Question, now: Question, language: str) -> Iterator[str]:
    for part, words in _PARTS.items():
        before, after = _part(was, part, language), _part(now, part, language)
        if before != after:
            nothing = said(_NOTHING, language)
            yield said(words, language).format(was=before or nothing, now=after or nothing)


def _part(question: Question, part: str, language: str) -> str:
    """A hint as a text, options and the like as a list of what they say, each quoted."""
    if part in ("hint", "guidance"):
        text = _read(getattr(question, part), language)
        return _quoted(text, language) if text else ""
    return "; ".join(_quoted(_read(one.wording, language), language) for one in getattr(question, part))


def _quoted(text: str, language: str) -> str:
    return said(_QUOTED, language).format(text=text)


def _read(text: Text, language: str) -> str:
    """As it was read: in a language that a questionnaire did not have yet, in its first."""
    return plain(text.get(language) or next(iter(text.values()), ""))
