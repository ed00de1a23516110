from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import icalendar
import pytest

from surveyapp.mail.message import deadline_entry, message

WRITTEN = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
DEADLINE = datetime(2026, 9, 30, 21, 0, tzinfo=UTC)


def a_message(**facts):
    given = {
        "sender": "survey@example.org",
        "sender_name": "Departamento de Seguridad Pública, Organización de los Estados Americanos",
        "recipient": "name.a@example.org",
        "subject": "Su código de ingreso: 1234 5678",
        "body": "Señora:\n\nSu código.\n.\n",
        "language": "es",
        "message_id": "<abc-123_XYZ@survey.example.org>",
        "written_at": WRITTEN,
    }
    return message(**given | facts)


def as_read(made):
    return message_from_bytes(made.as_bytes(), policy=default)


@pytest.mark.parametrize(
    "subject",
    [
        "Cuestionario sobre mejores prácticas para prevenir y combatir la trata de personas: invitación a responder",
        "á é í ó ú ü ñ ¿? «»" * 6,
        "plain",
    ],
)
def test_an_accented_subject_arrives_as_it_was_written(subject):
    assert as_read(a_message(subject=subject))["Subject"] == subject


def test_the_text_arrives_as_it_was_written():
    assert as_read(a_message()).get_content().replace("\r\n", "\n") == "Señora:\n\nSu código.\n.\n"


def test_an_international_domain_is_written_as_dns_writes_it():
    assert as_read(a_message(recipient="a@ñandú.example"))["To"] == "a@xn--and-6ma2c.example"


@pytest.mark.parametrize("recipient", ["a@example.org\r\nBcc: b@example.org", "two@example.org, b@example.org", "none"])
def test_an_address_that_is_none_is_refused(recipient):
    with pytest.raises((ValueError, IndexError)):
        a_message(recipient=recipient)


def test_answering_machines_are_told_to_leave_it_alone():
    assert as_read(a_message())["Auto-Submitted"] == "auto-generated"


def test_the_deadline_is_an_entry_of_a_calendar_with_two_alarms():
    entry = deadline_entry("r@h", "Vence el plazo: Cuestionario; 2026", "AG/RES. 1", DEADLINE, WRITTEN)

    [event] = icalendar.Calendar.from_ical(entry).walk("VEVENT")
    assert event["summary"] == "Vence el plazo: Cuestionario; 2026"
    assert event.decoded("dtstart") == DEADLINE
    assert len(event.walk("VALARM")) == 2


def test_the_calendar_entry_travels_as_an_attachment():
    entry = deadline_entry("r@h", "Deadline", "AG/RES. 1", DEADLINE, WRITTEN)

    [attached] = as_read(a_message(calendar=entry)).iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    assert attached.get_filename() == "deadline.ics"
