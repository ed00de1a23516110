"""The dashboard of a round with many states, questions, answers and earlier rounds, beside a bare page of that size."""

import gc
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.app import create_app
from surveyapp.cli.serve import OBJECTS_OF_A_PAGE
from surveyapp.store import models
from surveyapp.store.database import make_engine, writing
from tests.bench import round_page, scene
from tests.bench.figures import Chapter, Figure, median
from tests.bench.scene import Scene
from tests.bench.statements import counted

STATES, ROUNDS, SECTIONS, QUESTIONS = 200, 20, 30, 10
REQUESTS = 20
"""For each of the turns, of the product and of the bare page."""
MOST = 3.0
PATH = "/en/secretariat/rounds/2026"

BARE = """<!doctype html><html lang="en"><head><title>Round</title></head><body><h1>Round</h1><table>
{%- for row in rows %}<tr id="{{ row.state }}"><th scope="row">
<a href="/round/{{ row.state }}">{{ row.state_facts["names"]["en"]["short"] }}</a>
<small>{{ row.standing }}</small></th>
<td><span class="mark"><i aria-hidden="true">●</i> {{ row.standing }}</span></td>
<td><svg class="bar"
viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
<rect width="{{ "%.1f" | format(100 * row.answered / row.asked if row.asked else 0) }}" height="8"/></svg>
{{ row.answered }} of {{ row.asked }} <span class="signs" aria-hidden="true">
{%- for answered, asked in row.section_progress.values() %}{{ "●" if answered == asked else "◐" if answered else "○" }}
{%- endfor %}</span></td><td>{{ row.public_id }}</td><td>{{ row.invited_at }}</td><td>{{ row.last_activity_at }}</td>
<td>{{ row.officer_id or "" }}</td><td>{{ row.own_deadline or "" }}</td></tr>{% endfor -%}
</table></body></html>"""
COLUMNS = (
    "state",
    "standing",
    "answered",
    "asked",
    "public_id",
    "invited_at",
    "last_activity_at",
    "officer_id",
    "state_facts",
    "section_progress",
)


@dataclass(frozen=True)
class Times:
    """Milliseconds of many requests, in order."""

    each: list[float]

    @property
    def p95(self) -> float:
        return self.each[int(len(self.each) * 0.95)]


def measure(folder: Path, turns: int) -> Chapter:
    few, _client = _client_of(folder / "few", 10, 2)
    many, client = _client_of(folder / "many", STATES, ROUNDS)
    bare = _bare(f"sqlite:///{folder / 'many'}/surveyapp.db").test_client()
    gc.collect()
    gc.freeze()  # as `surveyapp serve` does once everything is loaded
    gc.set_threshold(OBJECTS_OF_A_PAGE)
    taken, floor = _in_turns(lambda: client.get(PATH), lambda: bare.get("/"), turns)
    ratio = taken.p95 / floor.p95
    of = f"{STATES} states × {SECTIONS * QUESTIONS} questions × {ROUNDS} rounds"
    return Chapter(
        "The dashboard of a round",
        [
            Figure(
                what=f"{of}: SQL statements",
                product=str(many),
                floor=f"{few} (10 states, 2 rounds)",
                target="the same",
                is_met=many == few,
            ),
            Figure(
                what=f"{of}: p95 of {len(taken.each)} requests",
                product=f"{taken.p95:.0f} ms",
                floor=f"{floor.p95:.0f} ms",
                ratio=f"{ratio:.2f}",
                target=f"≤ {MOST:.0f}",
                is_met=ratio <= MOST,
            ),
            Figure(
                what=f"{of}: median",
                product=f"{median(taken.each):.0f} ms",
                floor=f"{median(floor.each):.0f} ms",
                ratio=f"{median(taken.each) / median(floor.each):.2f}",
            ),
        ],
        ["The bare page reads the same replies in one statement, says the same of them in as many cells, and no more."],
    )


def _client_of(folder: Path, states: int, rounds: int) -> tuple[int, Callable]:
    built = scene.build(scene.settings_in(folder), scene.long_questionnaire(SECTIONS, QUESTIONS), ("CRI", "JAM"))
    round_page.ask_more(built, states - 2)
    _furnish(built, rounds)
    app = create_app(built.settings)
    client = app.test_client()
    client.set_cookie("session", built.officer)
    client.get(PATH)  # what every page says of the installation is known from here on
    with counted(app.extensions["engine"]) as asked:
        answer = client.get(PATH)
    if answer.status_code != 200:
        raise RuntimeError(f"the dashboard answered {answer.status_code}")
    return asked.count, client


