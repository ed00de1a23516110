"""A second opinion on a workbook without a fault of ours: what pyxform, XLSForm's own reader, says of it."""

import re
from collections.abc import Collection

from surveyapp.documents.xlsform import columns
from surveyapp.documents.xlsform.building import Built
from surveyapp.documents.xlsform.faults import Code, Faults
from surveyapp.documents.xlsform.neighbouring import as_ways
from surveyapp.documents.xlsform.sheets import Row, Sheets
from surveyapp.documents.xlsform.tree import LEFT_OUT, OF_OUR_OWN

_PLACE = re.compile(r"^\s*\[row\s*:\s*(\d+)\]\s*")


def consult(sheets: Sheets, built: Built, faults: Faults) -> None:
    """Adds the one fault at which pyxform stops, if any; what is of our own is said in its words before."""
    # Here and not above: loading it takes as long as all the rest of a command, and few commands read a workbook.
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    survey = [row for row in sheets.survey if row["type"] not in LEFT_OUT]
    neighbours = {one.row: one.neighbours for one in built.expressions if one.neighbours}
    settings = [sheets.settings] if sheets.settings else []
    workbook: dict[str, list[dict[str, str]]] = {}
    for name, rows in (
        (columns.SURVEY, survey),
        (columns.CHOICES, sheets.choices),
        (columns.SETTINGS, settings),
    ):
        workbook[name] = [_in_its_words(row, neighbours.get(row, ())) for row in rows]
        workbook[f"{name}_header"] = [dict.fromkeys(rows[0].headers.values(), "")] if rows else []
    try:
        convert(workbook)
    except PyXFormError as error:
        place = _PLACE.match(str(error))
        message = _PLACE.sub("", str(error)).strip()
        # Its rows are counted without those that are empty.
        row = survey[int(place[1]) - 2].number if place and int(place[1]) - 2 < len(survey) else None
        faults.add(Code.SECOND_READER, columns.SURVEY if row else "", row, message=message[:500])


def _in_its_words(row: Row, neighbours: Collection[str]) -> dict[str, str]:
    """The cells by their headers as they are written; types of our own and names of neighbours as XLSForm has them."""
    cells = {row.headers[header]: cell for header, cell in row.cells.items()}
    if row["type"] in OF_OUR_OWN:
        cells[row.header("type")] = OF_OUR_OWN[row["type"]][0]
    if neighbours:
        cells[row.header("constraint")] = as_ways(row["constraint"], neighbours)
    return cells
