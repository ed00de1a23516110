"""What this request's viewer may see and do of a reply; what may not be seen is not found."""

from collections.abc import Iterable

from flask import abort, g
from flask_babel import gettext as _

from surveyapp.actions import holding, seeing
from surveyapp.actions.holding import Held, Reason
from surveyapp.core import states
from surveyapp.core.checking import FindingKind
from surveyapp.core.questionnaire import Kind, Question, Questionnaire, Section
from surveyapp.core.standing import Standing
from surveyapp.core.states import MemberState
from surveyapp.store import answers as store
from surveyapp.store import submissions
from surveyapp.store.models import Reply, Submission
from surveyapp.web import clock, database
from surveyapp.web.focal_point import confirming
from surveyapp.web.focal_point.drawing import Sheet
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import problems

ODD = frozenset(
    {
        FindingKind.CONSTRAINT,
        FindingKind.TOTAL,
        FindingKind.FUTURE_DATE,
        FindingKind.CONTRADICTION,
        FindingKind.OUT_OF_RANGE,
        FindingKind.NOT_OFFERED,
        FindingKind.TOO_MANY,
    }
)
"""What is said beside an answer while it is being written; what is only missing waits for the review."""


def reply(public_id: str) -> Reply:
    """A reply of the viewer's own state whose answers he or she may read."""
    found = seeing.reply(database.session(), signed_in_viewer(), public_id)
    if found is None or not seeing.may_read_draft(signed_in_viewer(), found):
        abort(404)
    return found


def held(of: Reply) -> Held:
    return holding.read(database.session(), of, clock.now())


def state(of: Reply) -> MemberState:
    return states.from_facts(of.state_facts)


def sections(of: Reply, questionnaire: Questionnaire) -> list[Section]:
    """The sections that the viewer may read, in order."""
    return [one for one in questionnaire.sections if seeing.sees_section(signed_in_viewer(), of, one.code)]


def section(of: Reply, questionnaire: Questionnaire, code: str) -> Section:
    found = next((one for one in sections(of, questionnaire) if one.code == code), None)
    if found is None:
        abort(404)
    return found


def questionnaire(of: Reply) -> Questionnaire:
    return holding.questionnaire(of)


def section_to_write(of: Reply, questionnaire: Questionnaire, code: str) -> Section:
    """A section of which the viewer is a writer. Whether the reply still takes answers is for the deed to say."""
    found = section(of, questionnaire, code)
    if not seeing.is_writer(signed_in_viewer(), of, code):
        abort(403)
    return found


def question(of: Reply, questionnaire: Questionnaire, code: str) -> tuple[Section, Question]:
    """A question that can be answered, in a section that the viewer may read."""
    placed = questionnaire.find(code)
    if placed is None or not placed.question.asks:
        abort(404)
    return section(of, questionnaire, placed.section.code), placed.question


def section_after(of: Reply, questionnaire: Questionnaire, before: Section) -> Section | None:
    """The next section that the viewer may read; None after the last."""
    seen = sections(of, questionnaire)
    following = seen[seen.index(before) + 1 :]
    return following[0] if following else None


def why_read_only(of: Reply, section_code: str) -> str:
    """Why this viewer cannot write answers of a section now."""
    if not seeing.is_writer(signed_in_viewer(), of, section_code):
        return str(_("You may read these answers; others of your state write them."))
    if holding.refusal(of, clock.now()) is Reason.ROUND_CLOSED:
        return str(_("The round is closed: answers can no longer be changed. Please write to the Secretariat."))
    if of.reopened_for is not None and takes_answers(of):
        numbers = confirming.numbers(questionnaire(of), of.reopened_for)
        return str(_("The reply has been reopened for some questions alone: %(questions)s.", questions=numbers))
    if of.standing == Standing.RECEIVED_AS_DOCUMENT and of.submitted_at is None:
        return str(_("The Secretariat is entering the document that was received. You will be asked to confirm it."))
    return str(_("The reply has been sent. If something must be corrected, the Secretariat can reopen it."))


def why_not_sent(of: Reply) -> str:
    """Why this viewer cannot send the reply now."""
    if not signed_in_viewer().holds("focal_point", of.state):
        return str(_("The reply is sent by the focal point of your state or an alternate."))
    return why_read_only(of, "")


def submitted(of: Reply) -> Submission | None:
    """The submission that stands, for those who see the whole reply."""
    looking = signed_in_viewer()
    sees_whole = any(looking.holds(role, of.state) for role in ("focal_point", "observer"))
    return submissions.latest(database.session(), of.id) if of.submitted_at and sees_whole else None


def standing_submission(of: Reply) -> Submission | None:
    """The submission that stands; of it a viewer is shown only answers that he or she may read."""
    return submissions.latest(database.session(), of.id) if of.submitted_at else None


def is_open_for(of: Reply, question: str) -> bool:
    """Whether an answer to a question can be written now."""
    return holding.refusal_of(of, question, clock.now()) is None


def may_submit(of: Reply) -> bool:
    """Whether the viewer may send the reply now."""
    return seeing.may_submit(signed_in_viewer(), of) and takes_answers(of)


def takes_answers(of: Reply) -> bool:
    return holding.refusal(of, clock.now()) is None


def may_write(of: Reply, section_code: str) -> bool:
    """Whether the viewer may write answers of a section now: allowed to, and the reply takes some of its answers."""
    return (
        seeing.may_write(signed_in_viewer(), of, section_code)
        and takes_answers(of)
        and (of.reopened_for is None or _takes_some(of, section_code))
    )


def _takes_some(of: Reply, section_code: str) -> bool:
    """Whether a reply that was reopened for some questions was so for one of a section."""
    asked = questionnaire(of)
    found = asked.section(section_code)
    return found is not None and any(holding.takes(of, one.code) for one in asked.questions(found))


def sheet(of: Held, questions: Iterable[Question] = (), *, is_writable: bool = False) -> Sheet:
    """What drawing these questions of a reply needs to know."""
    facts_matter = is_writable and any(one.kind is Kind.CONFIRM for one in questions)
    return Sheet(
        held=of,
        language=g.language,
        now=clock.now(),
        zone=state(of.reply).time_zone,
        facts=store.known_facts(database.session(), of.reply.round_id, of.reply.state) if facts_matter else {},
        is_writable=is_writable,
    )


def faults(of: Sheet, drawn: Section) -> dict[str, str]:
    """What is odd about answers of a section that could be read, by the address of their place."""
    return {
        str(one.place): problems.found(of.questionnaire, one, of.language, of.held.habits.decimal_mark)
        for one in of.held.findings(of.asked, drawn)
        if one.kind in ODD
    }