def _furnish(built: Scene, rounds: int) -> None:
    """Progress, letters, an officer and answers for every state, and the replies of earlier rounds."""
    engine = make_engine(built.settings.database_url)
    with writing(engine) as session:
        round_ = session.scalars(sa.select(models.Round)).one()
        officer = session.scalars(sa.select(models.Role).where(models.Role.role == "officer")).one()
        chance, now = random.Random(2026), datetime.now(UTC)
        replies = session.scalars(sa.select(models.Reply)).all()
        for reply in replies:
            progress = {f"s{number}": [chance.randint(0, QUESTIONS), QUESTIONS] for number in range(1, SECTIONS + 1)}
            reply.section_progress, reply.officer_id = progress, officer.person_id
            reply.answered, reply.asked = sum(one for one, _all in progress.values()), SECTIONS * QUESTIONS
            reply.standing, reply.last_activity_at = chance.choice(("in_progress", "submitted")), now
            reply.invited_at = now - timedelta(days=29)
            reply.submitted_at = now - timedelta(days=chance.randint(0, 20)) if reply.standing == "submitted" else None
            session.add(_letter(round_, reply, now))
        session.flush()
        session.execute(sa.insert(models.Answer), _answers(round_, replies, now))
        for number in range(1, rounds):
            session.add(_earlier(round_, replies, number, chance))
        session.commit()
    engine.dispose()


def _letter(round_: models.Round, reply: models.Reply, now: datetime) -> models.Letter:
    address = f"{reply.state.lower()}@example.org"
    return models.Letter(
        kind="invitation",
        occasion=f"invitation:{reply.public_id}",
        round_id=round_.id,
        reply_id=reply.id,
        email=address,
        email_key=address,
        language="en",
        subject="Invitation",
        body="Text\n" * 60,
        status="sent",
        created_at=now,
        sent_at=now,
    )


def _answers(round_: models.Round, replies: list[models.Reply], now: datetime) -> list[dict[str, object]]:
    facts = {"edition_id": round_.edition_id, "version": 1, "typed": {"text": "Text"}, "mark": "answered", "at": now}
    codes = [f"s{number}_q{place}" for number in range(1, SECTIONS + 1) for place in range(1, QUESTIONS + 1)]
    unanswered = replies[2:]  # the first two have answered
    return [{"reply_id": reply.id, "place": code, **facts} for reply in unanswered for code in codes]


def _earlier(of: models.Round, replies: list[models.Reply], number: int, chance: random.Random) -> models.Round:
    back = timedelta(days=180 * number)
    copied = ("title", "mandate", "meeting", "period_from", "period_to", "time_zone", "edition_id")
    made = models.Round(
        code=f"round-{number}",
        created_at=of.created_at - back,
        opened_at=of.deadline - back - timedelta(days=50),
        deadline=of.deadline - back,
        closes_at=of.closes_at - back,
        **{name: getattr(of, name) for name in copied},
    )
    made.replies = [
        models.Reply(
            state=reply.state,
            state_facts=reply.state_facts,
            section_progress=reply.section_progress,
            standing="submitted" if chance.random() < 0.6 else "in_progress",
            submitted_at=made.deadline + timedelta(days=chance.randint(-45, 15)),
        )
        for reply in replies
    ]
    return made


def _bare(url: str) -> Flask:
    app = Flask("bare")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    engine, template = make_engine(url), app.jinja_env.from_string(BARE)
    columns = [getattr(models.Reply, name) for name in (*COLUMNS, "own_deadline")]

    @app.get("/")
    def page() -> str:
        with Session(engine) as session:
            found = session.execute(sa.select(*columns).join(models.Round).where(models.Round.code == "2026")).all()
        return template.render(rows=found)

    return app


def _in_turns(first: Callable[[], object], second: Callable[[], object], turns: int) -> tuple[Times, Times]:
    taken: tuple[list[float], list[float]] = ([], [])
    for one in (first, second):
        one()  # what fills caches is not counted
    for _ in range(max(1, turns) * REQUESTS):
        for place, one in enumerate((first, second)):
            begun = time.perf_counter()
            one()
            taken[place].append((time.perf_counter() - begun) * 1000)
    return Times(sorted(taken[0])), Times(sorted(taken[1]))
