"""The clauses in which conditions are said, each whole and with named places, in the languages of the papers.

A *noun* is what is compared: it begins with its article (“la respuesta a 1.2”), which `to` and `of` contract where
the language does. EN: English, es: Spanish, pt: Portuguese, fr: French.
"""

from collections.abc import Mapping, Sequence

from surveyapp.core.text import Text, said

LANGUAGES = ("en", "es", "pt", "fr")
NARROW = "\u202f"
NO_BREAK = "\u00a0"

QUOTED: Text = {
    "en": "“{text}”",
    "es": "«{text}»",
    "pt": "“{text}”",
    "fr": f"«{NO_BREAK}{{text}}{NO_BREAK}»",
}

# Nouns

ANSWER_TO: Text = {
    "en": "{question}",
    "es": "la respuesta a {question}",
    "pt": "a resposta à pergunta {question}",
    "fr": "la réponse à la question {question}",
}
THE_ANSWER: Text = {"en": "the answer", "es": "la respuesta", "pt": "a resposta", "fr": "la réponse"}
VALUE_OF: Text = {
    "en": "{question}",
    "es": "el valor de {question}",
    "pt": "o valor de {question}",
    "fr": "la valeur de {question}",
}
TODAY: Text = {"en": "today", "es": "la fecha de hoy", "pt": "a data de hoje", "fr": "la date du jour"}
THIS_YEAR: Text = {
    "en": "the current year",
    "es": "el año en curso",
    "pt": "o ano em curso",
    "fr": "l’année en cours",
}
ON_DAY: Text = {"en": "{day}", "es": "el {day}", "pt": "{day}", "fr": "le {day}"}
COMPUTED: Mapping[str, Text] = {
    "+": {
        "en": "the sum of {of_left} and {of_right}",
        "es": "la suma {of_left} y {of_right}",
        "pt": "a soma {of_left} e {of_right}",
        "fr": "la somme {of_left} et {of_right}",
    },
    "-": {
        "en": "the difference between {left} and {right}",
        "es": "la diferencia entre {left} y {right}",
        "pt": "a diferença entre {left} e {right}",
        "fr": "la différence entre {left} et {right}",
    },
    "*": {
        "en": "the result of multiplying {left} by {right}",
        "es": "el resultado de multiplicar {left} por {right}",
        "pt": "o resultado de multiplicar {left} por {right}",
        "fr": "la valeur obtenue en multipliant {left} par {right}",
    },
    "div": {
        "en": "the result of dividing {left} by {right}",
        "es": "el resultado de dividir {left} entre {right}",
        "pt": "o resultado de dividir {left} por {right}",
        "fr": "la valeur obtenue en divisant {left} par {right}",
    },
}

_CONTRACTED: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "to": {"es": {"el ": "al "}, "pt": {"a ": "à ", "o ": "ao "}, "fr": {"le ": "au "}},
    "of": {"es": {"el ": "del "}, "pt": {"a ": "da ", "o ": "do "}, "fr": {"le ": "du "}},
}
_UNCONTRACTED: Mapping[str, Text] = {
    "to": {"en": "", "es": "a ", "pt": "a ", "fr": "à "},
    "of": {"en": "", "es": "de ", "pt": "de ", "fr": "de "},
}


def to(noun: str, language: str) -> str:
    """ "a la respuesta a 1.2", "al 15 de octubre", "à resposta …"; in English the noun alone."""
    return _with(noun, "to", language)


def of(noun: str, language: str) -> str:
    """ "de la respuesta a 1.2", "del valor …", "da resposta …"; in English the noun alone."""
    return _with(noun, "of", language)


def _with(noun: str, preposition: str, language: str) -> str:
    for article, contracted in _CONTRACTED[preposition].get(language, {}).items():
        if noun.startswith(article):
            return contracted + noun.removeprefix(article)
    return said(_UNCONTRACTED[preposition], language) + noun


# Clauses on one answer: the relation, and the same denied. {noun}, {question}: whose; {answers}: joined outside

