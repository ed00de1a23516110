"""What was found of the log of what was done, in sentences."""

from surveyapp.core.event_chain import Break, Broken
from surveyapp.core.text import Text, said

_HOLDS: Text = {
    "en": "The log holds: seals: {seals}; events sealed: {events}; events since the last seal: {waiting}.",
    "es": "El registro está íntegro: sellos: {seals}; actuaciones selladas: {events}; actuaciones desde el último "
    "sello: {waiting}.",
}
_BREAKS: dict[Break, Text] = {
    Break.SEAL_MISSING: {
        "en": "Seal {seal} is missing: events from {first} to {last} are not covered by the seal that was made.",
        "es": "Falta el sello {seal}: las actuaciones de la {first} a la {last} no están cubiertas por el sello que se "
        "hizo.",
    },
    Break.SEAL_ALTERED: {
        "en": "Seal {seal}, of the events from {first} to {last}, is not as it was made.",
        "es": "El sello {seal}, de las actuaciones de la {first} a la {last}, no está como se hizo.",
    },
    Break.EVENT_MISSING: {
        "en": "Of the events from {first} to {last} (seal {seal}) some were removed: {sealed} were sealed, {counted} "
        "are there.",
        "es": "De las actuaciones de la {first} a la {last} (sello {seal}) se suprimió alguna: se sellaron {sealed} y "
        "hay {counted}.",
    },
    Break.EVENT_ADDED: {
        "en": "To the events from {first} to {last} (seal {seal}) some were added: {sealed} were sealed, {counted} are "
        "there.",
        "es": "A las actuaciones de la {first} a la {last} (sello {seal}) se agregó alguna: se sellaron {sealed} y hay "
        "{counted}.",
    },
    Break.EVENT_ALTERED: {
        "en": "Of the events from {first} to {last} (seal {seal}) at least one is not as it was sealed.",
        "es": "De las actuaciones de la {first} a la {last} (sello {seal}), al menos una no está como se selló.",
    },
    Break.CUT_OFF: {
        "en": "The end of the log was cut off: the receipt was given for seal {seal}, which is not there; the events "
        "from {first} to {last} are not covered.",
        "es": "Falta el final del registro: la constancia se dio para el sello {seal}, que no está; las actuaciones de "
        "la {first} a la {last} no están cubiertas.",
    },
    Break.NOT_AS_RECEIPTED: {
        "en": "Seal {seal}, of the events from {first} to {last}, is not the one for which the receipt was given: the "
        "log was sealed anew.",
        "es": "El sello {seal}, de las actuaciones de la {first} a la {last}, no es aquel para el que se dio la "
        "constancia: el registro se selló de nuevo.",
    },
}
_NAMED: Text = {"en": "Missing: {ids}.", "es": "Faltan: {ids}."}
_OR_THE_KEY: Text = {
    "en": "If nothing was touched, the key of the log (AUDIT_KEY) is not the one it was sealed with.",
    "es": "Si no se modificó nada, la clave del registro (AUDIT_KEY) no es aquella con la que se selló.",
}
_NO_RECEIPT: Text = {
    "en": "Nothing has been sealed yet, so that there is no receipt of the log.",
    "es": "Todavía no se ha sellado nada, de modo que no hay constancia del registro.",
}


def holds(seals: int, events: int, waiting: int, language: str) -> str:
    return said(_HOLDS, language).format(seals=seals, events=events, waiting=waiting)


def broken(found: Broken, language: str) -> str:
    """The first place at which the log does not hold."""
    words = said(_BREAKS[found.how], language).format(
        seal=found.seal, first=found.first_event, last=found.last_event, sealed=found.sealed, counted=found.counted
    )
    if found.missing:
        words += " " + said(_NAMED, language).format(ids=", ".join(map(str, found.missing)))
    if found.seal == 1 and found.how in (Break.EVENT_ALTERED, Break.SEAL_ALTERED):
        words += " " + said(_OR_THE_KEY, language)
    return words


def no_receipt(language: str) -> str:
    return said(_NO_RECEIPT, language)
