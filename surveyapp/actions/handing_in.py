"""Handing in papers that hang on a reply as a whole: a signed letter, a reply on paper, the mission's instruction.

A letter or an instruction waits here for the submission it goes with. A document handed in changes nothing by itself:
the secretariat reads it and decides. The same file twice is one paper.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from surveyapp.actions import correspondence, recording, room
from surveyapp.actions.attaching import FileRefused
from surveyapp.core import states
from surveyapp.core.text import said
from surveyapp.files import inspection
from surveyapp.files.inspection import Fault
from surveyapp.files.storage import Storage
from surveyapp.mail.letters import Fact
from surveyapp.store import answers as store
from surveyapp.store import documents, models, people
from surveyapp.wording import dates
from surveyapp.wording import states as state_wording

LETTER_KIND = "document_handed_in"


class Paper(StrEnum):
    """Kinds of papers; each is also the place of its file, after "@"."""

    LETTER = "letter"
    """Signed by the authority that declares."""
    DOCUMENT = "document"
    """A reply on paper, or what else the state hands in."""
    INSTRUCTION = "instruction"
    """Of the mission, to submit in the state's name."""

    @property
    def place(self) -> str:
        return f"@{self.value}"


@dataclass(frozen=True)
class Sheet:
    """A file as it was sent, and a word that goes with it."""

    name: str
    content: bytes
    note: str = ""


def hand_in(
    session: Session,
    storage: Storage,
    reply: models.Reply,
    kind: Paper,
    sheet: Sheet,
    who: models.Person | None,
    now: datetime,
    *,
    is_told: bool = True,
) -> models.Document | FileRefused:
    """Keeps the paper, on disk before it is on record. Of a document the focal points are told by letter.

    `is_told`: whether they are; what is put on record as the reply itself has a letter of its own.
    """
    name = inspection.tidy_name(sheet.name)
    media_type = inspection.inspect(name, sheet.content)
    if isinstance(media_type, Fault):
        return FileRefused(name, media_type)
    store.held(session, reply)
    sha256 = hashlib.sha256(sheet.content).hexdigest()
    before = documents.same(session, reply.id, kind, sha256, name)
    if before is not None:
        return before
    if not room.has_room(session, reply, len(sheet.content), now):
        return FileRefused(name, Fault.NO_SPACE)
    storage.keep(sheet.content)
    made = _rows(session, reply, kind, sheet, models.Attachment(name=name, media_type=media_type), who, now)
    details = {"document": made.public_id, "sha256": sha256}
    recording.record(
        session,
        "paper handed in",
        now,
        who,
        round_id=reply.round_id,
        reply_id=reply.id,
        place=kind.place,
        details=details,
    )
    if kind is Paper.DOCUMENT and is_told:
        _tell(session, reply, made, who, now)
    return made


def _rows(
    session: Session,
    reply: models.Reply,
    kind: Paper,
    sheet: Sheet,
    file: models.Attachment,
    who: models.Person | None,
    now: datetime,
) -> models.Document:
    file.public_id = models.new_public_id()
    file.reply_id, file.place = reply.id, kind.place
    file.size, file.sha256 = len(sheet.content), hashlib.sha256(sheet.content).hexdigest()
    file.at, file.person_id = now, who.id if who else None
    made = models.Document(
        public_id=models.new_public_id(),
        reply_id=reply.id,
        kind=kind.value,
        attachment=file,
        note=sheet.note,
        at=now,
        person_id=file.person_id,
    )
    session.add_all([file, made])
    session.flush()
    return made


def _tell(
    session: Session, reply: models.Reply, made: models.Document, who: models.Person | None, now: datetime
) -> None:
    """A letter to the focal points of the state, but for the one who handed it in."""
    state = states.from_facts(reply.state_facts)
    for person in people.focal_points(session, reply.state, now):
        if who is not None and person.id == who.id:
            continue
        language = person.language if person.language in states.LANGUAGES else state.letter_language
        correspondence.write(
            session,
            LETTER_KIND,
            f"document:{made.public_id}",
            email=person.email,
            language=language,
            facts=_facts(reply, state, made, who.name if who else "", language),
            now=now,
            person_id=person.id,
            round_id=reply.round_id,
            reply_id=reply.id,
        )


def _facts(
    reply: models.Reply, state: states.MemberState, made: models.Document, by: str, language: str
) -> dict[str, Fact]:
    return {
        "title": said(reply.round.title, language),
        "illustrative": reply.round.illustrative,
        "state_official": state_wording.official_name(state, language),
        "of_state": state_wording.of_state(state, language),
        "name": made.attachment.name,
        "by": by,
        "note": made.note,
        "received": dates.two_zones(made.at, state.time_zone, state.name(language).capital, language),
    }
