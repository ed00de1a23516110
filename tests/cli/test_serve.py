"""The server as it is started for real: it answers, sends letters in a process of its own, and ends when told."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from surveyapp.cli import main


@pytest.fixture
def started(sqlite_url, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path / "data"), "PORT": str(port)}
    command = [sys.executable, "-m", "surveyapp", "serve", "--workers", "1"]
    with (tmp_path / "said").open("wb") as said:
        server = subprocess.Popen(command, env=environment, stdout=said, stderr=subprocess.STDOUT)
        server.port, server.said = port, tmp_path / "said"
        yield server
        server.kill()
        server.wait()


def health(port, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
                return answer.status
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    return None


def processes_below(pid):
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def process_of_letters(pid, other_than=0, seconds=20):
    """The process below the server that sends letters, once it is there."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for below in processes_below(pid):
            command = Path(f"/proc/{below}/cmdline")
            if below != other_than and command.exists() and b"worker" in command.read_bytes().split(b"\0"):
                return below
        time.sleep(0.1)
    return None


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the processes are counted in /proc")
def test_it_answers_says_its_address_and_ends_with_all_its_processes(started):
    assert health(started.port) == 200
    below = processes_below(started.pid)

    started.send_signal(signal.SIGTERM)

    assert started.wait(30) == 0
    assert f"http://127.0.0.1:{started.port}" in started.said.read_text()
    assert len(below) == 2
    assert not [pid for pid in below if Path(f"/proc/{pid}").exists()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the processes are counted in /proc")
def test_the_process_that_sends_letters_is_begun_again_when_it_dies(started):
    assert health(started.port) == 200
    first = process_of_letters(started.pid)
    assert first is not None

    os.kill(first, signal.SIGKILL)

    assert process_of_letters(started.pid, other_than=first) is not None
    started.send_signal(signal.SIGTERM)
    assert started.wait(30) == 0


def test_a_place_that_another_program_holds_is_told_at_once_as_wrong_use(sqlite_url, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = str(holder.getsockname()[1])
        environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path / "data"), "PORT": port}
        done = CliRunner().invoke(main, ["serve"], env=environment)

    assert done.exit_code == 2
    assert f"cannot listen on 127.0.0.1:{port} (Address already in use)" in done.output


def test_a_host_that_is_not_this_machine_is_wrong_use(sqlite_url, tmp_path):
    environment = {"DATABASE_URL": sqlite_url, "SURVEYAPP_DATA": str(tmp_path / "data"), "HOST": "192.0.2.1"}

    done = CliRunner().invoke(main, ["serve"], env=environment)

    assert done.exit_code == 2
    assert "cannot listen on 192.0.2.1:8000" in done.output
