"""Files that come piece by piece over a line that breaks. When all of one is there it is handed in like any other.

What is acknowledged is on record and on disk: a piece counts once both are so. Whoever begins a file goes on with it;
the same file chosen again, at the same place, goes on where it stopped.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.actions import attaching, holding, room
from surveyapp.actions.answering import Outcome, Refused, Unchanged
from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.holding import AskedAs
from surveyapp.core.places import Place, parse
from surveyapp.files import inspection
from surveyapp.files.inspection import Fault
from surveyapp.files.pieces import Pieces
from surveyapp.files.storage import Storage
from surveyapp.store import answers as store
from surveyapp.store import attachments, models, uploads

LARGEST_PIECE = 256 * 1024
MOST_AT_ONCE = 10
"""Of one person; to begin another gives up the one that has rested longest."""
KEPT_FOR = timedelta(days=7)
"""After the last piece."""
LONGEST_FINGERPRINT = 64


@dataclass(frozen=True)
class NotThere:
    """The piece does not begin where the file so far ends, or the file is not whole yet; `received` bytes are there."""

    received: int


def begin(
    session: Session,
    reply: models.Reply,
    place: Place,
    name: str,
    size: int,
    fingerprint: str,
    who: models.Person,
    now: datetime,
) -> models.Upload | Refused | FileRefused:
    """The upload to go on with: the one begun for the same file, else a new one. What could never be handed in is
    refused before half an hour is spent on it.
    """
    tidy = inspection.tidy_name(name)
    refusal = holding.refusal_of(reply, place.question, now) or attaching.not_a_file(reply, place)
    if refusal:
        return Refused(refusal)
    unfinished = uploads.open_of_person(session, who.id)
    same = next((one for one in unfinished if _is_same(one, reply, place, size, fingerprint)), None)
    fault = _fault(tidy, size)
    if fault is None and not room.has_room(session, reply, size, now, going_on=same):
        fault = Fault.NO_SPACE
    if fault:
        return FileRefused(tidy, fault)
    found = same or _new(session, reply, place, tidy, size, fingerprint, who, now, unfinished)
    found.active_at = now
    session.flush()
    return found


def add(pieces: Pieces, upload: models.Upload, offset: int, content: bytes, now: datetime) -> int | NotThere:
    """Adds a piece and returns how much is there then; one that does not begin where the file ends is not added."""
    received = min(upload.received, pieces.length(upload.public_id))
    fits = len(content) <= min(LARGEST_PIECE, upload.size - received)
    if upload.ended_at is not None or offset != received or not fits:
        return NotThere(received)
    upload.received = pieces.add(upload.public_id, offset, content)
    upload.active_at = now
    return upload.received


def finish(
    session: Session,
    storage: Storage,
    pieces: Pieces,
    upload: models.Upload,
    operation: str,
    who: models.Person,
    now: datetime,
    language: str = "",
    asked_as: AskedAs | None = None,
) -> Outcome | FileRefused | NotThere:
    """Hands in the whole file at its place, by the deed that takes any file. Done again, it changes nothing.

    A file that is not accepted comes to its end with that; one that the reply does not take now may be tried again.
    """
    place, reply = _place(upload), session.get_one(models.Reply, upload.reply_id)
    if upload.ended_at is not None:
        present = store.answers(session, reply.id).get(upload.place) if upload.attachment_id else None
        return Unchanged(present.version) if present else NotThere(0)
    content = pieces.whole(upload.public_id, upload.received)
    if len(content) != upload.size:
        return NotThere(len(content))
    upload.ended_at = now  # it is on its way no more: its bytes are counted once
    outcome = attaching.attach(
        session, storage, reply, place, upload.name, content, operation, who, now, language, asked_as
    )
    if isinstance(outcome, Refused):
        upload.ended_at = None
    else:
        upload.attachment_id = None if isinstance(outcome, FileRefused) else _attached(session, upload, content)
    session.flush()
    return outcome


def sweep(session: Session, now: datetime) -> None:
    """Gives up the files of which nothing has come for long."""
    for one in uploads.resting_since(session, now - KEPT_FOR):
        one.ended_at = now


def drop_what_is_over(session: Session, pieces: Pieces) -> None:
    """Takes from disk what belongs to no file that is still on its way. To be called once that is on record."""
    for name in set(pieces.names()) - uploads.open_names(session):
        pieces.drop(name)


def _fault(name: str, size: int) -> Fault | None:
    if size <= 0:
        return Fault.EMPTY
    if size > inspection.LARGEST:
        return Fault.TOO_LARGE
    if not inspection.is_named_acceptably(name):
        return Fault.NOT_ACCEPTED
    return None


def _is_same(one: models.Upload, reply: models.Reply, place: Place, size: int, fingerprint: str) -> bool:
    known = one.reply_id, one.place, one.size, one.fingerprint
    return bool(fingerprint) and known == (reply.id, str(place), size, fingerprint[:LONGEST_FINGERPRINT])


def _new(
    session: Session,
    reply: models.Reply,
    place: Place,
    name: str,
    size: int,
    fingerprint: str,
    who: models.Person,
    now: datetime,
    unfinished: list[models.Upload],
) -> models.Upload:
    for one in unfinished[: max(0, len(unfinished) + 1 - MOST_AT_ONCE)]:
        one.ended_at = now
    made = models.Upload(
        public_id=models.new_public_id(),
        reply_id=reply.id,
        person_id=who.id,
        place=str(place),
        name=name,
        size=size,
        received=0,
        fingerprint=fingerprint[:LONGEST_FINGERPRINT],
        begun_at=now,
        active_at=now,
    )
    session.add(made)
    return made


def _attached(session: Session, upload: models.Upload, content: bytes) -> int | None:
    """What the file became: the newest with its content at its place."""
    sha256 = hashlib.sha256(content).hexdigest()
    return attachments.newest(session, upload.reply_id, upload.place, sha256)


def _place(upload: models.Upload) -> Place:
    place = parse(upload.place)
    if place is None:
        raise ValueError(f"{upload.place!r} is not the address of a place")
    return place
