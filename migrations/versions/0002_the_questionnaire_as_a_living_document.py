"""The questionnaire as a living document"""

# A migration may move an answer, never drop one. What a column, table or row of answers, versions,
# submissions, attachments or events says must stand somewhere after it; tests/store/test_migrations.py
# carries data across.

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "incoming_wordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("source_name", sa.String(length=255), nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["applied_by_id"], ["person.id"], name=op.f("fk_incoming_wordings_applied_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_incoming_wordings_edition_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_incoming_wordings_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_wordings")),
        sa.UniqueConstraint("public_id", name=op.f("uq_incoming_wordings_public_id")),
    )
    with op.batch_alter_table("incoming_wordings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incoming_wordings_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "stale_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("changed_language", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_stale_wording_edition_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["person.id"], name=op.f("fk_stale_wording_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stale_wording")),
    )
    with op.batch_alter_table("stale_wording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stale_wording_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("edition_from_id", sa.Integer(), nullable=False),
        sa.Column("edition_to_id", sa.Integer(), nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_confirmation_asked_by_id")),
        sa.ForeignKeyConstraint(["edition_from_id"], ["edition.id"], name=op.f("fk_confirmation_edition_from_id")),
        sa.ForeignKeyConstraint(["edition_to_id"], ["edition.id"], name=op.f("fk_confirmation_edition_to_id")),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_confirmation_reply_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["person.id"], name=op.f("fk_confirmation_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
        sa.UniqueConstraint(
            "reply_id", "question", "edition_to_id", name=op.f("uq_confirmation_reply_id_question_edition_to_id")
        ),
    )
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_confirmation_reply_id"), ["reply_id"], unique=False)

    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carried_from_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_answer_carried_from_id"), "submission", ["carried_from_id"], ["id"])

    with op.batch_alter_table("answer_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carried_from_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_answer_version_carried_from_id"), "submission", ["carried_from_id"], ["id"]
        )

    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wordings_from", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("languages_added", JSON, nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("based_on_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("previous_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("map_corrections", JSON, nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_edition_previous_id"), "edition", ["previous_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_edition_based_on_id"), "edition", ["based_on_id"], ["id"])

    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reopened_for", JSON, nullable=True))

    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.add_column(sa.Column("received_as", sa.String(length=20), nullable=False, server_default=""))

    with op.batch_alter_table("wording_revision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("was", sa.Text(), nullable=False, server_default=""))
        batch_op.alter_column(
            "path", existing_type=sa.VARCHAR(length=200), type_=sa.String(length=300), existing_nullable=False
        )

    # What is written from now on says these itself.
    for table, columns in {
        "edition": ("wordings_from", "languages_added"),
        "submission": ("received_as",),
        "wording_revision": ("was",),
    }.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)
