"""Who may see what: the one place that decides rows. What it does not give back does not exist for the viewer.

A draft is seen by the people of its state, and of it a contributor sees the sections sent to him or her. The
secretariat sees progress, what was submitted and, where the round says so, drafts.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, defer, joinedload, with_expression

from surveyapp.actions import holding
from surveyapp.core import places
from surveyapp.core.clarifying import KNOWN_TO_THE_STATE, Status, question_at
from surveyapp.core.standing import WRITABLE, Standing
from surveyapp.store import documents, requests, reviews, uploads
from surveyapp.store.models import (
    AccessRequest,
    Attachment,
    Clarification,
    ClarificationMessage,
    Document,
    Edition,
    Event,
    Letter,
    Person,
    Reply,
    ReturnedWorkbook,
    Role,
    Round,
    StateRequest,
    Submission,
    Upload,
)
from surveyapp.store.models import Session as SignedIn
from surveyapp.store.people import CONTACT
from surveyapp.store.secretariat_models import InternalNote

STATE_ROLES = frozenset({"focal_point", "contributor", "observer"})
SECRETARIAT_ROLES = frozenset({"officer", "administrator", "publisher", "translator", "auditor"})
READERS_OF_REPLIES = frozenset({"officer", "administrator", "publisher"})
"""Those of the secretariat who read what states answer."""
TRANSLATORS_OF_REPLIES = READERS_OF_REPLIES | {"translator"}
"""Those who translate what states answer; who only translates gets what others than the secretariat may read too."""
READERS_OF_LETTERS = READERS_OF_REPLIES | {"auditor"}
READERS_OF_LOG = frozenset({"administrator", "auditor"})
CODE_LETTERS = frozenset({"sign_in_code", "official_act_code", "secretariat_invitation", "address_code"})
"""Letters that let somebody in: nobody reads them here but their recipient, in his or her mailbox."""
NOT_WRITTEN_YET = frozenset({"held", "cancelled"})
"""Statuses of letters of which a state knows nothing: they may never be sent."""

OPEN_TO_SECRETARIAT = frozenset({"@document", "@instruction"})
"""Places of files that the secretariat reads as soon as they are there."""


@dataclass(frozen=True)
class Held:
    """A role in force: what, for which state (None: the secretariat's), for which sections (None: every one)."""

    role: str
    state: str | None = None
    sections: frozenset[str] | None = None
    sees_rest: bool = False
    """Of a contributor: whether the sections that are not his or hers may be read."""


@dataclass(frozen=True)
class Viewer:
    """Who looks: a person with the roles in force now. `person` is None at the command line."""

    person: Person | None
    roles: tuple[Held, ...]
    signed_in: SignedIn | None = None
    """The session in which the person came in; None where there is none (the command line, a test)."""

    @property
    def name(self) -> str:
        return self.person.name if self.person else "command line"

    @property
    def is_secretariat(self) -> bool:
        """Whether the person belongs to the secretariat, whatever may be done there: how he or she comes in."""
        return self.holds_any(SECRETARIAT_ROLES)

    @property
    def reads_replies(self) -> bool:
        """Whether the person reads for the secretariat what states answer."""
        return self.holds_any(READERS_OF_REPLIES)

    @property
    def translates_replies(self) -> bool:
        """Whether the person translates what states answered: all of it, or what others may read too."""
        return self.holds_any(TRANSLATORS_OF_REPLIES)

    @property
    def reads_letters(self) -> bool:
        """Whether the person reads the register of letters of the secretariat."""
        return self.holds_any(READERS_OF_LETTERS)

    @property
    def states(self) -> frozenset[str]:
        """ISO 3166 alpha-3 codes of the states for which the person holds a role."""
        return frozenset(held.state for held in self.roles if held.state and held.role in STATE_ROLES)

    @property
    def sides(self) -> frozenset[str]:
        """On whose side the person stands: the states for which he or she holds a role, or the secretariat."""
        return sides_of(self.roles)

    @property
    def access(self) -> frozenset[str]:
        """The roles as the table of endpoints names them: those held, "signed_in", "state" for any of a state."""
        held = frozenset(one.role for one in self.roles)
        return held | {"signed_in"} | ({"state"} if held & STATE_ROLES else frozenset())

    def holds_any(self, roles: Collection[str]) -> bool:
        return any(held.role in roles for held in self.roles)

    def holds(self, role: str, state: str) -> bool:
        return any(held.role == role and held.state == state for held in self.roles)


def sides_of(roles: Iterable[Held | Role]) -> frozenset[str]:
    """The sides of those who hold, or held, these roles: codes of states, "" for the secretariat."""
    return frozenset(one.state or "" for one in roles if one.role != CONTACT)


SECRETARIAT = Viewer(None, (Held("officer"), Held("administrator")))
"""The command line, which acts for the secretariat."""


def viewer_of(session: Session, person: Person, now: datetime) -> Viewer | None:
    """The person as a viewer with the roles in force at `now`; None for a person who has none any more."""
    roles = session.scalars(sa.select(Role).where(Role.person_id == person.id).order_by(Role.id)).all()
    return as_viewer(person, roles, now)


def as_viewer(person: Person, roles: Sequence[Role], now: datetime, signed_in: SignedIn | None = None) -> Viewer | None:
    """The same, of a person whose roles are at hand. Who is only a contact is no viewer: nothing lets him or her in."""
    if person.ended_at is not None and person.ended_at <= now:
        return None
    held = tuple(
        Held(
            role.role,
            role.state,
            None if role.sections is None else frozenset(role.sections),
            role.role == "contributor" and bool(role.sees_rest),
        )
        for role in roles
        if role.role != CONTACT and is_in_force(role, now)
    )
    return Viewer(person, held, signed_in) if held else None


def is_in_force(role: Role, now: datetime) -> bool:
    return role.since <= now and (role.until is None or now < role.until)


# Rounds and replies


def rounds(session: Session, viewer: Viewer) -> Sequence[Round]:
    """The rounds the viewer knows of, the latest deadline first: all for the secretariat, else those of the states."""
    return session.scalars(_rounds(viewer).order_by(Round.deadline.desc())).all()


def round_called(session: Session, viewer: Viewer, code: str) -> Round | None:
    """The round with the officer's code."""
    return session.scalars(_rounds(viewer).where(Round.code == code)).one_or_none()


def rounds_to_translate(session: Session, viewer: Viewer) -> Sequence[Round]:
    """The opened rounds whose answers the viewer may translate, the latest deadline first."""
    return session.scalars(_rounds_to_translate(viewer).order_by(Round.deadline.desc())).all()


def round_to_translate(session: Session, viewer: Viewer, code: str) -> Round | None:
    """One of them by the officer's code."""
    return session.scalars(_rounds_to_translate(viewer).where(Round.code == code)).one_or_none()


def reply_to_translate(session: Session, viewer: Viewer, round_: Round, state: str) -> Reply | None:
    """A reply of such a round: the row; which of its texts are given to whom, `translating_answers` says."""
    if not viewer.translates_replies:
        return None
    found = sa.select(Reply).join(Reply.round).options(contains_eager(Reply.round))
    return session.scalars(found.where(Reply.round_id == round_.id, Reply.state == state)).one_or_none()


def replies_of(session: Session, viewer: Viewer) -> Sequence[Reply]:
    """The replies of the viewer's own states in opened rounds (loaded too), the latest deadline first."""
    found = (
        sa.select(Reply)
        .join(Reply.round)
        .options(contains_eager(Reply.round))
        .where(Reply.state.in_(viewer.states), Round.opened_at.is_not(None))
        .order_by(Round.deadline.desc(), Reply.state)
    )
    return session.scalars(found).all()


_REPLY_IS_VISIBLE = sa.or_(
    sa.and_(Reply.state.in_(sa.bindparam("states", expanding=True)), Round.opened_at.is_not(None)),
    sa.bindparam("reads_replies", type_=sa.Boolean()),
)
"""Of a reply joined with its round. A statement with it is executed with `_to(viewer)`."""
_REPLY = (
    sa.select(Reply)
    .join(Reply.round)
    .options(
        contains_eager(Reply.round)
        .joinedload(Round.edition)
        .options(joinedload(Edition.questionnaire), defer(Edition.definition)),
        with_expression(Reply.is_asked_about, sa.exists().where(Clarification.reply_id == Reply.id)),
    )
    .where(Reply.public_id == sa.bindparam("public_id"), _REPLY_IS_VISIBLE)
)
"""Made once, because every page of a state asks it."""


def reply(session: Session, viewer: Viewer, public_id: str) -> Reply | None:
    """The reply, with its round and edition loaded. The secretariat gets the row: its progress, not yet its answers."""
    return session.scalars(_REPLY, {"public_id": public_id, **_to(viewer)}).one_or_none()


def reply_of(session: Session, viewer: Viewer, round_: Round, state: str) -> Reply | None:
    """The reply of one state in a round, named by its ISO 3166 alpha-3 code."""
    found = sa.select(Reply).join(Reply.round).options(contains_eager(Reply.round))
    found = found.where(Reply.round_id == round_.id, Reply.state == state, _REPLY_IS_VISIBLE)
    return session.scalars(found, _to(viewer)).one_or_none()


def may_read_draft(viewer: Viewer, reply: Reply) -> bool:
    """Whether the viewer may read the answers as they stand now."""
    return reply.state in viewer.states or (viewer.reads_replies and reply.round.drafts_visible)


def may_write(viewer: Viewer, reply: Reply, section: str) -> bool:
    """Whether the viewer may write answers of the section now: a writer of it, while the reply can be written."""
    return is_writer(viewer, reply, section) and Standing(reply.standing) in WRITABLE


def is_writer(viewer: Viewer, reply: Reply, section: str) -> bool:
    """Whether the section is the viewer's to write: focal points of the state, and contributors to whom it was sent."""
    return viewer.holds("focal_point", reply.state) or any(
        held.sections is None or section in held.sections
        for held in viewer.roles
        if held.role == "contributor" and held.state == reply.state
    )


def may_submit(viewer: Viewer, reply: Reply) -> bool:
    """Whether the viewer may make the reply official: a focal point of the state, while it can be written."""
    return viewer.holds("focal_point", reply.state) and Standing(reply.standing) in WRITABLE


def sections_of(viewer: Viewer, reply: Reply) -> frozenset[str] | None:
    """The codes of the sections the viewer sees of the draft; None: every one."""
    held = [
        None if one.sees_rest else one.sections
        for one in viewer.roles
        if one.role in STATE_ROLES and one.state == reply.state
    ]
    if not may_read_draft(viewer, reply):
        return frozenset()
    if not held or None in held:
        return None
    return frozenset[str]().union(*(sections for sections in held if sections is not None))


def sees_section(viewer: Viewer, reply: Reply, section: str) -> bool:
    sections = sections_of(viewer, reply)
    return sections is None or section in sections


# The people of a state


def directs(viewer: Viewer, reply: Reply) -> bool:
    """Whether the viewer says who works on the reply and which of its sections are ready: its focal points."""
    return viewer.holds("focal_point", reply.state)


def person_of_state(session: Session, viewer: Viewer, reply: Reply, public_id: str) -> Person | None:
    """Somebody who has, or had, a role for the state of a reply: for its focal points."""
    if not directs(viewer, reply):
        return None
    found = sa.select(Person).where(
        Person.public_id == public_id,
        sa.exists().where(Role.person_id == Person.id, Role.state == reply.state, Role.role != CONTACT),
    )
    return session.scalars(found).one_or_none()


def access_requests(session: Session, viewer: Viewer, reply: Reply) -> Sequence[AccessRequest]:
    """Who asks to be let in to a reply and waits for an answer, the oldest first: for its focal points."""
    if not directs(viewer, reply):
        return []
    found = sa.select(AccessRequest).where(AccessRequest.reply_id == reply.id, AccessRequest.decided_at.is_(None))
    return session.scalars(found.order_by(AccessRequest.asked_at, AccessRequest.id)).all()


def access_request(session: Session, viewer: Viewer, reply: Reply, public_id: str) -> AccessRequest | None:
    """One of them, decided or not."""
    if not directs(viewer, reply):
        return None
    found = sa.select(AccessRequest).where(AccessRequest.reply_id == reply.id, AccessRequest.public_id == public_id)
    return session.scalars(found).one_or_none()


def reply_asked_for(session: Session, public_id: str) -> Reply | None:
    """A reply in an opened round, for a page that says of it no more than its round and its state."""
    found = sa.select(Reply).join(Reply.round).options(contains_eager(Reply.round))
    return session.scalars(found.where(Reply.public_id == public_id, Round.opened_at.is_not(None))).one_or_none()


# What hangs on a reply


def submission(session: Session, viewer: Viewer, public_id: str) -> Submission | None:
    """The submission, reply and round loaded: for the secretariat and those who see the state's whole reply."""
    found = (
        sa.select(Submission)
        .options(joinedload(Submission.reply).joinedload(Reply.round).joinedload(Round.edition))
        .where(Submission.public_id == public_id)
    )
    one = session.scalars(found).one_or_none()
    return one if one and _sees_whole(viewer, one.reply) else None


def attachment(session: Session, viewer: Viewer, public_id: str) -> Attachment | None:
    """The attached file: as readable as the answer it hangs on; for the secretariat, once it was submitted."""
    found = (
        sa.select(Attachment, Reply)
        .join(Reply, Reply.id == Attachment.reply_id)
        .join(Reply.round)
        .options(contains_eager(Reply.round).joinedload(Round.edition))
        .where(Attachment.public_id == public_id, _REPLY_IS_VISIBLE)
    )
    row = session.execute(found, _to(viewer)).one_or_none()
    if row is None:
        return None
    one, of_reply = row
    return one if _sees_file(session, viewer, of_reply, one) else None


def requests_of(session: Session, viewer: Viewer, reply: Reply) -> Sequence[StateRequest]:
    """What a state asked of the secretariat about a reply, newest first: for those who see the whole reply."""
    return requests.requests_of(session, reply.id) if _sees_whole(viewer, reply) else []


def may_ask_secretariat(viewer: Viewer, reply: Reply) -> bool:
    """Whether the viewer may ask something of the secretariat for the state: focal points, and the mission."""
    return any(viewer.holds(role, reply.state) for role in ("focal_point", "observer"))


def clarifications_of(session: Session, viewer: Viewer, reply: Reply, place: str = "") -> list[Clarification]:
    """The clarifications of a reply, or at one place, that the viewer may read; a draft is the secretariat's."""
    statuses = frozenset(Status) - {Status.DISCARDED} if viewer.reads_replies else KNOWN_TO_THE_STATE
    found = requests.clarifications_of(session, reply.id, statuses, place)
    return [one for one in found if _sees_clarification(viewer, reply, one)]


def clarification(session: Session, viewer: Viewer, reply: Reply, public_id: str) -> Clarification | None:
    """One of them by its identifier."""
    one = requests.clarification(session, public_id)
    if one is None or one.reply_id != reply.id or not _sees_clarification(viewer, reply, one):
        return None
    return one


def may_answer(viewer: Viewer, reply: Reply, one: Clarification) -> bool:
    """Whether the viewer may answer a clarification: a writer of the section in which the answer stands."""
    return _sees_clarification(viewer, reply, one) and is_writer(viewer, reply, _section_of(reply, one.place))


def upload(session: Session, viewer: Viewer, of: Reply, public_id: str) -> Upload | None:
    """A file on its way to a reply: for the person who began it and nobody else."""
    return uploads.of_person(session, of.id, viewer.person.id, public_id) if viewer.person else None


def internal_notes_of(
    session: Session, viewer: Viewer, reply: Reply, place: str | None = None
) -> Sequence[InternalNote]:
    """The secretariat's own notes on a reply, or at one place ("": on the whole): for the secretariat alone."""
    return reviews.notes_of(session, reply.id, place) if viewer.reads_replies else []


def letter(session: Session, viewer: Viewer, public_id: str) -> Letter | None:
    """A letter of a round: any for the secretariat, those to their state for its people; never one with a code."""
    return session.scalars(_letters(viewer).where(Letter.public_id == public_id)).one_or_none()


def letters_of(session: Session, viewer: Viewer, reply: Reply) -> Sequence[Letter]:
    """The letters about one reply that the viewer may read, newest first."""
    found = _letters(viewer).where(Letter.reply_id == reply.id)
    return session.scalars(found.order_by(Letter.created_at.desc(), Letter.id.desc())).all()


def letters_in(session: Session, viewer: Viewer, round_: Round) -> Sequence[Letter]:
    """The letters of a round that the viewer may read, newest first."""
    found = _letters(viewer).where(Letter.round_id == round_.id)
    return session.scalars(found.order_by(Letter.created_at.desc(), Letter.id.desc())).all()


def events_of(session: Session, viewer: Viewer, reply: Reply) -> Sequence[Event]:
    """What was done to a reply, newest first: for the secretariat."""
    if not viewer.reads_replies:
        return []
    found = sa.select(Event).where(Event.reply_id == reply.id)
    return session.scalars(found.order_by(Event.at.desc(), Event.id.desc())).all()


def returned_workbook(session: Session, viewer: Viewer, reply: Reply, public_id: str) -> ReturnedWorkbook | None:
    """A workbook that came back: for the focal points of the state, and for the official who brought it."""
    found = sa.select(ReturnedWorkbook).where(
        ReturnedWorkbook.public_id == public_id, ReturnedWorkbook.reply_id == reply.id
    )
    one = session.scalars(found).one_or_none()
    is_own = one is not None and viewer.person is not None and one.person_id == viewer.person.id
    return one if viewer.holds("focal_point", reply.state) or (is_own and may_read_draft(viewer, reply)) else None


def submissions_of(session: Session, viewer: Viewer, reply: Reply) -> Sequence[Submission]:
    """What was submitted of a reply, the one that stands first."""
    if not _sees_whole(viewer, reply):
        return []
    found = sa.select(Submission).where(Submission.reply_id == reply.id)
    return session.scalars(found.order_by(Submission.number.desc())).all()


def documents_of(session: Session, viewer: Viewer, reply: Reply) -> list[Document]:
    """The papers of a reply that the viewer may read, the newest first."""
    if not _sees_whole(viewer, reply):
        return []
    every = documents.of_reply(session, reply.id)
    if not viewer.reads_replies:
        return list(every)
    sent = _submitted(session, [one.attachment for one in every])
    return [one for one in every if one.attachment.place in OPEN_TO_SECRETARIAT or one.attachment_id in sent]


def _rounds(viewer: Viewer) -> sa.Select[Round]:
    found = sa.select(Round).options(joinedload(Round.edition).joinedload(Edition.questionnaire))
    if viewer.reads_letters:
        return found
    asked = sa.exists().where(Reply.round_id == Round.id, Reply.state.in_(viewer.states))
    return found.where(Round.opened_at.is_not(None), asked)


def _rounds_to_translate(viewer: Viewer) -> sa.Select[Round]:
    found = sa.select(Round).options(joinedload(Round.edition).joinedload(Edition.questionnaire))
    return found.where(Round.opened_at.is_not(None) if viewer.translates_replies else sa.false())


def _to(viewer: Viewer) -> dict[str, object]:
    """What `_REPLY_IS_VISIBLE` asks about a viewer."""
    return {"states": sorted(viewer.states), "reads_replies": viewer.reads_replies}


def _sees_whole(viewer: Viewer, reply: Reply) -> bool:
    own = any(viewer.holds(role, reply.state) for role in ("focal_point", "observer"))
    return own or viewer.reads_replies


def _sees_file(session: Session, viewer: Viewer, reply: Reply, file: Attachment) -> bool:
    if file.message_id is not None:
        said = session.get_one(ClarificationMessage, file.message_id)
        return _sees_clarification(viewer, reply, said.clarification)
    if file.place.startswith("@"):
        return _sees_paper(session, viewer, reply, file)
    if may_read_draft(viewer, reply) and _is_in_sections(sections_of(viewer, reply), reply, file.place):
        return True
    return viewer.reads_replies and _was_submitted(session, file)


def _sees_clarification(viewer: Viewer, reply: Reply, one: Clarification) -> bool:
    """The secretariat sees each; the state's people those that were sent, about answers of sections they see."""
    if viewer.reads_replies:
        return one.status != Status.DISCARDED
    is_theirs = reply.state in viewer.states and one.status in KNOWN_TO_THE_STATE
    return is_theirs and _is_in_sections(sections_of(viewer, reply), reply, question_at(one.place))


def _section_of(reply: Reply, address: str) -> str:
    """The code of the section in which a question stands; "" where it is not asked any more."""
    placed = holding.questionnaire(reply).find(question_at(address))
    return placed.section.code if placed else ""


def _sees_paper(session: Session, viewer: Viewer, reply: Reply, file: Attachment) -> bool:
    """What hangs on the reply as a whole: for those of the state who see it whole, and for the secretariat.

    A signed letter is part of the draft until it goes with a submission.
    """
    if viewer.reads_replies:
        return file.place in OPEN_TO_SECRETARIAT or _was_submitted(session, file)
    return _sees_whole(viewer, reply)


def _is_in_sections(sections: frozenset[str] | None, reply: Reply, address: str) -> bool:
    if sections is None:
        return True
    place = places.parse(address)
    placed = holding.questionnaire(reply).find(place.question) if place else None
    return placed is not None and placed.section.code in sections


def _was_submitted(session: Session, file: Attachment) -> bool:
    return file.id in _submitted(session, [file])


def _submitted(session: Session, files: Collection[Attachment]) -> set[int]:
    """Of these files, those that were submitted: a submission names its files by their SHA-256."""
    named = sa.exists().where(
        Submission.reply_id == Attachment.reply_id, Submission.content.contains(Attachment.sha256)
    )
    ids = [file.id for file in files]
    return set(session.scalars(sa.select(Attachment.id).where(Attachment.id.in_(ids), named))) if ids else set()


def _letters(viewer: Viewer) -> sa.Select[Letter]:
    found = sa.select(Letter).where(Letter.kind.not_in(CODE_LETTERS))
    if viewer.reads_letters:
        return found
    whole = [held.state for held in viewer.roles if held.role in {"focal_point", "observer"} and held.state]
    own = Letter.reply_id.in_(sa.select(Reply.id).where(Reply.state.in_(whole)))
    mine = Letter.person_id == (viewer.person.id if viewer.person else None)
    mails = sa.and_(Letter.email != "", Letter.status.not_in(NOT_WRITTEN_YET))
    return found.where(sa.or_(own, mine), mails)
