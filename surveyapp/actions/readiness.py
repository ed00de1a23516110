"""Saying that a section is ready: a focal point who has read it does, and takes it back."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import holding
from surveyapp.actions.holding import Held, Who
from surveyapp.actions.recording import record
from surveyapp.core import places
from surveyapp.store.models import Person, Reply, SectionReady


class NotMarked(StrEnum):
    """Why a section was not marked."""

    CANNOT_BE_WRITTEN = "cannot_be_written"
    """The reply is not in the state's hands: it was sent, or the round is closed."""
    NO_SUCH_SECTION = "no_such_section"
    CHANGED_MEANWHILE = "changed_meanwhile"
    """Somebody else wrote in it after the focal point had it before his or her eyes."""


def mark(
    session: Session, reply: Reply, section: str, seen_at: datetime, who: Person | None, now: datetime
) -> NotMarked | None:
    """Says that a section, as it was seen at a moment, is ready. None: it is now."""
    held = holding.hold(session, reply, Who(who, now))
    refused = _refused(held, section, now)
    if refused:
        return refused
    if any(at > seen_at for at, person_id in _written(held, section) if person_id != held.who.id):
        return NotMarked.CHANGED_MEANWHILE
    session.merge(SectionReady(reply_id=reply.id, section=section, at=now, person_id=held.who.id))
    details = {"section": section}
    record(session, "section marked ready", now, who=who, round_id=reply.round_id, reply_id=reply.id, details=details)
    return None


def take_back(session: Session, reply: Reply, section: str, who: Person | None, now: datetime) -> NotMarked | None:
    """Says that a section is not ready after all; one that never was stays so."""
    held = holding.hold(session, reply, Who(who, now))
    refused = _refused(held, section, now)
    if refused:
        return refused
    marked = sa.delete(SectionReady).where(SectionReady.reply_id == reply.id, SectionReady.section == section)
    if session.execute(marked).rowcount:  # type: ignore[attr-defined]
        details = {"section": section}
        record(
            session,
            "section no longer marked ready",
            now,
            who=who,
            round_id=reply.round_id,
            reply_id=reply.id,
            details=details,
        )
    return None


def written_at(held: Held) -> dict[str, datetime]:
    """When something was last written in each section, of those in which something was."""
    last: dict[str, datetime] = {}
    for section, at, _person_id in _all_written(held):
        last[section] = max(at, last.get(section, at))
    return last


def _refused(held: Held, section: str, now: datetime) -> NotMarked | None:
    if held.questionnaire.section(section) is None:
        return NotMarked.NO_SUCH_SECTION
    return NotMarked.CANNOT_BE_WRITTEN if holding.refusal(held.reply, now) else None


def _written(held: Held, section: str) -> list[tuple[datetime, int | None]]:
    return [(at, person_id) for code, at, person_id in _all_written(held) if code == section]


def _all_written(held: Held) -> list[tuple[str, datetime, int | None]]:
    """The section, moment and author of every answer, and of every entry of a list added or removed."""
    section_of = {one.question.code: one.section.code for one in held.questionnaire.placed()}
    found: list[tuple[str, datetime, int | None]] = []
    for address, kept in held.kept.items():
        place = places.parse(address)
        if place and place.question in section_of:
            found.append((section_of[place.question], kept.at, kept.person_id))
    for row in held.rows:
        if row.list_code in section_of:
            found.append((section_of[row.list_code], row.added_at, row.added_by_id))
            if row.removed_at:
                found.append((section_of[row.list_code], row.removed_at, row.removed_by_id))
    return found
