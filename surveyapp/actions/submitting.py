"""Submitting: the reply is frozen into the official copy, with a receipt; the state can change it no more.

However often the button is pressed, and by however many focal points at once, there is one submission.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import (
    approving,
    authoring,
    clarifying,
    correspondence,
    holding,
    last_answers,
    missions,
    receiving,
    recording,
    requesting,
    settling,
)
from surveyapp.actions.answering import Refused
from surveyapp.actions.handing_in import Paper
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

DECLARED = ("name", "title", "institution", "approved_on", "gaps")
"""What is said of the declaration; `approved_on`: the day of the approval, in ISO 8601."""
ON_INSTRUCTION = "instruction"
"""How a submission came that the secretariat made on the written instruction of the mission."""
AS_DOCUMENT = "document"
"""How one came that the secretariat entered from a document, and that the state did not confirm by the date set."""


@dataclass(frozen=True, kw_only=True)
class _Terms:
    """Under what a reply is frozen: what is declared, the paper that comes with it, the declaration it stands under."""

    declared: Mapping[str, str]
    paper: models.Document | None = None
    received_as: str = ""
    amends: models.Submission | None = None


def submit(
    session: Session,
    reply: models.Reply,
    declared: Mapping[str, str],
    operation: str,
    who: models.Person | None,
    now: datetime,
    salt: str,
    letter: models.Document | None = None,
) -> models.Submission | Refused:
    """Freezes the reply, gives it a receipt and writes to its focal points and its mission.

    `salt`: 16 random bytes as hexadecimal. `letter`: the signed letter that goes with it.
    """
    held = holding.hold(session, reply, Who(who, now))
    paper = letter if letter is not None and _is_of(letter, reply, Paper.LETTER) else None
    return _submit(held, _Terms(declared=declared, paper=paper), operation, salt)


def amend(
    session: Session, reply: models.Reply, operation: str, who: models.Person | None, now: datetime, salt: str
) -> models.Submission | Refused:
    """Submits anew a reply that was reopened for some questions alone, under the declaration that was given.

    Refused where the reply was reopened as a whole, or nothing of it was ever declared.
    """
    held = holding.hold(session, reply, Who(who, now))
    before = _made_already(session, reply, operation)
    if before is not None:
        return before
    stands_under = declaration_of(session, reply)
    if stands_under is None:
        return Refused(holding.refusal(reply, now) or Reason.DECLARATION_NEEDED)
    declared = dict(stands_under.declared) | {"amends": stands_under.receipt}
    return _submit(held, _Terms(declared=declared, amends=stands_under), operation, salt)


def submit_on_instruction(
    session: Session,
    reply: models.Reply,
    declared: Mapping[str, str],
    instruction: models.Document | None,
    operation: str,
    who: models.Person | None,
    now: datetime,
    salt: str,
) -> models.Submission | Refused:
    """The same as `submit`, by an officer, because the mission of the state instructs it in the paper attached."""
    held = holding.hold(session, reply, Who(who, now))
    before = _made_already(session, reply, operation)
    if before is not None:
        return before
    if instruction is None or not _is_of(instruction, reply, Paper.INSTRUCTION):
        return Refused(Reason.NO_INSTRUCTION)
    return _submit(held, _Terms(declared=declared, paper=instruction, received_as=ON_INSTRUCTION), operation, salt)


def salt_of(salt: str, what: str) -> str:
    """A salt of its own for one of several that are frozen together."""
    return hashlib.sha256(f"{salt}{what}".encode()).hexdigest()[:32]


def stand_unconfirmed(
    session: Session, reply: models.Reply, declared: Mapping[str, str], operation: str, now: datetime, salt: str
) -> models.Submission:
    """Freezes what the secretariat entered from a document as the reply that stands; nobody declared it."""
    held = holding.hold(session, reply, Who(None, now))
    asked, last_wrote = held.asked(), reply.last_activity_at
    made = frozen(held, asked, declared, operation, salt, AS_DOCUMENT)
    session.add(made)
    session.flush()
    _settle(held, asked)
    reply.last_activity_at = last_wrote  # the state itself wrote nothing
    return made


def declaration_of(session: Session, reply: models.Reply) -> models.Submission | None:
    """The declared submission under which a correction of this reply stands; None where it is declared anew."""
    if reply.standing != Standing.REOPENED or reply.reopened_for is None:
        return None
    last = submissions.latest(session, reply.id)
    if last is not None and last.amends_id is not None:
        last = session.get(models.Submission, last.amends_id)
    return last if last is not None and last.declared.get("name") else None


def _is_of(paper: models.Document, reply: models.Reply, kind: Paper) -> bool:
    """Whether a paper is of this reply and kind, and went with no other submission."""
    return (paper.reply_id, paper.kind, paper.submission_id) == (reply.id, kind.value, None)


def _submit(held: Held, terms: _Terms, operation: str, salt: str) -> models.Submission | Refused:
    session, reply, now = held.session, held.reply, held.who.at
    before = _made_already(session, reply, operation)
    if before is not None:
        return before
    asked = held.asked()
    refusal = holding.refusal(reply, now) or _required(held, asked)
    if refusal:
        return Refused(refusal)
    made = frozen(held, asked, _declared(terms), operation, salt, terms.received_as)
    made.amends_id = terms.amends.id if terms.amends else None
    session.add(made)
    session.flush()
    if terms.paper is not None:
        terms.paper.submission_id = made.id
    receiving.confirmed(session, reply, made, held.who.person, now)
    _settle(held, asked)
    _record(held, made)
    clarifying.corrected(session, reply, made, held.who.person, now)
    requesting.no_longer_needed(session, reply, held.who.person, now)
    _write_receipts(session, reply, made, now)
    return made


def _settle(held: Held, asked: Asked) -> None:
    """The reply is in the secretariat's hands from now on."""
    reply = held.reply
    reply.submitted_at = reply.submitted_at or held.who.at
    held.count()
    settling.not_asked(held, asked)
    approving.forget(reply)
    reply.standing, reply.reopened_for = Standing.SUBMITTED.value, None
    clarifying.undo_acceptance(held.session, reply, held.who.person, held.who.at)
    reply.last_activity_at = held.who.at
    held.session.flush()


