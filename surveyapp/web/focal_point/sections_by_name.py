"""The sections of a questionnaire as choices of a form, by their printed number and name."""

from collections.abc import Iterable

from flask import g

from surveyapp.actions import delegating
from surveyapp.core.questionnaire import Questionnaire


def choices(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    names = delegating.section_names(questionnaire, None, g.language)
    return [(one.code, name) for one, name in zip(questionnaire.sections, names, strict=True)]


def only_known(codes: Iterable[str], questionnaire: Questionnaire) -> frozenset[str]:
    """Of the codes posted, those of sections."""
    known = {one.code for one in questionnaire.sections}
    return frozenset(code for code in codes if code in known)
