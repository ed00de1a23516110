"""Handing one message to the mail server, and saying truthfully what came of it."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum

from surveyapp.mail.server import MailServer

TIMEOUT_SECONDS = 30


class Result(StrEnum):
    """What came of handing over a letter."""

    SENT = "sent"
    REFUSED = "refused"
    """The server will never take it."""
    LATER = "later"
    """It was not taken this time and certainly not delivered."""
    UNCERTAIN = "uncertain"
    """The line went dead after the text had been given: it may or may not have been delivered."""


@dataclass(frozen=True)
class Outcome:
    """The result, and what the server (or the line to it) said."""

    result: Result
    said: str = ""


def send(server: MailServer, message: EmailMessage) -> Outcome:
    """Hands one message with one recipient to the server. Raises nothing that a server or a network can cause."""
    try:
        with _line_to(server) as line:
            return _introduced(server, line) or _hand_over(line, message)
    except smtplib.SMTPAuthenticationError as error:  # our password, not the letter, is at fault
        return Outcome(Result.LATER, _answered(error.smtp_code, error.smtp_error).said)
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(Result.LATER, _in_words(error))


@contextmanager
def _line_to(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A line to the server; how leave is taken changes nothing of what came of the letter.

    An encrypted one, by either way, only to a server whose certificate an authority trusted here gave to its name.
    """
    if server.encrypted:
        context = ssl.create_default_context()
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        yield line
    finally:
        with suppress(smtplib.SMTPException, OSError):
            line.quit()
        line.close()


def _introduced(server: MailServer, line: smtplib.SMTP) -> Outcome | None:
    """Says who we are, over a line encrypted where the server offers it; an outcome where that ends the talk."""
    line.ehlo_or_helo_if_needed()
    if not server.encrypted and line.has_extn("starttls"):
        line.starttls(context=ssl.create_default_context())
        line.ehlo_or_helo_if_needed()
    elif not server.encrypted and server.password:
        return Outcome(Result.LATER, "The server offers no encryption: the password was not given.")
    if server.user and server.password:
        line.login(server.user, server.password)
    return None


def _hand_over(line: smtplib.SMTP, message: EmailMessage) -> Outcome:
    sender, recipient = message["From"].addresses[0].addr_spec, message["To"].addresses[0].addr_spec
    if not recipient.isascii() and not line.has_extn("smtputf8"):
        return Outcome(Result.REFUSED, "The mail server does not take addresses with such letters.")
    code, said = line.mail(sender, [] if recipient.isascii() else ["SMTPUTF8"])
    if code < 400:
        code, said = line.rcpt(recipient)
    if code < 400:
        code, said = line.docmd("data")
    return _give_text(line, message.as_bytes()) if code == 354 else _answered(code, said)


def _give_text(line: smtplib.SMTP, text: bytes) -> Outcome:
    try:
        line.send(_dotted(text))
        code, said = line.getreply()
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(Result.UNCERTAIN, _in_words(error))
    return _answered(code, said)


def _dotted(text: bytes) -> bytes:
    """As RFC 5321 wants it: lines end with CRLF, a leading dot is doubled, a single one ends."""
    ended = text if text.endswith(b"\r\n") else text + b"\r\n"
    return (b"\r\n" + ended).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n"


def _answered(code: int, said: bytes | str) -> Outcome:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    text = f"{code} {' '.join(words.split())}"[:500]
    if code < 400:
        return Outcome(Result.SENT, text)
    return Outcome(Result.REFUSED if code >= 500 else Result.LATER, text)


def _in_words(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The certificate of the mail server is not accepted: {error.verify_message}."[:500]
    if isinstance(error, ssl.SSLError):
        return f"No encrypted line to the mail server at this port ({error.reason})."[:500]
    return f"{type(error).__name__}: {error}"[:500]
