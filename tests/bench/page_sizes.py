"""What goes over the line: a first view with all that it loads, and one saving each way."""

import re
from pathlib import Path

from tests import serving
from tests.bench import scene
from tests.bench.figures import Chapter, Figure, median
from tests.official import PAGE, Official, Received

KILOBYTE = 1024
MOST_FIRST_VIEW = 60 * KILOBYTE
MOST_SAVING = 2 * KILOBYTE
LOADED = re.compile(r'(?:src|href)="(/static/[^"]+)"')


def measure(folder: Path, turns: int) -> Chapter:
    small = scene.build(scene.settings_in(folder / "small"), scene.ten_questions())
    whole = scene.build(scene.settings_in(folder / "whole"), scene.bundled())
    with serving.gunicorn("tests.bench.served:product()", small.environ, folder / "log") as server:
        ten = _first_view(Official(server.port, small.tokens[0], small.replies[0], "first"))
    with serving.gunicorn("tests.bench.served:product()", whole.environ, folder / "log") as server:
        officials = [
            Official(server.port, whole.tokens[0], whole.replies[0], one.code) for one in scene.bundled().sections
        ]
        views = [_first_view(official) for official in officials]
        savings = [saved for official in officials for saved in _savings(official)]
    sent, received = [one.bytes_sent for one in savings], [one.bytes_received for one in savings]
    return Chapter(
        "Bytes over the line, compressed, headers included",
        [
            _size("first view of a section page of ten questions", ten, MOST_FIRST_VIEW),
            _size("first view, largest section of the bundled questionnaire", max(views), MOST_FIRST_VIEW),
            _size("one saving, from the browser, half of the places under", median(sent), MOST_SAVING),
            _size("one saving, to the browser, half of the places under", median(received), MOST_SAVING),
            _size("one saving, from the browser, largest", max(sent), MOST_SAVING),
            _size("one saving, to the browser, largest", max(received), MOST_SAVING),
        ],
        ["A first view is the page with its sheet and scripts, nothing of it known to the browser yet."],
    )


def _savings(official: Official) -> list[Received]:
    """Every place of a section, as answered, saved once more."""
    official.open()
    address = f"/en/reply/{official.reply}/answer"
    return [official.post(address, official.posted(place)) for place in official.places()]


def _first_view(official: Official) -> int:
    page = official.get(official.page)
    document = official.get(official.page, {**PAGE, "Accept-Encoding": "identity"}).body.decode()
    if page.status != 200:
        raise RuntimeError(f"{official.page} answered {page.status}")
    return page.bytes_received + sum(official.get(one).bytes_received for one in set(LOADED.findall(document)))


def _size(what: str, size: float, most: int = 0) -> Figure:
    product = f"{size / KILOBYTE:.1f} KB"
    if not most:
        return Figure(what=what, product=product)
    return Figure(what=what, product=product, target=f"≤ {most // KILOBYTE} KB", is_met=size <= most)
