"""Reading of a submission only what a page needs: the places of some questions."""

from collections.abc import Collection

import orjson

from surveyapp.core.places import question_of
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.core.submission import Submission, UnreadableSubmission, read


def codes_read_with(questionnaire: Questionnaire, codes: Collection[str]) -> frozenset[str]:
    """These questions and every list, since an answer may cite an entry of a list."""
    lists = (one.code for one in questionnaire.questions() if one.kind is Kind.LIST)
    return frozenset(codes).union(lists)


def read_some(content: str, questionnaire: Questionnaire, codes: Collection[str]) -> Submission:
    """The submission as `read` gives it, with the places of these questions alone if it answers this questionnaire.

    One to another edition is read whole: which of its questions are these, the way from one to the other says.
    """
    try:
        document = orjson.loads(content)
        edition = document["edition"]
        if (edition["questionnaire"], edition["version"]) != (questionnaire.code, questionnaire.version):
            return read(content)
        starts, places = tuple(codes), document["places"]
        likely = [address for address in places if address.startswith(starts)]
        document["places"] = {one: places[one] for one in likely if question_of(one) in codes}
        return read(orjson.dumps(document).decode())
    except (ValueError, LookupError, TypeError, AttributeError) as fault:
        raise UnreadableSubmission("this text is not a submission") from fault
