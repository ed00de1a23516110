"""How the secretariat comes in: a passphrase and a second factor, an application's code or a printed one.

People of states do the same where the settings ask it of them; they set it up with a mailed code.

The passphrase is checked first and takes long on purpose (`recognise`, with a session that only reads); what follows
is short and writes (`passes`).
"""

import secrets
import string
from collections.abc import Sequence
from datetime import datetime

import pyotp
import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from surveyapp.actions import coming_in, limiting, passphrases, seeing
from surveyapp.actions.coming_in import Asker
from surveyapp.actions.limiting import Limit, TooOftenError
from surveyapp.actions.recording import record
from surveyapp.actions.sealing import Sealing
from surveyapp.core.addresses import email_key
from surveyapp.store.models import Person, Secret

FAILURES_FOR_ADDRESS = Limit("failures of an officer's address at one place", 10)
FAILURES_FROM_EVERYWHERE = Limit("failures of an officer's address", 30)
FAILURES_FROM_NETWORK = Limit("failures from a network address", 50)
PRINTED_CODES = 10
STEP_SECONDS = 30
ISSUER = "OAS questionnaire"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that could be taken for another


def recognise(
    session: Session, sealing: Sealing, email: str, passphrase: str, asker: Asker, now: datetime
) -> list[Person]:
    """The people with this address and passphrase, usually one. Only reads. Raises TooOftenError."""
    _refuse_if_too_often(session, sealing, email, asker, now)
    people = session.scalars(
        sa.select(Person).options(selectinload(Person.roles)).where(Person.email_key == email_key(email))
    ).all()
    viewers = [seeing.as_viewer(person, person.roles, now) for person in people]
    known = [viewer.person for viewer in viewers if viewer and viewer.person]
    kept = [(one, own) for one in known if (own := _passphrase(session, one))]
    if not kept:  # which takes as long as a wrong one
        passphrases.is_right(passphrase, None)
    return [one for one, own in kept if passphrases.is_right(passphrase, own)]


def passes(
    session: Session,
    sealing: Sealing,
    email: str,
    recognised: Sequence[Person],
    code: str,
    asker: Asker,
    now: datetime,
) -> Person | None:
    """Who of the people recognised gives the second factor. A failure is counted; a code serves once."""
    for person in recognised:
        if _second_factor(session, sealing, person, code, now):
            return person
    for limit, whose in _limits(sealing, email, asker):
        try:
            limiting.count(session, limit, whose, now)
        except TooOftenError:  # the next attempt is refused before anything is looked at
            continue
    return None


def has_set_up(session: Session, person: Person) -> bool:
    """Whether the person has a passphrase that counts."""
    return _passphrase(session, person) is not None


def set_up(
    session: Session,
    sealing: Sealing,
    person: Person,
    kept_passphrase: str,
    secret: str,
    first_code: str,
    now: datetime,
) -> list[str] | None:
    """Sets passphrase (hashed already) and second factor anew, and returns printed codes to be shown once.

    None, and nothing is changed, if the first code of the application is wrong. Earlier secrets and sessions end.
    """
    step = _step_of(secret, first_code, now)
    if step is None:
        return None
    _revoke(session, person, ("passphrase", "totp", "printed_code"), now)
    _keep(session, person, "passphrase", kept_passphrase, now)
    _keep(session, person, "totp", sealing.seal(secret), now, last_counter=step)
    codes = [_printed_code() for _ in range(PRINTED_CODES)]
    for code in codes:
        _keep(session, person, "printed_code", _fingerprint(sealing, code), now)
    coming_in.end_sessions(session, person, now)
    record(session, "passphrase and second factor set up", now, who=person)
    return codes


def may_set_up(session: Session, person: Person, accepted_at: datetime, now: datetime) -> bool:
    """Whether an invitation that the person accepted at a moment, or a mailed code that was right then, still counts.

    It does not once the task has ended, the person was invited anew, or a passphrase was set up or taken away.
    """
    viewer = seeing.viewer_of(session, person, now)
    if viewer is None or coming_in.is_invited_anew(session, person, accepted_at):
        return False
    changed = sa.or_(Secret.created_at >= accepted_at, Secret.revoked_at > accepted_at)
    return not session.scalar(sa.select(sa.exists().where(Secret.person_id == person.id, changed)))


def set_without_invitation(
    session: Session, sealing: Sealing, person: Person, passphrase: str, secret: str, now: datetime
) -> None:
    """Sets a passphrase and the secret of an application directly: for a demonstration."""
    _revoke(session, person, ("passphrase", "totp"), now)
    _keep(session, person, "passphrase", passphrases.hashed(passphrase), now)
    _keep(session, person, "totp", sealing.seal(secret), now)


