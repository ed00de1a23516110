"""What the secretariat keeps of its own: about states and their authorities, about replies under review, the seals.

Nothing in these tables is part of a reply; what states may see of it is said at each.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from surveyapp.store.columns import Base, Json, UtcDateTime
from surveyapp.store.models import ADDRESS, PUBLIC_ID, Document, Person, Reply, new_public_id

# Directory


class StateGroup(Base):
    """A group of states of the secretariat's own making; subregions are facts of the states."""

    __tablename__ = "state_group"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(PUBLIC_ID), unique=True, default=new_public_id)
    name: Mapped[dict[str, str]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    members: Mapped[list["GroupMember"]] = relationship(back_populates="group", order_by="GroupMember.id")


class GroupMember(Base):
    """A state in a group, from when to when."""

    __tablename__ = "group_member"
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("state_group.id"), index=True)
    state: Mapped[str] = mapped_column(sa.ForeignKey("member_state.iso3"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    """The first day on which it does not belong to it any more."""
    group: Mapped[StateGroup] = relationship(back_populates="members")


class Authority(Base):
    """Whom the secretariat writes to officially in a state: its mission, its minister. A change is a new row."""

    __tablename__ = "authority"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(PUBLIC_ID), unique=True, default=new_public_id)
    state: Mapped[str] = mapped_column(sa.ForeignKey("member_state.iso3"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    """mission, minister."""
    name: Mapped[str] = mapped_column(sa.String(200), default="")
    """Of the ambassador, the minister; empty: the post itself is written to."""
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    institution: Mapped[str] = mapped_column(sa.String(200), default="")
    emails: Mapped[list[str]] = mapped_column(Json, default=list)
    address: Mapped[str] = mapped_column(sa.Text, default="")
    """Postal, with its lines."""
    telephone: Mapped[str] = mapped_column(sa.String(200), default="")
    language: Mapped[str] = mapped_column(sa.String(20))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    """Who entered it."""


class PersonAddress(Base):
    """A further address of a person: where copies of letters go, or the one that is to take the place of the first.

    A new address is used once it is confirmed from there.
    """

    __tablename__ = "person_address"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(PUBLIC_ID), unique=True, default=new_public_id)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    use: Mapped[str] = mapped_column(sa.String(20))
    """copy, or main: where the person comes in."""
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Withdrawn, or, of a main one, in use since and written into the person."""
    person: Mapped[Person] = relationship(foreign_keys=[person_id])


# Contacts with a state


class ContactEntry(Base):
    """A call, a meeting, a note, a letter that went out or came in otherwise: the log of contacts. Never changed.

    What is corrected is entered anew; the former entry stays and says what replaced it.
    """

    __tablename__ = "contact_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(PUBLIC_ID), unique=True, default=new_public_id)
    round_id: Mapped[int | None] = mapped_column(sa.ForeignKey("round.id"), index=True)
    reply_id: Mapped[int | None] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    state: Mapped[str] = mapped_column(sa.ForeignKey("member_state.iso3"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    """call, meeting, note, letter, mail, paper_reply, other."""
    direction: Mapped[str] = mapped_column(sa.String(10))
    """out, in."""
    happened_on: Mapped[date]
    with_whom: Mapped[str] = mapped_column(sa.Text, default="")
    text: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.String(20), default="")
    """In which the text is written."""
    letter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("letter.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    replaced_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact_entry.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


# A reply that came as a document


class DocumentReply(Base):
    """A reply that came on paper, as Word or PDF: it counts from then on, is entered, and confirmed by the state."""

    __tablename__ = "document_reply"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(PUBLIC_ID), unique=True, default=new_public_id)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    received_on: Mapped[date]
    """As the document or its stamp says."""
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    entered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was entered whole and sent to the state for confirmation."""
    confirm_by: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """What was entered stands from then on, footnoted, if the state says nothing."""
    submission_id: Mapped[int | None] = mapped_column(sa.ForeignKey("submission.id"))
    """What was entered, frozen."""
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    how: Mapped[str] = mapped_column(sa.String(20), default="")
    """confirmed, stands, rejected, withdrawn."""
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    """Of one that the state rejected."""
    reply: Mapped[Reply] = relationship()
    document: Mapped[Document] = relationship()


# Reviewing


class AnswerReview(Base):
    """What the secretariat found of one answer of one submission; the newest counts. States do not see it."""

    __tablename__ = "answer_review"
    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    submission_id: Mapped[int] = mapped_column(sa.ForeignKey("submission.id"))
    place: Mapped[str] = mapped_column(sa.String(ADDRESS))
    """The root of the question."""
    finding: Mapped[str] = mapped_column(sa.String(20))
    """clear, to_clarify, verified; none: taken back."""
    how: Mapped[str] = mapped_column(sa.String(20), default="")
    """Of a verified one: interview, official_gazette, visit, other."""
    source: Mapped[str] = mapped_column(sa.Text, default="")
    verified_by: Mapped[str] = mapped_column(sa.String(200), default="")
    verified_on: Mapped[date | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class InternalNote(Base):
    """A note of the secretariat on an answer or on a reply as a whole. States never see it."""

    __tablename__ = "internal_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(PUBLIC_ID), unique=True, default=new_public_id)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    place: Mapped[str] = mapped_column(sa.String(ADDRESS), default="")
    text: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class HighlightedPractice(Base):
    """An answer picked for the summary, with a title and a short text in both languages. A change is a new row."""

    __tablename__ = "highlighted_practice"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(PUBLIC_ID), unique=True, default=new_public_id)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    place: Mapped[str] = mapped_column(sa.String(ADDRESS))
    submission_id: Mapped[int | None] = mapped_column(sa.ForeignKey("submission.id"))
    """The submission it was picked from: a later one may say otherwise."""
    title: Mapped[dict[str, str]] = mapped_column(Json)
    text: Mapped[dict[str, str]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    replaced_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("highlighted_practice.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reply: Mapped[Reply] = relationship()


# Translations of what states wrote


class AnswerTranslation(Base):
    """A translation of a text of an answer. A change is a new version; the original is never touched."""

    __tablename__ = "answer_translation"
    __table_args__ = (sa.UniqueConstraint("reply_id", "place", "part", "language", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    place: Mapped[str] = mapped_column(sa.String(ADDRESS))
    part: Mapped[str] = mapped_column(sa.String(ADDRESS), default="")
    """Which text of the answer's value, "" for the one of a text (`core.answer_texts`)."""
    language: Mapped[str] = mapped_column(sa.String(20))
    """Into which."""
    version: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    source: Mapped[str] = mapped_column(sa.Text)
    """The text that was translated, as it stood."""
    status: Mapped[str] = mapped_column(sa.String(20))
    """draft, translated, confirmed (by the state)."""
    note: Mapped[str] = mapped_column(sa.Text, default="")
    """Of a draft that the state sent back: what it says is wrong."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class IncomingTranslations(Base):
    """A file of translated answers that came back: what it would change, shown before it is applied."""

    __tablename__ = "incoming_translations"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(PUBLIC_ID), unique=True, default=new_public_id)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("round.id"), index=True)
    language: Mapped[str] = mapped_column(sa.String(20))
    source_name: Mapped[str] = mapped_column(sa.String(255), default="")
    changes: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    applied_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


# Evidence


class Seal(Base):
    """A batch of events sealed: an HMAC over them and over the seal before, under a key kept outside the database."""

    __tablename__ = "seal"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    first_event: Mapped[int]
    last_event: Mapped[int]
    """Ids of events, both included."""
    events: Mapped[int]
    """How many they are: ids may leave gaps."""
    mac: Mapped[str] = mapped_column(sa.String(64))
    """HMAC-SHA-256, hexadecimal."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
