"""Translations of what states wrote, in files: out to a translator, and back. What came back is kept until applied.

`audience`: for whom a file is made or read (`translating_answers.audience_of`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import incoming_files
from surveyapp.actions.translating_answers import LANGUAGES, Piece, fingerprint, of_round, put_on_record, write
from surveyapp.core import answer_texts
from surveyapp.core.answer_texts import OPEN, STANDING, Status
from surveyapp.core.disclosure import Audience
from surveyapp.core.translation import Change, ChangeKind, Unit
from surveyapp.documents import translation_files
from surveyapp.documents.translation_files import Code, Fault, ReadFile
from surveyapp.store import answers
from surveyapp.store.models import Person, Reply, Round
from surveyapp.store.secretariat_models import IncomingTranslations

FORMATS = ("xliff", "xlsx")


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
    session: Session,
    round_: Round,
    came: ReadFile,
    name: str,
    language: str,
    who: Person | None,
    now: datetime,
    audience: Audience = Audience.SECRETARIAT,
) -> IncomingTranslations:
    """Keeps a file that came back until it is applied; of its units those that would change something."""
    found = answer_texts.changes(_known(session, round_, language, audience), came.incoming)
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


def returned(
    session: Session, round_: Round, incoming: IncomingTranslations, audience: Audience = Audience.SECRETARIAT
) -> Returned:
    """What a file that was kept would change as the replies and their translations stand now."""
    known = _known(session, round_, incoming.language, audience)
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
    audience: Audience = Audience.SECRETARIAT,
) -> int:
    """Takes over all that can be, or what is named by these keys; how many translations that were.

    Of a text that has changed since, only what is named, as a draft that is stale. `as_seen`: what `Returned.seen`
    was when the changes were looked at; ChangedSince where it is otherwise now.
    """
    _hold(session, round_, incoming)
    pieces = {one.key: one for one in of_round(session, round_, incoming.language, audience)}
    came = _returned({key: _unit(one) for key, one in pieces.items()}, incoming)
    if as_seen is not None and as_seen != came.seen:
        raise ChangedSince
    chosen = came.usable if keys is None else [one for one in [*came.usable, *came.older] if one.path in keys]
    approved = {one.path for one in incoming_files.units(incoming.changes) if one.is_approved}
    for one in chosen:
        is_older = one.kind is ChangeKind.SOURCE_CHANGED_MEANWHILE
        status = Status.TRANSLATED if one.path in approved and not is_older else Status.DRAFT
        source = one.source_seen if is_older else None
        write(session, pieces[one.path], incoming.language, one.after, status, who, now, source=source)
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


def _known(session: Session, round_: Round, language: str, audience: Audience) -> dict[str, Unit]:
    return {one.key: _unit(one) for one in of_round(session, round_, language, audience)}


def _record_file(
    session: Session, incoming: IncomingTranslations, replies: Sequence[Reply], who: Person | None, now: datetime
) -> None:
    for reply in dict.fromkeys(replies):
        details = {"language": incoming.language, "file": incoming.source_name, "number": replies.count(reply)}
        put_on_record(session, "answer translations taken over", reply, "", details, who, now)
