"""The wording of the interface stands in Spanish, wholly. That the catalog holds all of it, `make lint` checks."""

import ast
import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[1]
CATALOG = ROOT / "translations" / "es" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
EAGER = {"_", "gettext", "ngettext", "pgettext", "npgettext"}


@pytest.fixture(scope="module")
def entries() -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(CATALOG)) if not entry.obsolete]


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_wording_has_its_spanish(entries):
    assert [entry.msgid for entry in entries if not all(translations(entry))] == []


def test_no_spanish_is_a_guess_still_to_be_confirmed(entries):
    assert [entry.msgid for entry in entries if entry.fuzzy] == []


def test_what_is_filled_in_is_the_same_in_both_languages(entries):
    wrong = [
        f"{entry.msgid!r}: {translation!r}"
        for entry in entries
        for translation in filter(None, translations(entry))
        if set(PLACEHOLDER.findall(translation))
        not in [set(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural)]
    ]
    assert wrong == []


def test_white_space_at_the_ends_is_the_same(entries):
    wrong = [
        entry.msgid
        for entry in entries
        for translation in translations(entry)
        if (entry.msgid[:1].isspace(), entry.msgid[-1:].isspace())
        != (translation[:1].isspace(), translation[-1:].isspace())
    ]
    assert wrong == []


def test_wording_outside_of_functions_is_lazy():
    """An eager one would be worded while the module loads, in English for ever."""
    wrong = []
    for module in sorted((ROOT / "surveyapp").rglob("*.py")):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        within = {
            inner
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for inner in ast.walk(function)
        }
        wrong += [
            f"{module.relative_to(ROOT)}:{call.lineno}"
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id in EAGER
            and call not in within
        ]
    assert wrong == []
