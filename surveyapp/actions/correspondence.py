"""Letters as rows: written once per occasion and address, claimed before they are handed over, recorded after.

A letter whose outcome is unknown stays "uncertain" until a person decides; one that was refused stays visible. The
text of a letter with a code is wiped once it has left.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveyapp.actions import letter_wordings
from surveyapp.actions.seeing import CODE_LETTERS
from surveyapp.core.addresses import email_key
from surveyapp.core.text import said
from surveyapp.mail import message
from surveyapp.mail.letters import Composed, Fact
from surveyapp.mail.sending import Outcome, Result
from surveyapp.store import directory
from surveyapp.store.models import Letter, Person, ReminderBatch, Reply, new_public_id

CLAIM_LASTS = timedelta(minutes=10)
MOST_TRIES = 10
CODE_IS_SENT_WITHIN = timedelta(minutes=10)
NOT_YET_SENT = ("waiting", "held")
SENT_BY_HAND = ("refused", "uncertain", "bounced", "kept")
"""Statuses of letters that only a person sends again."""
MAY_COME_BACK = ("sent", "uncertain", "kept")
CALENDAR_KINDS = frozenset({"invitation", "extension_granted"})
ABOUT_ADDRESSES = frozenset({"address_changed"})
"""Kinds that are meant for one mailbox, whatever copies the person wants."""
SENDER_NAME: Mapping[str, str] = {
    "en": "Department of Public Security, Organization of American States",
    "es": "Departamento de Seguridad Pública, Organización de los Estados Americanos",
}
_CODE = re.compile(r":?\s*\d{4} \d{4}")


def write(
    session: Session,
    kind: str,
    occasion: str,
    *,
    email: str,
    language: str,
    facts: Mapping[str, Fact],
    now: datetime,
    person_id: int | None = None,
    round_id: int | None = None,
    reply_id: int | None = None,
    not_before: datetime | None = None,
    batch: ReminderBatch | None = None,
) -> Letter:
    """Composes a letter in the newest wording and keeps it, to be sent, with its copies.

    For an occasion and address there is one: the first stays. Raises NoWordingError where the wording was withdrawn.
    """
    composed = letter_wordings.compose(session, kind, language, facts)
    return put(
        session,
        composed,
        occasion,
        email=email,
        now=now,
        person_id=person_id,
        round_id=round_id,
        reply_id=reply_id,
        not_before=not_before,
        batch=batch,
    )


def put(
    session: Session,
    composed: Composed,
    occasion: str,
    *,
    email: str,
    now: datetime,
    person_id: int | None = None,
    round_id: int | None = None,
    reply_id: int | None = None,
    not_before: datetime | None = None,
    batch: ReminderBatch | None = None,
) -> Letter:
    """The same for a letter that is composed already. It is held while its batch is not approved.

    A copy goes to each address that the person confirmed for copies: a letter of its own. Codes are never copied.
    """
    is_held = batch is not None and batch.status == "proposed"
    facts = {
        "kind": composed.kind,
        "occasion": occasion,
        "round_id": round_id,
        "reply_id": reply_id,
        "person_id": person_id,
        "language": composed.language,
        "subject": composed.subject,
        "body": composed.body,
        "template_version": composed.template_version,
        "status": "held" if is_held else "waiting",
        "not_before": not_before,
        "batch_id": batch.id if batch is not None else None,
        "created_at": now,
    }
    letter = _put_once(session, email, facts)
    if person_id is not None and composed.kind not in CODE_LETTERS | ABOUT_ADDRESSES:
        for copy_to in directory.copies_to(session, person_id):
            _put_once(session, copy_to.email, facts)
    return letter


def _put_once(session: Session, email: str, facts: Mapping[str, Any]) -> Letter:
    occasion = str(facts["occasion"])
    before = _on(session, occasion, email)
    if before is not None:
        return before
    letter = Letter(public_id=new_public_id(), email=email.strip(), email_key=email_key(email), **facts)
    try:
        with session.begin_nested():
            session.add(letter)
    except IntegrityError:  # written for the same occasion at the same moment
        found = _on(session, occasion, email)
        if found is None:
            raise
        return found
    return letter


def due(session: Session, now: datetime, most: int = 50) -> Sequence[Letter]:
    """Letters to be sent now, the oldest first; codes before everything else, because somebody waits for them."""
    is_code = sa.case((Letter.kind.in_(CODE_LETTERS), 0), else_=1)
    found = sa.select(Letter).where(*_is_due(now)).order_by(is_code, Letter.created_at, Letter.id).limit(most)
    return session.scalars(found).all()


def is_due(session: Session, now: datetime, *, codes: bool) -> bool:
    """Whether a letter is to be sent now: of those with codes, or of all others."""
    return session.scalar(sa.select(Letter.id).where(*_is_due(now), _holds_code(codes)).limit(1)) is not None


def next_due(session: Session, now: datetime, *, codes: bool) -> Letter | None:
    """The oldest of them, held for its claim; one that another worker holds at this moment is passed over."""
    found = sa.select(Letter).where(*_is_due(now), _holds_code(codes)).order_by(Letter.created_at, Letter.id).limit(1)
    return session.scalar(found.with_for_update(skip_locked=True))


def _is_due(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Letter.status == "waiting",
        sa.or_(Letter.next_try_at.is_(None), Letter.next_try_at <= now),
        sa.or_(Letter.not_before.is_(None), Letter.not_before <= now),
    )


def _holds_code(codes: bool) -> sa.ColumnElement[bool]:
    return Letter.kind.in_(CODE_LETTERS) if codes else Letter.kind.not_in(CODE_LETTERS)


def release(session: Session, letter: Letter) -> bool:
    """A letter that was held may go."""
    return _from(session, letter, ("held",), status="waiting")


def claim(session: Session, letter: Letter, now: datetime) -> bool:
    """Takes a waiting letter for sending; False if another worker was first. Commit before handing it over."""
    return _from(session, letter, ("waiting",), status="claimed", claimed_at=now, tries=Letter.tries + 1)


def record(session: Session, letter: Letter, outcome: Outcome, now: datetime, *, keeps_codes: bool = False) -> None:
    """Records what came of handing a claimed letter over. `keeps_codes`: in a demonstration, where they are read."""
    values: dict[str, object] = {"outcome": outcome.said, "status": outcome.result.value}
    if outcome.result is Result.SENT:
        values["sent_at"] = now
    elif outcome.result is Result.LATER and letter.tries < MOST_TRIES and not _is_stale_code(letter, now):
        values |= {"status": "waiting", "next_try_at": now + _pause(letter)}
    elif outcome.result is Result.LATER:
        values["status"] = Result.REFUSED.value
    if values["status"] != "waiting" and not keeps_codes:
        values |= _without_code(letter)
    _from(session, letter, ("claimed",), **values)


def keep(session: Session, letter: Letter, *, keeps_codes: bool = False) -> None:
    """With no mail server, a letter is kept to be read here and sent by hand."""
    _from(session, letter, ("waiting",), status="kept", **({} if keeps_codes else _without_code(letter)))


def is_any_lost(session: Session, now: datetime) -> bool:
    """Whether `give_up_lost` would find any."""
    return session.scalar(sa.select(Letter.id).where(*_is_lost(now)).limit(1)) is not None


def give_up_lost(session: Session, now: datetime) -> None:
    """Letters that were claimed and never recorded: their worker died, and nobody knows whether they went out."""
    session.execute(
        sa.update(Letter)
        .where(*_is_lost(now))
        .values(status="uncertain", outcome="The sending was interrupted.")
        .execution_options(synchronize_session=False)
    )


def _is_lost(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return Letter.status == "claimed", Letter.claimed_at < now - CLAIM_LASTS


def send_again(session: Session, letter: Letter) -> bool:
    """A person decided that a letter refused, uncertain, come back or kept shall be sent again."""
    return _from(session, letter, SENT_BY_HAND, status="waiting", next_try_at=None, not_before=None, tries=0)


def cancel(session: Session, letter: Letter, now: datetime, why: str, who: Person | None = None) -> bool:
    """Takes back a letter that has not left; False where it has, or is on its way. `why` stays with it."""
    values = {"cancelled_at": now, "cancelled_by_id": who.id if who else None, "outcome": why}
    return _from(session, letter, NOT_YET_SENT, status="cancelled", **values)


def bounce(session: Session, letter: Letter, said_there: str) -> bool:
    """A letter that the mail server had taken came back; False for one of which nothing can have come back."""
    return _from(session, letter, MAY_COME_BACK, status="bounced", outcome=said_there)


def as_message(session: Session, letter: Letter, sender: str, base_url: str) -> EmailMessage:
    """The letter as a message: with the deadline as a calendar entry where it invites.

    Raises ValueError for an address that no message can have.
    """
    host = urlsplit(base_url).hostname or "localhost"
    return message.message(
        sender=sender,
        sender_name=said(SENDER_NAME, letter.language),
        recipient=letter.email,
        subject=letter.subject,
        body=letter.body,
        language=letter.language,
        message_id=letter.message_id or f"<{letter.public_id}@{host}>",
        written_at=letter.created_at,
        calendar=_calendar(session, letter, host),
    )


def _calendar(session: Session, letter: Letter, host: str) -> bytes | None:
    reply = session.get(Reply, letter.reply_id) if letter.kind in CALENDAR_KINDS and letter.reply_id else None
    if reply is None:
        return None
    round_ = reply.round
    title = said(_DEADLINE, letter.language).format(title=said(round_.title, letter.language))
    deadline = reply.own_deadline or round_.deadline
    uid = f"{reply.public_id}@{host}"
    return message.deadline_entry(uid, title, said(round_.mandate, letter.language), deadline, letter.created_at)


_DEADLINE: Mapping[str, str] = {"en": "Deadline: {title}", "es": "Vence el plazo: {title}"}


def _on(session: Session, occasion: str, email: str) -> Letter | None:
    found = sa.select(Letter).where(Letter.occasion == occasion, Letter.email_key == email_key(email))
    return session.scalars(found).one_or_none()


def _from(session: Session, letter: Letter, statuses: Sequence[str], **values: object) -> bool:
    """Changes a letter if it still has one of these statuses; only one of several workers succeeds."""
    changed = session.execute(
        sa.update(Letter)
        .where(Letter.id == letter.id, Letter.status.in_(statuses))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    session.refresh(letter)
    return bool(changed.rowcount == 1)  # type: ignore[attr-defined]


def _without_code(letter: Letter) -> dict[str, object]:
    """What a letter is left with when nobody needs its code any more; one without a code stays as it is."""
    if letter.kind not in CODE_LETTERS:
        return {}
    return {"body": "", "subject": _CODE.sub("", letter.subject)}


def _is_stale_code(letter: Letter, now: datetime) -> bool:
    return letter.kind in CODE_LETTERS and now - letter.created_at > CODE_IS_SENT_WITHIN


def _pause(letter: Letter) -> timedelta:
    """How long until the next try: a code at once, a letter after 1, 2, 4 … minutes, at most six hours."""
    if letter.kind in CODE_LETTERS:
        return timedelta(seconds=10)
    return min(timedelta(minutes=2 ** max(letter.tries - 1, 0)), timedelta(hours=6))
