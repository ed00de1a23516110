"""Finding what a command names; where there is no such thing the command ends and says so."""

from sqlalchemy.orm import Session

from surveyapp.actions import seeing
from surveyapp.cli import opening
from surveyapp.store.models import Round


def round_called(session: Session, code: str) -> Round:
    """The round with this code; without one the command ends."""
    found = seeing.round_called(session, seeing.SECRETARIAT, code)
    if found is None:
        opening.wrong_use(f"There is no round {code}. The rounds there are: surveyapp round list")
    return found
