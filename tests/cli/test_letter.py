"""surveyapp letter, and the log of contacts from the command line."""

import openpyxl
import pytest
from click.testing import CliRunner

from surveyapp.actions import contacts
from surveyapp.actions.contacts import Contact
from surveyapp.cli import main
from surveyapp.store.database import make_engine, writing
from surveyapp.store.models import Letter
from tests.mail.test_bounces import bounce
from tests.stored import OPENED, a_reply


@pytest.fixture
def kept(sqlite_url):
    """A reply with a letter that was sent and a call that was entered."""
    engine = make_engine(sqlite_url)
    with writing(engine) as session:
        reply = a_reply(session)
        letter = Letter(
            kind="invitation",
            occasion="o",
            email="name.a@example.org",
            email_key="name.a@example.org",
            language="en",
            subject="Invitation",
            body="Dear",
            status="sent",
            created_at=OPENED,
            sent_at=OPENED,
            round_id=reply.round_id,
            reply_id=reply.id,
        )
        session.add(letter)
        contacts.enter(session, reply, Contact("call", "in", OPENED.date(), "Ana", "Later.", "en"), None, OPENED)
        session.commit()
    yield engine
    engine.dispose()


@pytest.fixture
def run(tmp_path, sqlite_url):
    environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path)}

    def call(*arguments):
        return CliRunner().invoke(main, [str(one) for one in arguments], env=environment)

    return call


def test_a_returned_message_marks_its_letter_once(run, kept, tmp_path):
    file = tmp_path / "back.eml"
    file.write_bytes(bounce("name.a@example.org"))

    first, again = run("letter", "bounced", file), run("letter", "bounced", file, "--language", "es")

    assert (first.exit_code, first.output) == (0, "Marked as returned:\nInvitation, name.a@example.org\n")
    assert again.exit_code == 0
    assert "ya estaban marcadas" in again.output
    with writing(kept) as session:
        assert session.query(Letter).one().status == "bounced"


def test_what_reports_no_letter_is_at_fault(run, kept, tmp_path):
    file = tmp_path / "other.eml"
    file.write_bytes(b"Subject: Thank you\r\n\r\nThank you.")

    assert run("letter", "bounced", file).exit_code == 1
    assert run("letter", "bounced", tmp_path / "none.eml").exit_code == 2


@pytest.mark.parametrize(("language", "kind"), [("en", "Telephone call"), ("es", "Llamada telefónica")])
def test_the_log_of_contacts_is_written_as_a_workbook(run, kept, tmp_path, language, kind):
    file = tmp_path / "log.xlsx"

    done = run("round", "contacts", "2026", "--language", language, "--out", file)

    assert done.exit_code == 0
    (sheet,) = openpyxl.load_workbook(file).worksheets
    assert next(row[2].value for row in sheet.iter_rows(min_row=6)) == kind
    assert run("round", "contacts", "none", "--language", language, "--out", file).exit_code == 2
