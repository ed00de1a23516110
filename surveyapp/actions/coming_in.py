"""Coming in: codes that are mailed and typed, and the sessions they begin.

A mailed code is good for ten minutes, once, in the browser that asked for it, and lets in people of states only: the
secretariat comes in with a passphrase and a second factor (see `secretariat_entry`), and so do people of states where
the settings ask it: there a session begun with a code alone shows them nothing. A code made at the server's
command line lets in whoever it was made for, at any browser. Nothing here tells whether an address is known.
"""

import hashlib
import json
import secrets
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, selectinload

from surveyapp.actions import correspondence, letter_wordings, limiting, seeing
from surveyapp.actions.limiting import Limit
from surveyapp.actions.recording import record
from surveyapp.actions.sealing import Sealing
from surveyapp.actions.seeing import Viewer
from surveyapp.core.addresses import email_key
from surveyapp.mail.letters import Fact
from surveyapp.store.installation import installation
from surveyapp.store.models import Person, Role, SignInCode
from surveyapp.store.models import Session as SignedIn

CODE_LIFE = timedelta(minutes=10)
INVITATION_LIFE = timedelta(days=7)
MOST_TRIES = 5
ADDRESS = "address"
"""The purpose of codes that confirm an address."""
FRESH_FOR = timedelta(minutes=10)
_PROOF = "the code was right"
"""What a proof says it is: nothing else that was sealed passes for one."""

CODES_FOR_ADDRESS = Limit("codes for an address, asked for at one place", 6)
CODES_FROM_EVERYWHERE = Limit("codes for an address", 30)
CODES_FROM_NETWORK = Limit("codes from a network address", 60)
TRIES_FOR_ADDRESS = Limit("tries for an address, made at one place", 20)
TRIES_FROM_EVERYWHERE = Limit("tries for an address", 60)
TRIES_FROM_NETWORK = Limit("tries from a network address", 100)
CODES_TO_COME_IN = (CODES_FROM_NETWORK, CODES_FOR_ADDRESS, CODES_FROM_EVERYWHERE)
TRIES_TO_COME_IN = (TRIES_FROM_NETWORK, TRIES_FOR_ADDRESS, TRIES_FROM_EVERYWHERE)
CODES_FOR_ACTS = Limit("codes for official acts of a person", 6)
TRIES_FOR_ACTS = Limit("tries for official acts of a person", 20)
"""Counted apart from coming in: whoever knows an address shall not keep its owner from an official act."""

STATE_IDLE = timedelta(hours=2)
STATE_TOTAL = timedelta(hours=12)
SECRETARIAT_IDLE = timedelta(minutes=30)
SECRETARIAT_TOTAL = timedelta(hours=8)
ACTIVITY_STEP = timedelta(minutes=1)
"""How exactly activity is noted: a row is not written for every click."""


@dataclass(frozen=True)
class Asker:
    """Where a request to come in is from: a random token of the browser, the network address, the page's language."""

    browser: str
    network: str
    language: str


# Codes of states


