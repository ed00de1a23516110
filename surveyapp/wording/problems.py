"""What to do about what could not be read, could not be kept, or is missing: plain sentences in each language."""

from collections.abc import Sequence

from surveyapp.core import places
from surveyapp.core.checking import Finding, FindingKind
from surveyapp.core.kinds import LONGEST_TEXT, Problem, Refusal
from surveyapp.core.limits import Limits
from surveyapp.core.questionnaire import Question, Questionnaire
from surveyapp.core.states import Habits
from surveyapp.core.text import Text, said
from surveyapp.wording import limits, lists
from surveyapp.wording.plain import plain

_PROBLEMS: dict[Problem, Text] = {
    Problem.UNKNOWN_OPTION: {
        "en": "What was chosen is not one of the options of this question. Please choose again.",
        "es": "Lo elegido no figura entre las opciones de esta pregunta. Elija de nuevo, por favor.",
    },
    Problem.EXCLUSIVE_OPTION: {
        "en": "“{exclusive}” cannot be combined with other options. Keep it alone, or keep the others.",
        "es": "«{exclusive}» no puede combinarse con otras opciones. Deje solo esa o deje las demás.",
    },
    Problem.NOT_A_WHOLE_NUMBER: {
        "en": "This could not be read as a whole number. Write digits only, for example {whole} or {grouped}.",
        "es": "No fue posible leerlo como número entero. Escriba solo cifras; por ejemplo, {whole} o {grouped}.",
    },
    Problem.NOT_A_NUMBER: {
        "en": "This could not be read as a number. Write it for example as {decimal} or {grouped_decimal}.",
        "es": "No fue posible leerlo como número. Escríbalo, por ejemplo, así: {decimal} o {grouped_decimal}.",
    },
    Problem.NUMBER_TOO_LARGE: {
        "en": "This number is too large: write at most 15 digits.",
        "es": "El número es demasiado grande: escriba 15 cifras como máximo.",
    },
    Problem.NOT_A_YEAR: {
        "en": "This could not be read as a year. Write four digits, for example 2012.",
        "es": "No fue posible leerlo como año. Escriba cuatro cifras; por ejemplo, 2012.",
    },
    Problem.NOT_A_DATE: {
        "en": "There is no such date. Write the day, the month and the year, for example {date}.",
        "es": "La fecha no existe. Escriba el día, el mes y el año; por ejemplo, {date}.",
    },
    Problem.NOT_AN_ADDRESS: {
        "en": "This could not be read as a web address. Copy it whole, for example https://www.example.org/law.pdf.",
        "es": "No fue posible leerlo como dirección web. Cópiela completa; por ejemplo, https://www.example.org/ley.pdf.",
    },
    Problem.NOT_A_FILE: {
        "en": "The file could not be read. Please attach it again.",
        "es": "No fue posible leer el archivo. Adjúntelo de nuevo, por favor.",
    },
}

_REFUSALS: dict[Refusal, Text] = {
    Refusal.TOO_LONG: {
        "en": "This text was not saved: it is longer than {longest} characters. Shorten it, or attach it as a file.",
        "es": "Este texto no se guardó: supera los {longest} caracteres. Abrévielo o adjúntelo como archivo.",
    },
    Refusal.CONTROL_CHARACTER: {
        "en": "This text was not saved: it contains characters that cannot be shown. "
        "They often come with a copy from another program; type the passage, or paste it as plain text.",
        "es": "Este texto no se guardó: contiene caracteres que no pueden mostrarse. "
        "Suelen llegar al copiar desde otro programa; escriba el pasaje o péguelo como texto sin formato.",
    },
}

