"""Papers and data files of a round, made in the background: asked for, made step by step, kept, taken away.

A paper is a row before it is a file. It is claimed and committed before it is made; meanwhile its row says how far it
is, and whoever looks may cancel it. One whose maker died is made anew. Its row says from which data it was drawn.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from surveyapp.actions import comparing, summarizing, summary_plans, summary_templates
from surveyapp.actions.recording import record
from surveyapp.actions.summarizing import Gathered
from surveyapp.core.disclosure import Audience
from surveyapp.documents import comparative_workbook, data_files, summary
from surveyapp.files.storage import Storage
from surveyapp.store import produced_papers as store
from surveyapp.store import submissions, summaries
from surveyapp.store.models import Person, Round
from surveyapp.store.summary_models import ProducedPaper, SummaryVersion

LOST_AFTER = timedelta(minutes=10)
"""A maker that has said nothing for so long is taken to have died."""
MOST_TRIES = 3

FORMATS = {"summary": ("docx", "pdf"), "workbook": ("xlsx",), "data": ("csv", "json")}
"""Kind of paper to the formats in which it is made."""
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "json": "application/json",
}


class Step(StrEnum):
    """What is being done; with each, how much of the whole is done when it begins."""

    GATHERING = "gathering"
    COMPARING = "comparing"
    DRAWING = "drawing"
    KEEPING = "keeping"


DONE = {Step.GATHERING: 5, Step.COMPARING: 15, Step.DRAWING: 40, Step.KEEPING: 95}


class Fault(StrEnum):
    """Why a paper could not be made."""

    MISSING_WORDING = "missing_wording"
    TRIED_TOO_OFTEN = "tried_too_often"
    NOT_KEPT = "not_kept"
    """The system of files refused it: the disk is full, or broken."""
    CHANGED_SINCE = "changed_since"
    """The figures are no longer those of the version of which it was to be a file."""
    UNEXPECTED = "unexpected"


class Cancelled(Exception):
    """Somebody cancelled the paper while it was being made."""


class ChangedSince(Exception):
    """The figures are no longer those of the version given out."""


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: one paper in one format, language and for one audience."""

    kind: str
    format: str
    language: str
    audience: Audience
    codes: bool = False
    """Of a data file: codes in place of words."""

    def __post_init__(self) -> None:
        if self.format not in FORMATS.get(self.kind, ()):
            raise ValueError(f"there is no {self.kind} as {self.format}")


def ask(
    session: Session, round_: Round, wish: Wish, version: SummaryVersion | None, who: Person | None, now: datetime
) -> ProducedPaper:
    """Puts a paper in line; the one that waits already where the same was asked for."""
    wanted = ProducedPaper(
        round_id=round_.id,
        kind=wish.kind,
        format=wish.format,
        language=wish.language,
        audience=wish.audience,
        wishes={"codes": True} if wish.codes else {},
        version_id=version.id if version else None,
        status="waiting",
        asked_at=now,
        asked_by_id=who.id if who else None,
    )
    waiting = store.same_waiting(session, wanted)
    if waiting is not None:
        return waiting
    session.add(wanted)
    session.flush()
    _record(session, "paper asked for", wanted, who, now)
    return wanted


def cancel(session: Session, paper: ProducedPaper, who: Person | None, now: datetime) -> bool:
    """Cancels a paper that is not made yet; False where it is too late."""
    standing = store.held(session, paper.id)
    if standing.status not in store.UNFINISHED:
        return False
    standing.status, standing.ended_at, standing.ended_by_id = "cancelled", now, who.id if who else None
    _record(session, "paper cancelled", standing, who, now)
    return True


# Making


def is_any_waiting(session: Session, now: datetime) -> bool:
    return store.is_any_waiting(session, now - LOST_AFTER)


def claim(session: Session, now: datetime) -> ProducedPaper | None:
    """The next paper to make, ours from the moment this is committed; None where there is none."""
    paper = store.next_to_make(session, now - LOST_AFTER)
    if paper is None:
        return None
    if paper.tries >= MOST_TRIES:
        paper.status, paper.fault, paper.ended_at = "failed", Fault.TRIED_TOO_OFTEN, now
        return None
    paper.status, paper.begun_at, paper.alive_at = "making", now, now
    paper.tries, paper.step, paper.done = paper.tries + 1, Step.GATHERING, DONE[Step.GATHERING]
    return paper


def reach(session: Session, paper_id: int, step: Step, now: datetime) -> None:
    """Says on the row of a paper how far it is. Raises Cancelled where it is not to be made any more."""
    standing = store.held(session, paper_id)
    if standing.status != "making":
        raise Cancelled
    standing.step, standing.done, standing.alive_at = step, DONE[step], now


