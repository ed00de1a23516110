"""Replies side by side, for tests: what states typed, as one audience may see it, compared."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from surveyapp import data
from surveyapp.actions.illustrating import Inventor
from surveyapp.core import disclosure, kinds, places, submission
from surveyapp.core.answers import Answer, Typed
from surveyapp.core.comparison import Comparison, compare
from surveyapp.core.disclosure import Audience, DisclosedReply
from surveyapp.core.places import Entries
from surveyapp.core.questionnaire import Disclosure, Kind, Questionnaire
from surveyapp.core.states import MemberState, read_states, taking_part
from tests.builders import a_disclosed_reply, frozen

REPLIED_IN_2012 = frozenset(
    {"ATG", "ARG", "BHS", "BRA", "COL", "CRI", "DOM", "ECU", "SLV", "GTM"}
    | {"JAM", "MEX", "PAN", "PRY", "PER", "KNA", "VCT", "TTO", "USA"}
)


@cache
def states_of_2012() -> tuple[MemberState, ...]:
    """The thirty-four states asked in 2012, in no particular order."""
    return tuple(taking_part(read_states(data.text("member_states.csv")), date(2012, 6, 18)))


def states(*codes: str) -> tuple[MemberState, ...]:
    known = {state.iso3: state for state in states_of_2012()}
    return tuple(known[code] for code in codes)


def compared(
    questionnaire: Questionnaire,
    replies: Mapping[str, "Mapping[str, str | Typed]"],
    *,
    silent: Sequence[str] = (),
    entries: Mapping[str, Entries] | None = None,
    disclosures: Mapping[str, Mapping[str, Disclosure]] | None = None,
    audience: Audience = Audience.PUBLIC,
) -> Comparison:
    """A comparison of what these states typed, by address; the silent ones were asked and did not reply."""
    disclosed = [
        a_disclosed_reply(
            questionnaire,
            typed,
            (entries or {}).get(state),
            state=state,
            audience=audience,
            disclosures=(disclosures or {}).get(state),
        )
        for state, typed in replies.items()
    ]
    return compare(questionnaire, disclosed, states(*replies, *silent), audience)


def made_up(questionnaire: Questionnaire, states: Sequence[MemberState], seed: str = "") -> Iterator[DisclosedReply]:
    """An invented reply of each state, as the public may see it, the same for the same seed."""
    for text in made_up_texts(questionnaire, states, seed):
        yield disclosure.view(questionnaire, submission.read(text), Audience.PUBLIC)


def made_up_texts(questionnaire: Questionnaire, states: Sequence[MemberState], seed: str = "") -> Iterator[str]:
    """The same as they were submitted."""
    for state in states:
        inventor = Inventor(state, 2011, random.Random(f"{seed}{state.iso3}"))
        entries = {
            question.code: tuple(f"e{number:03}" for number in range(inventor.entries_wanted(question)))
            for question in questionnaire.questions()
            if question.kind is Kind.LIST
        }
        answers = dict(_invented(questionnaire, inventor, entries))
        yield frozen(questionnaire, answers, entries, state=state.iso3)


def _invented(questionnaire: Questionnaire, inventor: Inventor, entries: Entries) -> Iterator[tuple[str, Answer]]:
    for question in questionnaire.questions():
        for place, typed in inventor.answers(question, entries):
            leaf = places.leaf(questionnaire, place)
            if leaf is not None:
                reading = kinds.read(leaf.question, typed, inventor.state.habits)
                yield str(place), Answer(mark=reading.mark, value=reading.value, typed=typed)
