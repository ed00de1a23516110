"""python -m tests.soak [load|kill|cut …] [--officials N] [--seconds S] [--every E] [--kills K] [--database NAME …]

Exit 1 if an acknowledged answer was lost or a history is not whole.
"""

import argparse
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from surveyapp.core.questionnaire import Kind, Questionnaire
from tests import postgres, serving
from tests.bench import scene
from tests.builders import a_question, a_questionnaire, a_section
from tests.official import Official
from tests.serving import Server
from tests.soak import cut, record
from tests.soak.writing import Until, Writer, all_write

RUNS = ("load", "kill", "cut")
DATABASES = ("sqlite", "postgresql")
STATES = ("ARG", "BRA", "CRI", "JAM", "MEX", "PER", "TTO", "USA")
WORKERS = 2
SHORTEST_LIFE, LONGEST_LIFE = 0.2, 4.0
"""Seconds from the moment the server answers to the moment it is killed."""
SLOWEST = 0.3
"""Seconds within which 95 of 100 savings are to be acknowledged."""


@dataclass
class Product:
    """The product as a process, ended and begun again on the same port and store."""

    port: int
    environ: dict[str, str]
    log: Path
    server: Server | None = None
    power: cut.Cut | None = None
    """What undoes what was not synced, where the power is cut too."""
    kills: int = 0
    starts: list[float] = field(default_factory=list)
    """Seconds that each took."""
    cpu: float = 0.0
    """Seconds of processor time used, once it has ended; of its last life."""

    def begin(self) -> None:
        begun = time.monotonic()
        loaded = self.power.environ if self.power else {}
        self.server = serving.product(self.port, {**self.environ, **loaded}, self.log, "--workers", str(WORKERS))
        self.starts.append(time.monotonic() - begun)

    def kill_now_and_then(self, until: Until, kills: int, chance: random.Random) -> None:
        """So many times, or (0) until a moment; then it is the end for everybody. It runs at the end."""
        while self.server is not None and (self.kills < kills if kills else not until.is_over):
            time.sleep(chance.uniform(SHORTEST_LIFE, LONGEST_LIFE))
            self.server.kill()
            self.kills += 1
            if self.power:
                self.power.drop_what_was_not_synced()
            self.begin()
        until.is_now()

    def end(self) -> None:
        if self.server is not None:
            self.cpu = self.server.cpu_seconds()
            self.server.stop()


def main() -> int:
    arguments = _arguments()
    faults = []
    for database, run in itertools.product(arguments.database, arguments.runs or RUNS):
        if run == "cut" and database != "sqlite":
            continue  # a server of its own: its power is not ours to cut
        lasting = f"{arguments.kills} kills" if arguments.kills and run != "load" else f"{arguments.seconds:g} s"
        print(
            f"\n{run} on {database}: {arguments.officials} officials of {len(STATES)} states, each saving about every"
        )
        print(f"{arguments.every:g} s for {lasting}; {WORKERS} workers …", flush=True)
        faults += _run(run, database, arguments)
    print("\nSOMETHING WAS LOST: see above." if faults else "\nNothing was lost.")
    return 1 if faults else 0


def _run(run: str, database: str, arguments: argparse.Namespace) -> list[str]:
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory(prefix="soak-") as name, _store(database, Path(name)) as url:
        product, writers = _opened(Path(name), url, arguments.officials, chance)
        if run == "cut":
            product.end()
            store = Path(name) / "surveyapp.db"
            product.power = cut.of_store(store, Path(name) / "cut", is_deaf=arguments.deaf)
            product.begin()
        is_counted = run != "load" and arguments.kills
        begun = time.monotonic()
        until = Until(None if is_counted else begun + arguments.seconds)
        threads = all_write(writers, until, arguments.every)
        if run != "load":
            product.kill_now_and_then(until, arguments.kills, chance)
        for thread in threads:
            thread.join()
        product.end()
        faults = record.faults(url, writers)
    _report(writers, faults, product, until.moment - begun)
    return faults


