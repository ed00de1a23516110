"""Sends what waits and does what is timed, in a process of its own; several may run at once.

A letter is claimed and committed, handed over, recorded and committed. Codes, which somebody waits for, go their own
way beside all other letters. What is timed looks in the tables for what is to be done: doing it twice does it once.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings
from surveyapp.actions import (
    auditing,
    coming_in,
    correspondence,
    following_up,
    letting_stand,
    log_receipts,
    producing,
    reminders,
    uploading,
)
from surveyapp.actions.producing import Cancelled, ChangedSince, Fault, Step
from surveyapp.core.text import MissingWording
from surveyapp.files.storage import Storage
from surveyapp.mail import sending
from surveyapp.mail.sending import Outcome, Result
from surveyapp.store import reminders as store
from surveyapp.store.database import reading, writing
from surveyapp.store.installation import installation
from surveyapp.store.models import Letter, Round
from surveyapp.store.summary_models import ProducedPaper

log = logging.getLogger(__name__)
PAUSE_SECONDS = 1.0
TRY_AGAIN_SECONDS = 30.0
DRAFTS_LAST = timedelta(days=1)
"""A file that was begun so long ago is written by nobody any more."""
CODES, ALL_OTHERS = True, False

Clock = Callable[[], datetime]


def read_clock() -> datetime:
    return datetime.now(UTC)


def run(engine: sa.Engine, settings: Settings, stop: threading.Event) -> None:
    """Works until told to stop. What goes wrong once is logged and tried again."""
    beside = [
        threading.Thread(target=_send_until, args=(engine, settings, stop, CODES), name="codes"),
        threading.Thread(target=_keep_time_until, args=(engine, settings, stop), name="timed"),
        threading.Thread(target=_make_until, args=(engine, settings, stop), name="papers"),
    ]
    for thread in beside:
        thread.start()
    _send_until(engine, settings, stop, ALL_OTHERS)
    for thread in beside:
        thread.join()


def _send_until(engine: sa.Engine, settings: Settings, stop: threading.Event, codes: bool) -> None:
    while not stop.is_set():
        try:
            send_due(engine, settings, read_clock, stop, lanes=(codes,))
        except Exception as error:  # whatever it is: the letters after it carry codes that somebody waits for
            # Without the words of the error: they hold addresses.
            log.error("Letters could not be sent: %s", type(error).__name__)
        stop.wait(PAUSE_SECONDS)


# Letters


def send_due(
    engine: sa.Engine,
    settings: Settings,
    clock: Clock,
    stop: threading.Event | None = None,
    lanes: tuple[bool, ...] = (CODES, ALL_OTHERS),
) -> int:
    """Deals with the letters that are due until none is left that no other worker holds; returns how many."""
    done = 0
    for codes in lanes:
        with reading(engine) as session:  # where nothing waits, the store is not held
            if not correspondence.is_due(session, clock(), codes=codes):
                continue
            keeps_codes = installation(session).is_demonstration
        while not (stop is not None and stop.is_set()) and _send_next(engine, settings, clock, codes, keeps_codes):
            done += 1
    return done


def _send_next(engine: sa.Engine, settings: Settings, clock: Clock, codes: bool, keeps_codes: bool) -> bool:
    """Takes the next letter and sends it, keeps it, or takes it back; False where there is none."""
    with writing(engine) as session:
        letter = correspondence.next_due(session, clock(), codes=codes)
        if letter is None:
            return False
        is_mine = _take(session, letter, settings, clock(), keeps_codes)
        session.commit()
    if is_mine:
        _send(engine, settings, letter, clock, keeps_codes)
    return True


def _take(session: Session, letter: Letter, settings: Settings, now: datetime, keeps_codes: bool) -> bool:
    """Claims a letter, looking once more whether it may go; False where there is nothing to hand over."""
    why = reminders.overtaken(session, letter, now)
    if why is not None:
        reminders.take_back(session, letter, why, now)
        return False
    if settings.mail_server is None:
        correspondence.keep(session, letter, keeps_codes=keeps_codes)
        return False
    return correspondence.claim(session, letter, now)


def _send(engine: sa.Engine, settings: Settings, letter: Letter, clock: Clock, keeps_codes: bool) -> None:
    outcome = _hand_over(engine, settings, letter)
    with writing(engine) as session:
        session.add(letter)  # as it was claimed: it need not be read again
        correspondence.record(session, letter, outcome, clock(), keeps_codes=keeps_codes)
        session.commit()
    log.info("Letter %s: %s", letter.public_id, outcome.result)


def _hand_over(engine: sa.Engine, settings: Settings, letter: Letter) -> Outcome:
    with reading(engine) as session:
        try:
            made = correspondence.as_message(session, letter, settings.mail_from, settings.base_url)
        except ValueError as error:
            return Outcome(Result.REFUSED, f"The address cannot be written in a mail: {type(error).__name__}")
    if settings.mail_server is None:
        raise ValueError("there is no mail server to hand a letter to")
    return sending.send(settings.mail_server, made)


# Papers


def _make_until(engine: sa.Engine, settings: Settings, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            make_papers(engine, settings, read_clock, stop)
        except Exception as error:  # the next one may be possible
            log.error("Papers could not be made: %s", type(error).__name__)
        stop.wait(PAUSE_SECONDS)


def make_papers(engine: sa.Engine, settings: Settings, clock: Clock, stop: threading.Event | None = None) -> int:
    """Makes the papers that wait until none is left that no other worker makes; returns how many were begun."""
    begun = 0
    while not (stop is not None and stop.is_set()):
        with reading(engine) as session:  # where nothing waits, the store is not held
            if not producing.is_any_waiting(session, clock()):
                break
        with writing(engine) as session:
            paper = producing.claim(session, clock())
            paper_id = paper.id if paper else None
            session.commit()
        if paper_id is not None:
            _make(engine, settings, paper_id, clock)
            begun += 1
    return begun


def _make(engine: sa.Engine, settings: Settings, paper_id: int, clock: Clock) -> None:
    """Makes one that was claimed: read and drawn without holding the store, kept, put on record."""
    storage = Storage(settings.data_folder / "files")

    def reached(step: Step) -> None:
        with writing(engine) as apart:
            producing.reach(apart, paper_id, step, clock())
            apart.commit()

    try:
        with reading(engine) as session:
            paper = session.get_one(ProducedPaper, paper_id)
            content, sources = producing.make(session, paper, storage, clock(), reached)
        with writing(engine) as session:
            producing.keep(session, paper_id, storage, content, sources, clock())
            session.commit()
    except Cancelled:
        return
    except Exception as error:  # one that cannot be made is told, and does not keep the others from being made
        is_disk = isinstance(error, OSError) and error.errno is not None
        fault = Fault.NOT_KEPT if is_disk else _FAULTS.get(type(error), Fault.UNEXPECTED)
        log.error("Paper %d could not be made: %s", paper_id, type(error).__name__)
        with writing(engine) as session:
            producing.give_up(session, paper_id, fault, clock())
            session.commit()


_FAULTS: Mapping[type[Exception], Fault] = {
    MissingWording: Fault.MISSING_WORDING,
    ChangedSince: Fault.CHANGED_SINCE,
}


# What is timed


TIMED: Mapping[str, tuple[str, Callable[[sa.Engine, Settings, datetime], object]]] = {
    "lost_letters": ("*", lambda engine, _settings, now: give_up_lost(engine, now)),
    "follow_up": ("*/10", lambda engine, settings, now: follow_up(engine, settings, now)),
    "let_stand": ("*/10", lambda engine, settings, now: let_stand(engine, settings, now)),
    "remind": ("*/10", lambda engine, settings, now: remind(engine, settings, now)),
    "seal": ("*/2", lambda engine, settings, now: seal_due(engine, settings, now)),
    "log_receipt": ("13", lambda engine, _settings, now: mail_log_receipt(engine, now)),
    "tidy": ("7", lambda engine, settings, now: tidy(engine, settings, now)),
}
"""Name to the minutes of each hour in which it is done, as cron writes them, and the deed.

