"""Bringing in answers of an earlier round from a workbook, after every row was held against the round.

All or nothing. What a state has sent or begun here itself is never written over. Each state that the workbook speaks of
gets a frozen submission that says how it came; the same workbook once more changes nothing.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import holding, recording, rounds, submitting
from surveyapp.actions.checking_earlier_answers import WORKBOOK, BroughtIn, Checked, OfState, check, received_at
from surveyapp.actions.holding import Held, Who
from surveyapp.core import kinds
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure
from surveyapp.core.standing import Standing
from surveyapp.store import models
from surveyapp.store import rounds as rounds_kept
from surveyapp.wording import earlier_answers as wording

__all__ = ["Checked", "Done", "bring_in", "check"]


@dataclass(frozen=True)
class Done:
    """What was brought in; the submissions are those made now."""

    checked: Checked
    submissions: tuple[models.Submission, ...]


def bring_in(
    session: Session,
    round_: models.Round,
    data: bytes,
    name: str,
    who: models.Person | None,
    now: datetime,
    salt: str,
) -> Done | Checked:
    """Writes every answer of a workbook and freezes a submission for each state; what was checked where it has errors.

    A round that was only prepared is opened: its states may read what is said to be theirs. `salt`: 16 random bytes as
    hexadecimal, from which each submission gets its own.
    """
    rounds_kept.held(session, round_)
    checked = check(session, round_, data, name, now)
    if checked.has_errors:
        return checked
    waiting = [one for one in checked.states if not one.is_there_already]
    made = [_brought_in(session, one, checked.operation, name, Who(who, now), salt) for one in waiting]
    if made:
        rounds.open_round(session, round_, who, now)
    session.flush()
    return Done(checked, tuple(made))


def _brought_in(session: Session, one: OfState, operation: str, name: str, who: Who, salt: str) -> models.Submission:
    held = holding.hold(session, one.reply, who)
    last_wrote = one.reply.last_activity_at
    _add_entries(held, one, operation)
    for place, answer in one.answers.items():
        _write(held, place, answer, one, operation)
    for code, disclosure in one.disclosures.items():
        _disclose(held, Place(code), disclosure, operation)
    held.finish()
    held.who = replace(who, at=received_at(one))
    declared = wording.declared(who.person.name if who.person else "", name, one.state.letter_language)
    own_salt = hashlib.sha256(f"{salt}{one.state.iso3}".encode()).hexdigest()[:32]
    made = submitting.frozen(held, held.asked(), declared, operation, own_salt, received_as=WORKBOOK)
    session.add(made)
    one.reply.standing = Standing.RECEIVED_AS_DOCUMENT.value
    one.reply.submitted_at = one.reply.submitted_at or made.submitted_at
    one.reply.last_activity_at = last_wrote  # the state itself wrote nothing
    session.flush()
    recording.record(
        session,
        "answers brought in",
        who.at,
        who.person,
        round_id=one.reply.round_id,
        reply_id=one.reply.id,
        details={"file": name[-200:], "operation": operation, "answers": len(one.answers), "receipt": made.receipt},
    )
    return made


def _add_entries(held: Held, one: OfState, operation: str) -> None:
    for code, entries in one.entries.items():
        of_list = [row for row in held.rows if row.list_code == code]
        position = max((row.position for row in of_list), default=0)
        for entry in entries:
            if any(row.entry == entry for row in of_list):
                continue
            position += 1
            row = models.Entry(
                reply_id=held.reply.id,
                list_code=code,
                entry=entry,
                position=position,
                added_at=held.who.at,
                added_by_id=held.who.id,
                operation=operation[:40],
            )
            held.session.add(row)
            held.rows.append(row)


def _write(held: Held, place: Place, answer: BroughtIn, one: OfState, operation: str) -> None:
    before = held.kept.get(str(place))
    disclosure = before.answer.disclosure if before else None
    if place == Place(place.question):
        disclosure = one.disclosures.get(place.question, disclosure)
    if before and (before.answer.typed, before.answer.disclosure) == (dict(answer.typed), disclosure):
        return
    read = kinds.read(answer.leaf.question, answer.typed, held.habits)
    held.write(place, answer.typed, read, disclosure, operation, answer.language)


def _disclose(held: Held, root: Place, disclosure: Disclosure, operation: str) -> None:
    """Who may read an answer stands at the root of its question, whatever is typed there."""
    before = held.kept.get(str(root))
    if before and before.answer.disclosure is disclosure:
        return
    typed = before.answer.typed if before else {}
    leaf = held.leaf(root)
    if leaf is not None:
        read = kinds.read(leaf.question, typed, held.habits)
        held.write(root, typed, read, disclosure, f"{operation} disclosure", "", given_as=before)
