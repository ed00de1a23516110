"""Reading a message that came back: of which letter it is, which addresses failed, what was said there."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from flufl.bounce import all_failures

LARGEST = 10 * 1024 * 1024
_OWN = re.compile(r"<([0-9a-f]{24})@")
_HEADINGS = ("Message-ID", "References", "In-Reply-To")
_LONGEST_SAID = 500
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # what it tells holds addresses


@dataclass(frozen=True)
class Returned:
    """What a message says of a letter that was not delivered."""

    letters: tuple[str, ...]
    """Identifiers of letters of ours that it names, as they stand in their Message-ID."""
    failed: tuple[str, ...]
    """Addresses to which nothing could be delivered."""
    is_delayed: bool
    """It only says that delivery is still being tried."""
    said: str
    """In the words of the server that returned it."""


def read(content: bytes) -> Returned:
    """Reads a message as a mail program saves it (.eml). What is none says nothing."""
    message = message_from_bytes(content[:LARGEST])
    try:
        delayed, failed = all_failures(message)
    except Exception:  # whatever a hostile message does to the library, it then reports no failure
        delayed, failed = frozenset(), frozenset()
    return Returned(
        letters=tuple(dict.fromkeys(_identifiers(message))),
        failed=tuple(sorted(one.decode("utf-8", "replace") for one in failed)),
        is_delayed=bool(delayed) and not failed,
        said=_said(message),
    )


def _identifiers(message: Message) -> Iterator[str]:
    for part in message.walk():
        for heading in _HEADINGS:
            for value in part.get_all(heading, []):
                yield from _OWN.findall(str(value))
        if part.get_content_maintype() == "text":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield from _OWN.findall(payload.decode("utf-8", "replace"))


def _said(message: Message) -> str:
    """What the report of delivery (RFC 3464) gives as the reason."""
    for part in message.walk():
        for heading in ("Diagnostic-Code", "Status"):
            if value := part.get(heading):
                return " ".join(str(value).split())[:_LONGEST_SAID]
    return ""
