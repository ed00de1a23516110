"""How a migration runs: on the connection it is handed, all steps in one transaction, on SQLite too."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from surveyapp.store import models, secretariat_models, summary_models  # noqa: F401 (its tables are registered)
from surveyapp.store.columns import UtcDateTime

ONE_AT_A_TIME = 7_306_127_001  # any number, the same for all who migrate


def render_type(kind: str, item: Any, autogenerate: AutogenContext) -> str | Literal[False]:
    """Writes our types in plain SQLAlchemy: a migration must mean the same when the code has moved on."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, sa.JSON):
        autogenerate.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def run() -> None:
    connection: sa.Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=models.Base.metadata,
        render_as_batch=True,  # SQLite changes a table by copying it
        render_item=render_type,
        transactional_ddl=True,  # our SQLite connections begin in earnest, so it can undo half a migration
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
        context.run_migrations()


run()
