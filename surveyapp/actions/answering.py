"""Answering: what is typed is kept, version by version, and two people who write at once both keep their text.

An answer is saved at the version at which it was seen. Where somebody else has changed it since, nothing is written
and both texts are given back; saving again at the version of the other's text settles it. Everything of a page that
is not in conflict is kept.
"""

import hashlib
import json
import secrets
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from surveyapp.actions import former_wordings, holding, recording, settling
from surveyapp.actions.holding import AskedAs, Held, Reason, Who
from surveyapp.core import kinds
from surveyapp.core.answers import Answer, Typed
from surveyapp.core.carrying import Carrying
from surveyapp.core.kinds import Reading
from surveyapp.core.marks import Mark
from surveyapp.core.places import Leaf, Place
from surveyapp.core.questionnaire import Disclosure, Kind
from surveyapp.store import answers as store
from surveyapp.store import models
from surveyapp.store.answers import Version

NEVER_WRITTEN = Answer(mark=Mark.LEFT_BLANK)
LETTERS_OF_AN_ENTRY = 6
MOST_ENTRIES = 200


class Posted(NamedTuple):
    """What a person typed at a place, and the version of the answer that was before his or her eyes (0: none)."""

    typed: Typed
    seen_version: int
    language: str = ""
    """In which it was typed, where that may be another than that of the page."""
    is_said_anew: bool = False
    """Whether the person chose another language for it than the one that was before his or her eyes."""
    is_said_again: bool = False
    """Whether the person says once more what stands there already: it becomes a version of its own."""


@dataclass(frozen=True)
class Saved:
    version: int
    reading: Reading


@dataclass(frozen=True)
class Unchanged:
    """Nothing was written. `version` is the one at which the person's text stands."""

    version: int


@dataclass(frozen=True)
class Conflict:
    """Somebody else wrote another text since; nothing was written. `version` is that of the other's text."""

    yours: Typed
    theirs: Typed
    theirs_by: str
    theirs_at: datetime
    version: int
    seen: Typed | None = None
    """What stood there when the person began to write; None where that is not known."""


@dataclass(frozen=True)
class Refused:
    reason: Reason


Outcome = Saved | Unchanged | Conflict | Refused


@dataclass(frozen=True)
class PageOutcome:
    """What became of each place of a page, and the reply as it stands afterwards."""

    outcomes: Mapping[Place, Outcome]
    held: Held


def save_answer(
    session: Session,
    reply: models.Reply,
    place: Place,
    typed: Typed,
    seen_version: int,
    operation: str,
    who: models.Person | None,
    now: datetime,
    language: str = "",
    asked_as: AskedAs | None = None,
    entered_from: int | None = None,
) -> Outcome:
    """Keeps what was typed at one place. The same operation again gives the same outcome and changes nothing."""
    posted = {place: Posted(typed, seen_version)}
    page = save_page(session, reply, posted, operation, who, now, language, asked_as, entered_from)
    return page.outcomes[place]


def save_page(
    session: Session,
    reply: models.Reply,
    posted: Mapping[Place, Posted],
    operation: str,
    who: models.Person | None,
    now: datetime,
    language: str = "",
    asked_as: AskedAs | None = None,
    entered_from: int | None = None,
) -> PageOutcome:
    """Keeps all of these answers that are without conflict; what a person did not change is left alone.

    `asked_as`: the wording on the page from which it comes, if that may be older than the present one. What was typed
    for another question, or chosen among other options, than those that have the same codes now is refused.
    `entered_from`: the id of the document that was received and from which the secretariat enters them for the state;
    nothing that the state wrote is written over.
    """
    held = holding.hold(session, reply, Who(who, now, language, asked_as, entered_from))
    refusal = holding.refusal_to(held.who, reply)
    if refusal:
        return PageOutcome({place: Refused(refusal) for place in posted}, held)
    history = _history_of_stale(held, posted)
    way = way_since(reply, asked_as)
    outcomes = {
        place: _asked_otherwise(held, way, place, one, history.get(str(place), ()))
        or _save(held, place, one, history.get(str(place), ()), operation)
        for place, one in posted.items()
    }
    if held.history:
        settling.changed(held, held.overtaken)
        held.finish()
    return PageOutcome(_with_names(session, held, outcomes), held)


