"""Reading the rows of a workbook of the directory beside what is on file; what each would do, and every fault."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import Session

from surveyapp.actions.directory import Kind
from surveyapp.actions.grouping import today
from surveyapp.core.states import from_facts
from surveyapp.documents import directory_workbook as document
from surveyapp.documents.directory_workbook import Fault, Name, Row, Sheet
from surveyapp.store import authorities, groups
from surveyapp.store import directory as on_file
from surveyapp.store.models import Person

LONGEST = 200
LONGEST_TEXT = 1_000


class What(StrEnum):
    """What would become of a row."""

    ADD = "add"
    CHANGE = "change"
    END = "end"


@dataclass(frozen=True)
class Field:
    """One column of a row that would be otherwise."""

    column: str
    was: str
    becomes: str


@dataclass(frozen=True)
class Change:
    """What one row of the file would do."""

    sheet: Name
    row: int
    what: What
    subject: str
    """Name of a group (in both languages) or a person; of an authority, its kind."""
    state: str
    fields: tuple[Field, ...]
    do: Callable[[Person | None], object] = field(compare=False, repr=False)


class Reading:
    """What is on file while a workbook is held against it."""

    def __init__(self, session: Session, now: datetime, faults: list[Fault]) -> None:
        self.session, self.now, self.faults = session, now, faults
        self.states = {one.iso3: from_facts(one.facts) for one in on_file.members(session)}
        self.roles = on_file.roles(session, now)
        held = {role.person_id for roles in self.roles.values() for role in roles}
        self.copies = on_file.addresses(session, held)
        self.groups = [one for one in groups.every(session) if one.ended_at is None]
        self.authorities = {
            (state, kind): one
            for kind in Kind
            for state, one in authorities.current(session, list(self.states), kind, now).items()
        }


@dataclass
class RowsOf:
    """The rows of one sheet, and what was met in them."""

    reading: Reading
    sheet: Sheet
    met: set[object] = field(default_factory=set)

    def fault(self, row: Row, column: str, code: str, **details: str | int) -> None:
        self.reading.faults.append(Fault(code, self.sheet.called, row.number, row.header(column), details))

    def is_sound_since(self, before: int) -> bool:
        return len(self.reading.faults) == before

    def once(self, row: Row, key: object) -> bool:
        if key in self.met:
            self.fault(row, "code", "row_twice")
            return False
        self.met.add(key)
        return True

    def text(self, row: Row, column: str, present: str = "", longest: int = LONGEST, *, needed: bool = False) -> str:
        """What stands in a column; what is on file where the sheet has no such column."""
        written = row[column].text if column in row.headers else present
        if len(written) > longest:
            self.fault(row, column, "too_long", limit=longest)
        elif needed and not written:
            self.fault(row, column, "missing_value")
        if written == present.strip():
            return present  # however it was once written
        return written if longest > LONGEST else " ".join(written.split())

    def code(self, row: Row, column: str, words: Mapping[str, tuple[str, ...]]) -> str:
        written = self.text(row, column, needed=True)
        found = document.code_of(words, written)
        if written and not found:
            english, spanish = (", ".join(one[at] for one in words.values()) for at in (0, 1))
            self.fault(row, column, "unknown_word", value=written[:40], english=english, spanish=spanish)
        return found

    def state(self, row: Row) -> str:
        written = self.text(row, "state", needed=True).upper()
        if written and written not in self.reading.states:
            self.fault(row, "state", "state_code_unknown", value=written)
        return written

    def day(self, row: Row, column: str, present: date | None = None) -> date | None:
        if column not in row.headers:
            return present
        cell = row[column]
        if cell.day is not None or not cell.text:
            return cell.day
        try:
            return date.fromisoformat(cell.text)
        except ValueError:
            self.fault(row, column, "day_unreadable", value=cell.text[:40])
            return None

    def email(self, row: Row, column: str, written: str) -> str:
        try:
            validate_email(written, check_deliverability=False, allow_smtputf8=False)
        except EmailNotValidError:
            self.fault(row, column, "not_an_address", value=written[:80])
        return written

    def ends(self, row: Row) -> bool:
        """Whether the row of a group or an authority says that it has ended."""
        last = self.day(row, "to")
        if last is not None and last > today(self.reading.now):
            self.fault(row, "to", "day_to_come")
        return last is not None

    def differing(self, was: Mapping[str, str], becomes: Mapping[str, str]) -> tuple[Field, ...]:
        return tuple(
            Field(column, was.get(column, ""), after)
            for column, after in becomes.items()
            if was.get(column, "") != after
        )
