"""What journeys begin from: the product being served, its letters, and a small round that is open."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings
from surveyapp.actions import answering, authoring, coming_in, inviting, people, rounds, submitting
from surveyapp.actions.answering import Posted
from surveyapp.core.places import Place
from surveyapp.store import models
from surveyapp.store.database import make_engine, reading, writing
from tests.browser import NewContext
from tests.full_disk import a_full_disk
from tests.journeys import living_form
from tests.journeys.author import Author
from tests.journeys.navigators import WIDE, FocalPoint, Mailbox
from tests.product import LiveServer
from tests.stored import a_state

SMALL_FORM = Path(__file__).parents[1] / "data" / "small_form.xlsx"

BROKEN_OFF = [r"^(Error|TargetClosedError): "]
"""How the browser's driver says that the browser let it down; a wrong page is an AssertionError or a TimeoutError."""

MakeFocalPoint = Callable[..., FocalPoint]
MakeAuthor = Callable[..., Author]
EndEverySession = Callable[[], None]
Kept = Callable[[str], list[str]]
FullDisk = Callable[[], AbstractContextManager[None]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A journey that was broken off by the driver is made once more; the closing lines name it (R)."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=BROKEN_OFF))


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What a browser sees does not depend on the database; the tests of the store run on both."""
    return sqlite_url


@pytest.fixture
def engine(settings: Settings) -> Iterator[sa.Engine]:
    """The store of the product being served, to arrange it and to look into it."""
    engine = make_engine(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def mailbox(engine: sa.Engine) -> Mailbox:
    """The letters that left the house, as whoever they are for would read them."""
    return Mailbox(engine)


@dataclass(frozen=True)
class SmallRound:
    """A round open to Costa Rica, Jamaica and Chile; on the small form, the first two have focal points invited."""

    code: str
    replies: dict[str, str]
    """State to the public id of its reply."""


@pytest.fixture
def small_round(engine: sa.Engine, server: LiveServer) -> SmallRound:
    now = datetime.now(UTC)
    with writing(engine) as session:
        rounds.load_member_states(session)
        _name(session, "Ana Mora", "CRI", "es", now)
        _name(session, "Luis Vargas", "CRI", "es", now)
        _name(session, "Joy Brown", "JAM", "en", now)
        edition = _published(session, SMALL_FORM.read_bytes(), SMALL_FORM.name, now)
        round_ = opened(session, edition, "small", now)
        inviting.invite(session, round_, round_.replies, server.address, None, now)
        session.commit()
        return _of(round_)


@pytest.fixture
def living_round(engine: sa.Engine) -> SmallRound:
    """A round on the living form, open to the same states; what Jamaica sent stands in its reply."""
    now = datetime.now(UTC)
    with writing(engine) as session:
        rounds.load_member_states(session)
        _name(session, "Ana Mora", "CRI", "es", now)
        round_ = opened(session, _published(session, living_form.workbook(), "living.xlsx", now), "first", now)
        reply = next(one for one in round_.replies if one.state == "JAM")
        answers = {Place(code): Posted(typed, 0) for code, typed in living_form.OF_JAMAICA.items()}
        answering.save_page(session, reply, answers, "saved", None, now)
        submitting.submit(session, reply, living_form.DECLARED, "sent", None, now, "5a" * 16)
        session.commit()
        return _of(round_)


@pytest.fixture
def focal_point(new_context: NewContext, server: LiveServer, mailbox: Mailbox, engine: sa.Engine) -> MakeFocalPoint:
    """Makes a person of a state at a browser of his or her own, signed in: `focal_point("Ana Mora")`."""

    def make(name: str, language: str = "es", *, is_scripted: bool = True, is_signed_in: bool = True) -> FocalPoint:
        context = new_context(java_script_enabled=is_scripted, locale=language, viewport=WIDE)
        if is_signed_in:
            token = _session_of(engine, name)
            context.add_cookies([{"name": "session", "value": token, "url": server.address}])
        facts = {"email": address_of(name), "is_scripted": is_scripted}
        return FocalPoint(context.new_page(), server.address, language, mailbox, **facts)

    return make


@pytest.fixture
def author(new_context: NewContext, server: LiveServer, mailbox: Mailbox, engine: sa.Engine) -> MakeAuthor:
    """Makes an officer who writes questionnaires, at a browser and signed in: `author("en")`."""
    now = datetime.now(UTC)
    with writing(engine) as session:
        rounds.load_member_states(session)
        officer = people.name_person(session, "olga.nunez@example.org", "Olga Núñez", "en", now)
        people.give_role(session, officer, "officer", now)
        session.commit()

    def make(language: str, *, is_scripted: bool = True) -> Author:
        context = new_context(java_script_enabled=is_scripted, locale=language, viewport=WIDE)
        token = _session_of(engine, "Olga Núñez")
        context.add_cookies([{"name": "session", "value": token, "url": server.address}])
        facts = {"email": "olga.nunez@example.org", "is_scripted": is_scripted}
        return Author(context.new_page(), server.address, language, mailbox, **facts)

    return make


@pytest.fixture
def end_every_session(engine: sa.Engine) -> EndEverySession:
    """Ends the sessions of everybody, as time does."""

    def end() -> None:
        with writing(engine) as session:
            session.execute(sa.update(models.Session).values(ended_at=datetime.now(UTC)))
            session.commit()

    return end


@pytest.fixture
def full_disk(server: LiveServer) -> Callable[[], AbstractContextManager[None]]:
    """While `with full_disk():` lasts, the product's store can grow no further."""
    return lambda: a_full_disk(server.app)


@pytest.fixture
def kept(engine: sa.Engine, small_round: SmallRound) -> Kept:
    """The texts that were kept at a place of Costa Rica's reply, the newest first, from its history."""

    def texts(place: str) -> list[str]:
        version = models.AnswerVersion
        found = sa.select(version).join(models.Reply, models.Reply.id == version.reply_id)
        found = found.where(models.Reply.state == "CRI", version.place == place).order_by(version.version.desc())
        with reading(engine) as session:
            return [row.typed.get("text", "") for row in session.scalars(found)]

    return texts


def facts_of_a_round() -> dict[str, str]:
    """What an officer types to make a round, apart from its code and the states asked.

    Its deadline is later than that of a round that was `opened` today, at whatever time of the day.
    """
    today = datetime.now(UTC).date()
    return {
        "title_en": "Small round",
        "title_es": "Ronda breve",
        "mandate_en": "AG/RES. 1 (I-O/26)",
        "mandate_es": "AG/RES. 1 (I-O/26)",
        "meeting_en": "the First Meeting",
        "meeting_es": "la Primera Reunión",
        "period_from": f"{today.year - 2}-01-01",
        "period_to": f"{today.year - 1}-12-31",
        "deadline_day": str(today + timedelta(days=22)),
        "closes_day": str(today + timedelta(days=42)),
    }


def address_of(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"


def _session_of(engine: sa.Engine, name: str) -> str:
    with writing(engine) as session:
        person = session.scalars(sa.select(models.Person).where(models.Person.name == name)).one()
        token = coming_in.begin(session, person, datetime.now(UTC))
        session.commit()
        return token


def _name(session: Session, name: str, state: str, language: str, now: datetime) -> None:
    person = people.name_person(session, address_of(name), name, language, now, title="Directora", institution="CONATT")
    people.give_role(session, person, "focal_point", now, state=state)


def _published(session: Session, workbook: bytes, name: str, now: datetime) -> models.Edition:
    edition = authoring.import_workbook(session, workbook, name, None, now)
    assert isinstance(edition, models.Edition)
    authoring.publish(session, edition, None, now)
    return edition


def opened(session: Session, edition: models.Edition, code: str, now: datetime) -> models.Round:
    """A round that is open to the three states."""
    plan = rounds.RoundPlan(
        code=code,
        edition=edition,
        title={"en": "Small round", "es": "Ronda breve"},
        mandate={"en": "AG/RES. 1 (I-O/26)", "es": "AG/RES. 1 (I-O/26)"},
        meeting={"en": "the First Meeting", "es": "la Primera Reunión"},
        meeting_on=now.date() + timedelta(days=60),
        period_from=date(now.year - 2, 1, 1),
        period_to=date(now.year - 1, 12, 31),
        deadline=now + timedelta(days=20),
        closes_at=now + timedelta(days=40),
        time_zone="America/New_York",
        states=[a_state(code) for code in ("CRI", "JAM", "CHL")],
    )
    round_ = rounds.create(session, plan, None, now)
    rounds.open_round(session, round_, None, now)
    return round_


def _of(round_: models.Round) -> SmallRound:
    return SmallRound(round_.code, {reply.state: reply.public_id for reply in round_.replies})
