"""The blank form of the state's own round, to be taken to the ministries on paper."""

from flask.typing import ResponseReturnValue

from surveyapp.actions import authoring, blank_forms
from surveyapp.web import blank_form_file
from surveyapp.web.focal_point import visible
from surveyapp.web.focal_point.pages import blueprint


@blueprint.get("/reply/<reply>/blank-form.<any(pdf,docx):form>")
def reply_blank_form_file(reply: str, form: str) -> ResponseReturnValue:
    found = visible.reply(reply)
    round_ = found.round
    return blank_form_file.handed_out(
        round_.edition,
        authoring.questionnaire_of(round_.edition),
        form,
        lambda language: blank_forms.of_reply(found, language, form),
        round_.code,
    )
