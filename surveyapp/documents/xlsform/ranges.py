"""The column `parameters` of a range: from where, to where, by what step."""

import re
from dataclasses import dataclass
from decimal import Decimal

from surveyapp.documents.xlsform.faults import Code, Faults
from surveyapp.documents.xlsform.sheets import Row

_PARAMETER = re.compile(r"(\w+)\s*=\s*([^\s,;=]+)", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?", re.ASCII)
_STANDARD = {"start": "1", "end": "10", "step": "1"}
"""What XLSForm takes for a parameter that is not given."""
_FOR_THE_EYE = frozenset({"tick_interval", "placeholder", "tick_labelset"})


@dataclass(frozen=True)
class Range:
    """The lowest, the highest and the step, as decimals without superfluous zeros."""

    lowest: str
    highest: str
    step: str

    @property
    def is_whole(self) -> bool:
        return "." not in self.lowest + self.highest + self.step


def read_range(row: Row, faults: Faults) -> Range:
    """The range of a row; XLSForm's standard one where the parameters cannot be used."""
    written = row["parameters"]
    at = (row.sheet, row.number, row.header("parameters"))
    found = dict(_PARAMETER.findall(written))
    for name in sorted(found.keys() & _FOR_THE_EYE):
        faults.add(Code.NO_EFFECT, *at, name=name)
        del found[name]
    values = _STANDARD | found
    start, end, step = (Decimal(values[name]) if _NUMBER.fullmatch(values[name]) else None for name in _STANDARD)
    is_read = not _PARAMETER.sub("", written).strip(" ,;\n") and values.keys() == _STANDARD.keys()
    if not is_read or start is None or end is None or not step or abs(step) > abs(end - start):
        faults.add(Code.BAD_RANGE, *at, value=written[:100])
        return Range(*_STANDARD.values())
    return Range(*(format(each.normalize(), "f") for each in (min(start, end), max(start, end), abs(step))))
