"""The places a person may go from any page, by role."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from surveyapp.actions.seeing import Viewer, may_submit
from surveyapp.store.models import Reply, Round


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
    return list(_of_reply(viewer, reply)) if reply else [PlaceToGo("home", _("My replies"), url_for("public.home"))]


def start_page(viewer: Viewer, replies: list[Reply], now: datetime) -> str:
    """Where a person who has just come in goes: to the rounds, or to the reply whose deadline is latest.

    Where several rounds are open, to the list of the person's replies: which of them it is about, nobody else knows.
    """
    if viewer.is_secretariat:
        return url_for("secretariat.rounds")
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
    yield PlaceToGo("rounds", _("Rounds"), url_for("secretariat.rounds"))
    yield PlaceToGo("my_list", _("My list"), url_for("secretariat.my_list"))
    if round_ is not None:
        yield PlaceToGo("round", _("Who has replied"), url_for("secretariat.round", code=round_.code))
        yield PlaceToGo("focal_points", _("Focal points"), url_for("secretariat.focal_points", code=round_.code))
        yield PlaceToGo("letters", _("Letters"), url_for("secretariat.letters", code=round_.code))
    yield PlaceToGo("questionnaires", _("Questionnaires"), url_for("secretariat.questionnaires"))
    if "administrator" in viewer.access:
        yield PlaceToGo("people", _("People"), url_for("secretariat.people"))
