"""What is not yet said in a language, so that a draft can be read: marked as missing, never passed off as said."""

from babel import Locale, UnknownLocaleError

from surveyapp.core import wordings
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.text import Text, said

_MISSING: Text = {
    "en": "[no wording in {language} yet] {text}",
    "es": "[aún sin texto en {language}] {text}",
}


def with_gaps_marked(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """The same, in which a wording that is missing says so, in the language given, and then what another one says.

    For looking at a draft only: nothing of it is to be kept.
    """
    gaps: dict[str, dict[str, str]] = {}
    for one in wordings.every(questionnaire):
        lacking = [code for code in questionnaire.languages if one.is_said and not one.text.get(code)]
        text = next(filter(None, one.text.values()), "")
        for code in lacking:
            words = said(_MISSING, language).format(language=_name(code, language), text=text)
            gaps.setdefault(one.path, {})[code] = words
    return wordings.apply(questionnaire, gaps) if gaps else questionnaire


def _name(code: str, language: str) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(language) or code
    except (ValueError, UnknownLocaleError):
        return code