@contextmanager
def _store(database: str, folder: Path) -> Iterator[str]:
    if database == "sqlite":
        yield f"sqlite:///{folder}/surveyapp.db"
        return
    server = postgres.start(postgres.DURABLE)
    try:
        yield server.create("soak", "template0")
    finally:
        postgres.stop(server)


def _opened(folder: Path, url: str, officials: int, chance: random.Random) -> tuple[Product, list[Writer]]:
    """The product on a store of its own, and officials of every state who have opened their section."""
    of_a_state = -(-officials // len(STATES))
    built = scene.build(
        scene.settings_in(folder / "data", url), _questionnaire(of_a_state), STATES, of_a_state, answered=False
    )
    product = Product(serving.free_port(), built.environ, folder / "log")
    product.begin()
    places = [f"q{number}" for number in range(of_a_state)]
    replies = [(reply, place) for reply in built.replies for place in places]
    writers = [
        Writer(Official(product.port, token, reply, "first"), place, random.Random(chance.random()))
        for token, (reply, place) in zip(built.tokens, replies, strict=True)
    ][:officials]
    for writer in writers:
        writer.official.open()
    return product, writers


def _questionnaire(questions: int) -> Questionnaire:
    return a_questionnaire(
        a_section(
            "first", *(a_question(f"q{number}", Kind.LONG_TEXT, number=str(number)) for number in range(questions))
        )
    )


def _report(writers: Sequence[Writer], faults: Sequence[str], product: Product, seconds: float) -> None:
    waited = sorted(one.waited for writer in writers for one in writer.acknowledged)
    repeated, given_up = sum(writer.repeated for writer in writers), sum(bool(writer.given_up) for writer in writers)
    if len(waited) > 1:
        cuts = statistics.quantiles(waited, n=100)
        print(f"  {len(waited)} saved, {len(waited) / seconds:.0f} a second")
        print(f"  waited: half under {cuts[49]:.3f} s, 95 of 100 under {cuts[94]:.3f} s, longest {waited[-1]:.1f} s")
        if not product.kills:
            print(f"  95 of 100 are to wait less than {SLOWEST} s: {'they did' if cuts[94] < SLOWEST else 'MISSED'}")
    if not product.kills and waited:
        print(f"  {1000 * product.cpu / len(waited):.1f} ms of the server's processor time a saving")
    if product.kills:
        longest = max(product.starts)
        print(f"  the server was killed {product.kills} times, and answered again after {longest:.1f} s at most")
    if product.power:
        print(f"  {product.power.undone} writes that were not synced were undone")
    if repeated:
        print(f"  {repeated} requests were sent again")
    if given_up:
        print(f"  {given_up} texts were never acknowledged")
    print("  every acknowledged answer is there, every history is whole" if not faults else "  FAULTS:")
    for fault in faults[:20]:
        print(f"    {fault}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make soak", description="Long runs under load. About three minutes.")
    parser.add_argument(
        "runs", nargs="*", choices=[[], *RUNS], metavar="RUN", help="load, kill, cut; all if none is named"
    )
    parser.add_argument("--officials", type=int, default=100, help="how many write at once (default 100)")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two savings of one (default 5)")
    parser.add_argument("--seconds", type=float, default=25.0, help="how long each run lasts (default 25)")
    parser.add_argument("--kills", type=int, default=0, help="kill so many times, however long that takes")
    parser.add_argument("--deaf", action="store_true", help="cut as if nothing were ever synced: answers must be lost")
    parser.add_argument("--database", action="append", choices=DATABASES, help="may be repeated; both if left out")
    parser.add_argument("--seed", type=int, default=1, help="of the moments of writing and killing")
    arguments = parser.parse_args()
    arguments.database = arguments.database or list(DATABASES)
    return arguments


if __name__ == "__main__":
    sys.exit(main())
