"""Questionnaires and their editions, as pages and the command line ask for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from surveyapp.store.models import (
    Edition,
    Event,
    IncomingWordings,
    Person,
    Questionnaire,
    Round,
    StaleWording,
    WordingRevision,
)

_HELD = (
    "definition",
    "sha256",
    "version",
    "published_at",
    "wording_revision",
    "wordings_from",
    "languages_added",
    "based_on_id",
    "previous_id",
    "map_corrections",
)


@dataclass(frozen=True)
class Revised:
    """A wording as it was written or corrected, and the name of who did it ("" for the command line)."""

    revision: WordingRevision
    by: str


def all_editions(session: Session) -> Sequence[Edition]:
    """Every edition, by questionnaire, the newest first."""
    order = (Questionnaire.code, Edition.number.desc())
    return session.scalars(sa.select(Edition).join(Edition.questionnaire).order_by(*order)).all()


def by_public_id(session: Session, public_id: str) -> Edition | None:
    return session.scalar(sa.select(Edition).where(Edition.public_id == public_id))


def drafts(session: Session) -> Sequence[Edition]:
    """Every edition that is not published yet, by questionnaire, the newest first."""
    unpublished = sa.select(Edition).join(Edition.questionnaire).where(Edition.published_at.is_(None))
    return session.scalars(unpublished.order_by(Questionnaire.code, Edition.number.desc())).all()


def newest(session: Session, code: str) -> Edition | None:
    """The newest edition of the questionnaire with this code, published or not."""
    of_code = sa.select(Edition).join(Edition.questionnaire).where(Questionnaire.code == code)
    return session.scalar(of_code.order_by(Edition.number.desc()).limit(1))


def held(session: Session, edition: Edition) -> None:
    """Reads an edition anew and holds it until the end of the transaction: nobody else replaces or publishes it."""
    session.flush()  # what this deed has changed already would be forgotten
    session.refresh(edition, _HELD, with_for_update=True)


def newest_published(session: Session, questionnaire_id: int) -> Edition | None:
    """The edition of a questionnaire that was published last."""
    of_it = sa.select(Edition).where(Edition.questionnaire_id == questionnaire_id, Edition.published_at.is_not(None))
    return session.scalar(of_it.order_by(Edition.number.desc()).limit(1))


def draft(session: Session, questionnaire_id: int, version: str) -> Edition | None:
    """The edition of this version that is not published yet, the newest of them."""
    of_it = sa.select(Edition).where(
        Edition.questionnaire_id == questionnaire_id, Edition.version == version, Edition.published_at.is_(None)
    )
    return session.scalar(of_it.order_by(Edition.number.desc()).limit(1))


def highest_number(session: Session, questionnaire_id: int) -> int:
    highest = sa.select(sa.func.max(Edition.number)).where(Edition.questionnaire_id == questionnaire_id)
    return session.scalar(highest) or 0


def is_version_used(session: Session, edition: Edition, version: str) -> bool:
    """Whether any edition of the same questionnaire, published or not, bears this version."""
    used = sa.select(Edition.id).where(Edition.questionnaire_id == edition.questionnaire_id, Edition.version == version)
    return session.scalar(used.limit(1)) is not None


def published(session: Session) -> Sequence[Edition]:
    """The editions a round may be opened on, the newest first."""
    is_published = sa.select(Edition).where(Edition.published_at.is_not(None))
    return session.scalars(is_published.order_by(Edition.published_at.desc(), Edition.id.desc())).all()


def is_version_published(session: Session, edition: Edition) -> bool:
    """Whether another edition of the same questionnaire was published under the same version."""
    others = sa.select(Edition.id).where(
        Edition.questionnaire_id == edition.questionnaire_id,
        Edition.version == edition.version,
        Edition.published_at.is_not(None),
        Edition.id != edition.id,
    )
    return session.scalar(others.limit(1)) is not None


def is_copy(session: Session, edition: Edition) -> bool:
    """Whether an edition was begun from another one here and no workbook has taken its place since."""
    begun = sa.select(Event).where(Event.deed == "questionnaire begun from another", Event.at == edition.imported_at)
    return any(event.details.get("sha256") == edition.sha256 for event in session.scalars(begun))


# Wordings


def revisions(session: Session, edition: Edition, upto: int) -> Sequence[WordingRevision]:
    """What is laid over the definition of an edition as it was at a revision, oldest first."""
    laid_over = sa.select(WordingRevision).where(
        WordingRevision.edition_id == edition.id,
        WordingRevision.revision > edition.wordings_from,
        WordingRevision.revision <= upto,
    )
    return session.scalars(laid_over.order_by(WordingRevision.revision, WordingRevision.id)).all()


def history(session: Session, edition: Edition, paths: Collection[str] | None = None) -> list[Revised]:
    """Every revision of these wordings (None: of all), the newest first."""
    found = sa.select(WordingRevision, Person.name).outerjoin(Person, Person.id == WordingRevision.person_id)
    found = found.where(WordingRevision.edition_id == edition.id)
    if paths is not None:
        found = found.where(WordingRevision.path.in_(paths))
    newest_first = found.order_by(WordingRevision.revision.desc(), WordingRevision.id)
    return [Revised(revision, by or "") for revision, by in session.execute(newest_first)]


def last_revised(session: Session, edition: Edition) -> dict[str, Revised]:
    """Path to the newest revision that worded it otherwise."""
    of_it = (WordingRevision.edition_id == edition.id, WordingRevision.was != WordingRevision.wording)
    newest = sa.select(sa.func.max(WordingRevision.id)).where(*of_it).group_by(WordingRevision.path)
    found = sa.select(WordingRevision, Person.name).outerjoin(Person, Person.id == WordingRevision.person_id)
    rows = session.execute(found.where(WordingRevision.id.in_(newest)))
    return {revision.path: Revised(revision, by or "") for revision, by in rows}


def corrected_wordings(session: Session, edition: Edition) -> int:
    """How many wordings stand corrected here over the definition of an edition, counted in each language."""
    return len({(one.path, one.language) for one in revisions(session, edition, edition.wording_revision)})


def overruled(session: Session, edition: Edition) -> int:
    """How many wordings that had been corrected here the last import of a draft replaced."""
    if not edition.wordings_from:
        return 0
    by_the_import = sa.select(sa.func.count()).where(
        WordingRevision.edition_id == edition.id,
        WordingRevision.revision == edition.wordings_from,
        WordingRevision.at == edition.imported_at,
    )
    return session.scalar(by_the_import) or 0


def stale(session: Session, edition: Edition) -> Sequence[StaleWording]:
    """The translations whose source has changed and that nobody has looked at since."""
    unsettled = sa.select(StaleWording).where(StaleWording.edition_id == edition.id, StaleWording.settled_at.is_(None))
    return session.scalars(unsettled.order_by(StaleWording.id)).all()


def incoming(session: Session, edition: Edition, public_id: str) -> IncomingWordings | None:
    """A translation file that came back for this edition."""
    of_it = sa.select(IncomingWordings).where(
        IncomingWordings.edition_id == edition.id, IncomingWordings.public_id == public_id
    )
    return session.scalar(of_it)


def came_back(session: Session, edition: Edition) -> list[tuple[IncomingWordings, str]]:
    """The translation files that came back for an edition, the newest first, with the name of who sent each."""
    found = sa.select(IncomingWordings, Person.name).outerjoin(Person, Person.id == IncomingWordings.person_id)
    of_it = found.where(IncomingWordings.edition_id == edition.id).options(defer(IncomingWordings.changes))
    return [(incoming, by or "") for incoming, by in session.execute(of_it.order_by(IncomingWordings.id.desc()))]


def open_rounds(session: Session, edition: Edition, now: datetime) -> Sequence[Round]:
    """The rounds on this edition that states can answer at this moment."""
    of_it = sa.select(Round).where(Round.edition_id == edition.id, Round.opened_at <= now, Round.closes_at > now)
    return session.scalars(of_it.order_by(Round.deadline)).all()


def by_sha256(session: Session, questionnaire_id: int, hashes: Collection[str]) -> dict[str, Edition]:
    """The editions of a questionnaire with these definitions, by SHA-256; of two that are the same, the newest."""
    query = sa.select(Edition).where(Edition.questionnaire_id == questionnaire_id, Edition.sha256.in_(hashes))
    return {one.sha256: one for one in session.scalars(query.order_by(Edition.number))}


def hashes(session: Session, edition_ids: Collection[int]) -> dict[int, str]:
    """The SHA-256 of the definitions of these editions, by their id."""
    query = sa.select(Edition.id, Edition.sha256).where(Edition.id.in_(edition_ids))
    return {row.id: row.sha256 for row in session.execute(query)}