def new_secret() -> str:
    """A secret for an application of one-time codes, in base 32."""
    return pyotp.random_base32()


def provisioning_address(person: Person, secret: str) -> str:
    """What a QR code hands to the application: otpauth://…"""
    return pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name=ISSUER)


def present_codes(session: Session, sealing: Sealing, now: datetime) -> list[tuple[Person, str]]:
    """The code that everybody's application shows now: for the page of a demonstration alone."""
    found = sa.select(Person, Secret.content).join(Secret, Secret.person_id == Person.id)
    rows = session.execute(found.where(Secret.kind == "totp", Secret.revoked_at.is_(None)).order_by(Person.name))
    opened = ((person, sealing.open(content)) for person, content in rows)
    return [(person, pyotp.TOTP(secret).at(now)) for person, secret in opened if secret]


def _refuse_if_too_often(session: Session, sealing: Sealing, email: str, asker: Asker, now: datetime) -> None:
    for limit, whose in _limits(sealing, email, asker):
        if limiting.is_reached(session, limit, whose, now):
            raise TooOftenError(now + limit.window)


def _limits(sealing: Sealing, email: str, asker: Asker) -> Sequence[tuple[Limit, str]]:
    limits = (FAILURES_FROM_NETWORK, FAILURES_FOR_ADDRESS, FAILURES_FROM_EVERYWHERE)
    return tuple(zip(limits, limiting.whose(sealing, asker.network, email), strict=True))


def _second_factor(session: Session, sealing: Sealing, person: Person, typed: str, now: datetime) -> bool:
    code = "".join(character for character in typed.casefold() if character.isalnum())
    if code.isdecimal() and len(code) == 6:
        return _use_application_code(session, sealing, person, code, now)
    return _use_printed_code(session, sealing, person, code, now)


def _use_application_code(session: Session, sealing: Sealing, person: Person, code: str, now: datetime) -> bool:
    for kept in _secrets(session, person, "totp"):
        secret = sealing.open(kept.content)
        step = _step_of(secret, code, now) if secret else None
        if step is not None:
            unused = sa.or_(Secret.last_counter.is_(None), Secret.last_counter < step)
            return _changed(session, sa.update(Secret).where(Secret.id == kept.id, unused), last_counter=step)
    return False


def _use_printed_code(session: Session, sealing: Sealing, person: Person, code: str, now: datetime) -> bool:
    matching = sa.update(Secret).where(
        Secret.person_id == person.id,
        Secret.kind == "printed_code",
        Secret.content == _fingerprint(sealing, code),
        Secret.used_at.is_(None),
        Secret.revoked_at.is_(None),
    )
    return _changed(session, matching, used_at=now)


def _changed(session: Session, update: sa.Update, **values: object) -> bool:
    changed = session.execute(update.values(**values).execution_options(synchronize_session=False))
    return bool(changed.rowcount == 1)  # type: ignore[attr-defined]


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step of which this is the code: the present one or a neighbour, for clocks that differ."""
    typed = "".join(character for character in code if character in string.digits)
    present = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    steps = (present - 1, present, present + 1)
    return next((step for step in steps if secrets.compare_digest(totp.generate_otp(step), typed)), None)


def _secrets(session: Session, person: Person, kind: str) -> Sequence[Secret]:
    found = sa.select(Secret).where(Secret.person_id == person.id, Secret.kind == kind, Secret.revoked_at.is_(None))
    return session.scalars(found).all()


def _passphrase(session: Session, person: Person) -> str | None:
    kept = _secrets(session, person, "passphrase")
    return kept[0].content if kept else None


def _keep(
    session: Session, person: Person, kind: str, content: str, now: datetime, last_counter: int | None = None
) -> None:
    kept = Secret(person_id=person.id, kind=kind, content=content, created_at=now, last_counter=last_counter)
    session.add(kept)


def _revoke(session: Session, person: Person, kinds: Sequence[str], now: datetime) -> None:
    session.execute(
        sa.update(Secret)
        .where(Secret.person_id == person.id, Secret.kind.in_(kinds), Secret.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def _printed_code() -> str:
    """ "k7mw-3pzn-x4rd": 59 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def _fingerprint(sealing: Sealing, printed_code: str) -> str:
    return sealing.fingerprint("printed code", "".join(filter(str.isalnum, printed_code.casefold())))
