"""The mail server that letters are handed to."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where it is reached and as whom. `encrypted`: from the first byte (smtps), not by STARTTLS."""

    host: str
    port: int
    encrypted: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)
