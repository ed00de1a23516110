"""The life of a clarification: what each side may do with a question of the secretariat on an answer, what follows.

A question is written, and sent with others of its state; the state answers, as often as it has to; the secretariat
closes it or asks again. It is never gone: a closed one is opened by asking again.
"""

from collections.abc import Mapping
from enum import StrEnum

from surveyapp.core import places
from surveyapp.core.places import Place


class Status(StrEnum):
    """Where a clarification stands in its life."""

    DRAFT = "draft"
    """Written by the secretariat and not sent: the state does not know of it."""
    DISCARDED = "discarded"
    """A draft that was never sent."""
    OPEN = "open"
    """It is for the state to answer."""
    ANSWERED = "answered"
    """It is for the secretariat to say whether it is clear now."""
    CLOSED = "closed"


class Deed(StrEnum):
    """What is done with a clarification."""

    SEND = "send"
    DISCARD = "discard"
    ANSWER = "answer"
    """By the state: in words, by correcting the answer, or both."""
    ASK_AGAIN = "ask_again"
    CLOSE = "close"


class Side(StrEnum):
    """Who says something in it."""

    SECRETARIAT = "secretariat"
    STATE = "state"


UNSETTLED = frozenset({Status.OPEN, Status.ANSWERED})
"""While a reply has one of these, it is not cleared."""
KNOWN_TO_THE_STATE = frozenset({Status.OPEN, Status.ANSWERED, Status.CLOSED})

_LIFE: Mapping[tuple[Status, Deed], Status] = {
    (Status.DRAFT, Deed.SEND): Status.OPEN,
    (Status.DRAFT, Deed.DISCARD): Status.DISCARDED,
    (Status.OPEN, Deed.ANSWER): Status.ANSWERED,
    (Status.OPEN, Deed.ASK_AGAIN): Status.OPEN,
    (Status.OPEN, Deed.CLOSE): Status.CLOSED,
    (Status.ANSWERED, Deed.ANSWER): Status.ANSWERED,
    (Status.ANSWERED, Deed.ASK_AGAIN): Status.OPEN,
    (Status.ANSWERED, Deed.CLOSE): Status.CLOSED,
    (Status.CLOSED, Deed.ASK_AGAIN): Status.OPEN,
}


def after(status: Status, deed: Deed) -> Status | None:
    """Where a clarification stands after a deed; None where it cannot be done as it stands."""
    return _LIFE.get((status, deed))


# Where a thread stays when its round moves to another edition

_LEFT_BEHIND = "e"


def question_at(address: str) -> str:
    """The code of the question that a clarification is about; "" where its round does not ask it any more."""
    place = places.parse(address)
    return place.question if place and not place.beside else ""


def address_of(question: str) -> str:
    """Where a clarification about a question stands."""
    return str(Place(question))


def left_behind(question: str, edition_id: int) -> str:
    """Where it stands when its round does not ask the question any more that it asked in an edition."""
    return str(Place(question, beside=f"{_LEFT_BEHIND}{edition_id}"))


def left_behind_in(address: str) -> tuple[str, int] | None:
    """Code and edition of a question that is asked no more; None of one that is."""
    place = places.parse(address)
    number = place.beside.removeprefix(_LEFT_BEHIND) if place else ""
    return (place.question, int(number)) if place and number.isdigit() else None
