import pytest
from jinja2 import UndefinedError

from surveyapp.mail import letters
from surveyapp.mail.letters import compose

INVITATION = {
    "title": "Cuestionario sobre mejores prácticas, 2026",
    "illustrative": False,
    "date": "1 de septiembre de 2026",
    "recipient": "Nombre A",
    "recipient_title": "Punto focal nacional",
    "institution": "Ministerio de Gobernación y Policía",
    "state": "Costa Rica",
    "of_state": "de Costa Rica",
    "state_official": "República de Costa Rica",
    "salutation": "De mi mayor consideración:",
    "mandate": "AG/RES. 2551 (XL-O/10)",
    "period": "2024–2025",
    "questions": 84,
    "sections": 9,
    "core_questions": 32,
    "deadline": "viernes 31 de octubre de 2026, a las 15:00 (hora de San José; 17:00 en Washington, D. C.)",
    "meeting": "la Sexta Reunión",
    "email": "nombre.a@example.org",
    "base_url": "https://survey.example.org",
    "join_address": "https://survey.example.org/es/ask-to-join/5f3a",
    "by_second_factor": False,
    "contact_email": "cuestionario@example.org",
    "contact_telephone": "+1 202 555 0143",
    "mission": "de Costa Rica",
}
RECEIPT = {
    "receipt": "CR-2026-01",
    "state_official": "República de Costa Rica",
    "of_state": "de la República de Costa Rica",
    "to_state": "a la República de Costa Rica",
    "state_in_sentence": "la República de Costa Rica",
    "title": "Cuestionario, 2026",
    "illustrative": True,
    "received": "27 de agosto de 2026, a las 10:54",
    "deadline": "31 de agosto de 2026: a tiempo",
    "contents": "68 de 83 preguntas contestadas",
    "declared_by": "Nombre A, punto focal nacional",
    "approved_on": "26 de agosto de 2026",
    "letter": "carta.pdf",
    "amends": "",
    "on_instruction": False,
    "to_mission": False,
    "sent_by": "Nombre B",
    "sha256": "3fa9",
}
COMPLETE = {name: fact for name, fact in INVITATION.items() if name not in ("mandate", "meeting")} | {
    "is_past_deadline": True,
    "accepted_until": "viernes 30 de noviembre de 2026, a las 15:00 (hora de San José; 16:00 en Washington, D. C.)",
}
REMINDER = COMPLETE | {"mandate": "AG/RES. 2551 (XL-O/10)", "meeting": "la Sexta Reunión"}
DOCUMENT = {
    "title": "Cuestionario, 2026",
    "illustrative": False,
    "state_official": "República de Costa Rica",
    "of_state": "de Costa Rica",
    "name": "respuesta.pdf",
    "by": "Nombre C",
    "note": "La respuesta firmada.",
    "received": "27 de agosto de 2026, a las 10:54",
}
QUESTIONS_CHANGED = {name: fact for name, fact in INVITATION.items() if name not in ("mandate", "meeting")} | {
    "questions": ["1.3 ¿Es la trata de personas un delito autónomo?", "2.1 ¿Existe un plan?"],
    "is_reopened": True,
}
REQUEST = {name: fact for name, fact in QUESTIONS_CHANGED.items() if name != "is_reopened"} | {
    "is_asked": True,
    "asked_on": "10 de septiembre de 2026",
    "until": "15 de noviembre de 2026",
    "words": "Se espera la respuesta completa.",
}
CLARIFICATIONS = REQUEST | {"count": 2, "questions": ["1.3", "2.1"], "page": "https://survey.example.org/es/reply/x"}
RECEIVED_AS_DOCUMENT = REQUEST | {
    "name": "respuesta.pdf",
    "received_on": "27 de agosto de 2026",
    "confirm_by": "viernes 2 de octubre de 2026, a las 23:59 (hora de San José)",
    "accepted_until": "viernes 30 de octubre de 2026, a las 15:00 (hora de San José)",
    "receipt": "CR-2026-01",
    "page": "https://survey.example.org/es/reply/x/entered",
}
HANDS = ("contributor", "alternate", "mission", "successor")
DELEGATION = INVITATION | {
    "invited_by": "Ana Mora, Directora, CONATT",
    "is_alternate": False,
    "all_sections": False,
    "section_names": ["1. Leyes", "3. Asistencia"],
    "sees_rest": True,
    "message": ["Estimada colega:", "gracias."],
    "wanted_by": "viernes 2 de octubre de 2026",
}
NOT_SENT = {
    "is_reopened": False,
    "awaits_approval": False,
    "receipt": "",
    "sent_on": "",
    "answered": 40,
    "asked": 84,
    "approval_expected_on": "",
}
SENT = NOT_SENT | {
    "is_reopened": False,
    "awaits_approval": False,
    "receipt": "CR-2026-01",
    "sent_on": "27 de agosto de 2026, a las 10:54",
}
FACTS = {
    "sign_in_code": {"code": "1234 5678", "minutes": 10, "illustrative": False},
    "official_act_code": {"code": "1234 5678", "minutes": 10, "name": "Name A", "illustrative": False},
    "secretariat_invitation": {
        "name": "Name A",
        "code": "1234 5678",
        "address": "http://localhost/en/x",
        "days": 7,
        "illustrative": False,
    },
    "invitation": INVITATION,
    "receipt": RECEIPT,
    "questions_changed": QUESTIONS_CHANGED,
    "extension_granted": REQUEST,
    "extension_declined": REQUEST,
    "reopening_granted": REQUEST,
    "reopening_declined": REQUEST,
    "clarifications": CLARIFICATIONS,
    "document_received": RECEIVED_AS_DOCUMENT,
    "confirm_entered": RECEIVED_AS_DOCUMENT,
    "confirmation_taken_back": RECEIVED_AS_DOCUMENT,
    "entered_stands": RECEIVED_AS_DOCUMENT,
    "reply_accepted": RECEIVED_AS_DOCUMENT,
    **{f"{hand}_invitation": DELEGATION for hand in HANDS},
    "successor_invitation": DELEGATION | NOT_SENT,
    "access_request": INVITATION
    | {
        "asking": "Rosa Díaz, Fiscal, Fiscalía General",
        "asking_email": "rosa@example.org",
        "section_names": ["1. Leyes"],
    },
    "complete_not_sent": COMPLETE,
    "document_handed_in": DOCUMENT,
    **dict.fromkeys(("reminder_before", "reminder_last_day", "reminder_overdue", "thanks"), REMINDER),
    "note_to_mission": REMINDER | {"focal_points": ["Nombre A, Directora"], "is_past_deadline": True},
}
KINDS = sorted({template.name.split(".")[0] for template in letters.TEMPLATES.glob("*.txt")} & FACTS.keys())


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_is_composed_in_both_languages(kind, language):
    composed = compose(kind, language, FACTS[kind])

    assert composed.subject
    assert composed.body.endswith("\n")
    assert "{" not in composed.subject + composed.body


