"""Asking a state to confirm answers, because their questions changed while its round was open.

The rows say what was asked and what came of it; a reply that was submitted is reopened for just these questions; a
letter tells the focal points. What becomes of a row afterwards stands in `confirming`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import correspondence, reopening, worded
from surveyapp.actions.holding import Held
from surveyapp.core.carrying import Carrying
from surveyapp.core.editions import QuestionDifference
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.standing import Standing
from surveyapp.core.states import LANGUAGES, MemberState, from_facts
from surveyapp.core.text import Text, said
from surveyapp.mail.letters import Fact
from surveyapp.store import confirmations, installation, people
from surveyapp.store.installation import Contact
from surveyapp.store.models import Confirmation, Edition, Person, Reply, Round
from surveyapp.wording import dates
from surveyapp.wording import states as state_wording
from surveyapp.wording.plain import plain

KIND = "questions_changed"
"""Of the letter."""

IS_READ = frozenset({"wording", "hint", "guidance", "detail"})
"""The facts that a state reads when it answers; a heading in a table is none of them."""


class How(StrEnum):
    """How a request to confirm an answer was settled."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    NOT_ASKED = "not_asked"
    """Its question is not asked any more."""
    ASKED_ANEW = "asked_anew"
    """The question changed once more, and another request took its place."""
    WITHDRAWN = "withdrawn"
    """The round went back to the wording that the answer was given to."""


def ask(held: Held, before: Edition, way: Carrying, answered: Sequence[QuestionDifference]) -> list[Confirmation]:
    """Asks to confirm the answers to these questions, and goes on asking what was not settled, in the new edition.

    Gives back what is asked with this move, of questions that are asked of this state.
    """
    edition = held.reply.round.edition
    rows = {(row.question, row.edition_to_id): row for row in confirmations.of_reply(held.session, held.reply.id)}
    changes = {one.new.code: {change.value for change in one.changes} for one in answered if one.new}
    given_to = dict.fromkeys(changes, before.id)
    for row in [row for row in rows.values() if row.settled_at is None]:
        code = way.becomes(row.question)
        if code and row.edition_from_id != edition.id:
            changes[code] = changes.get(code, set()) | set(row.changes)
            given_to[code] = row.edition_from_id
        settle(held, row, How.ASKED_ANEW if code in changes else How.WITHDRAWN if code else How.NOT_ASKED)
    asked = [
        _asked(held, rows.get((code, edition.id)), code, given_to[code], sorted(changes[code])) for code in changes
    ]
    held.session.flush()
    now_asked = held.asked()
    return [row for row in asked if now_asked.question(row.question)]


def reopen(held: Held, asked: Sequence[Confirmation], way: Carrying, added: Sequence[str]) -> bool:
    """Opens a reply that was submitted for what its state is asked to confirm, and for what is new; True if it was so.

    A reply that is in the state's hands already stays so; one that was reopened for some questions, for these too.
    """
    reply = held.reply
    codes = {row.question for row in asked}
    if Standing(reply.standing) in reopening.SENT and codes:
        return reopening.open_for(reply, codes.union(added))
    if reply.standing == Standing.REOPENED and reply.reopened_for is not None:
        still = {way.becomes(code) for code in reply.reopened_for} - {""}
        reply.reopened_for = _in_order(held.questionnaire, still.union(codes, added))
    return False


def settle(held: Held, row: Confirmation, how: How) -> None:
    """Says how a request came to its end, in the name of who does the deed."""
    row.settled_at, row.settled_by_id, row.how = held.who.at, held.who.id, how.value


def write_letters(
    session: Session, round_: Round, asked: Mapping[Reply, Sequence[Confirmation]], base_url: str, now: datetime
) -> int:
    """A letter to each focal point of these states, in his or her language; how many."""
    contact = installation.installation(session).contact
    focal_points = people.focal_points_of(session, [reply.state for reply in asked], now)
    written = 0
    for reply, rows in asked.items():
        for person in focal_points.get(reply.state, ()):
            state = from_facts(reply.state_facts)
            language = person.language if person.language in LANGUAGES else state.letter_language
            correspondence.write(
                session,
                KIND,
                f"{KIND}:{reply.public_id}:{round_.edition.public_id}:{now:%Y%m%d%H%M%S}",
                email=person.email,
                language=language,
                facts={
                    **_of_round(reply, round_, state, rows, language, now),
                    **_of_person(person, contact, language),
                    "base_url": base_url,
                },
                now=now,
                person_id=person.id,
                round_id=round_.id,
                reply_id=reply.id,
            )
            written += 1
    return written


def _asked(held: Held, known: Confirmation | None, code: str, edition_from: int, changes: list[str]) -> Confirmation:
    """A request; one that was made before when the round moved to this same edition is made again."""
    row = known or Confirmation(reply_id=held.reply.id, question=code, edition_to_id=held.reply.round.edition_id)
    row.edition_from_id, row.changes = edition_from, changes
    row.asked_at, row.asked_by_id = held.who.at, held.who.id
    row.settled_at, row.settled_by_id, row.how = None, None, ""
    held.session.add(row)
    return row


def _in_order(questionnaire: Questionnaire, codes: set[str]) -> list[str]:
    return [question.code for question in questionnaire.questions() if question.code in codes]


def _of_round(
    reply: Reply, round_: Round, state: MemberState, rows: Sequence[Confirmation], language: str, now: datetime
) -> dict[str, Fact]:
    deadline = reply.own_deadline or round_.deadline
    return {
        "title": said(round_.title, language),
        "illustrative": round_.illustrative,
        "date": dates.day(now.astimezone(ZoneInfo(dates.SECRETARIAT_ZONE)).date(), language),
        "questions": _questions(round_, rows, language),
        "is_reopened": reply.standing == Standing.REOPENED,
        "deadline": dates.deadline(deadline, state.time_zone, state.name(language).capital, language),
        "state_official": state_wording.official_name(state, language),
        "state": state_wording.sentence_name(state, language, official=True),
        "of_state": state_wording.of_state(state, language),
    }


def _questions(round_: Round, rows: Sequence[Confirmation], language: str) -> list[str]:
    """Number and wording of each question, in the order of the questionnaire."""
    questionnaire = worded.for_round(round_)
    codes = {row.question for row in rows}
    language = language if language in questionnaire.languages else questionnaire.languages[0]
    asked = (question for question in questionnaire.questions() if question.code in codes)
    return [f"{question.number} {plain(said(question.wording, language))}".strip() for question in asked]


def _of_person(person: Person, contact: Contact, language: str) -> dict[str, Fact]:
    return {
        "recipient": person.name,
        "recipient_title": person.title,
        "institution": person.institution,
        "salutation": said(_SALUTATION, language).format(name=person.name),
        "email": person.email,
        "contact_email": contact.email,
        "contact_telephone": contact.telephone,
    }


_SALUTATION: Text = {"en": "Dear {name},", "es": "De mi mayor consideración:"}
