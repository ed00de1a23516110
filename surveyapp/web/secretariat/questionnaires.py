"""Questionnaires of the secretariat: the list of editions, taking in a workbook, a preview, publishing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from surveyapp.actions import authoring, translating
from surveyapp.actions.authoring import CopyReason, CopyRefused, PublishRefused, Reason, TakeInReason, TakeInRefused
from surveyapp.core.questionnaire import Questionnaire, Section
from surveyapp.core.text import Text
from surveyapp.documents import xlsform
from surveyapp.documents.xlsform import LARGEST_FILE, Fault
from surveyapp.store import editions
from surveyapp.store.models import Edition, Person
from surveyapp.web import blank_form_file, clock, database
from surveyapp.web.secretariat import visible, waiting_workbook
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.waiting_workbook import WaitingWorkbook
from surveyapp.web.secretariat.workbook_faults import grouped
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording.dates import SECRETARIAT_ZONE
from surveyapp.wording.deeds import who_words
from surveyapp.wording.translations import language_called

REFUSED = {
    Reason.MISSING_WORDING: _l("It was not published: wordings are missing."),
    Reason.VERSION_TAKEN: _l(
        "It was not published: another edition already bears this version. Give the workbook a new version "
        "on its sheet “settings” and take it in again."
    ),
    Reason.CHANGED_SINCE: _l(
        "It was not published: somebody changed the edition while you looked at it. Look at it once more, as it is now."
    ),
}
NOT_COPIED = {
    CopyReason.VERSION_MISSING: _l("Write the version of the new edition."),
    CopyReason.VERSION_TOO_LONG: _l("Write a shorter version: up to 64 characters."),
    CopyReason.VERSION_UNPRINTABLE: _l("Write the version with letters, digits and signs only."),
    CopyReason.VERSION_TAKEN: _l("Another edition of this questionnaire bears this version. Choose another one."),
}
NOT_TAKEN_IN = {
    TakeInReason.OTHER_QUESTIONNAIRE: _l(
        "This workbook is of another questionnaire: its form_id on the sheet “settings” differs. Nothing has changed."
    ),
    TakeInReason.ALREADY_PUBLISHED: _l(
        "This edition was published meanwhile and is not replaced any more. Begin a new edition from it."
    ),
}


@dataclass(frozen=True)
class Listed:
    """An edition in the list."""

    edition: Edition
    imported: str
    published: str


@dataclass(frozen=True)
class Titled:
    """A questionnaire by the title of its newest edition, with all its editions."""

    title: Text
    code: str
    editions: tuple[Listed, ...]


@blueprint.get("/questionnaires")
def questionnaires() -> str:
    found = editions.all_editions(database.session())
    titled = [_titled(list(some)) for _code, some in groupby(found, key=lambda one: one.questionnaire.code)]
    return render_template("secretariat/questionnaires.html", questionnaires=titled, here="questionnaires")


@blueprint.route("/questionnaires/import", methods=["GET", "POST"])
def import_questionnaire() -> ResponseReturnValue:
    return _import_page() if request.method == "GET" else _taken_in()


def _taken_in() -> ResponseReturnValue:
    chosen, who = request.files.get("workbook"), signed_in_viewer().person
    waiting = waiting_workbook.opened(request.form.get(waiting_workbook.FIELD, ""), who)
    if waiting is not None:
        return _keep(waiting, (), who)
    if chosen is None or not chosen.filename:
        database.commit()
        return _import_page(missing=True), 422
    database.session().commit()  # reading a workbook takes its time: nobody shall wait for it
    read = xlsform.read(chosen.stream.read(LARGEST_FILE + 1), chosen.filename)
    if read.questionnaire is None:
        database.commit()
        return _import_page(chosen.filename, read.faults), 422
    return _keep(WaitingWorkbook(read.questionnaire, chosen.filename), read.faults, who)


def _keep(read: WaitingWorkbook, faults: Sequence[Fault], who: Person | None) -> ResponseReturnValue:
    """Takes it in, unless it takes the place of a draft that is somebody's work: then that is asked first."""
    session, into = database.session(), _meant_for()
    draft = authoring.would_replace(session, read.questionnaire) if into is None else None
    is_agreed = draft is None or request.form.get("agreed") == authoring.seen(draft)
    if draft is not None and not is_agreed and authoring.is_to_be_asked(draft, who):
        database.commit()
        return _asking_page(read, faults, draft, who), 409
    try:
        edition = authoring.take_in(session, read.questionnaire, read.name, who, clock.now(), into)
    except TakeInRefused as refused:
        database.commit()
        return _import_page(refused=NOT_TAKEN_IN[refused.reason]), 409
    database.commit()
    if faults:
        return _import_page(read.name, faults, edition)
    return redirect(url_for("secretariat.preview", edition=edition.public_id))


