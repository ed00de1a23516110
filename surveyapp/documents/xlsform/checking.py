"""Checks of the whole: names, conditions, wordings in every language, printed numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence

from surveyapp.core import expressions, placeholders
from surveyapp.core.questionnaire import Kind
from surveyapp.core.text import Text, languages_missing
from surveyapp.documents.xlsform import choice_filters, columns
from surveyapp.documents.xlsform.building import Built, Expression, Named
from surveyapp.documents.xlsform.columns import Header
from surveyapp.documents.xlsform.faults import Code, Faults
from surveyapp.documents.xlsform.options import Lists
from surveyapp.documents.xlsform.sheets import MOST_CHARACTERS_OF_EXPRESSIONS, Row, Sheets
from surveyapp.documents.xlsform.tree import LEFT_OUT

_TOKEN = re.compile(
    r"""'(?P<single>[^']*)'|"(?P<double>[^"]*)"|\$\{\s*(?P<name>\w+)\s*\}|(?P<selected>selected\s*\()|(?P<equality>!?=)|[^\s]"""
)
_PARTS_OF_A_NUMBER = re.compile(r"(\d+)|([^\W\d_]+)")


def check(sheets: Sheets, built: Built, lists: Lists, faults: Faults) -> None:
    """Adds what is wrong with the questionnaire as a whole."""
    _check_names(built.names, faults)
    _check_lists(sheets, built, lists, faults)
    _check_expressions(built, _Columns(sheets, lists), faults)
    settings = [sheets.settings] if sheets.settings else []
    for row in (*sheets.survey, *sheets.choices, *settings):
        if row["type"] not in LEFT_OUT:
            _check_wordings(row, sheets.languages, faults)
    _check_numbers(sheets.survey, faults)


def _check_names(names: Iterable[Named], faults: Faults) -> None:
    """A name is given once, or, within a list or a grid, once there."""
    seen: dict[tuple[str, str], Named] = {}
    for named in names:
        if not named.code or named.is_column:
            continue
        before = seen.setdefault((named.inside, named.code), named)
        if before is not named:
            row = named.row
            at = (row.sheet, row.number, row.header("name"))
            faults.add(Code.DUPLICATE_NAME, *at, name=named.code, other_row=before.row.number)


def _check_lists(sheets: Sheets, built: Built, lists: Lists, faults: Faults) -> None:
    repeats = {named.code for named in built.names if named.kind is Kind.LIST}
    named_in_types = {word for row in sheets.survey for word in row["type"].split()[1:]}
    for name, found in lists.items():
        kinds = built.used_lists.get(name)
        if not kinds and name not in named_in_types:
            faults.add(Code.UNUSED_LIST, found.row.sheet, found.row.number, found.row.header("list_name"), list=name)
        for option, row in zip(found.options, found.rows, strict=True):
            if option.exclusive and kinds and Kind.SEVERAL not in kinds:
                faults.add(Code.EXCLUSIVE_IN_ONE_CHOICE, row.sheet, row.number, row.header("exclusive"), list=name)
            if option.cites and option.cites not in repeats:
                at = (row.sheet, row.number, row.header("cites"))
                near = faults.near(option.cites, repeats)
                faults.add(Code.UNKNOWN_CITED_LIST, *at, name=option.cites, near=near)


class _Names:
    """Finds what a reference speaks of."""

    def __init__(self, names: Sequence[Named], rows: Iterable[Row]) -> None:
        self.written = frozenset(row["name"] for row in rows if row["type"] not in LEFT_OUT)
        """Also of rows that could not be read, for which their own fault has been told."""
        self.by_code: dict[str, list[Named]] = {}
        self._first: dict[tuple[str, str, bool], Named] = {}
        for named in names:
            self.by_code.setdefault(named.code, []).append(named)
            self._first.setdefault((named.code, named.inside, named.is_column), named)

    def meant(self, code: str, expression: Expression) -> Named | None:
        """Of those with this name: the one in the same list or grid, else the one that stands in none, else any."""
        inside = expression.inside
        if code in (expression.neighbours or ()):
            return self._first.get((code, inside, True))
        nearest = self._first.get((code, inside, False)) or self._first.get((code, "", False))
        return nearest or next(iter(self.by_code.get(code, ())), None)


