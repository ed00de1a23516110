"""A reply workbook comes back: kept as it came, held against the reply, and taken where a person says so.

Nothing is written before that. Each answer is saved as any other, at the version that was looked at, so that what
somebody else wrote meanwhile is never overwritten unseen; the same workbook once more changes nothing.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import answering, former_wordings, holding, recording, room
from surveyapp.actions.answering import Posted, Refused, Saved, Unchanged
from surveyapp.actions.holding import Held, Reason, Who
from surveyapp.actions.remembering import Remembered
from surveyapp.core import places, reply_cells, returned
from surveyapp.core.carrying import Carrying
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure
from surveyapp.core.reply_cells import CHOICE, READERS
from surveyapp.core.returned import APPLICABLE, REMOVE, TO_BE_CHOSEN, Change, Compared, ReturnedBook
from surveyapp.documents import reply_workbook
from surveyapp.documents.reply_workbook import Unreadable
from surveyapp.files import inspection
from surveyapp.files.storage import Storage
from surveyapp.store import answers as store
from surveyapp.store import editions, models

ANOTHER_REPLY = "another_reply"
"""The workbook is of another reply; whose, is not said."""
UNKNOWN_EDITION = "unknown_edition"
NO_ROOM = "no_room"
"""With it the state would have put in more than it may."""
MOST_READ = 8

MayWrite = Callable[[str], bool]
"""Whether the answers of a section, named by its code, are the person's to write."""


