"""The sheet on which the competent authority approves a reply, made of the answers as they stand."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import holding, reply_papers
from surveyapp.actions.holding import Held
from surveyapp.core import places, submission
from surveyapp.core.checking import Severity
from surveyapp.core.marks import Mark
from surveyapp.documents import approval_sheet
from surveyapp.documents.approval_sheet import ApprovalSheet, Preparer
from surveyapp.documents.papers.parts import Paper
from surveyapp.store import models


def of_reply(session: Session, reply: models.Reply, language: str, now: datetime) -> Paper:
    """The sheet, of the whole reply: only those who see the whole may have it."""
    return approval_sheet.paper_of(_sheet(holding.read(session, reply, now)), language)


def _sheet(held: Held) -> ApprovalSheet:
    printed = reply_papers.printed_draft(held)
    findings = held.findings(held.asked())
    return ApprovalSheet(
        reply=replace(printed, stands="") if reply_papers.is_draft(held.reply) else printed,
        fingerprint=submission.fingerprint(printed.submission),
        required=frozenset(one.place.question for one in findings if one.severity is Severity.BLOCKER),
        prepared_by=_prepared_by(held, printed.submission),
    )


def _prepared_by(held: Held, found: submission.Submission) -> list[Preparer]:
    """Who wrote what stands in the reply, those first who wrote most; without the secretariat's own name."""
    written: dict[int | None, set[str]] = defaultdict(set)
    for address, one in held.kept.items():
        place = places.parse(address)
        stands = found.places.get(address)
        if place and stands and stands.mark not in (Mark.LEFT_BLANK, Mark.NOT_ASKED):
            written[one.person_id].add(place.question)
    people = _people(held, {one for one in written if one is not None})
    found_people = [
        Preparer(
            name=people[person].name if person in people else "",
            institution=people[person].institution if person in people else "",
            questions=frozenset(questions),
        )
        for person, questions in written.items()
    ]
    return sorted(found_people, key=lambda one: (-len(one.questions), one.name))


def _people(held: Held, ids: set[int]) -> dict[int | None, models.Person]:
    found = held.session.scalars(sa.select(models.Person).where(models.Person.id.in_(ids)))
    return {one.id: one for one in found}
