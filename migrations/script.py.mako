"""${message}"""

# A migration may move an answer, never drop one. What a column, table or row of answers, versions,
# submissions, attachments or events says must stand somewhere after it; tests/store/test_migrations.py
# carries data across.

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
