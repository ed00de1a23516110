"""A letter as a message that mail programs read well: headings, plain text, and the deadline as a calendar entry."""

from datetime import datetime
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

from icalendar import Alarm, Calendar, Event

_NEVER_FOLDED = {"message-id", "references", "in-reply-to"}


class _LetterPolicy(EmailPolicy):
    """Python 3.11 loses a space when it folds some accented subjects; and an identifier must stay in one piece."""

    def _fold(self, name: str, value: Any, refold_binary: bool = False) -> str:
        if name.lower() in _NEVER_FOLDED:
            return f"{name}: {value}{self.linesep}"
        if name.lower() == "subject" and not str(value).isascii():
            return f"{name}: {Header(str(value), 'utf-8', header_name=name).encode(linesep=self.linesep)}{self.linesep}"
        folded: str = super()._fold(name, value, refold_binary)  # type: ignore[misc]
        return folded


LETTERS = _LetterPolicy(linesep="\r\n", max_line_length=78)


def message(
    *,
    sender: str,
    sender_name: str,
    recipient: str,
    subject: str,
    body: str,
    language: str,
    message_id: str,
    written_at: datetime,
    calendar: bytes | None = None,
) -> EmailMessage:
    """The letter as a message. Raises ValueError for an address that cannot stand in a heading."""
    made = EmailMessage(policy=LETTERS)
    made["From"] = _address(sender, sender_name)
    made["To"] = _address(recipient)
    made["Subject"] = subject
    made["Date"] = format_datetime(written_at)
    made["Message-ID"] = message_id
    made["Content-Language"] = language
    made["Auto-Submitted"] = "auto-generated"  # so that answering machines leave it alone (RFC 3834)
    made.set_content(body, charset="utf-8", cte="quoted-printable")
    if calendar is not None:
        made.add_attachment(
            calendar, maintype="text", subtype="calendar", filename="deadline.ics", params={"method": "PUBLISH"}
        )
    return made


def deadline_entry(uid: str, title: str, description: str, deadline: datetime, now: datetime) -> bytes:
    """The deadline as an entry of a calendar (RFC 5545), with an alarm a week and a day before."""
    entry = Event()
    entry.add("uid", uid)
    entry.add("dtstamp", now)
    entry.add("dtstart", deadline)
    entry.add("dtend", deadline)
    entry.add("summary", title)
    entry.add("description", description)
    entry.add("transp", "TRANSPARENT")
    for trigger in ("-P7D", "-P1D"):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm["trigger"] = trigger
        entry.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//surveyapp//deadline//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    made: bytes = calendar.to_ical()
    return made


def _address(written: str, name: str = "") -> Address:
    try:
        return Address(name, addr_spec=ascii_domain(written))
    except (MessageError, LookupError) as error:  # what the library raises for some of those that are none
        raise ValueError("this is no address") from error


def ascii_domain(address: str) -> str:
    """The address with its domain as DNS writes it."""
    mailbox, at, domain = address.strip().rpartition("@")
    return f"{mailbox}{at}{domain.encode('idna').decode('ascii')}"
