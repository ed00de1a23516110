"""Comparing two editions of 300 questions: the map from one to the other, the differences, the changed words."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from surveyapp.core import editions
from surveyapp.core.editions import Differences
from surveyapp.core.questionnaire import Group, Question, Questionnaire, Section
from surveyapp.core.text import Text
from tests.bench import scene
from tests.bench.figures import Chapter, Figure, milliseconds

TARGET = 300
"""Milliseconds."""


def measure(folder: Path, turns: int) -> Chapter:
    old = scene.long_questionnaire()
    reworded, recoded = _reworded(old), _recoded(_reworded(old))
    every = len(list(old.questions()))
    return Chapter(
        f"Differences of two editions of {every} questions in 2 languages",
        [
            _figure("every question reworded", lambda: _whole(old, reworded)),
            _figure("every question reworded and under another code", lambda: _whole(old, recoded)),
            Figure(
                what="nothing is otherwise",
                product=f"{milliseconds(lambda: editions.differences(old, old)):.1f} ms",
            ),
        ],
        ["The map is proposed anew each time, and every changed wording is compared word by word."],
    )


def _figure(what: str, deed: Callable[[], object]) -> Figure:
    taken = milliseconds(deed)
    return Figure(what=what, product=f"{taken:.0f} ms", target=f"under {TARGET} ms", is_met=taken < TARGET)


def _whole(old: Questionnaire, new: Questionnaire) -> Differences:
    found = editions.differences(old, new)
    for one in found.questions:
        for rewording in one.every_rewording():
            _ = rewording.pieces
    return found


def _reworded(form: Questionnaire) -> Questionnaire:
    return replace(form, sections=tuple(map(_reworded_section, form.sections)))


def _reworded_section(section: Section) -> Section:
    parts = (replace(one, wording=_otherwise(one.wording)) for one in section.parts if isinstance(one, Question))
    return replace(section, parts=tuple(parts))


def _otherwise(text: Text) -> Text:
    said = {"en": text["en"].replace("has your State done", "did your country do")}
    return said | {"es": text["es"].replace("se ha hecho", "hizo su país")}


def _recoded(form: Questionnaire) -> Questionnaire:
    def section(one: Section) -> Section:
        return replace(one, parts=tuple(map(question, one.parts)))

    def question(one: Question | Group) -> Question | Group:
        if isinstance(one, Group):
            return one
        return replace(one, code=f"new_{one.code}", relevant=one.relevant.replace("${", "${new_"))

    return replace(form, sections=tuple(map(section, form.sections)))