def make(
    session: Session, paper: ProducedPaper, storage: Storage, now: datetime, reached: Callable[[Step], None]
) -> tuple[bytes, Mapping[str, Any]]:
    """The file of a paper, and from what it was drawn. Only reads; `reached` is told each step.

    Raises MissingWording where the questionnaire or the round has no words in the language, ChangedSince where it is
    to be a file of a version whose figures have changed.
    """
    round_, audience = paper.round, Audience(paper.audience)
    version = paper.version
    if version is not None and not tells_what_stands(session, version, round_, now):
        raise ChangedSince
    sources = sources_of(session, round_, audience, paper.language)
    reached(Step.COMPARING)
    found = summarizing.gathered(session, round_, audience, paper.language, now, version)
    template = summary_templates.content(session, storage, paper.language) if paper.format == "docx" else None
    reached(Step.DRAWING)
    codes = bool(paper.wishes.get("codes"))
    content = drawn(found, paper.kind, paper.format, paper.language, codes=codes, template=template)
    reached(Step.KEEPING)
    return content, sources


def tells_what_stands(session: Session, version: SummaryVersion, round_: Round, now: datetime) -> bool:
    """Whether a version given out told the figures of today: else a file of it would say what it never said."""
    return summarizing.figures_told(session, round_, Audience(version.audience), now) == version.figures


def drawn(
    found: Gathered, kind: str, format_: str, language: str, *, codes: bool = False, template: bytes | None = None
) -> bytes:
    """One paper or data file of what was gathered."""
    comparison, facts = found.comparison, found.facts
    match kind, format_:
        case "summary", "docx":
            return summary.as_word(summarizing.outline(found, language), template)
        case "summary", "pdf":
            return summary.as_pdf(summarizing.outline(found, language))
        case "workbook", "xlsx":
            return comparative_workbook.write(comparison, facts, language)
        case "data", "csv":
            return data_files.as_csv(comparison, facts, language, codes=codes)
        case "data", "json":
            return data_files.as_json(comparison, facts, language, codes=codes)
    raise ValueError(f"there is no {kind} as {format_}")


def keep(
    session: Session, paper_id: int, storage: Storage, content: bytes, sources: Mapping[str, Any], now: datetime
) -> bool:
    """Keeps the file on disk, then says on the row that it is made; False where it was cancelled meanwhile."""
    standing = store.held(session, paper_id)
    if standing.status != "making":
        return False
    standing.sha256, standing.size = storage.keep(content), len(content)
    standing.name = file_name(standing)
    standing.sources, standing.drawn_from = dict(sources), digest(sources)
    standing.status, standing.done, standing.step, standing.ended_at = "made", 100, "", now
    _record(session, "paper made", standing, None, now)
    return True


def give_up(session: Session, paper_id: int, fault: Fault, now: datetime) -> None:
    """Says on the row why a paper could not be made."""
    standing = store.held(session, paper_id)
    if standing.status == "making":
        standing.status, standing.fault, standing.ended_at = "failed", fault, now


def file_name(paper: ProducedPaper) -> str:
    """ "summary-2012-public-rev-1.es.pdf"."""
    version = paper.version
    of = f"-{version.kind}-{version.number}" if version and version.number else ""
    codes = "-codes" if paper.wishes.get("codes") else ""
    audience = paper.audience.replace("_", "-")
    return f"{paper.kind}-{paper.round.code}-{audience}{of}{codes}.{paper.language}.{paper.format}"


# From what


def sources_of(session: Session, round_: Round, audience: Audience, language: str) -> dict[str, Any]:
    """From what a paper is drawn: receipts, edition, plan, sentences, template; equal sources make equal papers."""
    _, plan = summary_plans.terms(session, round_, audience)
    template = summaries.template(session, language)
    return {
        "edition": {"sha256": round_.edition.sha256, "wording_revision": round_.edition.wording_revision},
        "submissions": sorted(one.sha256 for one in submissions.standing_in(session, round_.id) if one.sha256),
        "plan": plan,
        "sentences": sorted(
            f"{key}:{one.version}" for key, one in summaries.sentences(session, round_.id, audience, language).items()
        ),
        "template": template.version if template else 0,
        "received_to": comparing.heading(session, round_, round_.closes_at).received_to.isoformat(),
    }


def digest(sources: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(sources, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def of_today(session: Session, round_: Round, papers: Iterable[ProducedPaper]) -> frozenset[int]:
    """The ids of those of these papers that would be drawn from the same if they were made now."""
    made = [one for one in papers if one.status == "made"]
    kinds = {(one.audience, one.language) for one in made}
    now = {of: digest(sources_of(session, round_, Audience(of[0]), of[1])) for of in sorted(kinds)}
    return frozenset(one.id for one in made if now[one.audience, one.language] == one.drawn_from)


def formats() -> Iterator[tuple[str, str]]:
    """Every kind of paper with each of its formats."""
    return ((kind, format_) for kind, each in FORMATS.items() for format_ in each)


def _record(session: Session, deed: str, paper: ProducedPaper, who: Person | None, now: datetime) -> None:
    details = {
        "paper": paper.public_id,
        "kind": paper.kind,
        "format": paper.format,
        "language": paper.language,
        "audience": str(paper.audience),
    }
    by = "" if who or deed == "paper asked for" else "itself"
    record(session, deed, now, who, by=by, round_id=paper.round_id, details=details)
