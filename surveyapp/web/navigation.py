"""The places a person may go from any page, by role."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from surveyapp.actions.seeing import READERS_OF_LOG, Viewer, may_submit
from surveyapp.store.models import Reply, Round

_LOG_ONLY = frozenset({"auditor", "signed_in"})


@dataclass(frozen=True)
class PlaceToGo:
    """`name` is what a template sets as `here` to mark it as the present one."""

    name: str
    label: str
    address: str


def places_to_go(viewer: Viewer | None, reply: Reply | None, round_: Round | None) -> list[PlaceToGo]:
    """Of a state: the parts of the reply at hand. Of the secretariat: its pages, with those of the round at hand."""
    if viewer is None:
        return []
    if viewer.is_secretariat:
        return list(_of_secretariat(viewer, round_))
    own = PlaceToGo("own_data", _("My data"), url_for("own_data.mine"))
    if reply is None:
        return [PlaceToGo("home", _("My replies"), url_for("public.home")), own]
    return [*_of_reply(viewer, reply), own]


def start_page(viewer: Viewer, replies: list[Reply], now: datetime) -> str:
    """Where a person who has just come in goes: to the rounds, or to the reply whose deadline is latest.

    Where several rounds are open, to the list of the person's replies: which of them it is about, nobody else knows.
    """
    if viewer.is_secretariat:
        return next(iter(_of_secretariat(viewer, None))).address
    if replies and sum(now <= one.round.closes_at for one in replies) <= 1:
        return url_for("focal_point.desk", reply=replies[0].public_id)
    return url_for("public.home")


def _of_reply(viewer: Viewer, reply: Reply) -> Iterator[PlaceToGo]:
    yield PlaceToGo("desk", _("My reply"), url_for("focal_point.desk", reply=reply.public_id))
    yield PlaceToGo(
        "review",
        _("Review and send") if may_submit(viewer, reply) else _("Review"),
        url_for("focal_point.review", reply=reply.public_id),
    )
    yield PlaceToGo("people", _("People"), url_for("focal_point.people", reply=reply.public_id))
    yield PlaceToGo("letters", _("Letters"), url_for("focal_point.letters", reply=reply.public_id))


def _of_secretariat(viewer: Viewer, round_: Round | None) -> Iterator[PlaceToGo]:
    """To each what his or her roles open; the first is where the person begins."""
    if viewer.reads_replies:
        yield PlaceToGo("rounds", _("Rounds"), url_for("secretariat.rounds"))
    if viewer.holds_any(("officer", "administrator")):
        yield PlaceToGo("my_list", _("My list"), url_for("secretariat.my_list"))
    yield from _of_round(viewer, round_) if round_ is not None else ()
    if viewer.holds_any(("officer", "administrator")):
        yield PlaceToGo("directory", _("Directory"), url_for("secretariat.directory"))
    if not viewer.access <= _LOG_ONLY:
        yield PlaceToGo("questionnaires", _("Questionnaires"), url_for("secretariat.questionnaires"))
    if viewer.translates_replies and not viewer.reads_replies:
        here = url_for("secretariat.rounds_to_translate")
        yield PlaceToGo("translations", _("Translations of answers"), here)
    if viewer.holds_any(("officer", "administrator")):
        yield PlaceToGo("letter_wordings", _("Wordings of letters"), url_for("secretariat.letter_wordings"))
    if viewer.holds_any(READERS_OF_LOG):
        yield PlaceToGo("log", _("Log"), url_for("secretariat.log"))
    if "administrator" in viewer.access:
        yield PlaceToGo("people", _("People"), url_for("secretariat.people"))


def _of_round(viewer: Viewer, round_: Round) -> Iterator[PlaceToGo]:
    if viewer.reads_replies:
        yield PlaceToGo("round", _("Who has replied"), url_for("secretariat.round", code=round_.code))
        yield PlaceToGo("comparison", _("Comparison"), url_for("secretariat.comparison", code=round_.code))
    if viewer.holds_any(("officer", "administrator")):
        yield PlaceToGo("focal_points", _("Focal points"), url_for("secretariat.focal_points", code=round_.code))
    if viewer.reads_letters:
        yield PlaceToGo("letters", _("Letters"), url_for("secretariat.letters", code=round_.code))
    if viewer.holds_any(("officer", "administrator")):
        yield PlaceToGo("reminders", _("Reminders"), url_for("secretariat.reminders", code=round_.code))
    if viewer.holds_any(READERS_OF_LOG):
        yield PlaceToGo("receipts", _("Receipts"), url_for("secretariat.receipts", code=round_.code))
