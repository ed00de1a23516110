"""python -m tests.bench [MEASURE …] [--turns N]: measures, prints one table, exits 0 whatever it says."""

import argparse
import importlib
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.figures import Chapter, table

MEASURES = {
    "section": "section_page",
    "saving": "saving",
    "round": "round_page",
    "dashboard": "dashboard",
    "analyzer": "analyzer",
    "sizes": "page_sizes",
    "start": "starting",
    "workbook": "workbook",
    "conditions": "conditions",
    "xlsform": "xlsform",
    "hostile": "hostile",
    "export": "export",
    "differences": "differences",
    "summary": "summary",
    "preview": "preview_page",
    "letters": "letters",
    "comparison": "comparison",
}
"""Name on the command line to module; each has `measure(folder, turns) -> Chapter`."""


def main() -> None:
    arguments = _arguments()
    chapters = []
    for name in arguments.measures or MEASURES:
        print(f"measuring: {name} …", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            chapters.append(_measured(name, Path(folder), arguments.turns))
    print(f"\n{_machine()}\n")
    print(table(chapters))


def _measured(name: str, folder: Path, turns: int) -> Chapter:
    """A measure that cannot be taken does not keep the others from being taken."""
    try:
        chapter: Chapter = importlib.import_module(f"tests.bench.{MEASURES[name]}").measure(folder, turns)
    except Exception as error:
        return Chapter(name, [], [f"NOT MEASURED: {type(error).__name__}: {error}"])
    return chapter


def _machine() -> str:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    today = datetime.now(UTC).date().isoformat()
    python = platform.python_version()
    return f"{today} · {os.cpu_count()} cores · load {load} · {platform.system()} · Python {python}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="Measures the product against floors.")
    parser.add_argument("measures", nargs="*", choices=[[], *MEASURES], metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument("--turns", type=int, default=5, help="how often product and floor take turns (default 5)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
