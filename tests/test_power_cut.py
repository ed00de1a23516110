"""The power cut of the long runs cuts: what was synced is there afterwards, and nothing else."""

import os
import signal
import sqlite3
import subprocess
import sys

import pytest

from tests.soak import cut

pytestmark = pytest.mark.skipif(cut.COMPILER is None, reason="no C compiler: apt-get install gcc libc6-dev")

WRITE = """
import os, sqlite3, signal, sys
store = sqlite3.connect(sys.argv[1], isolation_level=None)
store.execute("PRAGMA journal_mode = WAL")
for synchronous, text in (("FULL", "synced"), ("NORMAL", "not synced"), ("NORMAL", "nor this")):
    store.execute(f"PRAGMA synchronous = {synchronous}")
    store.execute("INSERT INTO answer VALUES (?)", [text])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(
    ("is_cut", "is_deaf", "kept"),
    [(False, False, ["synced", "not synced", "nor this"]), (True, False, ["synced"]), (True, True, [])],
)
def test_what_was_not_synced_is_gone_and_what_was_is_there(tmp_path, is_cut, is_deaf, kept):
    store = tmp_path / "store.db"
    with sqlite3.connect(store) as connection:
        connection.execute("CREATE TABLE answer (text)")
    connection.close()
    power = cut.of_store(store, tmp_path, is_deaf=is_deaf)

    done = subprocess.run([sys.executable, "-c", WRITE, store], env={**os.environ, **power.environ}, check=False)
    if is_cut:
        power.drop_what_was_not_synced()

    assert done.returncode == -signal.SIGKILL
    with sqlite3.connect(store) as connection:
        assert connection.execute("SELECT text FROM answer").fetchall() == [(text,) for text in kept]
    connection.close()
