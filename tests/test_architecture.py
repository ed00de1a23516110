"""The rules of the house (ARCHITECTURE.md), held against the code as it stands."""

import ast
import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "surveyapp"
ENTRANCES = {"app", "cli", "worker", "web"}
ROOMS_BELOW = {
    "core": set(),
    "files": set(),
    "wording": {"core"},
    "mail": {"core"},
    "store": {"core"},
    "documents": {"core", "wording"},
    "data": {"core"},
    "actions": {"store", "files", "mail", "documents", "wording", "core", "data"},
}
CATCH_ALL_NAMES = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}
MODULES = sorted(PACKAGE.rglob("*.py"))
# The path of somebody's machine, in a text that is meant for every machine.
ABSOLUTE_PATH = re.compile(r"(?<![\w.:/}])/(?:home|root|Users|tmp|work)/\w")
WRITTEN = {".py", ".md", ".html", ".txt", ".toml", ".css", ".js", ".po", ".cfg", ".mako", ".in", ""}


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def place(module: Path, node: ast.stmt | ast.expr) -> str:
    return f"{module.relative_to(ROOT)}:{node.lineno}"


def parsed(modules: list[Path]) -> Iterator[tuple[Path, ast.AST]]:
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            yield module, node


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def below_entrances() -> list[Path]:
    return [module for module in MODULES if room(module) not in ENTRANCES and module.parent != PACKAGE]


def test_every_room_is_known():
    assert {room(module) for module in MODULES} <= ENTRANCES | set(ROOMS_BELOW) | {"__init__", "__main__"}


def test_arrows_between_rooms_point_one_way():
    wrong = []
    for module, node in parsed(below_entrances()):
        for name in imported(node):
            package, _, rest = name.partition(".")
            target = rest.partition(".")[0]
            if package == "config" or (
                package == "surveyapp" and target not in ROOMS_BELOW[room(module)] | {room(module)}
            ):
                wrong.append(f"{place(module, node)} imports {name}")
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle():
    """A module that could only be understood together with those that use it."""
    names = {".".join(one.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): one for one in MODULES}
    uses = {
        name: {target for one, node in parsed([module]) for target in _modules_in(imported(node), names)} - {name}
        for name, module in names.items()
    }
    while free := {name for name, used in uses.items() if not used & uses.keys()}:
        uses = {name: used for name, used in uses.items() if name not in free}
    assert sorted(uses) == []


def _modules_in(imported_names: list[str], known: Collection[str]) -> Iterator[str]:
    for name in imported_names:
        yield from [one for one in (name, name.rpartition(".")[0]) if one in known][:1]


def test_only_entrances_commit():
    wrong = [
        place(module, node)
        for module, node in parsed(below_entrances())
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert wrong == []


def test_only_entrances_read_the_clock():
    clocks = {f"{kind}.{reading}" for kind in ("datetime", "date") for reading in ("now", "utcnow", "today")}
    wrong = [
        f"{place(module, node)} {ast.unparse(node)}"
        for module, node in parsed(below_entrances())
        if isinstance(node, ast.Attribute) and ".".join(ast.unparse(node).split(".")[-2:]) in clocks | {"time.time"}
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["core", "wording", "documents", "mail", "files"])
def test_a_room_that_knows_neither_web_nor_database_loads_without_them(name):
    modules = [
        ".".join(module.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for module in MODULES
        if room(module) == name
    ]
    blocked = ["flask", "flask_babel", "flask_wtf", "werkzeug", "sqlalchemy", "alembic"]
    program = (
        f"import sys, importlib\nfor name in {blocked}: sys.modules[name] = None\n"
        f"for name in {modules}: importlib.import_module(name)"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_the_package_itself_is_a_docstring_and_nothing_else():
    body = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8")).body

    assert len(body) == 1
    assert ast.get_docstring(ast.Module(body, [])) is not None


def test_no_room_and_no_module_is_a_catch_all():
    names = {part.removesuffix(".py") for module in MODULES for part in module.relative_to(ROOT).parts}

    assert names & CATCH_ALL_NAMES == set()


def test_no_text_names_a_path_of_somebodys_machine():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git working copy")
    files = [ROOT / name for name in listed.stdout.split("\0") if name and "/vendor/" not in name]
    wrong = [
        f"{file.relative_to(ROOT)}: {found.group()}"
        for file in files
        if file.suffix in WRITTEN and file.is_file() and "assets" not in file.parts
        for found in ABSOLUTE_PATH.finditer(file.read_text(encoding="utf-8"))
    ]
    assert wrong == []
