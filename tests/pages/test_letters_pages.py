"""The letters of a round: what became of each, each as it was sent, and sending one again by hand."""

import email
import email.policy
import io
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.actions import inviting, seeing
from surveyapp.actions.seeing import Held, Viewer
from surveyapp.store.models import Event, Letter, Reply
from surveyapp.web.letter_text import Block, blocks
from surveyapp.wording.dates import SECRETARIAT_ZONE, moment
from tests.mail.test_bounces import bounce
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
        ("held", "held until its batch is approved", "retenida hasta que se apruebe su lote"),
        ("bounced", "came back: not delivered", "devuelta: no entregada"),
        ("cancelled", "cancelled, not sent", "cancelada, no enviada"),
        ("entered", "sent outside this system", "enviada por otra vía"),
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


@pytest.mark.parametrize("status", ["refused", "uncertain", "bounced"])
def test_a_person_may_send_it_again(officer: PageClient, session: Session, letter: Letter, status: str) -> None:
    has_become(session, letter, status, "550 No such mailbox")
    page = officer.open(f"{ROUND}/letters/{letter.public_id}")
    assert "550 No such mailbox" in page.text

    refused = page.form("/send-again").send(button="Send again", status=422)
    assert "Confirm that it shall be sent again." in refused.text
    page.form("/send-again").send({"confirm": "1"}, button="Send again")

    session.refresh(letter)
    assert letter.status == "waiting"
    assert "Letter sent again" in officer.open(f"{ROUND}/CRI").text


@pytest.mark.parametrize("status", ["waiting", "claimed", "sent", "kept"])
def test_any_other_is_not_sent_again(officer: PageClient, session: Session, letter: Letter, status: str) -> None:
    has_become(session, letter, status)

    page = officer.open(f"{ROUND}/letters/{letter.public_id}")

    assert "Send again" not in page.text


def test_the_queue_says_what_will_be_sent_when_after_how_many_tries(
    officer: PageClient, session: Session, letter: Letter, now: datetime
) -> None:
    letter.tries, letter.outcome, letter.next_try_at = 2, "451 Later", now + timedelta(days=1)
    session.commit()

    page = officer.open(f"{ROUND}/letters")

    (row,) = page.all("#to-come")[0].getparent().findall(".//tbody/tr")
    assert [" ".join(cell.text_content().split()) for cell in row][3:6] == [
        f"{moment(letter.next_try_at, SECRETARIAT_ZONE, 'en')}451 Later",
        "2",
        "○ waiting to be sent",
    ]
    assert "what will be sent" in page.text.lower()


def test_a_letter_that_waits_is_cancelled_once_by_whoever_presses_first(
    officer: PageClient, session: Session, letter: Letter
) -> None:
    first, second = (officer.open(f"{ROUND}/letters").form("/cancel") for _one in range(2))

    done, again = first.send(), second.send()

    assert "Cancelled, and not sent: Invitation to person.cri@example.org." in done.text
    assert "Cancelled, and not sent" in again.text
    session.refresh(letter)
    assert letter.status == "cancelled"
    assert session.query(Event).filter(Event.deed == "letter cancelled").count() == 1
    assert "Letter cancelled before it was sent" in officer.open(f"{ROUND}/CRI").text


def test_a_letter_on_its_way_cannot_be_cancelled_any_more(
    officer: PageClient, session: Session, letter: Letter
) -> None:
    form = officer.open(f"{ROUND}/letters").form("/cancel")
    has_become(session, letter, "claimed")

    page = form.send(status=409)

    assert "It could not be cancelled any more" in page.text


