"""The log of contacts: calls, meetings, notes and papers by state, in one list with the letters of the product.

Nothing in it is changed or deleted: what is corrected is entered anew, what is withdrawn says so.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import seeing
from surveyapp.actions.recording import record
from surveyapp.actions.seeing import Viewer
from surveyapp.core.states import MemberState, from_facts, in_order
from surveyapp.documents import contact_log
from surveyapp.documents.contact_log import Row
from surveyapp.store import contacts as store
from surveyapp.store import rounds
from surveyapp.store.models import Letter, Person, Reply, Round
from surveyapp.store.secretariat_models import ContactEntry
from surveyapp.wording import contacts as wording
from surveyapp.wording import dates
from surveyapp.wording import letters as letter_words
from surveyapp.wording.deeds import who_words

LONGEST = 5_000
IS_NO_CONTACT = frozenset({"waiting", "claimed", "held", "cancelled"})
"""Statuses of letters that have not reached anybody yet, or never will."""


@dataclass(frozen=True)
class Contact:
    """What an officer says of a contact."""

    kind: str
    direction: str
    on: date
    with_whom: str
    text: str
    language: str


@dataclass(frozen=True)
class Item:
    """One line of the log: an entry, or a letter."""

    on: date
    at: datetime
    """When it was written or entered: what decides between two of one day."""
    state: MemberState | None
    entry: ContactEntry | None = None
    letter: Letter | None = None
    by: str = ""

    @property
    def stands(self) -> bool:
        return self.entry is None or (self.entry.replaced_by_id is None and self.entry.withdrawn_at is None)


def enter(session: Session, reply: Reply, contact: Contact, who: Person | None, now: datetime) -> ContactEntry:
    """Puts a contact on record; the same one by the same person is there once."""
    made = _entry(reply, contact, who, now)
    before = store.same(session, made)
    if before is not None:
        return before
    session.add(made)
    session.flush()
    _note(session, "contact entered", made, who, now)
    return made


def correct(
    session: Session, entry: ContactEntry, reply: Reply, contact: Contact, who: Person | None, now: datetime
) -> ContactEntry | None:
    """Enters it anew in the place of the former; None where somebody else has corrected or withdrawn that one."""
    made = _entry(reply, contact, who, now)
    session.add(made)
    session.flush()
    if not _settle(session, entry, replaced_by_id=made.id):
        session.delete(made)
        session.flush()
        return None
    _note(session, "contact corrected", made, who, now)
    return made


def withdraw(session: Session, entry: ContactEntry, who: Person | None, now: datetime) -> bool:
    """Whether this press withdrew it."""
    if not _settle(session, entry, withdrawn_at=now):
        return False
    _note(session, "contact withdrawn", entry, who, now)
    return True


def log(session: Session, viewer: Viewer, round_: Round, reply: Reply | None = None) -> list[Item]:
    """Everything that passed between the secretariat and the states, or one of them; the oldest first."""
    replies = [reply] if reply else rounds.replies(session, round_.id)
    states = {one.id: from_facts(one.state_facts) for one in replies}
    letters = seeing.letters_of(session, viewer, reply) if reply else seeing.letters_in(session, viewer, round_)
    items = [
        Item(entry.happened_on, entry.entered_at, states.get(entry.reply_id or 0), entry=entry, by=by)
        for entry, by in store.of_round(session, round_.id, reply.id if reply else None)
    ]
    items += [
        Item(_day(one.sent_at or one.created_at), one.created_at, states.get(one.reply_id or 0), letter=one)
        for one in letters
        if one.status not in IS_NO_CONTACT
    ]
    return sorted(items, key=lambda item: (item.on, item.at))


def annex(session: Session, viewer: Viewer, round_: Round, language: str, now: datetime) -> bytes:
    """The log of contacts of a round as a workbook, state by state in the official order of the language."""
    items = [one for one in log(session, viewer, round_) if one.stands and one.state is not None]
    known = in_order({one.state for one in items if one.state}, language)
    rows = [_row(one, language) for state in known for one in items if one.state == state]
    heading = contact_log.Heading(
        round_.title[language], round_.code, dates.moment(now, dates.SECRETARIAT_ZONE, language), round_.illustrative
    )
    return contact_log.write(rows, heading, language)


def _row(item: Item, language: str) -> Row:
    name = item.state.name(language).short if item.state else ""
    if item.letter is not None:
        letter = item.letter
        return Row(
            item.on,
            name,
            letter_words.kind_words(letter.kind, language),
            wording.direction_words("out", language),
            letter.email or letter.recipient,
            letter.subject if letter.status != "entered" else letter.body,
            letter_words.channel_words(letter.channel, language),
            letter_words.status_words(letter.status, language),
            "",
        )
    entry = item.entry
    if entry is None:
        raise ValueError("an item of the log is an entry or a letter")
    return Row(
        item.on,
        name,
        wording.kind_words(entry.kind, language),
        wording.direction_words(entry.direction, language),
        entry.with_whom,
        entry.text,
        "",
        "",
        who_words(item.by or "command line", language),
    )


def _entry(reply: Reply, contact: Contact, who: Person | None, now: datetime) -> ContactEntry:
    return ContactEntry(
        round_id=reply.round_id,
        reply_id=reply.id,
        state=reply.state,
        kind=contact.kind,
        direction=contact.direction,
        happened_on=contact.on,
        with_whom=contact.with_whom,
        text=contact.text,
        language=contact.language,
        entered_at=now,
        entered_by_id=who.id if who else None,
    )


def _settle(session: Session, entry: ContactEntry, **values: object) -> bool:
    """Says of an entry that still stands what became of it; only one of two officers succeeds."""
    changed = session.execute(
        sa.update(ContactEntry)
        .where(
            ContactEntry.id == entry.id,
            ContactEntry.replaced_by_id.is_(None),
            ContactEntry.withdrawn_at.is_(None),
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    session.refresh(entry)
    return bool(changed.rowcount == 1)  # type: ignore[attr-defined]


def _note(session: Session, deed: str, entry: ContactEntry, who: Person | None, now: datetime) -> None:
    details = {"contact": entry.public_id, "kind": entry.kind}
    record(session, deed, now, who=who, round_id=entry.round_id, reply_id=entry.reply_id, details=details)


def _day(when: datetime) -> date:
    return when.astimezone(ZoneInfo(dates.SECRETARIAT_ZONE)).date()
