"""All tables as lines of JSON and back: the same from either database, so that a copy of one can be read by the other.

A line is the list of a row's values in the order of the columns, which the first line names.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store import models, secretariat_models, summary_models  # noqa: F401 (its tables are registered)
from surveyapp.store.columns import Base, UtcDateTime

ROWS_AT_ONCE = 500


class NotAsWrittenError(ValueError):
    """Lines that are not those of the table."""


def tables() -> list[sa.Table]:
    """Every table, each after those it refers to."""
    return list(Base.metadata.sorted_tables)


def lines(session: Session, table: sa.Table) -> Iterator[str]:
    """The names of the columns, then every row, in order of the primary key."""
    columns = list(table.columns)
    yield _line([column.name for column in columns])
    found = sa.select(*columns).order_by(*table.primary_key.columns)
    for row in session.execute(found.execution_options(yield_per=ROWS_AT_ONCE)):
        yield _line([_told(value) for value in row])


def take_in(session: Session, table: sa.Table, given: Iterable[str]) -> int:
    """Puts the rows of these lines into an empty table and returns how many; what refers to rows that may not be
    there yet is left open (see `close`). Raises NotAsWrittenError."""
    each = iter(given)
    columns = _columns(table, next(each, ""))
    later = _referring_ahead(table)
    count = 0
    for rows in _in_portions(each):
        values = [_read(columns, row) for row in rows]
        session.execute(sa.insert(table), [one | dict.fromkeys(later) for one in values])
        count += len(values)
    return count


def close(session: Session, table: sa.Table, given: Iterable[str]) -> None:
    """Writes what `take_in` left open, once every table is there; and lets the next id follow the last."""
    if later := _referring_ahead(table):
        _refer(session, table, later, given)
    if session.get_bind().dialect.name == "postgresql" and _counts(table):
        session.execute(
            sa.text(
                f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), "  # noqa: S608 (a table of ours)
                f'(SELECT max(id) FROM "{table.name}")) WHERE EXISTS (SELECT 1 FROM "{table.name}")'
            )
        )


def row_counts(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0  # an empty table counts 0
        for table in tables()
    }


def _refer(session: Session, table: sa.Table, later: Sequence[str], given: Iterable[str]) -> None:
    each = iter(given)
    columns = _columns(table, next(each, ""))
    key = [column.name for column in table.primary_key.columns]
    which = sa.and_(*(table.c[name] == sa.bindparam(f"key_{name}") for name in key))
    written = sa.update(table).where(which).values({name: sa.bindparam(f"to_{name}") for name in later})
    for rows in _in_portions(each):
        values = [_read(columns, row) for row in rows]
        referring = [one for one in values if any(one[name] is not None for name in later)]
        found = [
            {f"key_{name}": one[name] for name in key} | {f"to_{name}": one[name] for name in later}
            for one in referring
        ]
        if found:
            session.connection().execute(written, found)


def _referring_ahead(table: sa.Table) -> list[str]:
    """The columns that refer to the table itself or to one that comes after it."""
    before = set()
    for one in tables():
        if one is table:
            break
        before.add(one)
    return [column.name for column in table.columns for key in column.foreign_keys if key.column.table not in before]


def _counts(table: sa.Table) -> bool:
    column = table.columns.get("id")
    return column is not None and column.primary_key and isinstance(column.type, sa.Integer)


def _columns(table: sa.Table, first: str) -> list[sa.Column[Any]]:
    names = _parsed(first)
    if names != [column.name for column in table.columns]:
        raise NotAsWrittenError(table.name)
    return list(table.columns)


def _in_portions(given: Iterator[str]) -> Iterator[list[list[Any]]]:
    rows: list[list[Any]] = []
    for line in given:
        rows.append(_parsed(line))
        if len(rows) == ROWS_AT_ONCE:
            yield rows
            rows = []
    if rows:
        yield rows


def _parsed(line: str) -> list[Any]:
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise NotAsWrittenError(str(error)) from error
    if not isinstance(found, list):
        raise NotAsWrittenError("no list")
    return found


def _read(columns: Sequence[sa.Column[Any]], row: Sequence[Any]) -> dict[str, Any]:
    if len(row) != len(columns):
        raise NotAsWrittenError("another number of columns")
    return {column.name: _value(column, value) for column, value in zip(columns, row, strict=True)}


def _value(column: sa.Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, sa.Date):
        return date.fromisoformat(value)
    return value


def _line(values: Sequence[Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
