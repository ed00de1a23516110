"""Explaining why an answer that looks odd is right: an explanation belongs to the answer that it was given to.

Where that answer says something else since, the explanation has lapsed: it stays on record, and is asked for again. A
person may say that it holds all the same: then it stands once more, as a next version with the same text.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from surveyapp.actions import answering, holding
from surveyapp.actions.answering import Outcome, PageOutcome, Posted, Refused
from surveyapp.actions.holding import Held, Reason, Who
from surveyapp.core import places
from surveyapp.core.answers import Typed
from surveyapp.core.places import Place
from surveyapp.core.supplements import Supplement
from surveyapp.store import answers as store
from surveyapp.store.answers import Wrote
from surveyapp.store.models import Entry, Person, Reply


class Explained(NamedTuple):
    """What a person typed as the explanation of an answer, with what was before his or her eyes."""

    text: str
    seen_version: int
    """Of the explanation (0: none)."""
    answer_seen: str = ""
    """What the answer said (`said_at`); "": not known."""
    still_holds: bool = False
    """Whether the person says that the text as it stands explains the answer as it stands."""


def place_of(code: str) -> Place:
    """Where the explanation of an answer stands."""
    return Place(code, beside=Supplement.EXPLANATION.value)


def said_at(held: Held, code: str) -> str:
    """What a question's answer says, hashed: another after any change of what is typed or of the entries."""
    said = json.dumps(sorted(_now(held, code).items()), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def lapsed(held: Held, codes: Iterable[str]) -> frozenset[str]:
    """Of these questions, those whose answer says something else than it did when it was explained."""
    explained = {one for one in codes if _text(held, one)}
    if not explained:
        return frozenset()
    history: defaultdict[str, list[Wrote]] = defaultdict(list)
    for wrote in store.written(held.session, held.reply.id, explained):
        place = places.parse(wrote.place)
        if place:
            history[place.question].append(wrote)
    return frozenset(one for one in explained if _then(held, one, history[one]) != _now(held, one))


def save(
    session: Session,
    reply: Reply,
    explained: Mapping[str, Explained],
    operation: str,
    who: Person | None,
    now: datetime,
    language: str,
) -> PageOutcome:
    """Keeps explanations by the code of their question; one of an answer that has changed meanwhile is refused."""
    held = holding.hold(session, reply, Who(who, now, language))
    refused: dict[Place, Outcome] = {
        place_of(code): Refused(Reason.ANSWER_CHANGED)
        for code, one in explained.items()
        if _is_said_now(held, code, one) and one.answer_seen not in ("", said_at(held, code))
    }
    posted = {
        place_of(code): Posted({"text": one.text}, one.seen_version, is_said_again=one.still_holds)
        for code, one in explained.items()
        if place_of(code) not in refused
    }
    kept = answering.save_page(session, reply, posted, operation, who, now, language)
    return PageOutcome({**kept.outcomes, **refused}, kept.held)


def _is_said_now(held: Held, code: str, explained: Explained) -> bool:
    """Whether the person says something about the answer: a text that was only on the page says nothing."""
    is_new = explained.text.replace("\r\n", "\n").strip() not in ("", _text(held, code))
    return is_new or explained.still_holds


def _text(held: Held, code: str) -> str:
    one = held.kept.get(str(place_of(code)))
    return one.answer.typed.get("text", "") if one else ""


def _now(held: Held, code: str) -> dict[str, Typed]:
    typed = {address: one.answer.typed for address, one in held.kept.items()}
    return _said(typed, code, {row.entry for row in held.rows if row.removed_at is None and row.list_code == code})


def _then(held: Held, code: str, history: Iterable[Wrote]) -> dict[str, Typed]:
    """What the answer said when its explanation was last written."""
    typed: dict[str, Typed] = {}
    then: dict[str, Typed] = {}
    at = held.kept[str(place_of(code))].at
    for one in history:
        typed[one.place] = one.typed
        if one.place == str(place_of(code)):
            then = dict(typed)
    return _said(then, code, {row.entry for row in held.rows if row.list_code == code and _was_there(row, at)})


def _was_there(row: Entry, at: datetime) -> bool:
    return row.added_at <= at and (row.removed_at is None or row.removed_at > at)


def _said(typed: Mapping[str, Typed], code: str, entries: set[str]) -> dict[str, Typed]:
    """Of these texts, those of the answer itself: what stands beside it, or in an entry that is gone, is none."""
    found = {}
    for address, text in typed.items():
        place = places.parse(address)
        is_of_answer = place is not None and place.question == code and not place.beside
        if place and is_of_answer and text and (not place.entry or place.entry in entries):
            found[address] = text
    return found
