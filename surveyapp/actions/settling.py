"""Settling requests to confirm answers by what else a state does: writing, and sending its reply."""

from collections.abc import Collection

from surveyapp.actions.asking_to_confirm import How, settle
from surveyapp.actions.holding import Held
from surveyapp.core.conditions import Asked
from surveyapp.core.places import leaves
from surveyapp.core.questionnaire import Question
from surveyapp.store import confirmations
from surveyapp.store.answers import Kept


def changed(held: Held, questions: Collection[str]) -> None:
    """Settles what was asked about these questions where nothing stands any more as it was given to another edition."""
    for row in confirmations.unsettled(held.session, held.reply.id, questions) if questions else ():
        placed = held.questionnaire.find(row.question)
        if placed is None or not given_before(held, placed.question):
            settle(held, row, How.CHANGED)


def not_asked(held: Held, asked: Asked) -> None:
    """Settles what was asked about questions that are not asked of this state any more."""
    for row in confirmations.unsettled(held.session, held.reply.id):
        if not asked.question(row.question):
            settle(held, row, How.NOT_ASKED)


def given_before(held: Held, question: Question) -> dict[str, Kept]:
    """By address, what stands at a question as it was given to an earlier edition than the round has now."""
    written = ((str(leaf.place), held.kept.get(str(leaf.place))) for leaf in leaves(question, held.entries))
    return {
        address: one
        for address, one in written
        if one is not None and one.answer.typed and one.edition_id != held.reply.round.edition_id
    }
