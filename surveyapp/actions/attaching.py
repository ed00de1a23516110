"""Handing in files with an answer. A file is on disk before it is on record; one taken away stays on disk."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import holding, room
from surveyapp.actions.answering import Outcome, Posted, Refused, Unchanged, save_page
from surveyapp.actions.holding import AskedAs, Reason, Who
from surveyapp.core import kinds, places
from surveyapp.core.answers import Typed
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind
from surveyapp.files import inspection
from surveyapp.files.inspection import Fault
from surveyapp.files.storage import Storage
from surveyapp.store import answers as store
from surveyapp.store import models

MOST_FILES_OF_AN_ANSWER = 20


@dataclass(frozen=True)
class FileRefused:
    """The file was not taken; the answer stands as it was."""

    name: str
    fault: Fault


def attach(
    session: Session,
    storage: Storage,
    reply: models.Reply,
    place: Place,
    name: str,
    content: bytes,
    operation: str,
    who: models.Person | None,
    now: datetime,
    language: str = "",
    asked_as: AskedAs | None = None,
) -> Outcome | FileRefused:
    """Adds a file to the answer at a place; the same file under the same name is not added twice."""
    tidy = inspection.tidy_name(name)
    media_type = inspection.inspect(tidy, content)
    if isinstance(media_type, Fault):
        return FileRefused(tidy, media_type)
    store.held(session, reply)
    refusal = holding.refusal_of(reply, place.question, now) or not_a_file(reply, place)
    if refusal:
        return Refused(refusal)
    if not room.has_room(session, reply, len(content), now):
        return FileRefused(tidy, Fault.NO_SPACE)
    typed, version = _present(session, reply, place)
    lines = typed.get("files", "").splitlines()
    row = _row(reply, place, tidy, media_type, content, Who(who, now))
    if any(_without_id(line) == _without_id(_line(row)) for line in lines):
        return Unchanged(version)
    if len(lines) >= MOST_FILES_OF_AN_ANSWER:
        return FileRefused(tidy, Fault.TOO_MANY)
    storage.keep(content)
    session.add(row)
    posted = {place: Posted({**typed, "files": "\n".join([*lines, _line(row)])}, version)}
    return save_page(session, reply, posted, operation, who, now, language, asked_as).outcomes[place]


def take_away(
    session: Session,
    reply: models.Reply,
    place: Place,
    public_id: str,
    operation: str,
    who: models.Person | None,
    now: datetime,
    language: str = "",
) -> Outcome:
    """Takes a file out of the answer at a place. Its bytes and its row stay, for what was submitted with it."""
    store.held(session, reply)
    typed, version = _present(session, reply, place)
    lines = [line for line in typed.get("files", "").splitlines() if line.split(" ", 1)[0] != public_id]
    posted = {place: Posted({**typed, "files": "\n".join(lines)}, version)}
    return save_page(session, reply, posted, operation, who, now, language).outcomes[place]


def _present(session: Session, reply: models.Reply, place: Place) -> tuple[Typed, int]:
    """What stands at a place now: files are added to it and taken from it, whoever else has just done so."""
    answer = store.answers(session, reply.id).get(str(place))
    return (answer.typed, answer.version) if answer else ({}, 0)


def _row(reply: models.Reply, place: Place, name: str, media_type: str, content: bytes, who: Who) -> models.Attachment:
    return models.Attachment(
        public_id=models.new_public_id(),
        reply_id=reply.id,
        place=str(place),
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        at=who.at,
        person_id=who.id,
    )


def _line(row: models.Attachment) -> str:
    return kinds.file_line(row.public_id, row.size, row.sha256, row.media_type, row.name)


def _without_id(line: str) -> str:
    return line.split(" ", 1)[-1]


def not_a_file(reply: models.Reply, place: Place) -> Reason | None:
    """Why no file belongs at a place."""
    leaf = places.leaf(holding.questionnaire(reply), place)
    return None if leaf and leaf.question.kind is Kind.FILE else Reason.NO_SUCH_PLACE
