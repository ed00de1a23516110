"""Reminding: to whom a letter is due because of where the reply stands, and to whom none is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from surveyapp.core.standing import Standing

QUIET = timedelta(hours=4)
"""Nobody is told to send a reply while somebody may still be writing in it, or about to send it."""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Where a reply stands, as far as reminding asks. Times are aware."""

    reply: str
    """Its public id."""
    standing: Standing
    complete_since: datetime | None
    last_activity_at: datetime | None
    accepted_until: datetime

    @property
    def occasion(self) -> str:
        """What a letter about its being complete is written for: becoming complete anew is another one."""
        since = f"{self.complete_since:%Y%m%dT%H%M%S}" if self.complete_since else ""
        return f"complete:{self.reply}:{since}"


def complete_not_sent_due(situations: Iterable[Situation], now: datetime) -> list[Situation]:
    """The replies that are complete and not sent, that nobody has touched for a while, and that can still be sent.

    One that awaits the approval of its authority is left in peace.
    """
    return [one for one in situations if _is_due(one, now)]


def _is_due(one: Situation, now: datetime) -> bool:
    if one.standing is not Standing.COMPLETE_NOT_SENT or one.complete_since is None or now >= one.accepted_until:
        return False
    return now - max(one.complete_since, one.last_activity_at or one.complete_since) >= QUIET
