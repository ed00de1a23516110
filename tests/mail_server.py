"""A mail server to send to, and the fixture that brings it: what it took in, and what it was told to refuse."""

import asyncio
import datetime
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP as SMTP_POLICY
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


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
    slow: dict[str, float] = field(default_factory=dict)
    """By recipient, for how many seconds it thinks before it says that it has taken a letter."""
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
        await asyncio.sleep(sum(self.slow.get(address, 0) for address in envelope.rcpt_tos))
        if self.hang_up_after_taking:
            assert server.transport is not None
            server.transport.close()
        return "250 Taken"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server of one's own."""
    with serving() as server:
        yield server


@pytest.fixture
def smtps_server(certificate: Path) -> Iterator[MailServer]:
    """One that is encrypted from the first byte."""
    with serving(ssl_context=_encrypting(certificate)) as server:
        yield server


@pytest.fixture
def starttls_server(certificate: Path) -> Iterator[MailServer]:
    """One that takes letters over STARTTLS alone, for the user `survey` with the password `secret`."""
    how: dict[str, Any] = {"tls_context": _encrypting(certificate), "require_starttls": True}
    with serving(**how, auth_required=True, authenticator=_is_known) as server:
        yield server


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key with the certificate that it gave itself, for 127.0.0.1 and for no other name."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A mail server")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file: Path = tmp_path_factory.mktemp("certificate") / "mail_server.pem"
    file.write_bytes(made.public_bytes(pem) + private)
    return file


@contextmanager
def serving(**how: Any) -> Iterator[MailServer]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server = MailServer(port=probe.getsockname()[1])
    controller = Controller(server, hostname="127.0.0.1", port=server.port, **how)
    controller.start()
    yield server
    controller.stop()


def _encrypting(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def _is_known(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
    return AuthResult(success=given == LoginPassword(b"survey", b"secret"), handled=False)
