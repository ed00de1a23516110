"""Translations of answers in words: how far each is, where a text stands, why one of a file is not taken over."""

from collections.abc import Mapping

from surveyapp.core.answer_texts import AnswerContext, Stage
from surveyapp.core.supplements import Supplement
from surveyapp.core.text import Text, said
from surveyapp.core.translation import Change, ChangeKind
from surveyapp.wording import supplements
from surveyapp.wording.language_names import language_name
from surveyapp.wording.plain import plain

STAGES: Mapping[Stage, Text] = {
    Stage.TO_TRANSLATE: {"en": "to translate", "es": "por traducir"},
    Stage.STALE: {"en": "to translate anew", "es": "por traducir de nuevo"},
    Stage.DRAFT: {"en": "draft", "es": "borrador"},
    Stage.TRANSLATED: {"en": "translated", "es": "traducido"},
    Stage.CONFIRMED: {"en": "confirmed by the state", "es": "confirmado por el Estado"},
}
_SHAPES: Mapping[Stage, str] = {
    Stage.TO_TRANSLATE: "○",
    Stage.STALE: "△",
    Stage.DRAFT: "◐",
    Stage.TRANSLATED: "●",
    Stage.CONFIRMED: "✓",
}


def stage(which: Stage, language: str) -> tuple[str, str]:
    """Shape and words of a stage."""
    return _SHAPES[which], said(STAGES[which], language)


def of_answer(least: Stage, language: str) -> str:
    """ "Translation: draft": of an answer by that of its texts which is least far."""
    return said(_TRANSLATION, language).format(stage=said(_OF_ANSWER[least], language))


def where(context: AnswerContext, language: str) -> str:
    """ "Chile. Section 2, question 4.10, “Is there a law?”, entry 2, “title”. Written in Spanish." """
    state = context.state.name(language).short if context.state else ""
    sentences = [f"{state}.", question(context, language), written_in(context, language)]
    if context.note:
        sentences.append(said(_NOTE, language).format(note=context.note))
    return " ".join(sentences)


def question(context: AnswerContext, language: str) -> str:
    """ "Section 2, question 4.10, “Is there a law?”, entry 2, “title”." """
    asked = plain(_said_anyhow(context.asked, language))
    base = said(_QUESTION, language).format(section=context.section, question=context.question, asked=asked)
    inner = within(context, language)
    return f"{base}, {inner}." if inner else f"{base}."


def within(context: AnswerContext, language: str) -> str:
    """Where a text stands within its question: "entry 2, “Title”", "“Yes”", "source"; "" of a plain one."""
    parts = []
    if context.entry:
        parts.append(said(_ENTRY, language).format(entry=context.entry))
    if context.part in list(Supplement):
        parts.append(supplements.name(context.part, language).lower())
    parts += [said(_PART, language).format(part=plain(_said_anyhow(one, language))) for one in context.inner]
    return ", ".join(parts)


def written_in(context: AnswerContext, language: str) -> str:
    """ "Written in Spanish." """
    return said(_WRITTEN_IN, language).format(language=language_name(context.language, language))


def obstacle(change: Change, language: str) -> str:
    """Why one unit of a file is not taken over and what to do, in whole sentences."""
    return said(_OBSTACLES[change.kind], language).format(path=change.path)


def _said_anyhow(text: Text, language: str) -> str:
    return text.get(language) or next(iter(text.values()), "")


_TRANSLATION: Text = {"en": "Translation: {stage}", "es": "Traducción: {stage}"}
_OF_ANSWER: Mapping[Stage, Text] = {
    Stage.TO_TRANSLATE: {"en": "not complete", "es": "incompleta"},
    Stage.STALE: {"en": "of an earlier text", "es": "de un texto anterior"},
    Stage.DRAFT: {"en": "draft", "es": "borrador"},
    Stage.TRANSLATED: {"en": "of the Secretariat", "es": "de la Secretaría"},
    Stage.CONFIRMED: {"en": "confirmed by the state", "es": "confirmada por el Estado"},
}
_QUESTION: Text = {
    "en": "Section {section}, question {question}, “{asked}”",
    "es": "Sección {section}, pregunta {question}, «{asked}»",
}
_ENTRY: Text = {"en": "entry {entry}", "es": "elemento {entry}"}
_PART: Text = {"en": "“{part}”", "es": "«{part}»"}
_WRITTEN_IN: Text = {"en": "Written in {language}.", "es": "Redactado en {language}."}
_NOTE: Text = {
    "en": "The state says of the translation: {note}",
    "es": "El Estado observa acerca de la traducción: {note}",
}
_OBSTACLES: Mapping[ChangeKind, Text] = {
    ChangeKind.UNKNOWN_PATH: {
        "en": "No reply of this round has a text “{path}” in another language. It may have been withdrawn since; "
        "nothing is taken over.",
        "es": "Ninguna respuesta de esta ronda tiene un texto «{path}» en otro idioma. Quizá se retiró después; no se "
        "aplica nada.",
    },
    ChangeKind.UNWRITABLE: {
        "en": "It holds control characters, or has more than 30,000 characters. Write it anew without them, or "
        "shorter.",
        "es": "Contiene caracteres de control o tiene más de 30.000 caracteres. Escríbalo de nuevo sin ellos, o más "
        "breve.",
    },
}
