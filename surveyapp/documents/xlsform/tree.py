"""The rows of the survey as a tree: groups and repeats with what stands in them, balanced or reported."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from surveyapp.documents.xlsform.faults import Code, Faults
from surveyapp.documents.xlsform.sheets import Row

DEEPEST = 12
"""Groups within one another, beyond which nobody finds the way."""
QUESTIONS = frozenset(
    {
        "calculate",
        "date",
        "decimal",
        "file",
        "integer",
        "note",
        "range",
        "select_multiple",
        "select_one",
        "text",
        "url",
        "year",
    }
)
OF_OUR_OWN = {"url": ("text", "url"), "year": ("integer", "year")}
"""Types that XLSForm does not have, and the type with the appearance for which they stand."""
LEFT_OUT = frozenset(
    {
        "audit",
        "background-audio",
        "background-geopoint",
        "deviceid",
        "email",
        "end",
        "phonenumber",
        "simserial",
        "start",
        "start-geopoint",
        "subscriberid",
        "today",
        "username",
    }
)
"""What other tools note by themselves about the device and the hour; there is nothing to ask."""
_MEDIA = frozenset({"audio", "image", "photo", "video"})
_CHOICES = ("select_one", "select_multiple")
_BRACKETS = {"begin_group", "end_group", "begin_repeat", "end_repeat"}
_NOT_SUPPORTED = frozenset(
    {
        "acknowledge",
        "barcode",
        "csv-external",
        "datetime",
        "entity",
        "geopoint",
        "geoshape",
        "geotrace",
        "hidden",
        "rank",
        "select_multiple_from_file",
        "select_one_external",
        "select_one_from_file",
        "time",
        "trigger",
        "xml-external",
    }
)
_ALIASES = {
    "string": "text",
    "int": "integer",
    "select1": "select_one",
    "select_one_from": "select_one",
    "select_multiple_from": "select_multiple",
    "dateTime": "datetime",
}
_TWO_WORDS = re.compile(r"^(begin|end|select) +(group|repeat|one|multiple)\b")
_OR_OTHER = re.compile(r"\s+or(?:_| specify | )other$")
_CITED = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


@dataclass(frozen=True)
class Type:
    """A type read: its name in XLSForm's spelling, and the list of options, or the field of a list, it names."""

    name: str
    list_name: str = ""
    cited_field: str = ""
    or_other: bool = False
    appearance: str = ""
    """That of a type of our own."""


@dataclass(eq=False)
class Node:
    row: Row
    type: Type
    children: list["Node"] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.row["name"]

    @property
    def is_group(self) -> bool:
        return self.type.name == "begin_group"

    @property
    def is_repeat(self) -> bool:
        return self.type.name == "begin_repeat"

    @property
    def appearance(self) -> frozenset[str]:
        return frozenset((*self.row["appearance"].lower().split(), *self.type.appearance.split()))

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


def read_tree(rows: Sequence[Row], faults: Faults) -> list[Node]:
    """What stands at the top; rows whose type is not known are reported and left out."""
    top: list[Node] = []
    opened: list[Node] = []
    for row in rows:
        type_ = _type_of(row, faults)
        if type_ is None:
            continue
        if type_.name in ("end_group", "end_repeat"):
            _close(row, type_, opened, faults)
            continue
        node = Node(row, type_)
        if len(opened) < DEEPEST:
            (opened[-1].children if opened else top).append(node)
        elif len(opened) == DEEPEST:
            faults.add(Code.NESTED_TOO_DEEP, row.sheet, row.number, row.header("type"), limit=DEEPEST)
        if node.is_group or node.is_repeat:
            opened.append(node)
    for node in opened:
        faults.add(Code.NOT_CLOSED, row.sheet, node.row.number, node.row.header("type"), name=node.code)
    return top


def _close(row: Row, type_: Type, opened: list[Node], faults: Faults) -> None:
    at = (row.sheet, row.number, row.header("type"))
    if not opened:
        faults.add(Code.NOT_OPENED, *at, type=type_.name)
        return
    node = opened.pop()
    if node.type.name.removeprefix("begin_") != type_.name.removeprefix("end_"):
        faults.add(
            Code.CLOSED_BY_ANOTHER,
            *at,
            type=type_.name,
            name=node.code,
            opened_row=node.row.number,
            expected=node.type.name.replace("begin_", "end_"),
        )


def _type_of(row: Row, faults: Faults) -> Type | None:
    """The type of a row; what is not supported, or not known, is a fault."""
    written = row["type"]
    at = (row.sheet, row.number, row.header("type"))
    if not written:
        faults.add(Code.MISSING_VALUE, *at, name="type")
        return None
    first, _, rest = _TWO_WORDS.sub(r"\1_\2", written).partition(" ")
    name = _ALIASES.get(first, first)
    if name in _CHOICES:
        return _choice(name, rest.strip(), row, faults)
    if name in QUESTIONS | _BRACKETS and not rest.strip():
        plain, appearance = OF_OUR_OWN.get(name, (name, ""))
        return Type(plain, appearance=appearance)
    if name in LEFT_OUT:
        faults.add(Code.LEFT_OUT, *at, type=name)
    elif name in _MEDIA:
        faults.add(Code.MEDIA_TYPE, *at, type=name)
    elif name in _NOT_SUPPORTED:
        faults.add(Code.TYPE_NOT_SUPPORTED, *at, type=written)
    else:
        faults.add(Code.UNKNOWN_TYPE, *at, type=written, near=_near(written, first, rest, faults))
    return None


def _near(written: str, first: str, rest: str, faults: Faults) -> str:
    """The type that may have been meant; of a choice with its list: "select_one scale" for "selectone scale"."""
    choice = faults.near(first.lower(), _CHOICES) if rest else ""
    return f"{choice} {rest}" if choice else faults.near(written.lower(), QUESTIONS | _BRACKETS)


def _choice(name: str, rest: str, row: Row, faults: Faults) -> Type | None:
    at = (row.sheet, row.number, row.header("type"))
    without_other = _OR_OTHER.sub("", rest)
    words = without_other.removeprefix("from ").split()
    if len(words) != 1:
        faults.add(Code.UNKNOWN_TYPE, *at, type=row["type"], near=f"{name} LIST")
        return None
    cited = _CITED.fullmatch(words[0])
    if cited and name == "select_one" and without_other == rest:
        return Type(name, cited_field=cited[1])
    if cited:
        faults.add(Code.TYPE_NOT_SUPPORTED, *at, type=row["type"])
        return None
    return Type(name, list_name=words[0], or_other=without_other != rest)
