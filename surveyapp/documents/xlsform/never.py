"""Conditions that can never hold, told where they are written."""

from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.satisfiable import Never, never_asked
from surveyapp.documents.xlsform.building import Built, Named
from surveyapp.documents.xlsform.faults import Code, Faults

_SPOILS_ALL = frozenset({Code.DUPLICATE_NAME, Code.NESTED_TOO_DEEP, Code.TOO_MANY_CONDITIONS})
"""Faults that leave open which question is meant."""


def check(questionnaire: Questionnaire, built: Built, faults: Faults) -> None:
    """Adds what no answers lead to; nothing is concluded from an expression that has a fault itself."""
    found = [fault for fault in faults if fault.severity == "error"]
    if any(fault.code in _SPOILS_ALL for fault in found):
        return
    at_fault = {(fault.sheet, fault.row, fault.column) for fault in found}
    doubtful = {
        one.text for one in built.expressions if (one.row.sheet, one.row.number, one.row.header(one.column)) in at_fault
    }
    for never in never_asked(questionnaire, doubtful):
        named = _named(never, built)
        if named:
            _tell(never, named, built, faults)


def _tell(never: Never, named: Named, built: Built, faults: Faults) -> None:
    row = named.row
    at = (row.sheet, row.number, row.header("relevant"))
    if not never.against:
        faults.add(Code.NEVER_ASKED, *at, name=never.code)
        return
    above = [one for one in built.names if one.code in never.against and not one.inside]
    rows = ", ".join(str(one.row.number) for one in above)
    conditions = " / ".join(one.row["relevant"] for one in above)[:200]
    names = ", ".join(never.against)
    faults.add(Code.NEVER_ASKED_WITHIN, *at, name=never.code, above=names, rows=rows, condition=conditions)


def _named(never: Never, built: Built) -> Named | None:
    """The name that bears this condition."""
    return next((one for one in built.names if one.code == never.code and one.row["relevant"]), None)
