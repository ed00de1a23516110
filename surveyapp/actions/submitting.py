"""Submitting: the reply is frozen into the official copy, with a receipt; the state can change it no more.

However often the button is pressed, and by however many focal points at once, there is one submission.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import authoring, clarifying, correspondence, holding, last_answers, recording, settling
from surveyapp.actions.answering import Refused
from surveyapp.actions.holding import Held, Reason, Who
from surveyapp.core import contents, states, submission
from surveyapp.core.checking import Severity
from surveyapp.core.conditions import Asked
from surveyapp.core.questionnaire import Disclosure
from surveyapp.core.standing import WRITABLE, Standing
from surveyapp.core.submission import GivenTo
from surveyapp.core.text import said
from surveyapp.mail.letters import Fact
from surveyapp.store import editions, models, people, submissions
from surveyapp.wording import receipts
from surveyapp.wording import states as state_wording

DECLARED = ("name", "title", "institution", "gaps")


def submit(
    session: Session,
    reply: models.Reply,
    declared: Mapping[str, str],
    operation: str,
    who: models.Person | None,
    now: datetime,
    salt: str,
) -> models.Submission | Refused:
    """Freezes the reply, gives it a receipt and writes to its focal points. `salt`: 16 random bytes as hexadecimal."""
    held = holding.hold(session, reply, Who(who, now))
    before = _made_already(session, reply, operation)
    if before is not None:
        return before
    asked = held.asked()
    refusal = holding.refusal(reply, now) or _required(held, asked)
    if refusal:
        return Refused(refusal)
    made = frozen(held, asked, declared, operation, salt)
    session.add(made)
    held.count()
    settling.not_asked(held, asked)
    reply.standing, reply.reopened_for = Standing.SUBMITTED.value, None
    reply.submitted_at = reply.submitted_at or now
    reply.last_activity_at = now
    session.flush()
    details = {"receipt": made.receipt, "sha256": made.sha256}
    recording.record(session, "reply submitted", now, who, round_id=reply.round_id, reply_id=reply.id, details=details)
    clarifying.corrected(session, reply, made, who, now)
    _write_receipts(session, reply, made, now)
    return made


def deadline_of(reply: models.Reply) -> datetime:
    """Until when this state is asked to reply."""
    return reply.own_deadline or reply.round.deadline


def _made_already(session: Session, reply: models.Reply, operation: str) -> models.Submission | None:
    """The submission that this press of the button, or a colleague a moment ago, has made."""
    if Standing(reply.standing) in WRITABLE:
        return submissions.by_operation(session, reply.id, operation[:80])
    return submissions.latest(session, reply.id)


def _required(held: Held, asked: Asked) -> Reason | None:
    """Whether the questionnaire requires an answer that is not there; few do, of few questions."""
    stops = any(one.severity is Severity.BLOCKER for one in held.findings(asked))
    return Reason.REQUIRED_MISSING if stops else None


def frozen(
    held: Held, asked: Asked, declared: Mapping[str, str], operation: str, salt: str, received_as: str = ""
) -> models.Submission:
    """The reply as it stands, as a submission not yet on record; `received_as`: how it came, if not from here."""
    reply, edition = held.reply, held.reply.round.edition
    last = submissions.latest(held.session, reply.id)
    number = last.number + 1 if last else 1
    said_by = {part: declared[part].strip() for part in DECLARED if declared.get(part, "").strip()}
    content = submission.freeze(
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
        asked=asked,
        declared=said_by,
        submitted_at=held.who.at,
        salt=salt,
        taken_over=_taken_over(held),
        given=_given(held),
    )
    iso2 = states.from_facts(reply.state_facts).iso2
    return models.Submission(
        public_id=models.new_public_id(),
        reply=reply,
        number=number,
        receipt=submission.receipt_number(iso2, reply.round.code, number),
        content=content,
        sha256=submission.sha256(content),
        submitted_at=held.who.at,
        person_id=held.who.id,
        declared=said_by,
        operation=operation[:80],
        received_as=received_as,
    )


def _taken_over(held: Held) -> dict[str, str]:
    """Question to the receipt of the earlier submission in which the same answer stood."""
    unchanged = last_answers.unchanged(held)
    receipts_of = submissions.receipts(held.session, set(unchanged.values())) if unchanged else {}
    return {code: receipts_of[source] for code, source in unchanged.items()}


def _given(held: Held) -> dict[str, GivenTo]:
    """By address the wording that each answer was given to: that of the round's edition, or of one before it."""
    ids = {one.edition_id for one in held.kept.values()}
    hashes = editions.hashes(held.session, ids)
    return {
        address: GivenTo(hashes[one.edition_id], one.wording_revision)
        for address, one in held.kept.items()
        if one.edition_id in hashes
    }


def _write_receipts(session: Session, reply: models.Reply, made: models.Submission, now: datetime) -> None:
    """A letter to each focal point of the state, in his or her language."""
    state = states.from_facts(reply.state_facts)
    for person in people.focal_points(session, reply.state, now):
        language = person.language if person.language in states.LANGUAGES else state.letter_language
        correspondence.write(
            session,
            "receipt",
            f"receipt:{made.public_id}",
            email=person.email,
            language=language,
            facts=_facts(reply, made, state, language),
            now=now,
            person_id=person.id,
            round_id=reply.round_id,
            reply_id=reply.id,
        )


def _facts(reply: models.Reply, made: models.Submission, state: states.MemberState, language: str) -> dict[str, Fact]:
    counted = contents.contents(authoring.for_round(reply.round), submission.read(made.content))
    return {
        "receipt": made.receipt,
        "state_official": state_wording.official_name(state, language),
        "state_in_sentence": state_wording.sentence_name(state, language),
        "to_state": state_wording.to_state(state, language),
        "title": said(reply.round.title, language),
        "received": receipts.received(made.submitted_at, state, language),
        "deadline": receipts.deadline(deadline_of(reply), made.submitted_at, state, language),
        "contents": receipts.contents(counted, language),
        "declared_by": receipts.declared_by(made.declared),
        "sha256": receipts.fingerprint(made.sha256),
        "illustrative": reply.round.illustrative,
    }
