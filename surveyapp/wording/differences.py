"""How an edition differs from an earlier one, in words: what changed, why two questions are taken for one, facts."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.editions import Change, Differences, Fact, PartDifference, QuestionDifference, Reason
from surveyapp.core.questionnaire import Disclosure, Kind, Questionnaire, Totals
from surveyapp.core.text import Text, said
from surveyapp.wording.conditions import asked_when

CHANGES: Mapping[Change, Text] = {
    Change.ADDED: {"en": "added", "es": "se agregó"},
    Change.REMOVED: {"en": "removed", "es": "se retiró"},
    Change.RECODED: {"en": "another code", "es": "otro código"},
    Change.REWORDED: {"en": "reworded", "es": "nueva redacción"},
    Change.MOVED: {"en": "moved", "es": "cambió de lugar"},
    Change.RENUMBERED: {"en": "another number", "es": "otro número"},
    Change.KIND: {"en": "another kind of answer", "es": "otro tipo de respuesta"},
    Change.CONDITION: {"en": "another condition", "es": "otra condición"},
    Change.CONSTRAINT: {"en": "checked otherwise", "es": "otra verificación"},
    Change.CALCULATION: {"en": "calculated otherwise", "es": "otro cálculo"},
    Change.PROPOSAL: {"en": "another answer proposed", "es": "otra respuesta propuesta"},
    Change.REQUIRED: {"en": "required otherwise", "es": "cambió su obligatoriedad"},
    Change.DISCLOSURE: {"en": "another disclosure", "es": "otra divulgación"},
    Change.CORE: {"en": "core or no longer core", "es": "pasó a ser esencial o dejó de serlo"},
    Change.SUMMARY: {"en": "compiled otherwise", "es": "otra forma de compilar"},
    Change.TOTALS: {"en": "other totals", "es": "otros totales"},
    Change.CITES: {"en": "cites another list", "es": "cita otra lista"},
    Change.EXCLUSIVE: {"en": "chosen alone or together", "es": "cambió si se elige sola o con otras"},
    Change.PROPERTIES: {"en": "offered by other properties", "es": "se ofrece según otras propiedades"},
    Change.OPTIONS_ADDED: {"en": "options added", "es": "se agregaron opciones"},
    Change.OPTIONS_REMOVED: {"en": "options removed", "es": "se retiraron opciones"},
    Change.OPTIONS_RECODED: {"en": "options with another code", "es": "opciones con otro código"},
    Change.OPTIONS_REWORDED: {"en": "options reworded", "es": "opciones con nueva redacción"},
    Change.OPTIONS_MOVED: {"en": "options in another order", "es": "opciones en otro orden"},
    Change.OPTIONS_CHANGED: {"en": "options with other rules", "es": "opciones con otras reglas"},
    Change.ROWS_ADDED: {"en": "rows added", "es": "se agregaron filas"},
    Change.ROWS_REMOVED: {"en": "rows removed", "es": "se retiraron filas"},
    Change.ROWS_RECODED: {"en": "rows with another code", "es": "filas con otro código"},
    Change.ROWS_REWORDED: {"en": "rows reworded", "es": "filas con nueva redacción"},
    Change.ROWS_MOVED: {"en": "rows in another order", "es": "filas en otro orden"},
    Change.ROWS_CHANGED: {"en": "rows with other rules", "es": "filas con otras reglas"},
    Change.COLUMNS_ADDED: {"en": "columns added", "es": "se agregaron columnas"},
    Change.COLUMNS_REMOVED: {"en": "columns removed", "es": "se retiraron columnas"},
    Change.COLUMNS_RECODED: {"en": "columns with another code", "es": "columnas con otro código"},
    Change.COLUMNS_REWORDED: {"en": "columns reworded", "es": "columnas con nueva redacción"},
    Change.COLUMNS_MOVED: {"en": "columns in another order", "es": "columnas en otro orden"},
    Change.COLUMNS_CHANGED: {"en": "columns with other rules", "es": "columnas con otras reglas"},
    Change.FIELDS_ADDED: {"en": "fields added", "es": "se agregaron campos"},
    Change.FIELDS_REMOVED: {"en": "fields removed", "es": "se retiraron campos"},
    Change.FIELDS_RECODED: {"en": "fields with another code", "es": "campos con otro código"},
    Change.FIELDS_REWORDED: {"en": "fields reworded", "es": "campos con nueva redacción"},
    Change.FIELDS_MOVED: {"en": "fields in another order", "es": "campos en otro orden"},
    Change.FIELDS_CHANGED: {"en": "fields with other rules", "es": "campos con otras reglas"},
    Change.COMPANIONS_ADDED: {"en": "texts with the figures added", "es": "se agregaron textos junto a las cifras"},
    Change.COMPANIONS_REMOVED: {"en": "texts with the figures removed", "es": "se retiraron textos junto a las cifras"},
    Change.COMPANIONS_RECODED: {
        "en": "texts with the figures under another code",
        "es": "textos junto a las cifras con otro código",
    },
    Change.COMPANIONS_REWORDED: {
        "en": "texts with the figures reworded",
        "es": "textos junto a las cifras con nueva redacción",
    },
    Change.COMPANIONS_MOVED: {
        "en": "texts with the figures in another order",
        "es": "textos junto a las cifras en otro orden",
    },
    Change.COMPANIONS_CHANGED: {
        "en": "texts with the figures with other rules",
        "es": "textos junto a las cifras con otras reglas",
    },
}

_ONE_PART: Mapping[str, Text] = {
    "options": {"en": "one option", "es": "una opción"},
    "rows": {"en": "one row", "es": "una fila"},
    "columns": {"en": "one column", "es": "una columna"},
    "fields": {"en": "one field", "es": "un campo"},
    "companions": {"en": "one text with the figures", "es": "un texto junto a las cifras"},
}
_BECAME_OF_ONE: Mapping[str, Text] = {
    "added": {"en": "{part} added", "es": "se agregó {part}"},
    "removed": {"en": "{part} removed", "es": "se retiró {part}"},
    "recoded": {"en": "{part} with another code", "es": "{part} con otro código"},
    "reworded": {"en": "{part} reworded", "es": "{part} con nueva redacción"},
    "moved": {"en": "{part} in another place", "es": "{part} en otro lugar"},
    "changed": {"en": "{part} with other rules", "es": "{part} con otras reglas"},
}

REASONS: Mapping[Reason, Text] = {
    Reason.CORRECTED: {"en": "corrected by hand", "es": "corregido a mano"},
    Reason.SAID: {"en": "said in the workbook", "es": "indicado en el libro"},
    Reason.CODE: {"en": "the same code", "es": "el mismo código"},
    Reason.WORDING: {"en": "the same or a like wording", "es": "la misma redacción o una semejante"},
}

_KEPT_FROM_THE_COPY: Text = {"en": "kept from the copy", "es": "conservado de la copia"}

PARTS: Mapping[str, Text] = {
    "options": {"en": "Options", "es": "Opciones"},
    "rows": {"en": "Rows", "es": "Filas"},
    "columns": {"en": "Columns", "es": "Columnas"},
    "fields": {"en": "In each entry", "es": "En cada elemento"},
    "companions": {"en": "With the figures", "es": "Junto a las cifras"},
}

_WORDINGS: Mapping[str, Text] = {
    "title": {"en": "Title", "es": "Título"},
    "wording": {"en": "Wording", "es": "Redacción"},
    "hint": {"en": "Hint", "es": "Indicación"},
    "guidance": {"en": "Guidance", "es": "Orientación"},
    "heading": {"en": "Heading in tables", "es": "Encabezado en los cuadros"},
    "article": {"en": "Treaty", "es": "Tratado"},
    "required_message": {"en": "Message where it is left blank", "es": "Mensaje cuando queda sin contestar"},
    "constraint_message": {
        "en": "Message where it does not fit",
        "es": "Mensaje cuando la respuesta no cumple la condición",
    },
    "detail": {"en": "Text asked with it", "es": "Texto que se pide con esta opción"},
    "short": {"en": "Short form", "es": "Forma breve"},
    "usually": {"en": "Usually answered by", "es": "Suele contestarla"},
}

_FACTS: Mapping[str, Text] = {
    "section": {"en": "Section", "es": "Sección"},
    "relevant": {"en": "Condition", "es": "Condición"},
    "kind": {"en": "Kind of answer", "es": "Tipo de respuesta"},
    "number": {"en": "Number", "es": "Número"},
    "core": {"en": "Core", "es": "Esencial"},
    "required": {"en": "Required", "es": "Obligatoria"},
    "required_when": {"en": "Required when", "es": "Obligatoria cuando"},
    "constraint": {"en": "Checked by", "es": "Se verifica con"},
    "lowest": {"en": "Lowest number", "es": "Número mínimo"},
    "highest": {"en": "Highest number", "es": "Número máximo"},
    "step": {"en": "In steps of", "es": "En pasos de"},
    "entries": {"en": "Entries asked", "es": "Elementos que se piden"},
    "fewest": {"en": "Fewest entries", "es": "Mínimo de elementos"},
    "most": {"en": "Most entries", "es": "Máximo de elementos"},
    "count": {"en": "Number of entries", "es": "Número de elementos"},
    "calculation": {"en": "Calculated by", "es": "Se calcula con"},
    "default": {"en": "Proposed answer", "es": "Respuesta propuesta"},
    "choice_filter": {"en": "Options offered when", "es": "Opciones que se ofrecen cuando"},
    "disclosure": {"en": "Disclosure", "es": "Divulgación"},
    "totals": {"en": "Totals", "es": "Totales"},
    "cites": {"en": "Cites the list", "es": "Cita la lista"},
    "cited_field": {"en": "Cited by", "es": "Se cita por"},
    "summary": {"en": "Compiled as", "es": "Se compila como"},
    "exclusive": {"en": "Chosen alone", "es": "Se elige sola"},
    "properties": {"en": "Properties", "es": "Propiedades"},
}

KINDS: Mapping[str, Text] = {
    Kind.ONE: {"en": "one choice", "es": "una opción"},
    Kind.SEVERAL: {"en": "several choices", "es": "varias opciones"},
    Kind.ROWS: {"en": "a choice in each row", "es": "una opción en cada fila"},
    Kind.CONFIRM: {"en": "facts to confirm, row by row", "es": "datos por confirmar, fila por fila"},
    Kind.SHORT_TEXT: {"en": "short text", "es": "texto breve"},
    Kind.LONG_TEXT: {"en": "long text", "es": "texto extenso"},
    Kind.INTEGER: {"en": "whole number", "es": "número entero"},
    Kind.DECIMAL: {"en": "number with decimals", "es": "número con decimales"},
    Kind.YEAR: {"en": "year", "es": "año"},
    Kind.DATE: {"en": "date", "es": "fecha"},
    Kind.LINK: {"en": "link with title", "es": "enlace con título"},
    Kind.FILE: {"en": "file", "es": "archivo"},
    Kind.NOTE: {"en": "note", "es": "nota"},
    Kind.GRID: {"en": "grid of numbers", "es": "cuadrícula de números"},
    Kind.LIST: {"en": "list with entries", "es": "lista de elementos"},
    Kind.CITATION: {"en": "citation of a list", "es": "cita de un elemento de una lista"},
    Kind.CALCULATED: {"en": "worked out, not asked", "es": "se calcula, no se pregunta"},
}

_VALUES: Mapping[str, Mapping[str, Text]] = {
    "kind": KINDS,
    "disclosure": {
        Disclosure.PUBLIC: {"en": "public", "es": "pública"},
        Disclosure.MEMBER_STATES: {"en": "for member states only", "es": "solo para los Estados Miembros"},
        Disclosure.SECRETARIAT: {"en": "for the Secretariat only", "es": "solo para la Secretaría"},
    },
    "totals": {
        Totals.NONE: {"en": "none", "es": "ninguno"},
        Totals.ROWS: {"en": "of the rows", "es": "de las filas"},
        Totals.COLUMNS: {"en": "of the columns", "es": "de las columnas"},
        Totals.BOTH: {"en": "of the rows and columns", "es": "de las filas y las columnas"},
    },
}
_TRUTHS = frozenset({"core", "required", "exclusive"})
_EXPRESSIONS = frozenset({"relevant", "required_when", "constraint", "calculation", "choice_filter", "count"})
_YES: Text = {"en": "yes", "es": "sí"}
_NO: Text = {"en": "no", "es": "no"}
_ALWAYS: Text = {"en": "Always asked.", "es": "Se pregunta siempre."}
_NOTHING: Text = {"en": "none", "es": "sin indicar"}


@dataclass(frozen=True)
class Value:
    """What a fact was or is; an expression that only its author can read stays as it is written."""

    text: str
    is_expression: bool = False


@dataclass(frozen=True)
class WordedFact:
    label: str
    was: Value
    now: Value


def change(what: Change, language: str) -> str:
    """ "options added"."""
    return said(CHANGES[what], language)


def changes(one: PartDifference | QuestionDifference, language: str) -> list[str]:
    """What became of it: "reworded", "one option added", "rows removed"."""
    return [change_of(one, what, language) for what in one.changes]


def change_of(one: PartDifference | QuestionDifference, what: Change, language: str) -> str:
    """ "one option added", "options added": as many as it is."""
    part, _, became = what.value.partition("_")
    if not isinstance(one, QuestionDifference) or one.number_of(what) != 1:
        return change(what, language)
    return said(_BECAME_OF_ONE[became], language).format(part=said(_ONE_PART[part], language))


def reason(why: Reason, language: str, is_copy: bool = False) -> str:
    """ "the same code". An edition that is a copy has its codes from there: no workbook said them."""
    if is_copy and why is Reason.SAID:
        return said(_KEPT_FROM_THE_COPY, language)
    return said(REASONS[why], language)


def part(name: str, language: str) -> str:
    """ "Options", "Rows"."""
    return said(PARTS[name], language)


def kind(of: Kind, language: str) -> str:
    """ "one choice"."""
    return said(KINDS[of], language)


def disclosure(of: Disclosure, language: str) -> str:
    """ "for member states only"."""
    return said(_VALUES["disclosure"][of], language)


def wording(fact: str, language: str) -> str:
    """What a wording is for: "Hint"."""
    return said(_WORDINGS[fact], language)


def facts(found: "tuple[Fact, ...]", of: Differences, language: str) -> list[WordedFact]:
    """Facts that are otherwise, in words where they can be said."""
    return [
        WordedFact(
            said(_FACTS[fact.name], language),
            _value(fact.name, fact.was, of.old, language),
            _value(fact.name, fact.now, of.new, language),
        )
        for fact in found
    ]


def _value(name: str, value: str, questionnaire: Questionnaire, language: str) -> Value:
    if name in _TRUTHS:
        return Value(said(_YES if value else _NO, language))
    if name in _VALUES:
        return Value(said(_VALUES[name][value], language))
    if name == "section":
        section = questionnaire.section(value)
        title = section.wording.get(language, "") if section else ""
        return Value(" ".join(filter(None, (section.number if section else "", title))) or value)
    if name == "relevant":
        words = asked_when(value, questionnaire, language) if value else said(_ALWAYS, language)
        return Value(words) if words else Value(value, is_expression=True)
    return Value(value, name in _EXPRESSIONS) if value not in ("", "0") else Value(said(_NOTHING, language))