@pytest.mark.parametrize(("language", "words"), [("en", "ILLUSTRATIVE LETTER"), ("es", "CARTA ILUSTRATIVA")])
@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_of_a_demonstration_says_so_first_and_no_other_does(kind, language, words):
    of_a_demonstration = compose(kind, language, FACTS[kind] | {"illustrative": True})
    real = compose(kind, language, FACTS[kind] | {"illustrative": False})

    assert of_a_demonstration.body.startswith(words)
    assert words not in real.body


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_letter_with_a_code_holds_no_address_to_open(language):
    assert "://" not in compose("sign_in_code", language, FACTS["sign_in_code"]).body


@pytest.mark.parametrize("kind", ["invitation", *(f"{hand}_invitation" for hand in HANDS)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_an_invitation_names_the_address_to_type_and_the_one_for_others_it_reaches_and_no_other(kind, language):
    body = compose(kind, language, FACTS[kind]).body

    assert [word for word in body.split() if "://" in word] == [
        "https://survey.example.org",
        "https://survey.example.org/es/ask-to-join/5f3a",
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_contributor_is_told_the_sections_the_message_and_the_day(language):
    body = compose("contributor_invitation", language, FACTS["contributor_invitation"]).body

    assert "    - 1. Leyes\n    - 3. Asistencia\n" in body
    assert "    Estimada colega:\n    gracias.\n" in body
    assert "viernes 2 de octubre de 2026" in body


@pytest.mark.parametrize(("language", "words"), [("en", "all its sections"), ("es", "todas sus secciones")])
def test_a_contributor_to_all_sections_gets_no_list(language, words):
    body = compose("contributor_invitation", language, FACTS["contributor_invitation"] | {"all_sections": True}).body

    assert words in body
    assert "1. Leyes" not in body


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "only by the focal point or an alternate"),
        ("es", "la envía únicamente el punto focal o su suplente"),
    ],
)
def test_a_contributor_is_told_that_an_alternate_may_send_the_reply_too(language, said):
    assert said in compose("contributor_invitation", language, FACTS["contributor_invitation"]).body


