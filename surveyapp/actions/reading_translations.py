"""What a state says of the translations of its answers: it reads those that are done, confirms or sends them back."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions.translating_answers import LANGUAGES, Piece, of_reply, put_on_record, write
from surveyapp.core import answer_texts
from surveyapp.core.answer_texts import Stage, Status
from surveyapp.store import answer_translations as store
from surveyapp.store import answers
from surveyapp.store.models import Person, Reply


def to_read(session: Session, reply: Reply, language: str) -> list[Piece]:
    """The translations that a state is shown: those that are done and translate what it says now."""
    shown = (Stage.TRANSLATED, Stage.CONFIRMED)
    return [one for one in of_reply(session, reply, language) if one.stage in shown]


def has_unread(session: Session, reply: Reply) -> bool:
    """Whether the state is shown a translation that it has neither confirmed nor sent back."""
    if not store.has_unread(session, reply):  # most replies: their answers need not be read for it
        return False
    shown = (one for language in LANGUAGES for one in to_read(session, reply, language))
    return any(one.stage is Stage.TRANSLATED for one in shown)


def sent_back(session: Session, replies: Collection[Reply]) -> dict[int, dict[str, int]]:
    """By id of reply and by language, how many translations of texts that stand were sent back and not written anew."""
    by_id = {one.id: one for one in replies}
    found: dict[int, dict[str, int]] = {}
    for reply_id, language in store.sent_back_of(session, list(by_id)):
        pieces = of_reply(session, by_id[reply_id], language)
        if number := sum(bool(one.translation and one.translation.note) for one in pieces):
            found.setdefault(reply_id, {})[language] = number
    return found


def confirm(
    session: Session, reply: Reply, language: str, seen: Mapping[str, int], who: Person | None, now: datetime
) -> int:
    """Confirms the translations of these keys where each is still of the version that was read; how many that were."""
    answers.held(session, reply)
    waiting = [one for one in to_read(session, reply, language) if one.stage is Stage.TRANSLATED]
    confirmed = [one for one in waiting if one.version == seen.get(one.key)]
    for one in confirmed:
        write(session, one, language, one.written, Status.CONFIRMED, who, now)
    if confirmed:
        place = confirmed[0].text.place if len(confirmed) == 1 else ""
        details = {"language": language, "number": len(confirmed)}
        put_on_record(session, "answer translations confirmed", reply, place, details, who, now)
    return len(confirmed)


def send_back(
    session: Session, reply: Reply, language: str, key: str, version: int, note: str, who: Person | None, now: datetime
) -> bool:
    """The state says what is wrong with a translation, which is a draft again; False where it was changed meanwhile."""
    answers.held(session, reply)
    piece = next((one for one in to_read(session, reply, language) if one.key == key), None)
    if piece is None or piece.version != version:
        return False
    write(session, piece, language, piece.written, Status.DRAFT, who, now, note=answer_texts.tidied(note))
    put_on_record(session, "answer translation sent back", reply, piece.text.place, {"language": language}, who, now)
    return True
