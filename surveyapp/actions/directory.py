"""The directory: who stands for a state, since when and by which letter; whom the secretariat writes to officially."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import people
from surveyapp.actions.recording import record
from surveyapp.store import authorities, directory
from surveyapp.store.models import Person, Role
from surveyapp.store.people import CONTACT
from surveyapp.store.secretariat_models import Authority
from surveyapp.wording.dates import SECRETARIAT_ZONE

DEEDS = (
    "role given",
    "role ended",
    "designation recorded",
    "authority entered",
    "authority ended",
    "person corrected",
    "address asked for",
    "address changed",
    "address for copies confirmed",
    "address withdrawn",
    "state put into a group",
    "state taken out of a group",
)
"""What is done to the directory of one state; the details of each say to which."""


class Kind(StrEnum):
    """Of an authority."""

    MISSION = "mission"
    MINISTER = "minister"


class Post(StrEnum):
    """As what the secretariat enters somebody of a state; contributors are named by the focal points themselves."""

    FOCAL_POINT = "focal_point"
    ALTERNATE = "alternate"
    OBSERVER = "observer"
    CONTACT = "contact"


ROLE_OF = {
    Post.FOCAL_POINT: "focal_point",
    Post.ALTERNATE: "focal_point",
    Post.OBSERVER: "observer",
    Post.CONTACT: CONTACT,
}


@dataclass(frozen=True, kw_only=True)
class AuthorityFacts:
    """What is written of an authority."""

    name: str = ""
    title: str = ""
    institution: str = ""
    emails: tuple[str, ...] = ()
    address: str = ""
    telephone: str = ""
    language: str


@dataclass(frozen=True, kw_only=True)
class Designation:
    """The letter by which a state designated somebody, and the last day of the task where it is known."""

    by: str = ""
    on: date | None = None
    last_day: date | None = None


NO_DESIGNATION = Designation()


@dataclass(frozen=True, kw_only=True)
class Entered:
    """Somebody as the secretariat enters him or her."""

    name: str
    email: str
    language: str
    title: str = ""
    institution: str = ""
    post: Post = Post.FOCAL_POINT
    designation: Designation = NO_DESIGNATION


def post_of(role: Role) -> str:
    """The post of a role; "contributor" is none that the secretariat gives."""
    if role.role == "focal_point":
        return Post.ALTERNATE if role.is_alternate else Post.FOCAL_POINT
    return role.role


def facts_of(authority: Authority) -> AuthorityFacts:
    return AuthorityFacts(
        name=authority.name,
        title=authority.title,
        institution=authority.institution,
        emails=tuple(authority.emails),
        address=authority.address,
        telephone=authority.telephone,
        language=authority.language,
    )


def set_authority(
    session: Session, state: str, kind: Kind, facts: AuthorityFacts, who: Person | None, now: datetime
) -> bool:
    """Enters an authority in the place of the present one, whose row stays. False: it is on file so already."""
    present = authorities.current(session, [state], kind, now).get(state)
    if present is not None and facts_of(present) == facts:
        return False
    if present is not None:
        present.until = now
    written = asdict(facts) | {"emails": list(facts.emails)}
    session.add(Authority(state=state, kind=kind.value, since=now, person_id=who.id if who else None, **written))
    session.flush()
    _record(session, "authority entered", state, who, now, kind=kind.value)
    return True


def end_authority(session: Session, state: str, kind: Kind, who: Person | None, now: datetime) -> None:
    """Nobody is written to as this authority of the state any more."""
    present = authorities.current(session, [state], kind, now).get(state)
    if present is not None:
        present.until = now
        session.flush()
        _record(session, "authority ended", state, who, now, kind=kind.value)


def enter_person(session: Session, state: str, entered: Entered, who: Person | None, now: datetime) -> Role:
    """Gives somebody a post of a state from now on. Raises RoleFaultError for an address of the secretariat."""
    person = people.name_person(
        session,
        entered.email,
        entered.name,
        entered.language,
        now,
        title=entered.title,
        institution=entered.institution,
    )
    role = people.give_role(session, person, ROLE_OF[entered.post], now, state=state, who=who)
    if role.since == now:
        role.is_alternate = entered.post is Post.ALTERNATE
    set_post(session, role, entered.post, who, now)
    if entered.designation != NO_DESIGNATION:
        set_designation(session, role, entered.designation, who, now)
    return role


def set_post(session: Session, role: Role, post: Post, who: Person | None, now: datetime) -> None:
    """A focal point becomes alternate, or the reverse."""
    is_alternate = post is Post.ALTERNATE
    if role.role == "focal_point" and role.is_alternate != is_alternate:
        role.is_alternate = is_alternate
        person = session.get_one(Person, role.person_id)
        _record(session, "designation recorded", str(role.state), who, now, person=person.public_id, post=post.value)


def designation_of(role: Role) -> Designation:
    return Designation(by=role.designated_by, on=role.designated_on, last_day=last_day(role.until))


def is_designated(role: Role) -> bool:
    """Whether the letter by which the state designated the person is on record."""
    return bool(role.designated_by or role.designated_on)


def set_designation(session: Session, role: Role, designation: Designation, who: Person | None, now: datetime) -> bool:
    """Puts on record by which letter somebody was designated, and until when. False: it is so already."""
    was = designation_of(role)
    if was == designation:
        return False
    role.designated_by, role.designated_on = designation.by, designation.on
    if was.last_day != designation.last_day:
        role.until = end_of(designation.last_day)
    person = session.get_one(Person, role.person_id)
    written = {"by": designation.by, "on": _iso(designation.on), "last_day": _iso(designation.last_day)}
    _record(session, "designation recorded", str(role.state), who, now, person=person.public_id, **written)
    return True


def end_of(day: date | None) -> datetime | None:
    """The moment at which a day is over in Washington."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(SECRETARIAT_ZONE))


def last_day(until: datetime | None) -> date | None:
    """The last day in Washington of what lasts until a moment."""
    return until and (until - timedelta(microseconds=1)).astimezone(ZoneInfo(SECRETARIAT_ZONE)).date()


def role_held(session: Session, state: str, person: Person, post: str, now: datetime) -> Role | None:
    """The role in force that a person holds for a state in this post."""
    held = directory.roles_of(session, person, now)
    return next((one for one in held if one.state == state and post_of(one) == post), None)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _record(session: Session, deed: str, state: str, who: Person | None, now: datetime, **details: str) -> None:
    record(session, deed, now, who=who, details={"state": state, **details})