def way_since(reply: models.Reply, asked_as: AskedAs | None) -> Carrying | None:
    """From the edition that was on a page to the present one; None where they are the same."""
    round_ = reply.round
    if asked_as is None or asked_as.edition_id == round_.edition_id:
        return None
    edition = next(one for one in round_.edition.questionnaire.editions if one.id == asked_as.edition_id)
    return former_wordings.way(round_, edition, asked_as.wording_revision)


def set_disclosure(
    session: Session,
    reply: models.Reply,
    place: Place,
    disclosure: Disclosure | None,
    operation: str,
    who: models.Person | None,
    now: datetime,
) -> Outcome:
    """Says who may read the answer to a question (`place` is its root); None: as the question and the reply say."""
    return set_disclosures(session, reply, {place: disclosure}, operation, who, now)[place]


def set_disclosures(
    session: Session,
    reply: models.Reply,
    chosen: Mapping[Place, Disclosure | None],
    operation: str,
    who: models.Person | None,
    now: datetime,
    entered_from: int | None = None,
) -> dict[Place, Outcome]:
    """The same of several questions at once."""
    held = holding.hold(session, reply, Who(who, now, entered_from=entered_from))
    refusal = holding.refusal_to(held.who, reply)
    if refusal:
        return dict.fromkeys(chosen, Refused(refusal))
    once = f"disclosure {operation}"
    outcomes = {place: _disclose(held, place, disclosure, once) for place, disclosure in chosen.items()}
    if held.history:
        held.finish()
    return outcomes


def set_reply_disclosure(
    session: Session, reply: models.Reply, disclosure: Disclosure, who: models.Person | None, now: datetime
) -> Refused | None:
    """Says who may read the reply as a whole; single answers may be narrower, never wider."""
    store.held(session, reply)
    refusal = holding.refusal_of(reply, "", now)
    if refusal:
        return Refused(refusal)
    if reply.disclosure != disclosure:
        details = {"from": reply.disclosure, "to": disclosure.value}
        reply.disclosure = disclosure.value
        recording.record(
            session,
            "reply disclosure set",
            now,
            who,
            round_id=reply.round_id,
            reply_id=reply.id,
            details=details,
        )
    return None


def confirm_known_facts(
    session: Session,
    reply: models.Reply,
    question: str,
    operation: str,
    who: models.Person | None,
    now: datetime,
    language: str = "",
    asked_as: AskedAs | None = None,
) -> PageOutcome:
    """Answers the rows of a question that are still blank with the facts on file about them."""
    facts = store.known_facts(session, reply.round_id, reply.state)
    kept = store.answers(session, reply.id)
    blank = {place: fact for place, fact in facts.items() if place not in kept or not kept[place].typed}
    posted = {
        Place(question, row=place.partition("/")[2]): Posted(fact.typed, kept[place].version if place in kept else 0)
        for place, fact in blank.items()
        if place.startswith(f"{question}/")
    }
    return save_page(session, reply, posted, operation, who, now, language, asked_as)


def add_entry(
    session: Session,
    reply: models.Reply,
    list_code: str,
    operation: str,
    who: models.Person | None,
    now: datetime,
    entered_from: int | None = None,
) -> str | Refused:
    """Adds an entry at the end of a list and returns its id; the same operation adds one only once."""
    [added] = add_entries(session, reply, [(list_code, operation)], who, now, entered_from)
    return added


def add_entries(
    session: Session,
    reply: models.Reply,
    wanted: Iterable[tuple[str, str]],
    who: models.Person | None,
    now: datetime,
    entered_from: int | None = None,
) -> list[str | Refused]:
    """The same of several, each by its list and operation: the reply is read once and counted once, for all of them."""
    held = holding.hold(session, reply, Who(who, now, entered_from=entered_from))
    before = len(held.rows)
    added = [_add_entry(held, list_code, operation) for list_code, operation in wanted]
    if len(held.rows) > before:
        held.finish()
    return added


