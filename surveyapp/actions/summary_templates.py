"""The Word file into which the summary is written: the product's own, or one that the secretariat edited."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveyapp.actions.recording import record
from surveyapp.actions.summary_plans import Conflict
from surveyapp.documents import summary
from surveyapp.documents.summary import TemplateFault
from surveyapp.files.storage import Storage
from surveyapp.store import summaries as store
from surveyapp.store.models import Person
from surveyapp.store.summary_models import SummaryTemplate

LANGUAGES = ("en", "es")


def content(session: Session, storage: Storage, language: str) -> bytes | None:
    """The template that is in force; None where it is the product's own. FileNotFoundError where its file is gone."""
    found = store.template(session, language)
    if found is None or not found.sha256:
        return None
    path = storage.path(found.sha256)
    if path is None:
        raise FileNotFoundError(f"the template of the summary in {language} is not where files are kept")
    return path.read_bytes()


def to_edit(session: Session, storage: Storage, language: str) -> bytes:
    """The template as a file to be edited in Word."""
    return content(session, storage, language) or summary.own_template(language)


def hand_in(
    session: Session,
    storage: Storage,
    language: str,
    name: str,
    file: bytes,
    seen: int,
    who: Person | None,
    now: datetime,
) -> SummaryTemplate | Conflict | Sequence[TemplateFault]:
    """Keeps an edited template as the newest version; what is wrong with it where something is."""
    if faults := summary.faults_of_template(file):
        return faults
    return _add(session, language, name, storage.keep(file), len(file), seen, who, now)


def go_back(
    session: Session, language: str, seen: int, who: Person | None, now: datetime
) -> SummaryTemplate | Conflict:
    """The product's own template from now on."""
    return _add(session, language, "", "", 0, seen, who, now)


def _add(
    session: Session,
    language: str,
    name: str,
    sha256: str,
    size: int,
    seen: int,
    who: Person | None,
    now: datetime,
) -> SummaryTemplate | Conflict:
    standing = store.template(session, language)
    if (standing.version if standing else 0) != seen:
        return Conflict()
    made = SummaryTemplate(
        language=language,
        version=seen + 1,
        name=name,
        sha256=sha256,
        size=size,
        at=now,
        person_id=who.id if who else None,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # handed in by another officer at the same moment
        return Conflict()
    details = {"language": language, "version": made.version, "name": name}
    record(session, "summary template changed", now, who, details=details)
    return made
