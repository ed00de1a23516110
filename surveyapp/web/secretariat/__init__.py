"""The pages of the secretariat: rounds and where they stand, focal points, invitations, letters, officers."""

from surveyapp.web.secretariat import (
    differences,
    edition_map,
    focal_points,
    invitations,
    letters,
    officers,
    questionnaire_files,
    questionnaires,
    rounds,
    standing,
    state,
    translations,
    wordings,
)
from surveyapp.web.secretariat.pages import blueprint

__all__ = [
    "blueprint",
    "differences",
    "edition_map",
    "focal_points",
    "invitations",
    "letters",
    "officers",
    "questionnaire_files",
    "questionnaires",
    "rounds",
    "standing",
    "state",
    "translations",
    "wordings",
]
