"""Holding what was acknowledged against what is in the store afterwards."""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store import models
from surveyapp.store.database import make_engine, reading
from tests.soak.writing import Writer

Texts = Mapping[int, str]
"""The history of one place: version to text."""


def faults(database_url: str, writers: Sequence[Writer]) -> list[str]:
    """Every acknowledged answer that is not there, repetition taken for a change, history that is not whole."""
    engine = make_engine(database_url)
    with reading(engine) as session:
        found = [fault for writer in writers for fault in _faults(session, writer)]
    engine.dispose()
    return found


def _faults(session: Session, writer: Writer) -> Iterator[str]:
    who = f"{writer.official.reply} {writer.place}"
    history = _history(session, writer)
    if sorted(history) != list(range(1, len(history) + 1)):
        yield f"{who}: the history has versions {sorted(history)}"
    if len(set(history.values())) != len(history):
        yield f"{who}: a text that was sent again is there twice"
    for one in writer.acknowledged:
        if history.get(one.version) != one.text:
            yield f"{who}: version {one.version} was acknowledged and is not there as it was typed"
    last = history.get(len(history), "")
    if _present(session, writer) != (len(history), last):
        yield f"{who}: what stands now is not the last version"
    expected = {writer.acknowledged[-1].text if writer.acknowledged else "", writer.given_up}
    if last not in expected:
        yield f"{who}: the last text is not the one last typed"
    yield from (f"refused: {one}" for one in writer.refused)


def _history(session: Session, writer: Writer) -> Texts:
    table = models.AnswerVersion
    query = sa.select(table.version, table.typed).join(models.Reply, models.Reply.id == table.reply_id)
    rows = session.execute(query.where(models.Reply.public_id == writer.official.reply, table.place == writer.place))
    return {version: typed["text"] for version, typed in rows}


def _present(session: Session, writer: Writer) -> tuple[int, str]:
    table = models.Answer
    query = sa.select(table.version, table.typed).join(models.Reply, models.Reply.id == table.reply_id)
    row = session.execute(
        query.where(models.Reply.public_id == writer.official.reply, table.place == writer.place)
    ).one_or_none()
    return (row.version, row.typed["text"]) if row else (0, "")
