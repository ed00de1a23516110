"""From the tree of the survey to sections, groups and questions, reporting what does not fit together."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby
from typing import Any

from surveyapp.core.lengths import LONGEST_HEADING, LONGEST_HEADING_OF_SECTION
from surveyapp.core.questionnaire import (
    DIFFICULTIES,
    UNNAMED,
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
from surveyapp.documents.xlsform import cells, neighbouring, supplied
from surveyapp.documents.xlsform.defaults import check_default, is_worked_out
from surveyapp.documents.xlsform.faults import Code, Detail, Faults
from surveyapp.documents.xlsform.options import Lists
from surveyapp.documents.xlsform.ranges import read_range
from surveyapp.documents.xlsform.sheets import Row
from surveyapp.documents.xlsform.tree import Node

MOST_OPTIONS = 30_000
"""Of all questions together, a list counted as often as it is used: a definition holds it in each of them."""
_OF_EVERY_KIND = ("mark", "counts", "dots", "figure", "register", "texts", "none")
SUMMARIES = (*_OF_EVERY_KIND, *sorted(UNNAMED | DIFFICULTIES))

_CHOSEN = frozenset({Kind.ONE, Kind.SEVERAL})
_ALL = frozenset({"type", "name", "label", "relevant", "appearance"})
_GROUP = _ALL | {"hint"}
_SECTION = _GROUP | {"number", "heading", "usually", "minutes"}
_NOTE = _ALL | {"number", "hint", "guidance_hint", "heading", "article"}
_REQUIRED = frozenset({"required", "required_message"})
_OWN = frozenset({"hint", "guidance_hint", "article", "constraint", "constraint_message", "disclosure", "previous"})
_FIELD = _ALL | _REQUIRED | _OWN
_COMPOUND = _NOTE | _REQUIRED | {"core", "disclosure", "previous", "summary"}
_QUESTION = _COMPOUND | _FIELD
_ROW = _ALL | {"hint"}
_CALCULATION = frozenset({"calculation", "read_only"})
_CALCULATED = (_NOTE | _CALCULATION | {"default"}) - {"appearance"}
_LIMITS = frozenset({"entries", "minimum", "maximum", "repeat_count"})
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
    "range": Kind.DECIMAL,
    "file": Kind.FILE,
    "note": Kind.NOTE,
    "select_one": Kind.ONE,
    "select_multiple": Kind.SEVERAL,
}
_WITH_DEFAULT = frozenset(_KINDS.values()) - {Kind.FILE, Kind.NOTE} | {Kind.LONG_TEXT, Kind.LINK, Kind.YEAR}
_CALCULABLE = frozenset({"text", "integer", "decimal", "date", "select_one"})
"""Types besides `calculate` whose value can be worked out or fixed."""
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
    list_name: str = ""


@dataclass(frozen=True)
class Expression:
    """A condition, constraint, calculation or filter where it is written."""

    text: str
    row: Row
    column: str
    inside: str = ""
    neighbours: frozenset[str] | None = None
    """Of a cell of a grid: the cells before it in its row; None of anything else."""
    list_name: str = ""
    """Of a filter: the list whose options it chooses from."""


@dataclass
class Built:
    """What was built, with what the checks of the whole need."""

    sections: tuple[Section, ...] = ()
    names: list[Named] = field(default_factory=list)
    expressions: list[Expression] = field(default_factory=list)
    used_lists: dict[str, set[Kind]] = field(default_factory=dict)


def build(top: Sequence[Node], lists: Lists, languages: Sequence[str], faults: Faults) -> Built:
    """The sections; nothing that is at fault is silently passed over, and building goes on behind it."""
    builder = _Builder(top, lists, languages, faults)
    runs = [list(nodes) for _, nodes in groupby(top, key=lambda node: node if _is_section(node) else None)]
    sections: list[Section] = []
    for run in runs:
        if _is_section(run[0]):
            sections.append(builder.section(run[0]))
        elif sections and not sections[-1].relevant and all(map(_is_silent, run)):
            sections[-1] = builder.with_more(sections[-1], run)
        else:
            sections.append(builder.section_of_loose(run))
    builder.built.sections = tuple(sections)
    return builder.built


def _is_section(node: Node) -> bool:
    return node.is_group and not node.appearance & {"table-list", "grid"}


def _is_silent(node: Node) -> bool:
    """Whether nothing of it is ever shown."""
    return node.type.name == "calculate" and not node.row.text("label")


class _Builder:
    """Walks the tree once; what it learns for the checks of the whole gathers in `built`."""

    def __init__(self, top: Iterable[Node], lists: Lists, languages: Sequence[str], faults: Faults) -> None:
        self.lists = lists
        self.languages = languages
        self.faults = faults
        self.number_of_options = 0
        self.codes = {node.code for section in top for node in section.walk()}
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
            hint=row.text("hint"),
            relevant=self._expression(row, "relevant"),
            parts=self._parts(node),
            number=row["number"],
            heading=row.text("heading"),
            usually=row.text("usually"),
            minutes=cells.whole_number(row, "minutes", self.faults),
        )

    def section_of_loose(self, nodes: Sequence[Node]) -> Section:
        """A section for what stands in none, where it stands."""
        first = nodes[0]
        code = _free_name("general", self.codes)
        self.codes.add(code)
        default, *others = self.languages
        for language in supplied.unknown(supplied.GENERAL, (default,)):
            self.fault(first, "type", Code.SECTION_WITHOUT_WORDING, language=language)
        for language in supplied.unknown(supplied.GENERAL, others):
            row = first.row
            self.faults.gap(Code.SECTION_WITHOUT_WORDING, row.sheet, row.number, row.header("type"), language=language)
        self.fault(first, "type", Code.OUTSIDE_SECTION, name=first.code, count=len(nodes), section=code)
        return Section(
            code=code,
            wording=supplied.known(supplied.GENERAL, self.languages),
            parts=tuple(self._part(node) for node in nodes),
        )

    def with_more(self, section: Section, nodes: Sequence[Node]) -> Section:
        """The section with what stands after it and is never shown."""
        name = nodes[0].code
        self.fault(nodes[0], "type", Code.OUTSIDE_SECTION, name=name, count=len(nodes), section=section.code)
        return replace(section, parts=(*section.parts, *map(self._part, nodes)))

    def _group(self, node: Node) -> Group:
        self._enter(node, _GROUP, appearances=("field-list",))
        return Group(
            code=node.code,
            wording=node.row.text("label"),
            hint=node.row.text("hint"),
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

    def _question(self, node: Node, inside: str = "", is_companion: bool = False) -> Question:
        """A question of one part; inside a list it is one of its fields, inside a grid a companion."""
        if self._is_calculated(node):
            return self._calculated(node, inside, is_companion)
        found = read_range(node.row, self.faults) if node.type.name == "range" else None
        kind = Kind.INTEGER if found and found.is_whole else _kind(node)
        list_name, options = self._options(node, kind)
        self._enter(node, _used(node, kind, inside), kind, inside, ("multiline", "url", "year"), options, list_name)
        cells.require_wording(node.row, "label", self.faults)
        question = self._facts(
            node,
            kind,
            inside,
            list_name=list_name,
            options=options,
            cites=self._cited_list(node) if kind is Kind.CITATION else "",
            cited_field=node.type.cited_field,
            **self._given(node, kind, inside, list_name),
            **(asdict(found) if found else {}),
        )
        check_default(question, node.row, self.faults)
        return question

    def _given(self, node: Node, kind: Kind, inside: str, list_name: str) -> dict[str, Any]:
        """What is proposed, and which options are offered."""
        row = node.row
        given: dict[str, str] = {}
        if kind in _WITH_DEFAULT and row["default"]:
            worked_out = is_worked_out(row["default"])
            given["default"] = self._expression(row, "default", inside) if worked_out else row["default"]
        if kind in _CHOSEN:
            given["choice_filter"] = self._expression(row, "choice_filter", inside, list_name=list_name)
        return given

    def _facts(self, node: Node, kind: Kind, inside: str = "", **more: Any) -> Question:
        """The facts that every kind of question shares, and those of its kind."""
        row = node.row
        cells.check_length(row, "heading", LONGEST_HEADING, self.faults)
        is_core = cells.is_yes(row, "core", self.faults)
        if is_core and not row.text("heading"):
            self.fault(node, "core", Code.MISSING_HEADING)
        says_required = cells.says_yes_or_no(row["required"])
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
            required=says_required and cells.is_yes(row, "required", self.faults),
            required_when="" if says_required else self._expression(row, "required", inside),
            required_message=row.text("required_message"),
            relevant=self._expression(row, "relevant", inside),
            constraint=self._expression(row, "constraint", inside),
            constraint_message=row.text("constraint_message"),
            disclosure=Disclosure(cells.one_of(row, "disclosure", tuple(Disclosure), self.faults) or "public"),
            previous=row["previous"],
            summary=cells.one_of(row, "summary", SUMMARIES if kind in _CHOSEN else _OF_EVERY_KIND, self.faults),
            **more,
        )

    def _options(self, node: Node, kind: Kind) -> tuple[str, tuple[Option, ...]]:
        """The list of options, by the name it is known by from now on, and the options."""
        name = node.type.list_name
        if not name:
            return "", ()
        self.built.used_lists.setdefault(name, set()).add(kind)
        if name not in self.lists:
            self.fault(node, "type", Code.MISSING_LIST, list=name, near=self.faults.near(name, self.lists))
            return name, ()
        options = tuple(self.lists[name].options)
        self.number_of_options += len(options)
        if self.number_of_options > MOST_OPTIONS:
            if self.number_of_options - len(options) <= MOST_OPTIONS:
                self.fault(node, "type", Code.TOO_MANY_OPTIONS, limit=MOST_OPTIONS)
            return name, ()
        return self._with_other(node, name, options) if node.type.or_other else (name, options)

    def _with_other(self, node: Node, name: str, options: tuple[Option, ...]) -> tuple[str, tuple[Option, ...]]:
        """The options with one for everything else, which asks what it is; where there is such a one, the same."""
        other = next((option for option in options if option.code == "other"), None)
        if other and other.detail:
            return name, options
        for language in supplied.unknown(supplied.PLEASE_SPECIFY, self.languages):
            self.fault(node, "type", Code.OR_OTHER_LANGUAGE, language=language)
        detail = supplied.known(supplied.PLEASE_SPECIFY, self.languages)
        if other:
            extended = tuple(replace(one, detail=detail) if one is other else one for one in options)
        else:
            extended = (
                *options,
                Option(code="other", wording=supplied.known(supplied.OTHER, self.languages), detail=detail),
            )
        return _free_name(f"{name}_or_other", self.lists), extended

    # What nobody types

    def _is_calculated(self, node: Node) -> bool:
        """Whether its value is given by the author; what says so in vain is reported."""
        row, type_ = node.row, node.type.name
        is_read_only = cells.is_yes(row, "read_only", self.faults)
        if type_ == "calculate":
            return True
        if type_ == "note" or not (is_read_only or row["calculation"]):
            return False
        if type_ not in _CALCULABLE or node.type.cited_field:
            column = "calculation" if row["calculation"] else "read_only"
            self.fault(node, column, Code.NOT_ON_TYPE, name=column, type=row["type"])
            return False
        if row["calculation"] or row["default"]:
            return True
        self.fault(node, "read_only", Code.READ_ONLY_WITHOUT_VALUE)
        return False

    def _calculated(self, node: Node, inside: str, is_companion: bool) -> Question:
        row, type_ = node.row, node.type.name
        as_written = "" if type_ == "calculate" else type_
        is_read_only = cells.is_yes(row, "read_only", self.faults)
        if as_written and not is_read_only:
            self.fault(node, "calculation", Code.CALCULATED_NOT_READ_ONLY, name=node.code)
        if as_written:
            cells.require_wording(row, "label", self.faults)
        if is_companion:
            self.fault(node, "type", Code.CALCULATED_IN_GRID, name=inside)
        list_name, options = self._options(node, Kind.ONE)
        self._enter(node, _CALCULATED, Kind.CALCULATED, inside, options=options, list_name=list_name)
        calculation, default = self._value(node, inside)
        question = Question(
            code=node.code,
            kind=Kind.CALCULATED,
            wording=row.text("label"),
            number=row["number"],
            hint=row.text("hint"),
            guidance=row.text("guidance_hint"),
            heading=row.text("heading"),
            article=row.text("article"),
            relevant=self._expression(row, "relevant", inside),
            calculation=calculation,
            calculated_as=as_written,
            default=default,
            list_name=list_name,
            options=options,
        )
        check_default(replace(question, kind=_KINDS.get(type_, Kind.SHORT_TEXT)), row, self.faults)
        return question

    def _value(self, node: Node, inside: str) -> tuple[str, str]:
        """How it is worked out, or what it always is. A default that is an expression is worked out like any other."""
        row = node.row
        if row["calculation"]:
            if row["default"]:
                self.fault(node, "default", Code.NO_EFFECT, name="default")
            return self._expression(row, "calculation", inside), ""
        if node.type.name == "calculate":
            self.fault(node, "calculation", Code.MISSING_VALUE, name="calculation")
            return "", ""
        if is_worked_out(row["default"]):
            return self._expression(row, "default", inside), ""
        return "", row["default"]

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
            if not _is_choice(child) or child.type.or_other:
                self.fault(child, "type", Code.TABLE_LIST_TYPE, name=node.code)
                continue
            if child.type.list_name != list_name:
                found = child.type.list_name
                self.fault(child, "type", Code.TABLE_LIST_DIFFERS, name=node.code, expected=list_name, found=found)
            _, options = self._options(child, Kind.ONE)
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
            companions=tuple(self._question(child, node.code, True) for child in companions if not child.is_repeat),
        )

    def _columns(self, grid: Node, groups: Sequence[Node]) -> tuple[Column, ...]:
        """The columns of the first row, when every other row has the same."""
        first: dict[str, Column] = {}
        for position, group in enumerate(groups):
            self._refuse_empty(group)
            found: dict[str, Column] = {}
            for child in group.children:
                if child.code in found:
                    self.fault(child, "name", Code.DUPLICATE_NAME, name=child.code, other_row=group.row.number)
                found[child.code] = self._column(child, grid, frozenset(found))
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

    def _column(self, node: Node, grid: Node, before: frozenset[str]) -> Column:
        if node.type.name not in ("integer", "decimal"):
            self.fault(node, "type", Code.GRID_TYPE, name=grid.code)
        kind = Kind.DECIMAL if node.type.name == "decimal" else Kind.INTEGER
        self._enter(node, _COLUMN, kind, grid.code, is_column=True)
        return Column(
            code=node.code,
            wording=node.row.text("label"),
            kind=kind,
            constraint=self._expression(node.row, "constraint", grid.code, before),
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
        self._enter(node, _COMPOUND | _LIMITS, Kind.LIST, appearances=("field-list",))
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
        return self._facts(node, Kind.LIST, fields=tuple(fields), **self._entries(node))

    def _entries(self, node: Node) -> dict[str, Any]:
        """How many entries are asked, and how many there must and may be."""
        row = node.row
        asked, fewest, most = (cells.whole_number(row, name, self.faults) for name in ("entries", "minimum", "maximum"))
        count = row["repeat_count"]
        if re.fullmatch(r"\d{1,4}", count, re.ASCII):
            for name in ("minimum", "maximum"):
                if row[name]:
                    self.fault(node, name, Code.NO_EFFECT, name=name)
            fewest = most = int(count)
            count = ""
        for name, number in (("minimum", fewest), ("entries", asked)):
            if most and number > most:
                self.fault(node, name, Code.ABOVE_MAXIMUM, name=name, number=number, limit=most)
        count = count and self._expression(row, "repeat_count")
        return {"entries": asked, "fewest": fewest, "most": most, "count": count}

    # What holds for every row

    def _enter(
        self,
        node: Node,
        used: frozenset[str],
        kind: Kind | None = None,
        inside: str = "",
        appearances: Sequence[str] = (),
        options: Sequence[Option] = (),
        list_name: str = "",
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
        self.built.names.append(Named(node.code, row, kind, inside, is_column, codes, list_name))

    def _expression(
        self,
        row: Row,
        name: str,
        inside: str = "",
        neighbours: frozenset[str] | None = None,
        list_name: str = "",
    ) -> str:
        text = neighbouring.as_names(row[name].translate(_QUOTES), neighbours or ())
        if text:
            self.built.expressions.append(Expression(text, row, name, inside, neighbours, list_name))
        return text


def _kind(node: Node) -> Kind:
    if node.type.cited_field:
        return Kind.CITATION
    found = [_APPEARANCES[node.type.name, word] for word in node.appearance if (node.type.name, word) in _APPEARANCES]
    return found[0] if found else _KINDS[node.type.name]


def _is_choice(node: Node) -> bool:
    return node.type.name == "select_one" and bool(node.type.list_name)


def _used(node: Node, kind: Kind, inside: str) -> frozenset[str]:
    """The columns that mean something for this question."""
    if kind is Kind.NOTE:
        return _NOTE | {"read_only"}
    used = _FIELD if inside else _QUESTION
    if node.type.name not in _CALCULABLE or node.type.cited_field or node.row["read_only"]:
        used |= _CALCULATION
    if kind in _WITH_DEFAULT:
        used |= {"default"}
    if kind in (Kind.ONE, Kind.SEVERAL):
        used |= {"choice_filter"}
    return used | {"parameters"} if node.type.name == "range" else used


def _free_name(wanted: str, taken: Container[str]) -> str:
    """The name, or with the first number that makes it one of its own."""
    return next(name for name in (wanted, *(f"{wanted}_{n}" for n in range(2, 10_000))) if name not in taken)
