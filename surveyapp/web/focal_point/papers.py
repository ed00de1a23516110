"""The reply on paper, its approval sheet, its receipt, and the exact text that was submitted."""

from flask import Response, abort, current_app
from flask.typing import ResponseReturnValue

from surveyapp.actions import approval_sheets, reply_papers, seeing
from surveyapp.actions.holding import Held
from surveyapp.store.models import Reply, Submission
from surveyapp.web import clock, database, paper_file, site
from surveyapp.web.focal_point import visible
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import receipts


@blueprint.get("/reply/<reply>/my-reply.<any(pdf,docx):form>")
def my_reply_file(reply: str, form: str) -> ResponseReturnValue:
    """The reply so far, or as it was submitted; of it what the viewer may see."""
    found = visible.reply(reply)
    language = paper_file.wanted(visible.questionnaire(found))
    if language is None:
        return paper_file.not_in_this_language()
    paper = reply_papers.of_reply(database.session(), signed_in_viewer(), found, language, clock.now())
    return paper_file.handed_out(paper, form, f"reply-{found.round.code}-{found.state}") if paper else abort(404)


@blueprint.get("/reply/<reply>/approval-sheet.<any(pdf,docx):form>")
def approval_sheet_file(reply: str, form: str) -> ResponseReturnValue:
    found = visible.reply(reply)
    if not any(signed_in_viewer().holds(role, found.state) for role in ("focal_point", "observer")):
        abort(404)
    language = paper_file.wanted(visible.questionnaire(found))
    if language is None:
        return paper_file.not_in_this_language()
    paper = approval_sheets.of_reply(database.session(), found, language, clock.now())
    return paper_file.handed_out(paper, form, f"approval-sheet-{found.round.code}-{found.state}")


@blueprint.get("/reply/<reply>/receipt/<made>/reply.<any(pdf,docx):form>")
def submitted_reply_file(reply: str, made: str, form: str) -> ResponseReturnValue:
    """The reply as this receipt has it, whether or not it still stands."""
    found = _submission(reply, made)
    language = paper_file.wanted(visible.questionnaire(found.reply))
    if language is None:
        return paper_file.not_in_this_language()
    paper = reply_papers.of_submission(database.session(), signed_in_viewer(), found, language)
    return paper_file.handed_out(paper, form, f"reply-{found.receipt}") if paper else abort(404)


@blueprint.get("/reply/<reply>/receipt/<made>.pdf")
def receipt_file(reply: str, made: str) -> ResponseReturnValue:
    found = _submission(reply, made)
    language = paper_file.wanted(visible.questionnaire(found.reply))
    if language is None:
        return paper_file.not_in_this_language()
    paper = reply_papers.receipt_paper(database.session(), found, language, site.base_url())
    return paper_file.handed_out(paper, "pdf", f"receipt-{found.receipt}")


@blueprint.get("/reply/<reply>/receipt/<made>.json")
def frozen_text(reply: str, made: str) -> Response:
    """The exact bytes that were submitted, of which the receipt has the SHA-256."""
    found = _submission(reply, made)
    headings = {
        "Content-Disposition": f'attachment; filename="{found.receipt}.json"',
        "Cache-Control": "no-transform",
    }
    return current_app.response_class(found.content.encode(), mimetype="application/json", headers=headings)


def papers_of(of: Reply) -> dict[str, object]:
    """What the links to the papers of a reply need to know."""
    looking = signed_in_viewer()
    return {
        "languages": paper_file.offered(visible.questionnaire(of)),
        "sees_whole": any(looking.holds(role, of.state) for role in ("focal_point", "observer")),
        "is_draft": reply_papers.is_draft(of),
    }


def fingerprint(held: Held) -> str:
    """The version of the reply in the short form that an approval sheet prints: the same until an answer changes."""
    return receipts.short_fingerprint(reply_papers.fingerprint(held))


def _submission(reply: str, made: str) -> Submission:
    found = seeing.submission(database.session(), signed_in_viewer(), made)
    if found is None or found.reply.public_id != reply:
        abort(404)
    return found
