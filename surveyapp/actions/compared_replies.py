"""The replies of a round as one audience may see them, each read once in a process.

Reading two hundred replies takes most of the time of a comparison. When one more comes in, that one alone is read.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveyapp.actions import authoring, former_wordings, worded
from surveyapp.actions.former_wordings import Ways
from surveyapp.actions.remembering import Remembered
from surveyapp.core import disclosure, submission
from surveyapp.core.disclosure import Audience, DisclosedReply
from surveyapp.core.submission import GivenTo
from surveyapp.store import submissions
from surveyapp.store.models import Round
from surveyapp.store.submissions import Standing

MOST_KEPT = 6
"""Rounds of which the replies are kept, each for one audience."""


@dataclass(frozen=True)
class Seen:
    """A reply, and the wordings to which it and its answers were given."""

    reply: DisclosedReply
    wordings: frozenset[GivenTo]


def of_round(
    session: Session,
    round_: Round,
    standing: Sequence[Standing],
    audience: Audience,
    told_by: Hashable,
    asked_in: Round | None = None,
) -> tuple[list[DisclosedReply], Ways]:
    """What stands in a round, as answers to what it asks now, and the ways from earlier wordings to the present one.

    `asked_in`: the earlier round to which these replies were sent, where they are to be seen beside those of `round_`.
    `told_by`: what tells how they are read.
    """
    is_settled = not worded.is_changing(round_.edition)
    kept: dict[str, Seen] = _kept.fact((told_by, audience), dict, is_to_be_kept=is_settled)
    before = dict(kept)  # another thread may change it meanwhile
    wanted = {one.sha256: one.submission_id for one in standing if one.sha256 and one.sha256 not in before}
    found = submissions.standing_contents(session, (asked_in or round_).id, wanted) if wanted else []
    read = {sha256: submission.read(content) for sha256, content in found}
    wordings = {sha256: former_wordings.wordings_of([one]) for sha256, one in read.items()}
    known = {one.sha256: before[one.sha256] for one in standing if one.sha256 in before}
    all_wordings = {given for one in known.values() for given in one.wordings}.union(*wordings.values())
    ways = former_wordings.ways(session, round_, all_wordings, asked_in)
    questionnaire = authoring.for_round(round_)
    for sha256, one in read.items():
        seen = disclosure.view(questionnaire, one, audience, ways)
        known[sha256] = kept[sha256] = Seen(seen, frozenset(wordings[sha256]))
    for sha256 in before.keys() - known.keys():
        kept.pop(sha256, None)  # replaced since
    return [known[one.sha256].reply for one in standing if one.sha256 in known], ways


_kept: Remembered[Hashable, dict[str, Seen]] = Remembered(MOST_KEPT)
