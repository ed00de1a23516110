"""Files of a questionnaire: its workbook, to be written on and taken in again."""

import io

from flask import Response, abort, send_file

from surveyapp.actions import exporting
from surveyapp.store import editions
from surveyapp.web import database
from surveyapp.web.secretariat.pages import blueprint

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/questionnaires/<edition>/workbook")
def export_questionnaire(edition: str) -> Response:
    found = editions.by_public_id(database.session(), edition)
    if found is None:
        abort(404)
    made = exporting.workbook(found)
    return send_file(io.BytesIO(made), XLSX, as_attachment=True, download_name=exporting.file_name(found))
