"""The line above every page of a reply: how far away deadline and closing are, and what is still to be done with it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import g
from flask_babel import gettext as _

from surveyapp.actions import holding, seeing
from surveyapp.core.standing import Standing
from surveyapp.store.models import Reply
from surveyapp.web import clock
from surveyapp.web.focal_point import drawing, visible
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import marks
from surveyapp.wording.closeness import closeness
from surveyapp.wording.sentences import capital

NEAR = timedelta(days=3)
"""From when on a deadline is shown as near."""
_WITH_THE_STATE = (
    Standing.NOT_STARTED,
    Standing.IN_PROGRESS,
    Standing.COMPLETE_NOT_SENT,
    Standing.AWAITING_APPROVAL,
)


@dataclass(frozen=True)
class Strip:
    """What the line says."""

    closeness: str
    is_near: bool
    standing: str = ""
    shape: str = ""
    is_to_be_sent: bool = False
    """Whether the viewer may send it now: it then leads to where that is done."""


@blueprint.context_processor
def strip() -> dict[str, Any]:
    return {"reply_strip": of_reply}


def of_reply(of: Reply) -> Strip:
    standing = Standing(of.standing)
    if standing not in _WITH_THE_STATE:
        return Strip("", False, _of_what_was_sent(of), marks.standing_shape(standing), visible.may_submit(of))
    zone, now = visible.state(of).time_zone, clock.now()
    deadline, closing = of.own_deadline or of.round.deadline, holding.closes_at(of)
    words = closeness(
        drawing.local_day(deadline, zone), drawing.local_day(closing, zone), drawing.local_day(now, zone), g.language
    )
    is_waiting = standing in (Standing.COMPLETE_NOT_SENT, Standing.AWAITING_APPROVAL)
    return Strip(
        words,
        now > deadline - NEAR,
        _of_what_waits(of, standing),
        marks.standing_shape(standing),
        is_waiting and seeing.may_submit(signed_in_viewer(), of) and visible.takes_answers(of),
    )


def _of_what_waits(of: Reply, standing: Standing) -> str:
    """What is to be said of a reply in the state's hands; "" while it is being written."""
    if standing is Standing.AWAITING_APPROVAL and of.approval_expected_on:
        return capital(marks.awaiting_words(of.approval_expected_on, g.language)) + "."
    if standing is Standing.COMPLETE_NOT_SENT:
        return str(_("The reply is complete and has not been sent."))
    return ""


def _of_what_was_sent(of: Reply) -> str:
    if of.standing == Standing.TO_BE_CONFIRMED:
        return str(_("The Secretariat entered the document that was received: please confirm what it entered."))
    if of.standing == Standing.RECEIVED_AS_DOCUMENT and of.submitted_at is None:
        return str(_("The reply was received as a document."))
    if of.standing != Standing.REOPENED:
        is_closed = holding.is_closed(of, clock.now())
        return str(_("The reply has been sent. The round is closed.") if is_closed else _("The reply has been sent."))
    if of.reopened_for is not None:
        return str(_("Reopened for some questions: what was sent stands until the correction is sent."))
    return str(_("Reopened: what was sent stands until the reply is sent again."))
