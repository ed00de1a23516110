import smtplib

import pytest

LETTER = "Subject: Hola\r\n\r\nA letter.\r\n"


def test_what_was_sent_can_be_read(mail_server):
    with smtplib.SMTP("127.0.0.1", mail_server.port) as smtp:
        smtp.sendmail("a@example.org", ["b@example.org"], LETTER)

    assert mail_server.messages[0].recipients == ("b@example.org",)
    assert mail_server.messages[0].message["subject"] == "Hola"


def test_it_refuses_whom_it_is_told_to(mail_server):
    mail_server.refuse("b@example.org", "450 4.2.1 Later")

    with smtplib.SMTP("127.0.0.1", mail_server.port) as smtp, pytest.raises(smtplib.SMTPRecipientsRefused):
        smtp.sendmail("a@example.org", ["b@example.org"], LETTER)

    assert mail_server.messages == []


def test_it_can_take_a_letter_without_saying_so(mail_server):
    mail_server.hang_up_after_taking = True
    smtp = smtplib.SMTP("127.0.0.1", mail_server.port)

    with pytest.raises(smtplib.SMTPServerDisconnected):
        smtp.sendmail("a@example.org", ["b@example.org"], LETTER)

    assert len(mail_server.messages) == 1
