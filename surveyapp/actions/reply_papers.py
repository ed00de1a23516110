"""A reply on paper, for whoever may read it: what was submitted, or the draft as it stands; and its fingerprint."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from surveyapp.actions import authoring, blank_forms, disclosing, former_wordings, holding, receipt_checks, seeing
from surveyapp.actions.holding import Held
from surveyapp.actions.seeing import Viewer
from surveyapp.core import conditions, contents, states, submission
from surveyapp.core.answers import Answer
from surveyapp.core.places import Place, parse
from surveyapp.core.questionnaire import Disclosure, Questionnaire, Section
from surveyapp.core.standing import WRITABLE, Standing
from surveyapp.core.supplements import FOR_THE_SECRETARIAT
from surveyapp.documents import papers, receipt, reply_paper
from surveyapp.documents.papers.parts import Paper
from surveyapp.documents.receipt import PrintedReceipt
from surveyapp.documents.reply_paper.frame import OfRound
from surveyapp.documents.reply_paper.outline import PrintedReply, Receipt
from surveyapp.store import answers, models, submissions

_NO_SALT = "00" * submission.SHORTEST_SALT
_AT_NO_TIME = datetime.fromtimestamp(0, UTC)


def of_reply(session: Session, viewer: Viewer, reply: models.Reply, language: str, now: datetime) -> Paper | None:
    """The reply: the submission that stands, or the draft while answers can be written.

    Of it the sections that the viewer may see; None where that is none of it.
    """
    if is_draft(reply):
        return of_draft(session, viewer, reply, language, now)
    return of_latest(session, viewer, reply, language)


def is_draft(reply: models.Reply) -> bool:
    """Whether its paper is that of a draft: answers can be written."""
    return Standing(reply.standing) in WRITABLE


def of_latest(session: Session, viewer: Viewer, reply: models.Reply, language: str) -> Paper | None:
    """The submission that stands; None where there is none."""
    made = submissions.latest(session, reply.id)
    return of_submission(session, viewer, made, language) if made else None


def of_submission(session: Session, viewer: Viewer, made: models.Submission, language: str) -> Paper | None:
    """One submission, whether or not it still stands; None also where it was not asked in this language."""
    printed = _seen(viewer, made.reply, _submitted(session, made))
    if printed is None or language not in languages(printed.questionnaire):
        return None
    return reply_paper.paper_of(printed, language)


def of_draft(session: Session, viewer: Viewer, reply: models.Reply, language: str, now: datetime) -> Paper | None:
    """The answers as they stand now; None where the viewer may not read them."""
    if not seeing.may_read_draft(viewer, reply):
        return None
    printed = _seen(viewer, reply, printed_draft(holding.read(session, reply, now)))
    return reply_paper.paper_of(printed, language) if printed else None


def receipt_paper(session: Session, made: models.Submission, language: str, base_url: str) -> Paper:
    """The receipt of a submission; `base_url`: where the page stands that checks it."""
    found, reply = submission.read(made.content), made.reply
    printed = PrintedReceipt(
        of_round=of_round(reply, authoring.for_round(reply.round), found.edition),
        receipt=receipt_of(session, made),
        at=made.submitted_at,
        deadline=reply.own_deadline or reply.round.deadline,
        contents=counted(session, reply.round, found),
        sent_by=_sent_by(session, made),
        address=receipt_checks.address(base_url, language, made.receipt, made.sha256),
    )
    return receipt.paper_of(printed, language)


def counted(session: Session, round_: models.Round, found: submission.Submission) -> contents.Contents:
    """What a submission contains, of the questions that were asked then."""
    return contents.contents(_as_it_was_asked(session, round_, found), found)


def languages(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The languages in which a paper can be made without being a mix or having holes."""
    return tuple(one for one in blank_forms.languages(questionnaire) if one in papers.LANGUAGES)


def as_it_stands(held: Held) -> submission.Submission:
    """What a submission made now would say."""
    reply, edition = held.reply, held.reply.round.edition
    return submission.read(
        submission.freeze(
            questionnaire=held.questionnaire,
            edition=submission.EditionSubmitted(
                questionnaire=held.questionnaire.code,
                version=held.questionnaire.version,
                sha256=edition.sha256,
                wording_revision=edition.wording_revision,
            ),
            round=reply.round.code,
            state=reply.state,
            disclosure=Disclosure(reply.disclosure),
            answers=held.answers,
            entries=held.entries,
            asked=held.asked(),
            declared={},
            submitted_at=_AT_NO_TIME,
            salt=_NO_SALT,
        )
    )


