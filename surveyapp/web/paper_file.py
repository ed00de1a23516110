"""Handing out a paper about a reply; it is set when nothing of the store is held any more."""

import io

from flask import g, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import reply_papers
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.documents import papers
from surveyapp.documents.papers.parts import Paper
from surveyapp.web import database, errors
from surveyapp.web.blank_form_file import MEDIA_TYPES
from surveyapp.wording.translations import language_named


def offered(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """The languages in which papers can be had, each with what it is called in the language of the page."""
    return [(one, language_named(one, g.language)) for one in reply_papers.languages(questionnaire)]


def wanted(questionnaire: Questionnaire) -> str | None:
    """The language asked for, else that of the page; None where there is no paper in it."""
    language = request.args.get("language") or g.language
    return language if language in reply_papers.languages(questionnaire) else None


def not_in_this_language() -> ResponseReturnValue:
    text = _("This paper can be had in the languages of the questionnaire, as far as they are English or Spanish.")
    return errors.page(_("There is no such paper in this language"), str(text), 404)


def handed_out(paper: Paper, form: str, name: str) -> ResponseReturnValue:
    """The paper ("pdf" or "docx"), to be saved."""
    database.let_go()
    made = papers.write(paper, form)
    return send_file(
        io.BytesIO(made), MEDIA_TYPES[form], as_attachment=True, download_name=f"{name}-{paper.language}.{form}"
    )
