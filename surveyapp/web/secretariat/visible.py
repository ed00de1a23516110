"""What this request's viewer may see of a round or an edition; what may not be seen is not found."""

from flask import abort, g

from surveyapp.actions import authoring, seeing
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.store import editions
from surveyapp.store.models import Edition, Letter, Reply, Round
from surveyapp.web import database
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording.gaps import with_gaps_marked


def round_(code: str) -> Round:
    found = seeing.round_called(database.session(), signed_in_viewer(), code)
    if found is None:
        abort(404)
    return found


def reply(of: Round, state: str) -> Reply:
    found = seeing.reply_of(database.session(), signed_in_viewer(), of, state)
    if found is None:
        abort(404)
    return found


def round_to_translate(code: str) -> Round:
    """A round, for the pages of translations of answers."""
    found = seeing.round_to_translate(database.session(), signed_in_viewer(), code)
    if found is None:
        abort(404)
    return found


def reply_to_translate(of: Round, state: str) -> Reply:
    found = seeing.reply_to_translate(database.session(), signed_in_viewer(), of, state)
    if found is None:
        abort(404)
    return found


def asked_in(of: Round) -> Questionnaire:
    """What a round asks, its years filled in."""
    return authoring.for_round(of)


def letter(of: Round, public_id: str) -> Letter:
    found = seeing.letter(database.session(), signed_in_viewer(), public_id)
    if found is None or found.round_id != of.id:
        abort(404)
    return found


def edition(public_id: str) -> Edition:
    """An edition; the table of access lets only the secretariat come this far."""
    found = editions.by_public_id(database.session(), public_id)
    if found is None:
        abort(404)
    return found


def readable(of: Edition) -> Questionnaire:
    """What an edition defines; in a draft, a wording that is still missing says so."""
    questionnaire = authoring.questionnaire_of(of)
    is_complete = of.published_at is not None and not of.languages_added
    return questionnaire if is_complete else with_gaps_marked(questionnaire, g.language)
