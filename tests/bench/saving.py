"""Saving one answer as its field is left: what it asks of the store, and how many can be saved in a second."""

import logging
import threading
import time
from pathlib import Path

from werkzeug.serving import make_server

from surveyapp.app import create_app
from tests import serving
from tests.bench import scene
from tests.bench.figures import Chapter, Figure, median
from tests.bench.scene import Scene
from tests.bench.statements import Asked, counted
from tests.official import Official, Received

MOST_STATEMENTS = 8
SECONDS = 3.0
OFFICIALS = 4
PLACE = "q7"
STATES = ("CRI", "JAM", "ARG", "BRA")


def measure(folder: Path, turns: int) -> Chapter:
    built = scene.build(scene.settings_in(folder / "data"), scene.ten_questions(), STATES)
    first, again = _counted(built)
    full = _counted(scene.build(scene.settings_in(folder / "full"), scene.long_questionnaire()), "s1", "s1_q4")[1]
    with serving.gunicorn("tests.bench.served:product()", built.environ, folder / "log") as server:
        rates = [_saved_a_second(server.port, built) for _ in range(turns)]
    return Chapter(
        "Saving one answer",
        [
            _statements("statements, the first answer at a place", first),
            _statements("statements, an answer that changes", again),
            _statements("statements, in a reply of 300 answers", full),
            Figure(what="commits of one saving", product=str(again.commits), target="1", is_met=again.commits == 1),
            Figure(
                what=f"saved a second over HTTP, {OFFICIALS} officials, {len(STATES)} states",
                product=f"{median(rates):.0f}/s",
            ),
        ],
        [
            "Statements without the BEGIN that SQLite needs said.",
            "SQLite with synchronous=FULL: each saving waits for the disk.",
        ],
    )


def _statements(what: str, asked: Asked) -> Figure:
    return Figure(
        what=what, product=str(asked.count), target=f"≤ {MOST_STATEMENTS}", is_met=asked.count <= MOST_STATEMENTS
    )


def _counted(built: Scene, section: str = "first", place: str = PLACE) -> tuple[Asked, Asked]:
    """What saving asks, the first time and the second, by a server in this process."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = create_app(built.settings)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    official = Official(server.server_port, built.tokens[0], built.replies[0], section)
    official.open()
    found = []
    for text in ("one", "two"):
        with counted(app.extensions["engine"]) as asked:
            _saved(official, place, text)
        found.append(asked)
    server.shutdown()
    thread.join()
    server.server_close()
    return found[0], found[1]


def _saved_a_second(port: int, built: Scene) -> float:
    officials = [
        Official(port, token, reply, "first")
        for token, reply in zip(built.tokens[:OFFICIALS], built.replies[:OFFICIALS], strict=True)
    ]
    for official in officials:
        official.open()
    saved = [0] * OFFICIALS
    begun = time.perf_counter()

    def write(number: int) -> None:
        while time.perf_counter() < begun + SECONDS:
            _saved(officials[number], PLACE, f"text {saved[number]}")
            saved[number] += 1

    threads = [threading.Thread(target=write, args=[number]) for number in range(OFFICIALS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(saved) / (time.perf_counter() - begun)


def _saved(official: Official, place: str, text: str) -> Received:
    received = official.save(place, text)
    if received.status != 200 or not official.heard(received)["saved"]:
        raise RuntimeError(f"not saved: {received.status} {received.body[:300]!r}")
    return received
