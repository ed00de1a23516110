"""Sends what waits: one letter at a time, claimed and committed, handed over, recorded and committed."""

import logging
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from config import Settings
from surveyapp.actions import coming_in, correspondence, following_up, letting_stand, uploading
from surveyapp.files.storage import Storage
from surveyapp.mail import sending
from surveyapp.mail.sending import Outcome, Result
from surveyapp.store.database import reading, writing
from surveyapp.store.installation import installation
from surveyapp.store.models import Letter

log = logging.getLogger(__name__)
PAUSE_SECONDS = 1.0
TIDY_EVERY = timedelta(hours=1)
FOLLOW_UP_EVERY = timedelta(minutes=10)

Clock = Callable[[], datetime]


def read_clock() -> datetime:
    return datetime.now(UTC)


def run(engine: sa.Engine, settings: Settings, stop: threading.Event) -> None:
    """Sends letters as they come until told to stop. What goes wrong once is logged and tried again."""
    tidied_at = followed_up_at = datetime.min.replace(tzinfo=UTC)
    while not stop.is_set():
        try:
            send_due(engine, settings, read_clock, stop)
            if read_clock() - tidied_at > TIDY_EVERY:
                tidied_at = read_clock()
                _tidy(engine, settings, tidied_at)
            if read_clock() - followed_up_at > FOLLOW_UP_EVERY:
                followed_up_at = read_clock()
                follow_up(engine, settings, followed_up_at)
                let_stand(engine, settings, followed_up_at)
        except Exception as error:  # whatever it is: the letters after it carry codes that somebody waits for
            # Without the words of the error: they hold addresses.
            log.error("Letters could not be sent: %s", type(error).__name__)
        stop.wait(PAUSE_SECONDS)


def send_due(engine: sa.Engine, settings: Settings, clock: Clock, stop: threading.Event | None = None) -> int:
    """Goes once through the letters that are due and returns how many it dealt with."""
    with reading(engine) as session:
        waiting = correspondence.due(session, clock())
        keeps_codes = bool(waiting) and installation(session).is_demonstration
    done = 0
    for letter in waiting:
        if stop is not None and stop.is_set():
            break
        done += _send(engine, settings, letter, clock, keeps_codes)
    return done


def follow_up(engine: sa.Engine, settings: Settings, now: datetime) -> int:
    """Writes the letters that are due because of where replies stand, and returns how many; holds nothing for none."""
    with reading(engine) as session:
        if not following_up.due(session, now):
            return 0
    with writing(engine) as session:
        written = following_up.write_due(session, settings.base_url, now)
        session.commit()
    return len(written)


def let_stand(engine: sa.Engine, settings: Settings, now: datetime) -> int:
    """Lets stand what was entered from documents and not confirmed in time; how many. Holds nothing for none."""
    with reading(engine) as session:
        if not letting_stand.is_due(session, now):
            return 0
    with writing(engine) as session:
        made = letting_stand.let_stand_what_is_due(session, secrets.token_hex(16), settings.base_url, now)
        session.commit()
    return len(made)


def _send(engine: sa.Engine, settings: Settings, letter: Letter, clock: Clock, keeps_codes: bool) -> int:
    if settings.mail_server is None:
        with writing(engine) as session:
            correspondence.keep(session, session.get_one(Letter, letter.id), keeps_codes=keeps_codes)
            session.commit()
        return 1
    with writing(engine) as session:
        mine = session.get_one(Letter, letter.id)
        if not correspondence.claim(session, mine, clock()):
            return 0
        session.commit()
    outcome = _hand_over(engine, settings, letter.id)
    with writing(engine) as session:
        sent = session.get_one(Letter, letter.id)
        correspondence.record(session, sent, outcome, clock(), keeps_codes=keeps_codes)
        session.commit()
    log.info("Letter %s: %s", letter.public_id, outcome.result)
    return 1


def _hand_over(engine: sa.Engine, settings: Settings, letter_id: int) -> Outcome:
    with reading(engine) as session:
        letter = session.get_one(Letter, letter_id)
        try:
            made = correspondence.as_message(session, letter, settings.mail_from, settings.base_url)
        except ValueError as error:
            return Outcome(Result.REFUSED, f"The address cannot be written in a mail: {type(error).__name__}")
    if settings.mail_server is None:
        raise ValueError("there is no mail server to hand a letter to")
    return sending.send(settings.mail_server, made)


def _tidy(engine: sa.Engine, settings: Settings, now: datetime) -> None:
    with writing(engine) as session:
        correspondence.give_up_lost(session, now)
        coming_in.tidy(session, now)
        uploading.sweep(session, now)
        session.commit()
    with reading(engine) as session:
        uploading.drop_what_is_over(session, Storage(settings.data_folder / "files").pieces)