Each finds in the tables what is to be done, so that one that is lost is made good, and done by two it is done once.
"""


def follow_up(engine: sa.Engine, settings: Settings, now: datetime) -> int:
    """Writes the letters that are due because of where replies stand, and returns how many; holds nothing for none."""
    with reading(engine) as session:
        if not following_up.due(session, now):
            return 0
    with writing(engine) as session:
        written = following_up.write_due(session, settings.base_url, now)
        session.commit()
    return len(written)


def remind(engine: sa.Engine, settings: Settings, now: datetime) -> int:
    """Proposes, or sends, the reminders that are due in each round; returns how many letters were written."""
    with reading(engine) as session:
        found = [
            one.id
            for one in store.rounds_to_look_at(session, now)
            if reminders.is_anything_to_do(session, one, settings.base_url, now)
        ]
    written = 0
    for round_id in found:
        with writing(engine) as session:
            written += len(reminders.propose(session, session.get_one(Round, round_id), settings.base_url, now))
            session.commit()
    return written


def give_up_lost(engine: sa.Engine, now: datetime) -> None:
    """Letters of a worker that died while it sent them are uncertain, and a person decides."""
    with reading(engine) as session:
        if not correspondence.is_any_lost(session, now):
            return
    with writing(engine) as session:
        correspondence.give_up_lost(session, now)
        session.commit()


def let_stand(engine: sa.Engine, settings: Settings, now: datetime) -> int:
    """Lets stand what was entered from documents and not confirmed in time; how many. Holds nothing for none."""
    with reading(engine) as session:
        if not letting_stand.is_due(session, now):
            return 0
    with writing(engine) as session:
        made = letting_stand.let_stand_what_is_due(session, secrets.token_hex(16), settings.base_url, now)
        session.commit()
    return len(made)


def seal_due(engine: sa.Engine, settings: Settings, now: datetime) -> int:
    """Seals what was done since the last seal, batch by batch, and returns how many seals were made."""
    made = 0
    while True:
        with reading(engine) as session:
            if not auditing.is_due(session):
                break
        with writing(engine) as session:
            if auditing.seal_due(session, settings.audit_key, now) is None:
                break
            session.commit()
        made += 1
    return made


def mail_log_receipt(engine: sa.Engine, now: datetime) -> int:
    """Writes the letters with this week's receipt of the log, and returns how many."""
    with reading(engine) as session:
        if not log_receipts.is_due(session, now):
            return 0
    with writing(engine) as session:
        written = log_receipts.send_weekly(session, now)
        session.commit()
    return len(written)


