"""Settings: read once from the environment, checked, and handed to whatever starts.

DATABASE_URL    where the store is. Unset: the embedded database, surveyapp.db in the data folder.
                PostgreSQL: postgresql://user:password@host:5432/name
SURVEYAPP_DATA  the data folder: embedded database, attached files, keys. Unset: var, in the working folder.
JOBS_URL        where timed work keeps its queue; what is to be done stands in the database. Unset: jobs.db in the data
                folder. Workers on several machines share one: postgresql://user:password@host:5432/name, or
                redis://host:6379/0 with the library redis installed.
BASE_URL        the address people type, without a path: https://survey.example.org. Links in letters start
                with it; with https, cookies are bound to it. Unset: http://HOST:PORT.
HOST, PORT      where the server listens. Unset: 127.0.0.1 and 8000.
MAIL_URL        the mail server: smtp://user:password@host:587 (encrypted by STARTTLS where the server offers
                it, and without encryption no password is given) or smtps://user:password@host:465 (encrypted from
                the first byte). A user name or password is percent-encoded. The server's certificate must be
                valid for the host; SSL_CERT_FILE names a file of the authorities to be trusted, where the system's
                do not include yours. Unset: letters are kept and can be read, and leave the house by hand.
MAIL_FROM       the address letters come from. Unset: questionnaire@ and the host of BASE_URL.
STATES_SIGN_IN  what lets in the people of states: code (one mailed to them each time) or second_factor (a passphrase
                and a second factor, which they set up with a mailed code the first time). Unset: code. Turned on
                later, sessions begun with a code alone end.
SECRETARIAT_EMAIL, SECRETARIAT_NAME, SECRETARIAT_TELEPHONE
                whom people of states ask for help: an address, the name of the person or desk that answers, a
                telephone with its country code. They stand on every page and in letters, from the next start of
                the server on. Unset: MAIL_FROM where that is set, and no name or telephone.
SECRET_KEY      signs forms and seals the secrets of second factors: 16 characters or more. Unset: made on the
                first start and kept in the data folder as secret_key, readable by its owner alone. Losing it
                means that officers set up their second factor again.
AUDIT_KEY       seals the log of what was done: 16 characters or more. Unset: made on the first start and kept in the
                data folder as audit_key, readable by its owner alone. Whoever can write to the database and has this
                key can seal a changed log anew: set it here, or move it, where the two are to be apart. Losing it
                means that what was sealed so far cannot be verified any more.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from surveyapp.mail.server import MailServer

SHORTEST_KEY = 16
SECRET_KEY_FILE, AUDIT_KEY_FILE = "secret_key", "audit_key"
"""In the data folder, where the environment names no key."""


class WrongSettingError(ValueError):
    """A setting cannot be used. The message names it, what is wrong and what to do."""

    def __init__(self, name: str, fault: str, cure: str) -> None:
        super().__init__(f"{name}: {fault} {cure}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Settings:
    """What the product was told by whoever installed it. The secret parts stay out of logs and of `repr`."""

    data_folder: Path
    database_url: str = field(repr=False)
    base_url: str
    secret_key: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    mail_server: MailServer | None = None
    mail_from: str = "questionnaire@localhost"
    states_by_second_factor: bool = False
    """Whether a mailed code alone lets nobody of a state in."""
    audit_key: str = field(default="", repr=False)
    """Seals the log; from the environment or the data folder never empty."""
    contact_email: str = ""
    contact_name: str = ""
    contact_telephone: str = ""
    jobs_url: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not self.jobs_url:
            object.__setattr__(self, "jobs_url", f"sqlite:///{self.data_folder / 'jobs.db'}")

    @property
    def is_https(self) -> bool:
        """Whether people reach the product over https, so that cookies may be bound to that."""
        return self.base_url.startswith("https://")


def from_environment(environ: Mapping[str, str]) -> Settings:
    """The settings in `environ` (usually os.environ).

    Makes the data folder and, where none is set, the secret key. An empty setting counts as unset.
    Raises WrongSettingError for the first setting that cannot be used.
    """
    data_folder = _data_folder(environ)
    host = environ.get("HOST") or "127.0.0.1"
    port = _port(environ)
    base_url = _base_url(environ, host, port)
    return Settings(
        data_folder=data_folder,
        database_url=_database_url(environ, data_folder),
        base_url=base_url,
        secret_key=_key(environ, "SECRET_KEY", data_folder / SECRET_KEY_FILE),
        audit_key=_key(environ, "AUDIT_KEY", data_folder / AUDIT_KEY_FILE),
        host=host,
        port=port,
        mail_server=_mail_server(environ),
        mail_from=_mail_from(environ, base_url),
        states_by_second_factor=_states_by_second_factor(environ),
        contact_email=_contact_email(environ),
        contact_name=" ".join(environ.get("SECRETARIAT_NAME", "").split()),
        contact_telephone=" ".join(environ.get("SECRETARIAT_TELEPHONE", "").split()),
        jobs_url=_jobs_url(environ),
    )


def _data_folder(environ: Mapping[str, str]) -> Path:
    folder = Path(environ.get("SURVEYAPP_DATA") or "var").absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSettingError(
            "SURVEYAPP_DATA",
            f"{folder} cannot be used as a folder ({error.strerror}).",
            "Name a folder that the product may write to.",
        ) from error
    return folder


def _database_url(environ: Mapping[str, str], data_folder: Path) -> str:
    url = environ.get("DATABASE_URL") or f"sqlite:///{data_folder / 'surveyapp.db'}"
    scheme, _, rest = url.partition("://")
    if scheme in {"postgres", "postgresql", "postgresql+psycopg"} and rest:
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and rest.strip("/") not in {"", ":memory:"}:
        return url
    raise WrongSettingError(
        "DATABASE_URL",
        "it is neither a PostgreSQL nor an SQLite address.",
        "Write postgresql://user:password@host:5432/name, or leave it out for the embedded database.",
    )


def _jobs_url(environ: Mapping[str, str]) -> str:
    url = environ.get("JOBS_URL") or ""
    scheme, _, rest = url.partition("://")
    if scheme in {"postgres", "postgresql", "postgresql+psycopg"} and rest:
        return f"postgresql://{rest}"
    if not url or (scheme in {"redis", "rediss"} and rest) or (scheme == "sqlite" and rest.strip("/")):
        return url
    raise WrongSettingError(
        "JOBS_URL",
        "it is neither a PostgreSQL nor a Redis address.",
        "Write postgresql://user:password@host:5432/name or redis://host:6379/0, or leave it out.",
    )


def _base_url(environ: Mapping[str, str], host: str, port: int) -> str:
    url = (environ.get("BASE_URL") or f"http://{host}:{port}").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or url != f"{parts.scheme}://{parts.netloc}":
        raise WrongSettingError(
            "BASE_URL",
            f"{url!r} is not the address of a site.",
            "Write it with http:// or https:// and without a path, such as https://survey.example.org.",
        )
    return url


def _port(environ: Mapping[str, str]) -> int:
    text = environ.get("PORT") or "8000"
    if not re.fullmatch("[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise WrongSettingError("PORT", f"{text!r} is not a port.", "Write a number from 1 to 65535, such as 8000.")
    return int(text)


def _mail_server(environ: Mapping[str, str]) -> MailServer | None:
    if not environ.get("MAIL_URL"):
        return None
    cure = "Write smtp://user:password@host:587 or smtps://user:password@host:465."
    parts = urlsplit(environ["MAIL_URL"])
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise WrongSettingError("MAIL_URL", "it is not the address of a mail server.", cure)
    try:
        port = parts.port
    except ValueError as error:
        raise WrongSettingError("MAIL_URL", "its port is not a number from 1 to 65535.", cure) from error
    encrypted = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname,
        port=port or (465 if encrypted else 587),
        encrypted=encrypted,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def _mail_from(environ: Mapping[str, str], base_url: str) -> str:
    return _address("MAIL_FROM", environ.get("MAIL_FROM") or f"questionnaire@{urlsplit(base_url).hostname}")


def _contact_email(environ: Mapping[str, str]) -> str:
    """An address at which somebody reads; that of MAIL_FROM only where it was chosen."""
    written = environ.get("SECRETARIAT_EMAIL") or environ.get("MAIL_FROM") or ""
    return _address("SECRETARIAT_EMAIL", written) if written else ""


def _address(setting: str, written: str) -> str:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", written):
        raise WrongSettingError(
            setting, f"{written!r} is not an address.", "Write one such as survey@example.org, without a name."
        )
    return written


def _states_by_second_factor(environ: Mapping[str, str]) -> bool:
    named = environ.get("STATES_SIGN_IN") or "code"
    if named not in {"code", "second_factor"}:
        raise WrongSettingError("STATES_SIGN_IN", f"{named!r} is not known.", "Write code or second_factor.")
    return named == "second_factor"


def _key(environ: Mapping[str, str], setting: str, file: Path) -> str:
    named = environ.get(setting)
    key = named or _kept_key(file)
    if len(key) < SHORTEST_KEY:
        raise WrongSettingError(
            setting,
            f"{'it' if named else file} has fewer than {SHORTEST_KEY} characters.",
            "Write a long random text, or leave it out so that one is made.",
        )
    return key


def _kept_key(file: Path) -> str:
    """The key in `file`. The first who asks makes it: whole or not at all, and to outlive a power cut."""
    if not file.exists():
        draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(secrets.token_urlsafe(48))
            handle.flush()
            os.fsync(handle.fileno())
        with contextlib.suppress(FileExistsError):
            file.hardlink_to(draft)  # unlike a rename, never replaces a key that another process made
        draft.unlink()
        _sync_folder(file.parent)
    return file.read_text(encoding="ascii")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