IS: Text = {
    "en": "{noun} is {answers}",
    "es": "{noun} es {answers}",
    "pt": "{noun} é {answers}",
    "fr": "{noun} est {answers}",
}
IS_NOT: Text = {
    "en": "{noun} is not {answers}",
    "es": "{noun} no es {answers}",
    "pt": "{noun} não é {answers}",
    "fr": "{noun} n’est pas {answers}",
}
IS_NONE_OF: Text = {
    "en": "{noun} is neither {answers}",
    "es": "{noun} no es ni {answers}",
    "pt": "{noun} não é nem {answers}",
    "fr": "{noun} n’est ni {answers}",
}
INCLUDES: Text = {
    "en": "{noun} includes {answers}",
    "es": "{noun} incluye {answers}",
    "pt": "{noun} inclui {answers}",
    "fr": "{noun} comprend {answers}",
}
INCLUDES_NOT: Text = {
    "en": "{noun} does not include {answers}",
    "es": "{noun} no incluye {answers}",
    "pt": "{noun} não inclui {answers}",
    "fr": "{noun} ne comprend pas {answers}",
}
INCLUDES_NONE_OF: Text = {
    "en": "{noun} includes neither {answers}",
    "es": "{noun} no incluye ni {answers}",
    "pt": "{noun} não inclui nem {answers}",
    "fr": "{noun} ne comprend ni {answers}",
}
NOR: Text = {"en": " nor ", "es": " ni ", "pt": " nem ", "fr": " ni "}
IS_ANSWERED: Text = {
    "en": "{question} is answered",
    "es": "la pregunta {question} está contestada",
    "pt": "a pergunta {question} foi respondida",
    "fr": "la question {question} a reçu une réponse",
}
IS_BLANK: Text = {
    "en": "{question} is not answered",
    "es": "la pregunta {question} no está contestada",
    "pt": "a pergunta {question} não foi respondida",
    "fr": "la question {question} n’a pas reçu de réponse",
}
HAS_A_VALUE: Text = {
    "en": "{question} has a value",
    "es": "{question} tiene un valor",
    "pt": "{question} tem um valor",
    "fr": "{question} a une valeur",
}
HAS_NO_VALUE: Text = {
    "en": "{question} has no value",
    "es": "{question} no tiene ningún valor",
    "pt": "{question} não tem nenhum valor",
    "fr": "{question} n’a aucune valeur",
}
IS_THERE: Text = {
    "en": "there is an answer",
    "es": "hay una respuesta",
    "pt": "há uma resposta",
    "fr": "il y a une réponse",
}
IS_NOT_THERE: Text = {
    "en": "there is no answer",
    "es": "no hay respuesta",
    "pt": "não há resposta",
    "fr": "il n’y a pas de réponse",
}
SAME_AS: Text = {
    "en": "the same as {other}",
    "es": "igual {to_other}",
    "pt": "igual {to_other}",
    "fr": "égale {to_other}",
}
BETWEEN: Text = {
    "en": "{noun} is from {lowest} to {highest}",
    "es": "{noun} está entre {lowest} y {highest}",
    "pt": "{noun} está entre {lowest} e {highest}",
    "fr": "{noun} est comprise entre {lowest} et {highest}",
}
GREATER: Mapping[str, Text] = {
    ">": {
        "en": "greater than {other}",
        "es": "mayor que {other}",
        "pt": "maior que {other}",
        "fr": "supérieure {to_other}",
    },
    ">=": {
        "en": "at least {other}",
        "es": "mayor o igual que {other}",
        "pt": "maior ou igual {to_other}",
        "fr": "supérieure ou égale {to_other}",
    },
    "<": {
        "en": "less than {other}",
        "es": "menor que {other}",
        "pt": "menor que {other}",
        "fr": "inférieure {to_other}",
    },
    "<=": {
        "en": "at most {other}",
        "es": "menor o igual que {other}",
        "pt": "menor ou igual {to_other}",
        "fr": "inférieure ou égale {to_other}",
    },
}
LATER: Mapping[str, Text] = {
    ">": {
        "en": "after {other}",
        "es": "posterior {to_other}",
        "pt": "posterior {to_other}",
        "fr": "postérieure {to_other}",
    },
    ">=": {
        "en": "on or after {other}",
        "es": "igual o posterior {to_other}",
        "pt": "igual ou posterior {to_other}",
        "fr": "égale ou postérieure {to_other}",
    },
    "<": {
        "en": "before {other}",
        "es": "anterior {to_other}",
        "pt": "anterior {to_other}",
        "fr": "antérieure {to_other}",
    },
    "<=": {
        "en": "on or before {other}",
        "es": "igual o anterior {to_other}",
        "pt": "igual ou anterior {to_other}",
        "fr": "égale ou antérieure {to_other}",
    },
}

