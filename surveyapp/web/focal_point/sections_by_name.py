"""The sections of a questionnaire as choices of a form, by their printed number and name."""

from flask import g

from surveyapp.actions import delegating
from surveyapp.core.questionnaire import Questionnaire


def choices(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    names = delegating.section_names(questionnaire, None, g.language)
    return [(one.code, name) for one, name in zip(questionnaire.sections, names, strict=True)]
