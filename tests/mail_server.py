"""A mail server to send to, and the fixture that brings it: what it took in, and what it was told to refuse."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP as SMTP_POLICY
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Received:
    """A letter as it came over the wire."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        parsed = BytesParser(policy=SMTP_POLICY).parsebytes(self.content)
        assert isinstance(parsed, EmailMessage)
        return parsed


@dataclass
class MailServer:
    """`messages` it accepted, in order. `refuse` and `hang_up_after_taking` make it misbehave."""

    port: int
    messages: list[Received] = field(default_factory=list)
    hang_up_after_taking: bool = False
    """Takes the letter and breaks the line instead of saying so: the sender cannot know."""
    _refusals: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def refuse(self, recipient: str, answer: str = "550 5.1.1 No such person here") -> None:
        """Answers so to letters for `recipient` (any, if it is "*") until `accept` is called."""
        self._refusals[recipient] = answer

    def accept(self, recipient: str) -> None:
        del self._refusals[recipient]

    # What aiosmtpd calls, with the names it calls them by.

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = self._refusals.get(address) or self._refusals.get("*")
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content: Any = envelope.content
        self.messages.append(Received(envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
        if self.hang_up_after_taking:
            assert server.transport is not None
            server.transport.close()
        return "250 Taken"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server of one's own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server = MailServer(port=probe.getsockname()[1])
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    yield server
    controller.stop()