def _record(held: Held, made: models.Submission) -> None:
    reply, who = held.reply, held.who
    deed = "reply submitted on instruction" if made.received_as == ON_INSTRUCTION else "reply submitted"
    details = {"receipt": made.receipt, "sha256": made.sha256}
    recording.record(
        held.session, deed, who.at, who.person, round_id=reply.round_id, reply_id=reply.id, details=details
    )


def _declared(terms: _Terms) -> dict[str, str]:
    """What is declared, with the name and the hash of the paper that comes with it, so that the receipt covers it."""
    if terms.amends is not None:
        return dict(terms.declared)
    said_by = {part: terms.declared[part] for part in DECLARED if part in terms.declared}
    if terms.paper is None:
        return said_by
    file = terms.paper.attachment
    return said_by | {terms.paper.kind: file.name, f"{terms.paper.kind}_sha256": file.sha256}


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
    number = submissions.newest_number(held.session, reply.id) + 1
    said_by = {part: text.strip() for part, text in declared.items() if text.strip()}
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
    """A letter to each focal point of the state and to its mission, in the language of each, once per address."""
    state = states.from_facts(reply.state_facts)
    focal_points = people.focal_points(session, reply.state, now)
    readers = people.who_read_the_whole(session, reply.state, now)
    office = missions.office(session, state, readers, now)
    to: list[tuple[str, str, models.Person | None]] = [(one.email, one.language, one) for one in readers]
    to += [(one, office.language, None) for one in office.emails] if office else []
    for email, wanted, person in to:
        language = wanted if wanted in states.LANGUAGES else state.letter_language
        correspondence.write(
            session,
            "receipt",
            f"receipt:{made.public_id}",
            email=email,
            language=language,
            facts=receipt_facts(session, reply, made, state, language) | {"to_mission": person not in focal_points},
            now=now,
            person_id=person.id if person else None,
            round_id=reply.round_id,
            reply_id=reply.id,
        )


def receipt_facts(
    session: Session, reply: models.Reply, made: models.Submission, state: states.MemberState, language: str
) -> dict[str, Fact]:
    counted = contents.contents(authoring.for_round(reply.round), submission.read(made.content))
    first = reply.submitted_at or made.submitted_at
    return {
        "receipt": made.receipt,
        "state_official": state_wording.official_name(state, language),
        "state_in_sentence": state_wording.sentence_name(state, language),
        "of_state": state_wording.of_state(state, language),
        "to_state": state_wording.to_state(state, language),
        "title": said(reply.round.title, language),
        "received": receipts.received(made.submitted_at, state, language),
        "deadline": receipts.deadline(deadline_of(reply), first, state, language),
        "contents": receipts.contents(counted, language),
        "declared_by": receipts.declared_by(made.declared),
        "approved_on": receipts.approved_on(made.declared, language),
        "letter": made.declared.get("letter", ""),
        "amends": made.declared.get("amends", ""),
        "on_instruction": made.received_as == ON_INSTRUCTION,
        "sent_by": sent_by(session, made),
        "sha256": receipts.fingerprint(made.sha256),
        "illustrative": reply.round.illustrative,
    }


def sent_by(session: Session, made: models.Submission) -> str:
    """The name of the person who pressed the button; "" where it was no person."""
    person = session.get(models.Person, made.person_id) if made.person_id else None
    return person.name if person else ""
