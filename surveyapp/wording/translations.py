"""Words of the files that go to a translator and come back: where a text stands, how it stands, the columns."""

from babel import Locale, UnknownLocaleError

from surveyapp.core.answer_texts import AnswerContext
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.core.text import Text, said
from surveyapp.core.translation import Context, Standing
from surveyapp.core.wordings import Wording
from surveyapp.wording import answer_translations


def where(context: Context, language: str) -> str:
    """ "Section 2, question 4.10 (one choice), option “yes”: hint. At most 12 characters." """
    if isinstance(context, AnswerContext):
        return answer_translations.where(context, language)
    values = {
        "section": context.section,
        "title": _said_if(context.section_title, language),
        "question": context.question,
        "kind": said(_KINDS[context.kind], language) if context.kind else "",
        "part": context.part,
        "what": said(_FACTS[context.fact], language),
        "list": context.list_name,
    }
    sentences = [said(_PLACES[context.of], language).format(**values)]
    if context.list_name:
        sentences.append(said(_IN_LISTS, language).format(list=context.list_name))
    if context.longest:
        sentences.append(said(_AT_MOST, language).format(longest=context.longest))
    return " ".join(sentences)


def within(one: Wording, language: str) -> str:
    """Where a wording stands within its question, section or sub-heading: "Hint", "Option “yes”: hint"."""
    *outer, fact = [_inner(thing, language) for thing in one.of[1:]] + [said(_FACTS[one.fact], language)]
    words = ", ".join(outer) if outer and one.fact == "wording" else ": ".join(filter(None, (", ".join(outer), fact)))
    return words[0].upper() + words[1:]


def _inner(thing: object, language: str) -> str:
    kind = "field" if isinstance(thing, Question) else type(thing).__name__.lower()
    return said(_INNER[kind], language).format(part=getattr(thing, "code", ""))


def language_called(code: str, language: str) -> str:
    """ "Spanish (es)": the name and the code of a language, at the head of a column."""
    name = language_named(code, language)
    return f"{name[0].upper()}{name[1:]} ({code})" if name != code else f"({code})"


def language_named(code: str, language: str) -> str:
    """ "Spanish", «español»: the name of a language within a sentence; its code where it has none."""
    try:
        return Locale.parse(code, sep="-").get_display_name(language) or code
    except (ValueError, UnknownLocaleError):
        return code


def _said_if(text: Text, language: str) -> str:
    """The wording, or where this language lacks it that of another one: it only helps to find the place."""
    return text.get(language) or next(iter(text.values()), "")


def standing(which: Standing, language: str) -> str:
    """ "missing", "to be checked", "translated"."""
    return said(STANDINGS[which], language)


_PLACES: dict[str, Text] = {
    "questionnaire": {"en": "Questionnaire: {what}.", "es": "Cuestionario: {what}."},
    "section": {"en": "Section {section}, “{title}”: {what}.", "es": "Sección {section}, «{title}»: {what}."},
    "group": {
        "en": "Section {section}, sub-heading “{part}”: {what}.",
        "es": "Sección {section}, subtítulo «{part}»: {what}.",
    },
    "question": {
        "en": "Section {section}, question {question} ({kind}): {what}.",
        "es": "Sección {section}, pregunta {question} ({kind}): {what}.",
    },
    "option": {
        "en": "Section {section}, question {question} ({kind}), option “{part}”: {what}.",
        "es": "Sección {section}, pregunta {question} ({kind}), opción «{part}»: {what}.",
    },
    "row": {
        "en": "Section {section}, question {question} ({kind}), row “{part}”: {what}.",
        "es": "Sección {section}, pregunta {question} ({kind}), fila «{part}»: {what}.",
    },
    "column": {
        "en": "Section {section}, question {question} ({kind}), column “{part}”: {what}.",
        "es": "Sección {section}, pregunta {question} ({kind}), columna «{part}»: {what}.",
    },
    "field": {
        "en": "Section {section}, question {question}, field “{part}” of an entry ({kind}): {what}.",
        "es": "Sección {section}, pregunta {question}, campo «{part}» de un elemento ({kind}): {what}.",
    },
    "companion": {
        "en": "Section {section}, question {question}, “{part}” beside the figures ({kind}): {what}.",
        "es": "Sección {section}, pregunta {question}, «{part}» junto a las cifras ({kind}): {what}.",
    },
}

