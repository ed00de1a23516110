"""Reading the answers of a reply and their history: a reply is read whole, in one SELECT, never place by place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.core.answers import Answer, Typed
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries
from surveyapp.core.questionnaire import Disclosure
from surveyapp.store import models


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An answer as it is kept: with the problem there was in reading it, when it was written and by whom."""

    answer: Answer
    problem: str
    at: datetime
    person_id: int | None
    edition_id: int = 0
    """The edition to which it was answered, and the revision of its wordings then."""
    wording_revision: int = 0
    carried_from_id: int | None = None
    """The earlier submission from which it was taken over as it stood."""
    entered_from_id: int | None = None
    """The document from which the secretariat entered it."""


_COLUMNS = (
    models.Answer.place,
    models.Answer.mark,
    models.Answer.value,
    models.Answer.typed,
    models.Answer.disclosure,
    models.Answer.version,
    models.Answer.language,
    models.Answer.problem,
    models.Answer.at,
    models.Answer.person_id,
    models.Answer.edition_id,
    models.Answer.wording_revision,
    models.Answer.carried_from_id,
    models.Answer.entered_from_id,
)
_KEPT = sa.select(*_COLUMNS).where(models.Answer.reply_id == sa.bindparam("reply_id"))
_IN_ORDER = (models.Entry.list_code, models.Entry.position, models.Entry.id)
_ENTRIES = sa.select(models.Entry).where(models.Entry.reply_id == sa.bindparam("reply_id")).order_by(*_IN_ORDER)
_EDITION_AND_ENTRIES = (
    sa.select(models.Round.edition_id, models.Entry)
    .outerjoin(models.Entry, models.Entry.reply_id == sa.bindparam("reply_id"))
    .where(models.Round.id == sa.bindparam("round_id"))
    .order_by(*_IN_ORDER)
)
"""Made once, because every page of a reply and every saving asks them."""


def kept(session: Session, reply_id: int) -> dict[str, Kept]:
    """Every answer of a reply by the address of its place."""
    return {row.place: _as_kept(row) for row in session.execute(_KEPT, {"reply_id": reply_id})}


def _as_kept(row: sa.Row[Any]) -> Kept:
    return Kept(
        answer=Answer(
            mark=Mark(row.mark),
            value=row.value,
            typed=row.typed,
            disclosure=Disclosure(row.disclosure) if row.disclosure else None,
            version=row.version,
            language=row.language,
        ),
        problem=row.problem,
        at=row.at,
        person_id=row.person_id,
        edition_id=row.edition_id,
        wording_revision=row.wording_revision,
        carried_from_id=row.carried_from_id,
        entered_from_id=row.entered_from_id,
    )


def kept_of_round(session: Session, round_id: int) -> dict[int, dict[str, Kept]]:
    """The same of every reply of a round in one statement, by the id of the reply; without those never written."""
    query = sa.select(models.Answer.reply_id, *_COLUMNS).join(models.Reply, models.Reply.id == models.Answer.reply_id)
    found: dict[int, dict[str, Kept]] = {}
    for row in session.execute(query.where(models.Reply.round_id == round_id)):
        found.setdefault(row.reply_id, {})[row.place] = _as_kept(row)
    return found


def carried_of_round(session: Session, round_id: int) -> dict[int, list[tuple[str, Mark, int | None]]]:
    """By reply, every answer's place, mark and the earlier submission it was taken over from; one statement.

    Only of the replies in which something was taken over.
    """
    table = models.Answer
    of_round = sa.select(table.reply_id).join(models.Reply, models.Reply.id == table.reply_id)
    carried = of_round.where(models.Reply.round_id == round_id, table.carried_from_id.is_not(None))
    query = sa.select(table.reply_id, table.place, table.mark, table.carried_from_id)
    found: dict[int, list[tuple[str, Mark, int | None]]] = {}
    for row in session.execute(query.where(table.reply_id.in_(carried))):
        found.setdefault(row.reply_id, []).append((row.place, Mark(row.mark), row.carried_from_id))
    return found


def answers(session: Session, reply_id: int) -> dict[str, Answer]:
    """Every answer of a reply by the address of its place, as the core knows answers."""
    return {place: one.answer for place, one in kept(session, reply_id).items()}


def entry_rows(session: Session, reply_id: int) -> list[models.Entry]:
    """Every entry of every list of a reply in the state's order, the removed ones too."""
    return list(session.scalars(_ENTRIES, {"reply_id": reply_id}))


def held_with_entries(session: Session, reply: models.Reply) -> list[models.Entry]:
    """As `held`, with the rows of `entry_rows`: one statement tells them and the edition."""
    _hold_row(session, reply)
    rows = session.execute(_EDITION_AND_ENTRIES, {"reply_id": reply.id, "round_id": reply.round_id}).all()
    _set_edition(session, reply.round, rows[0].edition_id)
    return [row.Entry for row in rows if row.Entry is not None]


def entry_rows_of_round(session: Session, round_id: int) -> dict[int, list[models.Entry]]:
    """The same of every reply of a round in one statement, by the id of the reply."""
    of_round = sa.select(models.Entry).join(models.Reply, models.Reply.id == models.Entry.reply_id)
    of_round = of_round.where(models.Reply.round_id == round_id)
    found: dict[int, list[models.Entry]] = {}
    for row in session.scalars(of_round.order_by(models.Entry.list_code, models.Entry.position, models.Entry.id)):
        found.setdefault(row.reply_id, []).append(row)
    return found


def present(rows: Sequence[models.Entry]) -> Entries:
    """The entries that have not been removed, list by list."""
    entries: dict[str, list[str]] = {}
    for row in rows:
        if row.removed_at is None:
            entries.setdefault(row.list_code, []).append(row.entry)
    return entries


