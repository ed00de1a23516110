"""What was done, as it is read: for the seals, for the page of the log, for its export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.core.event_chain import COLUMNS, EventFacts, SealFacts
from surveyapp.store.models import Event, Reply, Round
from surveyapp.store.secretariat_models import Seal

_COLUMNS = [getattr(Event, name) for name in COLUMNS]


@dataclass(frozen=True)
class Filter:
    """Which events: what is empty leaves every one."""

    round_id: int | None = None
    state: str = ""
    person_id: int | None = None
    deeds: tuple[str, ...] = ()
    since: datetime | None = None
    before: datetime | None = None


def between(session: Session, after: int, until: int, most: int | None = None) -> Sequence[EventFacts]:
    """The events after one id up to another, included, in order of their ids; at most so many of them."""
    lowest = sa.literal(after, sa.BigInteger)  # lower than an id can be, where every event is meant
    found = sa.select(*_COLUMNS).where(Event.id > lowest, Event.id <= until).order_by(Event.id).limit(most)
    return session.execute(found).mappings().all()  # type: ignore[return-value] # rows that are mappings


def last_id(session: Session) -> int:
    """The id of the last event; 0 where there is none."""
    return session.scalar(sa.select(sa.func.max(Event.id))) or 0


def unsealed(session: Session) -> tuple[int, datetime | None]:
    """How many events no seal covers yet, and since when the oldest of them waits."""
    sealed = sa.select(sa.func.coalesce(sa.func.max(Seal.last_event), 0)).scalar_subquery()
    count, oldest = session.execute(sa.select(sa.func.count(), sa.func.min(Event.at)).where(Event.id > sealed)).one()
    return count, oldest


def seals(session: Session) -> list[SealFacts]:
    """Every seal, in order of their numbers."""
    return [facts_of(one) for one in session.scalars(sa.select(Seal).order_by(Seal.number))]


def last_seal(session: Session) -> SealFacts | None:
    found = session.scalars(sa.select(Seal).order_by(Seal.number.desc()).limit(1)).first()
    return facts_of(found) if found else None


def facts_of(seal: Seal) -> SealFacts:
    return SealFacts(seal.number, seal.first_event, seal.last_event, seal.events, seal.at, seal.mac)


def page(session: Session, wanted: Filter, size: int, number: int) -> Sequence[Event]:
    """A page of the log, the latest first; one more than the page holds where another follows."""
    found = _filtered(wanted).order_by(Event.id.desc()).offset(size * (number - 1)).limit(size + 1)
    return session.scalars(found).all()


def count(session: Session, wanted: Filter) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(_filtered(wanted).subquery())) or 0


def every(session: Session, wanted: Filter, most: int | None = None) -> Iterator[Event]:
    """All that was done, in order, read by and by."""
    return iter(session.scalars(_filtered(wanted).order_by(Event.id).limit(most).execution_options(yield_per=500)))


def deeds(session: Session) -> list[str]:
    """The deeds that are on record."""
    return list(session.scalars(sa.select(Event.deed).distinct().order_by(Event.deed)))


def states_by_reply(session: Session) -> dict[int, str]:
    """The state of every reply."""
    return {reply: state for reply, state in session.execute(sa.select(Reply.id, Reply.state))}  # noqa: C416


def codes_of_rounds(session: Session) -> dict[int, str]:
    """The code of every round."""
    return {one: code for one, code in session.execute(sa.select(Round.id, Round.code))}  # noqa: C416


def _filtered(wanted: Filter) -> sa.Select[Event]:
    found = sa.select(Event)
    if wanted.round_id is not None:
        found = found.where(Event.round_id == wanted.round_id)
    if wanted.state:
        found = found.where(Event.reply_id.in_(sa.select(Reply.id).where(Reply.state == wanted.state)))
    if wanted.person_id is not None:
        found = found.where(Event.person_id == wanted.person_id)
    if wanted.deeds:
        found = found.where(Event.deed.in_(wanted.deeds))
    if wanted.since is not None:
        found = found.where(Event.at >= wanted.since)
    if wanted.before is not None:
        found = found.where(Event.at < wanted.before)
    return found
