"""What the named fields of letters are: each in words, with an example, in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from surveyapp.core.text import NOTHING, Text, said

Example = str | int | bool | Sequence[str]


@dataclass(frozen=True)
class LetterField:
    """A field in words, and what may stand in its place."""

    means: Text
    examples: Mapping[str, Example] = field(default_factory=dict)
    """In each language; none of a field about which one only asks."""


def _of(english: str, spanish: str, example_en: Example = "", example_es: Example = "") -> LetterField:
    return LetterField({"en": english, "es": spanish}, {"en": example_en, "es": example_es or example_en})


def _asks(english: str, spanish: str) -> LetterField:
    return LetterField({"en": english, "es": spanish}, {"en": False, "es": False})


_FIELDS: Mapping[str, LetterField] = {
    "accepted_until": _of(
        "until when replies are accepted",
        "hasta cuándo se aceptan respuestas",
        "Friday 30 October 2026, 15:00 (San José time; 17:00 in Washington, D.C.)",
        "viernes 30 de octubre de 2026, a las 15:00 (hora de San José; 17:00 en Washington, D. C.)",
    ),
    "address": _of(
        "the address of the page to open; in a formal letter the postal address: a list of lines",
        "la dirección de la página que debe abrirse; en una carta oficial, la dirección postal: una lista de líneas",
        "https://survey.example.org/en/sign-in/secretariat/begin",
        "https://survey.example.org/es/sign-in/secretariat/begin",
    ),
    "at": _of("when it was", "cuándo fue", "1 September 2026, 10:00", "1 de septiembre de 2026, 10:00"),
    "authority": _of(
        "the name of the minister or ambassador", "el nombre del ministro, la ministra o quien encabeza la misión"
    ),
    "authority_institution": _of("the minister’s institution", "la institución de la autoridad"),
    "authority_title": _of("the minister’s post", "el cargo de la autoridad"),
    "answered": _of("how many questions are answered", "cuántas preguntas se han contestado", 3, 3),
    "asked": _of("how many questions are asked", "cuántas preguntas se formulan", 84, 84),
    "approval_expected_on": _of(
        "until when the approval of the authorities is expected",
        "para cuándo se prevé la aprobación de las autoridades",
        "3 October 2026",
        "3 de octubre de 2026",
    ),
    "awaits_approval": _asks(
        "whether the reply awaits the approval of its authorities",
        "si la respuesta espera la aprobación de sus autoridades",
    ),
    "sent_on": _of(
        "when the reply was sent",
        "cuándo se envió la respuesta",
        "27 August 2026, 10:54",
        "27 de agosto de 2026, a las 10:54",
    ),
    "all_sections": _asks("whether all sections were assigned", "si se asignaron todas las secciones"),
    "amends": _of(
        "of a correction: the receipt that it corrects",
        "si se trata de una corrección: el acuse de recibo que corrige",
        "CR-2026-01",
    ),
    "approved_on": _of(
        "the day on which the authorities approved the reply",
        "el día en que las autoridades aprobaron la respuesta",
        "26 August 2026",
        "26 de agosto de 2026",
    ),
    "asked_on": _of(
        "the day of the state’s request",
        "el día de la solicitud del Estado",
        "10 September 2026",
        "10 de septiembre de 2026",
    ),
    "asking": _of(
        "the name that the person asking gives",
        "el nombre que indica quien solicita el acceso",
        "Rosa Díaz, Prosecutor, Attorney General’s Office",
        "Rosa Díaz, Fiscal, Fiscalía General",
    ),
    "asking_email": _of(
        "the address that the person asking gives",
        "la dirección que indica quien solicita el acceso",
        "rosa.diaz@example.org",
    ),
    "base_url": _of(
        "the address at which the questionnaire is answered",
        "la dirección en la que se responde al cuestionario",
        "https://survey.example.org",
    ),
    "by": _of("who handed the document in", "quién entregó el documento", "Ana Mora"),
    "by_notice": _asks("whether the state notified it in writing", "si el Estado lo notificó por escrito"),
    "by_second_factor": _asks(
        "whether states come in with passphrase and one-time code",
        "si los Estados ingresan con frase de contraseña y código de un solo uso",
    ),
    "code": _of("the code", "el código", "1234 5678"),
    "confirm_by": _of(
        "by when the state is asked to confirm",
        "hasta cuándo se solicita la confirmación del Estado",
        "15 October 2026",
        "15 de octubre de 2026",
    ),
    "contact_email": _of(
        "the Department’s address for questions", "la dirección del Departamento para consultas", "contact@example.org"
    ),
    "contact_telephone": _of(
        "the Department’s telephone for questions", "el teléfono del Departamento para consultas", "+1 202 555 0143"
    ),
    "contents": _of(
        "how much the reply contains",
        "cuánto contiene la respuesta",
        "68 of 83 questions answered",
        "68 de 83 preguntas contestadas",
    ),
    "core_questions": _of("how many core questions there are", "cuántas preguntas esenciales hay", 32, 32),
    "count": _of("how many questions are asked", "sobre cuántas preguntas se consulta", 2, 2),
    "date": _of("the date of the letter", "la fecha de la carta", "1 September 2026", "1 de septiembre de 2026"),
    "days": _of("for how many days the code is good", "cuántos días es válido el código", 7, 7),
    "deadline": _of(
        "when the period for replying ends, in the time of the state and of Washington",
        "cuándo vence el plazo para responder, en la hora del Estado y de Washington",
        "Friday 30 October 2026, 15:00 (San José time; 17:00 in Washington, D.C.)",
        "viernes 30 de octubre de 2026, a las 15:00 (hora de San José; 17:00 en Washington, D. C.)",
    ),
    "declared_by": _of(
        "who declared the reply", "quién declara la respuesta", "Ana Mora, Director", "Ana Mora, Directora"
    ),
    "email": _of("the recipient’s address", "la dirección del destinatario", "ana.mora@example.org"),
    "focal_points": _of(
        "the focal points of the state",
        "los puntos focales del Estado",
        ["Ana Mora, Director"],
        ["Ana Mora, Directora"],
    ),
    "former": _of("the former address", "la dirección anterior", "former@example.org", "anterior@example.org"),
    "illustrative": _asks("whether all of this is a demonstration", "si se trata de una demostración"),
    "institution": _of(
        "the recipient’s institution",
        "la institución del destinatario",
        "Ministry of the Interior",
        "Ministerio de Gobernación",
    ),
    "invited_by": _of(
        "the focal point who invites", "el punto focal que invita", "Ana Mora, Director", "Ana Mora, Directora"
    ),
    "is_again": _asks("whether it was written before", "si ya se había escrito antes"),
    "is_alternate": _asks("whether it is the alternate focal point", "si se trata del punto focal suplente"),
    "is_asked": _asks("whether the state asked for it", "si el Estado lo solicitó"),
    "is_copy": _asks("whether it is an address for copies", "si se trata de una dirección para copias"),
    "is_past_deadline": _asks("whether the deadline has passed", "si el plazo ya venció"),
    "is_reopened": _asks("whether the reply was reopened", "si la respuesta se reabrió"),
    "join_address": _of(
        "where somebody to whom the letter was forwarded asks to be let in",
        "dónde solicita acceso quien recibió la carta reenviada",
        "https://survey.example.org/en/ask-to-join/5f3a",
        "https://survey.example.org/es/ask-to-join/5f3a",
    ),
    "last_event": _of("the number of the last deed", "el número de la última actuación", 1200, 1200),
    "letter": _of("the file of the signed letter", "el archivo de la carta firmada", "letter.pdf", "carta.pdf"),
    "mandate": _of("the mandate of the round", "el mandato de la ronda", "AG/RES. 2551 (XL-O/10)"),
    "meeting": _of(
        "the meeting to which the replies are presented",
        "la reunión en la que se presentan las respuestas",
        "the Sixth Meeting of National Authorities",
        "la Sexta Reunión de Autoridades Nacionales",
    ),
    "message": _of(
        "what the focal point writes: a list of lines",
        "lo que escribe el punto focal: una lista de líneas",
        ["Dear colleague:", "thank you."],
        ["Estimada colega:", "muchas gracias."],
    ),
    "minutes": _of("for how many minutes the code is good", "cuántos minutos es válido el código", 10, 10),
    "mission": _of(
        "whose permanent mission it is: after “Permanent Mission of”",
        "de qué Estado es la misión permanente: después de «Misión Permanente»",
        "Costa Rica",
        "de Costa Rica",
    ),
    "name": _of("the name of the person, or of the document", "el nombre de la persona o del documento", "Ana Mora"),
    "named": _of(
        "those who are on file: a list", "quienes constan: una lista", ["Ana Mora, Director"], ["Ana Mora, Directora"]
    ),
    "note": _of(
        "the note with which the document came",
        "la nota con la que llegó el documento",
        "The signed reply.",
        "La respuesta firmada.",
    ),
    "of_state": _of("“of” the state", "«de» o «del» Estado", "of Costa Rica", "del Perú"),
    "on_instruction": _asks(
        "whether the Secretariat submitted it on the mission’s instruction",
        "si la Secretaría la envió por instrucción de la misión",
    ),
    "page": _of(
        "the address of the page with the questions",
        "la dirección de la página con las consultas",
        "https://survey.example.org/en/reply/5f3a/clarifications",
        "https://survey.example.org/es/reply/5f3a/clarifications",
    ),
    "period": _of("the reporting period", "el período de referencia", "2024–2025"),
    "present": _of("the new address", "la dirección nueva", "new@example.org", "nueva@example.org"),
    "questions": _of(
        "the questions it is about: a list; in an invitation, how many there are",
        "las preguntas de que se trata: una lista; en una invitación, cuántas son",
        ["1.3 Is trafficking in persons a separate offence?", "2.1 Is there a plan?"],
        ["1.3 ¿Es la trata de personas un delito autónomo?", "2.1 ¿Existe un plan?"],
    ),
    "receipt": _of("the number of the receipt", "el número del acuse de recibo", "CR-2026-01"),
    "received": _of(
        "when it was received", "cuándo se recibió", "27 August 2026, 10:54", "27 de agosto de 2026, a las 10:54"
    ),
    "received_on": _of(
        "the day on which it was received", "el día en que se recibió", "27 August 2026", "27 de agosto de 2026"
    ),
    "recipient": _of("the recipient’s name", "el nombre del destinatario", "Ana Mora"),
    "recipient_title": _of("the recipient’s post", "el cargo del destinatario", "Director", "Directora"),
    "salutation": _of("the salutation", "el saludo", "Dear Ana Mora,", "De mi mayor consideración:"),
    "seal": _of("the number of the seal", "el número del sello", 42, 42),
    "section_names": _of(
        "the sections assigned, or those that who asks to be let in names: a list",
        "las secciones asignadas, o las que indica quien solicita el acceso: una lista",
        ["1. Laws", "3. Assistance"],
        ["1. Leyes", "3. Asistencia"],
    ),
    "sections": _of("how many sections there are", "cuántas secciones hay", 9, 9),
    "sees_rest": _asks("whether the other sections may be read too", "si también pueden leerse las demás secciones"),
    "sent_by": _of("who sent the reply", "quién envió la respuesta", "Luis Rojas"),
    "sha256": _of("the fingerprint of the reply", "la huella de la respuesta", "3fa9c1…"),
    "state": _of("the state inside a sentence", "el Estado dentro de una oración", "Costa Rica", "el Perú"),
    "state_in_sentence": _of(
        "the state inside a sentence, with its official name",
        "el Estado dentro de una oración, con su nombre oficial",
        "the Republic of Costa Rica",
        "la República de Costa Rica",
    ),
    "state_official": _of(
        "the official name of the state",
        "el nombre oficial del Estado",
        "Republic of Costa Rica",
        "República de Costa Rica",
    ),
    "title": _of(
        "the title of the round",
        "el título de la ronda",
        "Questionnaire on Best Practices, 2026",
        "Cuestionario sobre mejores prácticas, 2026",
    ),
    "to_mission": _asks("whether it goes to the permanent mission", "si se dirige a la misión permanente"),
    "to_state": _of("“to” the state", "«a» o «al» Estado", "to Costa Rica", "al Perú"),
    "until": _of(
        "the day until which the state asked to be waited for",
        "el día hasta el cual el Estado solicitó prórroga",
        "15 November 2026",
        "15 de noviembre de 2026",
    ),
    "wanted_by": _of(
        "by when the focal point wants the answers",
        "para cuándo desea el punto focal las respuestas",
        "Friday 2 October 2026",
        "viernes 2 de octubre de 2026",
    ),
    "words": _of(
        "what the officer adds",
        "lo que agrega quien decide en la Secretaría",
        "The whole reply is awaited.",
        "Se espera la respuesta completa.",
    ),
}


def is_described(name: str) -> bool:
    return name in _FIELDS


def means(name: str, language: str) -> str:
    """ "the deadline, in the time of the state"; "" for a field that nobody has described."""
    return said(_FIELDS[name].means if name in _FIELDS else NOTHING, language)


def example(name: str, language: str, *, is_list: bool = True) -> Example:
    """What may stand there; a field of which there is a list in some kinds and a number in others is told apart."""
    found = _FIELDS[name].examples.get(language, "") if name in _FIELDS else ""
    return len(found) if isinstance(found, list) and not is_list else found


def written(name: str) -> str:
    """As it stands in a letter; what one only asks about, as a condition."""
    is_asked = name in _FIELDS and isinstance(_FIELDS[name].examples.get("en"), bool)
    return f"{{% if {name} %}}" if is_asked else f"{{{{ {name} }}}}"
