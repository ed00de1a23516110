"""Files of a questionnaire: its workbook, to be written on and taken in again."""

import io

from flask import abort, g, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import exporting
from surveyapp.core.text import said
from surveyapp.documents.xlsform import CannotBeWritten
from surveyapp.store import editions
from surveyapp.web import database, errors
from surveyapp.web.secretariat.pages import blueprint

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/questionnaires/<edition>/workbook")
def export_questionnaire(edition: str) -> ResponseReturnValue:
    found = editions.by_public_id(database.session(), edition)
    if found is None:
        abort(404)
    try:
        made = exporting.workbook(found)
    except CannotBeWritten as error:
        title = _("This edition cannot be written as a workbook")
        text = _(
            "No workbook can hold what it defines: %(why)s. Begin the next edition from an earlier one.",
            why=said(error.why, g.language),
        )
        return errors.page(title, text, 409)
    return send_file(io.BytesIO(made), XLSX, as_attachment=True, download_name=exporting.file_name(found))
