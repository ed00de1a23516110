"""What all tables share: the declarative base with named constraints, and the kinds of column of our own."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# Migrations address constraints by name, and SQLite gives them none of its own.
NAMES_OF_CONSTRAINTS = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of the product."""

    metadata = sa.MetaData(naming_convention=NAMES_OF_CONSTRAINTS)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in, aware UTC out. A naive time is refused: nobody knows which zone it meant."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"{value!r} has no time zone: pass an aware time.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# JSON that is only read back whole: text on SQLite, JSONB on PostgreSQL. JSONB keeps neither the order of
# keys nor the spelling of numbers, so what is hashed or must come back byte for byte is sa.Text, never this.
# None is stored as SQL NULL. How a migration writes this type is decided in migrations/env.py.
Json: sa.JSON[Any] = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
