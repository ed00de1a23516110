"""What a press of "Save" has saved, for the page that comes after it: when, which answers, and which are in doubt."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request

from surveyapp.core import places
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Section
from surveyapp.web.focal_point import confirming, progressing, visible
from surveyapp.web.focal_point.drawing import Sheet, moment

LONGEST = 40


@dataclass(frozen=True)
class SavedNow:
    """What is said of a press: the section, the time, and questions by their numbers."""

    section: Section
    time: str
    saved: str
    """ "" where nothing had changed since it was last saved."""
    unreadable: str
    """Of those, the ones kept as typed because they could not be read."""
    set_aside: tuple[str, ...]
    """What of the section is kept and not asked now, in sentences."""


def told_to_next_page(section: Section, at: datetime) -> dict[str, Any]:
    """What the address of the next page carries, so that it can say what was saved with a press at this moment."""
    return {"saved": section.code, "at": at.isoformat()}


def of_request(sheet: Sheet) -> SavedNow | None:
    """What was saved by the press that led to this page, as it stands in the reply; None where none led here."""
    sections = visible.sections(sheet.held.reply, sheet.questionnaire)
    section = next((one for one in sections if one.code == request.args.get("saved")), None)
    at = _moment(request.args.get("at", ""))
    if section is None or at is None:
        return None
    return _saved_at(sheet, section, at)


def of_post(sheet: Sheet, section: Section, at: datetime) -> SavedNow | None:
    """What was saved by the post that this page answers; None where nothing was: then only what was not is said."""
    found = _saved_at(sheet, section, at)
    return found if found.saved else None


def _saved_at(sheet: Sheet, section: Section, at: datetime) -> SavedNow:
    codes = {one.code for one in sheet.questionnaire.questions(section)}
    written = {place: one for place, one in sheet.held.kept.items() if places.question_of(place) in codes}
    now = {place: one for place, one in written.items() if one.at == at}
    saved = {places.question_of(place) for place in now}
    unreadable = {places.question_of(place) for place, one in now.items() if one.answer.mark is Mark.NOT_READABLE}
    return SavedNow(
        section=section,
        time=moment(sheet, at) if now else progressing.last_saved(sheet, section),
        saved=confirming.numbers(sheet.questionnaire, saved),
        unreadable=confirming.numbers(sheet.questionnaire, unreadable),
        set_aside=tuple(dict.fromkeys(words for code, words in sheet.set_aside.items() if code in saved)),
    )


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text) if len(text) <= LONGEST else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None
