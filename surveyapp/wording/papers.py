"""The words of the papers about a reply: the reply itself, the approval sheet, the receipt."""

from collections.abc import Mapping

from babel import Locale, UnknownLocaleError

from surveyapp.core.questionnaire import Disclosure
from surveyapp.core.supplements import Supplement
from surveyapp.core.text import Text, said


def words(name: str, language: str, **values: str | int) -> str:
    """A sentence of a paper with its values filled in."""
    sentence = said(_WORDS[name], language)
    return sentence.format(**values) if values else sentence


def counted(one: str, several: str, count: int, language: str) -> str:
    """The one sentence or the other, with the number in it."""
    return words(one if count == 1 else several, language, count=count)


def language_mark(code: str, language: str) -> str:
    """ "in Spanish", "en español": beside a text in another language than its paper's."""
    try:
        called = Locale.parse(code).get_display_name(language) or code
    except (ValueError, UnknownLocaleError):
        called = code
    return words("in_language", language, called=called)


def supplement(code: str, language: str) -> str:
    """How what stands beside an answer is called."""
    return said(_SUPPLEMENTS[Supplement(code)], language)


def who_reads(disclosure: Disclosure, language: str) -> str:
    """ "Public", "Solo los Estados Miembros y la Secretaría"."""
    return said(_READERS[disclosure], language)


def narrower_readers(whole: Disclosure, part: Disclosure, language: str) -> list[str]:
    """Who may read an answer, and who the part of it that fewest may read, each where that is not everybody."""
    said_of_whole, *of_part = readers(whole, part, language)
    return [*([said_of_whole] if whole is not Disclosure.PUBLIC else []), *of_part]


def readers(whole: Disclosure, part: Disclosure, language: str) -> list[str]:
    """Who may read an answer, everybody too; and who the part of it that fewest may read, where they are fewer."""
    of_whole = words("only_read_by", language, who=who_reads(whole, language))
    of_part = words("part_only_read_by", language, who=who_reads(part, language))
    return [of_whole, *([of_part] if part is not whole else [])]


_READERS: Mapping[Disclosure, Text] = {
    Disclosure.PUBLIC: {"en": "Public", "es": "El público"},
    Disclosure.MEMBER_STATES: {
        "en": "Only the member states and the Secretariat",
        "es": "Solo los Estados Miembros y la Secretaría",
    },
    Disclosure.SECRETARIAT: {"en": "Only the Secretariat", "es": "Solo la Secretaría"},
}

_SUPPLEMENTS: Mapping[Supplement, Text] = {
    Supplement.SOURCE: {"en": "Source", "es": "Fuente"},
    Supplement.LINK_1: {"en": "Link", "es": "Enlace"},
    Supplement.LINK_2: {"en": "Link", "es": "Enlace"},
    Supplement.LINK_3: {"en": "Link", "es": "Enlace"},
    Supplement.LINK_4: {"en": "Link", "es": "Enlace"},
    Supplement.LINK_5: {"en": "Link", "es": "Enlace"},
    Supplement.FILES: {"en": "Files", "es": "Archivos"},
    Supplement.NOTE: {
        "en": "Note to the Secretariat (never published)",
        "es": "Nota para la Secretaría (nunca se publica)",
    },
    Supplement.EXPLANATION: {
        "en": "Explanation for the Secretariat (never published)",
        "es": "Explicación para la Secretaría (nunca se publica)",
    },
}

