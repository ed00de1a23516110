"""The replies of a round as one audience may see them, each read once in a process.

Reading two hundred replies takes most of the time of a comparison. When one more comes in, that one alone is read.
"""

import gc
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy.orm import Session

from surveyapp.actions import authoring, former_wordings, worded
from surveyapp.actions.former_wordings import Ways
from surveyapp.core import disclosure, submission
from surveyapp.core.comparison import Comparison
from surveyapp.core.counting import codes_seen_with, of_questions
from surveyapp.core.disclosure import Audience, DisclosedReply
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.submission import GivenTo, Submission
from surveyapp.store import submissions
from surveyapp.store.models import Round
from surveyapp.store.submissions import Standing

MOST_KEPT = 6
"""Rounds of which the replies are kept, each for one audience."""
MANY = 20
"""Replies read at once: as many objects as Python's search for circles takes longer over than a page takes."""
MOST_CELLS = 400_000
"""Cells of all replies that are kept. The round looked at last is kept whatever its size: it is looked at again."""


@dataclass(frozen=True)
class Seen:
    """A reply, and the wordings to which it and its answers were given."""

    reply: DisclosedReply
    wordings: frozenset[GivenTo]


@dataclass
class Shelf:
    """What is kept of one round for one audience."""

    replies: dict[str, Seen] = field(default_factory=dict)
    """By SHA-256 of the submission."""
    compared: tuple[Hashable, Comparison] | None = None
    """The comparison of them, and what tells the submissions and the questions of which it was made."""

    @property
    def cells(self) -> int:
        return sum(len(one.reply.cells) for one in list(self.replies.values()))

    def unread(self, standing: Sequence[Standing]) -> int:
        """How many submissions of these are still to be read."""
        return sum(one.sha256 is not None and one.sha256 not in self.replies for one in standing)


def shelf(round_: Round, told_by: Hashable, audience: Audience) -> Shelf:
    """The one of a round; one that nobody keeps while its wordings may still be taken back."""
    if worded.is_changing(round_.edition):
        return Shelf()
    with _lock:
        found = _shelves.pop((told_by, audience), Shelf())
        _shelves[told_by, audience] = found  # the newest is last
        oldest = list(_shelves)[:-1]
        for key in oldest:
            if len(_shelves) <= MOST_KEPT and sum(one.cells for one in _shelves.values()) <= MOST_CELLS:
                break
            del _shelves[key]
    return found


_lock = Lock()
_shelves: dict[Hashable, Shelf] = {}


def of_round(
    session: Session,
    round_: Round,
    standing: Sequence[Standing],
    audience: Audience,
    kept: Shelf,
    asked_in: Round | None = None,
    only: Collection[str] | None = None,
) -> tuple[list[DisclosedReply], Ways]:
    """What stands in a round, as answers to what it asks now, and the ways from earlier wordings to the present one.

    `asked_in`: the earlier round to which these replies were sent, where they are to be seen beside those of `round_`.
    `only`: the questions that are looked at: of replies that were not seen before, no others need be seen, and they
    are not kept.
    """
    before = dict(kept.replies)  # another thread may change it meanwhile
    wanted = {one.sha256: one.submission_id for one in standing if one.sha256 and one.sha256 not in before}
    found = submissions.standing_contents(session, (asked_in or round_).id, wanted) if wanted else []
    questionnaire = authoring.for_round(round_)
    read = {sha256: submission.read(content) for sha256, content in found}
    wordings = {sha256: former_wordings.wordings_of([one]) for sha256, one in read.items()}
    known = {one.sha256: before[one.sha256] for one in standing if one.sha256 in before}
    all_wordings = {given for one in known.values() for given in one.wordings}.union(*wordings.values())
    ways = former_wordings.ways(session, round_, all_wordings, asked_in)
    narrow = questionnaire if only is None else of_questions(questionnaire, codes_seen_with(questionnaire, only))
    new = {
        sha256: Seen(_view(questionnaire, narrow, one, audience, ways), frozenset(wordings[sha256]))
        for sha256, one in read.items()
    }
    if only is None:
        if len(new) > MANY:
            gc.freeze()  # what was read stays: Python's search for circles would look through all of it
        kept.replies.update(new)
        for sha256 in before.keys() - known.keys():
            kept.replies.pop(sha256, None)  # replaced since
    known |= new
    return [known[one.sha256].reply for one in standing if one.sha256 in known], ways


def _view(
    whole: Questionnaire, narrow: Questionnaire, one: Submission, audience: Audience, ways: Ways
) -> DisclosedReply:
    """Of a submission to another edition all is seen: which of its questions are these, the way to this one says."""
    named = one.edition.questionnaire, one.edition.version
    return disclosure.view(narrow if named == (whole.code, whole.version) else whole, one, audience, ways)
