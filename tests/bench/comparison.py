"""Replies read, disclosed and counted, against decoding the same JSON with orjson and counting what stands in it.

The product reads each submission into places, decides of each place whether the public may see it, and counts states by
mark, option and number. The floor counts marks and options of whatever it decodes, and forgets it.

    python -m tests.bench.comparison product|floor REPLIES FOLDER

does one of them once, in a process of its own, and prints as JSON: processor seconds and peak memory.
"""

import dataclasses
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import orjson

from surveyapp.core import disclosure, submission
from surveyapp.core.comparison import Comparison, compare
from surveyapp.core.disclosure import Audience
from surveyapp.core.making import uncollected
from surveyapp.core.states import MemberState
from tests import serving
from tests.bench import scene
from tests.bench.figures import Chapter, Figure, median, spread
from tests.bench.workbook import forget_peak, memory_of
from tests.replies import made_up_texts, states_of_2012

REPLIES = (35, 100, 200, 1_000, 10_000)
JUDGED = 10_000
MOST = 3
TURNS = 3
"""Ten thousand replies hold three million answers."""

Used = dict[str, float]


def measure(folder: Path, turns: int) -> Chapter:
    (folder / "texts").write_text("\n".join(_texts()))
    figures = []
    for replies in REPLIES:
        times = min(turns, TURNS)
        product = [_in_a_process("product", replies, folder) for _ in range(times)]
        floor = [_in_a_process("floor", replies, folder) for _ in range(times)]
        figures += _figures(replies, product, floor)
    return Chapter(
        "The comparison: 300 questions, replies read, disclosed to the public and counted",
        figures,
        ["Floor: orjson.loads and a Counter. Processor time; each in a process of its own."],
    )


def _figures(replies: int, product: Sequence[Used], floor: Sequence[Used]) -> Iterator[Figure]:
    ratios = [one["seconds"] / other["seconds"] for one, other in zip(product, floor, strict=True)]
    seconds = median(one["seconds"] for one in product)
    yield Figure(
        what=f"{replies:,} replies",
        product=f"{seconds:.2f} s",
        floor=f"{median(one['seconds'] for one in floor):.2f} s",
        ratio=spread(ratios),
        target=f"≤ {MOST}" if replies == JUDGED else "",
        is_met=median(ratios) <= MOST if replies == JUDGED else None,
    )
    memory = median(one["megabytes"] for one in product)
    each = f"{seconds / replies * 1000:.2f} ms, {memory / replies * 1024:.0f} KB"
    yield Figure(what=f"{replies:,} replies: a reply, and memory of the comparison for each", product=each)


def _texts() -> list[str]:
    """The submission of each of the states of 2012, one on a line."""
    return list(made_up_texts(scene.long_questionnaire(), states_of_2012(), "measured"))


def _states(replies: int) -> list[MemberState]:
    real = states_of_2012()
    return [dataclasses.replace(real[number % len(real)], iso3=f"X{number:05}") for number in range(replies)]


def _each(folder: Path, states: Sequence[MemberState]) -> list[str]:
    """As many submissions as there are states, made from those there are."""
    known = (folder / "texts").read_text().split("\n")
    real = [json.loads(one)["state"] for one in known]
    return [
        known[number % len(known)].replace(f'"state":"{real[number % len(known)]}"', f'"state":"{state.iso3}"')
        for number, state in enumerate(states)
    ]


def _product(texts: Sequence[str], states: Sequence[MemberState]) -> Comparison:
    questionnaire = scene.long_questionnaire()
    with uncollected():
        replies = [disclosure.view(questionnaire, submission.read(one), Audience.PUBLIC) for one in texts]
        return compare(questionnaire, replies, states)


def _floor(texts: Sequence[str]) -> Counter[tuple[str, ...]]:
    counted: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        for address, one in orjson.loads(text)["places"].items():
            value = one.get("value") or {}
            if "option" in value:
                counted[address, one["mark"], value["option"]] += 1
            elif "options" in value:
                counted.update((address, one["mark"], option) for option in value["options"])
            else:
                counted[address, one["mark"]] += 1
    return counted


def _in_a_process(kind: str, replies: int, folder: Path) -> Used:
    command = [sys.executable, "-m", "tests.bench.comparison", kind, str(replies), str(folder)]
    done = subprocess.run(command, cwd=serving.ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-500:])
    found: Used = json.loads(done.stdout)
    return found


def _measured(kind: str, replies: int, folder: Path) -> Used:
    states = _states(replies)
    texts = _each(folder, states)
    deed: Callable[[], object] = (lambda: _floor(texts)) if kind == "floor" else (lambda: _product(texts, states))
    before = forget_peak()
    begun = time.process_time()
    deed()
    return {"seconds": time.process_time() - begun, "megabytes": memory_of("VmHWM") - before}


if __name__ == "__main__":
    print(json.dumps(_measured(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))))
