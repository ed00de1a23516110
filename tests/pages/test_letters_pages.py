"""The letters of a round: what became of each, each as it was sent, and sending one again by hand."""

import email
import email.policy
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.actions import inviting
from surveyapp.store.models import Letter
from surveyapp.web.letter_text import Block, blocks
from tests.page_client import PageClient
from tests.pages.desk import RONDA, ROUND, a_round_with, come_in


@pytest.fixture
def officer(app: Flask, client: PageClient, session: Session, now: datetime) -> PageClient:
    app.config["CLOCK"] = lambda: now
    return come_in(client, session, now)


@pytest.fixture
def letter(session: Session, now: datetime) -> Letter:
    """The invitation of Costa Rica."""
    round_, replies = a_round_with(session, {"CRI": "not_started"})
    (written,) = inviting.invite(session, round_, list(replies.values()), "https://survey.example.org", None, now)
    session.commit()
    return written


def has_become(session: Session, letter: Letter, status: str, outcome: str = "") -> None:
    letter.status, letter.outcome = status, outcome
    session.commit()


def test_an_empty_list_says_what_will_be_here(officer: PageClient, session: Session) -> None:
    a_round_with(session, {"CRI": "not_started"})

    page = officer.open(f"{ROUND}/letters")

    assert "Here will be every letter of this round" in page.text
    assert page.follow("Read and send the invitations").h1 == "Invitations"


@pytest.mark.parametrize(
    ("status", "english", "spanish"),
    [
        ("waiting", "waiting to be sent", "pendiente de envío"),
        ("sent", "handed to the mail server", "entregada al servidor de correo"),
        ("refused", "not delivered: refused", "no entregada: rechazada"),
        ("uncertain", "uncertain whether it was sent", "envío incierto"),
        ("kept", "kept here, to be sent by hand", "conservada aquí, para su envío manual"),
    ],
)
def test_the_list_says_what_became_of_each(
    officer: PageClient, session: Session, letter: Letter, status: str, english: str, spanish: str
) -> None:
    has_become(session, letter, status)

    assert english in officer.open(f"{ROUND}/letters").text
    assert spanish in officer.open(f"{RONDA}/letters").text


def test_a_letter_is_shown_as_it_was_written(officer: PageClient, letter: Letter) -> None:
    page = officer.open(f"{ROUND}/letters/{letter.public_id}")

    (shown,) = page.all(".letter")
    assert shown.get("lang") == "es"
    assert page.h1 == "Invitation: Costa Rica"
    assert "".join(page.texts(".letter")).replace(" ", "") == "".join(letter.body.split())
    assert page.texts(".date")[0].startswith("Washington, D. C.")


def test_a_letter_can_be_saved_as_a_message_with_the_deadline(officer: PageClient, app: Flask, letter: Letter) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], base_url="http://survey.example.org")

    response = officer.download(f"{ROUND}/letters/{letter.public_id}.eml")

    message = email.message_from_bytes(response.data, policy=email.policy.default)
    assert message["To"] == "person.cri@example.org"
    assert message["Subject"] == letter.subject
    assert message["Message-ID"] == f"<{letter.public_id}@survey.example.org>"
    assert [part.get_content_type() for part in message.iter_attachments()] == ["text/calendar"]
    assert response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("status", ["refused", "uncertain"])
def test_a_person_may_send_it_again(officer: PageClient, session: Session, letter: Letter, status: str) -> None:
    has_become(session, letter, status, "550 No such mailbox")
    page = officer.open(f"{ROUND}/letters/{letter.public_id}")
    assert "550 No such mailbox" in page.text

    page.form("/send-again").send(button="Send again")

    session.refresh(letter)
    assert letter.status == "waiting"
    assert "Letter sent again" in officer.open(f"{ROUND}/CRI").text


@pytest.mark.parametrize("status", ["waiting", "claimed", "sent", "kept"])
def test_any_other_is_not_sent_again(officer: PageClient, session: Session, letter: Letter, status: str) -> None:
    has_become(session, letter, status)

    page = officer.open(f"{ROUND}/letters/{letter.public_id}")

    assert "Send again" not in page.text


def test_a_letter_of_another_round_is_not_found(officer: PageClient, session: Session, letter: Letter) -> None:
    a_round_with(session, {"JAM": "not_started"}, code="other")

    officer.open(f"/en/secretariat/rounds/other/letters/{letter.public_id}", 404)
    officer.open(f"/en/secretariat/rounds/other/letters/{letter.public_id}.eml", 404)


def test_the_parts_of_a_formal_letter_are_told_apart() -> None:
    body = "NOTE\n\nOrganization of American States\nSecretariat\n\nWashington\n\nName\nState\n\nText\n\nFrom\n"

    assert [block.part for block in blocks(body)] == ["", "head", "date", "to", "", "from"]
    assert blocks("Only this\n") == [Block("", ("Only this",))]
