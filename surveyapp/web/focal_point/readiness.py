"""Which sections are ready: shown in words on the desk and in the section, said by a focal point with one press."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask import abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import readiness as deeds
from surveyapp.actions import seeing
from surveyapp.actions.holding import Held
from surveyapp.actions.readiness import NotMarked
from surveyapp.core import section_standing
from surveyapp.core.progress import Tally
from surveyapp.core.questionnaire import Section
from surveyapp.core.section_standing import SectionStanding
from surveyapp.store.models import Reply
from surveyapp.web import clock, database, errors
from surveyapp.web.focal_point import visible
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import section_standing as wording

READY, NOT_READY = "ready", "not_ready"
"""Names of the buttons; their value is the section."""
_BUTTONS = {
    SectionStanding.NOT_STARTED: "",
    SectionStanding.IN_PROGRESS: READY,
    SectionStanding.READY: NOT_READY,
    SectionStanding.CHANGED: READY,
}


@dataclass(frozen=True)
class Shown:
    """Where a section stands, in words, and the button that a focal point has for it ("" for none)."""

    section: Section
    tally: Tally
    standing: SectionStanding
    may_mark: bool
    is_sent: bool = False
    """Whether the reply is out of the state's hands: nothing is in progress then."""

    @property
    def button(self) -> str:
        return _BUTTONS[self.standing] if self.may_mark else ""

    @property
    def once_written(self) -> "Shown":
        """The same section as soon as something more is written in it, as happens while its page stays open."""
        return replace(self, standing=section_standing.once_written(self.standing))

    @property
    def named(self) -> str:
        return wording.named(self.standing, g.language)

    @property
    def counted(self) -> str:
        """How much is answered, where that is said beside it; else ""."""
        tells = wording.tells_count(self.standing)
        return wording.counted(self.tally.answered, self.tally.asked, g.language) if tells else ""

    @property
    def shape(self) -> str:
        if self.is_sent and self.tally.answered == self.tally.asked:
            return wording.shape(SectionStanding.READY)
        return wording.shape(self.standing)

    @property
    def words(self) -> str:
        if self.is_sent:
            return wording.counted(self.tally.answered, self.tally.asked, g.language)
        return wording.words(self.standing, self.tally.answered, self.tally.asked, g.language)

    @property
    def needs_attention(self) -> bool:
        return not self.is_sent and wording.needs_attention(self.standing)


def shown(of: Held, tallies: Mapping[str, Tally], ready: Mapping[str, datetime]) -> dict[str, Shown]:
    """Every section of a reply, by its code."""
    written = deeds.written_at(of)
    is_sent = of.reply.submitted_at is not None and not visible.takes_answers(of.reply)
    may_mark = seeing.directs(signed_in_viewer(), of.reply) and visible.takes_answers(of.reply)
    found: dict[str, Shown] = {}
    for section in of.questionnaire.sections:
        tally, code = tallies[section.code], section.code
        standing = section_standing.standing(tally.answered, ready.get(code), written.get(code))
        found[code] = Shown(section, tally, standing, may_mark, is_sent)
    return found


@blueprint.post("/reply/<reply>/ready")
def mark_ready(reply: str) -> ResponseReturnValue:
    found = visible.reply(reply)
    if not seeing.directs(signed_in_viewer(), found):
        abort(404)
    refused = by_button(found)
    database.commit()
    if refused:
        return errors.page(_("Not marked"), refused, 409)
    return redirect(url_for("focal_point.desk", reply=found.public_id, _anchor="sections"))


def by_button(of: Reply) -> str:
    """Does what the button of a focal point says of a section; why it could not be done, "" where it was."""
    if not seeing.directs(signed_in_viewer(), of):
        return ""
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    if section := request.form.get(NOT_READY):
        return _words(deeds.take_back(session, of, section, who, now))
    if section := request.form.get(READY):
        return _words(deeds.mark(session, of, section, _seen_at(), who, now))
    return ""


def _seen_at() -> datetime:
    """When the page was drawn on which the section was read."""
    try:
        seen = datetime.fromisoformat(request.form.get("seen", ""))
    except ValueError:
        abort(400)
    if seen.tzinfo is None:
        abort(400)
    return seen


def _words(refused: NotMarked | None) -> str:
    sentences = {
        NotMarked.CANNOT_BE_WRITTEN: _("The reply cannot be changed now, and neither can its sections."),
        NotMarked.NO_SUCH_SECTION: _("The questionnaire has no such section."),
        NotMarked.CHANGED_MEANWHILE: _(
            "Somebody wrote in this section after you opened the page. Please read it again, and then mark it."
        ),
    }
    return str(sentences[refused]) if refused else ""