_FINDINGS: dict[FindingKind, Text] = {
    FindingKind.MISSING: {
        "en": "Not answered. Answer it, or say “Information not available”.",
        "es": "Sin contestar. Contéstela o indique «Información no disponible».",
    },
    FindingKind.MISSING_CORE: {
        "en": "Core question, not answered. Answer it, or say “Information not available”.",
        "es": "Pregunta esencial sin contestar. Contéstela o indique «Información no disponible».",
    },
    FindingKind.NOT_READABLE: {
        "en": "It could not be read: it will be shown as typed and not counted. Correct it if you can.",
        "es": "No fue posible leer la respuesta: se mostrará tal como se escribió y no se contará. "
        "Corríjala, si es posible.",
    },
    FindingKind.CONSTRAINT: {
        "en": "This answer is not as expected. Please check it.",
        "es": "La respuesta no corresponde a lo previsto. Verifíquela, por favor.",
    },
    FindingKind.NO_DETAIL: {
        "en": "The answer is given; the text asked with it is still empty.",
        "es": "La pregunta está contestada, pero falta el texto que se pide junto con la respuesta.",
    },
    FindingKind.TOTAL: {
        "en": "The figures do not add up to the total. Please check them.",
        "es": "La suma de las cifras no coincide con el total. Verifíquelas, por favor.",
    },
    FindingKind.FUTURE_DATE: {
        "en": "This date is still to come. Please check it.",
        "es": "Esta fecha aún no ha llegado. Verifíquela, por favor.",
    },
    FindingKind.EMPTY_ENTRY: {
        "en": "Nothing is written in this entry. Fill it in or remove it; empty, it is not counted.",
        "es": "Este elemento está vacío. Complételo o retírelo; mientras esté vacío, no se contará.",
    },
    FindingKind.CONTRADICTION: {
        "en": "It is said that there is none, and something is listed. Keep the one or the other.",
        "es": "Se indica que no hay ninguno, pero la lista contiene elementos. Deje una cosa o la otra.",
    },
    FindingKind.OUT_OF_RANGE: {
        "en": "This number is not among those expected. {range} Please check it.",
        "es": "Este número no figura entre los previstos. {range} Verifíquelo, por favor.",
    },
    FindingKind.NOT_OFFERED: {
        "en": "What was chosen is no longer offered, given your other answers. Choose again, or check those.",
        "es": "Lo elegido ya no figura entre las opciones, a la vista de las demás respuestas. "
        "Elija de nuevo o verifíquelas.",
    },
    FindingKind.TOO_FEW: {
        "en": "{at_least}. Add what is missing, or say that the information is not available.",
        "es": "{at_least}. Agregue lo que falta o indique que no se dispone de la información.",
    },
    FindingKind.TOO_MANY: {
        "en": "{at_most}. Remove what is not asked.",
        "es": "{at_most}. Retire lo que no se pide.",
    },
    FindingKind.OTHER_COUNT: {
        "en": "{exactly}. Please check the list.",
        "es": "{exactly}. Verifique la lista, por favor.",
    },
}


def problem(code: Problem, question: Question, habits: Habits, language: str) -> str:
    """Why what was typed could not be read as a value, and how to write it, in the habits of the state."""
    return said(_PROBLEMS[code], language).format(
        exclusive=_exclusive(question, language), date=_date(habits, language), **_numbers(habits)
    )


def refusal(code: Refusal, language: str) -> str:
    """Why what was typed could not even be kept, and what to do."""
    return said(_REFUSALS[code], language).format(longest=f"{LONGEST_TEXT:,}".replace(",", "\u202f"))


def finding(
    kind: FindingKind,
    question: Question,
    language: str,
    message: Text | None = None,
    number: int = 0,
    decimal_mark: str = "",
) -> str:
    """What is to be done about a finding of `core.checking` at a leaf; the author's own message where there is one."""
    own = said(message or {}, language)
    if own:
        return plain(own)
    if kind in (FindingKind.MISSING, FindingKind.MISSING_CORE) and question.fields:
        return said(_LIST_MISSING, language)
    return said(_FINDINGS[kind], language).format(
        range=limits.range_words(question, language, decimal_mark),
        at_least=limits.entries_words(Limits(fewest=number), language),
        at_most=limits.entries_words(Limits(most=number), language),
        exactly=limits.entries_words(Limits(exactly=number), language),
    )


def found(questionnaire: Questionnaire, one: Finding, language: str, decimal_mark: str = "") -> str:
    """The same of a finding as it is."""
    leaf = places.leaf(questionnaire, one.place)
    return finding(one.kind, leaf.question, language, one.message, one.number, decimal_mark) if leaf else ""


def empty_entries(names: Sequence[str], language: str) -> str:
    """What is to be done about entries of a list in which nothing is written, each by its name."""
    listed = lists.join(names, language)
    return said(_EMPTY_ENTRY if len(names) == 1 else _EMPTY_ENTRIES, language).format(names=listed)


_EMPTY_ENTRY: Text = {
    "en": "Nothing is written in {names}. Fill it in or remove it; empty, it is not counted.",
    "es": "No hay nada escrito en {names}. Complételo o retírelo; mientras esté vacío, no se contará.",
}
_EMPTY_ENTRIES: Text = {
    "en": "Nothing is written in {names}. Fill them in or remove them; empty, they are not counted.",
    "es": "No hay nada escrito en {names}. Complételos o retírelos; mientras estén vacíos, no se contarán.",
}


_LIST_MISSING: Text = {
    "en": "Nothing is listed. Add an entry, or say that there is none or that the information is not available.",
    "es": "No figura ningún elemento. Agregue uno, o indique que no hay ninguno o que no se dispone de la información.",
}


def _exclusive(question: Question, language: str) -> str:
    return next((plain(said(option.wording, language)) for option in question.options if option.exclusive), "")


def _numbers(habits: Habits) -> dict[str, str]:
    mark = habits.decimal_mark
    group = "." if mark == "," else ","
    return {
        "whole": "1234",
        "grouped": f"1{group}234",
        "decimal": f"1234{mark}5",
        "grouped_decimal": f"1{group}234{mark}5",
    }


def _date(habits: Habits, language: str) -> str:
    """A day that cannot be mistaken for a month, in the order of the state, and as ISO 8601 has it."""
    written = "10/15/2012" if habits.date_order == "mdy" else "15/10/2012"
    return f"{written} {said({'en': 'or', 'es': 'o'}, language)} 2012-10-15"
