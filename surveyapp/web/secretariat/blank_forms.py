"""Blank forms for the secretariat: of an edition, and of a round with its years."""

from flask.typing import ResponseReturnValue

from surveyapp.actions import authoring, blank_forms
from surveyapp.web import blank_form_file
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint


@blueprint.get("/questionnaires/<edition>/blank-form.<any(pdf,docx):form>")
def edition_blank_form_file(edition: str, form: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    return blank_form_file.handed_out(
        found,
        authoring.questionnaire_of(found),
        form,
        lambda language: blank_forms.of_edition(found, language, form),
    )


@blueprint.get("/rounds/<code>/blank-form.<any(pdf,docx):form>")
def round_blank_form_file(code: str, form: str) -> ResponseReturnValue:
    found = visible.round_(code)
    return blank_form_file.handed_out(
        found.edition,
        authoring.questionnaire_of(found.edition),
        form,
        lambda language: blank_forms.of_round(found, language, form),
        found.code,
    )
