"""The questionnaire of an edition: its definition with the revisions of its wordings laid over it, read once."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session, object_session

from surveyapp.core import definition, placeholders, wordings
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.store import editions
from surveyapp.store.models import Edition, Round

_Key = TypeVar("_Key")

MOST_KEPT = 32
"""Definitions kept in memory, of each kind; there are rarely more than a handful."""

_CHANGING = "editions whose wordings this session changes"


def questionnaire_of(edition: Edition) -> Questionnaire:
    """What an edition defines, worded as it is now and in every language it has, complete or not."""
    return questionnaire_at(edition, edition.wording_revision or 0)


def questionnaire_at(edition: Edition, revision: int) -> Questionnaire:
    """An edition as it was worded at a revision. Of a draft that was imported anew, not before that import."""
    revision = min(revision, edition.wording_revision or 0)
    key = _key(edition, revision)
    kept = _worded.get(key)
    if kept is None:
        kept = worded(edition, revision)
        if not _is_changing(edition):
            _keep(_worded, key, kept)
    return kept


def for_round(round_: Round) -> Questionnaire:
    """The questionnaire of a round, its wordings filled with the years and the period of the round."""
    return in_round(round_, round_.edition, round_.edition.wording_revision or 0)


def in_round(round_: Round, edition: Edition, revision: int) -> Questionnaire:
    """An edition as it was worded at a revision, filled in the same way: what a round asked, or would ask."""
    revision = min(revision, edition.wording_revision or 0)
    key = (_key(edition, revision), round_.period_from, round_.period_to)
    kept = _filled.get(key)
    if kept is None:
        last_year = placeholders.last_complete_year(round_.period_to)
        values = placeholders.values_for(round_.period_from, round_.period_to, last_year)
        kept = placeholders.filled(questionnaire_at(edition, revision), values)
        if not _is_changing(edition):
            _keep(_filled, key, kept)
    return kept


def worded(edition: Edition, revision: int, without: Collection[str] = ()) -> Questionnaire:
    """The definition with its revisions up to this one laid over it, leaving out some of the languages added."""
    added = [language for language in edition.languages_added or () if language not in without]
    form = wordings.with_languages(_definition_of(edition), added)
    session = object_session(edition)
    if session is None or revision <= (edition.wordings_from or 0):
        return form
    words: dict[str, dict[str, str]] = {}
    for one in editions.revisions(session, edition, revision):
        if one.language in form.languages:
            words.setdefault(one.path, {})[one.language] = one.wording
    return wordings.apply(form, words)


def is_changed_by(session: Session, edition: Edition) -> None:
    """Says that a session writes revisions of an edition, which may never be committed: until the session is closed,
    nothing it reads of them is kept."""
    session.info.setdefault(_CHANGING, set()).add(edition.public_id)


# Facts that never change under their key, so that two threads can only keep the same. An edition is told by its
# definition, and where something is laid over that, by its public_id.
_Facts = tuple[str, str, int, int, tuple[str, ...]]
_defined: dict[str, Questionnaire] = {}
_worded: dict[_Facts, Questionnaire] = {}
_filled: dict[tuple[_Facts, date, date], Questionnaire] = {}


def _definition_of(edition: Edition) -> Questionnaire:
    kept = _defined.get(edition.sha256)
    if kept is None:
        kept = definition.from_json(edition.definition)
        _keep(_defined, edition.sha256, kept)
    return kept


def _key(edition: Edition, revision: int) -> _Facts:
    definition_holds, languages = edition.wordings_from or 0, tuple(edition.languages_added or ())
    if revision <= definition_holds:
        return (edition.sha256, "", 0, 0, languages)
    return (edition.sha256, edition.public_id, revision, definition_holds, languages)


def _is_changing(edition: Edition) -> bool:
    session = object_session(edition)
    return session is not None and edition.public_id in session.info.get(_CHANGING, ())


def _keep(kept: dict[_Key, Questionnaire], key: _Key, questionnaire: Questionnaire) -> None:
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = questionnaire
