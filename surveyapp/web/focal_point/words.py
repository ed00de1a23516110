"""Words and names that the templates of a state's pages share."""

from collections.abc import Iterable
from typing import Any

from flask import g
from flask_babel import gettext as _

from surveyapp.core.questionnaire import Questionnaire
from surveyapp.store.models import Role
from surveyapp.web.focal_point import drawing, sentences
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.wording import dates
from surveyapp.wording.sentences import capital


@blueprint.context_processor
def words() -> dict[str, Any]:
    return {
        "DISCLOSURES": sentences.disclosure_names,
        "DISCLOSURE_MEANS": sentences.disclosure_meanings,
        "MONTHS": lambda: sentences.month_names(g.language),
        "role_words": role_words,
        "disclosure_words": sentences.disclosure_words,
        "file_fault": sentences.file_fault,
        "numbers_of": numbers_of,
        "capital": capital,
        "day_of": lambda on: dates.day(on, g.language) if on else "",
        "day": lambda at, zone: dates.day(drawing.local_day(at, zone), g.language),
        "two_zones": lambda at, state: dates.two_zones(at, state.time_zone, state.name(g.language).capital, g.language),
    }


def role_words(role: Role) -> str:
    """What somebody is to the state, in words."""
    if role.role == "focal_point" and role.is_alternate:
        return str(_("alternate focal point"))
    words = {"focal_point": _("focal point"), "contributor": _("contributor"), "observer": _("permanent mission")}
    return str(words[role.role])


def numbers_of(codes: Iterable[str], questionnaire: Questionnaire) -> str:
    """The printed numbers of sections, in order: "3, 4"."""
    chosen = set(codes)
    return ", ".join(section.number or section.code for section in questionnaire.sections if section.code in chosen)
