"""The directory out to a workbook and back: first what a file would add, change and end; then all of it, or nothing.

What is not in the file stays as it is. Nobody's address is changed by a file, because a new one is confirmed from its
mailbox; contributors are named by their focal points.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import directory
from surveyapp.actions.directory import Kind
from surveyapp.actions.directory_files.lines import (
    authority_line,
    copies_of,
    group_line,
    person_line,
    state_line,
)
from surveyapp.actions.directory_files.of_authorities import authorities_of
from surveyapp.actions.directory_files.of_groups import groups_of
from surveyapp.actions.directory_files.of_people import people_of
from surveyapp.actions.directory_files.rows import Change, Field, Reading, RowsOf, What
from surveyapp.actions.recording import record
from surveyapp.core.states import from_facts, in_order
from surveyapp.documents import directory_workbook as document
from surveyapp.documents.directory_workbook import Fault, Line, Name
from surveyapp.documents.earlier_answers import in_order_of_rows
from surveyapp.store import authorities, groups, models
from surveyapp.store import directory as on_file
from surveyapp.store.models import Person

__all__ = ["Change", "Checked", "Done", "Field", "What", "bring_in", "check", "export"]


@dataclass(frozen=True)
class Checked:
    """What a file would do, and what is wrong with it. With one error nothing of it is done."""

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]

    @property
    def has_errors(self) -> bool:
        return any(document.is_error(one) for one in self.faults)

    @property
    def fingerprint(self) -> str:
        """The same for what would do the same."""
        return sha256(repr(self.changes).encode()).hexdigest()

    def count(self, what: What) -> int:
        return sum(one.what is what for one in self.changes)


@dataclass(frozen=True)
class Done:
    """What was brought in."""

    changes: tuple[Change, ...]


# Out


def export(session: Session, language: str, now: datetime) -> bytes:
    """The directory as it stands, as a workbook in a language."""
    return document.write(_content(session, language, now), language)


def _content(session: Session, language: str, now: datetime) -> dict[Name, list[Line]]:
    members = in_order((from_facts(one.facts) for one in on_file.members(session)), language)
    codes = [state.iso3 for state in members]
    roles = on_file.roles(session, now)
    copies = on_file.addresses(session, {role.person_id for held in roles.values() for role in held})
    kinds = {kind: authorities.current(session, codes, kind, now) for kind in Kind}
    return {
        Name.STATES: [state_line(state, language) for state in members],
        Name.GROUPS: [group_line(one, now) for one in groups.every(session) if one.ended_at is None],
        Name.AUTHORITIES: [
            authority_line(kinds[kind][code], language) for code in codes for kind in Kind if code in kinds[kind]
        ],
        Name.PEOPLE: [
            person_line(role, copies_of(copies, role), language)
            for code in codes
            for role in sorted(roles.get(code, ()), key=lambda one: list(document.POSTS).index(directory.post_of(one)))
        ],
    }


# Back


def check(session: Session, data: bytes, name: str, now: datetime) -> Checked:
    """What a workbook would do. Writes nothing; every fault is told."""
    sheets, faults = document.read(data, name)
    reading = Reading(session, now, faults)
    changes: list[Change] = []
    for sheet in sorted(sheets, key=lambda one: list(Name).index(one.name)):
        rows = RowsOf(reading, sheet)
        changes += {
            Name.STATES: states,
            Name.GROUPS: groups_of,
            Name.AUTHORITIES: authorities_of,
            Name.PEOPLE: people_of,
        }[sheet.name](rows)
    names = dict.fromkeys(["", *(one.called for one in sheets), *(one.sheet for one in faults)])
    ordered = [one for name in names for one in in_order_of_rows([fault for fault in faults if fault.sheet == name])]
    return Checked(tuple(changes), tuple(ordered))


def bring_in(
    session: Session, data: bytes, name: str, who: Person | None, now: datetime, *, seen: str | None = None
) -> Done | Checked:
    """Does all that a workbook says, or nothing and says why.

    `seen`: the fingerprint of what was looked at; if the directory has changed since, nothing is done either.
    """
    holding = sa.select(models.MemberState.iso3).order_by(models.MemberState.iso3).with_for_update()
    session.execute(holding)  # two officers who bring in a file at the same moment do so one after the other
    checked = check(session, data, name, now)
    if checked.has_errors or seen not in (None, checked.fingerprint):
        return checked
    for change in checked.changes:
        change.do(who)
    if checked.changes:
        counts = {what.value: checked.count(what) for what in What}
        record(session, "directory brought in", now, who=who, details={"file": name, **counts})
    return Done(checked.changes)


def states(rows: RowsOf) -> Iterator[Change]:
    """The states are for reading; a row that says something else is told of."""
    for row in rows.sheet.rows:
        state = rows.reading.states.get(row["code"].text.upper())
        said = [state_line(state, language) for language in ("en", "es")] if state else []
        written = {column: row[column].day or row[column].text or None for column in row.headers}
        if not any(all((line.get(column) or None) == value for column, value in written.items()) for line in said):
            rows.fault(row, "code", "states_not_read")
    yield from ()
