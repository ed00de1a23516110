"""Versions of the summary that are given out: the original, revisions, corrigenda, addenda.

A version remembers the figures it told, so that the next can say what changed; its files are papers of that version.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveyapp.actions import comparing, producing, summarizing
from surveyapp.actions.recording import record
from surveyapp.actions.summary_plans import Conflict
from surveyapp.core.disclosure import Audience
from surveyapp.core.text import Text
from surveyapp.store import summaries as store
from surveyapp.store.models import Person, Round
from surveyapp.store.summary_models import SummaryVersion


class Kind(StrEnum):
    """As the organization tells its versions apart."""

    ORIGINAL = "original"
    REVISION = "rev"
    CORRIGENDUM = "corr"
    ADDENDUM = "add"


LATER = (Kind.REVISION, Kind.CORRIGENDUM, Kind.ADDENDUM)


def next_number(session: Session, round_: Round, audience: Audience, kind: Kind) -> int:
    """The number that the next version of a kind bears; 0 for the original."""
    if kind is Kind.ORIGINAL:
        return 0
    return 1 + sum(one.kind == kind for one in store.versions(session, round_.id, audience))


def give_out(
    session: Session,
    round_: Round,
    audience: Audience,
    kind: Kind,
    note: Text,
    seen: int,
    who: Person | None,
    now: datetime,
) -> SummaryVersion | Conflict:
    """A version as the summary stands now. `seen`: how many versions the officer saw.

    The first is the original, every other one a revision, corrigendum or addendum (ValueError).
    """
    standing = store.versions(session, round_.id, audience)
    if len(standing) != seen:
        return Conflict()
    if (kind is Kind.ORIGINAL) != (not standing):
        raise ValueError("the first version is the original, and no other is")
    heading = comparing.heading(session, round_, now)
    made = SummaryVersion(
        round_id=round_.id,
        audience=audience,
        kind=kind,
        number=next_number(session, round_, audience, kind),
        received_to=heading.received_to,
        note=dict(note),
        figures=summarizing.figures_told(session, round_, audience, now),
        drawn_from=producing.digest(producing.sources_of(session, round_, audience, "en")),
        at=now,
        person_id=who.id if who else None,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # given out by another officer at the same moment
        return Conflict()
    details = {"audience": audience.value, "kind": kind.value, "number": made.number}
    record(session, "summary given out", now, who, round_id=round_.id, details=details)
    return made