@pytest.mark.parametrize(
    ("language", "facts", "said", "unsaid"),
    [
        ("en", SENT, "received on 27 de agosto de 2026, a las 10:54, and its receipt is CR-2026-01", "period for"),
        ("es", SENT, "se recibió el 27 de agosto de 2026, a las 10:54 y su acuse de recibo es el CR-2026-01", "plazo"),
        ("en", SENT | {"is_reopened": True}, "reopened since, to be corrected", "period for"),
        ("es", SENT | {"is_reopened": True}, "se ha reabierto para corregirla", "plazo"),
        ("en", NOT_SENT, "not been sent yet: 40 of its 84 questions are answered. The period", "receipt"),
        ("es", NOT_SENT, "aún no se ha enviado: se han contestado 40 de sus 84 preguntas. El plazo", "acuse"),
        (
            "en",
            NOT_SENT | {"awaits_approval": True, "approval_expected_on": "3 October 2026"},
            "the approval of the authorities is awaited; it is expected on 3 October 2026. The period",
            "receipt",
        ),
        (
            "es",
            NOT_SENT | {"awaits_approval": True, "approval_expected_on": "3 de octubre de 2026"},
            "se espera la aprobación de las autoridades, prevista para el 3 de octubre de 2026. El plazo",
            "acuse",
        ),
    ],
)
def test_a_successor_is_told_where_the_reply_stands(language, facts, said, unsaid):
    body = compose("successor_invitation", language, DELEGATION | facts).body

    assert said in body
    assert unsaid not in body


def test_the_letter_about_somebody_who_asks_names_the_person_and_leads_to_no_other_site():
    body = compose("access_request", "es", FACTS["access_request"]).body

    assert "    Rosa Díaz, Fiscal, Fiscalía General\n    rosa@example.org\n" in body
    assert [word for word in body.split() if "://" in word] == ["https://survey.example.org"]


def test_a_missing_fact_stops_the_letter():
    with pytest.raises(UndefinedError):
        compose("sign_in_code", "en", {"minutes": 10})


def test_no_fact_can_add_a_line_to_the_subject_or_a_heading_to_the_mail():
    facts = FACTS["receipt"] | {"state_official": "Chile\r\nBcc: everybody@example.org\u2028x"}

    composed = compose("receipt", "en", facts)

    assert composed.subject == "Receipt CR-2026-01: Chile Bcc: everybody@example.org x"


def test_a_name_with_signs_of_html_stays_as_it_is_written():
    composed = compose("official_act_code", "es", FACTS["official_act_code"] | {"name": "O'Brien & Ñandú <DSP>"})

    assert composed.body.startswith("O'Brien & Ñandú <DSP>:")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_letter_about_changed_questions_lists_them_and_says_what_was_reopened(language):
    reopened = compose("questions_changed", language, QUESTIONS_CHANGED)
    in_progress = compose("questions_changed", language, QUESTIONS_CHANGED | {"is_reopened": False})

    assert "    - 1.3 ¿Es la trata de personas un delito autónomo?\n    - 2.1 ¿Existe un plan?\n" in reopened.body
    assert QUESTIONS_CHANGED["deadline"] not in reopened.body
    assert QUESTIONS_CHANGED["deadline"] in in_progress.body


@pytest.mark.parametrize(
    ("language", "of_one", "of_several"),
    [
        ("en", "for this question alone.", "for these questions alone."),
        ("es", "para esta pregunta.", "para estas preguntas."),
    ],
)
def test_a_letter_about_one_changed_question_says_that_the_reply_is_reopened_for_it_alone(language, of_one, of_several):
    one = compose("questions_changed", language, QUESTIONS_CHANGED | {"questions": ["2.1 ¿Existe un plan?"]}).body
    several = compose("questions_changed", language, QUESTIONS_CHANGED).body

    assert of_one in one
    assert of_several not in one
    assert of_several in several


@pytest.mark.parametrize(
    ("language", "acts"),
    [
        ("en", ["send the reply of your state", "hand over your task as focal point"]),
        ("es", ["enviar la respuesta de su Estado", "traspasar las funciones de punto focal"]),
    ],
)
def test_the_letter_with_the_code_of_an_official_act_names_the_acts_that_take_one(language, acts):
    body = compose("official_act_code", language, FACTS["official_act_code"]).body

    assert [act for act in acts if act not in body] == []


@pytest.mark.parametrize(("language", "said"), [("en", "Corrects: CR-2026-01"), ("es", "Corrige: CR-2026-01")])
def test_the_receipt_of_a_correction_names_the_declaration_it_stands_under(language, said):
    assert said in compose("receipt", language, RECEIPT | {"amends": "CR-2026-01"}).body
    assert said not in compose("receipt", language, RECEIPT).body


