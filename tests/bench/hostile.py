"""Refusing workbooks made to do harm: each test of them says what reading it took."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from tests.bench.figures import Chapter, Figure

TESTS = "tests/documents/test_xlsform_hostile.py"
MOST_SECONDS = 5
MOST_MEMORY = 200
SLOWEST = 5


def measure(folder: Path, turns: int) -> Chapter:
    report = folder / "hostile.xml"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "0",
        "-o",
        "junit_family=xunit1",
        f"--junitxml={report}",
        TESTS,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout[-500:])
    found = [_taken(case) for case in ElementTree.parse(report).iter("testcase")]
    slowest = sorted(found, reverse=True)[:SLOWEST]
    most = max(memory for _seconds, memory, _name in found)
    return Chapter(
        "Refusing workbooks made to do harm",
        [
            *(
                Figure(
                    what=name,
                    product=f"{seconds:.1f} s of processor time",
                    target=f"{MOST_SECONDS} s",
                    is_met=seconds < MOST_SECONDS,
                )
                for seconds, _memory, name in slowest
            ),
            Figure(what="most memory", product=f"{most:.0f} MB", target=f"{MOST_MEMORY} MB", is_met=most < MOST_MEMORY),
        ],
        [f"The slowest of {len(found)} workbooks."],
    )


def _taken(case: ElementTree.Element) -> tuple[float, float, str]:
    said = {one.get("name"): float(one.get("value", "0")) for one in case.iter("property")}
    return said["seconds"], said["bytes"] / 2**20, case.get("name", "").removeprefix("test_").replace("_", " ")