# How many

MANY: Mapping[str, Text] = {
    ">=": {
        "en": "at least {number}",
        "es": "al menos {number}",
        "pt": "pelo menos {number}",
        "fr": "au moins {number}",
    },
    "<=": {
        "en": "at most {number}",
        "es": "como máximo {number}",
        "pt": "no máximo {number}",
        "fr": "au plus {number}",
    },
    ">": {"en": "more than {number}", "es": "más de {number}", "pt": "mais de {number}", "fr": "plus de {number}"},
    "<": {"en": "fewer than {number}", "es": "menos de {number}", "pt": "menos de {number}", "fr": "moins de {number}"},
    "=": {
        "en": "exactly {number}",
        "es": "exactamente {number}",
        "pt": "exatamente {number}",
        "fr": "exactement {number}",
    },
    "!=": {
        "en": "not exactly {number}",
        "es": "no exactamente {number}",
        "pt": "não exatamente {number}",
        "fr": "pas exactement {number}",
    },
}
CHOSEN: Mapping[bool, Text] = {
    True: {
        "en": "{many} option is chosen in {question}",
        "es": "en {question} se elige {many} opción",
        "pt": "na pergunta {question} escolhe-se {many} opção",
        "fr": "{many} option est choisie à la question {question}",
    },
    False: {
        "en": "{many} options are chosen in {question}",
        "es": "en {question} se eligen {many} opciones",
        "pt": "na pergunta {question} escolhem-se {many} opções",
        "fr": "{many} options sont choisies à la question {question}",
    },
}
CHOSEN_HERE: Mapping[bool, Text] = {
    True: {
        "en": "{many} option is chosen",
        "es": "se elige {many} opción",
        "pt": "escolhe-se {many} opção",
        "fr": "{many} option est choisie",
    },
    False: {
        "en": "{many} options are chosen",
        "es": "se eligen {many} opciones",
        "pt": "escolhem-se {many} opções",
        "fr": "{many} options sont choisies",
    },
}
CHARACTERS: Mapping[bool, Text] = {
    True: {
        "en": "{noun} has {many} character",
        "es": "{noun} tiene {many} carácter",
        "pt": "{noun} tem {many} caractere",
        "fr": "{noun} compte {many} caractère",
    },
    False: {
        "en": "{noun} has {many} characters",
        "es": "{noun} tiene {many} caracteres",
        "pt": "{noun} tem {many} caracteres",
        "fr": "{noun} compte {many} caractères",
    },
}
"""True: of one."""

# Texts

HOLDS_TEXT: Mapping[str, Text] = {
    "contains": {
        "en": "{noun} contains the text {text}",
        "es": "{noun} contiene el texto {text}",
        "pt": "{noun} contém o texto {text}",
        "fr": "{noun} contient le texte {text}",
    },
    "starts-with": {
        "en": "{noun} begins with {text}",
        "es": "{noun} comienza con {text}",
        "pt": "{noun} começa com {text}",
        "fr": "{noun} commence par {text}",
    },
    "ends-with": {
        "en": "{noun} ends with {text}",
        "es": "{noun} termina con {text}",
        "pt": "{noun} termina com {text}",
        "fr": "{noun} se termine par {text}",
    },
    "regex": {
        "en": "{noun} follows the pattern {text}",
        "es": "{noun} sigue el patrón {text}",
        "pt": "{noun} segue o padrão {text}",
        "fr": "{noun} suit le modèle {text}",
    },
}
HOLDS_NO_TEXT: Mapping[str, Text] = {
    "contains": {
        "en": "{noun} does not contain the text {text}",
        "es": "{noun} no contiene el texto {text}",
        "pt": "{noun} não contém o texto {text}",
        "fr": "{noun} ne contient pas le texte {text}",
    },
    "starts-with": {
        "en": "{noun} does not begin with {text}",
        "es": "{noun} no comienza con {text}",
        "pt": "{noun} não começa com {text}",
        "fr": "{noun} ne commence pas par {text}",
    },
    "ends-with": {
        "en": "{noun} does not end with {text}",
        "es": "{noun} no termina con {text}",
        "pt": "{noun} não termina com {text}",
        "fr": "{noun} ne se termine pas par {text}",
    },
    "regex": {
        "en": "{noun} does not follow the pattern {text}",
        "es": "{noun} no sigue el patrón {text}",
        "pt": "{noun} não segue o padrão {text}",
        "fr": "{noun} ne suit pas le modèle {text}",
    },
}

