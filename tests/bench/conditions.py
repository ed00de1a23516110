"""Finding what is asked of a state: a reply of 300 questions, 60 of them under a condition."""

from datetime import date
from pathlib import Path

from surveyapp.core import conditions, progress
from tests.bench import scene
from tests.bench.figures import Chapter, Figure, milliseconds
from tests.builders import answered

TODAY = date(2026, 9, 15)


def measure(folder: Path, turns: int) -> Chapter:
    questionnaire = scene.long_questionnaire()
    typed = {one.code: "yes" for one in questionnaire.questions() if one.code.endswith(("q1", "q3"))}
    answers = answered(questionnaire, typed)
    asked = conditions.asked(questionnaire, answers, {}, TODAY)
    every = list(questionnaire.questions())
    conditional = [one for one in every if one.relevant]
    return Chapter(
        f"Conditions of a reply of {len(every)} questions, {len(conditional)} under a condition",
        [
            Figure(
                what="what is asked now",
                product=f"{milliseconds(lambda: conditions.asked(questionnaire, answers, {}, TODAY), 20):.2f} ms",
            ),
            Figure(
                what="progress, section by section",
                product=f"{milliseconds(lambda: progress.progress(questionnaire, answers, {}, asked), 20):.2f} ms",
            ),
        ],
        ["Each is done once for a page and once for a saving."],
    )
