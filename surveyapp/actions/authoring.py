"""Questionnaires are taken in as editions and published; an edition that is published never changes again."""

from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from sqlalchemy.orm import Session

from surveyapp.actions.recording import record
from surveyapp.core import definition, placeholders, wordings
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.documents import xlsform
from surveyapp.store import editions, models
from surveyapp.store.models import Edition, Person, Round

_Key = TypeVar("_Key")

MOST_KEPT = 32
"""Definitions kept in memory, of each kind; there are rarely more than a handful."""


class Reason(StrEnum):
    """Why an edition cannot be published."""

    MISSING_WORDING = "missing_wording"
    VERSION_TAKEN = "version_taken"


class PublishRefused(Exception):
    """The edition stays as it is."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def import_workbook(
    session: Session, data: bytes, name: str, who: Person | None, now: datetime
) -> Edition | tuple[xlsform.Fault, ...]:
    """The edition a workbook becomes, or all its faults when one of them is an error."""
    read = xlsform.read(data, name)
    return read.faults if read.questionnaire is None else take_in(session, read.questionnaire, name, who, now)


def take_in(session: Session, questionnaire: Questionnaire, name: str, who: Person | None, now: datetime) -> Edition:
    """The edition of a questionnaire that was read from a workbook of this name.

    The same definition once more is the same edition. One that is not published yet is replaced by the newer.
    """
    text = definition.to_json(questionnaire)
    sha256 = definition.sha256(text)
    newest = editions.newest(session, questionnaire.code)
    if newest is not None:
        editions.held(session, newest)
    if newest is not None and newest.sha256 == sha256:
        return newest
    edition = newest if newest is not None and newest.published_at is None else _next(questionnaire, newest)
    edition.version = questionnaire.version
    edition.definition = text
    edition.sha256 = sha256
    edition.source_name = name[-255:]
    edition.imported_at = now
    edition.imported_by_id = who.id if who else None
    session.add(edition)
    session.flush()
    record(session, "questionnaire taken in", now, who, details=_facts(edition))
    return edition


def publish(session: Session, edition: Edition, who: Person | None, now: datetime) -> None:
    """From now on rounds can be opened on this edition and it never changes; PublishRefused says why not."""
    editions.held(session, edition)
    if edition.published_at is not None:
        return
    if wordings.missing(questionnaire_of(edition)):
        raise PublishRefused(Reason.MISSING_WORDING)
    if editions.is_version_published(session, edition):
        raise PublishRefused(Reason.VERSION_TAKEN)
    edition.published_at = now
    edition.published_by_id = who.id if who else None
    record(session, "questionnaire published", now, who, details=_facts(edition))


def questionnaire_of(edition: Edition) -> Questionnaire:
    """What an edition defines, read once per process."""
    kept = _defined.get(edition.sha256)
    if kept is None:
        kept = definition.from_json(edition.definition)
        _keep(_defined, edition.sha256, kept)
    return kept


def for_round(round_: Round) -> Questionnaire:
    """The questionnaire of a round, its wordings filled with the years and the period of the round."""
    key = (round_.edition.sha256, round_.edition.wording_revision, round_.period_from, round_.period_to)
    kept = _filled.get(key)
    if kept is None:
        last_year = placeholders.last_complete_year(round_.period_to)
        values = placeholders.values_for(round_.period_from, round_.period_to, last_year)
        kept = placeholders.filled(questionnaire_of(round_.edition), values)
        _keep(_filled, key, kept)
    return kept


# Facts that never change under their key, so that two threads can only keep the same.
_defined: dict[str, Questionnaire] = {}
_filled: dict[tuple[str, int, date, date], Questionnaire] = {}


def _keep(kept: dict[_Key, Questionnaire], key: _Key, questionnaire: Questionnaire) -> None:
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = questionnaire


def _next(questionnaire: Questionnaire, newest: Edition | None) -> Edition:
    if newest is None:
        return Edition(number=1, questionnaire=models.Questionnaire(code=questionnaire.code))
    return Edition(number=newest.number + 1, questionnaire=newest.questionnaire)


def _facts(edition: Edition) -> dict[str, str | int]:
    return {
        "questionnaire": edition.questionnaire.code,
        "number": edition.number,
        "version": edition.version,
        "sha256": edition.sha256,
    }
