"""surveyapp serve: the pages, and beside them the process that sends letters."""

import gc
import logging
import os
import socket
import subprocess
import sys
import threading
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from sqlalchemy.orm import Session

from config import Settings
from surveyapp.actions import comparing, demonstrating
from surveyapp.cli import opening
from surveyapp.cli.database import bring_up_to_date
from surveyapp.core.disclosure import Audience
from surveyapp.store.installation import installation, set_contact

THREADS = 8
MOST_WORKERS = 4
ENDING_SECONDS = 20
PAUSE_SECONDS = 2.0

log = logging.getLogger(__name__)


@click.command()
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=lambda: min(os.cpu_count() or 1, MOST_WORKERS),
    show_default=f"one per core, at most {MOST_WORKERS}",
    help="Processes that answer requests.",
)
@click.option("--upgrade", is_flag=True, help="First what `surveyapp database upgrade` does, in one start.")
def serve(workers: int, upgrade: bool) -> None:
    """Serve the pages on HOST:PORT and send letters, until interrupted or terminated."""
    settings = opening.settings()
    _end_unless_free(settings.host, settings.port)
    if upgrade:
        click.echo(bring_up_to_date(settings.database_url))
    with opening.writing() as session:
        set_contact(session, settings.contact_email, settings.contact_name, settings.contact_telephone)
        session.commit()
    with opening.reading() as session:
        welcome = _ways_in(session, settings) if installation(session).is_demonstration else []
    _Server(settings, workers, welcome).run()


def _end_unless_free(host: str, port: int) -> None:
    """Says at once why nothing can listen there, before anything is loaded or changed."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host.strip("[]"), port), family=family).close()
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        opening.wrong_use(f"The server cannot listen on {host}:{port} ({why}). Set HOST or PORT to what is free here.")


OBJECTS_OF_A_PAGE = 20_000
"""How many more objects than before may be there until Python looks for what nobody holds any more."""


class _Server(BaseApplication):
    """gunicorn, told everything from here: no configuration file, no control socket."""

    def __init__(self, settings: Settings, workers: int, welcome: list[str]) -> None:
        self.settings = settings
        self.welcome = welcome
        self.workers = workers
        self.letters = _Letters()
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"{self.settings.host}:{self.settings.port}",
            "workers": self.workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "graceful_timeout": ENDING_SECONDS,
            "preload_app": True,  # loaded once, shared by the processes that answer requests
            "control_socket_disable": True,
            "loglevel": "warning",
            "proc_name": "surveyapp",
            "when_ready": self._ready,
            "on_exit": lambda _arbiter: self.letters.end(),
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from surveyapp.app import create_app  # not before the settings and the store are known to be right

        app = create_app(self.settings)
        _make_ready(app)
        gc.freeze()  # what is loaded stays: the processes to come share it, and none of them looks through it again
        gc.set_threshold(OBJECTS_OF_A_PAGE)  # they end with their page: to look through them meanwhile is for nothing
        return app

    def _ready(self, _arbiter: object) -> None:
        self.letters.begin()
        click.echo(f"Serving on http://{self.settings.host}:{self.settings.port}")
        if self.settings.base_url != f"http://{self.settings.host}:{self.settings.port}":
            click.echo(f"People reach it at {self.settings.base_url}")
        for line in self.welcome:
            click.echo(line)


def _make_ready(app: Flask) -> None:
    """The pages on which replies are compared take longest when first opened: every process begins with them ready."""
    try:
        for name in app.jinja_env.list_templates(filter_func=lambda one: one.startswith("secretariat/compar")):
            app.jinja_env.get_template(name)
        with opening.reading() as session:
            comparing.make_ready(session, opening.now(), Audience.MEMBER_STATES)
    except Exception:  # whatever stands there: the first reader is told of it, and all other pages are served
        log.exception("what replies say side by side could not be made ready")


class _Letters:
    """The process that sends letters: codes for coming in are letters too, so one that dies is begun again."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._is_over = threading.Event()

    def begin(self) -> None:
        self._start()
        threading.Thread(target=self._watch, name="letters", daemon=True).start()

    def end(self) -> None:
        self._is_over.set()
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _start(self) -> None:
        command = [sys.executable, "-m", "surveyapp", "worker", "--while-parent-runs"]
        self._process = subprocess.Popen(command)  # noqa: S603 (our own command, nothing from outside)

    def _watch(self) -> None:
        while not self._is_over.wait(PAUSE_SECONDS):
            if self._process is not None and self._process.poll() is not None and not self._is_over.is_set():
                log.error("The process that sends letters ended; it is begun again.")
                self._start()


def _ways_in(session: Session, settings: Settings) -> list[str]:
    """How a newcomer comes into the demonstration, in the words of the terminal."""
    officer, focal_points = demonstrating.come_in_as(session, opening.now())
    site = settings.base_url
    mail = "letters are handed to the mail server of MAIL_URL" if settings.mail_server else "no mail is sent"
    lines = [f"This is a demonstration: everything in it is invented, and {mail}."]
    lines += [f"  {one.name}: {site}/{one.language}/sign-in with {one.email}" for one in focal_points]
    if officer is not None:
        lines.append(f"  {officer.name}: {site}/en/sign-in/secretariat with {officer.email}")
        lines.append(f"    passphrase: {demonstrating.OFFICER_PASSPHRASE}")
    lines.append(f"  Codes, letters and the officer's second factor: {site}/en/demonstration/letters")
    return lines
