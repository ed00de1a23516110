"""Old expressions with the codes of the new edition, so that they can be compared with what stands there now."""

import re
from collections.abc import Mapping

from surveyapp.core.editions.map import PARTS, Map

_TO_RECODE = re.compile(r"""'(?P<single>[^']*)'|"(?P<double>[^"]*)"|\$\{\s*(?P<name>\w+)\s*\}""")


def even(expression: str) -> str:
    """The expression with its spaces evened out, outside of texts in quotes."""
    parts = re.split(r"('[^']*'|\"[^\"]*\")", expression)
    for at in range(0, len(parts), 2):
        parts[at] = " ".join(parts[at].split())
    return re.sub(r"\s*(!=|<=|>=|=|<|>)\s*", r" \1 ", "".join(parts)).strip()


def codes_now(map_: Map) -> dict[str, str]:
    """What may be named in ${…}, by its old code: questions, and the rows, fields, companions within them."""
    codes: dict[str, str] = {}
    for code, way in map_.ways.items():
        codes.setdefault(way.old, code)
        for part in PARTS[1:]:
            for inner, led in way.parts(part).items():
                codes.setdefault(led.old, inner)
    return codes


def recoded(expression: str, map_: Map, codes_now: Mapping[str, str]) -> str:
    named = [match["name"] for match in _TO_RECODE.finditer(expression) if match["name"]]

    def now(match: re.Match[str]) -> str:
        if match["name"]:
            return f"${{{codes_now.get(match['name'], match['name'])}}}"
        text = match["single"] if match["single"] is not None else match["double"]
        recoded = {map_.new_option(name, text) for name in named} - {""}
        return match[0].replace(text, recoded.pop()) if len(recoded) == 1 else match[0]

    return _TO_RECODE.sub(now, expression)
