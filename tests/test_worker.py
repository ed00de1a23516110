"""The worker: claims, hands over, records, and never sends a letter twice."""

import dataclasses
import threading
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from config import MailServer
from surveyapp import worker
from surveyapp.actions import correspondence
from surveyapp.store.database import reading, writing
from surveyapp.store.installation import DEMONSTRATION, set_fact
from surveyapp.store.models import Letter

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
FACTS = {"code": "1234 5678", "minutes": 10, "illustrative": False}


@pytest.fixture
def with_mail(settings, mail_server):
    server = MailServer("127.0.0.1", mail_server.port)
    return dataclasses.replace(settings, mail_server=server, mail_from="survey@example.org")


def write(engine, *addresses):
    with writing(engine) as session:
        for address in addresses:
            correspondence.write(
                session, "sign_in_code", f"code:{address}", email=address, language="en", facts=FACTS, now=NOW
            )
        session.commit()


def statuses(engine):
    with reading(engine) as session:
        return {letter.email: letter.status for letter in session.scalars(sa.select(Letter))}


def send(engine, settings):
    return worker.send_due(engine, settings, lambda: NOW)


def test_what_waits_is_sent_once(engine, with_mail, mail_server):
    write(engine, "a@example.org", "b@example.org")

    send(engine, with_mail)
    send(engine, with_mail)

    assert [letter.recipients for letter in mail_server.messages] == [("a@example.org",), ("b@example.org",)]
    assert statuses(engine) == {"a@example.org": "sent", "b@example.org": "sent"}


def test_one_address_that_is_refused_does_not_hold_up_the_others(engine, with_mail, mail_server):
    mail_server.refuse("a@example.org")
    write(engine, "a@example.org", "b@example.org")

    send(engine, with_mail)

    assert statuses(engine) == {"a@example.org": "refused", "b@example.org": "sent"}


@pytest.mark.parametrize("address", ["no address at all", "a@b@example.org", "@example.org", "é@example.org", " "])
def test_an_address_that_no_mail_can_have_is_refused_and_stays_visible(engine, with_mail, mail_server, address):
    write(engine, address)

    send(engine, with_mail)

    assert list(statuses(engine).values()) == ["refused"]


def test_whatever_goes_wrong_once_the_letters_after_it_are_sent(engine, with_mail, mail_server, caplog):
    stop = threading.Event()
    write(engine, "a@example.org")
    letters = threading.Thread(
        target=worker.run, args=(_engine_that_fails_once(engine, "letters"), with_mail, stop), name="letters"
    )

    letters.start()
    for _ in range(100):
        if mail_server.messages:
            break
        stop.wait(0.1)
    stop.set()
    letters.join()

    assert [letter.recipients for letter in mail_server.messages] == [("a@example.org",)]
    assert "Letters could not be sent: RuntimeError" in caplog.text


def _engine_that_fails_once(engine, thread):
    """An engine whose first connection in a thread goes wrong in a way that nobody thought of."""
    failures = iter([RuntimeError("a@example.org")])

    def fail(_connection):
        for failure in failures if threading.current_thread().name == thread else ():
            raise failure

    sa.event.listen(engine, "begin", fail)
    return engine


def test_a_letter_of_unknown_outcome_is_not_sent_again(engine, with_mail, mail_server):
    mail_server.hang_up_after_taking = True
    write(engine, "a@example.org")

    send(engine, with_mail)
    send(engine, with_mail)

    assert len(mail_server.messages) == 1
    assert statuses(engine) == {"a@example.org": "uncertain"}


def test_with_no_mail_server_letters_are_kept(engine, settings):
    write(engine, "a@example.org")

    send(engine, settings)

    assert statuses(engine) == {"a@example.org": "kept"}


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_code_stays_readable_in_a_demonstration_only(engine, with_mail, is_demonstration):
    with writing(engine) as session:
        set_fact(session, DEMONSTRATION, is_demonstration)
        session.commit()
    write(engine, "a@example.org")

    send(engine, with_mail)

    with reading(engine) as session:
        body = session.scalars(sa.select(Letter.body)).one()
    assert ("1234 5678" in body) is is_demonstration


def test_logs_hold_neither_codes_nor_addresses(engine, with_mail, caplog):
    caplog.set_level("DEBUG")
    write(engine, "a@example.org")

    send(engine, with_mail)

    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("surveyapp"))
    assert ": sent" in ours
    assert "1234" not in ours
    assert "example.org" not in ours
