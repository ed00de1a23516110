"""Handing out a blank form, or saying why there is none in a language."""

import io
from collections.abc import Callable

from flask import g, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.actions import blank_forms
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.documents.blank_form import LanguageIncomplete, LanguageNotOffered
from surveyapp.store.models import Edition
from surveyapp.web import errors
from surveyapp.wording.lists import either
from surveyapp.wording.sentences import within
from surveyapp.wording.translations import language_called, language_named

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Ending of a file's name to its kind; the endings are those of the addresses."""


def offered(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """The languages in which a form can be made, each with what it is called in the language of the page."""
    return [(one, _called(one)) for one in blank_forms.languages(questionnaire)]


def offered_by_name(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """The same for who replies, to whom codes of languages say nothing."""
    return [(one, language_named(one, g.language)) for one in blank_forms.languages(questionnaire)]


def wanted(questionnaire: Questionnaire) -> str:
    """The language asked for; else that of the page, where there is a form in it."""
    languages = blank_forms.languages(questionnaire)
    default = g.language if g.language in languages or not languages else languages[0]
    return request.args.get("language", "")[:20] or default


def handed_out(
    edition: Edition, questionnaire: Questionnaire, form: str, make: Callable[[str], bytes], round_code: str = ""
) -> ResponseReturnValue:
    """The form that `make` makes in the language wanted, to be saved."""
    language = wanted(questionnaire)
    try:
        made = make(language)
    except (LanguageIncomplete, LanguageNotOffered) as refused:
        missing = refused.missing if isinstance(refused, LanguageIncomplete) else 0
        return errors.page(_("There is no form in this language"), _why(questionnaire, language, missing), 404)
    name = blank_forms.file_name(edition, language, form, round_code)
    return send_file(io.BytesIO(made), MEDIA_TYPES[form], as_attachment=True, download_name=name)


def _called(language: str) -> str:
    """ "Spanish (es)", "español (es)": to stand within a sentence."""
    name = language_called(language, g.language)
    return name if g.language == "en" else within(name)


def _why(questionnaire: Questionnaire, language: str, missing: int) -> str:
    others = either([name for _code, name in offered(questionnaire)], g.language)
    if missing:
        why = ngettext(
            "%(num)s wording of the questionnaire is missing in it, and a form with holes is not made.",
            "%(num)s wordings of the questionnaire are missing in it, and a form with holes is not made.",
            missing,
        )
    elif language in questionnaire.languages:
        why = _("The questionnaire is worded in it, but the instructions of the form are not.")
    else:
        why = _("The questionnaire is not worded in it.")
    if not others:
        return str(why)
    instead = _("The form can be had in: %(languages)s.", languages=others)
    return f"{why} {instead}"
