import ast
from pathlib import Path

import pytest

from surveyapp.wording.deeds import DEEDS, OTHER_DEEDS, deed_words, who_words

ACTIONS = Path(__file__).parents[2] / "surveyapp" / "actions"


def deeds_done_to_replies() -> set[str]:
    """Every deed that an action records of a reply, as it stands in the code."""
    return {
        text.value
        for module in ACTIONS.glob("*.py")
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and _records_of_a_reply(call)
        for text in call.args
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    }


def _records_of_a_reply(call: ast.Call) -> bool:
    name = ast.unparse(call.func).split(".")[-1]
    return name == "_record_entry" or (name == "record" and "reply_id" in {word.arg for word in call.keywords})


def test_every_deed_done_to_a_reply_has_its_words() -> None:
    assert deeds_done_to_replies() <= DEEDS.keys()


def every_deed() -> set[str]:
    """What stands as the deed in any call that records one, or that hands it on to be recorded."""
    return {
        call.args[1].value
        for module in ACTIONS.parent.rglob("*.py")
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] in ("record", "_record")
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant) and isinstance(call.args[1].value, str)
    }


def test_every_deed_on_record_has_its_words() -> None:
    assert len(every_deed()) > 30
    assert every_deed() <= DEEDS.keys() | OTHER_DEEDS.keys()


@pytest.mark.parametrize("deed", [*DEEDS, *OTHER_DEEDS])
def test_the_words_differ_by_language(deed: str) -> None:
    assert deed_words(deed, "en") != deed_words(deed, "es")


def test_the_command_line_is_called_by_its_name() -> None:
    assert who_words("command line", "es") == "línea de comandos del servidor"
    assert who_words("Ana Mora", "es") == "Ana Mora"
