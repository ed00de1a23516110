"""Timed work through huey: which engine keeps its queue, and a consumer beside the sending of letters.

The queue holds names of deeds and nothing else. What is to be done stands in our tables, so that a queue that is lost,
or a deed that was killed midway, is made good by the next one.
"""

import threading
from collections.abc import Callable, Mapping
from typing import Any

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from huey.exceptions import ConfigurationError
from huey.serializer import SignedSerializer

from config import WrongSettingError

NAME = "surveyapp"
OVERTAKEN_SECONDS = 600
"""What waited longer in the queue is left out: the same deed has come round again since."""
LOOK_SECONDS = 10.0
MOST_SECONDS_BETWEEN_LOOKS = 1.0

Deeds = Mapping[str, tuple[str, Callable[[], object]]]
"""Name to minutes of the hour, as cron writes them, and the deed."""


def queue(url: str, secret_key: str) -> Huey:
    """The queue at an address: of SQLite (a file of its own), PostgreSQL or Redis. What is in it is signed."""
    how: dict[str, Any] = {"serializer": SignedSerializer(secret=secret_key), "results": False}
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        return SqliteHuey(NAME, filename=url.removeprefix("sqlite:///"), **how)
    if scheme == "postgresql":
        return PostgresHuey(NAME, dsn=url, **how)
    try:
        return RedisHuey(NAME, url=url, **how)
    except ConfigurationError as error:
        raise WrongSettingError("JOBS_URL", "Redis cannot be used without its library.", "pip install redis") from error


def keep_time(jobs: Huey, deeds: Deeds, stop: threading.Event) -> None:
    """Does each deed at once, and then in its minutes, until told to stop; the one at hand is finished first.

    Each worker keeps the time: a deed for which several put their names in the queue is done several times.
    """
    for name, (minutes, deed) in deeds.items():
        task = jobs.periodic_task(crontab(minute=minutes), name=name, expires=OVERTAKEN_SECONDS)(deed)
        task()
    consumer = _Consumer(jobs, workers=1, initial_delay=1.0, max_delay=MOST_SECONDS_BETWEEN_LOOKS)
    consumer.start()
    while not stop.wait(LOOK_SECONDS):
        consumer.check_worker_health()
    consumer.stop(graceful=True)


class _Consumer(Consumer):
    """One whose process hears signals itself."""

    def _set_signal_handlers(self) -> None:
        pass