def fingerprint(held: Held) -> str:
    """The SHA-256 of what the reply says as it stands, as an approval sheet prints it in short.

    In words: `wording.receipts.short_fingerprint`.
    """
    return submission.fingerprint(as_it_stands(held))


def printed_draft(held: Held) -> PrintedReply:
    """The whole reply as it stands, for the state itself."""
    reply, found = held.reply, as_it_stands(held)
    stands = submissions.latest(held.session, reply.id)
    return PrintedReply(
        of_round=of_round(reply, held.questionnaire, found.edition),
        questionnaire=held.questionnaire,
        submission=found,
        sections=held.questionnaire.sections,
        is_whole=True,
        at=held.who.at,
        stands=stands.receipt if stands else "",
        entered=disclosing.entered_now(held),
        calculated=held.asked().calculated,
    )


def of_round(reply: models.Reply, questionnaire: Questionnaire, edition: submission.EditionSubmitted) -> OfRound:
    """What every paper says of the round."""
    round_ = reply.round
    return OfRound(
        state=states.from_facts(reply.state_facts),
        questionnaire_title=questionnaire.title,
        edition=edition.version,
        wording_revision=edition.wording_revision,
        title=round_.title,
        mandate=round_.mandate,
        period_from=round_.period_from,
        period_to=round_.period_to,
        is_illustrative=round_.illustrative,
    )


def receipt_of(session: Session, made: models.Submission) -> Receipt:
    """The facts of a receipt."""
    amends = submissions.receipts(session, {made.amends_id}) if made.amends_id else {}
    return Receipt(
        number=made.receipt,
        sha256=made.sha256,
        declared=made.declared,
        received_as=made.received_as,
        amends=amends.get(made.amends_id or 0, ""),
    )


def _sent_by(session: Session, made: models.Submission) -> str:
    return answers.names(session, {made.person_id}).get(made.person_id, "") if made.person_id else ""


def _submitted(session: Session, made: models.Submission) -> PrintedReply:
    reply, found = made.reply, submission.read(made.content)
    questionnaire = _as_it_was_asked(session, reply.round, found)
    latest = submissions.latest(session, reply.id)
    return PrintedReply(
        of_round=of_round(reply, questionnaire, found.edition),
        questionnaire=questionnaire,
        submission=found,
        sections=questionnaire.sections,
        is_whole=True,
        at=made.submitted_at,
        receipt=receipt_of(session, made),
        stands=latest.receipt if latest and latest.id != made.id else "",
        entered=disclosing.entered_in(session, made, found),
        calculated=_calculated(questionnaire, found),
    )


def _as_it_was_asked(session: Session, round_: models.Round, found: submission.Submission) -> Questionnaire:
    """The questionnaire in the wording to which this was submitted, where the round has another one now."""
    way = former_wordings.ways(session, round_, {found.wording}).get(found.wording)
    return way.earlier if way else authoring.for_round(round_)


def _calculated(questionnaire: Questionnaire, found: submission.Submission) -> Mapping[Place, str]:
    given = {
        address: Answer(mark=one.mark, value=one.value, typed=one.typed or {}) for address, one in found.places.items()
    }
    asked = conditions.asked(questionnaire, given, found.entries, found.submitted_at.date())
    return asked.calculated


def _seen(viewer: Viewer, reply: models.Reply, printed: PrintedReply) -> PrintedReply | None:
    """The same as the viewer may see it: of a reply the sections that are his or hers, and nothing of the others."""
    is_own = reply.state in viewer.states
    sections = printed.sections if not is_own else _sections(viewer, reply, printed.sections)
    if not sections:
        return None
    codes = {one.code for section in sections for one in printed.questionnaire.questions(section)}
    places = {
        address: one
        for address, one in printed.submission.places.items()
        if _may_stand(parse(address), codes, is_own=is_own)
    }
    return replace(
        printed,
        submission=replace(printed.submission, places=places),
        sections=sections,
        is_whole=len(sections) == len(printed.sections),
        is_own_copy=is_own,
        calculated={place: text for place, text in printed.calculated.items() if _is_in(place, sections, printed)},
    )


def _sections(viewer: Viewer, reply: models.Reply, all_: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(one for one in all_ if seeing.sees_section(viewer, reply, one.code))


def _may_stand(place: Place | None, codes: set[str], *, is_own: bool) -> bool:
    """Notes to the secretariat stand on the state's own copy alone: other copies are passed on."""
    return place is not None and place.question in codes and (is_own or place.beside not in FOR_THE_SECRETARIAT)


def _is_in(place: Place, sections: tuple[Section, ...], printed: PrintedReply) -> bool:
    placed = printed.questionnaire.find(place.question)
    return placed is not None and placed.section in sections
