"""The log of what was done as evidence: sealing it in batches, verifying it, giving a receipt of it.

Sealing is a piece of work of its own, never part of the deed that an event tells. A batch ends where nothing can be
added before it any more: on PostgreSQL ids are given out before they are committed, so that the table is closed to
those who write for the moment in which a batch is read; where that cannot be had quickly, the next time will do.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions.sealing import derived
from surveyapp.core import event_chain
from surveyapp.core.event_chain import FIRST, Broken, LogReceipt, SealFacts
from surveyapp.store import events
from surveyapp.store.secretariat_models import Seal

MOST_EVENTS = 200
"""In one seal: what is broken is found among so many."""
PATIENCE_MILLISECONDS = 250
"""How long those who write may be made to wait behind the one who seals."""


@dataclass(frozen=True)
class Verified:
    """What was found of the whole log."""

    seals: int
    sealed_events: int
    unsealed_events: int
    """Written since the last seal: nothing protects them yet."""
    unsealed_since: datetime | None
    broken: Broken | None
    receipt: LogReceipt | None
    """Of the log as it is now."""

    @property
    def holds(self) -> bool:
        return self.broken is None


def key_of(audit_key: str) -> bytes:
    """The key of the seals, from the text that is kept outside the database."""
    return derived(audit_key, b"seal events")


def key_check(audit_key: str) -> str:
    """16 digits that tell whether a key is the same as another, and nothing else about it."""
    return derived(audit_key, b"which key").hex()[:16]


def is_due(session: Session) -> bool:
    """Whether there are events that no seal covers; only reads."""
    return events.unsealed(session)[0] > 0


def seal_due(session: Session, audit_key: str, now: datetime) -> Seal | None:
    """Seals the next batch of events; None where there is none, or somebody else writes or seals just now."""
    if not _is_closed_to_writers(session):
        return None
    former = events.last_seal(session)
    after = former.last_event if former else 0
    batch = events.between(session, after, events.last_id(session), MOST_EVENTS)
    if not batch:
        return None
    number = former.number + 1 if former else 1
    facts = SealFacts(number, batch[0]["id"], batch[-1]["id"], len(batch), now)
    made = event_chain.mac(key_of(audit_key), facts, batch, former.mac if former else FIRST)
    seal = Seal(
        number=number, first_event=facts.first_event, last_event=facts.last_event, events=facts.events, mac=made, at=now
    )
    session.add(seal)
    session.flush()
    return seal


def verify(session: Session, audit_key: str, receipt: LogReceipt | None = None) -> Verified:
    """Holds the log against its seals, and its end against a receipt that somebody kept."""
    kept = events.seals(session)
    broken = event_chain.first_break(
        key_of(audit_key), kept, lambda after, until: events.between(session, after, until)
    )
    if broken is None and receipt is not None:
        broken = event_chain.held_against(receipt, kept)
    waiting, since = events.unsealed(session)
    return Verified(
        seals=len(kept),
        sealed_events=sum(one.events for one in kept),
        unsealed_events=waiting,
        unsealed_since=since,
        broken=broken,
        receipt=event_chain.receipt_of(kept[-1]) if kept else None,
    )


def receipt(session: Session) -> LogReceipt | None:
    """The receipt of the log up to its last seal; None before the first."""
    last = events.last_seal(session)
    return event_chain.receipt_of(last) if last else None


def _is_closed_to_writers(session: Session) -> bool:
    """Whether no event can be on its way until this transaction ends; and nobody else seals.

    On SQLite who writes is alone anyhow.
    """
    if session.get_bind().dialect.name != "postgresql":
        return True
    try:
        with session.begin_nested():
            session.execute(sa.text(f"SET LOCAL lock_timeout = {PATIENCE_MILLISECONDS}"))
            session.execute(sa.text("LOCK TABLE event IN SHARE ROW EXCLUSIVE MODE"))
    except sa.exc.OperationalError:
        return False
    return True
