"""Blank forms handed out: to officers for an edition and a round, to states for their own round."""

import io
from datetime import datetime

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy.orm import Session

from surveyapp.actions import authoring, coming_in
from surveyapp.core.questionnaire import Kind
from surveyapp.store.models import Person
from tests.builders import a_question, a_questionnaire, a_section, words
from tests.page_client import PageClient
from tests.stored import DEADLINE, OPENED, a_person, a_reply, a_round

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORM = a_questionnaire(
    a_section(
        "law", a_question("calls", Kind.INTEGER, wording=words("Calls in {last_year}", "Llamadas en {last_year}"))
    )
)


@pytest.fixture
def come_in(app: Flask, client: PageClient, session: Session, now: datetime):
    def begin(person: Person) -> PageClient:
        app.config["CLOCK"] = lambda: now
        token = coming_in.begin(session, person, now)
        session.commit()
        client.browser.set_cookie("session", token)
        return client

    return begin


def text_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def test_an_officer_takes_the_form_of_an_edition(come_in, session: Session) -> None:
    edition = authoring.take_in(session, FORM, "form.xlsx", None, OPENED)
    officer = come_in(a_person(session, "An officer", role="officer", state=None))
    address = f"/en/secretariat/questionnaires/{edition.public_id}/blank-form"

    pdf = officer.download(f"{address}.pdf?language=es")
    word = officer.download(f"{address}.docx")

    assert (pdf.mimetype, word.mimetype) == (PDF, WORD)
    assert "blank-form-practices-1-es.pdf" in pdf.headers["Content-Disposition"]
    assert "blank-form-practices-1-en.docx" in word.headers["Content-Disposition"]
    assert "Llamadas en [año]" in text_of(pdf.data)
    assert "no debe enviarse ni contestarse" in text_of(pdf.data)
    page = officer.open(f"/en/secretariat/questionnaires/{edition.public_id}")
    assert {one.get("href") for one in page.all("a")} >= {f"{address}.pdf?language=es", f"{address}.docx?language=en"}


def test_the_page_of_a_round_leads_to_its_form_in_each_language(come_in, session: Session) -> None:
    a_round(session, FORM, title=words("Round 2026", "Ronda 2026"))
    officer = come_in(a_person(session, "An officer", role="officer", state=None))

    page = officer.open("/en/secretariat/rounds/2026")

    address = "/en/secretariat/rounds/2026/blank-form"
    assert {one.get("href") for one in page.all("a")} >= {f"{address}.pdf?language=es", f"{address}.docx?language=en"}


def test_the_form_of_a_round_has_its_years_and_its_deadline(come_in, session: Session) -> None:
    a_round(session, FORM, title=words("Round 2026", "Ronda 2026"))
    officer = come_in(a_person(session, "An officer", role="officer", state=None))

    form = officer.download("/en/secretariat/rounds/2026/blank-form.pdf?language=es")

    text = text_of(form.data)
    assert "Llamadas en 2025" in text
    assert "Ronda: Ronda 2026" in text
    assert "Período de referencia: 2024–2025" in text
    assert "Plazo para responder: 30 de septiembre de 2026" in text
    assert "2026-es.pdf" in form.headers["Content-Disposition"]


@pytest.mark.parametrize("role", ["focal_point", "contributor", "observer"])
def test_a_state_takes_its_form_from_its_desk_with_its_own_deadline(come_in, session: Session, role: str) -> None:
    own = DEADLINE.replace(month=10, day=15)
    reply = a_reply(session, "CRI", a_round(session, FORM), own_deadline=own)
    state = come_in(a_person(session, "Somebody", role=role, sections=["law"] if role == "contributor" else None))

    desk = state.open(f"/es/reply/{reply.public_id}")
    address = next(
        one.get("href") for one in desk.all("a") if str(one.get("href")).endswith("blank-form.pdf?language=es")
    )

    assert "Documentos para descargar" in desk.text
    assert "Plazo para responder: 15 de octubre de 2026" in text_of(state.download(address).data)


def test_a_language_without_a_form_is_refused_in_words(come_in, session: Session) -> None:
    hole = a_questionnaire(a_question("law", wording={"en": "Law"}))
    edition = authoring.take_in(session, hole, "form.xlsx", None, OPENED)
    officer = come_in(a_person(session, "An officer", role="officer", state=None))
    address = f"/es/secretariat/questionnaires/{edition.public_id}/blank-form.pdf"

    incomplete = officer.open(f"{address}?language=es", 404)
    unknown = officer.open(f"{address}?language=xx", 404)

    assert "Falta en él 1 texto del cuestionario" in incomplete.text
    assert "El formulario puede obtenerse en: inglés (en)." in unknown.text
    assert officer.download(address).mimetype == PDF


def test_an_unknown_format_or_edition_is_not_found(come_in, session: Session) -> None:
    edition = authoring.take_in(session, FORM, "form.xlsx", None, OPENED)
    officer = come_in(a_person(session, "An officer", role="officer", state=None))

    officer.open(f"/en/secretariat/questionnaires/{edition.public_id}/blank-form.exe", 404)
    officer.open("/en/secretariat/questionnaires/nothing/blank-form.pdf", 404)
