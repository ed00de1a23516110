"""A second opinion on a workbook without a fault of ours: what pyxform, XLSForm's own reader, says of it."""

import re

from surveyapp.documents.xlsform import columns
from surveyapp.documents.xlsform.faults import Code, Faults
from surveyapp.documents.xlsform.sheets import Sheets

_PLACE = re.compile(r"^\s*\[row\s*:\s*(\d+)\]\s*")


def consult(sheets: Sheets, faults: Faults) -> None:
    """Adds the one fault at which pyxform stops, if any."""
    # Here and not above: loading it takes as long as all the rest of a command, and few commands read a workbook.
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    settings = [sheets.settings] if sheets.settings else []
    workbook: dict[str, list[dict[str, str]]] = {}
    for name, rows in (
        (columns.SURVEY, sheets.survey),
        (columns.CHOICES, sheets.choices),
        (columns.SETTINGS, settings),
    ):
        workbook[name] = [{row.headers[header]: cell for header, cell in row.cells.items()} for row in rows]
        workbook[f"{name}_header"] = [dict.fromkeys(rows[0].headers.values(), "")] if rows else []
    try:
        convert(workbook)
    except PyXFormError as error:
        place = _PLACE.match(str(error))
        message = _PLACE.sub("", str(error)).strip()
        # Its rows are counted without those that are empty.
        row = sheets.survey[int(place[1]) - 2].number if place and int(place[1]) - 2 < len(sheets.survey) else None
        faults.add(Code.SECOND_READER, columns.SURVEY if row else "", row, message=message[:500])
