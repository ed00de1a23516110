"""Following up: letters that a state receives because of where its reply stands, without anybody's pressing."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import correspondence, holding
from surveyapp.core import reminding, states
from surveyapp.core.reminding import Situation
from surveyapp.core.standing import Standing
from surveyapp.core.text import Text, said
from surveyapp.mail.letters import Fact
from surveyapp.store import installation, people, rounds
from surveyapp.store import letters as store
from surveyapp.store.models import Letter, Person, Reply
from surveyapp.wording import dates
from surveyapp.wording import states as state_wording

KIND = "complete_not_sent"

_SALUTATION: Text = {"en": "Dear {name},", "es": "De mi mayor consideración:"}


def due(session: Session, now: datetime) -> list[Reply]:
    """The replies of open rounds to whose focal points a letter is due: complete, not sent, and not yet told so."""
    replies = {one.public_id: one for one in rounds.replies_standing(session, Standing.COMPLETE_NOT_SENT, now)}
    situations = [_situation(one) for one in replies.values()]
    found = reminding.complete_not_sent_due(situations, now)
    written = store.occasions(session, [one.occasion for one in found])
    return [replies[one.reply] for one in found if one.occasion not in written]


def write_due(session: Session, base_url: str, now: datetime) -> list[Letter]:
    """Writes those letters, to be sent; for an occasion and address there is one."""
    return [letter for reply in due(session, now) for letter in _write(session, reply, base_url, now)]


def _situation(reply: Reply) -> Situation:
    return Situation(
        reply=reply.public_id,
        standing=Standing(reply.standing),
        complete_since=reply.complete_since,
        last_activity_at=reply.last_activity_at,
        accepted_until=holding.closes_at(reply),
    )


def _write(session: Session, reply: Reply, base_url: str, now: datetime) -> Sequence[Letter]:
    contact = installation.installation(session).contact
    state = states.from_facts(reply.state_facts)
    found = []
    for person in people.focal_points(session, reply.state, now):
        language = person.language if person.language in states.LANGUAGES else state.letter_language
        letter = correspondence.write(
            session,
            KIND,
            _situation(reply).occasion,
            email=person.email,
            language=language,
            facts={
                **_facts(reply, state, person, language, now),
                "base_url": base_url,
                "contact_email": contact.email,
                "contact_telephone": contact.telephone,
            },
            now=now,
            person_id=person.id,
            round_id=reply.round_id,
            reply_id=reply.id,
        )
        found.append(letter)
    return found


def _facts(reply: Reply, state: states.MemberState, person: Person, language: str, now: datetime) -> dict[str, Fact]:
    def in_words(when: datetime) -> str:
        return dates.deadline(when, state.time_zone, state.name(language).capital, language)

    deadline = reply.own_deadline or reply.round.deadline
    return {
        "title": said(reply.round.title, language),
        "illustrative": reply.round.illustrative,
        "date": dates.day(now.astimezone(ZoneInfo(dates.SECRETARIAT_ZONE)).date(), language),
        "state": state_wording.sentence_name(state, language),
        "of_state": state_wording.of_state(state, language),
        "state_official": state_wording.official_name(state, language),
        "deadline": in_words(deadline),
        "is_past_deadline": now > deadline,
        "accepted_until": in_words(holding.closes_at(reply)),
        "recipient": person.name,
        "recipient_title": person.title,
        "institution": person.institution,
        "salutation": said(_SALUTATION, language).format(name=person.name),
        "email": person.email,
    }