class _Columns:
    """What a filter may choose by."""

    def __init__(self, sheets: Sheets, lists: Lists) -> None:
        self.sheets = sheets
        self._properties = {
            name: frozenset(each.name for option in found.options for each in option.properties)
            for name, found in lists.items()
        }

    def of(self, list_name: str) -> frozenset[str]:
        """The properties that some option of a list has."""
        return self._properties.get(list_name, frozenset())

    def near(self, name: str, faults: Faults) -> str:
        return faults.near(name, (*self.sheets.properties, *self.sheets.unknown, choice_filters.NAME))


def _check_expressions(built: Built, known: _Columns, faults: Faults) -> None:
    if sum(len(expression.text) for expression in built.expressions) > MOST_CHARACTERS_OF_EXPRESSIONS:
        faults.add(Code.TOO_MANY_CONDITIONS, columns.SURVEY)
        return
    names = _Names(built.names, known.sheets.survey)
    for expression in built.expressions:
        _check_expression(expression, names, faults)
        if expression.column == "choice_filter":
            _check_properties(expression, known, faults)


def _check_expression(expression: Expression, names: _Names, faults: Faults) -> None:
    row = expression.row
    at = (row.sheet, row.number, row.header(expression.column))
    fault_of = choice_filters.fault if expression.column == "choice_filter" else expressions.fault
    problem = fault_of(expression.text)
    if problem:
        faults.add(Code.UNREADABLE_EXPRESSION, *at, problem=problem.value)
    for code in sorted(expressions.references(expression.text)):
        _check_reference(code, expression, names, faults)
    for code, option, by_equality in _compared_options(expression.text):
        named = names.meant(code, expression)
        if named is None or not named.options or not option:
            continue
        if option not in named.options:
            near = faults.near(option, named.options)
            faults.add(Code.UNKNOWN_OPTION, *at, name=code, option=option, near=near)
        elif by_equality and named.kind is Kind.SEVERAL:
            faults.add(Code.COMPARES_SEVERAL, *at, name=code, option=option)


def _check_reference(code: str, expression: Expression, names: _Names, faults: Faults) -> None:
    """What is spoken of exists, is answered before, and does not stand inside another list or grid."""
    row = expression.row
    at = (row.sheet, row.number, row.header(expression.column))
    named = names.meant(code, expression)
    if named is None:
        if code not in names.written:
            faults.add(Code.UNKNOWN_REFERENCE, *at, name=code, near=faults.near(code, names.written))
    elif code in (expression.neighbours or ()):
        return
    elif named.is_column and expression.neighbours is not None and named.inside == expression.inside:
        faults.add(Code.LATER_REFERENCE, *at, name=code, other_row=named.row.number)
    elif named.is_column or named.inside not in ("", expression.inside):
        faults.add(Code.REFERENCE_INSIDE, *at, name=code, inside=named.inside)
    elif named.kind in _WITHOUT_ANSWER_OF_ITS_OWN:
        faults.add(Code.REFERENCE_WITHOUT_ANSWER, *at, name=code)
    elif len(names.by_code[code]) > 1:
        # Clear to us, and to no other reader of XLSForm.
        rows = ", ".join(str(one.row.number) for one in names.by_code[code][:10])
        faults.add(Code.NAME_NOT_UNIQUE, *at, name=code, rows=rows)
    elif named.row.number > row.number or (named.row is row and expression.column != "constraint"):
        faults.add(Code.LATER_REFERENCE, *at, name=code, other_row=named.row.number)


_WITHOUT_ANSWER_OF_ITS_OWN = (None, Kind.NOTE, Kind.GRID, Kind.LIST, Kind.ROWS, Kind.CONFIRM)


