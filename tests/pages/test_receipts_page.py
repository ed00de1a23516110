"""The public page that checks a receipt: it confirms what one holds and tells nothing to who holds nothing."""

import io
import re
from datetime import timedelta

import pytest

from surveyapp.actions import receipt_checks, reply_papers, submitting
from surveyapp.documents import papers
from surveyapp.wording.receipts import fingerprint
from tests.stored import a_reply

SALT = "5a" * 16
GENUINE = "Genuine: this is the receipt of the reply that stands."
SUPERSEDED = "Genuine, but the state has submitted again since"
UNKNOWN = "Not confirmed: no receipt on record has this number with this fingerprint."
NOT_THIS_FILE = "Not confirmed: this file is neither"


@pytest.fixture
def made(app, session, now):
    app.config["CLOCK"] = lambda: now
    found = submitting.submit(session, a_reply(session), {"name": "Ana Mora"}, "one", None, now, SALT)
    session.commit()
    return found


@pytest.fixture
def later(session, made, now):
    made.reply.standing = "reopened"
    found = submitting.submit(session, made.reply, {}, "two", None, now + timedelta(days=1), "17" * 16)
    session.commit()
    return found


def address(made, sha256=None):
    return f"/en/receipts/{made.receipt}?sha256={sha256 or made.sha256}"


def of_file(client, data, name="file.json"):
    form = client.open("/en/receipts").form("/receipts")
    return client.post("/en/receipts", form.fields | {"file": (io.BytesIO(data), name)})


def test_what_the_code_on_a_receipt_leads_to_confirms_it(client, made):
    page = client.open(address(made))

    assert GENUINE in page.text
    assert "Republic of Costa Rica" in page.text
    assert fingerprint(made.sha256) in page.text
    assert "Ana Mora" not in page.text


def test_it_says_so_in_spanish(client, made):
    page = client.open(address(made).replace("/en/", "/es/"))

    assert "Auténtico: es el acuse de recibo de la respuesta que tiene validez." in page.text
    assert "República de Costa Rica" in page.text


def test_where_a_later_submission_stands_it_says_so(client, made, later):
    assert SUPERSEDED in client.open(address(made)).text
    assert GENUINE in client.open(address(later)).text


def said(page):
    """The whole page, but for the token of its forms, which the second tells apart."""
    return re.sub(r'(name="csrf_token"[^>]*value=")[^"]*', r"\1", page.response.text)


def test_a_wrong_fingerprint_and_an_unknown_number_are_answered_alike(client, made):
    wrong = client.open(address(made, "0" * 64))
    unknown = client.open(f"/en/receipts/XX-2026-01?sha256={'0' * 64}")

    assert UNKNOWN in wrong.text
    assert said(wrong).replace(made.receipt, "XX-2026-01") == said(unknown)


def test_a_number_alone_reveals_nothing(client, made):
    known, unknown = client.open(f"/en/receipts/{made.receipt}"), client.open("/en/receipts/XX-2026-01")

    assert "Genuine" not in known.text
    assert "Not confirmed" not in known.text
    assert said(known).replace(made.receipt, "XX-2026-01") == said(unknown)


def test_the_number_and_the_fingerprint_can_be_typed_as_they_are_printed(client, made):
    form = client.open("/en/receipts").form("/receipts")

    page = form.send({"number": f" {made.receipt.lower()} ", "sha256": fingerprint(made.sha256).upper()}, "Check")

    assert GENUINE in page.text


@pytest.mark.parametrize("typed", [{}, {"number": "CR-2026-01"}, {"sha256": "ab"}])
def test_where_something_is_missing_it_says_what(client, made, typed):
    page = client.open("/en/receipts").form("/receipts").send(typed, "Check", 422)

    assert "Write the number and the fingerprint of the receipt, or choose a file." in page.text


def test_the_text_that_was_submitted_is_confirmed_to_the_last_byte(client, made):
    content = made.content.encode()

    assert GENUINE in of_file(client, content).text
    assert NOT_THIS_FILE in of_file(client, content + b"\n").text
    assert NOT_THIS_FILE in of_file(client, b"\x00\xff").text


def test_a_receipts_pdf_is_read_back(client, session, made, later):
    paper = papers.write(reply_papers.receipt_paper(session, made, "es", "http://localhost"), "pdf")

    page = of_file(client, paper, "receipt.pdf")

    assert SUPERSEDED in page.text
    assert "The number and the fingerprint named in the PDF were checked." in page.text
    assert NOT_THIS_FILE in of_file(client, b"%PDF-1.7 nothing", "receipt.pdf").text


def test_who_tries_too_often_is_asked_to_wait(client, made):
    for _ in range(receipt_checks.CHECKS.times):
        client.browser.get(address(made, "0" * 64))

    page = client.open(address(made), 429)

    assert "This was tried too often." in page.text
    assert "Genuine" not in page.text


def test_the_first_page_leads_to_it(client):
    assert client.open("/es/").follow("Comprobar un acuse de recibo").h1 == "Comprobar un acuse de recibo"


def test_the_address_of_the_check_is_the_one_that_is_printed(client, made):
    printed = receipt_checks.address("http://localhost/", "en", made.receipt, made.sha256)

    assert printed == f"http://localhost{address(made)}"