@dataclass(frozen=True)
class Written:
    """Who wrote what stands at a place now, and when."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Preview:
    """What a workbook would change now."""

    book: ReturnedBook
    compared: Compared
    held: Held
    writers: Mapping[str, Written]
    """Of the places in conflict, by address."""
    refusal: Reason | None
    """Why nothing of it can be taken now."""


@dataclass(frozen=True)
class Choice:
    """Which text of a cell is taken, and over which version, where there was a choice."""

    which: int = 0
    over: int = 0


@dataclass(frozen=True)
class Applied:
    """What became of a workbook: keys of cells that stand in the reply now, and those chosen that do not."""

    done: tuple[Change, ...]
    left: tuple[Change, ...] = field(default=())


_books: Remembered[str, ReturnedBook] = Remembered(MOST_READ)


def take_in(
    session: Session,
    storage: Storage,
    reply: models.Reply,
    data: bytes,
    name: str,
    who: models.Person | None,
    now: datetime,
) -> models.ReturnedWorkbook | Unreadable:
    """Keeps a workbook of this reply, or says why it is none or finds no room."""
    book = check(session, reply, data, name)
    return book if isinstance(book, Unreadable) else keep(session, storage, reply, book, data, name, who, now)


def keep(
    session: Session,
    storage: Storage,
    reply: models.Reply,
    book: ReturnedBook,
    data: bytes,
    name: str,
    who: models.Person | None,
    now: datetime,
) -> models.ReturnedWorkbook | Unreadable:
    """Keeps a workbook that was read, if there is room; the same of the same person, not applied yet, is kept once."""
    store.held(session, reply)
    row = models.ReturnedWorkbook(
        public_id=models.new_public_id(),
        reply_id=reply.id,
        person_id=who.id if who else None,
        source_name=inspection.tidy_name(name),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        at=now,
    )
    kept = _waiting(session, row)
    if kept is not None:
        return kept
    if not room.has_room(session, reply, len(data), now):
        return Unreadable(NO_ROOM)
    storage.keep(data)
    session.add(row)
    details = {"book": book.book, "cells": len(book.cells)}
    recording.record(
        session, "workbook returned", now, who, round_id=reply.round_id, reply_id=reply.id, details=details
    )
    session.flush()
    return row


def book_of(storage: Storage, row: models.ReturnedWorkbook) -> ReturnedBook | None:
    """What a workbook that was kept says; None where its bytes are not to be found."""
    path = storage.path(row.sha256)
    if path is None:
        return None

    def read() -> ReturnedBook:
        book = reply_workbook.read(path.read_bytes(), row.source_name)
        if isinstance(book, Unreadable):
            raise LookupError(book.code)  # it was readable when it was kept
        return book

    return _books.fact(row.sha256, read)


def check(session: Session, reply: models.Reply, data: bytes, name: str) -> ReturnedBook | Unreadable:
    """A workbook that is only looked at: read, and whether it is of this reply."""
    book = reply_workbook.read(data, name)
    return book if isinstance(book, Unreadable) else _not_of(session, reply, book) or book


def preview(session: Session, reply: models.Reply, book: ReturnedBook, may_write: MayWrite, now: datetime) -> Preview:
    """What a workbook would change of the reply as it stands; nothing is held or written."""
    held = holding.read(session, reply, now)
    compared = _compared(session, held, book, may_write)
    contested = {str(one.place) for one in compared.changes if one.kind in TO_BE_CHOSEN}
    kept = {place: held.kept[place] for place in contested if place in held.kept}
    names = store.names(session, {one.person_id for one in kept.values() if one.person_id is not None})
    writers = {place: Written(names.get(one.person_id or 0, ""), one.at) for place, one in kept.items()}
    return Preview(book, compared, held, writers, holding.refusal(reply, now))


def apply(
    session: Session,
    reply: models.Reply,
    row: models.ReturnedWorkbook | None,
    book: ReturnedBook,
    may_write: MayWrite,
    choices: Mapping[str, Choice] | None,
    who: models.Person | None,
    now: datetime,
) -> Applied | Refused:
    """Takes the cells chosen (None: all that are in no conflict and take nothing away) as they stand in the workbook.

    A cell that is in conflict is taken only where its choice names the version that was looked at.
    """
    held = holding.hold(session, reply, Who(who, now, book.language))
    refusal = holding.refusal(reply, now)
    if refusal:
        return Refused(refusal)
    compared = _compared(session, held, book, may_write)
    chosen = [(one, content) for one in compared.changes if (content := _chosen(one, choices)) is not None]
    taken = {id(one) for one, _ in chosen}
    contested = [one for one in compared.changes if choices and one.key in choices and id(one) not in taken]
    once = row.public_id if row else book.book
    made, no_room = _add_entries(session, reply, book, [one for one, _ in chosen], who, now)
    texts = [(one, content) for one, content in chosen if one.part not in (REMOVE, READERS)]
    done, left = _save(session, reply, held, made, texts, f"wb {once}", book.language, who, now)
    readers = {one.place: (one, content) for one, content in chosen if one.part == READERS}
    disclosed = {place: Disclosure(content.removeprefix(CHOICE)) for place, (_, content) in readers.items()}
    set_anew = answering.set_disclosures(session, reply, disclosed, f"wb {once}", who, now) if disclosed else {}
    for place, one_set in set_anew.items():
        (left if isinstance(one_set, Refused) else done).append(readers[place][0])
    gone = [one for one, _ in chosen if one.part == REMOVE]
    entries = [(one.place.question, one.place.entry) for one in gone]
    refusals = answering.remove_entries(session, reply, entries, who, now) if gone else []
    for one, refused in zip(gone, refusals, strict=True):
        (left if refused else done).append(one)
    applied = Applied(tuple(done), (*contested, *left, *no_room))
    _tell(session, reply, row, applied, who, now)
    return applied


# Whose it is


def _not_of(session: Session, reply: models.Reply, book: ReturnedBook) -> Unreadable | None:
    if book.reply != reply.public_id:
        return Unreadable(ANOTHER_REPLY)
    if _edition(session, reply, book) is None:
        return Unreadable(UNKNOWN_EDITION)
    return None


def _edition(session: Session, reply: models.Reply, book: ReturnedBook) -> models.Edition | None:
    present = reply.round.edition
    if book.edition == present.sha256:
        return present
    return editions.by_sha256(session, present.questionnaire_id, [book.edition]).get(book.edition)


def _waiting(session: Session, like: models.ReturnedWorkbook) -> models.ReturnedWorkbook | None:
    table = models.ReturnedWorkbook
    same = sa.select(table).where(
        table.reply_id == like.reply_id,
        table.sha256 == like.sha256,
        table.person_id == like.person_id,
        table.applied_at.is_(None),
    )
    return session.scalars(same.order_by(table.id.desc())).first()


# Held against the reply


def _compared(session: Session, held: Held, book: ReturnedBook, may_write: MayWrite) -> Compared:
    way = _way(session, held.reply, book)
    return returned.compare(
        book.cells,
        returned.Standing(
            questionnaire=held.questionnaire,
            answers=held.answers,
            entries=held.entries,
            habits=held.habits,
            may_write=may_write,
            takes=lambda question: holding.takes(held.reply, question),
            disclosure=Disclosure(held.reply.disclosure),
            made=_made_before(held, book, way),
            way=way,
        ),
    )


def _way(session: Session, reply: models.Reply, book: ReturnedBook) -> Carrying | None:
    edition = _edition(session, reply, book)
    if edition is None or edition.id == reply.round.edition_id:
        return None
    return former_wordings.way(reply.round, edition, book.wording_revision)


def _made_before(held: Held, book: ReturnedBook, way: Carrying | None) -> dict[tuple[str, str], str]:
    """The entries that were made of new rows of this workbook before: those that still have a text of the row."""
    found: dict[tuple[str, str], str] = {}
    for cell in book.cells:
        place = places.parse(cell.place)
        carried = (way.place(place) if way else place) if place else None
        if carried is None or not returned.is_new(carried.entry):
            continue
        key = (carried.question, carried.entry)
        if key in found or not any(cell.now):
            continue
        entry = next((one for one in _made_of(held, book, key) if _stands_there(held, carried, one, cell)), None)
        if entry:
            found[key] = entry
    return found


def _made_of(held: Held, book: ReturnedBook, key: tuple[str, str]) -> Iterable[str]:
    code, new = key
    row = new.partition("x")[0]
    return (
        one.entry
        for one in held.rows
        if one.list_code == code and one.operation.startswith((_once(book, row, ""), f"wb:{book.book[:12]}:{row}x"))
    )


def _once(book: ReturnedBook, new: str, content: str) -> str:
    """Of the entry made of a new row of this workbook; copies of the workbook may have filled it in otherwise."""
    told = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:8] if content else ""
    return f"wb:{book.book[:12]}:{new}:{told}"


def _stands_there(held: Held, place: Place, entry: str, cell: returned.ReturnedCell) -> bool:
    at = replace(place, entry=entry)
    leaf, kept = places.leaf(held.questionnaire, at), held.kept.get(str(at))
    if leaf is None or kept is None:
        return False
    stands = reply_cells.contents(leaf.question, kept.answer.typed, held.habits)
    typed = reply_cells.typed_of(leaf.question, {cell.part: cell.now[0]}, held.habits)
    returned_now = reply_cells.contents(leaf.question, typed, held.habits)
    return bool(stands.get(cell.part)) and stands.get(cell.part) == returned_now.get(cell.part)


# Taking what was chosen


def _chosen(change: Change, choices: Mapping[str, Choice] | None) -> str | None:
    """What of a cell is to be taken; None where nothing is."""
    if not change.can_be_taken or (choices is not None and change.key not in choices):
        return None
    if change.kind in APPLICABLE:
        return None if choices is None and change.takes_away else change.after[0]
    if change.kind not in TO_BE_CHOSEN or choices is None:
        return None
    choice = choices[change.key]
    return change.after[choice.which] if choice.over == change.version and choice.which < len(change.after) else None


def _add_entries(
    session: Session,
    reply: models.Reply,
    book: ReturnedBook,
    chosen: Sequence[Change],
    who: models.Person | None,
    now: datetime,
) -> tuple[dict[tuple[str, str], str], list[Change]]:
    """The entries made of new rows, by list and id in the workbook; and what found no room in its list."""
    made: dict[tuple[str, str], str] = {}
    no_room: list[Change] = []
    rows: dict[tuple[str, str], list[Change]] = {}
    for one in chosen:
        if one.is_of_new_entry:
            rows.setdefault((one.place.question, one.place.entry), []).append(one)
    wanted = [(code, _once(book, new, _told_of(of_row))) for (code, new), of_row in rows.items()]
    entries = answering.add_entries(session, reply, wanted, who, now) if wanted else []
    for ((code, new), of_row), entry in zip(rows.items(), entries, strict=True):
        if isinstance(entry, Refused):
            no_room += of_row
        else:
            made[code, new] = entry
    return made, no_room


def _told_of(row: Sequence[Change]) -> str:
    """What a new row says."""
    return "\n".join(f"{one.place.field} {one.part} {one.after[0]}" for one in row)


def _save(
    session: Session,
    reply: models.Reply,
    held: Held,
    made: Mapping[tuple[str, str], str],
    texts: Sequence[tuple[Change, str]],
    operation: str,
    language: str,
    who: models.Person | None,
    now: datetime,
) -> tuple[list[Change], list[Change]]:
    left: list[Change] = []
    of_place: dict[Place, list[tuple[Change, str]]] = {}
    for one, content in texts:
        place, settled = _settled(one, made), _cited(one, content, made)
        if place is None or settled is None:
            left.append(one)
        else:
            of_place.setdefault(place, []).append((one, settled))
    posted = {place: _posted(held, place, changes) for place, changes in of_place.items()}
    outcomes = answering.save_page(session, reply, posted, operation, who, now, language).outcomes if posted else {}
    done: list[Change] = []
    for place, changes in of_place.items():
        is_done = isinstance(outcomes[place], Saved | Unchanged)
        (done if is_done else left).extend(one for one, _ in changes)
    return done, left


def _settled(change: Change, made: Mapping[tuple[str, str], str]) -> Place | None:
    """Where a cell is saved: of a new entry, in the entry that was made of it."""
    if not change.is_of_new_entry:
        return change.place
    entry = made.get((change.place.question, change.place.entry))
    return replace(change.place, entry=entry) if entry else None


def _cited(change: Change, content: str, made: Mapping[tuple[str, str], str]) -> str | None:
    """What a cell says, with the entry itself where it cites a new one; None where that was not taken."""
    if change.part.partition(".")[0] != "entry" or not returned.is_new(content.removeprefix(CHOICE)):
        return content
    new = content.removeprefix(CHOICE)
    entry = next((entry for (_code, row), entry in made.items() if row == new), None)
    return f"{CHOICE}{entry}" if entry else None


def _posted(held: Held, place: Place, changes: Sequence[tuple[Change, str]]) -> Posted:
    kept = held.kept.get(str(place))
    leaf = places.leaf(held.questionnaire, place)
    cells = {one.part: content for one, content in changes}
    before = kept.answer.typed if kept else {}
    typed = reply_cells.overlaid(leaf.question, before, cells, held.habits) if leaf else {}
    return Posted(typed, kept.answer.version if kept else 0)


def _tell(
    session: Session,
    reply: models.Reply,
    row: models.ReturnedWorkbook | None,
    applied: Applied,
    who: models.Person | None,
    now: datetime,
) -> None:
    """Says in the row, and on record, what was applied and what was left: counts, no texts."""
    outcome = {"applied": len(applied.done), "left": len(applied.left)}
    if row is not None:
        row.applied_at, row.applied_by_id = now, who.id if who else None
        row.outcome = {**outcome, "sections": dict(Counter(one.section for one in applied.done))}
    if applied.done:
        recording.record(
            session, "workbook applied", now, who, round_id=reply.round_id, reply_id=reply.id, details=outcome
        )
    session.flush()
