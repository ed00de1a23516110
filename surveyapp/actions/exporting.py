"""An edition as the workbook it could have come from: as it is worded now, its map to the last edition written in."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from surveyapp.actions import editions_map
from surveyapp.actions.authoring import questionnaire_of
from surveyapp.core.editions import Corrections
from surveyapp.core.questionnaire import Group, Option, Question, Questionnaire
from surveyapp.documents import xlsform
from surveyapp.store.models import Edition

_UNFIT = re.compile(r"[^\w.-]+")


def workbook(edition: Edition) -> bytes:
    """The workbook; taken in again it is the edition as it is worded now. CannotBeWritten as `xlsform.write` has it."""
    form = questionnaire_of(edition)
    said = editions_map.said_of(edition)
    return xlsform.write(_with_previous(form, said) if said else form)


def file_name(edition: Edition) -> str:
    """ "best_practices-2.xlsx"."""
    return file_stem(edition) + ".xlsx"


def file_stem(edition: Edition) -> str:
    """ "best_practices-2", with which the names of files about this edition begin."""
    return fit(f"{edition.questionnaire.code}-{edition.version}")


def fit(name: str) -> str:
    """The name without what no file may be called."""
    return _UNFIT.sub("-", name)


def _with_previous(form: Questionnaire, said: Corrections) -> Questionnaire:
    """The questionnaire with what officers said of its map to the last edition, where the workbook can say it.

    What is merely proposed is proposed again when the workbook is taken in.
    """
    writer = _Previous(form, said)
    return replace(form, sections=tuple(writer.group(section) for section in form.sections))


class _Previous:
    """Writes the codes of the last edition into questions and options."""

    def __init__(self, form: Questionnaire, said: Corrections) -> None:
        self.questions: Mapping[str, str] = said.get("questions", {})
        self.options = _by_list(form, said.get("options", {}))

    def group(self, group: Any) -> Any:
        parts = (self.group(part) if isinstance(part, Group) else self.question(part) for part in group.parts)
        return replace(group, parts=tuple(parts))

    def question(self, question: Question) -> Question:
        return replace(
            question,
            previous=self.questions.get(question.code, question.previous),
            options=tuple(self._option(question, option) for option in question.options),
            fields=tuple(map(self.question, question.fields)),
            companions=tuple(map(self.question, question.companions)),
        )

    def _option(self, question: Question, option: Option) -> Option:
        found = self.options.get((question.list_name, option.code), set())
        return replace(option, previous=next(iter(found))) if len(found) == 1 else option


def _by_list(form: Questionnaire, said: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, str], set[str]]:
    """List and option to what was said of it. A list stands in the workbook once: what differs cannot be written."""
    found: dict[tuple[str, str], set[str]] = {}
    for path, pairs in said.items():
        question = _at(form, path)
        if question is None:
            continue
        for option, old in pairs.items():
            found.setdefault((question.list_name, option), set()).add(old)
    return found


def _at(form: Questionnaire, path: str) -> Question | None:
    """The question, or "question.field": a field or companion of it."""
    code, _, inner = path.partition(".")
    placed = form.find(code)
    if placed is None or not inner:
        return placed.question if placed else None
    parts = (*placed.question.fields, *placed.question.companions)
    return next((part for part in parts if part.code == inner), None)
