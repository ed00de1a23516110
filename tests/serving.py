"""Servers as processes of their own, for programs that measure the product from outside."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST_START = 60.0


@dataclass
class Server:
    """A server that runs, with all its workers."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    def cpu_seconds(self) -> float:
        """What it has used of the processors so far, all its processes together (Linux)."""
        ticks = sum(_ticks(stat) for stat in Path("/proc").glob("[0-9]*/stat") if _group(stat) == self.process.pid)
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """Ends it in order; one that does not end is killed."""
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """kill -9, workers included: nothing of it comes to an end in order."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def start(command: Sequence[str], port: int, environ: Mapping[str, str], log: Path) -> Server:
    """Starts a server and returns when it answers at /health. RuntimeError with its log if it does not."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environ, "PORT": str(port), "HOST": "127.0.0.1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(port, process, log)
    _wait_until_it_answers(server)
    return server


@contextmanager
def gunicorn(application: str, environ: Mapping[str, str], log: Path, threads: int = 4) -> Iterator[Server]:
    """An application ("module:make()") behind gunicorn, with one worker so that every application is served alike."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--workers", "1"),
        *("--threads", str(threads), "--keep-alive", "30", "--bind", f"127.0.0.1:{port}"),
        *("--no-control-socket", "--log-level", "warning", application),
    ]
    server = start(command, port, environ, log)
    try:
        yield server
    finally:
        server.stop()


def product(port: int, environ: Mapping[str, str], log: Path, *options: str) -> Server:
    """The product as people run it."""
    return start([surveyapp(), "serve", *options], port, environ, log)


def surveyapp() -> str:
    """The command beside the Python that runs this."""
    return str(Path(sys.executable).with_name("surveyapp"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_it_answers(server: Server) -> None:
    until = time.monotonic() + LONGEST_START
    while not _answers(server.port):
        if server.process.poll() is not None or time.monotonic() > until:
            server.kill()
            raise RuntimeError(f"The server did not start:\n{server.log.read_text(errors='replace')[-4000:]}")
        time.sleep(0.02)


def _group(stat: Path) -> int:
    fields = _fields(stat)
    return int(fields[2]) if fields else 0


def _ticks(stat: Path) -> int:
    fields = _fields(stat)
    return int(fields[11]) + int(fields[12]) if fields else 0


def _fields(stat: Path) -> list[str]:
    """What the kernel says of a process, from its state on; nothing if it has just ended (proc_pid_stat(5))."""
    try:
        return stat.read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
