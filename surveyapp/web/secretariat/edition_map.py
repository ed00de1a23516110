"""Which question was which: the map of an edition to an earlier one, shown whole, corrected section by section."""

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import editions_map
from surveyapp.actions.authoring import questionnaire_of
from surveyapp.actions.editions_map import CorrectionsRefused, NotEarlier
from surveyapp.core.questionnaire import Question, Questionnaire, Section
from surveyapp.store import editions
from surveyapp.store.models import Edition
from surveyapp.web import clock, database
from surveyapp.web.secretariat import edition_map_form, visible
from surveyapp.web.secretariat.differences import called
from surveyapp.web.secretariat.edition_map_drawing import (
    Posted,
    called_shortly,
    field_of,
    left_behind,
    plain_words,
    sections,
)
from surveyapp.web.secretariat.filters import Choice
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording.dates import SECRETARIAT_ZONE
from surveyapp.wording.deeds import who_words


@blueprint.get("/questionnaires/<edition>/map")
def edition_map(edition: str) -> str:
    return _map_page(visible.edition(edition))


@blueprint.post("/questionnaires/<edition>/map/previous")
def set_previous_edition(edition: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    wanted = request.form.get("previous", "")
    previous = next((one for one in editions_map.earlier(found) if one.public_id == wanted), None)
    if previous is None:
        database.commit()
        return _map_page(found, error=str(_("Choose one of the earlier editions of this questionnaire."))), 422
    editions_map.set_previous(database.session(), found, previous, signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.edition_map", edition=found.public_id))


@blueprint.route("/questionnaires/<edition>/map/section/<section>", methods=["GET", "POST"])
def edition_map_section(edition: str, section: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    shown = questionnaire_of(found).section(section)
    if shown is None:
        abort(404)
    if editions_map.previous_of(found) is None:
        database.commit()
        return _map_page(found)
    if request.method == "GET":
        return _section_page(found, shown)
    return _corrected(found, shown)


def _corrected(edition: Edition, section: Section) -> ResponseReturnValue:
    inside = _inside(questionnaire_of(edition), section)
    said, of = edition_map_form.corrections(edition, inside, request.form), {one.code for one in inside}
    try:
        editions_map.correct_map(database.session(), edition, said, signed_in_viewer().person, clock.now(), of)
    except CorrectionsRefused as refused:
        errors = {one.question.partition(".")[0]: _unknown(one.code) for one in refused.unknown}
        database.commit()
        return _section_page(edition, section, Posted(request.form, errors)), 422
    except NotEarlier:
        abort(404)
    database.commit()
    address = url_for("secretariat.edition_map_section", edition=edition.public_id, section=section.code, saved=1)
    return redirect(address)


def _unknown(code: str) -> str:
    return str(
        _("The earlier edition has no question “%(code)s”. Choose one from the list, or leave it empty.", code=code)
    )


def _map_page(edition: Edition, error: str = "") -> str:
    found = editions_map.map_of(edition)
    previous = editions_map.previous_of(edition)
    return render_template(
        "secretariat/edition_map.html",
        edition=edition,
        questionnaire=questionnaire_of(edition),
        previous=called(previous) if previous else "",
        previous_edition=previous,
        earlier=[Choice(one.public_id, called(one), one is previous) for one in editions_map.earlier(edition)],
        sections=sections(found, editions.is_copy(database.session(), edition)) if found else [],
        left_behind=left_behind(found) if found else [],
        corrected=_last_corrected(edition),
        error=error,
        plain=plain_words,
        here="questionnaires",
    )


def _section_page(edition: Edition, section: Section, posted: Posted | None = None) -> str:
    found, previous = editions_map.map_of(edition), editions_map.previous_of(edition)
    if found is None or previous is None:
        abort(404)
    is_copy = editions.is_copy(database.session(), edition)
    fields = [field_of(found, one, posted or Posted(), is_copy) for one in _inside(found.new, section)]
    every = found.new.sections
    following = next(iter(every[every.index(section) + 1 :]), None)
    return render_template(
        "secretariat/edition_map_section.html",
        edition=edition,
        questionnaire=found.new,
        section=section,
        previous=called(previous),
        fields=fields,
        old_questions=[(placed.question.code, called_shortly(placed.question)) for placed in found.old.placed()],
        corrected=_last_corrected(edition),
        saved="saved" in request.args and posted is None,
        following=following,
        plain=plain_words,
        here="questionnaires",
    )


def _inside(form: Questionnaire, section: Section) -> list[Question]:
    return [placed.question for placed in form.placed() if placed.section.code == section.code]


def _last_corrected(edition: Edition) -> str:
    """ "15 September 2026, 10:30 · An officer"; "" where nobody has corrected it."""
    last = editions_map.last_corrected(edition)
    if last is None:
        return ""
    moment = dates.moment(last.at, SECRETARIAT_ZONE, g.language)
    return f"{moment} · {who_words(last.by or 'command line', g.language)}"
