"""How the papers of a round are to be made for one audience: an officer's plan, and officers' own sentences.

Nothing is changed in place: every plan and sentence is a version, and the newest counts.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveyapp.actions.recording import record
from surveyapp.core.disclosure import Audience
from surveyapp.core.text import Text
from surveyapp.documents.round_facts import OwnSentence, Terms
from surveyapp.store import summaries as store
from surveyapp.store.models import Person, Round
from surveyapp.store.summary_models import SummaryPlan, SummarySentence

PAPERS = ("a4", "letter")
MOST_FOR_SHARES = 35
LONGEST_NUMBER = 100
LONGEST_CLASSIFICATION = 100
LONGEST_SENTENCE = 5_000


@dataclass(frozen=True)
class Conflict:
    """Somebody else has written another version since this one was opened; nothing was saved."""


def terms(session: Session, round_: Round, audience: Audience) -> tuple[Terms, int]:
    """The plan that counts, and its version: 0 where nobody made one."""
    found = store.plan(session, round_.id, audience)
    if found is None:
        return Terms(), 0
    planned = Terms(
        document_number=found.document_number,
        classification=found.classification,
        paper=found.paper,
        fewest_for_shares=found.fewest_for_shares,
        name_missing=found.name_missing,
        name_negative=found.name_negative,
    )
    return planned, found.version


def plan(
    session: Session, round_: Round, audience: Audience, wanted: Terms, seen: int, who: Person | None, now: datetime
) -> SummaryPlan | Conflict | None:
    """Keeps a plan as the newest version, if the one seen still is it; None where it says what it said already."""
    standing, version = terms(session, round_, audience)
    if standing == wanted:
        return None
    if version != seen:
        return Conflict()
    made = SummaryPlan(
        round_id=round_.id,
        audience=audience,
        version=seen + 1,
        document_number=wanted.document_number,
        classification=dict(wanted.classification),
        paper=wanted.paper,
        fewest_for_shares=wanted.fewest_for_shares,
        name_missing=wanted.name_missing,
        name_negative=wanted.name_negative,
        at=now,
        person_id=who.id if who else None,
    )
    if not _added(session, made):
        return Conflict()
    details = {"audience": audience.value, "version": made.version}
    record(session, "summary planned", now, who, round_id=round_.id, details=details)
    return made


def own_sentences(session: Session, round_: Round, audience: Audience, language: str) -> dict[str, OwnSentence]:
    """By key, what officers wrote in place of the product's sentences."""
    found = store.sentences(session, round_.id, audience, language)
    return {key: OwnSentence(text=one.text, figures=one.figures) for key, one in found.items()}


def write_sentence(
    session: Session,
    round_: Round,
    audience: Audience,
    language: str,
    key: str,
    text: str,
    own: str,
    figures: str,
    seen: int,
    who: Person | None,
    now: datetime,
) -> SummarySentence | Conflict:
    """Keeps an officer's sentence as the newest version, with the figures that he or she saw.

    An empty one, or one that says what the product says, lets the product's own stand. `own`: what the product says.
    """
    text = _one_paragraph(text)
    written = "" if text == own else text
    standing = store.sentence(session, round_.id, audience, language, key)
    if (standing.version if standing else 0) != seen:
        return Conflict()
    if standing is not None and (standing.text, standing.figures) == (written, figures):
        return standing
    made = SummarySentence(
        round_id=round_.id,
        audience=audience,
        language=language,
        key=key,
        version=seen + 1,
        text=written,
        own=own,
        figures=figures,
        at=now,
        person_id=who.id if who else None,
    )
    if not _added(session, made):
        return Conflict()
    details = {"audience": audience.value, "language": language, "key": key, "version": made.version}
    deed = "summary sentence written" if written else "summary sentence taken back"
    record(session, deed, now, who, round_id=round_.id, details=details)
    return made


def as_text(said: Text) -> Text:
    """A text of a form without empty languages."""
    return {language: one.strip() for language, one in said.items() if one.strip()}


def _one_paragraph(text: str) -> str:
    return " ".join(text.split())


def _added(session: Session, made: SummaryPlan | SummarySentence) -> bool:
    """False where another officer wrote the same version at the same moment."""
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        return False
    return True
