"""How far a reply is, seen from its answers: what is begun, open, unreadable; who wrote last."""

from datetime import datetime

from surveyapp.core import places
from surveyapp.core.marks import Mark
from surveyapp.core.progress import Progress, QuestionProgress
from surveyapp.core.questionnaire import Placed, Question, Section
from surveyapp.web.focal_point.drawing import Sheet, moment


def last_saved(sheet: Sheet, drawn: Section) -> str:
    """When an answer of this section was last saved; "" when none ever was."""
    codes = {one.code for one in sheet.questionnaire.questions(drawn)}
    written = [kept.at for place, kept in sheet.held.kept.items() if places.question_of(place) in codes]
    return moment(sheet, max(written)) if written else ""


def is_begun(sheet: Sheet, of: Question) -> bool:
    """Whether anything stands at a question: an answer, or "information not available"."""
    addresses = (str(leaf.place) for leaf in places.leaves(of, sheet.held.entries))
    marks = {sheet.answers[address].mark for address in addresses if address in sheet.answers}
    return bool(marks - {Mark.LEFT_BLANK})


def is_open(sheet: Sheet, counted: Progress, of: Question) -> bool:
    """Whether a question is asked and not wholly answered."""
    asks = of.asks and sheet.asked.question(of.code)
    return asks and counted.question(of.code) is not QuestionProgress.ANSWERED


def unreadable(sheet: Sheet) -> list[Placed]:
    """The questions asked of which something could not be read, in order."""
    codes = {
        places.question_of(address)
        for address, one in sheet.answers.items()
        if one.mark is Mark.NOT_READABLE and "@" not in address
    }
    return [one for one in sheet.questionnaire.placed() if one.question.code in codes and _is_asked(sheet, one)]


def last_by(sheet: Sheet) -> dict[int, datetime]:
    """When each person last wrote an answer that still stands."""
    last: dict[int, datetime] = {}
    for one in sheet.held.kept.values():
        if one.person_id is not None:
            last[one.person_id] = max(one.at, last.get(one.person_id, one.at))
    return last


def _is_asked(sheet: Sheet, placed: Placed) -> bool:
    return sheet.asked.question(placed.question.code)
