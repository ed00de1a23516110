"""Reminders in words: the steps of a ladder, why a state gets none, why a letter was not sent."""

from collections.abc import Mapping
from datetime import date

from surveyapp.core.reminding import BY_HAND, LadderFault, Recipient, Step, Verdict, Why
from surveyapp.core.text import Text, said
from surveyapp.wording import dates


def step_words(step: Step, language: str) -> str:
    """ "14 days before the deadline", "el día del vencimiento"; to the mission, it says so."""
    when = said(_when(step.days), language)
    if step.to is not Recipient.MISSION:
        return when
    return said({"en": f"{when}, to the permanent mission", "es": f"{when}, a la misión permanente"}, language)


def step_of_batch(key: str, steps: Mapping[str, Step], language: str) -> str:
    """The step by which a batch was written; of one that the ladder has no longer, its number."""
    if key == BY_HAND:
        return said({"en": "to those that have not replied", "es": "a los que no han respondido"}, language)
    if key in steps:
        return step_words(steps[key], language)
    return said({"en": f"former step {key}", "es": f"paso anterior {key}"}, language)


def _when(days: int) -> Text:
    count = abs(days)
    if days == 0:
        return {"en": "on the day of the deadline", "es": "el día del vencimiento del plazo"}
    day, dia = ("day", "día") if count == 1 else ("days", "días")
    if days < 0:
        return {"en": f"{count} {day} before the deadline", "es": f"{count} {dia} antes del vencimiento"}
    return {"en": f"{count} {day} after the deadline", "es": f"{count} {dia} después del vencimiento"}


_WHY: dict[Why, Text] = {
    Why.DUE: {"en": "gets a letter", "es": "se le escribe"},
    Why.NOT_OPEN: {"en": "the round is not open", "es": "la ronda no está abierta"},
    Why.CLOSED: {"en": "no reply is accepted any more", "es": "ya no se aceptan respuestas"},
    Why.REPLIED: {"en": "has replied", "es": "ha respondido"},
    Why.HANDED_IN: {"en": "has handed in a document", "es": "ha entregado un documento"},
    Why.COMPLETE: {
        "en": "complete, not sent: gets its own letter",
        "es": "respuesta completa, sin enviar: recibe su propia carta",
    },
    Why.AWAITING_APPROVAL: {"en": "awaits approval", "es": "en espera de aprobación"},
    Why.PAUSED: {"en": "reminders are paused", "es": "recordatorios suspendidos"},
    Why.WAITS_FOR_OFFICER: {
        "en": "a letter waits for an officer’s approval",
        "es": "una carta está en espera de la aprobación de la Secretaría",
    },
    Why.WRITTEN_LATELY: {"en": "written to lately", "es": "se le escribió hace poco"},
    Why.NOBODY: {"en": "nobody to write to", "es": "no hay a quién escribir"},
    Why.NOT_YET: {"en": "nothing is due yet", "es": "aún no corresponde"},
    Why.WRITTEN: {"en": "everything has been written", "es": "ya se ha escrito todo"},
    Why.NO_LONGER_NAMED: {"en": "the recipient is no longer named", "es": "el destinatario ya no está designado"},
    Why.OVERTAKEN: {"en": "overtaken", "es": "superado"},
}
_WITH_DAY: dict[Why, Text] = {
    Why.CLOSED: {"en": "replies were accepted until {day}", "es": "se aceptaron respuestas hasta el {day}"},
    Why.AWAITING_APPROVAL: {
        "en": "awaits approval, expected on {day}",
        "es": "en espera de aprobación, prevista para el {day}",
    },
    Why.PAUSED: {"en": "reminders are paused until {day}", "es": "recordatorios suspendidos hasta el {day}"},
    Why.WRITTEN_LATELY: {"en": "was written to on {day}", "es": "se le escribió el {day}"},
    Why.NOT_YET: {"en": "next: {step}, on {day}", "es": "próximo: {step}, el {day}"},
    Why.WAITS_FOR_OFFICER: {
        "en": "a letter waits for an officer’s approval, until the next falls due on {day}",
        "es": "una carta está en espera de la aprobación de la Secretaría, hasta el próximo recordatorio, el {day}",
    },
}
_EXTENDED: Text = {"en": "{words} (extension until {day})", "es": "{words} (prórroga hasta el {day})"}


def why_words(one: Verdict, language: str, extended_until: date | None = None) -> str:
    """Why a state gets a letter or none, with the day that it hangs on; and its extension, where it has one."""
    wording = _WITH_DAY.get(one.why) if one.day else None
    step = step_words(one.step, language) if one.step else ""
    words = said(wording or _WHY[one.why], language).format(
        day=dates.day(one.day, language) if one.day else "", step=step
    )
    if one.why in (Why.DUE, Why.NOBODY):
        words = f"{words}: {step}"
    if extended_until is None:
        return words
    return said(_EXTENDED, language).format(words=words, day=dates.day(extended_until, language))


_NOT_SENT: dict[Why, Text] = {
    Why.REPLIED: {"en": "Not sent: the state has replied.", "es": "No se envió: el Estado ha respondido."},
    Why.HANDED_IN: {
        "en": "Not sent: the state has handed in a document.",
        "es": "No se envió: el Estado ha entregado un documento.",
    },
    Why.COMPLETE: {
        "en": "Not sent: the reply is complete, and gets its own letter.",
        "es": "No se envió: la respuesta está completa y recibe su propia carta.",
    },
    Why.AWAITING_APPROVAL: {
        "en": "Not sent: the reply awaits approval.",
        "es": "No se envió: la respuesta está en espera de aprobación.",
    },
    Why.PAUSED: {
        "en": "Not sent: reminders to the state are paused.",
        "es": "No se envió: los recordatorios al Estado están suspendidos.",
    },
    Why.CLOSED: {"en": "Not sent: the round has closed.", "es": "No se envió: la ronda se ha cerrado."},
    Why.WRITTEN_LATELY: {
        "en": "Not sent: the state was written to the same day.",
        "es": "No se envió: ya se había escrito al Estado el mismo día.",
    },
    Why.NO_LONGER_NAMED: {
        "en": "Not sent: the recipient does not answer for the state any more.",
        "es": "No se envió: el destinatario ya no figura entre las personas designadas por el Estado.",
    },
    Why.OVERTAKEN: {
        "en": "Not sent: it was overtaken before it was approved or sent.",
        "es": "No se envió: perdió vigencia antes de aprobarse o enviarse.",
    },
}


def why_not_sent(why: Why, language: str) -> str:
    """A sentence on a letter that was written and did not go."""
    return said(_NOT_SENT.get(why, _NOT_SENT[Why.OVERTAKEN]), language)


_FAULTS: dict[LadderFault, Text] = {
    LadderFault.TOO_MANY_STEPS: {"en": "There are too many steps.", "es": "Hay demasiados pasos."},
    LadderFault.TOO_FAR: {
        "en": "Write a number of days from 0 to 180.",
        "es": "Escriba un número de días de 0 a 180.",
    },
    LadderFault.SAME_DAY: {
        "en": "Two steps fall on the same day: a state gets one letter a day at most.",
        "es": "Dos pasos coinciden en el mismo día: cada Estado recibe como máximo una carta por día.",
    },
    LadderFault.APART_OUT_OF_RANGE: {
        "en": "Write a number of days from 1 to 60.",
        "es": "Escriba un número de días de 1 a 60.",
    },
}


def fault_words(fault: LadderFault, language: str) -> str:
    return said(_FAULTS[fault], language)
