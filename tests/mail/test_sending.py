"""Handing a letter to a real mail server, and to some that misbehave."""

import socket
import threading
from dataclasses import dataclass

import pytest

from surveyapp.mail.sending import Result, send
from tests.mail.test_message import a_message


@dataclass
class At:
    """Where a server listens."""

    port: int
    host: str = "127.0.0.1"
    encrypted: bool = False
    user: str | None = None
    password: str | None = None


def test_a_letter_arrives_whole(mail_server):
    outcome = send(At(mail_server.port), a_message())

    [taken] = mail_server.messages
    assert outcome.result is Result.SENT
    assert taken.recipients == ("name.a@example.org",)
    assert taken.message["Subject"] == "Su código de ingreso: 1234 5678"
    assert taken.message.get_content().replace("\r\n", "\n") == "Señora:\n\nSu código.\n.\n"


def test_a_recipient_that_the_server_refuses_for_good(mail_server):
    mail_server.refuse("name.a@example.org", "550 5.1.1 No such person here")

    outcome = send(At(mail_server.port), a_message())

    assert outcome.result is Result.REFUSED
    assert outcome.said == "550 5.1.1 No such person here"


def test_a_server_that_is_busy_is_tried_later(mail_server):
    mail_server.refuse("*", "451 4.7.1 Greylisted, try again")

    assert send(At(mail_server.port), a_message()).result is Result.LATER


def test_a_line_that_breaks_after_the_text_leaves_it_uncertain(mail_server):
    mail_server.hang_up_after_taking = True

    assert send(At(mail_server.port), a_message()).result is Result.UNCERTAIN


def test_a_server_that_is_not_there_is_tried_later():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]

    assert send(At(port), a_message()).result is Result.LATER


def test_a_password_is_not_given_to_a_server_without_encryption(mail_server):
    outcome = send(At(mail_server.port, user="survey", password="secret"), a_message())

    assert outcome.result is Result.LATER
    assert mail_server.messages == []


def test_a_letter_arrives_over_a_line_encrypted_from_the_first_byte(smtps_server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    outcome = send(At(smtps_server.port, encrypted=True), a_message())

    assert outcome.result is Result.SENT
    assert smtps_server.messages[0].recipients == ("name.a@example.org",)


def test_a_line_is_encrypted_where_the_server_offers_it_before_the_password_is_given(
    starttls_server, certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    at = At(starttls_server.port, user="survey", password="secret")

    assert send(at, a_message()).result is Result.SENT
    assert len(starttls_server.messages) == 1


def test_a_password_that_the_server_does_not_take_keeps_the_letter_for_later(starttls_server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    outcome = send(At(starttls_server.port, user="survey", password="another"), a_message())

    assert outcome.result is Result.LATER
    assert outcome.said.startswith("535 ")
    assert starttls_server.messages == []


@pytest.mark.parametrize("encrypted", [True, False])
def test_a_certificate_of_no_trusted_authority_is_not_accepted(smtps_server, starttls_server, encrypted):
    server = smtps_server if encrypted else starttls_server
    at = At(server.port, encrypted=encrypted, user="survey", password="secret")

    outcome = send(at, a_message())

    assert outcome.result is Result.LATER
    assert outcome.said == "The certificate of the mail server is not accepted: self-signed certificate."
    assert server.messages == []


@pytest.mark.parametrize("encrypted", [True, False])
def test_a_certificate_for_another_host_is_not_accepted(
    smtps_server, starttls_server, certificate, monkeypatch, encrypted
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server = smtps_server if encrypted else starttls_server

    outcome = send(At(server.port, host="localhost", encrypted=encrypted), a_message())

    assert outcome.result is Result.LATER
    assert "valid for 'localhost'" in outcome.said
    assert server.messages == []


def test_a_server_that_is_not_encrypted_at_this_port_is_said_to_be_none(mail_server):
    outcome = send(At(mail_server.port, encrypted=True), a_message())

    assert outcome.result is Result.LATER
    assert outcome.said.startswith("No encrypted line to the mail server at this port")


class Talking:
    """A server that answers as it is told: by the first word of what it hears; None hangs up."""

    def __init__(self, **answers):
        self.answers = answers
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.talk)

    def __enter__(self):
        self.thread.start()
        return At(self.listening.getsockname()[1])

    def __exit__(self, *_):
        self.listening.close()
        self.thread.join()

    def talk(self):
        line, _address = self.listening.accept()
        with line, line.makefile("rwb", buffering=0) as talking:
            talking.write(b"220 here\r\n")
            is_text = False
            for heard in talking:
                if is_text and heard != b".\r\n":
                    continue
                word = heard.split()[0].decode().lower()
                is_text = word == "data"
                answer = self.answers.get(word, "354 go on" if is_text else "250 fine")
                if answer is None:
                    return
                talking.write(f"{answer}\r\n".encode())


def test_a_line_that_breaks_before_the_text_is_tried_later():
    with Talking(data=None) as server:  # nothing was given to it
        assert send(server, a_message()).result is Result.LATER


@pytest.mark.parametrize("goodbye", ["421 too busy to take leave", "500 what?", None])
def test_a_letter_that_was_taken_is_sent_however_leave_is_taken(goodbye):
    with Talking(quit=goodbye) as server:
        assert send(server, a_message()).result is Result.SENT
