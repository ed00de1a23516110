"""The wordings to which answers of a round were given before the present one, and the way from each to it."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from surveyapp.actions import editions_map, worded
from surveyapp.core.carrying import Carrying
from surveyapp.core.editions import Map
from surveyapp.core.submission import GivenTo, Submission
from surveyapp.store import editions
from surveyapp.store.models import Edition, Round

Ways = dict[GivenTo, Carrying]
"""Earliest first; the present wording is not among them."""


def of_submissions(session: Session, round_: Round, submissions: Sequence[Submission]) -> Ways:
    """The ways of all wordings to which these submissions, or some of their answers, were given."""
    return ways(session, round_, wordings_of(submissions))


def ways(session: Session, round_: Round, wordings: Iterable[GivenTo], asked_in: Round | None = None) -> Ways:
    """The way from each of these wordings to the present one of the round; one that is not known is left out.

    `asked_in`: the round that asked in them, where that is an earlier one.
    """
    present = GivenTo(round_.edition.sha256, round_.edition.wording_revision)
    others = set(wordings) - {present}
    if not others:
        return {}
    known = editions.by_sha256(session, round_.edition.questionnaire_id, {one.edition for one in others})
    of_known = sorted((known[one.edition].number, one.wording_revision, one) for one in others if one.edition in known)
    return {one: way(round_, known[one.edition], one.wording_revision, asked_in) for _, _, one in of_known}


def way(round_: Round, edition: Edition, revision: int, asked_in: Round | None = None) -> Carrying:
    """The way from an edition, as it was worded at a revision, to what the round asks now."""
    earlier = worded.in_round(asked_in or round_, edition, revision)
    return Carrying(earlier, worded.for_round(round_), between(edition, round_.edition))


def wordings_of(submissions: Sequence[Submission]) -> set[GivenTo]:
    """All wordings to which these submissions, or some of their answers, were given."""
    return {given for one in submissions for given in one.wordings}


def between(old: Edition, new: Edition) -> Map:
    """The map from one edition to another, whichever of them was made first."""
    if new.number < old.number:
        return editions_map.map_between(new, old).back()
    return editions_map.map_between(old, new)
