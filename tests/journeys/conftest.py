"""What journeys begin from: the product being served, its letters, and a small round that is open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings
from surveyapp.actions import authoring, coming_in, inviting, people, rounds
from surveyapp.store import models
from surveyapp.store.database import make_engine, reading, writing
from tests.browser import NewContext
from tests.journeys.navigators import WIDE, FocalPoint, Mailbox
from tests.product import LiveServer
from tests.stored import a_state

SMALL_FORM = Path(__file__).parents[1] / "data" / "small_form.xlsx"

MakeFocalPoint = Callable[..., FocalPoint]
EndEverySession = Callable[[], None]
Kept = Callable[[str], list[str]]


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
    """A round on the small form, open to Costa Rica, Jamaica and Chile, the first two with focal points invited."""

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
        round_ = rounds.create(session, _plan(session, now), None, now)
        rounds.open_round(session, round_, None, now)
        inviting.invite(session, round_, round_.replies, server.address, None, now)
        session.commit()
        return SmallRound(round_.code, {reply.state: reply.public_id for reply in round_.replies})


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
def end_every_session(engine: sa.Engine) -> EndEverySession:
    """Ends the sessions of everybody, as time does."""

    def end() -> None:
        with writing(engine) as session:
            session.execute(sa.update(models.Session).values(ended_at=datetime.now(UTC)))
            session.commit()

    return end


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


def _plan(session: Session, now: datetime) -> rounds.RoundPlan:
    edition = authoring.import_workbook(session, SMALL_FORM.read_bytes(), SMALL_FORM.name, None, now)
    assert isinstance(edition, models.Edition)
    authoring.publish(session, edition, None, now)
    return rounds.RoundPlan(
        code="small",
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
