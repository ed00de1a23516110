"""Papers made in the background: what they are, where they stand, why one could not be made, in words."""

from surveyapp.core.text import Text, said

_KINDS: dict[str, Text] = {
    "summary": {"en": "Comparative summary", "es": "Resumen comparativo"},
    "workbook": {"en": "Comparative workbook", "es": "Libro comparativo"},
    "data": {"en": "Data file", "es": "Archivo de datos"},
}
_FORMATS: dict[str, Text] = {
    "docx": {"en": "Word", "es": "Word"},
    "pdf": {"en": "PDF", "es": "PDF"},
    "xlsx": {"en": "Excel", "es": "Excel"},
    "csv": {"en": "CSV", "es": "CSV"},
    "json": {"en": "JSON, with the questionnaire", "es": "JSON, con el cuestionario"},
}
_STATUSES: dict[str, tuple[str, Text]] = {
    "waiting": ("○", {"en": "waiting to be made", "es": "en espera de elaboración"}),
    "making": ("◐", {"en": "being made", "es": "en elaboración"}),
    "made": ("●", {"en": "made", "es": "elaborado"}),
    "failed": ("!", {"en": "could not be made", "es": "no se pudo elaborar"}),
    "cancelled": ("–", {"en": "cancelled", "es": "cancelado"}),
}
_STEPS: dict[str, Text] = {
    "gathering": {"en": "reading what the states submitted", "es": "lectura de lo enviado por los Estados"},
    "comparing": {"en": "comparing the replies", "es": "comparación de las respuestas"},
    "drawing": {"en": "writing the paper", "es": "redacción del documento"},
    "keeping": {"en": "keeping the file", "es": "conservación del archivo"},
}
_FAULTS: dict[str, Text] = {
    "missing_wording": {
        "en": "The questionnaire or the round has no wording in this language: add it, then ask again.",
        "es": "El cuestionario o la ronda no tienen redacción en este idioma: agréguela y solicite de nuevo el"
        " documento.",
    },
    "tried_too_often": {
        "en": "The worker stopped three times while making it. Ask again; if it happens again, tell the operator.",
        "es": "El proceso se interrumpió tres veces durante la elaboración. Solicite el documento de"
        " nuevo; si vuelve a ocurrir, avise a la administración del sistema.",
    },
    "not_kept": {
        "en": "The file could not be kept: there may be no room on the disk of the server. Tell the operator, then ask"
        " again.",
        "es": "No fue posible guardar el archivo; es posible que no quede espacio en el disco del servidor. Avise a la"
        " administración del sistema y solicite después el documento de nuevo.",
    },
    "changed_since": {
        "en": "The figures have changed since this version was given out. Give out a new version, or ask for a draft.",
        "es": "Las cifras han cambiado desde que se emitió esta versión. Emita una nueva versión o solicite un"
        " borrador.",
    },
    "unexpected": {
        "en": "Something unexpected happened. Ask again; if it happens again, tell the operator.",
        "es": "Se produjo un error inesperado. Solicite el documento de nuevo; si vuelve a ocurrir, avise a la"
        " administración del sistema.",
    },
}
_VERSIONS: dict[str, Text] = {
    "original": {"en": "original", "es": "original"},
    "rev": {"en": "rev. {number}", "es": "rev. {number}"},
    "corr": {"en": "corr. {number}", "es": "corr. {number}"},
    "add": {"en": "add. {number}", "es": "add. {number}"},
}
_VERSION_KINDS: dict[str, Text] = {
    "original": {"en": "Original", "es": "Original"},
    "rev": {
        "en": "Revision (rev.): the text as a whole, with what has come since",
        "es": "Revisión (rev.): el texto completo, con lo recibido desde entonces",
    },
    "corr": {
        "en": "Corrigendum (corr.): a mistake of the secretariat is corrected",
        "es": "Corrección (corr.): se corrige un error de la Secretaría",
    },
    "add": {
        "en": "Addendum (add.): something is added to the text",
        "es": "Adición (add.): se agrega algo al texto",
    },
}
_AUDIENCES: dict[str, Text] = {
    "public": {"en": "for the public", "es": "para el público"},
    "member_states": {"en": "for the member states", "es": "para los Estados Miembros"},
    "secretariat": {"en": "for the Secretariat", "es": "para la Secretaría"},
}


def kind_words(kind: str, language: str) -> str:
    return said(_KINDS[kind], language)


def format_words(format_: str, language: str) -> str:
    return said(_FORMATS[format_], language)


def audience_words(audience: str, language: str) -> str:
    """ "for the public"."""
    return said(_AUDIENCES[audience], language)


def status(name: str, language: str) -> tuple[str, str]:
    """Its shape and words: ("●", "made")."""
    shape, words = _STATUSES[name]
    return shape, said(words, language)


def step_words(step: str, language: str) -> str:
    """What is being done; "" for nothing."""
    return said(_STEPS[step], language) if step else ""


def fault_words(fault: str, language: str) -> str:
    return said(_FAULTS.get(fault, _FAULTS["unexpected"]), language)


def version_words(kind: str, number: int, language: str) -> str:
    """ "rev. 2"."""
    return said(_VERSIONS[kind], language).format(number=number)


def version_kind_words(kind: str, language: str) -> str:
    return said(_VERSION_KINDS[kind], language)
