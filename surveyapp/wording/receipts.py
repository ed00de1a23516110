"""What a receipt says of the submission, on its page and in its letter."""

from collections.abc import Mapping
from datetime import date, datetime

from surveyapp.core.contents import Contents
from surveyapp.core.states import MemberState
from surveyapp.core.text import Text, said
from surveyapp.wording import dates


def contents(counted: Contents, language: str) -> str:
    """ "68 of 83 questions answered, 3 of them with “information not available”; 15 left blank; 4 files"."""
    parts = [said(_answered(counted), language)]
    if counted.in_part:
        parts.append(said(_in_part(counted.in_part), language))
    if counted.not_readable:
        parts.append(said(_not_readable(counted.not_readable), language))
    if counted.left_blank:
        parts.append(
            said({"en": f"{counted.left_blank} left blank", "es": f"{counted.left_blank} sin contestar"}, language)
        )
    if counted.files:
        parts.append(said(_files(counted.files), language))
    return "; ".join(parts)


def received(at: datetime, state: MemberState, language: str) -> str:
    """When it was received, on the clocks of the state and of the secretariat."""
    return dates.two_zones(at, state.time_zone, state.name(language).capital, language)


def deadline(until: datetime, at: datetime, state: MemberState, language: str) -> str:
    """ "30 September 2026: in time", "30 de septiembre de 2026: recibida fuera de plazo"."""
    day = dates.moment(until, state.time_zone, language)
    in_time: Text = {"en": "in time", "es": "dentro del plazo"}
    late: Text = {"en": "received after the deadline", "es": "recibida fuera de plazo"}
    return f"{day}: {said(in_time if at <= until else late, language)}"


def declared_by(declared: Mapping[str, str]) -> str:
    """Name, title, institution, as far as given."""
    return ", ".join(declared[part] for part in ("name", "title", "institution") if declared.get(part))


def approved_on(declared: Mapping[str, str], language: str) -> str:
    """The day on which the authority approved, in words; "" where it was not said."""
    try:
        return dates.day(date.fromisoformat(declared.get("approved_on", "")), language)
    except ValueError:
        return ""


def fingerprint(sha256: str) -> str:
    """The 64 digits in groups of four, to be read and compared."""
    return " ".join(sha256[start : start + 4] for start in range(0, len(sha256), 4))


SHORT = 16


def short_fingerprint(sha256: str) -> str:
    """The first 16 digits in groups, for a person to hold two papers against each other."""
    return fingerprint(sha256[:SHORT])


def _answered(counted: Contents) -> Text:
    one = counted.asked == 1
    english = f"{counted.answered} of {counted.asked} {'question' if one else 'questions'} answered"
    spanish = f"{counted.answered} de {counted.asked} {'pregunta contestada' if one else 'preguntas contestadas'}"
    if not counted.not_available:
        return {"en": english, "es": spanish}
    return {
        "en": f"{english}, {counted.not_available} of them with “information not available”",
        "es": f"{spanish}, {counted.not_available} de ellas con «información no disponible»",
    }


def _in_part(count: int) -> Text:
    spanish = "contestada en parte" if count == 1 else "contestadas en parte"
    return {"en": f"{count} answered in part", "es": f"{count} {spanish}"}


def _not_readable(count: int) -> Text:
    """Of a question it may be one cell of many."""
    kept = "conservada tal como se escribió" if count == 1 else "conservadas tal como se escribieron"
    readable = "interpretable" if count == 1 else "interpretables"
    return {
        "en": f"{count} not wholly readable, kept as typed",
        "es": f"{count} no del todo {readable}, {kept}",
    }


def _files(count: int) -> Text:
    return {
        "en": f"{count} {'file' if count == 1 else 'files'} attached",
        "es": f"{count} {'archivo adjunto' if count == 1 else 'archivos adjuntos'}",
    }
