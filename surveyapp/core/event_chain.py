"""The chain of seals over what was done: what a seal is made of, and the first place at which a chain does not hold.

A seal covers a batch of events, all their columns, and the seal before it, by an HMAC-SHA-256 under a key that is not
where the events are. Whoever changes, removes or adds one cannot make the seal anew without the key; whoever cuts off
the end is found out by a receipt that somebody else keeps.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

DOMAIN = "surveyapp seal of events, 1"
COLUMNS = ("id", "at", "deed", "person_id", "by", "round_id", "reply_id", "place", "details")
"""Of an event, in the order in which they are sealed."""
FIRST = ""
"""What stands for the seal before the first."""
BEFORE_ALL = -(2**63)
"""Lower than the id of any event, one that was put in before the first too."""
_RECEIPT = re.compile(r"\b([0-9]{1,12})-([0-9]{1,18})-([0-9a-f]{64})\b")

EventFacts = Mapping[str, Any]


@dataclass(frozen=True)
class SealFacts:
    """One seal: its number (from 1), the ids of the first and last event it covers, how many, when, and its HMAC."""

    number: int
    first_event: int
    last_event: int
    events: int
    at: datetime
    mac: str = ""


@dataclass(frozen=True)
class LogReceipt:
    """What somebody who does not run the server keeps, to know later whether the end of the log is still there."""

    number: int
    last_event: int
    mac: str

    def __str__(self) -> str:
        return f"{self.number}-{self.last_event}-{self.mac}"


class Break(StrEnum):
    """In which way a chain does not hold."""

    SEAL_MISSING = "seal_missing"
    SEAL_ALTERED = "seal_altered"
    EVENT_MISSING = "event_missing"
    EVENT_ADDED = "event_added"
    EVENT_ALTERED = "event_altered"
    CUT_OFF = "cut_off"
    """A receipt names a later seal than the last one there is."""
    NOT_AS_RECEIPTED = "not_as_receipted"
    """The seal that a receipt names is another one now."""


@dataclass(frozen=True)
class Broken:
    """The first place at which a chain does not hold: which seal, and between which events."""

    how: Break
    seal: int
    first_event: int
    last_event: int
    counted: int = 0
    """How many events are there, where their number is not the one that was sealed."""
    sealed: int = 0
    missing: tuple[int, ...] = ()
    """The ids of missing events, where they can be told."""


def mac(key: bytes, seal: SealFacts, events: Iterable[EventFacts], former: str) -> str:
    """The HMAC of a seal over these events and the HMAC of the seal before it."""
    made = hmac.new(key, digestmod=hashlib.sha256)
    head = [DOMAIN, seal.number, seal.first_event, seal.last_event, seal.events, _told(seal.at), former]
    made.update(_line(head))
    for event in events:
        made.update(_line([_told(event[name]) for name in COLUMNS]))
    return made.hexdigest()


def first_break(
    key: bytes, seals: Sequence[SealFacts], events_between: Callable[[int, int], Sequence[EventFacts]]
) -> Broken | None:
    """The first place where these seals, in order, and the events do not agree; None where they do.

    `events_between(after, until)`: the events after one id up to another, included, in order of their ids. Each seal
    is held against every event since the last one of the seal before, so that none can hide between two of them.
    """
    former, after = FIRST, BEFORE_ALL
    for place, seal in enumerate(seals):
        expected = place + 1
        if seal.number != expected or seal.first_event <= after or seal.last_event < seal.first_event:
            how = Break.SEAL_MISSING if seal.number > expected else Break.SEAL_ALTERED
            begins = after + 1 if after > 0 else 1
            return Broken(how, expected, begins, max(seal.last_event, begins))
        events = events_between(after, seal.last_event)
        if not _fits(key, seal, events, former):
            follower = seals[place + 1] if place + 1 < len(seals) else None
            return _broken(key, seal, events, former, follower, events_between)
        former, after = seal.mac, seal.last_event
    return None


def receipt_of(seal: SealFacts) -> LogReceipt:
    return LogReceipt(seal.number, seal.last_event, seal.mac)


def read_receipt(text: str) -> LogReceipt | None:
    """The receipt in a text, such as the letter it came with, also as it was sent; None where there is none."""
    found = _RECEIPT.search(text) or _RECEIPT.search(re.sub(r"=\r?\n", "", text))
    return LogReceipt(int(found[1]), int(found[2]), found[3]) if found else None


def held_against(receipt: LogReceipt, seals: Sequence[SealFacts]) -> Broken | None:
    """Whether the seals still are those that a receipt was given for; None where they are."""
    kept = next((one for one in seals if one.number == receipt.number), None)
    if kept is None:
        last = seals[-1] if seals else None
        begins = last.last_event + 1 if last else 1
        return Broken(Break.CUT_OFF, receipt.number, begins, max(receipt.last_event, begins))
    if receipt_of(kept) == receipt:
        return None
    return Broken(Break.NOT_AS_RECEIPTED, receipt.number, kept.first_event, max(kept.last_event, receipt.last_event))


def _fits(key: bytes, seal: SealFacts, events: Sequence[EventFacts], former: str) -> bool:
    if len(events) != seal.events or (events and events[0]["id"] != seal.first_event):
        return False
    return hmac.compare_digest(mac(key, seal, events, former), seal.mac)


def _broken(
    key: bytes,
    seal: SealFacts,
    events: Sequence[EventFacts],
    former: str,
    follower: SealFacts | None,
    events_between: Callable[[int, int], Sequence[EventFacts]],
) -> Broken:
    """Says what is wrong with a seal that does not fit its events."""
    if _fits_as_it_was_counted(key, seal, events, former):
        return Broken(Break.SEAL_ALTERED, seal.number, events[0]["id"], events[-1]["id"])
    counted, sealed = len(events), seal.events
    if counted < sealed:
        absent = tuple(sorted(set(range(seal.first_event, seal.last_event + 1)) - {one["id"] for one in events}))
        known = absent if len(absent) == sealed - counted else ()
        return Broken(Break.EVENT_MISSING, seal.number, seal.first_event, seal.last_event, counted, sealed, known)
    if counted > sealed:
        begins = min(events[0]["id"], seal.first_event)
        return Broken(Break.EVENT_ADDED, seal.number, begins, seal.last_event, counted, sealed)
    # The seal after it was made over the HMAC of this one: if it still fits, this HMAC is the one that was made.
    if follower and not _fits(key, follower, events_between(seal.last_event, follower.last_event), seal.mac):
        return Broken(Break.SEAL_ALTERED, seal.number, seal.first_event, seal.last_event)
    return Broken(Break.EVENT_ALTERED, seal.number, seal.first_event, seal.last_event)


def _fits_as_it_was_counted(key: bytes, seal: SealFacts, events: Sequence[EventFacts], former: str) -> bool:
    """Whether the events are those that were sealed, and only what the seal says of them was changed."""
    if not events:
        return False
    first, last = events[0]["id"], events[-1]["id"]
    as_it_was = SealFacts(seal.number, first, last, len(events), seal.at)
    return hmac.compare_digest(mac(key, as_it_was, events, former), seal.mac)


def _line(values: Sequence[Any]) -> bytes:
    text = json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def _told(value: Any) -> Any:
    """A value so that it is the same text whichever database kept it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, Mapping):
        return {str(name): _told(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_told(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