_INNER: dict[str, Text] = {
    "option": {"en": "option “{part}”", "es": "opción «{part}»"},
    "row": {"en": "row “{part}”", "es": "fila «{part}»"},
    "column": {"en": "column “{part}”", "es": "columna «{part}»"},
    "field": {"en": "field “{part}”", "es": "campo «{part}»"},
}

_IN_LISTS: Text = {
    "en": "It stands in the list “{list}”, which several questions may use.",
    "es": "Figura en la lista «{list}», que varias preguntas pueden usar.",
}
_AT_MOST: Text = {"en": "At most {longest} characters.", "es": "Como máximo {longest} caracteres."}

_FACTS: dict[str, Text] = {
    "title": {"en": "title", "es": "título"},
    "wording": {"en": "wording", "es": "redacción"},
    "hint": {"en": "hint", "es": "indicación"},
    "guidance": {"en": "guidance", "es": "orientación"},
    "heading": {"en": "short heading in tables", "es": "encabezado breve en los cuadros"},
    "article": {"en": "article of the treaty", "es": "artículo del tratado"},
    "usually": {"en": "institution that usually answers", "es": "institución que suele contestar"},
    "detail": {"en": "prompt for the text of this option", "es": "texto que se pide con esta opción"},
    "short": {"en": "short form in tables", "es": "forma breve en los cuadros"},
    "constraint_message": {
        "en": "message when the answer does not fit",
        "es": "mensaje cuando la respuesta no cumple la condición",
    },
    "required_message": {"en": "message when it is left blank", "es": "mensaje cuando queda sin contestar"},
}

_KINDS: dict[Kind, Text] = {
    Kind.ONE: {"en": "one choice", "es": "una opción"},
    Kind.SEVERAL: {"en": "several choices", "es": "varias opciones"},
    Kind.ROWS: {"en": "a choice in each row", "es": "una opción en cada fila"},
    Kind.CONFIRM: {"en": "facts to confirm, row by row", "es": "datos por confirmar, fila por fila"},
    Kind.SHORT_TEXT: {"en": "short text", "es": "texto breve"},
    Kind.LONG_TEXT: {"en": "long text", "es": "texto extenso"},
    Kind.INTEGER: {"en": "whole number", "es": "número entero"},
    Kind.DECIMAL: {"en": "number", "es": "número"},
    Kind.YEAR: {"en": "year", "es": "año"},
    Kind.DATE: {"en": "date", "es": "fecha"},
    Kind.LINK: {"en": "link", "es": "enlace"},
    Kind.FILE: {"en": "file", "es": "archivo"},
    Kind.NOTE: {"en": "note", "es": "nota"},
    Kind.GRID: {"en": "table of figures", "es": "cuadrícula de números"},
    Kind.LIST: {"en": "list", "es": "lista de elementos"},
    Kind.CITATION: {"en": "citation", "es": "cita de un elemento de una lista"},
    Kind.CALCULATED: {"en": "calculated", "es": "valor calculado"},
    Kind.WHOLE: {"en": "whole question", "es": "pregunta en su conjunto"},
}

STANDINGS: dict[Standing, Text] = {
    Standing.MISSING: {"en": "missing", "es": "falta"},
    Standing.STALE: {"en": "to be checked", "es": "por revisar"},
    Standing.TRANSLATED: {"en": "translated", "es": "traducida"},
}
STILL_RIGHT: Text = {"en": "still right", "es": "sigue siendo correcta"}
"""What a translator writes where a translation may stay although its source changed."""
CHOOSE_STILL_RIGHT: Text = {
    "en": "Choose “still right” where the present translation may stay although the text was worded anew.",
    "es": "Elija «sigue siendo correcta» si la traducción actual puede quedar como está aunque el texto haya cambiado.",
}

SHEET: Text = {"en": "Translation", "es": "Traducción"}
COLUMNS: dict[str, Text] = {
    "path": {"en": "Identifier (do not change)", "es": "Identificador (no modificar)"},
    "where": {"en": "Where it stands", "es": "Dónde figura"},
    "source": {"en": "Text to translate: {language}", "es": "Texto por traducir: {language}"},
    "present": {"en": "Present translation: {language}", "es": "Traducción actual: {language}"},
    "new": {"en": "New translation: {language}", "es": "Nueva traducción: {language}"},
    "standing": {"en": "Status", "es": "Situación"},
}
"""The headings of the workbook. That of each language column ends with the name and code of the language."""
