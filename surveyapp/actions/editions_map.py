"""The map of an edition to an earlier one: proposed, corrected by officers, kept with the edition.

An edition that says nothing else leads to the one published before it. What an officer corrected is stored; the rest is
proposed anew wherever the map is asked for, so that it follows the wordings.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from surveyapp.actions.authoring import questionnaire_of
from surveyapp.actions.recording import record
from surveyapp.actions.remembering import Remembered
from surveyapp.actions.worded import Facts, facts_of, is_changing
from surveyapp.core import editions as core
from surveyapp.core.editions import Corrections, Differences, Map
from surveyapp.core.questionnaire import Question, Questionnaire
from surveyapp.store import editions, models
from surveyapp.store.models import Edition, Person

PARTS = ("questions", "options", "rows", "columns", "fields", "companions")
MOST_KEPT = 32


@dataclass(frozen=True)
class Corrected:
    """By whom and when the map of an edition was last corrected."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Unknown:
    """A correction that names what is not there: which part, of which question, which code, in which edition."""

    part: str
    question: str
    code: str
    in_new: bool


class CorrectionsRefused(Exception):
    """The map stays as it is; every correction at fault is told."""

    def __init__(self, unknown: Sequence[Unknown]) -> None:
        super().__init__(f"{len(unknown)} corrections name what is not there")
        self.unknown = tuple(unknown)


class NotEarlier(Exception):
    """Only an earlier edition of the same questionnaire can be what an edition leads to."""


def previous_of(edition: Edition) -> Edition | None:
    """The edition its map leads to: the one chosen, else the newest published one with a lower number."""
    if edition.previous is not None:
        return edition.previous
    published = [one for one in earlier(edition) if one.published_at is not None]
    return published[0] if published else None


def earlier(edition: Edition) -> list[Edition]:
    """The editions of the same questionnaire with a lower number, the newest first."""
    found = [one for one in edition.questionnaire.editions if one.number < edition.number]
    return sorted(found, key=lambda one: -one.number)


def map_of(edition: Edition) -> Map | None:
    """The map to the edition before; None where there is none."""
    previous = previous_of(edition)
    return None if previous is None else _map(previous, edition, said_of(edition))


def proposed_of(edition: Edition) -> Map | None:
    """The same without what anybody corrected."""
    previous = previous_of(edition)
    return None if previous is None else _map(previous, edition, {})


def map_between(old: Edition, new: Edition) -> Map:
    """The map from an edition to any earlier one: step by step where the maps lead there, else as it is proposed."""
    steps = list(_steps(old, new))
    if not steps:
        return core.same_map(questionnaire_of(new)) if old is new else _map(old, new, {})
    whole = steps[0]
    for step in steps[1:]:
        whole = whole.then(step)
    return whole


def differences_of(old: Edition, new: Edition) -> Differences:
    """How an edition differs from an earlier one, along the map between them."""
    return core.differences(questionnaire_of(old), questionnaire_of(new), map_between(old, new))


def said_of(edition: Edition) -> Corrections:
    """What officers said otherwise than the proposed map; without by whom and when."""
    return {part: said for part, said in (edition.map_corrections or {}).items() if part in PARTS}


def told_by(questionnaire: models.Questionnaire) -> str:
    """What tells the maps between the editions of a questionnaire: where each leads, and what was corrected in it."""
    return json.dumps([[one.number, one.previous_id, said_of(one)] for one in questionnaire.editions], sort_keys=True)


def last_corrected(edition: Edition) -> Corrected | None:
    said = edition.map_corrections
    return Corrected(said["by"], datetime.fromisoformat(said["at"])) if said else None


def correct_map(
    session: Session,
    edition: Edition,
    corrections: Corrections,
    who: Person | None,
    now: datetime,
    of: Collection[str] | None = None,
) -> None:
    """These corrections take the place of those before: of these questions alone, or of all.

    CorrectionsRefused says which of them name what is not there.
    """
    _hold(session, edition)
    previous = previous_of(edition)
    if previous is None:
        raise NotEarlier
    said = {part: _without_empty(corrections.get(part, {})) for part in PARTS}
    unknown = list(_unknown(questionnaire_of(previous), questionnaire_of(edition), said))
    if unknown:
        raise CorrectionsRefused(unknown)
    kept = {part: one for part, one in _merged(said_of(edition), said, of).items() if one}
    if kept == said_of(edition) and edition.map_corrections is not None:
        return
    edition.previous = previous  # corrected for this one: a later default would not fit
    edition.map_corrections = {**kept, "by": who.name if who else "", "at": now.isoformat()}
    record(session, "map corrected", now, who, details={**_facts(edition), "to": previous.number, "corrections": kept})