def _check_properties(expression: Expression, known: _Columns, faults: Faults) -> None:
    """Every bare name of a filter is a column in which an option of the list says something."""
    row = expression.row
    has = known.of(expression.list_name)
    for name in sorted(choice_filters.properties(expression.text) - has):
        at = (row.sheet, row.number, row.header("choice_filter"))
        faults.add(Code.UNKNOWN_PROPERTY, *at, name=name, list=expression.list_name, near=known.near(name, faults))


def _compared_options(text: str) -> Iterator[tuple[str, str, bool]]:
    """Every question that is compared with a text: its name, the text, and whether by = or !=."""
    tokens = list(_TOKEN.finditer(text[: expressions.LONGEST]))
    for before, left, middle, right in zip([None, *tokens], tokens, tokens[1:], tokens[2:], strict=False):
        by_equality = middle["equality"] is not None
        is_selected = middle[0] == "," and before is not None and before["selected"] is not None
        if not by_equality and not is_selected:
            continue
        if left["name"] and _is_text(right):
            yield left["name"], _text_of(right), by_equality
        elif right["name"] and _is_text(left):
            yield right["name"], _text_of(left), by_equality


def _is_text(token: re.Match[str]) -> bool:
    return token["single"] is not None or token["double"] is not None


def _text_of(token: re.Match[str]) -> str:
    return token["single"] or token["double"] or ""


def _check_wordings(row: Row, languages: Sequence[str], faults: Faults) -> None:
    """Every wording is there in every language, with the same placeholders; outside the default one it may be a gap."""
    vocabulary = columns.VOCABULARIES[row.sheet]
    for name in vocabulary.translated | vocabulary.own:
        text = row.text(name)
        if not text:
            continue
        for language in languages_missing(text, languages):
            add = faults.add if language == languages[0] else faults.gap
            header = row.header(name, language)
            if faults.is_told(row.sheet, row.number, header):
                continue  # such as that the cell holds a formula: what it says is not known
            if Header(name, language) in row.headers:
                add(Code.MISSING_WORDING, row.sheet, row.number, header, language=language)
            elif not (name == "label" and row.sheet == columns.SURVEY):
                # A language that has no label at all was told of as a whole.
                add(Code.MISSING_COLUMN, row.sheet, 1, "", name=header, language=language)
        _check_placeholders(row, name, text, faults)


def _check_placeholders(row: Row, name: str, text: Text, faults: Faults) -> None:
    found = {language: placeholders.names_in(wording) for language, wording in text.items()}
    for language, wording in text.items():
        at = (row.sheet, row.number, row.header(name, language))
        for placeholder in sorted(found[language] - placeholders.NAMES):
            near = faults.near(placeholder, placeholders.NAMES)
            faults.add(Code.UNKNOWN_PLACEHOLDER, *at, name=placeholder, near=near)
        lacking = frozenset().union(*found.values()) - found[language]
        if lacking:
            faults.add(Code.PLACEHOLDERS_DIFFER, *at, names=", ".join(f"{{{one}}}" for one in sorted(lacking)))
        if "${" in wording:
            faults.add(Code.REFERENCE_IN_WORDING, *at)


def _check_numbers(rows: Iterable[Row], faults: Faults) -> None:
    """Printed numbers are given once and rise."""
    seen: dict[str, Row] = {}
    before: tuple[tuple[int, int, str], ...] = ()
    for row in rows:
        written = row["number"]
        if not written:
            continue
        at = (row.sheet, row.number, row.header("number"))
        first = seen.setdefault(written, row)
        parts = _parts_of_number(written)
        if first is not row:
            faults.add(Code.NUMBER_TWICE, *at, number=written, other_row=first.number)
        elif before and parts and parts < before:
            faults.add(Code.NUMBER_OUT_OF_ORDER, *at, number=written)
        before = parts or before


def _parts_of_number(written: str) -> tuple[tuple[int, int, str], ...]:
    """ "4.10" after "4.9"; nothing for a number that does not begin with a digit, such as a Roman one."""
    if not written[0].isdecimal():
        return ()
    found = _PARTS_OF_A_NUMBER.findall(written.lower()[:20])
    return tuple((0, int(digits), "") if digits else (1, 0, letters) for digits, letters in found)
