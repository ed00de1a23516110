"""The history of an answer: who wrote what, when, and what stood there before; any of it can be brought back.

A version stands at the place where it was written, in the edition that the round asked then. Where the round has moved
to another edition since, the history of a question goes on at the place that it had there.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import answering, former_wordings, holding, worded
from surveyapp.actions.answering import Outcome, Refused
from surveyapp.actions.holding import Held, Reason
from surveyapp.core import places
from surveyapp.core.answers import Typed
from surveyapp.core.carrying import Carrying
from surveyapp.core.places import Leaf, Place
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.store import answers as store
from surveyapp.store import models
from surveyapp.store.answers import Moment, Past

ON_A_PAGE = 20
ENTRY_DEEDS = frozenset({"entry removed", "entry restored", "entry moved"})


class How(StrEnum):
    """By which deed a version came about, where it was not simply written."""

    WRITTEN = "written"
    TAKEN_OVER = "taken_over"
    BROUGHT_BACK = "brought_back"
    FROM_A_WORKBOOK = "from_a_workbook"
    MOVED = "moved"
    """The round moved to another edition, and the answer with it."""
    PROPOSED = "proposed"
    CLEARED = "cleared"
    FILE_ADDED = "file_added"
    FILE_TAKEN_AWAY = "file_taken_away"
    ENTERED = "entered"
    """By the secretariat, from a document that was received."""


_BEGINNINGS = {
    "over ": How.TAKEN_OVER,
    "back ": How.BROUGHT_BACK,
    "wb ": How.FROM_A_WORKBOOK,
    "edition:": How.MOVED,
    "use ": How.PROPOSED,
    "clear ": How.CLEARED,
    "attach ": How.FILE_ADDED,
    "take away ": How.FILE_TAKEN_AWAY,
}
"""How the operations of deeds begin."""


@dataclass(frozen=True)
class Era:
    """The time for which the round asked one edition, from its beginning to the next move."""

    since: datetime | None
    edition: models.Edition
    way: Carrying | None
    """From that edition to the present one; None of the present one."""


@dataclass(frozen=True)
class Change:
    """One version, with the one before it at its place."""

    now: Past
    before: Past | None
    place: Place
    leaf: Leaf
    """What was asked there then, worded as it was."""
    how: How
    comes_back_to: Place | None
    """Where it would stand if it were brought back; None where nothing is asked any more."""
    typed_now: Typed
    """What would be typed there."""
    stands_now: bool

    @property
    def at(self) -> datetime:
        return self.now.kept.at

    @property
    def person_id(self) -> int | None:
        return self.now.kept.person_id


@dataclass(frozen=True)
class EntryDeed:
    """An entry of a list was added, removed, put back or moved."""

    at: datetime
    person_id: int | None
    deed: str
    """ "entry added", or one of ENTRY_DEEDS."""
    list_code: str
    entry: str
    details: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class History:
    """One page of what happened to a question, newest first."""

    done: Sequence[Change | EntryDeed]
    persons: Mapping[int, models.Person]
    page: int
    total: int
    """How much there is on all pages together."""
    on_a_page: int = ON_A_PAGE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.on_a_page))


def written(held: Held) -> frozenset[str]:
    """The questions with a history."""
    return frozenset({*map(places.question_of, held.kept), *(row.list_code for row in held.rows)})


def of_question(session: Session, held: Held, code: str, page: int = 1) -> History:
    """What happened to a question of the present edition, at every place of it and beside it."""
    eras = _eras(session, held.reply.round)
    codes = {era.edition.id: _code_in(era, code) for era in eras}
    moments = store.moments(session, held.reply.id, {one for one in codes.values() if one})
    own = [one for one in moments if _belongs(one, codes[_era_of(eras, one.at).edition.id])]
    deeds = list(_entry_deeds(session, held, code))
    every: list[Moment | EntryDeed] = sorted([*own, *deeds], key=_newest_first)
    pages = max(1, -(-len(every) // ON_A_PAGE))
    page = min(max(page, 1), pages)
    shown = every[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    before = {(one.place, one.version): one.id for one in moments}
    ids = [one.id for one in shown if isinstance(one, Moment)]
    earlier = [before[key] for one in shown if isinstance(one, Moment) and (key := _key_before(one)) in before]
    past = store.past(session, held.reply.id, {*ids, *earlier})
    done = [
        one
        if isinstance(one, EntryDeed)
        else _change(held, eras, past[one.id], past.get(before.get(_key_before(one), 0)))
        for one in shown
    ]
    found = [one for one in done if one is not None]
    persons = _persons(session, {one.person_id for one in found if one.person_id})
    return History(found, persons, page, len(every))


def bring_back(
    session: Session,
    reply: models.Reply,
    code: str,
    version_id: int,
    seen_version: int,
    operation: str,
    who: models.Person | None,
    now: datetime,
) -> Outcome:
    """Writes an earlier version of an answer to this question as its next one, in the language it was written in.

    Nothing is erased: what stands there now stays in the history.
    """
    held = holding.read(session, reply, now)
    past = store.past(session, reply.id, [version_id]).get(version_id)
    change = _change(held, _eras(session, reply.round), past, None) if past else None
    place = change.comes_back_to if change else None
    if change is None or place is None or place.question != code:
        return Refused(Reason.NO_SUCH_PLACE)
    kept = held.kept.get(str(place))
    emptied = dict.fromkeys(kept.answer.typed, "") if kept else {}  # a part not mentioned would be kept
    typed, language = emptied | dict(change.typed_now), change.now.kept.answer.language
    return answering.save_answer(session, reply, place, typed, seen_version, f"back {operation}", who, now, language)


def _newest_first(one: Moment | EntryDeed) -> tuple[float, int, int]:
    """At the same moment an entry is added before anything is written in it, and removed after."""
    if isinstance(one, Moment):
        return (-one.at.timestamp(), 1, -one.id)
    return (-one.at.timestamp(), 2 if one.deed == "entry added" else 0, 0)


def _key_before(one: Moment) -> tuple[str, int]:
    return one.place, one.version - 1


def _eras(session: Session, round_: models.Round) -> list[Era]:
    """The editions that the round asked, the first one first."""
    event = models.Event
    moves = session.scalars(
        sa.select(event).where(event.round_id == round_.id, event.deed == "round moved").order_by(event.id)
    ).all()
    known = {one.public_id: one for one in round_.edition.questionnaire.editions} if moves else {}
    asked: list[tuple[datetime | None, str]] = [(None, moves[0].details["from"])] if moves else []
    asked += [(move.at, move.details["to"]) for move in moves]
    eras = [_era(round_, since, known[public_id]) for since, public_id in asked if public_id in known]
    return eras or [Era(None, round_.edition, None)]


def _era(round_: models.Round, since: datetime | None, edition: models.Edition) -> Era:
    is_present = edition.id == round_.edition_id
    way = None if is_present else former_wordings.way(round_, edition, edition.wording_revision or 0)
    return Era(since, edition, way)


def _era_of(eras: Sequence[Era], at: datetime) -> Era:
    return next((era for era in reversed(eras) if era.since is None or era.since <= at), eras[0])


def _code_in(era: Era, code: str) -> str:
    """The code that a question of now had then; "" where it was not asked."""
    if era.way is None:
        return code
    was = era.way.was(code)
    return was.code if was else ""


def _belongs(moment: Moment, code: str) -> bool:
    place = places.parse(moment.place)
    return place is not None and place.question == code


def _change(held: Held, eras: Sequence[Era], now: Past, before: Past | None) -> Change | None:
    """A version as it was written; None where its place is none of the edition that was asked then."""
    era, place = _era_of(eras, now.kept.at), places.parse(now.place)
    then = _as_worded(held, era, now)
    leaf = places.leaf(then, place) if place else None
    if place is None or leaf is None or _is_emptied(now):
        return None
    target = era.way.place(place) if era.way else place
    answer = now.kept.answer
    typed = era.way.typed(place, answer.typed, answer.language) if era.way else answer.typed
    present = held.kept.get(str(target))
    return Change(
        now=now,
        before=before,
        place=place,
        leaf=leaf,
        how=_how(now),
        comes_back_to=target if target and _is_there(held, target) else None,
        typed_now=typed,
        stands_now=present is not None and dict(present.answer.typed) == dict(typed),
    )


def _is_emptied(now: Past) -> bool:
    """Whether a move only left a place to another question: that is nothing that happened to the answer there."""
    return _how(now) is How.MOVED and not now.kept.answer.typed


def _as_worded(held: Held, era: Era, now: Past) -> Questionnaire:
    """The edition that was asked then, in the wording that was on the page where that is known."""
    is_given_to_it = now.kept.edition_id == era.edition.id
    revision = now.kept.wording_revision if is_given_to_it else era.edition.wording_revision or 0
    return worded.in_round(held.reply.round, era.edition, revision)


def _how(now: Past) -> How:
    if now.kept.carried_from_id is not None:
        return How.TAKEN_OVER
    if now.kept.entered_from_id is not None:
        return How.ENTERED
    return next((how for begins, how in _BEGINNINGS.items() if now.operation.startswith(begins)), How.WRITTEN)


def _is_there(held: Held, place: Place) -> bool:
    """Whether something can be answered at a place now: an entry that was removed is put back first."""
    is_present = not place.entry or place.entry in held.entries.get(place.question, ())
    return is_present and held.leaf(place) is not None


def _entry_deeds(session: Session, held: Held, code: str) -> Iterator[EntryDeed]:
    """What was done to the entries of a list: when each was added, and what is on record."""
    for row in held.rows:
        if row.list_code == code:
            yield EntryDeed(row.added_at, row.added_by_id, "entry added", code, row.entry)
    event = models.Event
    query = sa.select(event).where(
        event.reply_id == held.reply.id,
        event.deed.in_(ENTRY_DEEDS),
        event.place.startswith(f"{code}[", autoescape=True),
    )
    for one in session.scalars(query) if any(row.list_code == code for row in held.rows) else ():
        entry = one.place.removeprefix(f"{code}[").removesuffix("]")
        yield EntryDeed(one.at, one.person_id, one.deed, code, entry, one.details)


def _persons(session: Session, ids: Collection[int]) -> dict[int, models.Person]:
    found: Iterable[models.Person] = (
        session.scalars(sa.select(models.Person).where(models.Person.id.in_(ids))) if ids else ()
    )
    return {person.id: person for person in found}