def set_previous(session: Session, edition: Edition, previous: Edition, who: Person | None, now: datetime) -> None:
    """The map leads to this earlier edition from now on; what was corrected for another is let go, and on record."""
    _hold(session, edition)
    if previous not in earlier(edition):
        raise NotEarlier
    if previous is edition.previous:
        return
    was = previous_of(edition)
    details: dict[str, Any] = {**_facts(edition), "to": previous.number}
    if was is not previous and edition.map_corrections:
        details["corrections_let_go"] = said_of(edition)
        edition.map_corrections = None
    edition.previous = previous
    record(session, "map set", now, who, details=details)


_maps: Remembered[tuple[Facts, Facts, str], Map] = Remembered(MOST_KEPT)


def _map(old: Edition, new: Edition, said: Corrections) -> Map:
    return _maps.fact(
        (facts_of(old), facts_of(new), json.dumps(said, sort_keys=True)),
        lambda: core.proposed_map(questionnaire_of(old), questionnaire_of(new)).corrected(said),
        is_to_be_kept=not (is_changing(old) or is_changing(new)),
    )


def _steps(old: Edition, new: Edition) -> Iterator[Map]:
    """The maps from the new edition to the old one, newest first; none where they do not lead there."""
    steps, at = [], new
    while at is not old:
        before, step = previous_of(at), map_of(at)
        if before is None or step is None or before.number < old.number:
            return
        steps.append(step)
        at = before
    yield from steps


def _hold(session: Session, edition: Edition) -> None:
    """What another officer has corrected meanwhile is seen, and nobody corrects meanwhile."""
    editions.held(session, edition)
    session.refresh(edition, ["map_corrections", "previous_id", "previous"])


def _merged(
    before: Corrections, said: Mapping[str, Mapping[str, Any]], of: Collection[str] | None
) -> dict[str, dict[str, Any]]:
    """What was said of other questions than these stays as it was."""
    if of is None:
        return {part: dict(one) for part, one in said.items()}
    others = {
        part: {path: one for path, one in before.get(part, {}).items() if path.partition(".")[0] not in of}
        for part in PARTS
    }
    return {part: others[part] | dict(said[part]) for part in PARTS}


def _without_empty(said: Mapping[str, Any]) -> dict[str, Any]:
    return {code: dict(one) if isinstance(one, Mapping) else one for code, one in said.items() if one != {}}


def _unknown(old: Questionnaire, new: Questionnaire, said: Mapping[str, Mapping[str, Any]]) -> Iterator[Unknown]:
    for code, old_code in said["questions"].items():
        if new.find(code) is None:
            yield Unknown("questions", code, code, in_new=True)
        if old_code and old.find(old_code) is None:
            yield Unknown("questions", code, old_code, in_new=False)
    old_codes = {part: _codes(old, part) for part in PARTS[1:]}
    for part in PARTS[1:]:
        for path, pairs in said[part].items():
            question = _at(new, path)
            codes = {one.code for one in getattr(question, part)} if question else set()
            yield from (Unknown(part, path, one, in_new=True) for one in pairs if one not in codes)
            yield from (
                Unknown(part, path, one, in_new=False) for one in pairs.values() if one and one not in old_codes[part]
            )


def _codes(questionnaire: Questionnaire, part: str) -> set[str]:
    """The codes of this part of any question: which old question it is of is seen only when the map is made."""
    every = (inner for placed in questionnaire.placed() for inner in _with_inner(placed.question))
    return {one.code for question in every for one in getattr(question, part)}


def _with_inner(question: Question) -> tuple[Question, ...]:
    return question, *question.fields, *question.companions


def _at(questionnaire: Questionnaire, path: str) -> Question | None:
    """The question, or "question.field": a field or companion of it."""
    code, _, inner = path.partition(".")
    placed = questionnaire.find(code)
    if placed is None or not inner:
        return placed.question if placed else None
    return next((one for one in _with_inner(placed.question)[1:] if one.code == inner), None)


def _facts(edition: Edition) -> dict[str, Any]:
    return {"questionnaire": edition.questionnaire.code, "edition": edition.public_id, "number": edition.number}
