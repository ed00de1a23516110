"""What is remembered: tables, their relations and what must never happen in them.

Queries are named functions elsewhere. Relational where we query, JSON where we only read back whole. Rows meet the
outside by their `public_id`, random and never counted. An answer's history is the truth; `Answer` is its projection.
"""

import secrets
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, query_expression, relationship

from surveyapp.store.columns import Base, Json, UtcDateTime

CODE = 64
ADDRESS = 200
PATH = 300
"""Of a wording within a questionnaire (`core.wordings`)."""
PUBLIC_ID = 24


def new_public_id() -> str:
    """A random identifier for addresses, 96 bits; never begins like an option of the command line."""
    return secrets.token_hex(12)


def _public_id() -> Mapped[str]:
    return mapped_column(sa.String(PUBLIC_ID), unique=True, default=new_public_id)


class Setting(Base):
    """A fact about this installation: that it is a demonstration, the name of the secretariat's contact."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(sa.String(CODE), primary_key=True)
    value: Mapped[Any] = mapped_column(Json)


# Questionnaires


class Questionnaire(Base):
    __tablename__ = "questionnaire"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(CODE), unique=True)
    editions: Mapped[list["Edition"]] = relationship(back_populates="questionnaire", order_by="Edition.number")


class Edition(Base):
    """One definition, immutable once published; its wordings are an overlay with revisions."""

    __tablename__ = "edition"
    __table_args__ = (sa.UniqueConstraint("questionnaire_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    questionnaire_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire.id"))
    number: Mapped[int]
    version: Mapped[str] = mapped_column(sa.String(CODE))
    definition: Mapped[str] = mapped_column(sa.Text, deferred=True)
    """Canonical JSON, as text: never re-serialised. Read only where no process has it yet."""
    sha256: Mapped[str] = mapped_column(sa.String(64))
    source_name: Mapped[str] = mapped_column(sa.String(255), default="")
    wording_revision: Mapped[int] = mapped_column(default=0)
    """The newest revision of its wordings."""
    wordings_from: Mapped[int] = mapped_column(default=0)
    """Revisions up to this one are part of the definition; those after it are laid over it."""
    languages_added: Mapped[list[str]] = mapped_column(Json, default=list)
    """Languages whose wordings stand in revisions alone, so that the first ones are not touched."""
    based_on_id: Mapped[int | None] = mapped_column(sa.ForeignKey("edition.id"))
    """The edition it was begun from."""
    previous_id: Mapped[int | None] = mapped_column(sa.ForeignKey("edition.id"))
    """The earlier edition that the map leads to."""
    map_corrections: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """What an officer said otherwise than the proposed map (`core.editions`)."""
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    imported_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    questionnaire: Mapped[Questionnaire] = relationship(back_populates="editions", lazy="joined")
    revisions: Mapped[list["WordingRevision"]] = relationship(order_by="WordingRevision.id")
    based_on: Mapped["Edition | None"] = relationship(foreign_keys=[based_on_id], remote_side="Edition.id")
    previous: Mapped["Edition | None"] = relationship(foreign_keys=[previous_id], remote_side="Edition.id")


class WordingRevision(Base):
    """A wording written or corrected in an edition: what, in which language, what it was before, when and by whom."""

    __tablename__ = "wording_revision"
    __table_args__ = (sa.UniqueConstraint("edition_id", "revision", "path", "language"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"), index=True)
    revision: Mapped[int]
    path: Mapped[str] = mapped_column(sa.String(PATH))
    language: Mapped[str] = mapped_column(sa.String(20))
    wording: Mapped[str] = mapped_column(sa.Text)
    was: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class StaleWording(Base):
    """A translation whose source has changed since; settled when it is written anew or confirmed as it is."""

    __tablename__ = "stale_wording"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"), index=True)
    path: Mapped[str] = mapped_column(sa.String(PATH))
    language: Mapped[str] = mapped_column(sa.String(20))
    changed_language: Mapped[str] = mapped_column(sa.String(20))
    """The language whose wording changed."""
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class IncomingWordings(Base):
    """A translation file that came back: what it would change, shown before it is applied, and whether it was."""

    __tablename__ = "incoming_wordings"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"), index=True)
    language: Mapped[str] = mapped_column(sa.String(20))
    source_name: Mapped[str] = mapped_column(sa.String(255), default="")
    changes: Mapped[list[dict[str, str]]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    applied_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


# Rounds and replies


class MemberState(Base):
    """A state as the organization lists it today; what a round needs of it is frozen in its replies."""

    __tablename__ = "member_state"
    iso3: Mapped[str] = mapped_column(sa.String(3), primary_key=True)
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    """`core.states.to_facts`: names, orders, subregion, languages, habits, time zone, membership."""


class Round(Base):
    """One sending of one edition to the states asked."""

    __tablename__ = "round"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    code: Mapped[str] = mapped_column(sa.String(CODE), unique=True)
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"))
    title: Mapped[dict[str, str]] = mapped_column(Json)
    mandate: Mapped[dict[str, str]] = mapped_column(Json)
    meeting: Mapped[dict[str, str]] = mapped_column(Json)
    """The Meeting in a phrase: "the Third Meeting of National Authorities (Guatemala City, 15-16 October 2012)"."""
    meeting_on: Mapped[date | None]
    period_from: Mapped[date]
    period_to: Mapped[date]
    deadline: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    time_zone: Mapped[str] = mapped_column(sa.String(CODE))
    drafts_visible: Mapped[bool] = mapped_column(default=False)
    """Whether the secretariat may read drafts; it always sees progress."""
    illustrative: Mapped[bool] = mapped_column(default=False)
    """The answers are invented: every page, file and letter says so."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminders: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """How states that have not replied are reminded (`core.reminding.to_json`); None: as usual."""
    edition: Mapped[Edition] = relationship()
    replies: Mapped[list["Reply"]] = relationship(back_populates="round", order_by="Reply.id")


class Reply(Base):
    """A state's whole set of answers in a round. Its being here says that the state was asked."""

    __tablename__ = "reply"
    __table_args__ = (sa.UniqueConstraint("round_id", "state"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("round.id"))
    state: Mapped[str] = mapped_column(sa.ForeignKey("member_state.iso3"), index=True)
    state_facts: Mapped[dict[str, Any]] = mapped_column(Json)
    standing: Mapped[str] = mapped_column(sa.String(30), default="not_started")
    disclosure: Mapped[str] = mapped_column(sa.String(20), default="public")
    """Of the reply as a whole; an answer may be narrower."""
    own_deadline: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approval_expected_on: Mapped[date | None]
    approval_note: Mapped[str] = mapped_column(sa.Text, default="")
    """What the focal point says about the approval awaited."""
    complete_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it became complete, of a reply that is and was never sent."""
    answered: Mapped[int] = mapped_column(default=0)
    asked: Mapped[int] = mapped_column(default=0)
    core_answered: Mapped[int] = mapped_column(default=0)
    core_asked: Mapped[int] = mapped_column(default=0)
    section_progress: Mapped[dict[str, list[int]]] = mapped_column(Json, default=dict)
    """Section code to [answered, asked]. Progress is counted at each save, so that no list counts again."""
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_activity_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Of the first submission: with the deadline it says whether the reply was late."""
    reopened_for: Mapped[list[str] | None] = mapped_column(Json)
    """Of a reopened reply, the codes of the questions it was reopened for; None: all."""
    officer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    """The officer who looks after this state in this round."""
    reminders_paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when no reminder goes to this state; None: they go."""
    reminders_paused_until: Mapped[date | None]
    """The first day on which they go again; None: until somebody says so."""
    reminders_paused_why: Mapped[str] = mapped_column(sa.Text, default="")
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the secretariat accepted the submission, which another submission undoes."""
    accepted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    is_asked_about: Mapped[bool | None] = query_expression()
    """Whether there is a clarification of it, told by a statement that asks for it; None: not asked for."""
    round: Mapped[Round] = relationship(back_populates="replies")


class SectionReady(Base):
    """A section that a focal point has read and says to be ready; what is written in it afterwards is newer."""

    __tablename__ = "section_ready"
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), primary_key=True)
    section: Mapped[str] = mapped_column(sa.String(CODE), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class Presence(Base):
    """Where in a reply somebody was seen last: a courtesy to colleagues, never a lock. Forgotten after minutes."""

    __tablename__ = "presence"
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    section: Mapped[str] = mapped_column(sa.String(CODE))
    question: Mapped[str] = mapped_column(sa.String(CODE), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class StateRequest(Base):
    """What a state asks of the secretariat about its reply: more time, or to have it reopened; and the answer."""

    __tablename__ = "state_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    """extension, reopening."""
    reason: Mapped[str] = mapped_column(sa.Text)
    until: Mapped[date | None]
    """Of an extension: the day asked for, in the time of the state."""
    questions: Mapped[list[str] | None] = mapped_column(Json)
    """Of a reopening: for which questions; None: all."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(sa.String(80), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    granted: Mapped[bool | None]
    """None: not answered yet, or withdrawn by the state."""
    is_unasked: Mapped[bool] = mapped_column(default=False)
    """The secretariat decided it without having been asked."""
    granted_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    """What the secretariat says with its decision."""
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reply: Mapped[Reply] = relationship()


class Clarification(Base):
    """A question of the secretariat on one answer, with a life of its own; what is said stands in its messages."""

    __tablename__ = "clarification"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    place: Mapped[str] = mapped_column(sa.String(ADDRESS))
    """The root of the question whose answer it is about."""
    status: Mapped[str] = mapped_column(sa.String(20), default="open")
    """draft, open, answered, closed (`core.clarifying`)."""
    submission_id: Mapped[int | None] = mapped_column(sa.ForeignKey("submission.id"))
    """The submission in which the answer stood when it was asked."""
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    reply: Mapped[Reply] = relationship()
    messages: Mapped[list["ClarificationMessage"]] = relationship(
        back_populates="clarification", order_by="ClarificationMessage.id"
    )


class ClarificationMessage(Base):
    """One thing said in a clarification, by one side. Never changed."""

    __tablename__ = "clarification_message"
    __table_args__ = (sa.UniqueConstraint("clarification_id", "operation"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    clarification_id: Mapped[int] = mapped_column(sa.ForeignKey("clarification.id"), index=True)
    side: Mapped[str] = mapped_column(sa.String(20))
    """secretariat, state."""
    text: Mapped[str] = mapped_column(sa.Text, default="")
    amends: Mapped[bool] = mapped_column(default=False)
    """Whether the state says that it corrects, or has corrected, the answer itself."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(sa.String(80))
    clarification: Mapped[Clarification] = relationship(back_populates="messages")


class Entry(Base):
    """An entry of a list that a state makes (a law, a programme); removed softly, so that its answers stay."""

    __tablename__ = "entry"
    __table_args__ = (sa.UniqueConstraint("reply_id", "list_code", "entry"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"))
    list_code: Mapped[str] = mapped_column(sa.String(CODE))
    entry: Mapped[str] = mapped_column(sa.String(8))
    position: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(sa.String(40), default="")


class _Written:
    """The columns that an answer and each of its versions share."""

    version: Mapped[int]
    typed: Mapped[dict[str, str]] = mapped_column(Json)
    mark: Mapped[str] = mapped_column(sa.String(20))
    value: Mapped[dict[str, Any] | None] = mapped_column(Json)
    problem: Mapped[str] = mapped_column(sa.String(40), default="")
    language: Mapped[str] = mapped_column(sa.String(20), default="")
    disclosure: Mapped[str | None] = mapped_column(sa.String(20))
    wording_revision: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    @declared_attr
    def carried_from_id(cls) -> Mapped[int | None]:  # noqa: N805
        """The earlier submission from which this answer was taken over as it stood."""
        return mapped_column(sa.ForeignKey("submission.id"))

    @declared_attr
    def entered_from_id(cls) -> Mapped[int | None]:  # noqa: N805
        """The document from which the secretariat entered this answer for the state."""
        return mapped_column(sa.ForeignKey("document.id"))


class Answer(_Written, Base):
    """What stands at a place now: the projection of its history, changed by compare-and-swap on `version`."""

    __tablename__ = "answer"
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), primary_key=True)
    place: Mapped[str] = mapped_column(sa.String(ADDRESS), primary_key=True)
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class AnswerVersion(_Written, Base):
    """One version of one answer, for ever. A repeated request carries the same operation and adds nothing."""

    __tablename__ = "answer_version"
    __table_args__ = (
        sa.UniqueConstraint("reply_id", "place", "version"),
        sa.UniqueConstraint("reply_id", "place", "operation"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"))
    place: Mapped[str] = mapped_column(sa.String(ADDRESS))
    operation: Mapped[str] = mapped_column(sa.String(80))
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class Attachment(Base):
    """A file handed in with a reply. Its bytes lie in the files room under its SHA-256; a replaced one stays."""

    __tablename__ = "attachment"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    place: Mapped[str] = mapped_column(sa.String(ADDRESS))
    """Of an answer, or "@letter" (signed, with a submission), "@document" (a reply on paper), "@instruction" (of the
    mission, to submit), "@clarification" (with a message), which hang on the reply as a whole."""
    message_id: Mapped[int | None] = mapped_column(sa.ForeignKey("clarification_message.id"))
    """Of a file with a message: which."""
    name: Mapped[str] = mapped_column(sa.String(255))
    media_type: Mapped[str] = mapped_column(sa.String(120))
    size: Mapped[int] = mapped_column(sa.BigInteger)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class Upload(Base):
    """A file on its way, piece by piece, over a line that breaks; its bytes so far lie in the files room.

    When the last piece is there it becomes an attachment, or a document of the reply.
    """

    __tablename__ = "upload"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    place: Mapped[str] = mapped_column(sa.String(ADDRESS))
    name: Mapped[str] = mapped_column(sa.String(255))
    size: Mapped[int] = mapped_column(sa.BigInteger)
    """Bytes, as announced."""
    received: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    """Bytes that have come and are on disk: what lies there beyond them was never acknowledged."""
    fingerprint: Mapped[str] = mapped_column(sa.String(64), default="")
    """What the browser says the file is (name, size, time of change): the same file chosen again goes on."""
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    active_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attachment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"))


class Document(Base):
    """A file that hangs on the reply as a whole: a signed letter, a reply on paper, an instruction."""

    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    """letter, document, instruction: the place of its attachment, without "@"."""
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"))
    submission_id: Mapped[int | None] = mapped_column(sa.ForeignKey("submission.id"))
    """The submission it came with."""
    note: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    attachment: Mapped[Attachment] = relationship()


class ReturnedWorkbook(Base):
    """A reply workbook that came back: kept as it came, shown cell by cell before anything of it is applied."""

    __tablename__ = "returned_workbook"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    source_name: Mapped[str] = mapped_column(sa.String(255), default="")
    sha256: Mapped[str] = mapped_column(sa.String(64))
    """Of the file, which lies in the files room."""
    size: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    applied_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    outcome: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Counts of what was applied and what was left; no texts."""


class Submission(Base):
    """The official, frozen copy of a reply, with its receipt."""

    __tablename__ = "submission"
    __table_args__ = (sa.UniqueConstraint("reply_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"))
    number: Mapped[int]
    receipt: Mapped[str] = mapped_column(sa.String(40), unique=True)
    content: Mapped[str] = mapped_column(sa.Text, deferred=True)
    """The exact canonical bytes, as text: never re-serialised (see `core.submission`)."""
    sha256: Mapped[str] = mapped_column(sa.String(64))
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    declared: Mapped[dict[str, str]] = mapped_column(Json)
    """Name, title, institution of who declares; "approved_on": the day of the approval (ISO 8601); "gaps": the word of
    explanation, where one was given; "letter" and "letter_sha256", "instruction" and "instruction_sha256": the paper
    that came with it; "amends": the receipt of the submission whose declaration this is."""
    operation: Mapped[str] = mapped_column(sa.String(80), default="")
    received_as: Mapped[str] = mapped_column(sa.String(20), default="")
    """How it came where the state did not submit it here: "workbook" (answers of an earlier round, brought in),
    "instruction" (the secretariat submitted it on the written instruction of the mission)."""
    amends_id: Mapped[int | None] = mapped_column(sa.ForeignKey("submission.id"))
    """The submission whose declaration it stands under: a correction or a clarification needs no new one."""
    reply: Mapped[Reply] = relationship()


class Confirmation(Base):
    """A state is asked to confirm one answer, because its question changed in substance while the round was open."""

    __tablename__ = "confirmation"
    __table_args__ = (sa.UniqueConstraint("reply_id", "question", "edition_to_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    question: Mapped[str] = mapped_column(sa.String(CODE))
    edition_from_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"))
    edition_to_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"))
    changes: Mapped[list[str]] = mapped_column(Json)
    """What changed: codes of `core.editions.Change`."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    how: Mapped[str] = mapped_column(sa.String(20), default="")
    """confirmed, changed, not_asked, asked_anew, withdrawn (`actions.asking_to_confirm`)."""


class KnownFact(Base):
    """A fact on file about a state, shown for confirmation at a place; never counted before it is confirmed."""

    __tablename__ = "known_fact"
    __table_args__ = (sa.UniqueConstraint("round_id", "state", "place"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("round.id"))
    state: Mapped[str] = mapped_column(sa.ForeignKey("member_state.iso3"))
    place: Mapped[str] = mapped_column(sa.String(ADDRESS))
    typed: Mapped[dict[str, str]] = mapped_column(Json)
    as_of: Mapped[date]
    source: Mapped[str] = mapped_column(sa.Text)


# People


class Person(Base):
    """A named person. Several may share an address; who writes is known by name."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    name: Mapped[str] = mapped_column(sa.String(200))
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    institution: Mapped[str] = mapped_column(sa.String(200), default="")
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254), index=True)
    """The address as compared: trimmed, case-folded, the domain in its ASCII form."""
    language: Mapped[str] = mapped_column(sa.String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    roles: Mapped[list["Role"]] = relationship(
        back_populates="person", foreign_keys="Role.person_id", order_by="Role.id"
    )


class Role(Base):
    """What a person may do, where, and from when to when. State roles name the state; a contributor, the sections."""

    __tablename__ = "role"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(30))
    """focal_point, contributor, observer, contact (written to, comes nowhere in); officer, administrator, publisher,
    translator, auditor."""
    state: Mapped[str | None] = mapped_column(sa.ForeignKey("member_state.iso3"), index=True)
    sections: Mapped[list[str] | None] = mapped_column(Json)
    sees_rest: Mapped[bool] = mapped_column(default=False)
    """Of a contributor: whether he or she may read the sections that are not his or hers."""
    is_alternate: Mapped[bool] = mapped_column(default=False)
    """Of a focal point: the alternate, who can do all the focal point can."""
    message: Mapped[str] = mapped_column(sa.Text, default="")
    """What the focal point wrote when sending the sections."""
    wanted_by: Mapped[date | None]
    """The date that the focal point set within the state."""
    designated_on: Mapped[date | None]
    """The date of the letter by which the state designated the person."""
    designated_by: Mapped[str] = mapped_column(sa.Text, default="")
    """That letter: of whom, its number."""
    given_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship(back_populates="roles", foreign_keys=[person_id])
    member_state: Mapped[MemberState | None] = relationship()


class AccessRequest(Base):
    """Somebody to whom a letter was forwarded asks to be let in; a focal point of the state says yes or no."""

    __tablename__ = "access_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    institution: Mapped[str] = mapped_column(sa.String(200), default="")
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254), index=True)
    language: Mapped[str] = mapped_column(sa.String(20))
    message: Mapped[str] = mapped_column(sa.Text, default="")
    sections: Mapped[list[str]] = mapped_column(Json, default=list)
    """The sections that he or she says were asked of him or her; none: none was named."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    let_in: Mapped[bool | None]
    """None: not decided yet."""
    role_id: Mapped[int | None] = mapped_column(sa.ForeignKey("role.id"))
    reply: Mapped[Reply] = relationship()


class Secret(Base):
    """A passphrase (argon2id); a second factor, sealed, or a printed code, hashed, under a key outside the database."""

    __tablename__ = "secret"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    """passphrase, totp, printed_code."""
    content: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_counter: Mapped[int | None]
    """Of a TOTP: the last time step accepted, so that a code serves once."""
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInCode(Base):
    """An eight-digit code mailed to an address, typed into the browser that asked for it."""

    __tablename__ = "sign_in_code"
    id: Mapped[int] = mapped_column(primary_key=True)
    email_key: Mapped[str] = mapped_column(sa.String(254), index=True)
    browser: Mapped[str] = mapped_column(sa.String(64), default="")
    """SHA-256 of what it is bound to: the token of the browser that asked, of the session of an official act, the
    identifier of the person invited. Empty: made at the server's command line, for any browser."""
    purpose: Mapped[str] = mapped_column(sa.String(20))
    """sign_in, official_act, invitation, address (confirms one)."""
    code_hash: Mapped[str] = mapped_column(sa.String(64))
    """HMAC-SHA-256 under the application's key: eight digits alone would be found by trying."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Session(Base):
    """A person signed in at one browser; ended by sign-out, removal or change, by idleness and by age."""

    __tablename__ = "session"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    active_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a fresh code or second factor was last given in this session."""
    person: Mapped[Person] = relationship(lazy="joined")


class Count(Base):
    """How often something was tried in a window of time (a code per account, an address), for limits."""

    __tablename__ = "count"
    key: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    window: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    number: Mapped[int] = mapped_column(default=0)


# Letters and events


class LetterTemplate(Base):
    """A wording of a kind of letter in one language, as officers wrote it; the newest version is used.

    Kinds and languages without a row use what the product brings along (`mail/templates`).
    """

    __tablename__ = "letter_template"
    __table_args__ = (sa.UniqueConstraint("kind", "language", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(30))
    language: Mapped[str] = mapped_column(sa.String(20))
    version: Mapped[int]
    subject: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    """With named fields in double braces. Empty: withdrawn, and nothing of this kind is written in this language."""
    is_original: Mapped[bool] = mapped_column(default=False)
    """The officers went back to what the product brings along."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class ReminderBatch(Base):
    """Letters to states that have not replied, approved or cancelled together."""

    __tablename__ = "reminder_batch"
    __table_args__ = (sa.UniqueConstraint("round_id", "occasion"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("round.id"), index=True)
    step: Mapped[str] = mapped_column(sa.String(CODE))
    """Of the ladder (`core.reminding`), or by_hand."""
    occasion: Mapped[str] = mapped_column(sa.String(120))
    """The step and the day on which it fell due; of one by hand, the press."""
    due_on: Mapped[date]
    status: Mapped[str] = mapped_column(sa.String(20), default="proposed")
    """proposed (waits for an officer), approved, cancelled."""
    is_automatic: Mapped[bool] = mapped_column(default=False)
    """Approved by the round's own settings, by nobody that day."""
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    letters: Mapped[list["Letter"]] = relationship(back_populates="batch", order_by="Letter.id")


class Letter(Base):
    """Any mail: a row before it is a mail, composed once per occasion, claimed and committed before sending."""

    __tablename__ = "letter"
    __table_args__ = (sa.UniqueConstraint("occasion", "email_key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = _public_id()
    kind: Mapped[str] = mapped_column(sa.String(30))
    """invitation, receipt, sign_in_code, official_act_code, …"""
    occasion: Mapped[str] = mapped_column(sa.String(120))
    """What it is written for, once per address: "invitation:<reply>", "code:<id>"."""
    round_id: Mapped[int | None] = mapped_column(sa.ForeignKey("round.id"), index=True)
    reply_id: Mapped[int | None] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254))
    language: Mapped[str] = mapped_column(sa.String(20))
    subject: Mapped[str] = mapped_column(sa.String(300))
    body: Mapped[str] = mapped_column(sa.Text)
    """As sent, plain text. Of a code, kept only until it has been sent (in a demonstration, longer)."""
    status: Mapped[str] = mapped_column(sa.String(20), default="waiting", index=True)
    """waiting, claimed, sent, refused, bounced, uncertain, kept (no mail server is configured); held (its batch is not
    approved yet), cancelled; entered (it went out otherwise, and was put on record). The worker looks for what waits
    every second."""
    channel: Mapped[str] = mapped_column(sa.String(20), default="mail")
    """mail (from here), official_mailbox, courier, by_hand."""
    recipient: Mapped[str] = mapped_column(sa.Text, default="")
    """Of a letter that went out otherwise: to whom."""
    template_version: Mapped[int | None]
    """The version of the officers' wording; None: the product's own."""
    batch_id: Mapped[int | None] = mapped_column(sa.ForeignKey("reminder_batch.id"), index=True)
    not_before: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """It waits until then."""
    entered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    file_sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    """Of a letter as a Word file (a note verbale): what lies in the files room."""
    batch: Mapped[ReminderBatch | None] = relationship(back_populates="letters")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(sa.Text, default="")
    """What the mail server said."""
    message_id: Mapped[str] = mapped_column(sa.String(255), default="")


class Event(Base):
    """Who did which deed when: never the text of an answer, never a code."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    deed: Mapped[str] = mapped_column(sa.String(60))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    by: Mapped[str] = mapped_column(sa.String(200), default="")
    """The name at the time; "command line" for a deed done there."""
    round_id: Mapped[int | None] = mapped_column(sa.ForeignKey("round.id"), index=True)
    reply_id: Mapped[int | None] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    place: Mapped[str] = mapped_column(sa.String(ADDRESS), default="")
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
