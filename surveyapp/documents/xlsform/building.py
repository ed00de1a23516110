"""From the tree of the survey to sections, groups and questions, reporting what does not fit together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from surveyapp.core.questionnaire import (
    Column,
    Disclosure,
    Group,
    Kind,
    Option,
    Question,
    Section,
    Totals,
)
from surveyapp.core.questionnaire import Row as TableRow
from surveyapp.documents.xlsform import cells
from surveyapp.documents.xlsform.faults import Code, Detail, Faults
from surveyapp.documents.xlsform.options import Lists
from surveyapp.documents.xlsform.sheets import Row
from surveyapp.documents.xlsform.tree import Node

LONGEST_HEADING = 30
LONGEST_HEADING_OF_SECTION = 27
"""With its number before it, it is the name of a sheet, for which Excel has room for 31 characters."""
SUMMARIES = ("mark", "counts", "dots", "figure", "register", "texts", "none")

_ALL = frozenset({"type", "name", "label", "relevant", "appearance"})
_SECTION = _ALL | {"number", "heading", "usually", "minutes"}
_NOTE = _ALL | {"number", "hint", "guidance_hint", "heading", "article"}
_FIELD = _ALL | {"hint", "guidance_hint", "article", "constraint", "constraint_message", "required", "disclosure"}
_COMPOUND = _NOTE | {"core", "required", "disclosure", "previous", "summary"}
_QUESTION = _COMPOUND | _FIELD
_ROW = _ALL | {"hint"}
_COLUMN = frozenset({"type", "name", "label", "appearance", "constraint", "constraint_message"})

_APPEARANCES = {
    ("text", "multiline"): Kind.LONG_TEXT,
    ("text", "url"): Kind.LINK,
    ("integer", "year"): Kind.YEAR,
}
_KINDS = {
    "text": Kind.SHORT_TEXT,
    "integer": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "file": Kind.FILE,
    "note": Kind.NOTE,
    "select_one": Kind.ONE,
    "select_multiple": Kind.SEVERAL,
}
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\n": " ", "\t": " "})


@dataclass(frozen=True)
class Named:
    """A name that conditions may speak of: what it names, where it stands, and inside which list or grid."""

    code: str
    row: Row
    kind: Kind | None = None
    """None of a section, a group, or a row of a grid."""
    inside: str = ""
    is_column: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expression:
    """A condition or constraint where it is written."""

    text: str
    row: Row
    column: str
    inside: str = ""


@dataclass
class Built:
    """What was built, with what the checks of the whole need."""

    sections: tuple[Section, ...] = ()
    names: list[Named] = field(default_factory=list)
    expressions: list[Expression] = field(default_factory=list)
    used_lists: dict[str, set[Kind]] = field(default_factory=dict)


def build(top: Sequence[Node], lists: Lists, faults: Faults) -> Built:
    """The sections; nothing that is at fault is silently passed over, and building goes on behind it."""
    builder = _Builder(top, lists, faults)
    sections = []
    for node in top:
        if node.is_group and not node.appearance & {"table-list", "grid"}:
            sections.append(builder.section(node))
        else:
            builder.fault(node, "type", Code.OUTSIDE_SECTION, name=node.code)
    builder.built.sections = tuple(sections)
    return builder.built


class _Builder:
    """Walks the tree once; what it learns for the checks of the whole gathers in `built`."""

    def __init__(self, top: Iterable[Node], lists: Lists, faults: Faults) -> None:
        self.lists = lists
        self.faults = faults
        self.built = Built()
        self.citable = {
            node.code: [child.code for child in node.children if child.type.name == "text"]
            for section in top
            for node in section.walk()
            if node.is_repeat
        }

    def fault(self, node: Node, column: str, code: Code, /, **details: Detail) -> None:
        self.faults.add(code, node.row.sheet, node.row.number, node.row.header(column), **details)

    # Sections and groups

    def section(self, node: Node) -> Section:
        row = node.row
        self._enter(node, _SECTION, appearances=("field-list",))
        cells.require_wording(row, "label", self.faults)
        cells.check_length(row, "heading", LONGEST_HEADING_OF_SECTION, self.faults)
        return Section(
            code=node.code,
            wording=row.text("label"),
            relevant=self._expression(row, "relevant"),
            parts=self._parts(node),
            number=row["number"],
            heading=row.text("heading"),
            usually=row.text("usually"),
            minutes=cells.whole_number(row, "minutes", self.faults),
        )

    def _group(self, node: Node) -> Group:
        self._enter(node, _ALL, appearances=("field-list",))
        return Group(
            code=node.code,
            wording=node.row.text("label"),
            relevant=self._expression(node.row, "relevant"),
            parts=self._parts(node),
        )

    def _parts(self, node: Node) -> tuple[Question | Group, ...]:
        self._refuse_empty(node)
        return tuple(self._part(child) for child in node.children)

    def _part(self, node: Node) -> Question | Group:
        if node.is_repeat:
            return self._list(node)
        if not node.is_group:
            return self._question(node)
        if "table-list" in node.appearance:
            return self._question_in_rows(node)
        return self._grid(node) if "grid" in node.appearance else self._group(node)

    def _refuse_empty(self, node: Node) -> None:
        if not node.children:
            self.fault(node, "type", Code.EMPTY_GROUP, name=node.code)

    # Questions

    def _question(self, node: Node, inside: str = "") -> Question:
        """A question of one part; inside a list it is one of its fields, inside a grid a companion."""
        kind = _kind(node)
        used = _NOTE if kind is Kind.NOTE else _FIELD if inside else _QUESTION
        options = self._options(node, kind)
        self._enter(node, used, kind, inside, ("multiline", "url", "year"), options)
        cells.require_wording(node.row, "label", self.faults)
        return self._facts(
            node,
            kind,
            inside,
            list_name=node.type.list_name,
            options=options,
            cites=self._cited_list(node) if kind is Kind.CITATION else "",
            cited_field=node.type.cited_field,
        )

    def _facts(self, node: Node, kind: Kind, inside: str = "", **more: Any) -> Question:
        """The facts that every kind of question shares, and those of its kind."""
        row = node.row
        cells.check_length(row, "heading", LONGEST_HEADING, self.faults)
        is_core = cells.is_yes(row, "core", self.faults)
        if is_core and not row.text("heading"):
            self.fault(node, "core", Code.MISSING_HEADING)
        return Question(
            code=node.code,
            kind=kind,
            wording=row.text("label"),
            number=row["number"],
            hint=row.text("hint"),
            guidance=row.text("guidance_hint"),
            heading=row.text("heading"),
            article=row.text("article"),
            core=is_core,
            required=self._is_required(node),
            relevant=self._expression(row, "relevant", inside),
            constraint=self._expression(row, "constraint", inside),
            constraint_message=row.text("constraint_message"),
            disclosure=Disclosure(cells.one_of(row, "disclosure", tuple(Disclosure), self.faults) or "public"),
            previous=row["previous"],
            summary=cells.one_of(row, "summary", SUMMARIES, self.faults),
            **more,
        )

    def _is_required(self, node: Node) -> bool:
        if not cells.says_yes_or_no(node.row["required"]):
            self.fault(node, "required", Code.NOT_SUPPORTED, name="required")
            return False
        return cells.is_yes(node.row, "required", self.faults)

    def _options(self, node: Node, kind: Kind) -> tuple[Option, ...]:
        name = node.type.list_name
        if not name:
            return ()
        self.built.used_lists.setdefault(name, set()).add(kind)
        if name not in self.lists:
            self.fault(node, "type", Code.MISSING_LIST, list=name, near=self.faults.near(name, self.lists))
            return ()
        return tuple(self.lists[name].options)

    def _cited_list(self, node: Node) -> str:
        """The list whose entries are cited: the one in which the field that is named stands."""
        cited = node.type.cited_field
        found = [name for name, fields in self.citable.items() if cited in fields]
        if not found:
            known = [each for fields in self.citable.values() for each in fields]
            near = self.faults.near(cited, known)
            self.fault(node, "type", Code.UNKNOWN_CITED_FIELD, name=cited, near=near)
        elif len(found) > 1:
            self.fault(node, "type", Code.AMBIGUOUS_REFERENCE, name=cited, lists=", ".join(found))
        return found[0] if found else ""

    # Questions of several parts

    def _question_in_rows(self, node: Node) -> Question:
        kind = Kind.CONFIRM if "confirm" in node.appearance else Kind.ROWS
        self._enter(node, _COMPOUND, kind, appearances=("table-list", "confirm", "field-list"))
        cells.require_wording(node.row, "label", self.faults)
        self._refuse_empty(node)
        list_name = next((child.type.list_name for child in node.children if _is_choice(child)), "")
        options: tuple[Option, ...] = ()
        rows = []
        for child in node.children:
            if not _is_choice(child):
                self.fault(child, "type", Code.TABLE_LIST_TYPE, name=node.code)
                continue
            if child.type.list_name != list_name:
                found = child.type.list_name
                self.fault(child, "type", Code.TABLE_LIST_DIFFERS, name=node.code, expected=list_name, found=found)
            options = self._options(child, Kind.ONE)
            rows.append(self._row(child, options=options))
        return self._facts(node, kind, list_name=list_name, options=options, rows=tuple(rows))

    def _row(self, node: Node, inside: str = "", options: tuple[Option, ...] = ()) -> TableRow:
        self._enter(node, _ROW, Kind.ONE if options else None, inside, options=options)
        cells.require_wording(node.row, "label", self.faults)
        relevant = self._expression(node.row, "relevant")
        return TableRow(code=node.code, wording=node.row.text("label"), hint=node.row.text("hint"), relevant=relevant)

    def _grid(self, node: Node) -> Question:
        self._enter(node, _COMPOUND | {"totals"}, Kind.GRID, appearances=("grid", "field-list"))
        cells.require_wording(node.row, "label", self.faults)
        groups = [child for child in node.children if child.is_group]
        if not groups:
            self.fault(node, "type", Code.GRID_WITHOUT_ROWS, name=node.code)
        companions = [child for child in node.children if not child.is_group]
        for child in companions:
            if groups and child.row.number < groups[-1].row.number:
                self.fault(child, "type", Code.GRID_ORDER, name=node.code)
            if child.is_repeat:
                self.fault(child, "type", Code.NESTED_REPEAT, name=node.code)
        return self._facts(
            node,
            Kind.GRID,
            rows=tuple(self._row(group, inside=node.code) for group in groups),
            columns=self._columns(node, groups),
            totals=Totals(cells.one_of(node.row, "totals", tuple(Totals), self.faults) or "none"),
            companions=tuple(self._question(child, node.code) for child in companions if not child.is_repeat),
        )

    def _columns(self, grid: Node, groups: Sequence[Node]) -> tuple[Column, ...]:
        """The columns of the first row, when every other row has the same."""
        first: dict[str, Column] = {}
        for position, group in enumerate(groups):
            self._refuse_empty(group)
            found = {}
            for child in group.children:
                if child.code in found:
                    self.fault(child, "name", Code.DUPLICATE_NAME, name=child.code, other_row=group.row.number)
                found[child.code] = self._column(child, grid)
            if position == 0:
                first = found
                for child in group.children:
                    cells.require_wording(child.row, "label", self.faults)
            elif list(found) != list(first):
                expected = ", ".join(first)
                self.fault(group, "name", Code.GRID_RAGGED, name=grid.code, expected=expected, found=", ".join(found))
            else:
                self._refuse_differing(group, first, found)
        return tuple(first.values())

    def _column(self, node: Node, grid: Node) -> Column:
        if node.type.name not in ("integer", "decimal"):
            self.fault(node, "type", Code.GRID_TYPE, name=grid.code)
        kind = Kind.DECIMAL if node.type.name == "decimal" else Kind.INTEGER
        self._enter(node, _COLUMN, kind, grid.code, is_column=True)
        return Column(
            code=node.code,
            wording=node.row.text("label"),
            kind=kind,
            constraint=self._expression(node.row, "constraint", grid.code),
            constraint_message=node.row.text("constraint_message"),
        )

    def _refuse_differing(self, group: Node, first: dict[str, Column], found: dict[str, Column]) -> None:
        """A column is the same in every row; its label need be written in the first row only."""
        for child in group.children:
            here, there = found[child.code], first[child.code]
            same_wording = not here.wording or here.wording == there.wording
            if not same_wording or replace(here, wording=there.wording) != there:
                self.fault(child, "name", Code.GRID_COLUMN_DIFFERS, name=child.code)

    def _list(self, node: Node) -> Question:
        self._enter(node, _COMPOUND | {"entries"}, Kind.LIST, appearances=("field-list",))
        cells.require_wording(node.row, "label", self.faults)
        self._refuse_empty(node)
        fields = []
        for child in node.children:
            if child.is_repeat:
                self.fault(child, "type", Code.NESTED_REPEAT, name=node.code)
            elif child.is_group:
                self.fault(child, "type", Code.GROUP_IN_REPEAT, name=node.code)
            else:
                fields.append(self._question(child, node.code))
        entries = cells.whole_number(node.row, "entries", self.faults)
        return self._facts(node, Kind.LIST, fields=tuple(fields), entries=entries)

    # What holds for every row

    def _enter(
        self,
        node: Node,
        used: frozenset[str],
        kind: Kind | None = None,
        inside: str = "",
        appearances: Sequence[str] = (),
        options: Sequence[Option] = (),
        is_column: bool = False,
    ) -> None:
        """Checks a row by itself and remembers its name."""
        row = node.row
        cells.check_name(row, self.faults)
        cells.refuse_unsupported(row, self.faults)
        cells.warn_of_no_effect(row, used, self.faults)
        for word in sorted(node.appearance - set(appearances)):
            self.fault(node, "appearance", Code.NO_EFFECT, name=word)
        codes = tuple(option.code for option in options)
        self.built.names.append(Named(node.code, row, kind, inside, is_column, codes))

    def _expression(self, row: Row, name: str, inside: str = "") -> str:
        text = row[name].translate(_QUOTES)
        if text:
            self.built.expressions.append(Expression(text, row, name, inside))
        return text


def _kind(node: Node) -> Kind:
    if node.type.cited_field:
        return Kind.CITATION
    found = [_APPEARANCES[node.type.name, word] for word in node.appearance if (node.type.name, word) in _APPEARANCES]
    return found[0] if found else _KINDS[node.type.name]


def _is_choice(node: Node) -> bool:
    return node.type.name == "select_one" and bool(node.type.list_name)