def ask_code(session: Session, sealing: Sealing, email: str, asker: Asker, now: datetime) -> None:
    """Writes a letter with a code to the address, if somebody of a state has it. Raises TooOftenError."""
    _count(session, sealing, email, asker, now, CODES_TO_COME_IN)
    made, code = _new_code(sealing, email, "sign_in", CODE_LIFE, now, browser=_hash(asker.browser))
    session.add(made)
    people = _people(session, email, now)
    session.flush()
    facts: dict[str, Fact] = {
        "code": spaced(code),
        "minutes": int(CODE_LIFE.total_seconds() // 60),
        "illustrative": installation(session).is_demonstration,
    }
    # Composed and written in either case, so that the answer takes as long for an address that nobody has.
    composed = letter_wordings.compose(session, "sign_in_code", asker.language, facts)
    on_file = [_person(viewer).email for viewer in people if not viewer.is_secretariat]
    with session.begin_nested() as apart:
        # Not to the address as typed: what compares as the same may be a stranger's mailbox.
        to = on_file[0] if on_file else email.strip()
        correspondence.put(session, composed, f"code:{made.id}", email=to, now=now)
        if not on_file:
            apart.rollback()


def people_by_code(
    session: Session, sealing: Sealing, email: str, code: str, asker: Asker, now: datetime
) -> list[Person]:
    """Who may come in with this code: nobody (it is wrong, used or too old), one, or several who share the address.

    A right code is used up, a wrong one counts as a try. Raises TooOftenError.
    """
    _count(session, sealing, email, asker, now, TRIES_TO_COME_IN)
    used = _use_code(session, sealing, email, code, ("sign_in",), {_hash(asker.browser), ""}, now)
    if used is None:
        return []
    anyone = used.browser == ""
    return [_person(viewer) for viewer in _people(session, email, now) if anyone or not viewer.is_secretariat]


def proof(sealing: Sealing, people: Iterable[Person], asker: Asker, now: datetime) -> str:
    """Says, sealed, that the code was right and who may now say "it is I" at this browser."""
    until = (now + CODE_LIFE).timestamp()
    public_ids = [person.public_id for person in people]
    return sealing.seal(json.dumps([_PROOF, public_ids, _hash(asker.browser), until]))


def people_by_proof(session: Session, sealing: Sealing, sealed: str, asker: Asker, now: datetime) -> list[Person]:
    """The people of a proof given at this browser within ten minutes; nobody otherwise."""
    what, *said = json.loads(sealing.open(sealed) or "[null]")
    if what != _PROOF:
        return []
    public_ids, browser, until = said
    if browser != _hash(asker.browser) or now.timestamp() > until:
        return []
    found = _with_roles().where(Person.public_id.in_(public_ids)).order_by(Person.name)
    return [person for person in session.scalars(found) if seeing.as_viewer(person, person.roles, now)]


def code_at_command_line(session: Session, sealing: Sealing, email: str, now: datetime) -> str:
    """A sign-in code for any browser, for the day the mail is down. LookupError: nobody here has the address."""
    if not _people(session, email, now):
        raise LookupError(email)
    made, code = _new_code(sealing, email, "sign_in", CODE_LIFE, now)
    session.add(made)
    record(session, "sign-in code made", now)
    return spaced(code)


def person_called(session: Session, public_id: str) -> Person | None:
    return session.scalars(sa.select(Person).where(Person.public_id == public_id)).one_or_none()


# Codes of invitations and of official acts


def invite(session: Session, sealing: Sealing, person: Person, now: datetime) -> str:
    """A code, good for a week, with which a person of the secretariat sets up how he or she comes in.

    Codes of the person's earlier invitations are worth nothing from now on.
    """
    whose = _hash(person.public_id)
    before = sa.update(SignInCode).where(*_INVITATION, SignInCode.browser == whose, SignInCode.used_at.is_(None))
    session.execute(before.values(used_at=now).execution_options(synchronize_session=False))
    made, code = _new_code(sealing, person.email, "invitation", INVITATION_LIFE, now, browser=whose)
    session.add(made)
    record(session, "invitation to the secretariat made", now, details={"person": person.public_id})
    return spaced(code)


def person_invited(
    session: Session, sealing: Sealing, email: str, code: str, asker: Asker, now: datetime
) -> Person | None:
    """The person of the secretariat whom this invitation is for. It is used up. Raises TooOftenError."""
    _count(session, sealing, email, asker, now, TRIES_TO_COME_IN)
    secretariat = [_person(viewer) for viewer in _people(session, email, now) if viewer.is_secretariat]
    people = {_hash(person.public_id): person for person in secretariat}
    used = _use_code(session, sealing, email, code, ("invitation",), set(people), now)
    return people[used.browser] if used else None


def is_invited_anew(session: Session, person: Person, since: datetime) -> bool:
    """Whether an invitation was made for the person after a moment."""
    later = sa.exists().where(
        *_INVITATION, SignInCode.browser == _hash(person.public_id), SignInCode.created_at > since
    )
    return bool(session.scalar(sa.select(later)))


def make_address_code(
    session: Session, sealing: Sealing, email: str, whose: str, life: timedelta, now: datetime
) -> tuple[SignInCode, str]:
    """A code that is mailed to an address and confirms it, for what `whose` names; earlier ones are worth nothing."""
    bound = _hash(whose)
    before = sa.update(SignInCode).where(
        SignInCode.purpose == ADDRESS, SignInCode.browser == bound, SignInCode.used_at.is_(None)
    )
    session.execute(before.values(used_at=now).execution_options(synchronize_session=False))
    made, code = _new_code(sealing, email, ADDRESS, life, now, browser=bound)
    session.add(made)
    session.flush()
    return made, spaced(code)


def is_address_code_right(session: Session, sealing: Sealing, email: str, whose: str, code: str, now: datetime) -> bool:
    """Whether the code is the one that was mailed to the address. A right one is used up, a wrong one counted."""
    return _use_code(session, sealing, email, code, (ADDRESS,), {_hash(whose)}, now) is not None


def ask_fresh_code(session: Session, sealing: Sealing, viewer: Viewer, language: str, now: datetime) -> None:
    """Writes a letter with a code for an official act, good in this session alone. Raises TooOftenError."""
    person, signed_in = _person(viewer), _signed_in(viewer)
    limiting.count(session, CODES_FOR_ACTS, person.public_id, now)
    made, code = _new_code(sealing, person.email, "official_act", CODE_LIFE, now, browser=signed_in.token_hash)
    session.add(made)
    session.flush()
    facts: dict[str, Fact] = {
        "code": spaced(code),
        "minutes": int(CODE_LIFE.total_seconds() // 60),
        "name": person.name,
        "illustrative": installation(session).is_demonstration,
    }
    composed = letter_wordings.compose(session, "official_act_code", language, facts)
    correspondence.put(session, composed, f"code:{made.id}", email=person.email, now=now, person_id=person.id)


def confirm_fresh_code(session: Session, sealing: Sealing, viewer: Viewer, code: str, now: datetime) -> bool:
    """Whether the code is right; the session is then fresh for ten minutes. Raises TooOftenError.

    A sign-in code made at the command line serves too: on the day the mail is down there is no other.
    """
    person, signed_in = _person(viewer), _signed_in(viewer)
    limiting.count(session, TRIES_FOR_ACTS, person.public_id, now)
    browsers = {signed_in.token_hash, ""}
    used = _use_code(session, sealing, person.email, code, ("official_act", "sign_in"), browsers, now)
    if used is None:
        return False
    signed_in.confirmed_at = now
    session.flush()
    return True


def is_fresh(viewer: Viewer, now: datetime) -> bool:
    """Whether a fresh code was given in this session within the last ten minutes."""
    confirmed = viewer.signed_in.confirmed_at if viewer.signed_in else None
    return confirmed is not None and now - confirmed <= FRESH_FOR


def spaced(code: str) -> str:
    """ "1234 5678": as it is printed; it may be typed with the space or without."""
    return f"{code[:4]} {code[4:]}"


# Sessions

_BY_SECOND_FACTOR = "2."
"""What the token of a session begins with in which a second factor was given: no other contains the full stop."""


def begin(session: Session, person: Person, now: datetime, *, by_second_factor: bool = False) -> str:
    """Begins a session and returns its token, which only the person's browser keeps.

    The token says whether a second factor was given; as its hash is on record, nobody can make it say otherwise.
    """
    viewer = seeing.viewer_of(session, person, now)
    total = SECRETARIAT_TOTAL if viewer and viewer.is_secretariat else STATE_TOTAL
    token = (_BY_SECOND_FACTOR if by_second_factor else "") + secrets.token_urlsafe(32)
    session.add(
        SignedIn(
            token_hash=_hash(token),
            person_id=person.id,
            created_at=now,
            active_at=now,
            expires_at=now + total,
        )
    )
    record(session, "signed in", now, who=person)
    return token


_BY_TOKEN = (
    sa.select(SignedIn)
    .join(SignedIn.person)
    .outerjoin(Person.roles)
    .outerjoin(Role.member_state)
    .options(contains_eager(SignedIn.person).contains_eager(Person.roles).contains_eager(Role.member_state))
    .where(
        SignedIn.token_hash == sa.bindparam("token_hash"),
        SignedIn.ended_at.is_(None),
        SignedIn.expires_at > sa.bindparam("now"),
    )
)
"""Made once, because every request asks it."""


def viewer_with(session: Session, token: str, now: datetime, *, states_by_second_factor: bool = False) -> Viewer | None:
    """Who has this token, with the states of the roles, in one statement.

    None if the session has ended, idled or aged out, or the roles have; for people of states also where a second
    factor is asked of them and none was given.
    """
    signed_in = session.scalars(_BY_TOKEN, {"token_hash": _hash(token), "now": now}).unique().one_or_none()
    if signed_in is None:
        return None
    viewer = seeing.as_viewer(signed_in.person, signed_in.person.roles, now, signed_in)
    if viewer is None:
        return None
    if states_by_second_factor and not viewer.is_secretariat and not token.startswith(_BY_SECOND_FACTOR):
        return None
    idle = SECRETARIAT_IDLE if viewer.is_secretariat else STATE_IDLE
    return viewer if now - signed_in.active_at <= idle else None


def sides_of_session(session: Session, token: str) -> frozenset[str]:
    """On whose side the person stood who came in with this token, whatever has ended since; none if nobody did."""
    found = sa.select(Role).join(SignedIn, SignedIn.person_id == Role.person_id)
    return seeing.sides_of(session.scalars(found.where(SignedIn.token_hash == _hash(token))))


def activity_is_due(viewer: Viewer, now: datetime) -> bool:
    """Whether enough time has passed to note that the person is still there."""
    return viewer.signed_in is not None and now - viewer.signed_in.active_at > ACTIVITY_STEP


def note_activity(session: Session, viewer: Viewer, now: datetime) -> None:
    session.execute(
        sa.update(SignedIn)
        .where(SignedIn.id == _signed_in(viewer).id, SignedIn.active_at < now)
        .values(active_at=now)
        .execution_options(synchronize_session=False)
    )


def sign_out(session: Session, viewer: Viewer, now: datetime) -> None:
    """Ends this session; a token copied before is worth nothing."""
    session.execute(sa.update(SignedIn).where(SignedIn.id == _signed_in(viewer).id).values(ended_at=now))
    record(session, "signed out", now, who=viewer.person)


def end_sessions(session: Session, person: Person, now: datetime) -> None:
    """Ends every session of a person: a role was taken away, or how he or she comes in was changed."""
    session.execute(
        sa.update(SignedIn).where(SignedIn.person_id == person.id, SignedIn.ended_at.is_(None)).values(ended_at=now)
    )


def tidy(session: Session, now: datetime) -> None:
    """Drops what has no use any more: codes and counts of more than a day ago."""
    yesterday = now - timedelta(days=1)
    session.execute(sa.delete(SignInCode).where(SignInCode.expires_at < yesterday))
    limiting.forget_before(session, yesterday)


# How codes are kept


_INVITATION = (SignInCode.purpose == "invitation",)


def _new_code(
    sealing: Sealing, email: str, purpose: str, life: timedelta, now: datetime, browser: str = ""
) -> tuple[SignInCode, str]:
    code = f"{secrets.randbelow(10**8):08}"
    key = email_key(email)
    row = SignInCode(
        email_key=key,
        browser=browser,
        purpose=purpose,
        code_hash=sealing.fingerprint("code", f"{key} {code}"),
        created_at=now,
        expires_at=now + life,
    )
    return row, code


def _use_code(
    session: Session,
    sealing: Sealing,
    email: str,
    typed: str,
    purposes: Sequence[str],
    browsers: set[str],
    now: datetime,
) -> SignInCode | None:
    """The row of the code, used up; None if it is wrong, and then a try is counted on all it could have been."""
    key = email_key(email)
    digits = "".join(character for character in typed if character in string.digits)
    could_be = (
        SignInCode.email_key == key,
        SignInCode.purpose.in_(purposes),
        SignInCode.browser.in_(browsers),
        SignInCode.used_at.is_(None),
        SignInCode.expires_at > now,
        SignInCode.tries < MOST_TRIES,
        # A mailed code to sign in confirms no official act: that takes one made for it, or one of the command line.
        sa.or_(SignInCode.purpose == purposes[0], SignInCode.browser == ""),
    )
    right = SignInCode.code_hash == sealing.fingerprint("code", f"{key} {digits}")
    found = session.scalars(sa.select(SignInCode).where(*could_be, right)).first()
    if found is None:
        session.execute(
            sa.update(SignInCode)
            .where(*could_be)
            .values(tries=SignInCode.tries + 1)
            .execution_options(synchronize_session=False)
        )
        return None
    taken = session.execute(
        sa.update(SignInCode)
        .where(SignInCode.id == found.id, SignInCode.used_at.is_(None))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    return found if taken.rowcount == 1 else None  # type: ignore[attr-defined]


def _people(session: Session, email: str, now: datetime) -> list[Viewer]:
    """Everybody who has the address and a role in force."""
    people = session.scalars(_with_roles().where(Person.email_key == email_key(email)).order_by(Person.name))
    viewers = (seeing.as_viewer(person, person.roles, now) for person in people)
    return [viewer for viewer in viewers if viewer]


def _with_roles() -> sa.Select[Person]:
    return sa.select(Person).options(selectinload(Person.roles))


def _count(
    session: Session, sealing: Sealing, email: str, asker: Asker, now: datetime, limits: tuple[Limit, Limit, Limit]
) -> None:
    """Counts at the place first: what is refused there does not count for the address, whose owner may be elsewhere."""
    for limit, whose in zip(limits, limiting.whose(sealing, asker.network, email), strict=True):
        limiting.count(session, limit, whose, now)


def _person(viewer: Viewer) -> Person:
    if viewer.person is None:
        raise ValueError("the command line does not come in")
    return viewer.person


def _signed_in(viewer: Viewer) -> SignedIn:
    if viewer.signed_in is None:
        raise ValueError("this viewer has no session")
    return viewer.signed_in


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
