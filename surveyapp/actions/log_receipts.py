"""Sending the receipt of the log to those who keep it outside the server: administrators and auditors."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import auditing, correspondence, seeing
from surveyapp.actions.recording import record
from surveyapp.core.event_chain import LogReceipt
from surveyapp.core.states import LANGUAGES
from surveyapp.mail.letters import Fact
from surveyapp.store.installation import installation
from surveyapp.store.models import Letter, Person, Role
from surveyapp.wording import dates

KIND = "log_receipt"


def keepers(session: Session, now: datetime) -> Sequence[Person]:
    """The administrators and auditors of now, by name."""
    in_force = sa.and_(Role.since <= now, sa.or_(Role.until.is_(None), Role.until > now))
    held = sa.exists().where(Role.person_id == Person.id, Role.role.in_(seeing.READERS_OF_LOG), in_force)
    is_here = sa.or_(Person.ended_at.is_(None), Person.ended_at > now)
    return session.scalars(sa.select(Person).where(held, is_here).order_by(Person.name, Person.id)).all()


def is_due(session: Session, now: datetime) -> bool:
    """Whether this week's receipt is still to be sent. Only reads."""
    if auditing.receipt(session) is None or not keepers(session, now):
        return False
    written = sa.select(sa.exists().where(Letter.kind == KIND, Letter.occasion == _of_week(now)))
    return not session.scalar(written)


def send_weekly(session: Session, now: datetime) -> list[Letter]:
    return _send(session, _of_week(now), None, now) if is_due(session, now) else []


def send(session: Session, who: Person | None, now: datetime) -> list[Letter]:
    """The same because somebody asks for it; nothing where nothing is sealed yet."""
    receipt = auditing.receipt(session)
    return _send(session, f"{KIND}:{receipt.number}:{now.isoformat()}", who, now) if receipt else []


def _send(session: Session, occasion: str, who: Person | None, now: datetime) -> list[Letter]:
    receipt = auditing.receipt(session)
    if receipt is None:
        return []
    letters = [_letter(session, receipt, person, occasion, now) for person in keepers(session, now)]
    record(session, "receipt of the log sent", now, who, details={"receipt": f"{receipt.number}-{receipt.last_event}"})
    return letters


def _letter(session: Session, receipt: LogReceipt, person: Person, occasion: str, now: datetime) -> Letter:
    language = person.language if person.language in LANGUAGES else LANGUAGES[0]
    facts: dict[str, Fact] = {
        "name": person.name,
        "receipt": str(receipt),
        "seal": receipt.number,
        "last_event": receipt.last_event,
        "at": dates.moment(now, dates.SECRETARIAT_ZONE, language),
        "illustrative": installation(session).is_demonstration,
    }
    return correspondence.write(
        session, KIND, occasion, email=person.email, language=language, facts=facts, now=now, person_id=person.id
    )


def _of_week(now: datetime) -> str:
    year, week, _day = now.astimezone(ZoneInfo(dates.SECRETARIAT_ZONE)).isocalendar()
    return f"{KIND}:{year}-W{week:02}"
