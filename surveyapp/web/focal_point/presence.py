"""Who else is in a section at present: told to whoever opens its page, and to the script of one who writes in it."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, g, jsonify, request
from flask_babel import gettext as _

from surveyapp.actions import presence as deeds
from surveyapp.actions import seeing
from surveyapp.core.questionnaire import Questionnaire, Section
from surveyapp.store.models import Reply
from surveyapp.store.working_together import Seen, Together
from surveyapp.web import answer_form, clock, database
from surveyapp.web.focal_point import visible
from surveyapp.web.focal_point.notices import Present
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording.institutions import from_institution

MOST_SHOWN = 5
LONGEST_SHOWN = 120


@blueprint.post("/reply/<reply>/presence")
def presence(reply: str) -> Response:
    """Notes where the viewer is, in a transaction of its own and only where that changed; says who else is there."""
    found = visible.reply(reply)
    questionnaire = visible.questionnaire(found)
    section, question = _where(found, questionnaire)
    person, now = signed_in_viewer().person, clock.now()
    seen = deeds.together(database.session(), found, now).present
    if person is not None and deeds.is_to_be_noted(seen, person, section.code, question, now):
        with database.writing() as apart:
            deeds.note(apart, found, person, section.code, question, now)
            apart.commit()
    return jsonify([{"at": one.element, "words": one.words} for one in _others(seen, questionnaire, section.code)])


def note(of: Reply, section: Section) -> None:
    """Notes that the viewer has saved a page of a section: all that is known where no script says more."""
    person = signed_in_viewer().person
    if person is not None:
        deeds.note(database.session(), of, person, section.code, "", clock.now())


def others(together: Together, questionnaire: Questionnaire, section: Section) -> list[Present]:
    """The colleagues who are in a section at present."""
    return _others(together.present, questionnaire, section.code)


def everywhere(of: Reply, together: Together, questionnaire: Questionnaire) -> dict[int, str]:
    """Where each colleague is at present, of those in sections that the viewer may read: by the id of the person."""
    return {
        one.person_id: _at(questionnaire, one)
        for one in together.present
        if seeing.sees_section(signed_in_viewer(), of, one.section)
    }


def _where(of: Reply, questionnaire: Questionnaire) -> tuple[Section, str]:
    """The section and the question that the script named. What the viewer may not write is not found."""
    section = visible.section_to_write(of, questionnaire, request.form.get("section", ""))
    question = request.form.get("question", "")
    if question and question not in {one.code for one in questionnaire.questions(section)}:
        abort(404)
    return section, question


def _others(seen: Sequence[Seen], questionnaire: Questionnaire, section: str) -> list[Present]:
    own: Any = signed_in_viewer().person
    there = [one for one in seen if one.section == section and own is not None and one.person_id != own.id]
    return [
        Present(answer_form.question_id(one.question) if one.question else "", _sentence(questionnaire, one))
        for one in there[:MOST_SHOWN]
    ]


def _sentence(questionnaire: Questionnaire, seen: Seen) -> str:
    institution = seen.institution[:LONGEST_SHOWN]
    number = _number(questionnaire, seen.question)
    if institution:
        where = from_institution(institution, g.language)
        if number:
            return str(_("Someone %(from_institution)s is editing %(number)s.", from_institution=where, number=number))
        return str(_("Someone %(from_institution)s is working in this section.", from_institution=where))
    name = seen.name[:LONGEST_SHOWN]
    if number:
        return str(_("%(name)s is editing %(number)s.", name=name, number=number))
    return str(_("%(name)s is working in this section.", name=name))


def _at(questionnaire: Questionnaire, seen: Seen) -> str:
    """Where somebody is, for the list of people."""
    if number := _number(questionnaire, seen.question):
        return str(_("now at question %(number)s", number=number))
    section = questionnaire.section(seen.section)
    if section is None or not section.number:
        return str(_("here now"))
    return str(_("now in section %(number)s", number=section.number))


def _number(questionnaire: Questionnaire, question: str) -> str:
    placed = questionnaire.find(question) if question else None
    return placed.question.number if placed else ""
