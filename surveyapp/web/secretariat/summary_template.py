"""The Word template of the summary: taken away, edited in Word, brought back."""

from collections.abc import Sequence

from flask import Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import producing, summary_templates
from surveyapp.actions.summary_plans import Conflict
from surveyapp.documents.summary import TemplateFault
from surveyapp.documents.summary.template import LARGEST_FILE
from surveyapp.files.inspection import tidy_name
from surveyapp.store import summaries as store
from surveyapp.store.summary_models import SummaryTemplate
from surveyapp.web import clock, database
from surveyapp.web.files import NEVER_RUN, storage
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.summary import number
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording.language_names import language_name
from surveyapp.wording.summary_template_faults import template_fault, template_fields

Outcome = SummaryTemplate | Conflict | Sequence[TemplateFault]


@blueprint.get("/summary-template/<said_in>", endpoint="summary_template")
def show(said_in: str) -> str:
    return _page(_known(said_in), done=request.args.get("done", ""))


@blueprint.get("/summary-template/<said_in>.docx", endpoint="summary_template_file")
def take_away(said_in: str) -> Response:
    content = summary_templates.to_edit(database.session(), storage(), _known(said_in))
    headers = {
        "Content-Disposition": f'attachment; filename="summary-template.{said_in}.docx"',
        "Content-Security-Policy": NEVER_RUN,
    }
    return Response(content, mimetype=producing.MEDIA_TYPES["docx"], headers=headers)


@blueprint.post("/summary-template/<said_in>", endpoint="replace_summary_template")
def replace(said_in: str) -> ResponseReturnValue:
    language, session = _known(said_in), database.session()
    who, now, seen = signed_in_viewer().person, clock.now(), number("seen")
    if request.form.get("deed") == "own":
        outcome: Outcome = summary_templates.go_back(session, language, seen, who, now)
    else:
        upload = request.files.get("template")
        content = upload.read(LARGEST_FILE + 1) if upload and upload.filename else b""
        if not content:
            database.commit()
            return _page(language, [str(_("Choose the template first."))]), 422
        name = tidy_name((upload.filename if upload else "") or "")
        outcome = summary_templates.hand_in(session, storage(), language, name, content, seen, who, now)
    database.commit()
    if isinstance(outcome, Conflict):
        return _page(
            language, [str(_("Somebody else changed the template meanwhile. Look at it, then try again."))]
        ), 409
    if not isinstance(outcome, SummaryTemplate):
        return _page(language, [template_fault(one.fault, one.detail, g.language) for one in outcome]), 422
    return redirect(url_for("secretariat.summary_template", said_in=language, done="yes"))


def _page(language: str, errors: list[str] | None = None, done: str = "") -> str:
    standing = store.template(database.session(), language)
    return render_template(
        "secretariat/summary_template.html",
        said_in=language,
        language_words=language_name(language, g.language),
        standing=standing,
        at=dates.moment(standing.at, dates.SECRETARIAT_ZONE, g.language) if standing else "",
        seen=standing.version if standing else 0,
        errors=errors or [],
        fields=list(template_fields(g.language)),
        done=done,
        here="letter_wordings",
    )


def _known(said_in: str) -> str:
    if said_in not in summary_templates.LANGUAGES:
        abort(404)
    return said_in
