"""Limits: how often something may be tried, counted in the database so that every process sees the same number."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveyapp.actions.sealing import Sealing
from surveyapp.core.addresses import email_key
from surveyapp.store.models import Count


@dataclass(frozen=True)
class Limit:
    """So many times within one window of time."""

    name: str
    times: int
    window: timedelta = timedelta(minutes=15)


class TooOftenError(RuntimeError):
    """It was tried more often than allowed. `until` is when it may be tried again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"tried too often; again after {until:%H:%M} UTC")
        self.until = until


def count(session: Session, limit: Limit, whose: str, now: datetime) -> None:
    """Counts one try. Raises TooOftenError beyond the limit; the try that raises is counted too.

    `whose` tells apart what is counted (a fingerprint of an address, never the address itself).
    """
    window = _window(limit, now)
    if _one_more(session, f"{limit.name}:{whose}", window) > limit.times:
        raise TooOftenError(window + limit.window)


def is_reached(session: Session, limit: Limit, whose: str, now: datetime) -> bool:
    """Whether one more try would be too many. Counts nothing."""
    found = session.get(Count, (f"{limit.name}:{whose}", _window(limit, now)))
    return found is not None and found.number >= limit.times


def forget_before(session: Session, moment: datetime) -> None:
    """Drops the counts of windows that began before a moment."""
    session.execute(sa.delete(Count).where(Count.window < moment))


def whose(sealing: Sealing, network_address: str, email: str) -> tuple[str, str, str]:
    """By what tries of a mail address are told apart: by the place, by the address at that place, by the address.

    The second is the strictest, so that nobody keeps another from coming in by trying the other's address elsewhere.
    """
    place, address = network(network_address), email_key(email)
    return (
        sealing.fingerprint("network", place),
        sealing.fingerprint("address at a network", f"{place} {address}"),
        sealing.fingerprint("address", address),
    )


def network(address: str) -> str:
    """What counts as one network address: of IPv6 the first 64 bits, all of which one subscriber has."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if not isinstance(read, IPv6Address):
        return str(read)
    return str(read.ipv4_mapped or IPv6Network((int(read), 64), strict=False))


def _window(limit: Limit, now: datetime) -> datetime:
    seconds = int(limit.window.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)


def _one_more(session: Session, key: str, window: datetime) -> int:
    raised = sa.update(Count).where(Count.key == key, Count.window == window).values(number=Count.number + 1)
    raised = raised.execution_options(synchronize_session=False)
    if session.execute(raised).rowcount == 0:  # type: ignore[attr-defined]
        try:
            with session.begin_nested():
                session.execute(sa.insert(Count).values(key=key, window=window, number=1))
        except IntegrityError:  # somebody else began this window at the same moment
            session.execute(raised)
    number = session.scalar(sa.select(Count.number).where(Count.key == key, Count.window == window))
    return number or 0
