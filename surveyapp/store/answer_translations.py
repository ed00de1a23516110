"""Finding translations of what states wrote. Whether one may be shown hangs on its original (`core.answer_texts`)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.core.answer_texts import Stage, Status, stage_of
from surveyapp.store.models import Person, Reply
from surveyapp.store.secretariat_models import AnswerTranslation, IncomingTranslations

Key = tuple[int, str, str]
"""Id of the reply, place, part."""


@dataclass(frozen=True, kw_only=True)
class Translation:
    """The newest translation of a text into a language."""

    text: str
    status: Status
    version: int
    source: str
    """The text that was translated, as it stood."""
    note: str
    """What the state says is wrong with it; "" of one that it did not send back."""
    at: datetime
    person_id: int | None

    def is_stale(self, original: str) -> bool:
        """Whether the text reads otherwise now than when it was translated."""
        return self.source != original

    def stage(self, original: str) -> Stage:
        """How far the translation of this text is."""
        return stage_of(original, self.source, self.status)


def current(session: Session, replies: Collection[Reply], language: str) -> dict[Key, Translation]:
    """The newest translation of every text of these replies into a language, in one statement.

    It is to be shown only beside an original that its reader may read: look it up by a text of a disclosed reply.
    """
    table = AnswerTranslation
    ids = [one.id for one in replies]
    here = sa.select(table.reply_id, table.place, table.part, sa.func.max(table.version).label("version"))
    here = here.where(table.reply_id.in_(ids), table.language == language)
    newest = here.group_by(table.reply_id, table.place, table.part).subquery()
    is_newest = sa.and_(
        table.reply_id == newest.c.reply_id,
        table.place == newest.c.place,
        table.part == newest.c.part,
        table.version == newest.c.version,
    )
    found = session.scalars(sa.select(table).join(newest, is_newest).where(table.language == language))
    return {(one.reply_id, one.place, one.part): _translation(one) for one in found}


def newest(session: Session, reply_id: int, where: tuple[str, str], language: str) -> Translation | None:
    """That of one text."""
    found = session.scalar(_of(reply_id, where, language).order_by(AnswerTranslation.version.desc()).limit(1))
    return _translation(found) if found else None


def history(
    session: Session, reply_id: int, where: tuple[str, str], language: str
) -> Sequence[tuple[AnswerTranslation, str]]:
    """Every version of one translation with the name of who wrote it, the newest first."""
    query = _of(reply_id, where, language).outerjoin(Person, Person.id == AnswerTranslation.person_id)
    rows = session.execute(query.add_columns(Person.name).order_by(AnswerTranslation.version.desc()))
    return [(row[0], row[1] or "") for row in rows]


def languages_of(session: Session, reply_id: int) -> list[str]:
    """Into which languages something of a reply was translated."""
    query = sa.select(AnswerTranslation.language).where(AnswerTranslation.reply_id == reply_id).distinct()
    return sorted(session.scalars(query))


def has_unread(session: Session, reply: Reply) -> bool:
    """Whether a translation of this reply is done and neither confirmed nor sent back, a stale one too."""
    found = (current(session, [reply], language).values() for language in languages_of(session, reply.id))
    return any(one.status is Status.TRANSLATED for of_language in found for one in of_language)


def sent_back(session: Session, round_id: int) -> Sequence[AnswerTranslation]:
    """The translations of a round that a state sent back and nobody has written anew, the oldest first."""
    table = AnswerTranslation
    query = sa.select(table).join(Reply, Reply.id == table.reply_id)
    query = query.where(Reply.round_id == round_id, _is_sent_back())
    return session.scalars(query.order_by(table.at, table.id)).all()


def sent_back_of(session: Session, reply_ids: Collection[int]) -> list[tuple[int, str]]:
    """Of which of these replies, and in which language, some were, in one statement."""
    table = AnswerTranslation
    query = sa.select(table.reply_id, table.language).where(table.reply_id.in_(reply_ids), _is_sent_back())
    return [(row.reply_id, row.language) for row in session.execute(query.distinct().order_by(table.language))]


def _is_sent_back() -> sa.ColumnElement[bool]:
    table = AnswerTranslation
    later = sa.orm.aliased(AnswerTranslation)
    is_followed = sa.exists().where(
        later.reply_id == table.reply_id,
        later.place == table.place,
        later.part == table.part,
        later.language == table.language,
        later.version > table.version,
    )
    return sa.and_(table.note != "", ~is_followed)


def incoming(session: Session, round_id: int, public_id: str) -> IncomingTranslations | None:
    """A file of translations of this round that came back."""
    query = sa.select(IncomingTranslations).where(IncomingTranslations.round_id == round_id)
    return session.scalar(query.where(IncomingTranslations.public_id == public_id))


def came_back(
    session: Session, round_id: int, language: str, by: int | None = None
) -> Sequence[tuple[IncomingTranslations, str]]:
    """The last files that came back in a language, or those that one person brought, each with who; newest first."""
    query = sa.select(IncomingTranslations, Person.name).outerjoin(Person, Person.id == IncomingTranslations.person_id)
    query = query.where(IncomingTranslations.round_id == round_id, IncomingTranslations.language == language)
    query = query.where(IncomingTranslations.person_id == by) if by is not None else query
    rows = session.execute(query.order_by(IncomingTranslations.id.desc()).limit(_MOST_FILES))
    return [(row[0], row[1] or "") for row in rows]


_MOST_FILES = 20


def _of(reply_id: int, where: tuple[str, str], language: str) -> sa.Select[AnswerTranslation]:
    table = AnswerTranslation
    return sa.select(table).where(
        table.reply_id == reply_id, table.place == where[0], table.part == where[1], table.language == language
    )


def _translation(row: AnswerTranslation) -> Translation:
    return Translation(
        text=row.text,
        status=Status(row.status),
        version=row.version,
        source=row.source,
        note=row.note,
        at=row.at,
        person_id=row.person_id,
    )