def test_the_list_is_narrowed_and_taken_away_as_it_is(officer: PageClient, session: Session, letter: Letter) -> None:
    has_become(session, letter, "sent")

    assert "No letter is like that." in officer.open(f"{ROUND}/letters?status=waiting").text
    page = officer.open(f"{ROUND}/letters?state=CRI&kind=invitation&status=sent")
    assert len(page.all("#all-letters")[0].getparent().findall(".//tbody/tr")) == 1
    whole = zipfile.ZipFile(io.BytesIO(officer.download(f"{ROUND}/letters.zip").data))
    (name,) = whole.namelist()
    assert (name, email.message_from_bytes(whole.read(name))["To"]) == (
        "0001-invitation-CRI.eml",
        "person.cri@example.org",
    )
    assert letter.body in officer.download(f"{ROUND}/letters.txt").get_data(as_text=True)
    assert officer.download(f"{ROUND}/letters.txt?status=waiting").data == b""


def test_a_letter_with_a_code_is_in_no_list_and_no_file(officer: PageClient, session: Session, letter: Letter) -> None:
    letter.kind, letter.body = "sign_in_code", "1234 5678"
    session.commit()

    assert zipfile.ZipFile(io.BytesIO(officer.download(f"{ROUND}/letters.zip").data)).namelist() == []
    assert officer.download(f"{ROUND}/letters.txt").data == b""


def test_a_letter_that_was_kept_is_put_on_record_once_it_has_gone(
    officer: PageClient, session: Session, letter: Letter
) -> None:
    has_become(session, letter, "kept")
    form = officer.open(f"{ROUND}/letters/{letter.public_id}").form("/handed-over")

    page = form.send({"day": "2026-09-10", "channel": "courier"})

    session.refresh(letter)
    assert (letter.status, letter.channel) == ("entered", "courier")
    assert "10 September 2026" in page.text
    assert "by courier" in page.text


def test_a_letter_that_may_never_be_sent_is_not_shown_to_its_state(session: Session, letter: Letter) -> None:
    focal_point = Viewer(None, (Held("focal_point", "CRI"),))
    reply = session.get_one(Reply, letter.reply_id)

    for status in ("held", "cancelled"):
        has_become(session, letter, status)
        assert seeing.letters_of(session, focal_point, reply) == []
        assert seeing.letter(session, focal_point, letter.public_id) is None
    letter.channel = "official_mailbox"  # a mail that was kept, and sent from there
    has_become(session, letter, "entered")
    assert seeing.letters_of(session, focal_point, reply) == [letter]
    letter.email = ""  # one that was no mail of ours: what was noted of it is the secretariat's
    session.commit()
    assert seeing.letters_of(session, focal_point, reply) == []


# Sent otherwise, and come back


def test_a_letter_sent_otherwise_is_entered_once_and_counts_for_its_state(
    officer: PageClient, session: Session, letter: Letter
) -> None:
    form = officer.open(f"{ROUND}/letters/enter").form("/letters/enter")
    said = {"state": "CRI", "kind": "note_verbale", "sent_on": "2026-09-10", "to": "Misión", "channel": "courier"}

    for _twice in range(2):
        page = form.send({**said, "note": "Nota 12/2026"}, button="Put on record")

    (entered,) = session.query(Letter).filter(Letter.status == "entered").all()
    assert (entered.recipient, entered.body, entered.email) == ("Misión", "Nota 12/2026", "")
    assert page.h1 == "Note verbale to the permanent mission: Costa Rica"
    assert "10 September 2026" in page.text
    assert "Misión" in officer.open(f"{ROUND}/CRI").text
    assert "sent outside this system" in officer.open(f"{ROUND}/letters").text
    assert "10 September, note verbale" in officer.open(ROUND).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"to": ""}, "Say to whom it was sent."),
        ({"sent_on": ""}, "Say on which day it was sent."),
        ({"sent_on": "2027-01-01"}, "This day has not come yet."),
    ],
)
def test_what_is_missing_of_a_letter_sent_otherwise_is_said(
    officer: PageClient, letter: Letter, wrong: dict[str, str], said: str
) -> None:
    form = officer.open(f"{ROUND}/letters/enter").form("/letters/enter")

    page = form.send({"state": "CRI", "kind": "other", "to": "Misión", "channel": "courier", **wrong}, status=422)

    assert said in page.text
    assert len(page.all("#errors")) == 1


