"""The many hands of a reply: focal points invite officials of their own state, assign sections, hand over, remove.

What a focal point does here reaches his or her own state alone. Somebody of the same name and address who works for
another state is another person here, so that nothing of him or her is changed, and nothing is learnt.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from surveyapp.actions import correspondence, holding, inviting, people
from surveyapp.actions.recording import record
from surveyapp.core.addresses import email_key
from surveyapp.core.questionnaire import Questionnaire, Section
from surveyapp.core.standing import Standing, has_replied
from surveyapp.core.states import from_facts
from surveyapp.core.text import said_anyhow
from surveyapp.mail.letters import Fact
from surveyapp.store import installation, submissions
from surveyapp.store import people as known
from surveyapp.store.models import Letter, MemberState, Person, Reply, Role
from surveyapp.wording import dates, receipts
from surveyapp.wording.plain import plain


class Hand(StrEnum):
    """As what somebody is invited."""

    CONTRIBUTOR = "contributor"
    ALTERNATE = "alternate"
    MISSION = "mission"


ROLE_OF = {Hand.CONTRIBUTOR: "contributor", Hand.ALTERNATE: "focal_point", Hand.MISSION: "observer"}
SUCCESSOR_LETTER = "successor_invitation"


class OfTheSecretariatError(ValueError):
    """The address belongs to the secretariat, whose people answer for no state."""


class AlreadyOfTheStateError(ValueError):
    """The person has a task for the state already: it can be changed, not given twice."""


class LastFocalPointError(RuntimeError):
    """The state would be left without a focal point: a successor is named first."""


class OwnSuccessorError(ValueError):
    """Nobody hands over to himself or herself."""


@dataclass(frozen=True)
class Named:
    """Somebody as a focal point names him or her."""

    name: str
    email: str
    language: str
    title: str = ""
    institution: str = ""


@dataclass(frozen=True)
class Task:
    """What somebody is asked to do. Sections and what follows them are of a contributor; None: every section."""

    hand: Hand = Hand.CONTRIBUTOR
    sections: frozenset[str] | None = frozenset()
    sees_rest: bool = False
    message: str = ""
    wanted_by: date | None = None


def invite(
    session: Session, reply: Reply, named: Named, task: Task, base_url: str, who: Person | None, now: datetime
) -> Role:
    """Gives somebody a task for the state and writes the letter that says so.

    Raises OfTheSecretariatError, AlreadyOfTheStateError.
    """
    _hold(session, reply.state)
    _check_side(session, named.email, now)
    person = _person(session, reply.state, named, now)
    if roles_of(session, person, reply.state, now):
        raise AlreadyOfTheStateError(person.name)
    role = _give(session, reply, person, task, who, now)
    _write(session, reply, role, who, base_url, now)
    return role


def change_task(
    session: Session, reply: Reply, person: Person, task: Task, base_url: str, who: Person | None, now: datetime
) -> bool:
    """Changes what a contributor is asked to do, and writes to him or her. False: nothing is otherwise than it was.

    Raises LookupError for somebody who is no contributor of the state.
    """
    _hold(session, reply.state)
    held = [one for one in roles_of(session, person, reply.state, now) if one.role == "contributor"]
    if not held:
        raise LookupError(person.public_id)
    first, *others = held
    sections = None if task.sections is None else sorted(task.sections)
    wanted = (sections, task.sees_rest, task.message, task.wanted_by)
    if not others and (first.sections, first.sees_rest, first.message, first.wanted_by) == wanted:
        return False
    first.sections, first.sees_rest, first.message, first.wanted_by = wanted
    for other in others:
        other.until = now
    _record(session, "sections assigned", reply, person, who, now, {"sections": sections})
    _write(session, reply, first, who, base_url, now, again=True)
    return True


def write_again(
    session: Session, reply: Reply, person: Person, base_url: str, who: Person | None, now: datetime
) -> Letter | None:
    """The letter of invitation once more, at most one a minute; None for somebody whom no focal point invited."""
    held = roles_of(session, person, reply.state, now)
    if not held or (held[0].role == "focal_point" and not held[0].is_alternate):
        return None
    letter = _write(session, reply, held[0], who, base_url, now, again=True)
    _record(session, "letter sent again", reply, person, who, now, {"letter": letter.public_id})
    return letter


def remove(session: Session, reply: Reply, person: Person, who: Person | None, now: datetime) -> None:
    """Ends what somebody may do for the state, and his or her sessions at once. Raises LastFocalPointError."""
    _hold(session, reply.state)
    held = roles_of(session, person, reply.state, now)
    if not held:
        return
    others = [one for one in known.focal_points(session, reply.state, now) if one.id != person.id]
    if any(one.role == "focal_point" for one in held) and not others:
        raise LastFocalPointError(reply.state)
    for role in held:
        people.end_role(session, role, now, who)
    _record(session, "person removed", reply, person, who, now)


def hand_over(
    session: Session, reply: Reply, predecessor: Person, named: Named, base_url: str, now: datetime
) -> Person:
    """Makes somebody focal point in the place of another, whose task ends. All that was written stays.

    Raises OfTheSecretariatError, OwnSuccessorError; LookupError where the predecessor is no focal point.
    """
    _hold(session, reply.state)
    _check_side(session, named.email, now)
    own = roles_of(session, predecessor, reply.state, now)
    task = next((one for one in own if one.role == "focal_point"), None)
    if task is None:
        raise LookupError(predecessor.public_id)
    successor = _person(session, reply.state, named, now)
    if successor.id == predecessor.id:
        raise OwnSuccessorError(named.name)
    for role in roles_of(session, successor, reply.state, now):
        if role.role != "focal_point":
            people.end_role(session, role, now, predecessor)
    given = people.give_role(session, successor, "focal_point", now, state=reply.state, who=predecessor)
    given.is_alternate, given.given_by_id = task.is_alternate, predecessor.id
    for role in own:
        people.end_role(session, role, now, predecessor)
    _write(session, reply, given, predecessor, base_url, now, kind=SUCCESSOR_LETTER)
    _record(
        session, "focal point handed over", reply, successor, predecessor, now, {"predecessor": predecessor.public_id}
    )
    return successor


def roles_of(session: Session, person: Person, state: str, now: datetime) -> list[Role]:
    """What somebody may do for a state at present: that of a focal point first."""
    return [one for one in known.of_state(session, state, now) if one.person_id == person.id]


def section_names(questionnaire: Questionnaire, codes: Iterable[str] | None, language: str) -> list[str]:
    """The sections by number and name, in order; all of them for None."""
    chosen = None if codes is None else set(codes)
    found = [one for one in questionnaire.sections if chosen is None or one.code in chosen]
    return [f"{one.number}. {_called(one, language)}" if one.number else _called(one, language) for one in found]


def _called(section: Section, language: str) -> str:
    return plain(said_anyhow(section.wording, language))


def _hold(session: Session, state: str) -> None:
    """Two focal points who remove each other at the same moment do so one after the other."""
    session.execute(sa.select(MemberState.iso3).where(MemberState.iso3 == state).with_for_update())


def _check_side(session: Session, email: str, now: datetime) -> None:
    if people.is_on_the_other_side(session, email, "contributor", now):
        raise OfTheSecretariatError(email)


def _person(session: Session, state: str, named: Named, now: datetime) -> Person:
    """The person of this name at this address who works for this state and for no other; made if need be."""
    found = sa.select(Person).where(
        Person.email_key == email_key(named.email), Person.name == named.name, Person.ended_at.is_(None)
    )
    candidates = session.scalars(found.options(selectinload(Person.roles)).order_by(Person.id))
    person = next((one for one in candidates if {role.state for role in one.roles} == {state}), None)
    if person is None:
        person = Person(
            name=named.name, email=named.email.strip(), email_key=email_key(named.email), created_at=now, language=""
        )
        session.add(person)
    person.title, person.institution = named.title or person.title or "", named.institution or person.institution or ""
    person.language = named.language
    session.flush()
    return person


def _give(session: Session, reply: Reply, person: Person, task: Task, who: Person | None, now: datetime) -> Role:
    is_contributor = task.hand is Hand.CONTRIBUTOR
    role = people.give_role(
        session,
        person,
        ROLE_OF[task.hand],
        now,
        state=reply.state,
        sections=task.sections if is_contributor else None,
        who=who,
    )
    role.is_alternate = task.hand is Hand.ALTERNATE
    role.sees_rest = is_contributor and task.sees_rest
    role.message, role.wanted_by = task.message, task.wanted_by if is_contributor else None
    role.given_by_id = who.id if who else None
    _record(session, "person invited", reply, person, who, now, {"as": task.hand.value})
    return role


def _record(
    session: Session,
    deed: str,
    reply: Reply,
    person: Person,
    who: Person | None,
    now: datetime,
    more: dict[str, object] | None = None,
) -> None:
    details = {"person": person.public_id, **(more or {})}
    record(session, deed, now, who=who, round_id=reply.round_id, reply_id=reply.id, details=details)


def _write(
    session: Session,
    reply: Reply,
    role: Role,
    who: Person | None,
    base_url: str,
    now: datetime,
    *,
    kind: str = "",
    again: bool = False,
) -> Letter:
    """The letter about a task: one for each role, and a further one for each time it is sent again."""
    person = session.get_one(Person, role.person_id)
    kind = kind or f"{_hand(role)}_invitation"
    facts = _facts(session, reply, role, person, who, base_url, now)
    if kind == SUCCESSOR_LETTER:
        facts |= _where_it_stands(session, reply, person.language)
    occasion = f"{kind}:{reply.public_id}:{role.id}" + (f":{now:%Y%m%d%H%M}" if again else "")
    return correspondence.write(
        session,
        kind,
        occasion,
        email=person.email,
        language=person.language,
        facts=facts,
        now=now,
        person_id=person.id,
        round_id=reply.round_id,
        reply_id=reply.id,
    )


def _where_it_stands(session: Session, reply: Reply, language: str) -> dict[str, Fact]:
    """How far the reply is: sent, when and under which receipt; or how much of it is answered."""
    made = submissions.latest(session, reply.id) if has_replied(Standing(reply.standing)) else None
    expected = reply.approval_expected_on
    return {
        "is_reopened": reply.standing == Standing.REOPENED,
        "awaits_approval": reply.standing == Standing.AWAITING_APPROVAL,
        "receipt": made.receipt if made else "",
        "sent_on": receipts.received(made.submitted_at, from_facts(reply.state_facts), language) if made else "",
        "answered": reply.answered,
        "asked": reply.asked,
        "approval_expected_on": dates.day(expected, language) if expected else "",
    }


def _hand(role: Role) -> Hand:
    if role.role == "focal_point":
        return Hand.ALTERNATE
    return Hand.CONTRIBUTOR if role.role == "contributor" else Hand.MISSION


def _facts(
    session: Session, reply: Reply, role: Role, person: Person, who: Person | None, base_url: str, now: datetime
) -> dict[str, Fact]:
    contact = installation.installation(session).contact
    questionnaire = holding.questionnaire(reply)
    return {
        **inviting.letter_facts(reply, person, contact, base_url, now),
        "invited_by": ", ".join(part for part in (who.name, who.title, who.institution) if part) if who else "",
        "is_alternate": role.is_alternate,
        "all_sections": role.sections is None,
        "section_names": section_names(questionnaire, role.sections, person.language),
        "sees_rest": role.sees_rest,
        "message": [line for line in role.message.splitlines() if line.strip()],
        "wanted_by": dates.weekday_day(role.wanted_by, person.language) if role.wanted_by else "",
    }
