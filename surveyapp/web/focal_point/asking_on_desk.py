"""For the desk: what the secretariat was asked, what came of it, and what may be asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from surveyapp.actions import requesting, seeing
from surveyapp.actions.requesting import Kind
from surveyapp.store.models import Reply
from surveyapp.web import asked_and_answered, database
from surveyapp.web.asked_and_answered import Told
from surveyapp.web.focal_point import clarifications, visible
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer


@dataclass(frozen=True)
class OnDesk:
    """What waits, what may be asked beside it, and the newest answer to what was asked of the secretariat."""

    has_threads: bool
    requests: list[Told]
    """What waits for the secretariat, or the newest that was answered."""
    may_ask_for_time: bool
    may_ask_to_reopen: bool


@blueprint.context_processor
def on_desk() -> dict[str, Callable[[Reply], Any]]:
    return {"asked_with_secretariat": asked_with_secretariat, "may_ask_to_reopen": may_ask_to_reopen}


def asked_with_secretariat(reply: Reply) -> OnDesk:
    """What this viewer may know of it."""
    looking = signed_in_viewer()
    threads = clarifications.of_reply(reply) if reply.submitted_at and reply.is_asked_about is not False else []
    asked = asked_and_answered.told(
        seeing.requests_of(database.session(), looking, reply), visible.state(reply).time_zone
    )
    waiting = {one.request.kind for one in asked if one.waits}
    may_ask = seeing.may_ask_secretariat(looking, reply)
    return OnDesk(
        has_threads=bool(threads),
        requests=[one for one in asked if one.waits] or asked[:1],
        may_ask_for_time=may_ask and Kind.EXTENSION not in waiting and requesting.may_ask(reply, Kind.EXTENSION),
        may_ask_to_reopen=Kind.REOPENING not in waiting and may_ask_to_reopen(reply),
    )


def may_ask_to_reopen(reply: Reply) -> bool:
    """Whether this viewer may ask to have the reply reopened, as it stands."""
    return signed_in_viewer().holds("focal_point", reply.state) and requesting.may_ask(reply, Kind.REOPENING)
