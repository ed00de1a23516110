"""What a person changed in the map of an edition, taken from the form of one section."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from surveyapp.actions import editions_map
from surveyapp.core.editions import Corrections, Map, Way
from surveyapp.core.questionnaire import Question
from surveyapp.store.models import Edition

PARTS = editions_map.PARTS[1:]
WAS = "was."
"""Begins the name of the hidden field that says what was shown."""


def corrections(edition: Edition, questions: Sequence[Question], form: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What is said otherwise than proposed, of these questions: anew, or before and not changed now."""
    proposed, present = editions_map.proposed_of(edition), editions_map.map_of(edition)
    if proposed is None or present is None:
        return {}
    return _Reading(editions_map.said_of(edition), proposed, present, form).corrections(questions)


def name(part: str, path: str, code: str) -> str:
    """Of a field: "questions~law", "options~law~yes", "options~laws.kind~act"."""
    return "~".join(filter(None, (part, path, code)))


class _Reading:
    """Takes from the form what a person changed; what stands as it was shown stays as it was said or proposed."""

    def __init__(self, said: Corrections, proposed: Map, present: Map, form: Mapping[str, str]) -> None:
        self.said, self.proposed, self.present, self.form = said, proposed, present, form

    def corrections(self, questions: Sequence[Question]) -> dict[str, dict[str, Any]]:
        read: dict[str, dict[str, Any]] = {part: {} for part in editions_map.PARTS}
        for question in questions:
            self._question(question, read)
        return read

    def _question(self, question: Question, read: dict[str, dict[str, Any]]) -> None:
        code = question.code
        said = self._changed(name("questions", "", code))
        if said is None:
            said = self.said.get("questions", {}).get(code)
        if said is not None and (said != self.proposed.question(code) or self._is_given_away(said, code)):
            read["questions"][code] = said
        way = self.present.ways.get(code)
        if way is None or (said is not None and said != way.old):
            return  # its parts are sought anew in the question to which it leads now
        for part, path, new, _way in _parts(question, way, code):
            self._part(part, path, new.code, read)

    def _part(self, part: str, path: str, code: str, read: dict[str, dict[str, Any]]) -> None:
        said = self._changed(name(part, path, code))
        if said is None:
            said = self.said.get(part, {}).get(path, {}).get(code)
        if said is not None:
            read[part].setdefault(path, {})[code] = said

    def _changed(self, field: str) -> str | None:
        """What was typed, where that is not what was shown."""
        typed = self.form.get(field)
        if typed is None or typed.strip() == self.form.get(f"{WAS}{field}", ""):
            return None
        return typed.strip()

    def _is_given_away(self, old: str, code: str) -> bool:
        """Whether what is proposed for this one was said to be of another."""
        given = self.said.get("questions", {})
        return bool(old) and any(other == old and new != code for new, other in given.items())


def _parts(question: Question, way: Way, path: str) -> Iterator[tuple[str, str, Any, Way | None]]:
    """Every part of a question that leads somewhere: which, below which path, the part itself, its way."""
    for part in PARTS:
        for one in getattr(question, part):
            led = way.parts(part).get(one.code)
            yield part, path, one, led
            if isinstance(one, Question) and led is not None:
                yield from _parts(one, led, f"{path}.{one.code}")