def entries(session: Session, reply_id: int) -> Entries:
    """The ids of the entries of each list, in the state's order, without those removed."""
    return present(entry_rows(session, reply_id))


@dataclass(frozen=True)
class Version:
    """What was typed in one version of an answer, and the operation that wrote it."""

    version: int
    typed: Typed
    operation: str


def versions(session: Session, reply_id: int, places: Collection[str]) -> dict[str, list[Version]]:
    """The history of these places, oldest first."""
    table = models.AnswerVersion
    rows = session.execute(
        sa.select(table.place, table.version, table.typed, table.operation)
        .where(table.reply_id == reply_id, table.place.in_(places))
        .order_by(table.place, table.version)
    )
    history: dict[str, list[Version]] = {}
    for place, version, typed, operation in rows:
        history.setdefault(place, []).append(Version(version, typed, operation))
    return history


@dataclass(frozen=True)
class Moment:
    """That something was written at a place: which version, and when."""

    id: int
    place: str
    version: int
    at: datetime


@dataclass(frozen=True)
class Wrote:
    """What somebody typed at a place."""

    place: str
    typed: Typed


def written(session: Session, reply_id: int, questions: Collection[str]) -> list[Wrote]:
    """What was typed at a place of these questions, or beside them, in the order in which it was written."""
    table = models.AnswerVersion
    rows = session.execute(
        sa.select(table.place, table.typed)
        .where(table.reply_id == reply_id, _at_or_beside(questions))
        .order_by(table.id)
    )
    return [Wrote(*row) for row in rows]


@dataclass(frozen=True)
class Past:
    """A version as it was kept, where, and the operation that wrote it."""

    id: int
    place: str
    kept: Kept
    operation: str


def moments(session: Session, reply_id: int, questions: Collection[str]) -> list[Moment]:
    """When something was written at a place of these questions, or beside them; newest first."""
    table = models.AnswerVersion
    rows = session.execute(
        sa.select(table.id, table.place, table.version, table.at)
        .where(table.reply_id == reply_id, _at_or_beside(questions))
        .order_by(table.at.desc(), table.id.desc())
    )
    return [Moment(*row) for row in rows]


def _at_or_beside(questions: Collection[str]) -> sa.ColumnElement[bool]:
    place = models.AnswerVersion.place
    within = (place.startswith(f"{code}{sign}", autoescape=True) for code in questions for sign in "[/.@")
    return sa.or_(place.in_(questions), *within)


def past(session: Session, reply_id: int, ids: Collection[int]) -> dict[int, Past]:
    """Versions of a reply by their id; what is none of it is left out."""
    table = models.AnswerVersion
    columns = [getattr(table, one.key) for one in _COLUMNS]
    rows = session.execute(
        sa.select(table.id, table.operation, *columns).where(table.reply_id == reply_id, table.id.in_(ids))
    )
    return {row.id: Past(row.id, row.place, _as_kept(row), row.operation) for row in rows}


def given_to_others(session: Session, reply_id: int, edition_id: int, moves: str) -> dict[tuple[str, int], Kept]:
    """By place and edition, what was last written by hand while another edition than this one was asked.

    `moves`: how the operations of those versions begin that nobody wrote by hand.
    """
    table = models.AnswerVersion
    columns = [getattr(table, one.key) for one in _COLUMNS]
    rows = session.execute(
        sa.select(*columns)
        .where(table.reply_id == reply_id, table.edition_id != edition_id)
        .where(table.operation.not_like(f"{moves}%"))
        .order_by(table.id)
    )
    return {(row.place, row.edition_id): _as_kept(row) for row in rows}


def entered(session: Session, reply_id: int) -> frozenset[tuple[str, int]]:
    """Place and version of every answer that the secretariat entered from a document."""
    table = models.AnswerVersion
    query = sa.select(table.place, table.version)
    rows = session.execute(query.where(table.reply_id == reply_id, table.entered_from_id.is_not(None)))
    return frozenset((row.place, row.version) for row in rows)


def names(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """The names of these persons by their id."""
    query = sa.select(models.Person.id, models.Person.name).where(models.Person.id.in_(person_ids))
    return {row.id: row.name for row in session.execute(query)}


def known_facts(session: Session, round_id: int, state: str) -> dict[str, models.KnownFact]:
    """The facts on file about a state for a round, by the place where they are shown for confirmation."""
    query = sa.select(models.KnownFact).where(models.KnownFact.round_id == round_id, models.KnownFact.state == state)
    return {fact.place: fact for fact in session.scalars(query)}


def held(session: Session, reply: models.Reply) -> None:
    """Reads the reply anew and holds it until the end of the transaction: nobody else changes it meanwhile."""
    _hold_row(session, reply)
    if session.get_bind().dialect.name != "sqlite":  # there whoever writes has waited before reading anything
        present = sa.select(models.Round.edition_id).where(models.Round.id == reply.round_id)
        _set_edition(session, reply.round, session.scalars(present).one())


def _hold_row(session: Session, reply: models.Reply) -> None:
    session.flush()  # what this deed has changed already would be forgotten
    session.refresh(reply, _CHANGING, with_for_update=True)


def _set_edition(session: Session, round_: models.Round, edition_id: int) -> None:
    """The round may have moved to another edition while this deed waited for the reply."""
    if edition_id != round_.edition_id:
        session.expire(round_, ["edition_id", "edition"])


_CHANGING = (
    "standing",
    "disclosure",
    "own_deadline",
    "answered",
    "asked",
    "core_answered",
    "core_asked",
    "section_progress",
    "last_activity_at",
    "submitted_at",
    "reopened_for",
    "accepted_at",
    "accepted_by_id",
)
"""What deeds change of a reply: a stale count that comes out the same again would not be written."""
