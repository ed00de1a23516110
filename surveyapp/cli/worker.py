"""surveyapp worker: the process that sends letters and does what is timed."""

import logging
import os
import signal
import threading

import click

from surveyapp import worker as letters
from surveyapp.cli import opening


@click.command()
@click.option("--while-parent-runs", is_flag=True, hidden=True)
def worker(while_parent_runs: bool) -> None:
    """Send letters as they come and remind as rounds say, until interrupted or terminated.

    `serve` begins one of its own; others may run beside it, also on other machines.
    """
    settings = opening.settings()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    for foreign in ("alembic", "huey"):
        logging.getLogger(foreign).setLevel(logging.WARNING)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    if while_parent_runs:
        threading.Thread(target=_stop_with_parent, args=(stop, os.getppid()), daemon=True).start()
    engine = opening.engine()
    try:
        letters.run(engine, settings, stop)
    finally:
        engine.dispose()


def _stop_with_parent(stop: threading.Event, parent: int) -> None:
    """Without its server, which may have been killed, the process that sends letters ends too."""
    while not stop.wait(2):
        if os.getppid() != parent:
            stop.set()
