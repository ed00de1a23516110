"""How the papers of a round are made for one audience: document number, classification, who is named."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import summary_plans
from surveyapp.actions.summary_plans import Conflict
from surveyapp.core.disclosure import Audience
from surveyapp.documents.round_facts import Terms
from surveyapp.store.models import Round
from surveyapp.web import clock, database, languages
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.summary import LANGUAGES, audience_called, number
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import produced_papers
from surveyapp.wording.language_names import language_name


@blueprint.get("/rounds/<code>/summary/<audience>/plan", endpoint="summary_plan")
def show(code: str, audience: str) -> str:
    round_, of = visible.round_(code), audience_called(audience)
    terms, version = summary_plans.terms(database.session(), round_, of)
    return _page(round_, of, terms, version)


@blueprint.post("/rounds/<code>/summary/<audience>/plan", endpoint="save_summary_plan")
def save(code: str, audience: str) -> ResponseReturnValue:
    round_, of = visible.round_(code), audience_called(audience)
    if (language := languages.switched_to()) and language != g.language:
        address = url_for("secretariat.save_summary_plan", code=code, audience=audience, language=language)
        return redirect(address, 307)
    wanted, seen, errors = _typed(), number("seen"), _errors()
    if language or errors:
        database.commit()
        return _page(round_, of, wanted, seen, errors), (422 if errors and not language else 200)
    who, now = signed_in_viewer().person, clock.now()
    outcome = summary_plans.plan(database.session(), round_, of, wanted, seen, who, now)
    database.commit()
    if isinstance(outcome, Conflict):
        _terms, version = summary_plans.terms(database.session(), round_, of)
        changed = _("Somebody else changed this meanwhile; yours is not saved. Save again to let yours stand.")
        return _page(round_, of, wanted, version, {"": str(changed)}), 409
    return redirect(url_for("secretariat.summary", code=code, done="planned"))


def _page(round_: Round, audience: Audience, terms: Terms, seen: int, errors: dict[str, str] | None = None) -> str:
    return render_template(
        "secretariat/summary_plan.html",
        round=round_,
        audience=audience.value,
        audience_words=produced_papers.audience_words(audience, g.language),
        is_public=audience is Audience.PUBLIC,
        terms=terms,
        seen=seen,
        errors=errors or {},
        languages=[(one, language_name(one, g.language)) for one in LANGUAGES],
        here="round",
    )


def _typed() -> Terms:
    form = request.form
    fewest = form.get("fewest_for_shares", "")
    return Terms(
        document_number=" ".join(form.get("document_number", "").split()),
        classification=summary_plans.as_text({one: form.get(f"classification-{one}", "") for one in LANGUAGES}),
        paper=form.get("paper", "a4") if form.get("paper") in summary_plans.PAPERS else "a4",
        fewest_for_shares=int(fewest) if fewest.isascii() and fewest.isdigit() and len(fewest) < 4 else -1,
        name_missing=form.get("name_missing") == "yes",
        name_negative=form.get("name_negative") == "yes",
    )


def _errors() -> dict[str, str]:
    wanted, found = _typed(), {}
    if len(wanted.document_number) > summary_plans.LONGEST_NUMBER:
        found["document_number"] = _too_long(summary_plans.LONGEST_NUMBER)
    if wanted.classification and set(wanted.classification) != set(LANGUAGES):
        found["classification"] = str(_("Write the classification in both languages, or in none."))
    if any(len(one) > summary_plans.LONGEST_CLASSIFICATION for one in wanted.classification.values()):
        found["classification"] = _too_long(summary_plans.LONGEST_CLASSIFICATION)
    if not 0 <= wanted.fewest_for_shares <= summary_plans.MOST_FOR_SHARES:
        found["fewest_for_shares"] = str(
            _("Write a number of states from 0 to %(most)d.", most=summary_plans.MOST_FOR_SHARES)
        )
    return found


def _too_long(most: int) -> str:
    return str(_("This is too long: write at most %(max)d characters.", max=most))
