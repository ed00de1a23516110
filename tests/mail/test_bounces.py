"""Messages that came back: which letter, which address, what was said; and all that is no such message."""

import pytest

from surveyapp.mail import bounces


def bounce(address: str, message_id: str = "", action: str = "failed", status: str = "5.1.1") -> bytes:
    """A report of delivery as mail servers write it (RFC 3464)."""
    original = f"Message-ID: {message_id}\r\n" if message_id else ""
    return (
        "From: MAILER-DAEMON@mail.example.org\r\nTo: survey@example.org\r\nSubject: Undelivered Mail\r\n"
        "Message-ID: <report@mail.example.org>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 No such user\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\n{original}To: {address}\r\nSubject: Invitation\r\n\r\nDear\r\n"
        "--b--\r\n"
    ).encode()


def test_a_report_names_its_letter_the_address_and_the_reason() -> None:
    read = bounces.read(bounce("name.a@example.org", "<0123456789abcdef01234567@survey.example.org>"))

    assert read.letters == ("0123456789abcdef01234567",)
    assert read.failed == ("name.a@example.org",)
    assert read.said == "smtp; 550 5.1.1 No such user"
    assert not read.is_delayed


def test_a_report_of_a_delay_is_no_failure() -> None:
    read = bounces.read(bounce("name.a@example.org", action="delayed", status="4.4.1"))

    assert (read.failed, read.is_delayed) == ((), True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe" * 1000,
        b"Subject: Out of office\r\nIn-Reply-To: <0123456789abcdef01234567@x>\r\n\r\nI am away.\r\n",
        b"Content-Type: multipart/report; boundary=b\r\n\r\n" + b"--b\r\n" * 2000,
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=\r\n\r\nx",
        b"PK\x03\x04 no message at all",
    ],
)
def test_what_is_no_report_names_no_failure(content: bytes) -> None:
    assert bounces.read(content).failed == ()
