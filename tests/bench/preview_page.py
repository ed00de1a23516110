"""The preview of a section, tried, of a questionnaire of 300 questions; what a state would be asked; the blank form."""

from pathlib import Path

import sqlalchemy as sa

from surveyapp.app import create_app
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.documents import blank_form
from surveyapp.documents.blank_form import Heading
from surveyapp.store import models
from surveyapp.store.database import make_engine, writing
from tests.bench import scene
from tests.bench.figures import Chapter, Figure, milliseconds
from tests.page_client import PageClient

MOST_MILLISECONDS = 100.0
"""For a page, within the process: nobody waits for it."""


def measure(folder: Path, turns: int) -> Chapter:
    questionnaire = scene.long_questionnaire()
    settings = scene.settings_in(folder / "data")
    built = scene.build(settings, questionnaire, answered=False)
    client = PageClient(create_app(settings))
    client.browser.set_cookie("session", built.officer)
    engine = make_engine(settings.database_url)
    with writing(engine) as session:
        edition = session.scalars(sa.select(models.Edition.public_id)).one()
    engine.dispose()
    section = f"/en/secretariat/questionnaires/{edition}/section/s15"
    tried = client.open(section).form().fields | {"a.s15_q1.option": ["yes"]}
    asked = f"/en/secretariat/questionnaires/{edition}/asked?s1_q1=yes"
    previews = {
        "a section beside its other language, with fields to try": lambda: client.browser.get(section),
        "the same, answers tried": lambda: client.browser.post(section, data=tried),
        "what an answer changes, as the script asks for it": lambda: client.browser.post(
            section, data=tried, headers={"X-Requested-With": "fetch"}
        ),
    }
    others = {
        "what a state would be asked": lambda: client.browser.get(asked),
        "all conditions in words": lambda: client.browser.get(f"/en/secretariat/questionnaires/{edition}/conditions"),
    }
    figures = [_page(what, milliseconds(deed, 3 * turns)) for what, deed in previews.items()]
    figures += [Figure(what=what, product=f"{milliseconds(deed, turns):.0f} ms") for what, deed in others.items()]
    papers = [_paper(questionnaire, form) for form in blank_form.FORMATS]
    every = len(list(questionnaire.questions()))
    return Chapter(f"Trying a questionnaire of {every} questions, and printing it", [*figures, *papers])


def _page(what: str, taken: float) -> Figure:
    return Figure(
        what=what,
        product=f"{taken:.0f} ms",
        target=f"≤ {MOST_MILLISECONDS:.0f} ms",
        is_met=taken <= MOST_MILLISECONDS,
    )


def _paper(questionnaire: Questionnaire, form: str) -> Figure:
    taken = milliseconds(lambda: blank_form.write(questionnaire, "es", Heading(version="1"), form), 3)
    return Figure(what=f"the blank form, {form}", product=f"{taken:.0f} ms")
