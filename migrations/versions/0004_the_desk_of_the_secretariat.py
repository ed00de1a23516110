"""The desk of the secretariat"""

# A migration may move an answer, never drop one. What a column, table or row of answers, versions,
# submissions, attachments or events says must stand somewhere after it; tests/store/test_migrations.py
# carries data across.

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_event", sa.Integer(), nullable=False),
        sa.Column("last_event", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
        sa.UniqueConstraint("number", name=op.f("uq_seal_number")),
    )
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=3), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("institution", sa.String(length=200), nullable=False),
        sa.Column("emails", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("telephone", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_authority_person_id")),
        sa.ForeignKeyConstraint(["state"], ["member_state.iso3"], name=op.f("fk_authority_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority")),
        sa.UniqueConstraint("public_id", name=op.f("uq_authority_public_id")),
    )
    with op.batch_alter_table("authority", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_authority_state"), ["state"], unique=False)

    op.create_table(
        "letter_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_original", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_template_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
        sa.UniqueConstraint("kind", "language", "version", name=op.f("uq_letter_template_kind_language_version")),
    )
    op.create_table(
        "person_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_person_address_asked_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_address_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_address")),
        sa.UniqueConstraint("public_id", name=op.f("uq_person_address_public_id")),
    )
    with op.batch_alter_table("person_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_address_email_key"), ["email_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_address_person_id"), ["person_id"], unique=False)

    op.create_table(
        "state_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("name", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_state_group_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_group")),
        sa.UniqueConstraint("public_id", name=op.f("uq_state_group_public_id")),
    )
    op.create_table(
        "group_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=3), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["state_group.id"], name=op.f("fk_group_member_group_id")),
        sa.ForeignKeyConstraint(["state"], ["member_state.iso3"], name=op.f("fk_group_member_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
    )
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_member_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_member_state"), ["state"], unique=False)

    op.create_table(
        "incoming_translations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("source_name", sa.String(length=255), nullable=False),
        sa.Column("changes", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["applied_by_id"], ["person.id"], name=op.f("fk_incoming_translations_applied_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_incoming_translations_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_incoming_translations_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_translations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_incoming_translations_public_id")),
    )
    with op.batch_alter_table("incoming_translations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incoming_translations_round_id"), ["round_id"], unique=False)

    op.create_table(
        "reminder_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("occasion", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_reminder_batch_decided_by_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_reminder_batch_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_batch")),
        sa.UniqueConstraint("public_id", name=op.f("uq_reminder_batch_public_id")),
        sa.UniqueConstraint("round_id", "occasion", name=op.f("uq_reminder_batch_round_id_occasion")),
    )
    with op.batch_alter_table("reminder_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_batch_round_id"), ["round_id"], unique=False)

    op.create_table(
        "answer_translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_answer_translation_person_id")),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_answer_translation_reply_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_translation")),
        sa.UniqueConstraint(
            "reply_id",
            "place",
            "part",
            "language",
            "version",
            name=op.f("uq_answer_translation_reply_id_place_part_language_version"),
        ),
    )
    with op.batch_alter_table("answer_translation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_translation_reply_id"), ["reply_id"], unique=False)

    op.create_table(
        "internal_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_internal_note_person_id")),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_internal_note_reply_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_note")),
        sa.UniqueConstraint("public_id", name=op.f("uq_internal_note_public_id")),
    )
    with op.batch_alter_table("internal_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_internal_note_reply_id"), ["reply_id"], unique=False)

    op.create_table(
        "answer_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("finding", sa.String(length=20), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified_by", sa.String(length=200), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_answer_review_person_id")),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_answer_review_reply_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_answer_review_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_review")),
    )
    with op.batch_alter_table("answer_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_review_reply_id"), ["reply_id"], unique=False)

    op.create_table(
        "contact_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("reply_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=3), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("with_whom", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_contact_entry_entered_by_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_contact_entry_letter_id")),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["contact_entry.id"], name=op.f("fk_contact_entry_replaced_by_id")),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_contact_entry_reply_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_contact_entry_round_id")),
        sa.ForeignKeyConstraint(["state"], ["member_state.iso3"], name=op.f("fk_contact_entry_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_entry")),
        sa.UniqueConstraint("public_id", name=op.f("uq_contact_entry_public_id")),
    )
    with op.batch_alter_table("contact_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_entry_reply_id"), ["reply_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_entry_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_entry_state"), ["state"], unique=False)

    op.create_table(
        "highlighted_practice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("text", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_highlighted_practice_person_id")),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["highlighted_practice.id"], name=op.f("fk_highlighted_practice_replaced_by_id")
        ),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_highlighted_practice_reply_id")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_highlighted_practice_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_highlighted_practice")),
        sa.UniqueConstraint("public_id", name=op.f("uq_highlighted_practice_public_id")),
    )
    with op.batch_alter_table("highlighted_practice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_highlighted_practice_reply_id"), ["reply_id"], unique=False)

    op.create_table(
        "document_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirm_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_reply_document_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_document_reply_recorded_by_id")),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_document_reply_reply_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["person.id"], name=op.f("fk_document_reply_settled_by_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_document_reply_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_reply")),
        sa.UniqueConstraint("public_id", name=op.f("uq_document_reply_public_id")),
    )
    with op.batch_alter_table("document_reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_reply_reply_id"), ["reply_id"], unique=False)

    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entered_from_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_answer_entered_from_id"), "document", ["entered_from_id"], ["id"])

    with op.batch_alter_table("answer_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entered_from_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_answer_version_entered_from_id"), "document", ["entered_from_id"], ["id"]
        )

    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("channel", sa.String(length=20), nullable=False, server_default="mail"))
        batch_op.add_column(sa.Column("recipient", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("template_version", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("batch_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("not_before", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("entered_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("cancelled_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("file_sha256", sa.String(length=64), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_letter_batch_id"), ["batch_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_letter_cancelled_by_id"), "person", ["cancelled_by_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_letter_batch_id"), "reminder_batch", ["batch_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_letter_entered_by_id"), "person", ["entered_by_id"], ["id"])

    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.add_column(sa.Column("officer_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("reminders_paused_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reminders_paused_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("reminders_paused_why", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("accepted_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_reply_accepted_by_id"), "person", ["accepted_by_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_reply_officer_id"), "person", ["officer_id"], ["id"])

    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.add_column(sa.Column("designated_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("designated_by", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("reminders", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True)
        )

    with op.batch_alter_table("state_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_unasked", sa.Boolean(), nullable=False, server_default=sa.false()))

    # What is written from now on says these itself.
    for table, columns in {
        "letter": ("channel", "recipient", "file_sha256"),
        "reply": ("reminders_paused_why",),
        "role": ("designated_by",),
        "state_request": ("is_unasked",),
    }.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)