def move_entry(
    session: Session,
    reply: models.Reply,
    list_code: str,
    entry: str,
    to: int,
    who: models.Person | None,
    now: datetime,
    entered_from: int | None = None,
) -> Refused | None:
    """Puts an entry at this place of its list (0 is the first). Doing it twice is doing it once."""
    held = holding.hold(session, reply, Who(who, now, entered_from=entered_from))
    row, refusal = _entry_to_change(held, list_code, entry)
    if row is None:
        return Refused(refusal)
    shown = [one for one in held.rows if one.list_code == list_code and one.removed_at is None and one is not row]
    before = row.position
    shown.insert(max(0, min(to, len(shown))), row)
    for position, one in enumerate(shown, 1):
        one.position = position
    if row.position != before:
        _record_entry(session, reply, "entry moved", row, held.who, {"from": before, "to": row.position})
    if entered_from is None:
        reply.last_activity_at = now
    session.flush()
    return None


def remove_entry(
    session: Session,
    reply: models.Reply,
    list_code: str,
    entry: str,
    who: models.Person | None,
    now: datetime,
    entered_from: int | None = None,
) -> Refused | None:
    """Takes an entry out of its list; what was typed in it stays on record and can be put back."""
    [refused] = _set_removed(session, reply, [(list_code, entry)], True, Who(who, now, entered_from=entered_from))
    return refused


def remove_entries(
    session: Session,
    reply: models.Reply,
    entries: Iterable[tuple[str, str]],
    who: models.Person | None,
    now: datetime,
) -> list[Refused | None]:
    """The same of several, each by its list and id, read and counted once."""
    return _set_removed(session, reply, entries, True, Who(who, now))


def restore_entry(
    session: Session,
    reply: models.Reply,
    list_code: str,
    entry: str,
    who: models.Person | None,
    now: datetime,
    entered_from: int | None = None,
) -> Refused | None:
    """Puts a removed entry back into its list, with what was typed in it."""
    [refused] = _set_removed(session, reply, [(list_code, entry)], False, Who(who, now, entered_from=entered_from))
    return refused


def _asked_otherwise(
    held: Held, way: Carrying | None, place: Place, posted: Posted, history: Sequence[Version]
) -> Outcome | None:
    """What becomes of a text typed at a place where another thing is asked now; None where it is the same."""
    if way is None or (way.place(place) == place and _said(way.typed(place, posted.typed)) == _said(posted.typed)):
        return None
    before = held.kept.get(str(place))
    version = before.answer.version if before else 0
    texts = {0: {}, version: before.answer.typed if before else {}} | {one.version: one.typed for one in history}
    if _said(posted.typed) == _said(texts.get(posted.seen_version, {})):
        return Unchanged(version)
    return Refused(Reason.ASKED_OTHERWISE)


def _said(typed: Typed) -> dict[str, str]:
    """What a browser posts of a text: without what is empty, without the files, which it never names."""
    tidy = {part: text.replace("\r\n", "\n").strip() for part, text in typed.items() if part != "files"}
    return {part: text for part, text in tidy.items() if text}


def _save(held: Held, place: Place, posted: Posted, history: Sequence[Version], operation: str) -> Outcome:
    leaf = held.leaf(place)
    if leaf is None:
        return Refused(Reason.NO_SUCH_PLACE)
    not_taken = _not_taken(held, place)
    if not_taken:
        return not_taken
    before = held.kept.get(str(place))
    typed = _complete(leaf, posted.typed, before.answer.typed if before else {})
    refusal = kinds.refusal(typed)
    if refusal:
        return Refused(Reason(refusal.value))
    version = before.answer.version if before else 0
    if typed == (before.answer.typed if before else {}):
        return _say_language(held, leaf, posted, operation) or _say_again(held, leaf, posted, operation)
    if posted.seen_version != version:
        stale = _stale(held, leaf, posted._replace(typed=typed), history, operation)
        if stale:
            return stale
    reading = kinds.read(leaf.question, typed, held.habits)
    disclosure = before.answer.disclosure if before else None
    once = _once(operation, posted.seen_version, typed)
    return Saved(held.write(place, typed, reading, disclosure, once, posted.language or None), reading)


def _not_taken(held: Held, place: Place) -> Refused | None:
    """Whether nothing can be written at a place, of a reply that takes some answers."""
    if not holding.takes(held.reply, place.question):
        return Refused(Reason.NOT_REOPENED)
    if held.who.entered_from is None:
        return None
    added_by_the_state = any(
        (row.list_code, row.entry) == (place.question, place.entry) and not row.operation.startswith(holding.ENTERING)
        for row in held.rows
    )
    return Refused(Reason.STATE_WROTE) if added_by_the_state or place.question in held.of_the_state else None


