"""Groups of states of the secretariat's own: made, renamed, ended; states come and go on a day."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions.recording import record
from surveyapp.store import groups
from surveyapp.store.models import Person
from surveyapp.store.secretariat_models import GroupMember, StateGroup
from surveyapp.wording.dates import SECRETARIAT_ZONE


class NameTakenError(ValueError):
    """Another group that has not ended has this name."""


def today(now: datetime) -> date:
    """The day in Washington: groups change from one day to the next."""
    return now.astimezone(ZoneInfo(SECRETARIAT_ZONE)).date()


def make(
    session: Session, name: Mapping[str, str], states: Collection[str], who: Person | None, now: datetime
) -> StateGroup:
    """A group of these states from today on. Raises NameTakenError."""
    _check(session, name)
    group = StateGroup(name=dict(name), created_at=now, created_by_id=who.id if who else None)
    session.add(group)
    session.flush()
    record(session, "group made", now, who=who, details={"group": group.public_id, "name": dict(name)})
    set_members(session, group, states, who, now)
    return group


def rename(session: Session, group: StateGroup, name: Mapping[str, str], who: Person | None, now: datetime) -> bool:
    """False: it is called so already. Raises NameTakenError."""
    if dict(name) == group.name:
        return False
    _check(session, name, group)
    details = {"group": group.public_id, "was": dict(group.name), "name": dict(name)}
    group.name = dict(name)
    record(session, "group renamed", now, who=who, details=details)
    return True


def members_on(group: StateGroup, day: date) -> frozenset[str]:
    """The states that belong to a group on a day."""
    return frozenset(one.state for one in group.members if one.since <= day and (one.until is None or day < one.until))


def set_members(
    session: Session, group: StateGroup, states: Collection[str], who: Person | None, now: datetime
) -> bool:
    """From today on these states belong to it and no others. False: they do so already."""
    day = today(now)
    present, wanted = members_on(group, day), frozenset(states)
    for one in group.members:
        if one.state in present - wanted and one.until is None:
            one.until = day
    for state in sorted(wanted - present):
        group.members.append(GroupMember(state=state, since=day))
    session.flush()
    for state, deed in [
        *((state, "state put into a group") for state in sorted(wanted - present)),
        *((state, "state taken out of a group") for state in sorted(present - wanted)),
    ]:
        record(session, deed, now, who=who, details={"group": group.public_id, "name": group.name, "state": state})
    return present != wanted


def end(session: Session, group: StateGroup, who: Person | None, now: datetime) -> None:
    """It is offered no more; what belonged to it, and when, stays."""
    if group.ended_at is None:
        group.ended_at = now
        record(session, "group ended", now, who=who, details={"group": group.public_id, "name": group.name})


def _check(session: Session, name: Mapping[str, str], but: StateGroup | None = None) -> None:
    taken = {
        one.casefold()
        for group in groups.every(session)
        if group.ended_at is None and group is not but
        for one in group.name.values()
    }
    if taken & {one.casefold() for one in name.values()}:
        raise NameTakenError(name)
