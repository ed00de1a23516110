"""The directory out to a workbook and back: first what a file would add, change and end; then all of it, or nothing.

What is not in the file stays as it is. Nobody's address is changed by a file, because a new one is confirmed from its
mailbox; contributors are named by their focal points.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from hashlib import sha256
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import Session

from surveyapp.actions import directory, grouping, own_data, people
from surveyapp.actions.directory import AuthorityFacts, Designation, Entered, Kind, Post
from surveyapp.actions.grouping import today
from surveyapp.actions.recording import record
from surveyapp.core.addresses import email_key
from surveyapp.core.states import MemberState, Period, from_facts, in_order
from surveyapp.documents import directory_workbook as document
from surveyapp.documents.directory_workbook import Fault, Line, Name, Row, Sheet
from surveyapp.documents.earlier_answers import in_order_of_rows
from surveyapp.store import authorities, groups, models
from surveyapp.store import directory as on_file
from surveyapp.store.models import Person, Role
from surveyapp.store.people import CONTACT
from surveyapp.store.secretariat_models import Authority, StateGroup
from surveyapp.wording.dates import SECRETARIAT_ZONE
from surveyapp.wording.subregions import subregion_name

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
        Name.STATES: [_state_line(state, language) for state in members],
        Name.GROUPS: [_group_line(one, now) for one in groups.every(session) if one.ended_at is None],
        Name.AUTHORITIES: [
            _authority_line(kinds[kind][code], language) for code in codes for kind in Kind if code in kinds[kind]
        ],
        Name.PEOPLE: [
            _person_line(role, _copies(copies, role), language)
            for code in codes
            for role in sorted(roles.get(code, ()), key=lambda one: list(document.POSTS).index(directory.post_of(one)))
        ],
    }


def _state_line(state: MemberState, language: str) -> Line:
    return {
        "code": state.iso3,
        "name": state.name(language).short,
        "official": state.name(language).official,
        "subregion": subregion_name(state.subregion, language),
        "from": state.membership.since,
        "to": _last(state.membership),
        "participation": "; ".join(f"{one.since} / {_last(one) or '..'}" for one in state.participation),
    }


def _last(period: Period) -> date | None:
    return period.until and date.fromordinal(period.until.toordinal() - 1)


def _group_line(group: StateGroup, now: datetime) -> Line:
    states = grouping.members_on(group, today(now))
    return {
        "code": group.public_id,
        "english": group.name.get("en", ""),
        "spanish": group.name.get("es", ""),
        "states": "; ".join(sorted(states)),
    }


def _authority_line(one: Authority, language: str) -> Line:
    facts = directory.facts_of(one)
    return {
        "code": one.public_id,
        "state": one.state,
        "kind": document.word(document.KINDS, one.kind, language),
        **_of_authority(facts, language),
        "from": _day(one.since),
    }


def _of_authority(facts: AuthorityFacts, language: str) -> dict[str, str]:
    return {
        "name": facts.name,
        "title": facts.title,
        "institution": facts.institution,
        "emails": "; ".join(facts.emails),
        "address": facts.address,
        "telephone": facts.telephone,
        "language": document.word(document.LANGUAGES, facts.language, language),
    }


def _person_line(role: Role, copies: str, language: str) -> Line:
    person, post = role.person, directory.post_of(role)
    is_named_only = post == "contributor"
    return {
        "code": person.public_id,
        "state": role.state,
        "post": document.word(document.POSTS, post, language),
        "name": person.name,
        "title": person.title,
        "institution": person.institution,
        "email": "" if is_named_only else person.email,
        "copies": "" if is_named_only else copies,
        "language": document.word(document.LANGUAGES, person.language, language),
        "by": role.designated_by,
        "on": role.designated_on,
        "from": _day(role.since),
        "to": directory.last_day(role.until),
    }


def _copies(of: Mapping[int, Sequence[object]], role: Role) -> str:
    confirmed = [one for one in of.get(role.person_id, ()) if getattr(one, "use", "") == "copy"]
    return "; ".join(str(getattr(one, "email", "")) for one in confirmed if getattr(one, "confirmed_at", None))


def _day(at: datetime) -> date:
    return at.astimezone(ZoneInfo(SECRETARIAT_ZONE)).date()


# Back


def check(session: Session, data: bytes, name: str, now: datetime) -> Checked:
    """What a workbook would do. Writes nothing; every fault is told."""
    sheets, faults = document.read(data, name)
    reading = _Reading(session, now, faults)
    changes: list[Change] = []
    for sheet in sorted(sheets, key=lambda one: list(Name).index(one.name)):
        rows = _RowsOf(reading, sheet)
        changes += {
            Name.STATES: _states,
            Name.GROUPS: _groups,
            Name.AUTHORITIES: _authorities,
            Name.PEOPLE: _people,
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


class _Reading:
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
class _RowsOf:
    """The rows of one sheet, and what was met in them."""

    reading: _Reading
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


def _states(rows: _RowsOf) -> Iterator[Change]:
    """The states are for reading; a row that says something else is told of."""
    for row in rows.sheet.rows:
        state = rows.reading.states.get(row["code"].text.upper())
        said = [_state_line(state, language) for language in ("en", "es")] if state else []
        written = {column: row[column].day or row[column].text or None for column in row.headers}
        if not any(all((line.get(column) or None) == value for column, value in written.items()) for line in said):
            rows.fault(row, "code", "states_not_read")
    yield from ()


# Groups


def _groups(rows: _RowsOf) -> Iterator[Change]:
    for row in rows.sheet.rows:
        before = len(rows.reading.faults)
        name = {
            "en": rows.text(row, "english", needed=True),
            "es": rows.text(row, "spanish", needed=True),
        }
        states = _codes_of_states(rows, row)
        group = _group(rows, row, name)
        ends = rows.ends(row)
        if rows.is_sound_since(before) and rows.once(row, group or tuple(name.values())):
            yield from _group_change(rows, row, group, name, states, ends=ends)


def _codes_of_states(rows: _RowsOf, row: Row) -> frozenset[str]:
    written = row["states"].text.upper().replace(",", ";").split(";")
    codes = frozenset(one.strip() for one in written if one.strip())
    for code in sorted(codes - rows.reading.states.keys()):
        rows.fault(row, "states", "state_code_unknown", value=code[:40])
    return codes


def _group(rows: _RowsOf, row: Row, name: Mapping[str, str]) -> StateGroup | None:
    """The group of the row, by its code or, where it has none, by its name."""
    code, known = row["code"].text, rows.reading.groups
    named = {one.casefold() for one in name.values()}
    if not code:
        return next((one for one in known if named & {word.casefold() for word in one.name.values()}), None)
    found = next((one for one in known if one.public_id == code), None)
    if found is None:
        rows.fault(row, "code", "unknown_code")
    elif any(named & {word.casefold() for word in one.name.values()} for one in known if one is not found):
        rows.fault(row, "english", "name_taken")
    return found


def _group_change(
    rows: _RowsOf,
    row: Row,
    group: StateGroup | None,
    name: dict[str, str],
    states: frozenset[str],
    *,
    ends: bool,
) -> Iterator[Change]:
    session, now = rows.reading.session, rows.reading.now
    becomes = {"english": name["en"], "spanish": name["es"], "states": "; ".join(sorted(states))}
    facts, called = (rows.sheet.name, row.number), " / ".join(name.values())
    if group is None:
        if not ends:
            fields = rows.differing({}, becomes)
            yield Change(
                *facts, What.ADD, called, "", fields, lambda who: grouping.make(session, name, states, who, now)
            )
        return
    if ends:
        yield Change(*facts, What.END, called, "", (), lambda who: grouping.end(session, group, who, now))
        return

    def change(who: Person | None) -> None:
        grouping.rename(session, group, name, who, now)
        grouping.set_members(session, group, states, who, now)

    line = _group_line(group, now)
    fields = rows.differing({column: str(line[column]) for column in becomes}, becomes)
    if fields:
        yield Change(*facts, What.CHANGE, called, "", fields, change)


# Authorities


def _authorities(rows: _RowsOf) -> Iterator[Change]:
    for row in rows.sheet.rows:
        before = len(rows.reading.faults)
        state, code = rows.state(row), rows.code(row, "kind", document.KINDS)
        present = rows.reading.authorities.get((state, Kind(code))) if code else None
        if row["code"].text and (present is None or present.public_id != row["code"].text):
            rows.fault(row, "code", "unknown_code")
        facts = _authority_facts(rows, row, present)
        ends = rows.ends(row)
        if rows.is_sound_since(before) and rows.once(row, (state, code)):
            yield from _authority_change(rows, row, present, state, Kind(code), facts, ends=ends)


def _authority_facts(rows: _RowsOf, row: Row, present: Authority | None) -> AuthorityFacts:
    was = directory.facts_of(present) if present else AuthorityFacts(language="")
    written = rows.text(row, "emails", "; ".join(was.emails), LONGEST_TEXT).replace(",", ";").split(";")
    return AuthorityFacts(
        name=rows.text(row, "name", was.name),
        title=rows.text(row, "title", was.title),
        institution=rows.text(row, "institution", was.institution),
        emails=tuple(rows.email(row, "emails", one.strip()) for one in written if one.strip()),
        address=rows.text(row, "address", was.address, LONGEST_TEXT),
        telephone=rows.text(row, "telephone", was.telephone),
        language=rows.code(row, "language", document.LANGUAGES),
    )


def _authority_change(
    rows: _RowsOf,
    row: Row,
    present: Authority | None,
    state: str,
    kind: Kind,
    facts: AuthorityFacts,
    *,
    ends: bool,
) -> Iterator[Change]:
    session, now = rows.reading.session, rows.reading.now
    where = (rows.sheet.name, row.number)
    if ends:
        if present is not None:
            yield Change(
                *where,
                What.END,
                kind.value,
                state,
                (),
                lambda who: directory.end_authority(session, state, kind, who, now),
            )
        return
    was = _of_authority(directory.facts_of(present), "en") if present else {}
    fields = rows.differing(was, _of_authority(facts, "en"))
    if fields:
        what = What.CHANGE if present else What.ADD
        yield Change(
            *where,
            what,
            kind.value,
            state,
            fields,
            lambda who: directory.set_authority(session, state, kind, facts, who, now),
        )


# People


def _people(rows: _RowsOf) -> Iterator[Change]:
    said: dict[str, tuple[str, ...]] = {}
    for row in rows.sheet.rows:
        before = len(rows.reading.faults)
        state, post = rows.state(row), rows.code(row, "post", document.POSTS)
        role = _role(rows, row, state, post) if rows.is_sound_since(before) else None
        if post == "contributor":
            _check_contributor(rows, row, role)
            continue
        entered = _entered(rows, row, role, post)
        if role is not None:
            facts = (entered.name, entered.title, entered.institution, entered.language)
            if said.setdefault(role.person.public_id, facts) != facts:
                rows.fault(row, "name", "told_otherwise")
        if rows.is_sound_since(before) and rows.once(row, (state, ROLES[post], entered.name, email_key(entered.email))):
            yield from _person_change(rows, row, role, state, entered)


ROLES = {post.value: role for post, role in directory.ROLE_OF.items()} | {"contributor": "contributor"}


def _role(rows: _RowsOf, row: Row, state: str, post: str) -> Role | None:
    """The role of the row: by the code of the person or, where there is none, by name and address."""
    held = [one for one in rows.reading.roles.get(state, ()) if one.role == ROLES[post]]
    code = row["code"].text
    if code:
        found = next((one for one in held if one.person.public_id == code), None)
        if found is None:
            rows.fault(row, "code", "unknown_code")
        return found
    key = (" ".join(row["name"].text.split()), email_key(row["email"].text))
    return next((one for one in held if (one.person.name, one.person.email_key) == key), None)


def _check_contributor(rows: _RowsOf, row: Row, role: Role | None) -> None:
    if role is None:
        if not row["code"].text:
            rows.fault(row, "post", "contributor_of_the_state")
        return
    for column in ("name", "title", "institution"):
        if column in row.headers and row[column].text != str(getattr(role.person, column)):
            rows.fault(row, column, "contributor_of_the_state")


def _entered(rows: _RowsOf, row: Row, role: Role | None, post: str) -> Entered:
    person = role.person if role else None
    email = rows.text(row, "email", needed=True, longest=254).strip()
    if email:
        _check_email(rows, row, person, rows.email(row, "email", email))
    if "copies" in row.headers and row["copies"].text != (_copies(rows.reading.copies, role) if role else ""):
        rows.fault(row, "copies", "copies_are_confirmed")
    entered = Entered(
        name=rows.text(row, "name", person.name if person else "", needed=True),
        email=person.email if person else email,
        language=rows.code(row, "language", document.LANGUAGES),
        title=rows.text(row, "title", person.title if person else ""),
        institution=rows.text(row, "institution", person.institution if person else ""),
        post=Post(post) if post else Post.CONTACT,
        designation=_designation(rows, row, role),
    )
    is_renamed = person is not None and person.name != entered.name
    if person and is_renamed and on_file.namesake(rows.reading.session, entered.name, person.email_key, person):
        rows.fault(row, "name", "namesake")
    return entered


def _check_email(rows: _RowsOf, row: Row, person: Person | None, email: str) -> None:
    if person is not None and email_key(email) != person.email_key:
        rows.fault(row, "email", "address_is_confirmed")
    elif person is None and people.is_on_the_other_side(rows.reading.session, email, CONTACT, rows.reading.now):
        rows.fault(row, "email", "of_the_secretariat")


def _designation(rows: _RowsOf, row: Row, role: Role | None) -> Designation:
    was = directory.designation_of(role) if role else directory.NO_DESIGNATION
    first, present = rows.day(row, "from"), today(rows.reading.now)
    if role is not None and first is not None and first != _day(role.since):
        rows.fault(row, "from", "first_day_stays")
    elif first is not None and first > present:
        rows.fault(row, "from", "day_to_come")
    last = rows.day(row, "to", was.last_day)
    if role is None and last is not None and last < present:
        rows.fault(row, "to", "ended_already")
    return Designation(by=rows.text(row, "by", was.by, LONGEST_TEXT), on=rows.day(row, "on", was.on), last_day=last)


def _person_change(rows: _RowsOf, row: Row, role: Role | None, state: str, entered: Entered) -> Iterator[Change]:
    session, now = rows.reading.session, rows.reading.now
    where = (rows.sheet.name, row.number)
    if role is None:
        first = rows.day(row, "from")
        fields = rows.differing({}, _said(entered))

        def add(who: Person | None) -> None:
            given = directory.enter_person(session, state, entered, who, now)
            if first is not None:
                given.since = min(given.since, datetime.combine(first, time(), ZoneInfo(SECRETARIAT_ZONE)))

        yield Change(*where, What.ADD, entered.name, state, fields, add)
        return
    last = entered.designation.last_day
    if last is not None and last < today(now):
        yield Change(*where, What.END, entered.name, state, (), lambda who: people.end_role(session, role, now, who))
        return
    was = Entered(
        name=role.person.name,
        email=role.person.email,
        language=role.person.language,
        title=role.person.title,
        institution=role.person.institution,
        post=Post(directory.post_of(role)),
        designation=directory.designation_of(role),
    )
    fields = rows.differing(_said(was), _said(replace(entered, email=was.email)))

    def change(who: Person | None) -> None:
        facts = own_data.Facts(
            name=entered.name, title=entered.title, institution=entered.institution, language=entered.language
        )
        own_data.correct(session, role.person, facts, who, now)
        directory.set_post(session, role, entered.post, who, now)
        directory.set_designation(session, role, entered.designation, who, now)

    if fields:
        yield Change(*where, What.CHANGE, entered.name, state, fields, change)


def _said(entered: Entered) -> dict[str, str]:
    designation = entered.designation
    return {
        "post": entered.post.value,
        "name": entered.name,
        "title": entered.title,
        "institution": entered.institution,
        "email": entered.email,
        "language": entered.language,
        "by": designation.by,
        "on": designation.on.isoformat() if designation.on else "",
        "to": designation.last_day.isoformat() if designation.last_day else "",
    }