def tidy(engine: sa.Engine, settings: Settings, now: datetime) -> None:
    with writing(engine) as session:
        coming_in.tidy(session, now)
        uploading.sweep(session, now)
        session.commit()
    storage = Storage(settings.data_folder / "files")
    with reading(engine) as session:
        uploading.drop_what_is_over(session, storage.pieces)
    storage.drop_drafts(now - DRAFTS_LAST)


def _keep_time_until(engine: sa.Engine, settings: Settings, stop: threading.Event) -> None:
    """Does what is timed until told to stop; letters are sent meanwhile even where the store of jobs is away."""
    from surveyapp.worker import jobs  # loaded here, beside the letters: codes do not wait for it

    deeds = {name: (minutes, partial(_do, name, deed, engine, settings)) for name, (minutes, deed) in TIMED.items()}
    while not stop.is_set():
        try:
            jobs.keep_time(jobs.queue(settings.jobs_url, settings.secret_key), deeds, stop)
        except Exception as error:
            log.error("What is timed cannot be kept in JOBS_URL: %s", type(error).__name__)
            stop.wait(TRY_AGAIN_SECONDS)


def _do(
    name: str, deed: Callable[[sa.Engine, Settings, datetime], object], engine: sa.Engine, settings: Settings
) -> None:
    try:
        deed(engine, settings, read_clock())
    except Exception as error:  # the next time comes by itself; the words of the error hold addresses
        log.error("%s could not be done: %s", name, type(error).__name__)
