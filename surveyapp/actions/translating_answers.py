"""Translations of what states wrote: made by hand or in a file, and read by the state that wrote the original.

A change is a new version; the original is never touched. A translation belongs to the text that it translates: when a
later submission reads otherwise it is stale, and remains as a start.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from surveyapp.actions import disclosing, incoming_files
from surveyapp.actions.disclosing import Readable
from surveyapp.actions.recording import record
from surveyapp.core import answer_texts
from surveyapp.core.answer_texts import OPEN, STANDING, AnswerText, Stage, Status
from surveyapp.core.disclosure import Audience
from surveyapp.core.places import leaf, parse
from surveyapp.core.questionnaire import Question, Section
from surveyapp.core.states import MemberState, from_facts, in_order
from surveyapp.core.translation import Change, ChangeKind, Unit
from surveyapp.documents import translation_files
from surveyapp.documents.translation_files import Code, Fault, ReadFile
from surveyapp.store import answer_translations as store
from surveyapp.store import answers, submissions
from surveyapp.store.answer_translations import Translation
from surveyapp.store.models import Person, Reply, Round
from surveyapp.store.secretariat_models import AnswerTranslation, IncomingTranslations

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


def of_round(session: Session, round_: Round, language: str) -> list[Piece]:
    """Every text of the submissions of a round that is not in a language, state by state in its official order."""
    standing = submissions.latest_of_round(session, round_.id)
    known = store.current(session, [one.reply for one in standing], language)
    readable = {one.reply: disclosing.of_submission(session, one, Audience.SECRETARIAT) for one in standing}
    states = {from_facts(reply.state_facts).iso3: reply for reply in readable}
    ordered = in_order([from_facts(reply.state_facts) for reply in readable], language)
    replies = [states[state.iso3] for state in ordered]
    return [piece for reply in replies for piece in _pieces(reply, readable[reply], known, language)]


def of_reply(session: Session, reply: Reply, language: str) -> list[Piece]:
    """The same of one reply; nothing of one that was not submitted."""
    readable = disclosing.submitted(session, reply, Audience.SECRETARIAT)
    if readable is None:
        return []
    return list(_pieces(reply, readable, store.current(session, [reply], language), language))


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
) -> Saved | Unchanged | Conflict | Refused:
    """A translation as the secretariat wrote it: a draft, or translated."""
    answers.held(session, reply)
    text = answer_texts.tidied(typed)
    piece = piece_at(session, reply, where, language)
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
    version = _write(session, piece, language, text, status, who, now)
    _record(session, "answer translated", reply, where[0], {"language": language, "status": status}, who, now)
    return Saved(version)


def piece_at(session: Session, reply: Reply, where: tuple[str, str], language: str) -> Piece | None:
    """One text of a reply that is not in a language."""
    return next((one for one in of_reply(session, reply, language) if one.text.where == where), None)


def _write(
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


# What the state says of them


def to_read(session: Session, reply: Reply, language: str) -> list[Piece]:
    """The translations that a state is shown: those that are done and translate what it says now."""
    shown = (Stage.TRANSLATED, Stage.CONFIRMED)
    return [one for one in of_reply(session, reply, language) if one.stage in shown]


def has_unread(session: Session, reply: Reply) -> bool:
    """Whether the state is shown a translation that it has neither confirmed nor sent back."""
    if not store.has_unread(session, reply):  # most replies: their answers need not be read for it
        return False
    shown = (one for language in LANGUAGES for one in to_read(session, reply, language))
    return any(one.stage is Stage.TRANSLATED for one in shown)


def confirm(
    session: Session, reply: Reply, language: str, seen: Mapping[str, int], who: Person | None, now: datetime
) -> int:
    """Confirms the translations of these keys where each is still of the version that was read; how many that were."""
    answers.held(session, reply)
    waiting = [one for one in to_read(session, reply, language) if one.stage is Stage.TRANSLATED]
    confirmed = [one for one in waiting if one.version == seen.get(one.key)]
    for one in confirmed:
        _write(session, one, language, one.written, Status.CONFIRMED, who, now)
    if confirmed:
        place = confirmed[0].text.place if len(confirmed) == 1 else ""
        details = {"language": language, "number": len(confirmed)}
        _record(session, "answer translations confirmed", reply, place, details, who, now)
    return len(confirmed)


def send_back(
    session: Session, reply: Reply, language: str, key: str, version: int, note: str, who: Person | None, now: datetime
) -> bool:
    """The state says what is wrong with a translation, which is a draft again; False where it was changed meanwhile."""
    answers.held(session, reply)
    piece = next((one for one in to_read(session, reply, language) if one.key == key), None)
    if piece is None or piece.version != version:
        return False
    _write(session, piece, language, piece.written, Status.DRAFT, who, now, note=answer_texts.tidied(note))
    _record(session, "answer translation sent back", reply, piece.text.place, {"language": language}, who, now)
    return True


# Out


def wanted(pieces: Iterable[Piece], *, only_open: bool, states: Collection[str] = ()) -> list[Piece]:
    """What a translator gets: everything or what is to be done, of these states or, without any, of all."""
    of_states = (one for one in pieces if not states or one.reply.state in states)
    return [one for one in of_states if one.stage in OPEN or not only_open]


def file(round_: Round, pieces: Sequence[Piece], language: str, kind: str, said_in: str) -> bytes:
    """The file with these texts to be translated into a language, its headings and notes in another."""
    units = [_unit(one) for one in pieces]
    if kind == "xlsx":
        return translation_files.workbook.write(units, "", language, round_.title.get(said_in, ""), said_in)
    written: dict[str, list[Unit]] = {}
    for piece, unit in zip(pieces, units, strict=True):
        written.setdefault(piece.text.language, []).append(unit)
    return translation_files.xliff.write_by_language(written, language, f"answers-{round_.code}", said_in)


def _unit(piece: Piece) -> Unit:
    return Unit(piece.key, piece.context, piece.text.text, piece.written, STANDING[piece.stage])


# Back


@dataclass(frozen=True)
class Returned:
    """What a file that came back would change now, and what was wrong with it."""

    language: str
    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]

    @property
    def usable(self) -> list[Change]:
        """What is taken over when all is."""
        return [one for one in self.changes if one.applies]

    @property
    def older(self) -> list[Change]:
        """Translations of a text that the state has changed since: taken over, as stale, only where one says so."""
        return [one for one in self.changes if one.kind is ChangeKind.SOURCE_CHANGED_MEANWHILE]

    @property
    def unusable(self) -> list[Change]:
        return [one for one in self.changes if one.is_fault and one.kind is not ChangeKind.SOURCE_CHANGED_MEANWHILE]

    @property
    def seen(self) -> str:
        """Changes with anything that would be changed, or with what stands in its place."""
        said = "\n".join(f"{one.path}\t{one.kind}\t{one.source}\t{one.before}\t{one.after}" for one in self.changes)
        return fingerprint(said)


def read(data: bytes, name: str, language: str) -> ReadFile:
    """The units of a file that came back."""
    return translation_files.read(data, name, "", language, answer_texts.KEY)


def read_in_any(data: bytes, name: str) -> tuple[str, ReadFile]:
    """The same where nobody says into which language it is: the language, and the units."""
    found = [(language, read(data, name, language)) for language in LANGUAGES]
    others = (one for one in found if not any(fault.code is Code.WRONG_TARGET_LANGUAGE for fault in one[1].faults))
    return next(others, found[0])


def keep(
    session: Session, round_: Round, came: ReadFile, name: str, language: str, who: Person | None, now: datetime
) -> IncomingTranslations:
    """Keeps a file that came back until it is applied; of its units those that would change something."""
    found = answer_texts.changes(_known(session, round_, language), came.incoming)
    of_note = [unit for unit, one in zip(came.incoming, found, strict=True) if one.applies or one.is_fault]
    incoming = IncomingTranslations(
        round_id=round_.id,
        language=language,
        source_name=name[-255:],
        changes=incoming_files.facts(of_note, came.faults),
        at=now,
        person_id=who.id if who else None,
    )
    session.add(incoming)
    session.flush()
    return incoming


def returned(session: Session, round_: Round, incoming: IncomingTranslations) -> Returned:
    """What a file that was kept would change as the replies and their translations stand now."""
    known = _known(session, round_, incoming.language)
    return _returned(known, incoming)


def _returned(known: Mapping[str, Unit], incoming: IncomingTranslations) -> Returned:
    found = answer_texts.changes(known, incoming_files.units(incoming.changes))
    kept = tuple(one for one in found if one.applies or one.is_fault)
    return Returned(incoming.language, kept, incoming_files.faults(incoming.changes))


class ChangedSince(Exception):
    """Nothing was taken over: a reply or a translation is not what it was when the changes were looked at."""


def apply(
    session: Session,
    round_: Round,
    incoming: IncomingTranslations,
    keys: Collection[str] | None,
    who: Person | None,
    now: datetime,
    as_seen: str | None = None,
) -> int:
    """Takes over all that can be, or what is named by these keys; how many translations that were.

    Of a text that has changed since, only what is named, as a draft that is stale. `as_seen`: what `Returned.seen`
    was when the changes were looked at; ChangedSince where it is otherwise now.
    """
    _hold(session, round_, incoming)
    pieces = {one.key: one for one in of_round(session, round_, incoming.language)}
    came = _returned({key: _unit(one) for key, one in pieces.items()}, incoming)
    if as_seen is not None and as_seen != came.seen:
        raise ChangedSince
    chosen = came.usable if keys is None else [one for one in [*came.usable, *came.older] if one.path in keys]
    approved = {one.path for one in incoming_files.units(incoming.changes) if one.is_approved}
    for one in chosen:
        is_older = one.kind is ChangeKind.SOURCE_CHANGED_MEANWHILE
        status = Status.TRANSLATED if one.path in approved and not is_older else Status.DRAFT
        source = one.source_seen if is_older else None
        _write(session, pieces[one.path], incoming.language, one.after, status, who, now, source=source)
    if chosen:
        incoming.applied_at, incoming.applied_by_id = now, who.id if who else None
        _record_file(session, incoming, [pieces[one.path].reply for one in chosen], who, now)
    session.flush()
    return len(chosen)


def _hold(session: Session, round_: Round, incoming: IncomingTranslations) -> None:
    """Holds the replies that a file is about, always in the same order, so that two files never wait for each other."""
    keys = (answer_texts.parsed(one.path) for one in incoming_files.units(incoming.changes))
    named = {key[0] for key in keys if key is not None}
    for reply in sorted(round_.replies, key=lambda one: one.id):
        if reply.state in named:
            answers.held(session, reply)


def _known(session: Session, round_: Round, language: str) -> dict[str, Unit]:
    return {one.key: _unit(one) for one in of_round(session, round_, language)}


def _record_file(
    session: Session, incoming: IncomingTranslations, replies: Sequence[Reply], who: Person | None, now: datetime
) -> None:
    for reply in dict.fromkeys(replies):
        details = {"language": incoming.language, "file": incoming.source_name, "number": replies.count(reply)}
        _record(session, "answer translations taken over", reply, "", details, who, now)


def _record(
    session: Session,
    deed: str,
    reply: Reply,
    place: str,
    details: Mapping[str, object],
    who: Person | None,
    now: datetime,
) -> None:
    record(session, deed, now, who, round_id=reply.round_id, reply_id=reply.id, place=place, details=details)
