"""What a state does on its review page before it sends: explains what looks odd, says that approval is awaited."""

from collections.abc import Iterable
from typing import Any

from flask import abort, g, redirect, request, url_for

from surveyapp.actions import approving, explaining, seeing
from surveyapp.actions.answering import Conflict, Outcome, Refused
from surveyapp.actions.explaining import Explained
from surveyapp.core.questionnaire import Placed
from surveyapp.store.models import Reply
from surveyapp.web import clock, database
from surveyapp.web.focal_point import review, sentences, visible
from surveyapp.web.focal_point.declaration import without_control_characters
from surveyapp.web.focal_point.keeping import operation_of_request
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer


@blueprint.post("/reply/<reply>/approval")
def await_approval(reply: str) -> Any:
    """Says until when the approval is expected; with the deed "withdraw", that none is awaited any more."""
    found = visible.reply(reply)
    looking, session, now = signed_in_viewer(), database.session(), clock.now()
    if not looking.holds("focal_point", found.state):
        abort(404)
    if request.form.get("deed") == "withdraw":
        return _done(found, approving.withdraw(session, found, looking.person, now))
    form = review.approval_posted(found)
    if not form.validate() or form.expected_on.data is None:
        database.commit()
        return review.page(found, approval=form), 422
    note = (form.note.data or "").strip()
    return _done(found, approving.await_approval(session, found, form.expected_on.data, note, looking.person, now))


@blueprint.post("/reply/<reply>/explanation")
def explain(reply: str) -> Any:
    """Keeps the explanations on the page, each at the version that was seen."""
    found = visible.reply(reply)
    posted = _posted(found)
    who, now = signed_in_viewer().person, clock.now()
    kept = explaining.save(database.session(), found, posted, operation_of_request(), who, now, g.language)
    database.commit()
    if any(isinstance(one, Conflict | Refused) for one in kept.outcomes.values()):
        typed = {explaining.place_of(code): {"text": one.text} for code, one in posted.items()}
        fault = _fault(kept.outcomes.values())
        return review.page(found, explained=kept.outcomes, typed_again=typed, fault=fault), 409
    return redirect(url_for("focal_point.review", reply=found.public_id, _anchor="odd"))


def _posted(of: Reply) -> dict[str, Explained]:
    """The explanations on the page of questions that the viewer writes; one without a version was not on it."""
    looking, questionnaire = signed_in_viewer(), visible.questionnaire(of)
    placed = (one for one in questionnaire.placed() if seeing.is_writer(looking, of, one.section.code))
    return dict(_fields(placed))


def _fields(placed: Iterable[Placed]) -> Iterable[tuple[str, Explained]]:
    for one in placed:
        place, form = explaining.place_of(one.question.code), request.form
        seen = form.get(f"v.{place}", "")
        if seen.isascii() and seen.isdigit() and len(seen) < 9:
            text = without_control_characters(form.get(f"a.{place}.text", ""))
            still_holds = form.get(f"holds.{place}") == "1"
            yield one.question.code, Explained(text, int(seen), form.get(f"of.{place}", ""), still_holds)


def _fault(outcomes: Iterable[Outcome]) -> str:
    """What is to be said above the page of the first that was refused; of two texts it is said beside them."""
    refused = next((one for one in outcomes if isinstance(one, Refused)), None)
    return sentences.refusal(refused.reason, g.language) if refused else ""


def _done(of: Reply, refused: Refused | None) -> Any:
    database.commit()
    if refused:
        return review.page(of, fault=sentences.refusal(refused.reason, g.language)), 409
    return redirect(url_for("focal_point.review", reply=of.public_id, _anchor="approval"))