def _say_language(held: Held, leaf: Leaf, posted: Posted, operation: str) -> Saved | None:
    """A new version that differs in nothing but in the language in which a text is said to be; None: nothing to do."""
    before = held.kept.get(str(leaf.place))
    if before is None or not before.answer.typed or not kinds.takes_text(leaf.question):
        return None
    if not posted.is_said_anew or posted.language in ("", before.answer.language):
        return None
    answer = before.answer
    reading = kinds.read(leaf.question, answer.typed, held.habits)
    once = _once(f"{posted.language} {operation}", answer.version, answer.typed)
    version = held.write(leaf.place, answer.typed, reading, answer.disclosure, once, posted.language, given_as=before)
    return Saved(version, reading)


def _say_again(held: Held, leaf: Leaf, posted: Posted, operation: str) -> Saved | Unchanged:
    """A new version with the same text, where a person says that it stands as it is."""
    before = held.kept.get(str(leaf.place))
    version = before.answer.version if before else 0
    if before is None or not posted.is_said_again or posted.seen_version != version or not before.answer.typed:
        return Unchanged(version)
    answer = before.answer
    reading = kinds.read(leaf.question, answer.typed, held.habits)
    once = _once(operation, version, answer.typed)
    return Saved(held.write(leaf.place, answer.typed, reading, answer.disclosure, once, answer.language), reading)


def _disclose(held: Held, place: Place, disclosure: Disclosure | None, operation: str) -> Outcome:
    """A new version that differs in nothing but in who may read it."""
    leaf = held.leaf(place)
    if leaf is None:
        return Refused(Reason.NO_SUCH_PLACE)
    not_taken = _not_taken(held, place)
    if not_taken:
        return not_taken
    before = held.kept[str(place)].answer if str(place) in held.kept else NEVER_WRITTEN
    if disclosure == before.disclosure:
        return Unchanged(before.version)
    reading = kinds.read(leaf.question, before.typed, held.habits)
    once = _once(operation, before.version, before.typed)
    given = held.kept.get(str(place))
    version = held.write(place, before.typed, reading, disclosure, once, before.language, given_as=given)
    return Saved(version, reading)


def _stale(held: Held, leaf: Leaf, posted: Posted, history: Sequence[Version], operation: str) -> Outcome | None:
    """What to do with a text that was typed at another version than the present; None: it can be written."""
    once = _once(operation, posted.seen_version, posted.typed)
    repeated = next((one for one in history if one.operation == once), None)
    if repeated:
        return Saved(repeated.version, kinds.read(leaf.question, repeated.typed, held.habits))
    seen: dict[int, Typed] = {0: {}} | {one.version: one.typed for one in history}
    text_seen = seen.get(posted.seen_version)
    if posted.typed == text_seen:
        return Unchanged(posted.seen_version)
    present = held.kept.get(str(leaf.place))
    if present is None or present.answer.typed == text_seen:
        return None
    return Conflict(posted.typed, present.answer.typed, "", present.at, present.answer.version, text_seen)


def _history_of_stale(held: Held, posted: Mapping[Place, Posted]) -> Mapping[str, list[Version]]:
    """The history of the places that were not seen at their present version."""
    stale = [
        str(place)
        for place, one in posted.items()
        if str(place) in held.kept and held.kept[str(place)].answer.version != one.seen_version
    ]
    return store.versions(held.session, held.reply.id, stale) if stale else {}


def _with_names(session: Session, held: Held, outcomes: Mapping[Place, Outcome]) -> dict[Place, Outcome]:
    """The outcomes, with the name of who wrote the other text where there is a conflict."""
    writers = {place: held.kept[str(place)].person_id for place, one in outcomes.items() if isinstance(one, Conflict)}
    ids = {person_id for person_id in writers.values() if person_id is not None}
    names = store.names(session, ids) if ids else {}
    return {
        place: replace(one, theirs_by=names.get(writers[place] or 0, "")) if isinstance(one, Conflict) else one
        for place, one in outcomes.items()
    }


