"""Notes verbales and letters to ministers made in the browser; the secretariat's own templates, checked."""

import io
import zipfile
from datetime import datetime

import docx
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.store import letter_wordings as store
from surveyapp.store.models import Letter
from surveyapp.store.secretariat_models import Authority
from tests.documents.test_formal_letters import a_template, texts
from tests.page_client import PageClient
from tests.pages.desk import ROUND, a_round_with, come_in

PAGE = "/en/secretariat/letter-templates/note_verbale/es"


@pytest.fixture
def officer(app: Flask, client: PageClient, session: Session, now: datetime) -> PageClient:
    app.config["CLOCK"] = lambda: now
    a_round_with(session, {"CRI": "in_progress", "JAM": "not_started", "PER": "submitted"})
    return come_in(client, session, now)


def a_minister(session: Session, now: datetime) -> None:
    facts = {"name": "Luis Rojas", "title": "Ministro", "institution": "Ministerio", "address": "Calle 1\nSan José"}
    session.add(Authority(state="CRI", kind="minister", language="es", since=now, **facts))
    session.commit()


def letters(session: Session) -> list[Letter]:
    session.expire_all()
    found = session.query(Letter).order_by(Letter.id).all()
    session.commit()  # nobody else writes while a session is at work
    return found


def made_for_all(officer: PageClient, kind: str = "note_verbale") -> zipfile.ZipFile:
    fields = officer.open(f"{ROUND}/formal-letters").form(f"/{kind}/all").fields
    answer = officer.browser.post(f"{ROUND}/formal-letters/{kind}/all", data=fields)
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_a_note_is_made_for_each_state_that_has_not_replied_in_its_language_once(
    officer: PageClient, session: Session
) -> None:
    for _twice in range(2):
        made = made_for_all(officer)

    assert sorted(made.namelist()) == ["note_verbale-CRI.docx", "note_verbale-JAM.docx"]
    assert "saluda atentamente a la Misión Permanente de Costa Rica" in texts(made.read("note_verbale-CRI.docx"))
    assert "presents its compliments to the Permanent Mission of Jamaica" in texts(made.read("note_verbale-JAM.docx"))
    assert [(one.kind, one.status, one.channel) for one in letters(session)] == [
        ("note_verbale", "kept", "by_hand"),
        ("note_verbale", "kept", "by_hand"),
    ]


def test_the_open_questions_are_those_that_every_state_is_asked_by_number_and_wording(officer: PageClient) -> None:
    said = texts(made_for_all(officer).read("note_verbale-CRI.docx"))

    assert "las siguientes 2 preguntas esenciales" in said
    assert "offence" in said
    assert "services" in said
    assert "plan" not in said


def test_to_a_minister_of_whom_nothing_is_on_file_no_letter_is_made(
    officer: PageClient, session: Session, now: datetime
) -> None:
    page = officer.open(f"{ROUND}/formal-letters")
    assert "No minister is on file for these states, so no letter is made for them: Costa Rica, Jamaica." in page.text
    fields = {"csrf_token": page.form("/note_verbale/all").fields["csrf_token"][0]}
    refused = officer.post(f"{ROUND}/JAM/formal-letters/minister_letter", fields, 422)
    assert "Nobody is on file in this state" in refused.text
    officer.post(f"{ROUND}/formal-letters/minister_letter/all", fields, 422)
    a_minister(session, now)

    page = officer.open(f"{ROUND}/formal-letters").form("/CRI/formal-letters/minister_letter").send()

    assert page.h1 == "Letter to the minister: Costa Rica"
    assert "Luis Rojas, Ministro, Ministerio" in page.text
    (letter,) = letters(session)
    said = texts(officer.download(f"{ROUND}/letters/{letter.public_id}/paper").data)
    assert "Luis Rojas\nMinistro\nMinisterio\nRepública de Costa Rica\nCalle 1\nSan José" in said


def test_a_template_of_the_secretariat_is_used_and_one_goes_back(officer: PageClient, session: Session) -> None:
    fields = officer.open(PAGE).form("/note_verbale/es").fields
    own = a_template("NOTA {{ state_official }}", header="Membrete")
    taken = officer.post(PAGE, {**fields, "template": (io.BytesIO(own), "nota.docx")})
    assert "version 1: nota.docx" in taken.text

    assert texts(made_for_all(officer).read("note_verbale-CRI.docx")) == "Membrete\nNOTA República de Costa Rica\n"
    assert [one.template_version for one in letters(session)] == [1, None]
    assert docx.Document(io.BytesIO(officer.download(f"{PAGE}/1.docx").data)).paragraphs[0].text.startswith("NOTA")

    officer.open(PAGE).form("/restore").send(button="Go back to the product’s own")
    assert "saluda atentamente" in texts(made_for_all(officer).read("note_verbale-CRI.docx"))
    assert [one.version for one, _name in store.versions(session, "note_verbale", "es")] == [2, 1]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (a_template("{{ nobody }}"), "nota.docx", "There is no field “nobody”. There are: accepted_until"),
        (a_template("{{ title.x }}"), "nota.docx", "Only fields, conditions on fields and lists can be used"),
        (a_template("{% if title %}"), "nota.docx", "is not closed"),
        (b"%PDF-1.4", "nota.docx", "This is no Word document"),
        (a_template("x"), "nota.pdf", "This is no Word document"),
        (b"", "", "Choose the template first."),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_with_why(
    officer: PageClient, session: Session, content: bytes, name: str, said: str
) -> None:
    fields = officer.open(PAGE).form("/note_verbale/es").fields

    refused = officer.post(PAGE, {**fields, "template": (io.BytesIO(content), name)}, 422)

    assert said in refused.text
    assert store.versions(session, "note_verbale", "es") == []


def test_the_second_of_two_officers_replaces_no_template(officer: PageClient) -> None:
    fields = officer.open(PAGE).form("/note_verbale/es").fields
    for number, status in enumerate((200, 409)):
        file = (io.BytesIO(a_template(f"{number} {{{{ title }}}}")), "nota.docx")
        page = officer.post(PAGE, {**fields, "template": file}, status)

    assert "Somebody else put another template in its place meanwhile." in page.text
