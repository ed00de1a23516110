"""What changed since an earlier round, over the states that replied to both.

The earlier replies are seen as answers to the present questionnaire (`disclosure.view` carries them), by the same
audience: two comparisons of one questionnaire. A state is in the figures of a question where it stands in the base of
both rounds; what one of the two withholds, leaves blank or does not ask is told apart and is no change.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveyapp.core.comparison import Comparison, States, Tally
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Option


@dataclass(frozen=True)
class OptionChange:
    """One option then and now, among the states that answered both times."""

    option: Option
    before: States
    now: States

    @property
    def gained(self) -> States:
        return tuple(one for one in self.now if one not in set(self.before))

    @property
    def lost(self) -> States:
        return tuple(one for one in self.before if one not in set(self.now))

    @property
    def difference(self) -> int:
        return len(self.now) - len(self.before)


@dataclass(frozen=True)
class Step:
    """From what to what one state went at one place: codes of options, or the mark where none was chosen."""

    state: str
    before: tuple[str, ...]
    now: tuple[str, ...]
    mark_before: Mark
    mark_now: Mark

    @property
    def is_change(self) -> bool:
        """Whether it answered both times, and otherwise."""
        answered = self.mark_before is Mark.ANSWERED and self.mark_now is Mark.ANSWERED
        return answered and set(self.before) != set(self.now)


@dataclass(frozen=True, kw_only=True)
class Change:
    """What changed at one place with options. Empty `both`: nothing can be said of a change."""

    place: Place
    both: States
    """The states that answered it in both rounds: the base of every figure here."""
    options: tuple[OptionChange, ...]
    steps: tuple[Step, ...]
    """Of every state in both rounds, in the order of the states asked now."""

    @property
    def changed(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.is_change)


def changes(before: Comparison, now: Comparison) -> Mapping[str, tuple[Change, ...]]:
    """By code of question, its changes: of its options, or of the options of each of its rows or fields.

    Only of states that replied to both rounds, and of places with options. ValueError for two questionnaires or two
    audiences: figures of which one includes what the other leaves out are not compared.
    """
    if before.audience is not now.audience:
        raise ValueError("what two audiences may see is not compared")
    if before.questionnaire != now.questionnaire:
        raise ValueError("the earlier replies are to be seen as answers to the present questionnaire")
    found = ((code, tuple(_of_question(before.tallies[code], tally))) for code, tally in now.tallies.items())
    return {code: one for code, one in found if one}


def in_both(before: Comparison, now: Comparison) -> States:
    """The states that replied to both rounds, in the order of those asked now."""
    return tuple(state.iso3 for state in now.replied if state.iso3 in before.replies)


def _of_question(before: Tally, now: Tally) -> Iterator[Change]:
    if now.options:
        yield _change(before, now)
    parts = {part.place: part for part in before.parts}
    for part in now.parts:
        if part.options and part.place in parts:
            yield _change(parts[part.place], part)


def _change(before: Tally, now: Tally) -> Change:
    then, at_present = _marks(before), _marks(now)
    steps = tuple(
        Step(state, _chosen(before, state), _chosen(now, state), then[state], mark)
        for state, mark in at_present.items()
        if mark is not Mark.NO_REPLY and then.get(state, Mark.NO_REPLY) is not Mark.NO_REPLY
    )
    answered = {step.state for step in steps if {step.mark_before, step.mark_now} == {Mark.ANSWERED}}
    earlier = {one.option.code: one.states for one in before.options}
    return Change(
        place=now.place,
        both=tuple(step.state for step in steps if step.state in answered),
        options=tuple(
            OptionChange(
                one.option,
                tuple(state for state in earlier.get(one.option.code, ()) if state in answered),
                tuple(state for state in one.states if state in answered),
            )
            for one in now.options
        ),
        steps=steps,
    )


def _marks(tally: Tally) -> dict[str, Mark]:
    return {state: mark for mark, states in tally.by_mark.items() for state in states}


def _chosen(tally: Tally, state: str) -> tuple[str, ...]:
    return tuple(one.option.code for one in tally.options if state in one.states)
