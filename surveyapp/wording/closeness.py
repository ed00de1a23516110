"""How far away the deadline of a reply and the closing of its round are, in one line."""

from datetime import date

from surveyapp.core.text import Text, said
from surveyapp.wording import dates


def closeness(deadline: date, closing: date, today: date, language: str) -> str:
    """Sentences on both days: how long until the deadline, or since when it is past; until when replies are accepted.

    On the day of the closing it is still open.
    """
    on, until = dates.day(deadline, language), dates.day(closing, language)
    if today > closing:
        return said(
            {"en": f"The round closed on {until}.", "es": f"La ronda se cerró el {until}."},
            language,
        )
    sentences = [said(_until_deadline((deadline - today).days, on), language)]
    if closing > deadline:
        sentences.append(said(_until_closing((closing - today).days, until, is_late=today > deadline), language))
    return " ".join(sentences)


def _until_deadline(days: int, on: str) -> Text:
    if days > 1:
        return {
            "en": f"{days} days until the deadline, {on}.",
            "es": f"Faltan {days} días para que venza el plazo, el {on}.",
        }
    if days < -1:
        return {
            "en": f"The deadline passed {-days} days ago, on {on}.",
            "es": f"El plazo venció hace {-days} días, el {on}.",
        }
    return {
        1: {"en": f"The deadline is tomorrow, {on}.", "es": f"El plazo vence mañana, {on}."},
        0: {"en": f"The deadline is today, {on}.", "es": f"El plazo vence hoy, {on}."},
        -1: {"en": f"The deadline passed yesterday, on {on}.", "es": f"El plazo venció ayer, el {on}."},
    }[days]


def _until_closing(days: int, until: str, *, is_late: bool) -> Text:
    if not is_late:
        return {
            "en": f"After it, a reply is accepted until {until} and marked as late.",
            "es": f"Después se acepta hasta el {until}, con la indicación de que se recibió fuera de plazo.",
        }
    left = {
        0: {"en": "only today", "es": "solo hoy"},
        1: {"en": "until tomorrow", "es": "hasta mañana"},
    }.get(days, {"en": f"for {days} more days", "es": f"durante {days} días más"})
    return {
        "en": f"A reply is still accepted {left['en']} ({until}) and marked as late.",
        "es": f"La respuesta aún se acepta {left['es']} ({until}), con la indicación de que se recibió fuera de plazo.",
    }
