"""A thousand reminders: composed into rows, and handed by workers to a mail server on the same machine, none twice."""

import os
import smtplib
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings
from surveyapp import data
from surveyapp.actions import reminders
from surveyapp.core import reminding
from surveyapp.core.reminding import USUAL, Ladder
from surveyapp.core.states import read_states
from surveyapp.store import migrating, models
from surveyapp.store.database import make_engine, reading, writing
from tests import mail_server, postgres
from tests.bench import scene
from tests.bench.figures import Chapter, Figure
from tests.mail_server import MailServer
from tests.serving import ROOT
from tests.stored import a_person, a_reply, a_round, laws_and_figures

LETTERS = 1000
WORKERS = 3
STATES = 34
LONGEST = 300.0


def measure(folder: Path, _turns: int) -> Chapter:
    figures = _on("SQLite", scene.settings_in(folder / "sqlite"))
    with _postgresql() as url:
        figures += _on("PostgreSQL", scene.settings_in(folder / "postgresql", url))
    return Chapter(
        "A thousand letters",
        figures,
        [
            "The floor hands the same number of short messages over, each on a line of its own, and keeps no record.",
            "Server, workers and database share the machine. From the first letter that came to the last.",
        ],
    )


def _on(name: str, settings: Settings) -> list[Figure]:
    migrating.upgrade(settings.database_url)
    composed, count = _composed(settings)
    with mail_server.serving() as server:
        handed = _handed_over(settings, server, count)
    with mail_server.serving() as another:
        floor = _bare(another)
    came = Counter(one for letter in server.messages for one in letter.recipients)
    twice, recorded = sum(number - 1 for number in came.values()), _sent(settings)
    is_whole = len(came) == recorded == count
    return [
        Figure(what=f"composed into rows a second ({name})", product=f"{composed:.0f}/s"),
        Figure(
            what=f"handed over a second ({name}, {WORKERS} workers)",
            product=f"{handed:.0f}/s",
            floor=f"{floor:.0f}/s",
            ratio=f"{handed / floor:.2f}",
        ),
        Figure(what=f"sent twice ({name})", product=str(twice), target="0", is_met=twice == 0),
        Figure(
            what=f"came, and is recorded as sent ({name})",
            product=f"{len(came)}, {recorded}",
            target=str(count),
            is_met=is_whole,
        ),
    ]


def _composed(settings: Settings) -> tuple[float, int]:
    """A round whose first reminder is due today, its letters written; how many a second, and how many in all."""
    engine = make_engine(settings.database_url)
    now = datetime.now(UTC)
    with writing(engine) as session:
        round_ = _round(session, now)
        session.commit()
        begun = time.perf_counter()
        written = reminders.propose(session, round_, settings.base_url, now)
        session.commit()
        taken = time.perf_counter() - begun
    engine.dispose()
    return len(written) / taken, len(written)


def _round(session: Session, now: datetime) -> models.Round:
    facts = {
        "opened_at": now - timedelta(days=60),
        "deadline": now + timedelta(days=10),
        "closes_at": now + timedelta(days=60),
        "reminders": reminding.to_json(Ladder(USUAL.steps, is_automatic=True)),
    }
    round_ = a_round(session, laws_and_figures(), **facts)
    states = [state.iso3 for state in read_states(data.text("member_states.csv"))][:STATES]
    of_a_state = -(-LETTERS // len(states))
    for iso3 in states:
        a_reply(session, iso3, round_)
        for number in range(of_a_state):
            a_person(session, f"Official {number} of {iso3}", state=iso3)
    return round_


def _handed_over(settings: Settings, server: MailServer, count: int) -> float:
    """How many came a second, from the first to the last."""
    environ = {
        **os.environ,
        **scene.environ(settings),
        "MAIL_URL": server.url,
        "MAIL_FROM": "survey@example.org",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "surveyapp", "worker"]
    processes = [subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL) for _ in range(WORKERS)]
    try:
        _until(lambda: len(server.messages) > 0)
        begun, before = time.perf_counter(), len(server.messages)
        _until(lambda: len(server.messages) >= count)
        taken = time.perf_counter() - begun
        time.sleep(2)  # for one that would come twice
    finally:
        for process in processes:
            process.terminate()
            process.wait()
    return (count - before) / taken


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError("the letters did not come")
        time.sleep(0.02)


def _sent(settings: Settings) -> int:
    engine = make_engine(settings.database_url)
    with reading(engine) as session:
        found = sa.select(sa.func.count()).select_from(models.Letter).where(models.Letter.status == "sent")
        count = session.scalar(found) or 0
    engine.dispose()
    return count


def _bare(server: MailServer) -> float:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "survey@example.org", "a@example.org", "A letter"
    message.set_content("A line of text.\n" * 30)
    begun = time.perf_counter()
    for _ in range(LETTERS // 4):
        with smtplib.SMTP("127.0.0.1", server.port) as line:
            line.send_message(message)
    return LETTERS // 4 / (time.perf_counter() - begun)


@contextmanager
def _postgresql() -> Iterator[str]:
    """A database of one's own on a server whose commits wait for the disk."""
    server = postgres.start(postgres.DURABLE)
    try:
        yield server.create("letters", "template0")
    finally:
        postgres.stop(server)
