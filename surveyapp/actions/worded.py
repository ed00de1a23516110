"""The questionnaire of an edition: its definition with the revisions of its wordings laid over it, read once."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session, object_session

from surveyapp.actions.remembering import Remembered
from surveyapp.core import definition, placeholders, wordings
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.store import editions
from surveyapp.store.models import Edition, Round

MOST_KEPT = 32
"""Definitions kept in memory, of each kind; there are rarely more than a handful."""

_CHANGING = "editions whose wordings this session changes"


def questionnaire_of(edition: Edition) -> Questionnaire:
    """What an edition defines, worded as it is now and in every language it has, complete or not."""
    return questionnaire_at(edition, edition.wording_revision or 0)


def questionnaire_at(edition: Edition, revision: int) -> Questionnaire:
    """An edition as it was worded at a revision. Of a draft that was imported anew, not before that import."""
    revision = min(revision, edition.wording_revision or 0)
    key, is_settled = facts_of(edition, revision), not is_changing(edition)
    return _worded.fact(key, lambda: worded(edition, revision), is_to_be_kept=is_settled)


def for_round(round_: Round) -> Questionnaire:
    """The questionnaire of a round, its wordings filled with the years and the period of the round."""
    return in_round(round_, round_.edition, round_.edition.wording_revision or 0)


def in_round(round_: Round, edition: Edition, revision: int) -> Questionnaire:
    """An edition as it was worded at a revision, filled in the same way: what a round asked, or would ask."""
    revision = min(revision, edition.wording_revision or 0)
    period = (round_.period_from, round_.period_to)

    def filled() -> Questionnaire:
        values = placeholders.values_for(*period, placeholders.last_complete_year(round_.period_to))
        return placeholders.filled(questionnaire_at(edition, revision), values)

    key, is_settled = (facts_of(edition, revision), *period), not is_changing(edition)
    return _filled.fact(key, filled, is_to_be_kept=is_settled)


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


def is_changing(edition: Edition) -> bool:
    """Whether the session of an edition has written revisions of it that may never be committed."""
    session = object_session(edition)
    return session is not None and edition.public_id in session.info.get(_CHANGING, ())


Facts = tuple[str, str, int, int, tuple[str, ...]]


def facts_of(edition: Edition, revision: int | None = None) -> Facts:
    """What tells an edition, as it was worded at a revision or as it is now, from all that is worded otherwise.

    An edition is told by its definition, and where something is laid over that, by its public_id.
    """
    revision = (edition.wording_revision or 0) if revision is None else revision
    definition_holds, languages = edition.wordings_from or 0, tuple(edition.languages_added or ())
    if revision <= definition_holds:
        return (edition.sha256, "", 0, 0, languages)
    return (edition.sha256, edition.public_id, revision, definition_holds, languages)


_defined: Remembered[str, Questionnaire] = Remembered(MOST_KEPT)
_worded: Remembered[Facts, Questionnaire] = Remembered(MOST_KEPT)
_filled: Remembered[tuple[Facts, date, date], Questionnaire] = Remembered(MOST_KEPT)


def _definition_of(edition: Edition) -> Questionnaire:
    return _defined.fact(edition.sha256, lambda: definition.from_json(edition.definition))
