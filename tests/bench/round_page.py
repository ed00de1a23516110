"""The round page of the secretariat: what it asks of the store, and how long it takes, as more states are asked."""

import dataclasses
from pathlib import Path

from surveyapp import data
from surveyapp.app import create_app
from surveyapp.core.states import MemberState, read_states, to_facts
from surveyapp.store import models
from surveyapp.store.database import make_engine, writing
from tests.bench import scene
from tests.bench.figures import Chapter, Figure, milliseconds
from tests.bench.scene import Scene
from tests.bench.statements import counted

SIZES = (10, 35, 200)


def measure(folder: Path, turns: int) -> Chapter:
    found = {size: _measured(folder / str(size), size, turns) for size in SIZES}
    least, most = found[SIZES[0]][0], found[SIZES[-1]][0]
    return Chapter(
        "The round page of the secretariat",
        [
            Figure(
                what=f"{size} states",
                product=f"{statements} statements",
                floor=f"{taken:.0f} ms",
                target=f"≤ {least} statements" if size == SIZES[-1] else "",
                is_met=most <= least if size == SIZES[-1] else None,
            )
            for size, (statements, taken) in found.items()
        ],
        ["Under “the floor” stands the time in the server, without HTTP; two states have answered, 200 are made up."],
    )


def _measured(folder: Path, size: int, turns: int) -> tuple[int, float]:
    built = scene.build(scene.settings_in(folder), scene.ten_questions(), ("CRI", "JAM"))
    ask_more(built, size - 2)
    app = create_app(built.settings)
    client = app.test_client()
    client.set_cookie("session", built.officer)
    with counted(app.extensions["engine"]) as asked:
        answer = client.get("/en/secretariat/rounds/2026")
    if answer.status_code != 200:
        raise RuntimeError(f"the round page answered {answer.status_code}")
    return asked.count, milliseconds(lambda: client.get("/en/secretariat/rounds/2026"), turns)


def ask_more(built: Scene, how_many: int) -> None:
    """Asks more states, made up where the organization has no more."""
    real = [one for one in read_states(data.text("member_states.csv")) if one.iso3 not in ("CRI", "JAM")]
    made_up = [_made_up(real[number % len(real)], number) for number in range(max(0, how_many - len(real)))]
    engine = make_engine(built.settings.database_url)
    with writing(engine) as session:
        round_ = session.query(models.Round).one()
        for state in [*real, *made_up][:how_many]:
            facts = to_facts(state)
            session.add(models.MemberState(iso3=state.iso3, facts=facts))
            session.flush()
            session.add(models.Reply(round=round_, state=state.iso3, state_facts=facts, section_progress={}))
        session.commit()
    engine.dispose()


def _made_up(like: MemberState, number: int) -> MemberState:
    return dataclasses.replace(like, iso3=f"{chr(65 + number // 26)}{chr(65 + number % 26)}0")
