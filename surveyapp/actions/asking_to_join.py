"""Asking to be let in: whoever opens a letter that was forwarded, or went to a shared mailbox, asks the focal points.

What is asked for is kept and written to the focal points once; nobody who asks learns who is known here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import correspondence, delegating, holding, inviting, limiting, people
from surveyapp.actions.delegating import AlreadyOfTheStateError, Named, Task
from surveyapp.actions.limiting import Limit
from surveyapp.actions.recording import record
from surveyapp.actions.sealing import Sealing
from surveyapp.core.addresses import email_key
from surveyapp.store import installation
from surveyapp.store import people as known
from surveyapp.store.models import AccessRequest, Person, Reply, new_public_id

KIND = "access_request"
LIMITS = (
    Limit("asking to join at a network", 20, timedelta(hours=1)),
    Limit("asking to join with an address at a network", 3, timedelta(hours=1)),
    Limit("asking to join with an address", 6, timedelta(days=1)),
)
OF_A_REPLY = Limit("asking to join a reply", 30, timedelta(days=1))
"""However many addresses and networks are used: the focal points of a state get no more letters than this."""


@dataclass(frozen=True)
class Asking:
    """Who asks, from which network address, what he or she says, and which sections he or she names."""

    named: Named
    network: str
    message: str = ""
    sections: Collection[str] = ()


def ask(
    session: Session, sealing: Sealing, reply: Reply, asking: Asking, base_url: str, now: datetime
) -> AccessRequest | None:
    """Keeps that somebody asks to be let in, and writes to the focal points. Raises TooOftenError.

    None where there is nothing to decide: the same person asks already, works on the reply already, or belongs to the
    secretariat. Who asks is answered in the same way.
    """
    named = asking.named
    for limit, whose in zip(LIMITS, limiting.whose(sealing, asking.network, named.email), strict=True):
        limiting.count(session, limit, whose, now)
    limiting.count(session, OF_A_REPLY, reply.public_id, now)
    if _is_settled(session, reply, named, now):
        return None
    request = AccessRequest(
        public_id=new_public_id(),
        reply_id=reply.id,
        name=named.name,
        title=named.title,
        institution=named.institution,
        email=named.email.strip(),
        email_key=email_key(named.email),
        language=named.language,
        message=asking.message,
        sections=sorted(asking.sections),
        asked_at=now,
    )
    session.add(request)
    session.flush()
    _tell_focal_points(session, reply, request, base_url, now)
    details = {"request": request.public_id}
    record(
        session,
        "access asked for",
        now,
        by=named.name,
        round_id=reply.round_id,
        reply_id=reply.id,
        details=details,
    )
    return request


def let_in(
    session: Session,
    reply: Reply,
    request: AccessRequest,
    task: Task,
    base_url: str,
    who: Person | None,
    now: datetime,
) -> bool:
    """Makes who asked a contributor and writes to him or her. False: it was decided before, and stays so.

    Raises OfTheSecretariatError.
    """
    if not _decide(session, request, now, who, is_let_in=True):
        return False
    named = Named(request.name, request.email, request.language, request.title, request.institution)
    try:
        role = delegating.invite(session, reply, named, task, base_url, who, now)
    except AlreadyOfTheStateError:  # invited by hand meanwhile
        return True
    request.role_id = role.id
    return True


def decline(session: Session, reply: Reply, request: AccessRequest, who: Person | None, now: datetime) -> bool:
    """Lets who asked not in; nothing is written to him or her. False: it was decided before, and stays so."""
    if not _decide(session, request, now, who, is_let_in=False):
        return False
    details = {"request": request.public_id}
    record(session, "access declined", now, who=who, round_id=reply.round_id, reply_id=reply.id, details=details)
    return True


def _is_settled(session: Session, reply: Reply, named: Named, now: datetime) -> bool:
    key = email_key(named.email)
    waits = sa.exists().where(
        AccessRequest.reply_id == reply.id,
        AccessRequest.email_key == key,
        AccessRequest.name == named.name,
        AccessRequest.decided_at.is_(None),
    )
    if session.scalar(sa.select(waits)) or people.is_on_the_other_side(session, named.email, "contributor", now):
        return True
    of_state = known.of_state(session, reply.state, now)
    return any((role.person.email_key, role.person.name) == (key, named.name) for role in of_state)


def _tell_focal_points(session: Session, reply: Reply, request: AccessRequest, base_url: str, now: datetime) -> None:
    contact, questionnaire = installation.installation(session).contact, holding.questionnaire(reply)
    for person in known.focal_points(session, reply.state, now):
        facts = {
            **inviting.letter_facts(reply, person, contact, base_url, now),
            "asking": ", ".join(part for part in (request.name, request.title, request.institution) if part),
            "asking_email": request.email,
            "section_names": delegating.section_names(questionnaire, request.sections, person.language),
        }
        correspondence.write(
            session,
            KIND,
            f"{KIND}:{request.public_id}",
            email=person.email,
            language=person.language,
            facts=facts,
            now=now,
            person_id=person.id,
            round_id=reply.round_id,
            reply_id=reply.id,
        )


def _decide(session: Session, request: AccessRequest, now: datetime, who: Person | None, *, is_let_in: bool) -> bool:
    """Whether this decision is the first."""
    decided = (
        sa.update(AccessRequest)
        .where(AccessRequest.id == request.id, AccessRequest.decided_at.is_(None))
        .values(decided_at=now, decided_by_id=who.id if who else None, let_in=is_let_in)
    )
    return bool(session.execute(decided).rowcount)  # type: ignore[attr-defined]
