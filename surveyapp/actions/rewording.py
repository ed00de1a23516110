"""Writing wordings of an edition: one revision with everything that is worded in one deed."""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions.worded import is_changed_by
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.text import NOTHING
from surveyapp.core.wordings import Words, wordings
from surveyapp.store.models import Edition, Person, WordingRevision


def write(
    session: Session, edition: Edition, before: Questionnaire, words: Words, who: Person | None, now: datetime
) -> int:
    """The revision under which these wordings now stand, with what they were before.

    The edition is held by the caller. Nothing to write is no revision.
    """
    if not any(words.values()):
        return edition.wording_revision
    is_changed_by(session, edition)
    said = dict(wordings(before))
    edition.wording_revision += 1
    for path, text in words.items():
        for language, wording in text.items():
            revision = WordingRevision(
                edition_id=edition.id,
                revision=edition.wording_revision,
                path=path,
                language=language,
                wording=wording,
                was=said.get(path, NOTHING).get(language, ""),
                at=now,
                person_id=who.id if who else None,
            )
            session.add(revision)
    session.flush()
    return edition.wording_revision
