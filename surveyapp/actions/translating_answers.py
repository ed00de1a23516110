"""Translations of what states wrote: what is to be translated, and translating it by hand.

A change is a new version; the original is never touched. A translation belongs to the text that it translates: when a
later submission reads otherwise it is stale, and remains as a start. Translations in a
file: `answer_translation_files`; what the state says of them: `reading_translations`.

`audience`: for whom, of those who may read it, a text is taken from a reply (`audience_of`).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from surveyapp.actions import disclosing
from surveyapp.actions.disclosing import Readable
from surveyapp.actions.recording import record
from surveyapp.actions.seeing import Viewer
from surveyapp.core import answer_texts
from surveyapp.core.answer_texts import AnswerText, Stage, Status
from surveyapp.core.disclosure import Audience
from surveyapp.core.places import leaf, parse
from surveyapp.core.questionnaire import Question, Section
from surveyapp.core.states import MemberState, from_facts, in_order
from surveyapp.store import answer_translations as store
from surveyapp.store import answers, submissions
from surveyapp.store.answer_translations import Translation
from surveyapp.store.models import Person, Reply, Round
from surveyapp.store.secretariat_models import AnswerTranslation

LANGUAGES = ("en", "es")
"""Into which answers are translated: those of the pages and the papers."""
FORMATS = ("xliff", "xlsx")


@dataclass(frozen=True)
class Piece:
    """A text of a reply that is not in a language, and its translation into it."""

    reply: Reply
    state: MemberState
    section: Section
    question: Question
    text: AnswerText
    context: answer_texts.AnswerContext
    translation: Translation | None

    @property
    def stage(self) -> Stage:
        return self.translation.stage(self.text.text) if self.translation else Stage.TO_TRANSLATE

    @property
    def key(self) -> str:
        return answer_texts.key(self.reply.state, self.text.where)

    @property
    def written(self) -> str:
        """The translation as it stands; "" while there is none."""
        return self.translation.text if self.translation else ""

    @property
    def version(self) -> int:
        """Of the translation; 0: there is none."""
        return self.translation.version if self.translation else 0

    @property
    def fingerprint(self) -> str:
        """Of the original: by it a form knows which text was seen."""
        return fingerprint(self.text.text)


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def audience_of(viewer: Viewer) -> Audience:
    """As whom somebody translates: who only translates gets what the public or member states may read, no more."""
    return Audience.SECRETARIAT if viewer.reads_replies else Audience.MEMBER_STATES


def of_round(session: Session, round_: Round, language: str, audience: Audience = Audience.SECRETARIAT) -> list[Piece]:
    """Every text of the submissions of a round that is not in a language, state by state in its official order."""
    standing = submissions.latest_of_round(session, round_.id)
    known = _known(session, [one.reply for one in standing], language, audience)
    readable = {one.reply: disclosing.of_submission(session, one, audience) for one in standing}
    states = {from_facts(reply.state_facts).iso3: reply for reply in readable}
    ordered = in_order([from_facts(reply.state_facts) for reply in readable], language)
    replies = [states[state.iso3] for state in ordered]
    return [piece for reply in replies for piece in _pieces(reply, readable[reply], known, language)]


def of_reply(session: Session, reply: Reply, language: str, audience: Audience = Audience.SECRETARIAT) -> list[Piece]:
    """The same of one reply; nothing of one that was not submitted."""
    readable = disclosing.submitted(session, reply, audience)
    if readable is None:
        return []
    return list(_pieces(reply, readable, _known(session, [reply], language, audience), language))


def history(
    session: Session, reply: Reply, where: tuple[str, str], language: str, audience: Audience = Audience.SECRETARIAT
) -> list[tuple[AnswerTranslation, str]]:
    """Every version of a translation with who wrote it, newest first: of originals that this audience may read."""
    every = store.history(session, reply.id, where, language)
    if audience is Audience.SECRETARIAT:
        return list(every)
    is_read = piece_at(session, reply, where, language, audience) is not None
    told = _told(session, reply, audience) if is_read else set()
    return [(one, by) for one, by in every if (where, one.source) in told]


def _known(
    session: Session, replies: Sequence[Reply], language: str, audience: Audience
) -> dict[store.Key, Translation]:
    """The newest translations; of one that translates what this audience may not read, only that there is one."""
    known = store.current(session, replies, language)
    if audience is Audience.SECRETARIAT:
        return known
    by_id = {one.id: one for one in replies}
    told = {reply_id: _told(session, by_id[reply_id], audience) for reply_id in {reply_id for reply_id, *_ in known}}
    return {
        (reply_id, place, part): one if ((place, part), one.source) in told[reply_id] else _emptied(one)
        for (reply_id, place, part), one in known.items()
    }


def _emptied(one: Translation) -> Translation:
    return replace(one, text="", source="", note="", status=Status.DRAFT)


def _told(session: Session, reply: Reply, audience: Audience) -> set[tuple[tuple[str, str], str]]:
    """What a reply ever said that this audience might read each time that it was said: where, and the text."""
    shown: set[tuple[tuple[str, str], str]] = set()
    withheld: set[tuple[tuple[str, str], str]] = set()
    for one in submissions.of_reply(session, reply.id):
        every, seen = (
            {(text.where, text.text) for text in texts_of(reply, disclosing.of_submission(session, one, readers))}
            for readers in (Audience.SECRETARIAT, audience)
        )
        shown, withheld = shown | seen, withheld | (every - seen)
    return shown - withheld


def texts_of(reply: Reply, readable: Readable) -> list[AnswerText]:
    """Every text of a reply as it may be read."""
    form = answer_texts.form_language(from_facts(reply.state_facts), readable.questionnaire)
    return answer_texts.texts(readable.questionnaire, readable.answers, readable.entries, form)


def _pieces(reply: Reply, readable: Readable, known: Mapping[store.Key, Translation], language: str) -> Iterator[Piece]:
    state = from_facts(reply.state_facts)
    for one in answer_texts.to_translate(texts_of(reply, readable), language):
        place = parse(one.place)
        found = leaf(readable.questionnaire, place) if place else None
        placed = readable.questionnaire.find(place.question) if place else None
        if found is None or placed is None:
            continue
        translation = known.get((reply.id, *one.where))
        context = replace(
            answer_texts.context_of(found, one, state, readable.entries),
            section=placed.section.number or placed.section.code,
            section_title=placed.section.wording,
            note=translation.note if translation else "",
        )
        yield Piece(reply, state, placed.section, placed.question, one, context, translation)


# By hand


class Reason(StrEnum):
    """Why a translation was not kept."""

    GONE = "gone"
    """The state does not say anything there any more, or says it in that language."""
    SOURCE_CHANGED = "source_changed"
    """The state has written another text meanwhile."""
    EMPTY = "empty"
    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"


@dataclass(frozen=True)
class Saved:
    version: int


@dataclass(frozen=True)
class Unchanged:
    """It stood like that already."""


@dataclass(frozen=True)
class Conflict:
    """Somebody else wrote meanwhile; nothing was kept."""

    standing: Translation


@dataclass(frozen=True)
class Refused:
    reason: Reason


@dataclass(frozen=True)
class Seen:
    """Of what a person had before his or her eyes: the version of the translation, the fingerprint of the original."""

    version: int
    original: str


def save(
    session: Session,
    reply: Reply,
    where: tuple[str, str],
    language: str,
    typed: str,
    status: Status,
    seen: Seen,
    who: Person | None,
    now: datetime,
    audience: Audience = Audience.SECRETARIAT,
) -> Saved | Unchanged | Conflict | Refused:
    """A translation as the secretariat wrote it: a draft, or translated."""
    answers.held(session, reply)
    text = answer_texts.tidied(typed)
    piece = piece_at(session, reply, where, language, audience)
    if piece is None:
        return Refused(Reason.GONE)
    if piece.fingerprint != seen.original:
        return Refused(Reason.SOURCE_CHANGED)
    standing = piece.translation
    is_same = standing is not None and (standing.text, standing.status, standing.source) == (
        text,
        status,
        piece.text.text,
    )
    if is_same:
        return Unchanged()
    if standing is not None and standing.version != seen.version:
        return Conflict(standing)
    if not text:
        return Refused(Reason.EMPTY)
    fault = answer_texts.refusal(text)
    if fault is not None:
        return Refused(Reason(fault.value))
    version = write(session, piece, language, text, status, who, now)
    put_on_record(session, "answer translated", reply, where[0], {"language": language, "status": status}, who, now)
    return Saved(version)


def piece_at(
    session: Session,
    reply: Reply,
    where: tuple[str, str],
    language: str,
    audience: Audience = Audience.SECRETARIAT,
) -> Piece | None:
    """One text of a reply that is not in a language."""
    return next((one for one in of_reply(session, reply, language, audience) if one.text.where == where), None)


def write(
    session: Session,
    piece: Piece,
    language: str,
    text: str,
    status: Status,
    who: Person | None,
    now: datetime,
    *,
    source: str | None = None,
    note: str = "",
) -> int:
    version = piece.version + 1
    session.add(
        AnswerTranslation(
            reply_id=piece.reply.id,
            place=piece.text.place,
            part=piece.text.part,
            language=language,
            version=version,
            text=text,
            source=piece.text.text if source is None else source,
            status=status,
            note=note,
            at=now,
            person_id=who.id if who else None,
        )
    )
    session.flush()
    return version


def put_on_record(
    session: Session,
    deed: str,
    reply: Reply,
    place: str,
    details: Mapping[str, object],
    who: Person | None,
    now: datetime,
) -> None:
    record(session, deed, now, who, round_id=reply.round_id, reply_id=reply.id, place=place, details=details)