def test_the_receipt_says_what_was_submitted_by_whom_and_with_which_letter():
    assert compose("receipt", "es", RECEIPT | {"illustrative": False}).body.partition("\n\n")[2] == (
        "Cuestionario: Cuestionario, 2026\n"
        "Acuse de recibo: CR-2026-01\n"
        "Estado: República de Costa Rica\n"
        "Recibida: 27 de agosto de 2026, a las 10:54\n"
        "Plazo: 31 de agosto de 2026: a tiempo\n"
        "Contenido: 68 de 83 preguntas contestadas\n"
        "Declara: Nombre A, punto focal nacional\n"
        "Aprobada el: 26 de agosto de 2026\n"
        "Carta firmada: carta.pdf\n"
        "Envía: Nombre B\n"
        "Huella SHA-256: 3fa9\n"
        "\n"
        "La huella (SHA-256) permite comprobar que el texto publicado es el que usted envió. No revela el contenido "
        "de la respuesta. La página «Comprobar un acuse de recibo», a la que conduce la página de inicio del "
        "cuestionario, la comprueba sin necesidad de ingresar.\n"
        "\n"
        "No recibirá más recordatorios sobre este cuestionario. Si es necesario aclarar la respuesta a alguna "
        "pregunta, la Secretaría le escribirá al respecto.\n"
    )


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Sent by: Nombre B (Secretariat)"), ("es", "Envía: Nombre B (Secretaría)")]
)
def test_the_receipt_of_what_the_mission_instructed_says_so(language, said):
    body = compose("receipt", language, RECEIPT | {"on_instruction": True}).body

    assert said in body
    assert {"en": "written instruction", "es": "instrucción escrita"}[language] in body


@pytest.mark.parametrize("amends", ["", "CR-2026-01"])
@pytest.mark.parametrize(
    ("language", "informed", "of_the_focal_point"),
    [
        ("en", "informs the permanent mission that", ["you submitted", "write to you"]),
        ("es", "informa a la misión permanente de que ha recibido", ["usted envió", "le escribirá"]),
    ],
)
def test_the_receipt_informs_the_mission_and_does_not_speak_to_it_as_to_the_focal_point(
    language, informed, of_the_focal_point, amends
):
    to_mission = compose("receipt", language, RECEIPT | {"to_mission": True, "amends": amends}).body
    to_focal_point = compose("receipt", language, RECEIPT | {"amends": amends}).body

    assert informed in to_mission
    assert informed not in to_focal_point
    assert [words for words in of_the_focal_point if words in to_mission or words not in to_focal_point] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_letter_about_a_complete_reply_says_until_when_it_is_accepted(language):
    late = compose("complete_not_sent", language, COMPLETE).body
    in_time = compose("complete_not_sent", language, COMPLETE | {"is_past_deadline": False}).body

    assert COMPLETE["accepted_until"] in late
    assert COMPLETE["accepted_until"] not in in_time
    assert COMPLETE["deadline"] in in_time


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_letter_about_a_document_names_it(language):
    body = compose("document_handed_in", language, DOCUMENT).body

    assert "respuesta.pdf" in body
    assert "Nombre C" in body
    assert "La respuesta firmada." in body


@pytest.mark.parametrize("kind", ["reminder_before", "reminder_last_day", "reminder_overdue"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_reminder_says_the_deadline_and_the_one_address_and_that_core_questions_suffice(kind, language):
    body = compose(kind, language, REMINDER).body

    assert REMINDER["deadline"] in body
    assert [word for word in body.split() if "://" in word] == ["https://survey.example.org"]
    assert {"en": "core questions", "es": "preguntas esenciales"}[language] in body


@pytest.mark.parametrize(
    ("language", "courtesy", "designate"),
    [
        ("en", "presents its compliments to the Permanent Mission of", "transmit the designation"),
        ("es", "saluda muy atentamente a la Misión Permanente de Costa Rica", "transmitir la designación"),
    ],
)
def test_a_note_to_the_mission_is_in_the_third_person_and_asks_for_a_focal_point_where_there_is_none(
    language, courtesy, designate
):
    named = compose("note_to_mission", language, FACTS["note_to_mission"]).body
    nobody = compose("note_to_mission", language, FACTS["note_to_mission"] | {"focal_points": []}).body

    assert courtesy in named
    assert "    - Nombre A, Directora\n" in named
    assert designate not in named
    assert designate in nobody
    assert not {"I", "usted", "you"} & set(named.split())


@pytest.mark.parametrize("kind", [kind for kind in letters.kinds() if "code" in letters.fields(kind).names])
def test_a_code_can_be_left_out_of_no_letter_that_has_one(kind):
    assert "code" in letters.fields(kind).required