def test_a_copy_of_a_letter_sent_otherwise_is_kept_and_given_back(
    officer: PageClient, session: Session, letter: Letter
) -> None:
    form = officer.open(f"{ROUND}/letters/enter").form("/letters/enter")
    fields = {**form.fields, "state": "CRI", "kind": "other", "to": "Misión", "channel": "by_hand"}

    officer.post(f"{ROUND}/letters/enter", {**fields, "file": (io.BytesIO(b"%PDF-1.4 a note"), "nota.pdf")})
    officer.post(
        f"{ROUND}/letters/enter",
        {**fields, "file": (io.BytesIO(b"MZ\x90 a program"), "nota.pdf"), "operation": "x"},
        422,
    )

    (entered,) = session.query(Letter).filter(Letter.status == "entered").all()
    given = officer.download(f"{ROUND}/letters/{entered.public_id}/paper")
    assert (given.data, given.mimetype) == (b"%PDF-1.4 a note", "application/pdf")
    assert given.headers["Content-Security-Policy"].endswith("sandbox")


def test_a_returned_message_marks_its_letter_and_is_seen_on_the_pages_of_the_round_and_the_state(
    officer: PageClient, session: Session, letter: Letter
) -> None:
    has_become(session, letter, "sent")
    message = bounce(letter.email, f"<{letter.public_id}@survey.example.org>")

    fields = officer.open(f"{ROUND}/letters/returned").form("/returned").fields
    page = officer.post(f"{ROUND}/letters/returned", {**fields, "message": (io.BytesIO(message), "back.eml")})

    assert "Marked as returned:Invitation, person.cri@example.org" in page.text
    session.refresh(letter)
    assert (letter.status, letter.outcome) == ("bounced", "smtp; 550 5.1.1 No such user")
    assert "One letter needs your attention" in officer.open(ROUND).text
    assert "A letter needs your attention" in officer.open(f"{ROUND}/CRI").text
    assert "Una carta requiere su atención" in officer.open(RONDA).text


def test_a_letter_that_came_back_in_a_message_nobody_can_read_is_marked_by_hand_once(
    officer: PageClient, session: Session, letter: Letter
) -> None:
    has_become(session, letter, "sent")
    form = officer.open(f"{ROUND}/letters/{letter.public_id}").form("/returned")

    page = form.send({"said": "Buzón lleno"})
    form.send({"said": "Another"})

    assert "Buzón lleno" in page.text
    session.refresh(letter)
    assert (letter.status, letter.outcome) == ("bounced", "Buzón lleno")
    assert not officer.open(f"{ROUND}/letters/{letter.public_id}").document.xpath(
        "//form[contains(@action, '/returned')]"
    )


def test_without_a_message_nothing_is_taken_in(officer: PageClient, letter: Letter) -> None:
    page = officer.open(f"{ROUND}/letters/returned").form("/returned").send(status=422)

    assert "Choose the message that came back." in page.text


def test_a_letter_of_another_round_is_not_found(officer: PageClient, session: Session, letter: Letter) -> None:
    a_round_with(session, {"JAM": "not_started"}, code="other")

    officer.open(f"/en/secretariat/rounds/other/letters/{letter.public_id}", 404)
    officer.open(f"/en/secretariat/rounds/other/letters/{letter.public_id}.eml", 404)


def test_the_parts_of_a_formal_letter_are_told_apart() -> None:
    body = "NOTE\n\nOrganization of American States\nSecretariat\n\nWashington\n\nName\nState\n\nText\n\nFrom\n"

    assert [block.part for block in blocks(body)] == ["", "head", "date", "to", "", "from"]
    assert blocks("Only this\n") == [Block("", ("Only this",))]
