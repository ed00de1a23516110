"""Finding what a command names; where there is no such thing the command ends and says so."""

from sqlalchemy.orm import Session

from surveyapp.actions import seeing
from surveyapp.cli import opening
from surveyapp.core.text import said
from surveyapp.store import editions
from surveyapp.store.models import Edition, Round

_NO_ROUND = {
    "en": "There is no round {code}. The rounds there are: surveyapp round list",
    "es": "No existe la ronda {code}. Las rondas que existen: surveyapp round list",
}


def round_called(session: Session, code: str, language: str = "en") -> Round:
    """The round with this code; without one the command ends."""
    found = seeing.round_called(session, seeing.SECRETARIAT, code)
    if found is None:
        opening.wrong_use(said(_NO_ROUND, language).format(code=code))
    return found


EDITION = "CODE|CODE:VERSION|EDITION"
"""How help writes an edition that is asked for."""


def edition_called(session: Session, what: str) -> Edition | None:
    """The newest edition of a questionnaire, its edition of a version, or an edition by its identifier.

    A version is looked for before the number that an edition has in its questionnaire.
    """
    code, colon, version = what.partition(":")
    newest = editions.newest(session, code)
    if newest is None:
        return editions.by_public_id(session, what)
    return edition_of_version(newest, version) if colon else newest


def edition_of_version(of: Edition, version: str) -> Edition | None:
    """The edition of the same questionnaire that bears this version; where none does, that of this number.

    Where a draft bears the version of another edition, the one whose number it is too, else the newest.
    """
    bearing = [one for one in of.questionnaire.editions if version in (one.version, str(one.number))]
    return max(bearing, key=lambda one: (one.version == version, str(one.number) == version, one.number), default=None)