# Several clauses in one sentence

BESIDES: Mapping[str, Text] = {
    "and": {"en": "; and ", "es": "; y además ", "pt": "; e também ", "fr": f"{NARROW}; et en outre "},
    "or": {"en": "; or ", "es": "; o bien ", "pt": "; ou então ", "fr": f"{NARROW}; ou bien "},
}
"""Between parts that are made of several clauses themselves."""
LISTED: Text = {"en": "; ", "es": "; ", "pt": "; ", "fr": f"{NARROW}; "}
"""Between the parts of a list (a), (b)."""
OF_THESE: Mapping[str, Text] = {
    "and": {
        "en": "all of these hold: {clauses}",
        "es": "se cumple todo lo siguiente: {clauses}",
        "pt": "cumpre-se tudo o que segue: {clauses}",
        "fr": f"toutes les conditions suivantes sont remplies{NO_BREAK}: {{clauses}}",
    },
    "or": {
        "en": "at least one of these holds: {clauses}",
        "es": "se cumple al menos una de estas condiciones: {clauses}",
        "pt": "cumpre-se pelo menos uma destas condições: {clauses}",
        "fr": f"au moins une des conditions suivantes est remplie{NO_BREAK}: {{clauses}}",
    },
}


def nor(names: Sequence[str], language: str) -> str:
    """ "“A” nor “B”", "«A» ni «B»"."""
    return said(NOR, language).join(names)


# Sentences

SENTENCES: Mapping[str, Text] = {
    "asked_when": {
        "en": "Asked when {clause}.",
        "es": "Se pregunta cuando {clause}.",
        "pt": "Pergunta-se neste caso: {clause}.",
        "fr": "Demandé si {clause}.",
    },
    "always_asked": {
        "en": "Always asked.",
        "es": "Se pregunta siempre.",
        "pt": "Pergunta-se sempre.",
        "fr": "Toujours demandé.",
    },
    "never_asked": {
        "en": "Never asked.",
        "es": "No se pregunta nunca.",
        "pt": "Nunca se pergunta.",
        "fr": "Jamais demandé.",
    },
    "answer_only_if": {
        "en": "Answer only if {clause}.",
        "es": "Conteste únicamente si {clause}.",
        "pt": "Responda somente neste caso: {clause}.",
        "fr": "Répondez uniquement si {clause}.",
    },
    "must_hold": {
        "en": "The following must hold: {clause}.",
        "es": "Debe cumplirse lo siguiente: {clause}.",
        "pt": "Deve cumprir-se o seguinte: {clause}.",
        "fr": f"La condition suivante doit être remplie{NO_BREAK}: {{clause}}.",
    },
    "required_when": {
        "en": "An answer is required when {clause}.",
        "es": "Es obligatorio contestar cuando {clause}.",
        "pt": "A resposta é obrigatória neste caso: {clause}.",
        "fr": "Une réponse est obligatoire si {clause}.",
    },
    "options_depend_on": {
        "en": "Which of these options apply depends on {nouns}.",
        "es": "Las opciones aplicables dependen {of_nouns}.",
        "pt": "As opções aplicáveis dependem {of_nouns}.",
        "fr": "Les options applicables dépendent {of_nouns}.",
    },
    "worked_out": {
        "en": "Worked out: {noun}.",
        "es": "Se calcula: {noun}.",
        "pt": "Calcula-se: {noun}.",
        "fr": f"Valeur calculée{NO_BREAK}: {{noun}}.",
    },
}