_WORDS: Mapping[str, Text] = {
    "in_language": {"en": "in {called}", "es": "en {called}"},
    "illustrative": {"en": "Illustrative answers", "es": "Respuestas ilustrativas"},
    "illustrative_warning": {
        "en": (
            "Illustrative answers. The persons, answers and figures in this paper are invented; they are not "
            "statements of any state."
        ),
        "es": (
            "Respuestas ilustrativas. Las personas, las respuestas y las cifras de este documento son inventadas; "
            "no son declaraciones de ningún Estado."
        ),
    },
    "questionnaire": {"en": "Questionnaire", "es": "Cuestionario"},
    "state": {"en": "State", "es": "Estado"},
    "round": {"en": "Round", "es": "Ronda"},
    "mandate": {"en": "Mandate", "es": "Mandato"},
    "period": {"en": "Reporting period", "es": "Período de referencia"},
    "edition": {"en": "Edition of the questionnaire", "es": "Edición del cuestionario"},
    "readers": {"en": "Who may read the reply", "es": "Quién puede leer la respuesta del Estado"},
    "content": {"en": "Content", "es": "Contenido"},
    "contents": {"en": "Contents", "es": "Contenido"},
    "receipt": {"en": "Receipt", "es": "Acuse de recibo"},
    "received": {"en": "Received", "es": "Recibida"},
    "deadline": {"en": "Deadline", "es": "Plazo"},
    "declared_by": {"en": "Declared by", "es": "Declara"},
    "approved_on": {"en": "Approved on", "es": "Aprobada el"},
    "letter": {"en": "Letter", "es": "Carta"},
    "instruction": {"en": "Instruction", "es": "Instrucción"},
    "sent_by": {"en": "Sent by", "es": "Envía"},
    "gaps": {"en": "On what is missing", "es": "Sobre lo que falta"},
    "amends": {"en": "Corrects", "es": "Corrige"},
    "amends_receipt": {
        "en": "the reply of receipt {receipt}, under whose declaration it stands",
        "es": "la respuesta del acuse de recibo {receipt}, cuya declaración la ampara",
    },
    "sha256": {"en": "SHA-256 fingerprint", "es": "Huella SHA-256"},
    "came": {"en": "How it came", "es": "Cómo se recibió"},
    "came_instruction": {
        "en": "submitted by the Secretariat on the written instruction of the permanent mission",
        "es": "enviada por la Secretaría por instrucción escrita de la misión permanente",
    },
    "came_document": {
        "en": "entered by the Secretariat from the document received, not confirmed by the state",
        "es": "ingresada por la Secretaría a partir del documento recibido, sin confirmación del Estado",
    },
    "entered": {
        "en": "Entered by the Secretariat from the document received.",
        "es": "Ingresada por la Secretaría a partir del documento recibido.",
    },
    "came_workbook": {
        "en": "taken in by the Secretariat from the answers of an earlier round",
        "es": "incorporada por la Secretaría a partir de las respuestas de una ronda anterior",
    },
    # The reply
    "reply_document": {"en": "Reply to the questionnaire", "es": "Respuesta al cuestionario"},
    "reply_of": {"en": "Reply {of_state}", "es": "Respuesta {of_state}"},
    "draft": {"en": "Draft, not submitted", "es": "Borrador, no enviado"},
    "draft_as_of": {
        "en": "Draft, not submitted. It shows the answers as they stood on {moment}.",
        "es": "Borrador, no enviado. Muestra las respuestas tal como estaban el {moment}.",
    },
    "draft_since": {
        "en": "The reply of receipt {receipt} stands until another is submitted.",
        "es": "La respuesta del acuse de recibo {receipt} conserva su validez hasta que se envíe otra.",
    },
    "later_stands": {
        "en": "A later submission stands: receipt {receipt}.",
        "es": "Tiene validez un envío posterior: acuse de recibo {receipt}.",
    },
    "part_only": {
        "en": "This copy contains only these sections: {sections}.",
        "es": "Este ejemplar contiene únicamente estas secciones: {sections}.",
    },
    "own_copy": {
        "en": "Copy of the state: it contains notes to the Secretariat, and answers that are not public.",
        "es": "Ejemplar del Estado: contiene notas para la Secretaría y respuestas que no son públicas.",
    },
    "secretariat_copy": {
        "en": "Copy of the Secretariat: it may contain answers that are not public.",
        "es": "Ejemplar de la Secretaría: puede contener respuestas que no son públicas.",
    },
    "legend": {"en": "Signs", "es": "Signos"},
    "as_written": {
        "en": "Texts stand as they were written, in the language in which they were written.",
        "es": "Los textos figuran tal como se escribieron, en el idioma en que se escribieron.",
    },
    "section_counted": {"en": "{answered} of {asked} answered", "es": "{answered} de {asked} contestadas"},
    "core": {"en": "core question", "es": "pregunta esencial"},
    "nothing_asked": {
        "en": "No question of this section was asked.",
        "es": "No se preguntó nada de esta sección.",
    },
    "not_asked": {
        "en": "Not asked, because other answers made it unnecessary: {questions}.",
        "es": "No se preguntó, porque otras respuestas lo hicieron innecesario: {questions}.",
    },
    "only_read_by": {
        "en": "Who may read this answer: {who}.",
        "es": "Quién puede leer la respuesta a esta pregunta: {who}.",
    },
    "part_only_read_by": {
        "en": "Who may read a part of this answer: {who}.",
        "es": "Quién puede leer una parte de la respuesta a esta pregunta: {who}.",
    },
    "worked_out": {"en": "Worked out from other answers.", "es": "Se calcula a partir de otras respuestas."},
    "row": {"en": "Row", "es": "Fila"},
    "answer": {"en": "Answer", "es": "Respuesta"},
    "total": {"en": "Total", "es": "Total"},
    "none": {"en": "There are none", "es": "No hay"},
    "unnamed_entry": {"en": "No name given", "es": "Sin nombre"},
    # The approval sheet
    "approval_document": {
        "en": "Approval sheet for the competent authority",
        "es": "Hoja de aprobación para la autoridad competente",
    },
    "approval_of": {"en": "What would be said in the name {of_state}", "es": "Lo que se diría en nombre {of_state}"},
    "approval_intro": {
        "en": (
            "These pages sum up the reply for the authority that approves it. The whole reply, with every text, can be "
            "had from the focal point as PDF or as a Word file. Nothing has been submitted by this sheet."
        ),
        "es": (
            "Estas páginas resumen la respuesta para la autoridad que la aprueba. La respuesta completa, con todos los "
            "textos, puede pedirse al punto focal en PDF o en Word. Con esta hoja no se ha enviado nada."
        ),
    },
    "approval_submitted": {
        "en": "This reply has been submitted: receipt {receipt}.",
        "es": "Esta respuesta ya fue enviada: acuse de recibo {receipt}.",
    },
    "version": {"en": "Version shown", "es": "Versión que se muestra"},
    "fingerprint": {"en": "Fingerprint of this version", "es": "Huella de esta versión"},
    "fingerprint_means": {
        "en": (
            "The review page shows the fingerprint of the reply as it stands. While it is the same as here, no answer "
            "has changed since these pages were made."
        ),
        "es": (
            "La página de revisión muestra la huella de la respuesta tal como está. Mientras sea la misma que aquí, no "
            "ha cambiado ninguna respuesta desde que se hicieron estas páginas."
        ),
    },
    "short_fingerprint": {"en": "fingerprint {digits}", "es": "huella {digits}"},
    "at_a_glance": {"en": "At a glance", "es": "En síntesis"},
    "section": {"en": "Section", "es": "Sección"},
    "asked": {"en": "Asked", "es": "Preguntas"},
    "answered": {"en": "Answered", "es": "Contestadas"},
    "of_those_not_available": {"en": "Of these, “not available”", "es": "De ellas, «no disponible»"},
    "answered_in_part": {"en": "In part", "es": "En parte"},
    "left_blank": {"en": "Left blank", "es": "Sin contestar"},
    "not_readable": {"en": "Not readable", "es": "No interpretables"},
    "core_questions": {"en": "The core questions", "es": "Las preguntas esenciales"},
    "yes_or_no": {"en": "Other answers of yes or no", "es": "Otras respuestas de sí o no"},
    "question": {"en": "Question", "es": "Pregunta"},
    "in_short": {"en": "What is said", "es": "Lo que se dice"},
    "cut": {
        "en": "… ({count} characters; the whole text stands in the reply)",
        "es": "… ({count} caracteres; el texto completo figura en la respuesta)",
    },
    "entries_one": {"en": "One entry: {names}", "es": "Un elemento: {names}"},
    "entries_several": {"en": "{count} entries: {names}", "es": "{count} elementos: {names}"},
    "rest_one": {
        "en": "The reply answers one further question, which is not shown here.",
        "es": "En la respuesta se contesta una pregunta más, que no se muestra aquí.",
    },
    "rest_several": {
        "en": "The reply answers {count} further questions, which are not shown here.",
        "es": "En la respuesta se contestan otras {count} preguntas, que no se muestran aquí.",
    },
    "missing": {"en": "What is missing", "es": "Lo que falta"},
    "missing_none": {
        "en": "Nothing: every question asked has been answered.",
        "es": "Nada: se contestaron todas las preguntas.",
    },
    "missing_required": {
        "en": "Needed before sending: {questions}.",
        "es": "Necesarias para el envío: {questions}.",
    },
    "missing_core": {
        "en": "Core questions left blank: {questions}.",
        "es": "Preguntas esenciales sin contestar: {questions}.",
    },
    "missing_others": {
        "en": "Other questions left blank: {questions}.",
        "es": "Otras preguntas sin contestar: {questions}.",
    },
    "missing_in_part": {
        "en": "Answered in part: {questions}.",
        "es": "Contestadas en parte: {questions}.",
    },
    "missing_readable": {
        "en": "Kept as typed, because they cannot be read as a whole or in part: {questions}.",
        "es": "Conservadas tal como se escribieron, porque no pueden interpretarse en todo o en parte: {questions}.",
    },
    "narrower": {"en": "Who may read it", "es": "Quién puede leerla"},
    "narrower_none": {
        "en": "The whole reply will be public.",
        "es": "Toda la respuesta será pública.",
    },
    "narrower_rest": {"en": "Public: all other answers.", "es": "El público: todas las demás respuestas."},
    "narrower_some": {"en": "{who}: {questions}.", "es": "{who}: {questions}."},
    "prepared": {"en": "Who prepared it", "es": "Quién la preparó"},
    "person": {"en": "Person", "es": "Persona"},
    "institution": {"en": "Institution", "es": "Institución"},
    "sections": {"en": "Sections", "es": "Secciones"},
    "answers": {"en": "Answers", "es": "Respuestas"},
    "nobody": {"en": "Nothing has been answered yet.", "es": "Todavía no se ha contestado nada."},
    "the_secretariat": {"en": "The Secretariat", "es": "La Secretaría"},
    "approval": {"en": "Approval", "es": "Aprobación"},
    "approve": {
        "en": (
            "I have been informed of the reply summed up here, in the version with the fingerprint {digits}, and I "
            "approve that it be sent as the official reply {of_state}."
        ),
        "es": (
            "He tomado conocimiento de la respuesta que aquí se resume, en la versión de huella {digits}, y apruebo "
            "que se envíe como respuesta oficial {of_state}."
        ),
    },
    "sign_name": {"en": "Name", "es": "Nombre"},
    "sign_title": {"en": "Title", "es": "Cargo"},
    "sign_institution": {"en": "Institution", "es": "Institución"},
    "sign_place": {"en": "Place and date", "es": "Lugar y fecha"},
    "signature": {"en": "Signature and stamp", "es": "Firma y sello"},
    # The receipt
    "receipt_title": {"en": "Receipt {receipt}", "es": "Acuse de recibo {receipt}"},
    "receipt_document": {
        "en": "Receipt of an official reply",
        "es": "Acuse de recibo de una respuesta oficial",
    },
    "receipt_amends": {
        "en": "Receipt of a correction",
        "es": "Acuse de recibo de una corrección",
    },
    "sha256_means": {
        "en": (
            "With the fingerprint anybody who has the text that was submitted can check that it is that text, to the "
            "last character. It reveals no answer."
        ),
        "es": (
            "Con la huella, quien tenga el texto enviado puede comprobar que es ese texto, hasta el último carácter. "
            "No revela ninguna respuesta."
        ),
    },
    "check": {
        "en": "This code, or the address below it, leads to the page that checks this receipt.",
        "es": "Este código, o la dirección que figura debajo, lleva a la página que comprueba este acuse de recibo.",
    },
    "check_alternative": {
        "en": "QR code that leads to the page on which receipt {receipt} is checked: {address}",
        "es": "Código QR que lleva a la página en la que se comprueba el acuse de recibo {receipt}: {address}",
    },
}
