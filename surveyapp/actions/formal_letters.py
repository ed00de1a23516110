"""Notes verbales to permanent missions and letters to ministers, as Word files, each a row among the letters.

Of a reply that was not sent they name the core questions that are open, by number and wording, and only such as are
asked of every state: which others are asked would tell what was answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveyapp.actions import holding, letter_wordings, requesting
from surveyapp.actions.letter_wordings import Conflict, Refused
from surveyapp.actions.recording import record
from surveyapp.core.progress import QuestionProgress
from surveyapp.core.standing import HAS_REPLIED, Standing
from surveyapp.core.states import LANGUAGES, MemberState, from_facts, in_order
from surveyapp.core.text import said
from surveyapp.documents.formal_letters import filling, templates
from surveyapp.documents.formal_letters.filling import NotATemplateError, Value
from surveyapp.documents.formal_letters.templates import MINISTER, NOTE
from surveyapp.files import inspection
from surveyapp.files.storage import Storage
from surveyapp.store import authorities, installation, people, rounds
from surveyapp.store import letter_wordings as store
from surveyapp.store.models import Letter, LetterTemplate, Person, Reply, Round, new_public_id
from surveyapp.store.secretariat_models import Authority
from surveyapp.wording import dates
from surveyapp.wording import states as state_wording
from surveyapp.wording.letters import kind_words

AUTHORITY_OF = {NOTE: "mission", MINISTER: "minister"}


@dataclass(frozen=True)
class Recipient:
    """A state to which a letter of a kind can be made, and to whom it goes there."""

    reply: Reply
    state: MemberState
    language: str
    authority: Authority | None
    """None: a note goes to the mission as such; to a minister of whom nothing is on file no letter is made."""


@dataclass(frozen=True)
class Template:
    """The file with which letters of a kind are made in a language; version 0 is the product's own."""

    content: bytes
    version: int


def recipients(session: Session, kind: str, round_: Round, now: datetime) -> list[Recipient]:
    """The states that have not replied, in the official order, with whom a letter of the kind would go to."""
    replies = {one.state: one for one in rounds.replies(session, round_.id)}
    waiting = [one for one in replies.values() if Standing(one.standing) not in HAS_REPLIED]
    return _recipients(session, kind, waiting, now)


def recipient(session: Session, kind: str, reply: Reply, now: datetime) -> Recipient:
    """The same of one state, whether it has replied or not."""
    return _recipients(session, kind, [reply], now)[0]


def can_be_made(one: Recipient, kind: str) -> bool:
    return kind == NOTE or one.authority is not None


