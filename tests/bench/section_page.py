"""A section page of ten questions over HTTP, against a bare Flask view that draws the same ten questions."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests import serving
from tests.bench import scene
from tests.bench.figures import Chapter, Figure, median, spread
from tests.bench.scene import Scene
from tests.official import Official
from tests.serving import Server

Loaded = Mapping[str, float]
"""What the loader prints."""

TARGET = 0.6
CONNECTIONS = 4
SECONDS = 3.0
AS_A_BROWSER = "gzip, deflate, br, zstd"


def measure(folder: Path, turns: int) -> Chapter:
    built = scene.build(scene.settings_in(folder / "data"), scene.ten_questions())
    page, floor_page = f"/en/reply/{built.replies[0]}/section/first", f"/{built.replies[0]}"
    log = folder / "log"
    with (
        serving.gunicorn("tests.bench.served:bare()", built.environ, log) as floor,
        serving.gunicorn("tests.bench.served:product()", built.environ, log) as product,
    ):
        pairs = [(_loaded(product, page, built), _loaded(floor, floor_page, built)) for _ in range(turns)]
        alone = [
            (_loaded(product, page, built, connections=1), _loaded(floor, floor_page, built, connections=1))
            for _ in range(turns)
        ]
        compressed = [_loaded(product, page, built, AS_A_BROWSER) for _ in range(max(1, turns // 2))]
    return Chapter(
        "A section page of ten questions, over HTTP",
        [
            _against_floor(f"requests a second, {CONNECTIONS} connections", pairs),
            _against_floor("requests a second, 1 connection", alone),
            _processor_time("processor time a request, 4 connections", pairs),
            Figure(
                what="requests a second, compressed as for a browser", product=f"{median(map(_rate, compressed)):.0f}/s"
            ),
            Figure(what="bytes of the page", product=_size(pairs[0][0]), floor=_size(pairs[0][1])),
        ],
        ["Floor: bare Flask view, the same form and macro, one session SELECT, one answers SELECT; same gunicorn."],
    )


def _cookies(port: int, path: str, built: Scene) -> str:
    """Those of a browser that has opened the page once."""
    official = Official(port, built.tokens[0], built.replies[0], "first")
    official.get(path)
    return "; ".join(f"{name}={value}" for name, value in official.cookies.items())


def _loaded(
    server: Server, path: str, built: Scene, encoding: str = "identity", connections: int = CONNECTIONS
) -> Loaded:
    command = [sys.executable, "-m", "tests.bench.loader", str(server.port), path, _cookies(server.port, path, built)]
    used = server.cpu_seconds()
    done = subprocess.run(
        [*command, str(connections), str(SECONDS), encoding],
        cwd=serving.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    if found["failed"]:
        raise RuntimeError(f"{path}: {found['failed']:.0f} requests were not answered with 200")
    return found | {"used": server.cpu_seconds() - used}


def _against_floor(what: str, pairs: list[tuple[Loaded, Loaded]]) -> Figure:
    ratios = [_rate(product) / _rate(floor) for product, floor in pairs]
    return Figure(
        what=what,
        product=f"{median(_rate(product) for product, _ in pairs):.0f}/s",
        floor=f"{median(_rate(floor) for _, floor in pairs):.0f}/s",
        ratio=spread(ratios),
        target=f"≥ {TARGET}",
        is_met=median(ratios) >= TARGET,
    )


def _processor_time(what: str, pairs: list[tuple[Loaded, Loaded]]) -> Figure:
    """Steadier than requests a second where other programs run beside."""
    ratios = [_milliseconds(floor) / _milliseconds(product) for product, floor in pairs]
    return Figure(
        what=what,
        product=f"{median(_milliseconds(product) for product, _ in pairs):.1f} ms",
        floor=f"{median(_milliseconds(floor) for _, floor in pairs):.1f} ms",
        ratio=spread(ratios),
        target=f"≥ {TARGET}",
        is_met=median(ratios) >= TARGET,
    )


def _milliseconds(loaded: Loaded) -> float:
    return loaded["used"] / (loaded["answered"] + loaded["warming"]) * 1000


def _rate(loaded: Loaded) -> float:
    return loaded["answered"] / loaded["seconds"]


def _size(loaded: Loaded) -> str:
    return f"{loaded['size'] / 1024:.1f} KB"
