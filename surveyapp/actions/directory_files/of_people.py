"""What the rows of people would do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from surveyapp.actions import directory, own_data, people
from surveyapp.actions.directory import Designation, Entered, Post
from surveyapp.actions.directory_files.lines import copies_of, day_of
from surveyapp.actions.directory_files.rows import LONGEST_TEXT, Change, RowsOf, What
from surveyapp.actions.grouping import today
from surveyapp.core.addresses import email_key
from surveyapp.documents import directory_workbook as document
from surveyapp.documents.directory_workbook import Row
from surveyapp.store import directory as on_file
from surveyapp.store.models import Person, Role
from surveyapp.store.people import CONTACT
from surveyapp.wording.dates import SECRETARIAT_ZONE


def people_of(rows: RowsOf) -> Iterator[Change]:
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


def _role(rows: RowsOf, row: Row, state: str, post: str) -> Role | None:
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


def _check_contributor(rows: RowsOf, row: Row, role: Role | None) -> None:
    if role is None:
        if not row["code"].text:
            rows.fault(row, "post", "contributor_of_the_state")
        return
    for column in ("name", "title", "institution"):
        if column in row.headers and row[column].text != str(getattr(role.person, column)):
            rows.fault(row, column, "contributor_of_the_state")


def _entered(rows: RowsOf, row: Row, role: Role | None, post: str) -> Entered:
    person = role.person if role else None
    email = rows.text(row, "email", needed=True, longest=254).strip()
    if email:
        _check_email(rows, row, person, rows.email(row, "email", email))
    if "copies" in row.headers and row["copies"].text != (copies_of(rows.reading.copies, role) if role else ""):
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


def _check_email(rows: RowsOf, row: Row, person: Person | None, email: str) -> None:
    if person is not None and email_key(email) != person.email_key:
        rows.fault(row, "email", "address_is_confirmed")
    elif person is None and people.is_on_the_other_side(rows.reading.session, email, CONTACT, rows.reading.now):
        rows.fault(row, "email", "of_the_secretariat")


def _designation(rows: RowsOf, row: Row, role: Role | None) -> Designation:
    was = directory.designation_of(role) if role else directory.NO_DESIGNATION
    first, present = rows.day(row, "from"), today(rows.reading.now)
    if role is not None and first is not None and first != day_of(role.since):
        rows.fault(row, "from", "first_day_stays")
    elif first is not None and first > present:
        rows.fault(row, "from", "day_to_come")
    last = rows.day(row, "to", was.last_day)
    if role is None and last is not None and last < present:
        rows.fault(row, "to", "ended_already")
    return Designation(by=rows.text(row, "by", was.by, LONGEST_TEXT), on=rows.day(row, "on", was.on), last_day=last)


def _person_change(rows: RowsOf, row: Row, role: Role | None, state: str, entered: Entered) -> Iterator[Change]:
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
