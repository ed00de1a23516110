"""Effective disclosure: who may in the end read an answer, given all that narrows it."""

from collections.abc import Iterator, Mapping

from surveyapp.core.answers import Answers
from surveyapp.core.conditions import leading_in
from surveyapp.core.places import Entries, Leaf, Place, leaf, leaves, supplements
from surveyapp.core.questionnaire import Disclosure, Questionnaire, narrowest


def effective(
    questionnaire: Questionnaire, answers: Answers, entries: Entries, reply: Disclosure
) -> Mapping[str, Disclosure]:
    """By address of every place, and of what stands beside answers: the narrowest of all that is said of it, and of
    all that leads to its being asked.

    What is said of a place: its own disclosure, that of its question as a whole, the question's default, the reply's.
    What leads to it counts whether or not it was asked: else being asked, or not, would betray the answer it hangs on.
    """
    leading = leading_in(questionnaire)
    known: dict[Place, Disclosure] = {}

    def said(place: Place) -> Disclosure:
        if place not in known:
            known[place] = narrowest(reply, *_said(questionnaire, answers, place))
        return known[place]

    places = [
        one.place
        for question in questionnaire.questions()
        for one in (*leaves(question, entries), *_written(supplements(question), answers))
    ]
    return {str(place): narrowest(said(place), *map(said, leading(place))) for place in places}


def _written(found: Iterator[Leaf], answers: Answers) -> Iterator[Leaf]:
    return (one for one in found if str(one.place) in answers)


def _said(questionnaire: Questionnaire, answers: Answers, place: Place) -> list[Disclosure]:
    found = leaf(questionnaire, place)
    if found is None:
        return []
    own = (answers.get(address) for address in {str(place), found.root.code})
    chosen = [answer.disclosure for answer in own if answer and answer.disclosure]
    return [found.root.disclosure, found.question.disclosure, *chosen]
