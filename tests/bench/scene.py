"""What is measured on: a migrated store with a questionnaire, a round, replies with answers, and people signed in."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from config import Settings
from surveyapp import data
from surveyapp.actions import answering, coming_in
from surveyapp.actions.answering import Posted
from surveyapp.actions.illustrating import Inventor
from surveyapp.core.questionnaire import Kind, Question, Questionnaire, Section
from surveyapp.core.states import from_facts
from surveyapp.documents import xlsform
from surveyapp.store import migrating, models
from surveyapp.store.database import make_engine, writing
from tests.builders import a_question, a_questionnaire, a_section, an_option, words
from tests.stored import a_person, a_reply, a_round

KEY = "the secret key of the measurements, for them alone"
YEAR = 2025


@dataclass(frozen=True)
class Scene:
    """A store with replies, each with the token of a focal point of its state; the officer's token."""

    settings: Settings
    replies: tuple[str, ...]
    """Public ids."""
    tokens: tuple[str, ...]
    officer: str

    @property
    def environ(self) -> dict[str, str]:
        """The settings as a process of its own is given them."""
        return environ(self.settings)


def environ(settings: Settings) -> dict[str, str]:
    return {
        "SURVEYAPP_DATA": str(settings.data_folder),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "BASE_URL": settings.base_url,
    }


def settings_in(folder: Path, database_url: str = "") -> Settings:
    """Settings for a store of one's own in a folder, on SQLite unless told otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    return Settings(
        data_folder=folder,
        database_url=database_url or f"sqlite:///{folder}/surveyapp.db",
        base_url="http://localhost",
        secret_key=KEY,
    )


def build(
    settings: Settings,
    questionnaire: Questionnaire,
    states: Sequence[str] = ("CRI",),
    officials_of_a_state: int = 1,
    *,
    answered: bool = True,
) -> Scene:
    """A store with one open round, in which these states have answered every question and sent nothing yet."""
    migrating.upgrade(settings.database_url)
    now = datetime.now(UTC)
    engine = make_engine(settings.database_url)
    with writing(engine) as session:
        round_ = a_round(session, questionnaire, **_around(now))
        replies, tokens = [], []
        for state in states:
            reply = a_reply(session, state, round_)
            people = [
                a_person(session, f"Official {number} of {state}", state=state, language="en")
                for number in range(officials_of_a_state)
            ]
            if answered:
                _answer(session, reply, questionnaire, people[0], now)
            replies.append(reply.public_id)
            tokens += [coming_in.begin(session, person, now) for person in people]
        officer = coming_in.begin(session, a_person(session, "Officer", "officer", state=None), now)
        session.commit()
    engine.dispose()
    return Scene(settings, tuple(replies), tuple(tokens), officer)


def ten_questions() -> Questionnaire:
    """One section with ten questions of the commonest kinds; every second option asks for a text."""
    yes = an_option("yes", detail=words("Cite the law", "Cite la ley"))
    partly = an_option("partly", detail=words("Please explain", "Explique"))
    kinds: list[tuple[Kind, Any]] = [
        *((Kind.ONE, (yes, partly, an_option("no"))) for _ in range(4)),
        (Kind.SEVERAL, "police prosecutors courts shelters borders"),
        (Kind.LONG_TEXT, ()),
        (Kind.SHORT_TEXT, ()),
        (Kind.SHORT_TEXT, ()),
        (Kind.INTEGER, ()),
        (Kind.DATE, ()),
    ]
    questions = (
        a_question(f"q{number}", kind, options, number=f"1.{number}", hint=words("One sentence that helps."))
        for number, (kind, options) in enumerate(kinds, 1)
    )
    return a_questionnaire(a_section("first", *questions, number="1"))


def long_questionnaire(sections: int = 30, of_questions: int = 10, conditions: int = 60) -> Questionnaire:
    """Three hundred questions in thirty sections; two in each section are asked only after a certain answer."""
    every = conditions // sections
    return a_questionnaire(*(_long_section(number, of_questions, every) for number in range(1, sections + 1)))


def bundled() -> Questionnaire:
    """The questionnaire that comes with the product."""
    read = xlsform.read(data.path("best_practices.xlsx").read_bytes(), "best_practices.xlsx")
    if read.questionnaire is None:
        raise RuntimeError(f"the bundled questionnaire has faults: {read.faults}")
    return read.questionnaire


def _long_section(number: int, of_questions: int, conditions: int) -> Section:
    questions = [_long_question(f"s{number}_q{place}", place, conditions) for place in range(1, of_questions + 1)]
    return a_section(f"s{number}", *questions, number=str(number))


def _long_question(code: str, place: int, conditions: int) -> Question:
    section = code.partition("_")[0]
    wording = words(f"Question {code}: what has your State done in this field?", f"Pregunta {code}: ¿qué se ha hecho?")
    relevant = f"${{{section}_q1}} = 'yes' or selected(${{{section}_q2}}, 'police')"
    facts: dict[str, Any] = {"number": code, "wording": wording} | (
        {"relevant": relevant} if 2 < place <= 2 + conditions else {}
    )
    kind = (Kind.ONE, Kind.SEVERAL, Kind.ONE, Kind.SHORT_TEXT, Kind.INTEGER)[(place - 1) % 5]
    options = {
        Kind.ONE: (an_option("yes", detail=words("Cite the law")), an_option("partly"), an_option("no")),
        Kind.SEVERAL: "police prosecutors courts shelters",
    }
    return a_question(code, kind, options.get(kind, ()), **facts)


def _around(now: datetime) -> dict[str, datetime]:
    return {
        "opened_at": now - timedelta(days=30),
        "deadline": now + timedelta(days=20),
        "closes_at": now + timedelta(days=40),
    }


def _answer(
    session: Session, reply: models.Reply, questionnaire: Questionnaire, person: models.Person, now: datetime
) -> None:
    inventor = Inventor(from_facts(reply.state_facts), YEAR, random.Random(reply.state), leaves_gaps=False)
    posted = {
        place: Posted(typed, 0)
        for question in questionnaire.questions()
        for place, typed in inventor.answers(question, {})
    }
    answering.save_page(session, reply, posted, "measured", person, now, "en")
