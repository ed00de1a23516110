"""A state's reply on paper for the secretariat: what was submitted, or a draft where the round lets it be seen."""

from flask import abort
from flask.typing import ResponseReturnValue

from surveyapp.actions import authoring, reading_log, reply_papers
from surveyapp.web import clock, database, paper_file
from surveyapp.web.secretariat import reading, visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer


@blueprint.get("/rounds/<code>/<string(length=3):state>/<any(reply,draft):which>.<any(pdf,docx):form>")
def reply_file(code: str, state: str, which: str, form: str) -> ResponseReturnValue:
    round_ = visible.round_(code)
    reply = visible.reply(round_, state)
    language = paper_file.wanted(authoring.questionnaire_of(round_.edition))
    if language is None:
        return paper_file.not_in_this_language()
    session, viewer = database.session(), signed_in_viewer()
    if which == "draft":
        paper = reply_papers.of_draft(session, viewer, reply, language, clock.now())
    else:
        paper = reply_papers.of_latest(session, viewer, reply, language)
    if paper is None:
        abort(404)
    is_draft = which == "draft"
    reading.note(reading_log.in_paper(session, viewer, reply, form, clock.now(), is_draft=is_draft))
    return paper_file.handed_out(paper, form, f"{which}-{round_.code}-{reply.state}")
