"""Returned messages taken in: by the letter they name, else by address; once; never what has been sent again since."""

import pytest

from surveyapp.actions import bouncing, correspondence
from surveyapp.actions.bouncing import Finding
from surveyapp.store.models import Event, Letter
from tests.mail.test_bounces import bounce


def a_letter(session, now, occasion="o", status="sent", email="name.a@example.org"):
    letter = Letter(
        kind="invitation",
        occasion=occasion,
        email=email,
        email_key=email,
        language="en",
        subject="Invitation",
        body="Dear",
        status=status,
        created_at=now,
    )
    session.add(letter)
    session.flush()
    return letter


def test_the_letter_that_the_message_names_is_marked_and_no_other(session, now):
    letter, other = a_letter(session, now), a_letter(session, now, "p")

    taken = bouncing.take_in(session, bounce("name.a@example.org", f"<{letter.public_id}@host>"), None, now)

    assert (taken.finding, taken.letters) == (Finding.BOUNCED, (letter,))
    assert (letter.status, other.status) == ("bounced", "sent")
    assert session.query(Event).one().deed == "letter bounced"


def test_without_its_name_the_newest_letter_to_the_address_is_marked(session, now):
    a_letter(session, now)
    newest = a_letter(session, now, "p")
    a_letter(session, now, "q", status="waiting")

    taken = bouncing.take_in(session, bounce("Name.A@EXAMPLE.org"), None, now)

    assert taken.letters == (newest,)


def test_the_same_message_twice_marks_once(session, now):
    letter = a_letter(session, now)
    message = bounce("name.a@example.org", f"<{letter.public_id}@host>")
    bouncing.take_in(session, message, None, now)

    again = bouncing.take_in(session, message, None, now)

    assert (again.finding, session.query(Event).count()) == (Finding.KNOWN, 1)


def test_a_letter_that_was_sent_again_since_is_left_alone(session, now):
    letter = a_letter(session, now)
    message = bounce("name.a@example.org", f"<{letter.public_id}@host>")
    bouncing.take_in(session, message, None, now)
    correspondence.send_again(session, letter)

    assert bouncing.take_in(session, message, None, now).finding is Finding.KNOWN
    assert letter.status == "waiting"


@pytest.mark.parametrize(
    ("message", "finding"),
    [
        (b"Subject: Thank you\r\n\r\nThank you.", Finding.NOT_RETURNED),
        (bounce("name.a@example.org", action="delayed", status="4.4.1"), Finding.DELAYED),
        (bounce("nobody@example.org"), Finding.NO_LETTER),
    ],
)
def test_nothing_is_marked_for_what_reports_no_letter_of_ours(session, now, message, finding):
    letter = a_letter(session, now)

    assert bouncing.take_in(session, message, None, now).finding is finding
    assert letter.status == "sent"
