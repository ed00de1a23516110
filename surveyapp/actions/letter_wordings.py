"""Wording letters: officers change what the product brings along, every version is kept, the newest is used.

A kind that somebody waits for (a code, a receipt) can be worded otherwise and never withdrawn, and what it cannot do
without is looked for when it is saved.
"""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveyapp.actions.recording import record
from surveyapp.core import letter_language
from surveyapp.core.letter_language import Fault
from surveyapp.mail import letters
from surveyapp.mail.letters import Composed, Fact, Wording
from surveyapp.store import letter_wordings as store
from surveyapp.store.models import LetterTemplate, Person

LANGUAGES = ("en", "es")
MAY_BE_WITHDRAWN = frozenset(
    {"invitation", "reminder_before", "reminder_last_day", "reminder_overdue", "note_to_mission", "thanks"}
)
"""Kinds that an officer sends to many states after having read them: one can wait until it is worded."""


@dataclass(frozen=True)
class Conflict:
    """Somebody else has saved another wording since this one was opened; nothing was saved."""

    newest: LetterTemplate


@dataclass(frozen=True)
class Refused:
    """Why a wording was not saved."""

    faults: tuple[Fault, ...]


def compose(session: Session, kind: str, language: str, facts: Mapping[str, Fact]) -> Composed:
    """The letter in the wording that is in force. Raises NoWordingError where it was withdrawn."""
    return letters.compose(kind, language, facts, in_force(session, kind).get(language))


def in_force(session: Session, kind: str) -> dict[str, Wording]:
    """The wording of a kind in each language in which it is not the product's own."""
    return {language: as_wording(one) for language, one in store.of_kind(session, kind).items() if not one.is_original}


def every_in_force(session: Session) -> dict[tuple[str, str], Wording]:
    """The same of all kinds at once: by kind and language."""
    return {of: as_wording(one) for of, one in store.every(session).items() if not one.is_original}


def missing(session: Session, kind: str, languages: Collection[str]) -> frozenset[str]:
    """Those of these languages in which nothing of this kind can be written."""
    worded = in_force(session, kind)
    return frozenset(one for one in languages if one in worded and worded[one].is_withdrawn)


def as_wording(one: LetterTemplate) -> Wording:
    """A version as it is composed with; one that went back to the product's own is that."""
    if one.is_original:
        return letters.original(one.kind, one.language)
    return Wording(one.subject, one.body, one.version)


def save(
    session: Session, kind: str, language: str, subject: str, body: str, seen: int, who: Person | None, now: datetime
) -> LetterTemplate | Conflict | Refused:
    """Keeps a wording as the newest version, if the one seen still is the newest. `seen`: 0 for the product's own."""
    tidy = Wording(subject.strip(), _lines(body))
    if faults := letter_language.faults(tidy.subject, tidy.body, letters.fields(kind)):
        return Refused(tuple(faults))
    return _add(session, LetterTemplate(kind=kind, language=language, **_texts(tidy)), seen, who, now)


def withdraw(
    session: Session, kind: str, language: str, seen: int, who: Person | None, now: datetime
) -> LetterTemplate | Conflict:
    """From now on nothing of this kind is written in this language. ValueError for a kind that somebody waits for."""
    if kind not in MAY_BE_WITHDRAWN:
        raise ValueError(f"letters of the kind {kind} are waited for")
    return _add(session, LetterTemplate(kind=kind, language=language, subject="", body=""), seen, who, now)


def go_back(
    session: Session, kind: str, language: str, to: int, seen: int, who: Person | None, now: datetime
) -> LetterTemplate | Conflict | Refused:
    """An earlier version once more, or the product's own (0). ValueError for a version that there is not."""
    if to == 0:
        return _add(session, _original(kind, language), seen, who, now)
    earlier = store.version(session, kind, language, to)
    if earlier is None:
        raise ValueError(f"{kind}.{language} has no version {to}")
    if earlier.is_original:
        return _add(session, _original(kind, language), seen, who, now)
    if not earlier.body:
        return withdraw(session, kind, language, seen, who, now)
    return save(session, kind, language, earlier.subject, earlier.body, seen, who, now)


def add_file(
    session: Session, kind: str, language: str, name: str, sha256: str, seen: int, who: Person | None, now: datetime
) -> LetterTemplate | Conflict:
    """The newest version of a letter that is made from a file: its name and what it is kept under; "" for our own."""
    made = LetterTemplate(kind=kind, language=language, subject=name, body=sha256, version=0, is_original=not sha256)
    return _add(session, made, seen, who, now, "letter template changed")


def _original(kind: str, language: str) -> LetterTemplate:
    return LetterTemplate(
        kind=kind, language=language, version=0, is_original=True, **_texts(letters.original(kind, language))
    )


def _texts(wording: Wording) -> dict[str, str]:
    return {"subject": wording.subject, "body": wording.body}


def _add(
    session: Session, made: LetterTemplate, seen: int, who: Person | None, now: datetime, deed: str = "letter worded"
) -> LetterTemplate | Conflict:
    newest = store.of_kind(session, made.kind).get(made.language)
    if newest is not None and _says_the_same(newest, made):
        return newest
    if (newest.version if newest else 0) != seen:
        return Conflict(newest or LetterTemplate(kind=made.kind, language=made.language, version=0, is_original=True))
    made.version, made.at, made.person_id = seen + 1, now, who.id if who else None
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # saved by another officer at the same moment
        return Conflict(store.of_kind(session, made.kind)[made.language])
    details = {"kind": made.kind, "language": made.language, "version": made.version}
    is_withdrawn = not (made.body or made.is_original)
    record(session, "letter wording withdrawn" if is_withdrawn else deed, now, who=who, details=details)
    return made


def _says_the_same(one: LetterTemplate, other: LetterTemplate) -> bool:
    return (one.subject, one.body, bool(one.is_original)) == (other.subject, other.body, bool(other.is_original))


def _lines(text: str) -> str:
    """The text with plain ends of lines, and none of the characters that no letter can hold."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in plain if sign in "\n\t" or sign.isprintable() or unicodedata.category(sign) == "Zs")
    return kept.strip("\n") + "\n" if kept.strip() else ""
