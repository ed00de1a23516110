"""The lists of options of the choices sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from surveyapp.core.lengths import LONGEST_SHORT
from surveyapp.core.questionnaire import Option, Property
from surveyapp.documents.xlsform import cells
from surveyapp.documents.xlsform.faults import Code, Faults
from surveyapp.documents.xlsform.sheets import Row

SHAPES = ("●", "◐", "△", "○")


@dataclass(eq=False)
class OptionList:
    """A list of options with the rows they stand on."""

    row: Row
    options: list[Option] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


Lists = dict[str, OptionList]


def read_lists(rows: Sequence[Row], properties: Sequence[str], faults: Faults) -> Lists:
    """Every list by its name, in the order of the sheet; of further columns, those that are properties."""
    lists: Lists = {}
    for row in rows:
        name = row["list_name"]
        if not name:
            faults.add(Code.MISSING_VALUE, row.sheet, row.number, row.header("list_name"), name="list_name")
            continue
        found = lists.setdefault(name, OptionList(row))
        if row.filled.keys() == {"list_name"}:
            continue
        cells.check_name(row, faults, cells.NAME_OF_OPTION)
        cells.refuse_unsupported(row, faults)
        if row["name"] in {option.code for option in found.options}:
            at = (row.sheet, row.number, row.header("name"))
            faults.add(Code.DUPLICATE_OPTION, *at, name=row["name"], list=name)
        found.options.append(_option(row, properties, faults))
        found.rows.append(row)
    for name, found in lists.items():
        if not found.options:
            faults.add(Code.EMPTY_LIST, found.row.sheet, found.row.number, found.row.header("list_name"), list=name)
        _warn_of_options_worded_alike(found, faults)
    return lists


def _option(row: Row, properties: Sequence[str], faults: Faults) -> Option:
    cells.require_wording(row, "label", faults)
    cells.check_length(row, "short", LONGEST_SHORT, faults)
    return Option(
        code=row["name"],
        wording=row.text("label"),
        hint=row.text("hint"),
        detail=row.text("detail"),
        cites=row["cites"],
        exclusive=cells.is_yes(row, "exclusive", faults),
        shape=cells.one_of(row, "shape", SHAPES, faults),
        short=row.text("short"),
        previous=row["previous"],
        properties=tuple(Property(name, row[name]) for name in sorted(properties) if row[name]),
    )


def _warn_of_options_worded_alike(found: OptionList, faults: Faults) -> None:
    seen: dict[tuple[str, str], Row] = {}
    for option, row in zip(found.options, found.rows, strict=True):
        for language, wording in option.wording.items():
            before = seen.setdefault((language, " ".join(wording.casefold().split())), row)
            if before is not row:
                at = (row.sheet, row.number, row.header("label", language))
                faults.add(Code.OPTIONS_WORDED_ALIKE, *at, wording=wording, other_row=before.number)
