"""What the secretariat keeps of its papers about a round: how they are to be made, its own sentences, what was made.

Answers are not in these tables: a paper is drawn anew from the submissions, and says from which it was drawn.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from surveyapp.store.columns import Base, Json, UtcDateTime
from surveyapp.store.models import PUBLIC_ID, Person, Round, new_public_id

SENTENCE_KEY = 300


class SummaryPlan(Base):
    """How the summary of a round is made for one audience. A change is a new version; the newest counts."""

    __tablename__ = "summary_plan"
    __table_args__ = (sa.UniqueConstraint("round_id", "audience", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("round.id"), index=True)
    audience: Mapped[str] = mapped_column(sa.String(20))
    version: Mapped[int]
    document_number: Mapped[str] = mapped_column(sa.String(100), default="")
    """As the organization gives it ("OEA/Ser.L/XIV.1"); empty: none yet."""
    classification: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    """In words, by language."""
    paper: Mapped[str] = mapped_column(sa.String(10), default="a4")
    """a4, letter."""
    fewest_for_shares: Mapped[int] = mapped_column(default=5)
    """Of fewer states than these no percentage is given."""
    name_missing: Mapped[bool] = mapped_column(default=False)
    """Whether the states that have not replied are named, and not only counted."""
    name_negative: Mapped[bool] = mapped_column(default=False)
    """Whether the states that answered No are named, and not only counted."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class SummarySentence(Base):
    """An officer's own wording of one sentence of the summary, in one language and for one audience.

    A change is a new version, the newest counts; an empty text lets the product's own sentence stand again.
    """

    __tablename__ = "summary_sentence"
    __table_args__ = (sa.UniqueConstraint("round_id", "audience", "language", "key", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("round.id"), index=True)
    audience: Mapped[str] = mapped_column(sa.String(20))
    language: Mapped[str] = mapped_column(sa.String(20))
    key: Mapped[str] = mapped_column(sa.String(SENTENCE_KEY))
    """Which sentence: the place and what is said of it ("question:law_offence", "introduction:laws")."""
    version: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    own: Mapped[str] = mapped_column(sa.Text)
    """What the product said there when the officer wrote."""
    figures: Mapped[str] = mapped_column(sa.String(64))
    """SHA-256 of the figures the officer saw; where those of today differ the sentence is flagged."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class SummaryTemplate(Base):
    """The Word file into which the summary is written, as the secretariat keeps it. A change is a new version."""

    __tablename__ = "summary_template"
    __table_args__ = (sa.UniqueConstraint("language", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(PUBLIC_ID), unique=True, default=new_public_id)
    language: Mapped[str] = mapped_column(sa.String(20))
    version: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(255), default="")
    """Of the file as it was handed in."""
    sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    """Of the file, under which it is kept; empty: the product's own template stands again."""
    size: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class SummaryVersion(Base):
    """A version of the summary that was given out: original, revision, corrigendum, addendum. Never changed."""

    __tablename__ = "summary_version"
    __table_args__ = (sa.UniqueConstraint("round_id", "audience", "kind", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(PUBLIC_ID), unique=True, default=new_public_id)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("round.id"), index=True)
    audience: Mapped[str] = mapped_column(sa.String(20))
    kind: Mapped[str] = mapped_column(sa.String(10))
    """original, rev, corr, add."""
    number: Mapped[int] = mapped_column(default=0)
    """Of the kind, from 1; 0 of the original."""
    received_to: Mapped[date]
    note: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    """What changed, in the officer's words, by language."""
    figures: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What the figures were, as this audience was told them: with these the next version is compared."""
    drawn_from: Mapped[str] = mapped_column(sa.String(64), default="")
    """SHA-256 of the data it was drawn from (`ProducedPaper.drawn_from`)."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class ProducedPaper(Base):
    """A paper or data file of a round that somebody asked for: waiting, being made, made and kept.

    Claimed and committed before it is made. One whose maker died is made anew: making it changes nothing else.
    """

    __tablename__ = "produced_paper"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(PUBLIC_ID), unique=True, default=new_public_id)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("round.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    """summary, workbook, data."""
    format: Mapped[str] = mapped_column(sa.String(10))
    """docx, pdf, xlsx, csv, json."""
    language: Mapped[str] = mapped_column(sa.String(20))
    audience: Mapped[str] = mapped_column(sa.String(20))
    wishes: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What else was asked for: codes instead of words, the paper's size."""
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("summary_version.id"))
    """The version of the summary it is a file of; None of a draft."""
    status: Mapped[str] = mapped_column(sa.String(20), index=True)
    """waiting, making, made, failed, cancelled."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    alive_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its maker last said how far it is."""
    tries: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(sa.String(30), default="")
    """What is being done: a code that the pages put into words."""
    done: Mapped[int] = mapped_column(default=0)
    """Percent."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    """Who cancelled it."""
    fault: Mapped[str] = mapped_column(sa.String(60), default="")
    """Of a failed one: a code that the pages put into words."""
    name: Mapped[str] = mapped_column(sa.String(255), default="")
    sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    size: Mapped[int] = mapped_column(default=0)
    drawn_from: Mapped[str] = mapped_column(sa.String(64), default="")
    """SHA-256 of all it was drawn from: receipts of submissions, edition, revisions, plan, sentences, template."""
    sources: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """The same, told one by one."""
    round: Mapped[Round] = relationship()
    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id])
    version: Mapped[SummaryVersion | None] = relationship()