def make(
    session: Session,
    storage: Storage,
    kind: str,
    to: Recipient,
    base_url: str,
    who: Person | None,
    now: datetime,
) -> Letter:
    """The letter as a file and as a row, to be sent by hand. The same letter is made once, however often it is asked.

    Raises NotATemplateError where the secretariat's template cannot be filled in any more, ValueError for a letter to
    nobody.
    """
    if not can_be_made(to, kind):
        raise ValueError(f"nobody is on file to whom a {kind} could go")
    template = template_of(session, storage, kind, to.language)
    content = filling.fill(template.content, _facts(session, to, base_url, now))
    sha256 = storage.keep(content)
    reply, subject = to.reply, f"{kind_words(kind, to.language)}: {said(to.reply.round.title, to.language)}"
    letter = Letter(
        public_id=new_public_id(),
        kind=kind,
        occasion=f"{kind}:{reply.public_id}:{sha256[:32]}",
        round_id=reply.round_id,
        reply_id=reply.id,
        email="",
        email_key="",
        language=to.language,
        subject=subject[:300],
        body="",
        status="kept",
        channel="by_hand",
        recipient=_addressee(kind, to),
        template_version=template.version or None,
        file_sha256=sha256,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(letter)
    except IntegrityError:  # made before
        return session.scalars(sa.select(Letter).where(Letter.occasion == letter.occasion)).one()
    details = {"letter": letter.public_id, "kind": kind}
    record(session, "formal letter made", now, who=who, round_id=reply.round_id, reply_id=reply.id, details=details)
    return letter


def hand_over(session: Session, letter: Letter, on: date, channel: str, who: Person | None, now: datetime) -> bool:
    """Says of a letter that was kept that it has gone, when and how; False where somebody has said so already."""
    sent_at = datetime.combine(on, time(12), ZoneInfo(dates.SECRETARIAT_ZONE))
    changed = session.execute(
        sa.update(Letter)
        .where(Letter.id == letter.id, Letter.status == "kept")
        .values(status="entered", channel=channel, sent_at=sent_at, entered_by_id=who.id if who else None)
        .execution_options(synchronize_session=False)
    )
    session.refresh(letter)
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        return False
    details = {"letter": letter.public_id, "channel": channel}
    record(session, "letter entered", now, who=who, round_id=letter.round_id, reply_id=letter.reply_id, details=details)
    return True


# Templates


def template_of(session: Session, storage: Storage, kind: str, language: str) -> Template:
    """The secretariat's own where it has put one in the place of the product's."""
    newest = store.of_kind(session, kind).get(language)
    content = of_version(storage, newest) if newest is not None else None
    if newest is None or content is None:
        return Template(templates.original(kind, language), 0)
    return Template(content, newest.version)


def of_version(storage: Storage, one: LetterTemplate) -> bytes | None:
    """The file of a version; None for one that went back to the product's own."""
    path = None if one.is_original else storage.path(one.body)
    return path.read_bytes() if path else None


def replace_template(
    session: Session,
    storage: Storage,
    kind: str,
    language: str,
    file: tuple[str, bytes],
    seen: int,
    who: Person | None,
    now: datetime,
) -> LetterTemplate | Conflict | Refused:
    """Puts a template of the secretariat in the place of the one in force. Raises NotATemplateError."""
    name, content = inspection.tidy_name(file[0]), file[1]
    if isinstance(inspection.inspect(name, content), inspection.Fault) or not name.lower().endswith(".docx"):
        raise NotATemplateError(name)
    if found := filling.faults(content):
        return Refused(tuple(found))
    return letter_wordings.add_file(session, kind, language, name, storage.keep(content), seen, who, now)


def go_back(
    session: Session, kind: str, language: str, to: int, seen: int, who: Person | None, now: datetime
) -> LetterTemplate | Conflict:
    """An earlier template once more, or the product's own (0). ValueError for a version that there is not."""
    earlier = store.version(session, kind, language, to) if to else None
    if to and earlier is None:
        raise ValueError(f"{kind}.{language} has no version {to}")
    name, sha256 = (earlier.subject, earlier.body) if earlier is not None else ("", "")
    return letter_wordings.add_file(session, kind, language, name, sha256, seen, who, now)


# What stands in them


def _recipients(session: Session, kind: str, replies: Sequence[Reply], now: datetime) -> list[Recipient]:
    of_state = {one.state: one for one in replies}
    states = {iso3: from_facts(one.state_facts) for iso3, one in of_state.items()}
    named = authorities.current(session, list(of_state), AUTHORITY_OF[kind], now)
    return [
        Recipient(of_state[state.iso3], state, _language(named.get(state.iso3), state), named.get(state.iso3))
        for state in in_order(states.values(), "en")
    ]


def _language(authority: Authority | None, state: MemberState) -> str:
    chosen = authority.language if authority else ""
    return chosen if chosen in LANGUAGES else state.letter_language


def _addressee(kind: str, to: Recipient) -> str:
    if kind == NOTE:
        words = {"en": "Permanent Mission of {name}", "es": "Misión Permanente {name}"}[to.language]
        return words.format(name=_mission(to.state, to.language))
    named = to.authority
    parts = (named.name, named.title, named.institution) if named else ()
    return ", ".join(filter(None, parts)) or kind_words(kind, to.language)


def _mission(state: MemberState, language: str) -> str:
    of = {"en": state_wording.sentence_name, "es": state_wording.of_state}[language]
    return of(state, language)


def _facts(session: Session, to: Recipient, base_url: str, now: datetime) -> dict[str, Value]:
    reply, state, language, named = to.reply, to.state, to.language, to.authority
    round_ = reply.round
    contact = installation.installation(session).contact
    deadline = reply.own_deadline or round_.deadline
    focal_points = people.focal_points(session, reply.state, now)
    return {
        "accepted_until": _in_words(holding.closes_at(reply), state, language),
        "deadline": _in_words(deadline, state, language),
        "is_past_deadline": now > deadline,
        "date": dates.day(now.astimezone(ZoneInfo(dates.SECRETARIAT_ZONE)).date(), language),
        "title": said(round_.title, language),
        "mandate": said(round_.mandate, language),
        "meeting": said(round_.meeting, language),
        "period": dates.period(round_.period_from, round_.period_to, language),
        "illustrative": round_.illustrative,
        "state": state_wording.sentence_name(state, language),
        "of_state": state_wording.of_state(state, language),
        "to_state": state_wording.to_state(state, language),
        "state_official": state_wording.official_name(state, language),
        "mission": _mission(state, language),
        "authority": named.name if named else "",
        "authority_title": named.title if named else "",
        "authority_institution": named.institution if named else "",
        "address": [line for line in named.address.splitlines() if line.strip()] if named else [],
        "focal_points": "; ".join(", ".join(filter(None, (one.name, one.title))) for one in focal_points),
        "questions": _open_questions(session, reply, language, now),
        "answered": reply.answered,
        "asked": reply.asked,
        "base_url": base_url,
        "contact_email": contact.email,
        "contact_telephone": contact.telephone,
    }


def _open_questions(session: Session, reply: Reply, language: str, now: datetime) -> list[str]:
    """Number and wording of the core questions that are not answered, of those that every state is asked."""
    if Standing(reply.standing) in HAS_REPLIED:
        return []
    held = holding.read(session, reply, now)
    counted, asked = held.counted(), held.asked()
    codes = [
        one.code
        for one in held.questionnaire.questions()
        if one.core
        and counted.asks(one)
        and counted.question(one.code) is not QuestionProgress.ANSWERED
        and not asked.led_by(one.code)
    ]
    return requesting.questions_in_words(reply, codes, language)


def _in_words(when: datetime, state: MemberState, language: str) -> str:
    return dates.deadline(when, state.time_zone, state.name(language).capital, language)
