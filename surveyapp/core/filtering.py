"""Which states a reader keeps: "only those that answered Yes to 1.3", and all other questions over these alone.

A criterion looks at the same disclosed answers as every count: what a reader may not see keeps no state in or out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from surveyapp.core.comparison import Comparison, States
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place, parse


@dataclass(frozen=True)
class Criterion:
    """A place, and what a state must have said there: an option, or a mark ("left_blank")."""

    place: Place
    said: str
    """The code of an option, or "=" and a mark: "=not_available"."""

    def __str__(self) -> str:
        return f"{self.place}:{self.said}"


@dataclass(frozen=True)
class Filter:
    """Several criteria of which a state meets every one, or any one."""

    criteria: tuple[Criterion, ...] = ()
    every: bool = True

    def __bool__(self) -> bool:
        return bool(self.criteria)


def read_criterion(text: str) -> Criterion | None:
    """ "law_offence:yes", "victim_services/shelter:state", "plan_exists:=no_reply"; None when it is none."""
    address, _, said = text.partition(":")
    place = parse(address)
    return Criterion(place, said) if place is not None and said else None


def states_of(comparison: Comparison, criterion: Criterion) -> States | None:
    """The states that meet a criterion, in the order of those asked; None where nothing of the kind is asked there."""
    tally = comparison.tally(criterion.place)
    if tally is None:
        return None
    if criterion.said.startswith("="):
        name = criterion.said.removeprefix("=")
        return tally.states(Mark(name)) if name in {mark.value for mark in Mark} else None
    return next((one.states for one in tally.options if one.option.code == criterion.said), None)


def kept(comparison: Comparison, chosen: Filter) -> States:
    """The states that a filter keeps, in the order of those asked; all where it says nothing.

    A criterion that asks for what is not there keeps no state.
    """
    everyone = tuple(state.iso3 for state in comparison.asked)
    if not chosen:
        return everyone
    found: Sequence[set[str]] = [set(states_of(comparison, one) or ()) for one in chosen.criteria]
    together = set.intersection(*found) if chosen.every else set.union(*found)
    return tuple(iso3 for iso3 in everyone if iso3 in together)
