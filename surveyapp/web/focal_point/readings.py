"""When the secretariat read answers that only the secretariat may read: for the people of the state."""

from dataclasses import dataclass

from flask import g, render_template

from surveyapp.actions import reading_log
from surveyapp.core.questionnaire import Question
from surveyapp.core.text import said
from surveyapp.store.models import Event, Reply
from surveyapp.web import database
from surveyapp.web.focal_point import visible
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates, readings
from surveyapp.wording.plain import plain


@dataclass(frozen=True)
class Told:
    """One reading, in words."""

    when: str
    how: str
    """On a page, or in which file it left; and in which role."""
    questions: list[str]


@blueprint.get("/reply/<reply>/readings", endpoint="readings")
def show_readings(reply: str) -> str:
    found = visible.reply(reply)
    return render_template(
        "focal_point/readings.html", reply=found, state=visible.state(found), told=told(found), here="desk"
    )


def told(of: Reply, question: str = "") -> list[Told]:
    """Every reading that the viewer may know of, or those of one question, the newest first."""
    seen = reading_log.seen_by_state(database.session(), signed_in_viewer(), of)
    zone, questionnaire = visible.state(of).time_zone, visible.questionnaire(of)
    placed = {one.code: one for one in questionnaire.questions()}
    return [
        Told(dates.moment(event.at, zone, g.language), _how(event), [_named(placed[code]) for code in codes])
        for event, codes in seen
        if not question or question in codes
    ]


def _how(event: Event) -> str:
    details = event.details
    return readings.how(event.deed == reading_log.READ, details.get("role", ""), details.get("file", ""), g.language)


def _named(question: Question) -> str:
    return question.number or plain(said(question.wording, g.language))
