"""The pages of the secretariat: rounds and where they stand, focal points, invitations, letters, officers."""

from surveyapp.web.secretariat import (
    focal_points,
    invitations,
    letters,
    officers,
    questionnaire_files,
    questionnaires,
    rounds,
    standing,
    state,
)
from surveyapp.web.secretariat.pages import blueprint

__all__ = [
    "blueprint",
    "focal_points",
    "invitations",
    "letters",
    "officers",
    "questionnaire_files",
    "questionnaires",
    "rounds",
    "standing",
    "state",
]