def _asking_page(read: WaitingWorkbook, faults: Sequence[Fault], draft: Edition, who: Person | None) -> str:
    return render_template(
        "secretariat/replace_draft.html",
        name=read.name,
        groups=grouped(faults),
        draft=_draft(draft),
        corrected=editions.corrected_wordings(database.session(), draft),
        is_anothers=authoring.is_anothers(draft, who),
        version=read.questionnaire.version,
        field=waiting_workbook.FIELD,
        sealed=waiting_workbook.sealed(read, who),
        agreed=authoring.seen(draft),
        here="questionnaires",
    )


def _draft(edition: Edition) -> dict[str, object]:
    """A draft as it is named before a workbook takes its place."""
    by = database.session().get(Person, edition.imported_by_id) if edition.imported_by_id else None
    return {
        "edition": edition,
        "title": authoring.questionnaire_of(edition).title,
        "at": dates.moment(edition.imported_at, SECRETARIAT_ZONE, g.language),
        "by": who_words(by.name if by else "command line", g.language),
    }


@blueprint.get("/questionnaires/<edition>")
def preview(edition: str) -> str:
    return _preview_page(visible.edition(edition))


@blueprint.post("/questionnaires/<edition>/publish")
def publish(edition: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    seen = request.form.get("seen", "")
    try:
        authoring.publish(database.session(), found, signed_in_viewer().person, clock.now(), seen)
    except PublishRefused as refused:
        database.commit()
        return _preview_page(found, refused=REFUSED[refused.reason], missing=refused.missing), 409
    database.commit()
    return redirect(url_for("secretariat.preview", edition=found.public_id))


@blueprint.post("/questionnaires/<edition>/copy")
def copy_edition(edition: str) -> ResponseReturnValue:
    found, version = visible.edition(edition), request.form.get("version", "")
    try:
        copy = authoring.copy(database.session(), found, version, signed_in_viewer().person, clock.now())
    except CopyRefused as refused:
        database.commit()
        return _preview_page(found, not_copied=NOT_COPIED[refused.reason], version=version), 422
    database.commit()
    return redirect(url_for("secretariat.preview", edition=copy.public_id))


def _titled(some: Sequence[Edition]) -> Titled:
    """A questionnaire with its editions, the newest first: the definition of that alone is looked at."""
    return Titled(authoring.questionnaire_of(some[0]).title, some[0].questionnaire.code, tuple(map(_listed, some)))


def _listed(edition: Edition) -> Listed:
    return Listed(
        edition,
        imported=dates.moment(edition.imported_at, SECRETARIAT_ZONE, g.language),
        published=dates.moment(edition.published_at, SECRETARIAT_ZONE, g.language) if edition.published_at else "",
    )


def _meant_for() -> Edition | None:
    """The draft that a workbook is to replace, where the page said so."""
    public_id = request.values.get("into", "")
    return visible.edition(public_id) if public_id else None


def _import_page(
    name: str = "",
    faults: Sequence[Fault] = (),
    edition: Edition | None = None,
    missing: bool = False,
    refused: str = "",
) -> str:
    severities = Counter(fault.severity for fault in faults)
    return render_template(
        "secretariat/questionnaire_import.html",
        name=name,
        groups=grouped(faults),
        errors=severities["error"],
        gaps=severities["gap"],
        warnings=severities["warning"],
        edition=edition,
        missing=missing,
        refused=refused,
        into=_meant_for(),
        drafts=[_draft(one) for one in editions.drafts(database.session())] if edition is None else [],
        limit=LARGEST_FILE // 2**20,
        here="questionnaires",
    )


def _preview_page(
    edition: Edition,
    refused: str = "",
    missing: Mapping[str, int] | None = None,
    not_copied: str = "",
    version: str = "",
) -> str:
    questionnaire = visible.readable(edition)
    return render_template(
        "secretariat/questionnaire_preview.html",
        edition=edition,
        listed=_listed(edition),
        questionnaire=questionnaire,
        form_languages=blank_form_file.offered(authoring.questionnaire_of(edition)),
        standings=translating.by_language(database.session(), edition),
        called=lambda language: language_called(language, g.language),
        counts={section.code: _counts(questionnaire, section) for section in questionnaire.sections},
        has_core=any(one.question.core for one in questionnaire.placed()),
        seen=authoring.seen(edition),
        refused=refused,
        missing=missing or {},
        overruled=editions.overruled(database.session(), edition),
        not_copied=not_copied,
        version=version,
        open_in=[one.code for one in editions.open_rounds(database.session(), edition, clock.now())],
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
