"""How long people wait for a start: the first, which builds the demonstration, and the second, which only opens it."""

import os
import subprocess
import time
from pathlib import Path

from tests import serving
from tests.bench import scene
from tests.bench.figures import Chapter, Figure, median

MOST_SECONDS = 5.0


def measure(folder: Path, turns: int) -> Chapter:
    environ = scene.environ(scene.settings_in(folder / "data"))
    built = _seconds(environ, "demo")
    seconds = [_second_start(environ, folder / "log") for _ in range(min(turns, 3))]
    return Chapter(
        "Starting",
        [
            Figure(what="building the demonstration, once", product=f"{built:.1f} s"),
            Figure(
                what="second start, until /health answers",
                product=f"{median(seconds):.1f} s",
                target=f"< {MOST_SECONDS:.0f} s",
                is_met=median(seconds) < MOST_SECONDS,
            ),
        ],
        ["The second start is what `make run` does: serve --upgrade."],
    )


def _second_start(environ: dict[str, str], log: Path) -> float:
    begun = time.perf_counter()
    server = serving.product(serving.free_port(), environ, log, "--upgrade")
    taken = time.perf_counter() - begun
    server.stop()
    return taken


def _seconds(environ: dict[str, str], *command: str) -> float:
    begun = time.perf_counter()
    done = subprocess.run(
        [serving.surveyapp(), *command],
        cwd=serving.ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"surveyapp {' '.join(command)}: {done.stderr[-500:]}")
    return time.perf_counter() - begun
