"""Questionnaires of the secretariat: the list of editions, taking in a workbook, a preview, publishing."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from surveyapp.actions import authoring
from surveyapp.actions.authoring import PublishRefused, Reason
from surveyapp.core.questionnaire import Disclosure, Kind, Questionnaire, Section
from surveyapp.documents import xlsform
from surveyapp.documents.xlsform import LARGEST_FILE, Fault
from surveyapp.store import editions
from surveyapp.store.models import Edition
from surveyapp.web import clock, database, languages
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording.conditions import asked_when
from surveyapp.wording.dates import SECRETARIAT_ZONE
from surveyapp.wording.faults import Worded, worded

KINDS = {
    Kind.ONE: _l("one choice"),
    Kind.SEVERAL: _l("several choices"),
    Kind.ROWS: _l("a choice in each row"),
    Kind.CONFIRM: _l("facts to confirm, row by row"),
    Kind.SHORT_TEXT: _l("short text"),
    Kind.LONG_TEXT: _l("long text"),
    Kind.INTEGER: _l("whole number"),
    Kind.DECIMAL: _l("number with decimals"),
    Kind.YEAR: _l("year"),
    Kind.DATE: _l("date"),
    Kind.LINK: _l("link with title"),
    Kind.FILE: _l("file"),
    Kind.NOTE: _l("note"),
    Kind.GRID: _l("grid of numbers"),
    Kind.LIST: _l("list with entries"),
    Kind.CITATION: _l("citation of a list"),
}
DISCLOSURES = {
    Disclosure.MEMBER_STATES: _l("for member states only"),
    Disclosure.SECRETARIAT: _l("for the Secretariat only"),
}
REFUSED = {
    Reason.MISSING_WORDING: _l("It was not published: a wording is missing in one of the languages."),
    Reason.VERSION_TAKEN: _l(
        "It was not published: another edition already bears this version. Give the workbook a new version "
        "on its sheet “settings” and take it in again."
    ),
}


@dataclass(frozen=True)
class Listed:
    """An edition in the list."""

    edition: Edition
    questionnaire: Questionnaire
    imported: str
    published: str


@dataclass(frozen=True)
class WordedFault:
    """A fault of a workbook as the page shows it."""

    fault: Fault
    words: Worded


@blueprint.get("/questionnaires")
def questionnaires() -> str:
    found = editions.all_editions(database.session())
    listed = [_listed(edition) for edition in found]
    return render_template("secretariat/questionnaires.html", listed=listed, here="questionnaires")


@blueprint.route("/questionnaires/import", methods=["GET", "POST"])
def import_questionnaire() -> ResponseReturnValue:
    return _import_page() if request.method == "GET" else _taken_in()


def _taken_in() -> ResponseReturnValue:
    chosen = request.files.get("workbook")
    if chosen is None or not chosen.filename:
        database.commit()
        return _import_page(missing=True), 422
    viewer = signed_in_viewer()
    database.session().commit()  # reading a workbook takes its time: nobody shall wait for it
    read = xlsform.read(chosen.stream.read(LARGEST_FILE + 1), chosen.filename)
    if read.questionnaire is None:
        database.commit()
        return _import_page(chosen.filename, read.faults), 422
    edition = authoring.take_in(database.session(), read.questionnaire, chosen.filename, viewer.person, clock.now())
    database.commit()
    if read.faults:
        return _import_page(chosen.filename, read.faults, edition)
    return redirect(url_for("secretariat.preview", edition=edition.public_id))


@blueprint.get("/questionnaires/<edition>")
def preview(edition: str) -> str:
    return _preview_page(_visible(edition))


@blueprint.get("/questionnaires/<edition>/section/<section>")
def preview_section(edition: str, section: str) -> str:
    found = _visible(edition)
    questionnaire = authoring.questionnaire_of(found)
    shown = questionnaire.section(section)
    if shown is None:
        abort(404)
    at = questionnaire.sections.index(shown)
    return render_template(
        "secretariat/questionnaire_section.html",
        edition=found,
        questionnaire=questionnaire,
        section=shown,
        following=next(iter(questionnaire.sections[at + 1 :]), None),
        preceding=questionnaire.sections[at - 1] if at else None,
        kinds=KINDS,
        disclosures=DISCLOSURES,
        asked_when=lambda expression: asked_when(expression, questionnaire, g.language),
        language_name=_language_name,
        here="questionnaires",
    )


@blueprint.post("/questionnaires/<edition>/publish")
def publish(edition: str) -> ResponseReturnValue:
    found = _visible(edition)
    try:
        authoring.publish(database.session(), found, signed_in_viewer().person, clock.now())
    except PublishRefused as refused:
        database.commit()
        return _preview_page(found, refused=REFUSED[refused.reason]), 409
    database.commit()
    return redirect(url_for("secretariat.preview", edition=found.public_id))


def _visible(public_id: str) -> Edition:
    """The edition; the table of access lets only the secretariat come this far."""
    found = editions.by_public_id(database.session(), public_id)
    if found is None:
        abort(404)
    return found


def _listed(edition: Edition) -> Listed:
    return Listed(
        edition,
        authoring.questionnaire_of(edition),
        imported=dates.moment(edition.imported_at, SECRETARIAT_ZONE, g.language),
        published=dates.moment(edition.published_at, SECRETARIAT_ZONE, g.language) if edition.published_at else "",
    )


def _import_page(
    name: str = "", faults: Sequence[Fault] = (), edition: Edition | None = None, missing: bool = False
) -> str:
    shown = [WordedFault(fault, worded(fault.code, fault.details, g.language)) for fault in faults]
    return render_template(
        "secretariat/questionnaire_import.html",
        name=name,
        faults=shown,
        errors=sum(one.fault.severity == "error" for one in shown),
        edition=edition,
        missing=missing,
        limit=LARGEST_FILE // 2**20,
        here="questionnaires",
    )


def _preview_page(edition: Edition, refused: str = "") -> str:
    questionnaire = authoring.questionnaire_of(edition)
    return render_template(
        "secretariat/questionnaire_preview.html",
        listed=_listed(edition),
        questionnaire=questionnaire,
        languages=[_language_name(code) for code in questionnaire.languages],
        counts={section.code: _counts(questionnaire, section) for section in questionnaire.sections},
        refused=refused,
        here="questionnaires",
    )


def _counts(questionnaire: Questionnaire, section: Section) -> str:
    """ "10 questions; core: 4"."""
    found = list(questionnaire.questions(section))
    words: str = ngettext(
        "%(num)s question; core: %(core)s",
        "%(num)s questions; core: %(core)s",
        len(found),
        core=sum(question.core for question in found),
    )
    return words


def _language_name(code: str) -> str:
    """A language by the name it gives itself."""
    return languages.LANGUAGES.get(code, code)