def _complete(leaf: Leaf, typed: Typed, before: Typed) -> dict[str, str]:
    """What stands at a place after this was typed: texts attached to options, and files, are kept if not mentioned.

    So is the text of an option that is none any more, as long as it stays chosen; and chosen in another order is the
    same.
    """
    unmentioned = {
        part: text for part, text in before.items() if ("." in part or part == "files") and part not in typed
    }
    complete = kinds.cleaned(leaf.question, unmentioned | dict(typed))
    if leaf.question.kind not in (Kind.ONE, Kind.SEVERAL):
        return complete
    if sorted(complete.get("options", "").split()) == sorted(before.get("options", "").split()) and before.get(
        "options"
    ):
        complete["options"] = before["options"]
    chosen = (complete.get("option") or complete.get("options", "")).split()
    gone = {code for code in chosen if leaf.question.option(code) is None}
    return complete | {part: text for part, text in unmentioned.items() if part.partition(".")[2] in gone}


def _once(operation: str, seen_version: int, typed: Typed) -> str:
    """What tells a repeated request from another: the same operation, on the same version, with the same text.

    The text is in it because a page opened again from the browser's history carries its old operation; what was then
    typed differently must not be taken for a repetition and lost.
    """
    text = json.dumps([operation, seen_version, sorted(typed.items())], ensure_ascii=False)
    return f"{operation[:40]}:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def new_entry(taken: Iterable[str]) -> str:
    """An id for an entry of a list that none of these is."""
    letters = string.ascii_lowercase + string.digits
    while (entry := "".join(secrets.choice(letters) for _ in range(LETTERS_OF_AN_ENTRY))) in set(taken):
        continue
    return entry


def _add_entry(held: Held, list_code: str, operation: str) -> str | Refused:
    operation = f"{holding.ENTERING}{operation}" if held.who.entered_from else operation
    of_list = [row for row in held.rows if row.list_code == list_code]
    repeated = next((row.entry for row in of_list if operation and row.operation == operation[:40]), None)
    if repeated:
        return repeated
    there = sum(row.removed_at is None for row in of_list)
    refusal = holding.refusal_at(held, list_code) or _refused_list(held, list_code, there)
    if refusal:
        return Refused(refusal)
    row = models.Entry(
        reply_id=held.reply.id,
        list_code=list_code,
        entry=new_entry({row.entry for row in of_list}),
        position=1 + max((row.position for row in of_list), default=0),
        added_at=held.who.at,
        added_by_id=held.who.id,
        operation=operation[:40],
    )
    held.session.add(row)
    held.rows.append(row)
    return row.entry


def _refused_list(held: Held, list_code: str, there: int) -> Reason | None:
    """Why a list that has so many entries takes no further one."""
    placed = held.questionnaire.find(list_code)
    if placed is None or placed.question.kind is not Kind.LIST:
        return Reason.NO_SUCH_PLACE
    most = min(placed.question.most or MOST_ENTRIES, MOST_ENTRIES)
    return Reason.TOO_MANY_ENTRIES if there >= most else None


def _entry_to_change(held: Held, list_code: str, entry: str) -> tuple[models.Entry | None, Reason]:
    refusal = holding.refusal_at(held, list_code)
    row = next((one for one in held.rows if (one.list_code, one.entry) == (list_code, entry)), None)
    if row is not None and held.who.entered_from and not row.operation.startswith(holding.ENTERING):
        row = None
    return (None, refusal) if refusal else (row, Reason.NO_SUCH_PLACE)


def _set_removed(
    session: Session, reply: models.Reply, entries: Iterable[tuple[str, str]], is_removed: bool, who: Who
) -> list[Refused | None]:
    held = holding.hold(session, reply, who)
    outcomes: list[Refused | None] = []
    changed: list[str] = []
    for list_code, entry in entries:
        row, refusal = _entry_to_change(held, list_code, entry)
        outcomes.append(Refused(refusal) if row is None else None)
        if row is not None and (row.removed_at is not None) != is_removed:
            row.removed_at, row.removed_by_id = (who.at, who.id) if is_removed else (None, None)
            _record_entry(session, reply, "entry removed" if is_removed else "entry restored", row, who)
            changed.append(row.list_code)
    if changed:
        settling.changed(held, changed if is_removed else [])
        held.finish()
    return outcomes


def _record_entry(
    session: Session,
    reply: models.Reply,
    deed: str,
    row: models.Entry,
    who: Who,
    details: Mapping[str, int] | None = None,
) -> None:
    place = f"{row.list_code}[{row.entry}]"
    recording.record(
        session, deed, who.at, who.person, round_id=reply.round_id, reply_id=reply.id, place=place, details=details
    )
