"""What every command opens, and closes again."""

import sqlalchemy as sa

from surveyapp.cli import opening


def test_nothing_of_the_store_stays_open_behind_a_command_so_that_a_server_may_fork(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SURVEYAPP_DATA", str(tmp_path))
    closed = []

    with opening.reading() as session:
        session.execute(sa.text("SELECT 1"))
        sa.event.listen(session.get_bind(), "close", lambda *_: closed.append(1))

    assert closed == [1]
