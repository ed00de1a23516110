"""What tests of pages share: a browser, a clock to be set, people who have come in."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask, before_render_template, g

from surveyapp.actions import coming_in
from surveyapp.store.database import writing
from surveyapp.store.models import Letter, Person
from tests.page_client import PageClient


class Clock:
    """The time of the application, which a test moves on."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def pass_(self, **time: float) -> None:
        self.moment += timedelta(**time)


@pytest.fixture(autouse=True)
def no_page_is_drawn_while_the_store_is_held() -> Iterator[None]:
    """Whatever a test of pages is about: a deed is over before its answer is drawn, so that nobody waits for it."""

    def look(_app: Flask, template: object, **_more: object) -> None:
        assert g.get("use") != "writing", f"{template} is drawn in a transaction that writes"

    with before_render_template.connected_to(look):
        yield


@pytest.fixture
def clock(app: Flask, now: datetime) -> Clock:
    clock = Clock(now)
    app.config["CLOCK"] = clock
    return clock


@pytest.fixture
def sign_in(app: Flask, engine: sa.Engine, clock: Clock) -> Callable[[PageClient, Person], None]:
    """Begins a session for a person at a client's browser, as the last step of coming in does."""

    def begin(client: PageClient, person: Person) -> None:
        with writing(engine) as session:
            token = coming_in.begin(session, session.get_one(Person, person.id), clock())
            session.commit()
        client.browser.set_cookie("session", token)

    return begin


@pytest.fixture
def mailed_code(engine: sa.Engine) -> Callable[[str], str]:
    """The code in the newest letter to an address, as its reader types it."""

    def code(address: str) -> str:
        with writing(engine) as session:
            newest = sa.select(Letter).where(Letter.email_key == address).order_by(Letter.id.desc())
            letter = session.scalars(newest).first()
        assert letter is not None, f"no letter to {address}"
        return letter.subject.rpartition(": ")[2]

    return code


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Pages are tested on the embedded database; what a database could do differently, the tests of actions hold."""
    return sqlite_url
